"""Whose a percentage is: a metric that its words name, a share of the market, or a thing that no metric is kept of."""

import re

from nlp.components import percent_words as words
from nlp.components.figure_windows import FigureWindow

_SHARE_OF_MARKET = re.compile(
    r"\s?(?:market )?(?:share|dominance|slice|portion)?\s?of the (?:(?:total|entire|overall|whole|global|combined) )*"
    r"(?:crypto\w*|digital asset) (?:market|sector|economy)(?!(?:'s)? (?:[\w-]+ ){0,2}(?:volumes?|turnover))"
    r"|\s?(?:market )?(?:share|slice) of the (?:(?:total|entire|overall|whole|global|combined) )*market\b"
)
# "lost 10% of its total capitalization"
_OF_ITS_CAP = re.compile(
    r"\s?of (?:its|their|the) (?:(?:total|entire|overall|combined) )*(?:market )?(?:capitali[sz]ation|cap|valuation)\b"
)
# "44% of the total market cap" is a share, where it is not what the market lost or won
_OF_ALL_CAP = re.compile(
    r"\s?of (?:the )?(?:total|combined|overall|entire|whole|global|aggregate|crypto(?:currency)?)(?: "
    r"(?:crypto(?:currency)?|digital asset))?"
    r"(?: market)?(?:'s)? (?:market )?(?:cap|capitali[sz]ation|value)\b"
)
_NEXT_OF_ROW = re.compile(r"(?:, and|,|,? and) [\w' ]{2,40}¤%")
ACCOUNTS_FOR = re.compile(
    r"\b(?:account\w* for|ma(?:k|d)\w* up|represent\w*|command\w*|compris\w*|hold\w*|held|captur\w*|occup\w*|"
    r"contribut\w*)"
    r"(?: (?:about|around|approximately|nearly|over|just|only|roughly|some|almost|more than|less than|now))*\s$"
)
# "a 5% drop from its market share", "lost 30% of market dominance"
_OF_DOMINANCE = re.compile(
    r"\s?(?:(?:drop|fall|decline|slide|decrease|rise|increase|jump|gain|loss) )?(?:of|in|from|to) (?:its |their "
    r"|the |total "
    r"|bitcoin's |btc )*(?:market )?(?:dominance|market share)\b"
)
# "fell from 71% to just 35% dominance"
_TO_DOMINANCE = re.compile(
    r" to (?:(?:just|only|about|around|nearly|roughly|over|under|below|above|almost|as low as) )*"
    r"¤% (?:bitcoin |btc |market )*dominance\b"
)
_ASIDE = re.compile(
    r" [\u2013\u2014-] [^\u2013\u2014¤]{3,90}? [\u2013\u2014-] |, which [^,¤]{3,140},|\([^()¤]{1,24}\)"
    r"| as (?:the |a )?(?:\w+ ){0,3}?(?:asset|coin|crypto\w*|currency)\b"
    r"|, (?:an?|one of|including) [^,%]{3,80},"
)
_BLANK = "\x00"
_DEFINITION = re.compile(r", or (?:the|how|what) [^,¤]{3,140},")
_STANDS_AT = re.compile(
    r"\b(?:at|to|is|was|are|above|below|under|over|near|around|past|hit|hits|reached|high of|low of|lows? of)"
    r"(?: (?:(?:just|only|about|around|nearly|roughly|over|under|below|above|approximately|almost) )*(?:an? "
    r")?(?:[a-z]+ )?)?\s?$"
)
# "open interest in futures contracts rose": the contracts only say whose interest it is
_ATTRIBUTE = re.compile(
    r"\b(?:open interest|oi|funding(?: rates?)?|volumes?|dominance|capitali[sz]ation) (?:for|in|of|on|across) "
    r"(?:[\w'-]+ ){0,3}$"
)
# "a drop in trading volume, which fell 16%"
_WHICH = re.compile(
    r"\b(?:(?P<volume>volumes?)|(?P<open_interest>open interest)|(?P<market_cap>market cap(?:itali[sz]ation)?)|"
    r"(?P<dominance>dominance)), which (?:[a-z]+ ){1,4}$"
)
# "erased 75% of the drop"
_PART_OF_MOVE = re.compile(
    r"\s?of (?:the|its|their|that|this|those) (?:[\w-]+ ){0,2}?(?:drop|decline|fall|loss(?:es)?|gains|rally|"
    r"rise|crash|sell-off|advance)\b"
)
# "trading at a 30% discount to the all-time high"
_BELOW_HIGH = re.compile(r"\s?discount to (?:its|the|their) (?:[\w-]+ ){0,2}?(?:highs?|peak|record|ath)\b")
# "holds 2 million coins, a 12% decrease": of what is held
_OF_COINS = re.compile(r"¤c(?: [a-z]+)?, (?:an? |up |down )(?:[a-z]+ )?$")
# "its market cap hit $9 billion after a 12% surge in price"
_IN_PRICE = re.compile(r"\s?(?:[a-z]+ ){1,2}in (?:the |its |their )?(?:price|value)\b")
# "is fourth with a market cap of $10 billion and is up 4%": the coin is
_AND_IS = re.compile(
    r"\b(?:with an? (?:[a-z]+ )?market cap\w* of [^,;]{0,20}¤|with [^,;]{0,20}¤ in market cap\w*)(?: and| and "
    r"is|, and is)? (?:up|down) $"
)
_SHARE_OF = re.compile(r"\b(?:share|slice|portion) of (?:the )?(?:[\w'-]+ ){0,3}$")
_PRICE_WORD = re.compile(r"\b(?:prices?|trad(?:es|ed|ing)|shares?|index|stocks?)\b")


def owner_of_percent(window: FigureWindow, asset_ends: tuple[int, ...]) -> str | None:
    """Whose percentage it is when no price moved; `none` for things that are not kept."""
    after = window.own_after
    if (
        _BELOW_HIGH.match(after)
        or _IN_PRICE.match(after)
        or ("market cap" in window.own_before and _AND_IS.search(window.own_before))
    ):
        return None
    told = _owner_behind(window)
    if told is not None:
        return told
    lead = words.IN_WHAT_BEHIND.match(after)
    if lead and (match := words.OWNER.match(after, lead.end())):
        # "7% of the volume" is a part of it, "a 7% drop in volume" a change
        is_part = after.lstrip().startswith("of ") and match.lastgroup in ("volume", "open_interest")
        return "none" if is_part else match.lastgroup
    which = _WHICH.search(window.own_before) if "which" in window.own_before else None
    if which:
        return which.lastgroup
    before = _without_asides(window.before)
    start = _clause_start(before)
    clause = before[start:]
    owners = list(words.OWNER.finditer(clause))
    if not owners:
        return None
    if owners[-1].lastgroup == "none" and len(owners) > 1 and _ATTRIBUTE.search(clause, 0, owners[-1].start()):
        owners.pop()
    if owners[-1].lastgroup in ("open_interest", "volume") and _SHARE_OF.search(clause, 0, owners[-1].start()):
        return "none"
    asset_ends = tuple(end for end in asset_ends if before[max(0, end - 1) : end] != _BLANK)
    rivals = [match.end() for match in words.PRICE_SUBJECT.finditer(clause)] + [end - start for end in asset_ends]
    # "volume for BTC rose 5%": the asset behind the owner only says whose volume it is
    behind = clause[owners[-1].end() :]
    belongs = re.match(r"(?:'s)?\s*(?:for|in|of|on|across)\s", behind)
    # "dominance as the top crypto asset stands at 54%": a share that is read, nothing that moved
    reads = (
        owners[-1].lastgroup in ("dominance", "implied_volatility")
        and _STANDS_AT.search(behind)
        and not _PRICE_WORD.search(behind)
        and (not any(end - start > owners[-1].end() for end in asset_ends) or not words.DIRECTION.search(behind))
    )
    if reads:
        return owners[-1].lastgroup
    is_bound = belongs is not None or owners[-1].group().rpartition(" ")[2] in ("on", "of", "to", "in", "over")
    if not is_bound and any(end > owners[-1].end() for end in rivals):
        return None
    return owners[-1].lastgroup


def _without_asides(before: str) -> str:
    """The text with its insertions and definitions blanked out, same length."""
    before = _ASIDE.sub(lambda aside: " " * len(aside.group()), before)
    return _DEFINITION.sub(lambda defined: _BLANK * len(defined.group()), before) if ", or " in before else before


def _owner_behind(window: FigureWindow) -> str | None:
    """What the words right behind it make it a share or a part of."""
    after = window.own_after
    if _SHARE_OF_MARKET.match(after) and "stablecoin" not in window.own_before[-60:]:
        return "dominance"
    if _PART_OF_MOVE.match(after) or ("¤c" in window.own_before and _OF_COINS.search(window.own_before)):
        return "none"
    if _is_share_of_cap(window):
        return "dominance"
    if _OF_ITS_CAP.match(after):
        return "market_cap"
    if _OF_DOMINANCE.match(after) or _TO_DOMINANCE.match(after):
        return "dominance"
    if words.SHARE_BEHIND.match(after):
        return "dominance" if re.match(r"\s?(?:bitcoin |btc )?dominance", after) else "none"
    return None


def _is_share_of_cap(window: FigureWindow) -> bool:
    """Whether it is a coin's part of the market: "accounts for 44% of the total market cap", also within a row."""
    if not ACCOUNTS_FOR.search(window.own_before[-60:]):
        return False
    rest = window.own_after
    while (row := _NEXT_OF_ROW.match(rest)) is not None:
        rest = rest[row.end() :]
    return _OF_ALL_CAP.match(rest) is not None


def _clause_start(before: str) -> int:
    start = max(0, len(before) - 140)
    for match in words.CLAUSE.finditer(before, start):
        start = match.end()
    return start
