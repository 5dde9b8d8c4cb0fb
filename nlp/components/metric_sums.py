"""Direction, asset and nature (standing or change) of a metric that is given as an amount."""

import re
from collections.abc import Sequence

from nlp.annotations import Direction, MetricKind, MetricMention
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_windows import FigureWindow
from nlp.components.fund_flows import asset_of_flow, direction_of_flow
from nlp.components.metric_extremes import extreme_told
from nlp.components.percent_words import DOWN, UP

_MOVED = re.compile(
    rf"\b(?:(?P<up>{UP}|reach\w*|hits?|hitting|swell\w*|balloon\w*|top(?:s|ped)|doubl\w+|tripl\w+|quadrupl\w+|"
    rf"back to|propel\w*|pushing|(?:gone|went|going|moved) (?:above|over|past|beyond)|exceed\w*|surpass\w*|"
    rf"pass(?:es|ed)|cross(?:es|ed|ing))|"
    rf"(?P<down>loss(?:es)? of|evaporat\w*|vanish\w*|eliminat\w*|(?:gone|went|going|moved) (?:below|under|"
    rf"beneath)|{DOWN}|shrank|shrink\w*|wip\w+|"
    rf"shrunk))(?![\w-])"
)
_STANDING = re.compile(r"above|below|under|beneath|off|ahead|premium|profits?|returns?|returned|red|green|loss(?:es)?")
# They only say where it came to, where another verb tells the way: "dropping by 6%, reaching $78 billion".
_REACHED = re.compile(r"reach\w*|hits?|hitting|back to")
_FROM_ONE = re.compile(
    r"\bfrom [^¤;]{0,24}¤[^¤;,.]{0,30} to(?: (?:about|around|nearly|roughly|over|just|almost|some|a|an))*\s$"
)
_WAS = re.compile(
    r"\bfrom(?: (?:about|around|approximately|nearly|roughly|over|just|under|a|its|the|some))*\s?$"
    r"|\bfrom (?:[\w'\"“”-]+ ){1,4}(?:level|reading|value|score) of $"
)
# A finite verb behind a comma is that of the sentence, not of the sum.
_MOVE_BEHIND = re.compile(
    rf"(?!, (?:[a-z]+ed|fell|rose|lost|slid|sank)\b)(?:,| [–—-])? (?:an? (?:[\w-]+ )?)?(?:(?P<up>{UP})|"
    rf"(?P<down>{DOWN}))(?![\w-])"
)
_UP_OR_DOWN_TO = re.compile(
    r"\b(?:is|are|was|were|now|currently|back|further) (?P<way>up|down) to(?: (?:about|around|nearly|roughly|"
    r"just|only|under|over))*\s$"
)
# "fell 1%, now standing at $4 trillion": where it came to, told by itself
_NOW_AT = re.compile(
    r", (?:now|currently) (?:standing|sitting|hovering) (?:at|around|near)(?: (?:about|around|approximately|"
    r"nearly|roughly|just))*\s$"
)
_FROM_REACH = 80
# No single coin has had so much open interest.
_MORE_THAN_ONE_COIN = 10**11
_OF_THE_MARKET = re.compile(
    r",? the (?:[a-z-]+ )?(?:capitali[sz]ation|cap|value|valuation) of (?:all |the )?(?:[a-z]+ )?(?:crypto\w*|"
    r"digital \w+)\b"
)
_END = re.compile(r"[,;.]")
_CLAUSE = re.compile(
    r"[;:]\s|\((?=[a-z]{2,} )|^\W*(?:before|after|since|despite|amid|following) [^,¤]{3,40}, |"
    r"(?<!\bjan)(?<!\bfeb)(?<!\bmar)(?<!\bapr)(?<!\bjun)(?<!\bjul)(?<!\baug)(?<!\bsep)(?<!\bsept)(?<!\boct)(?<!\bnov)"
    r"(?<!\bdec)(?<!u\.s)\.\s|\bwhile\b|, (?:which|who)\b|\band (?=an? )|, (?:with|and|giving|or|but|this)\b|"
    r"\), |\bas\b|"
    r"\bwith (?=(?:an?|its) )"
)
_WHOLE_MARKET = re.compile(
    r"\b(?:total|global|overall|combined|aggregate|entire|whole|industry|crypto(?:currency)? "
    r"(?:markets?|sector|space|industry|asset|ecosystem|economy)\b(?: markets?)?(?:'s)?|crypto(?:'s)? (?:total|"
    r"market|trading|volumes?|"
    r"cap)|(?<!largest )(?<!biggest )(?<!leading )(?<!popular )(?<!top )(?<!flagship )(?<!oldest )(?<!first )"
    r"digital (?:assets?|currenc(?:y|ies))|virtual currencies|cryptocurrencies|of (?:all )?crypto\b|(?:wider|"
    r"broader) market|across "
    r"(?:the|all)|all "
    r"cryptocurrencies|"
    r"market(?:-| )?wide|the market(?! (?:cap|value))|altcoins?|all (?:(?:digital|crypto"
    r"|virtual) )?(?:coins|tokens|cryptos|currencies))\b"
)
_OF_SEVERAL = re.compile(
    r"\b(?:both|each of the|all (?:two|three|four|five)) (?:of the )?(?:tokens|coins|assets|cryptos|cryptocurrencies)\b"
)
_BARE_OWNER = re.compile(r"\bthe (?:current )?(?:market )?(?:cap|value|capitali[sz]ation|volume|turnover|valuation)\b")
_REACH = 4
_OF_FUNDS = re.compile(
    r"\b(?:for|of|in|across) (?:the|these|those|all|¤|\d+)(?: [\w.-]+){0,2}? (?:etfs?|funds|"
    r"products|trusts)\b"
)
_ITS_TOTAL = re.compile(
    r"(?:\)|'s|\)'s) (?:total|overall|aggregate|combined|entire|global) "
    r"|.*\b(?:its|the (?:asset|coin|token|project|altcoin|memecoin)'s|which has an?) (?:own )?(?:total|overall) "
    r"(?:market|cap)",
    re.DOTALL,
)
_ITS_OWN = re.compile(r"\bits (?:[\w-]+ ){0,2}?(?:open interest|market cap\w*|trading volume)\b[^¤,]{0,24}$")
_MARKET_OF_DERIVATIVES = re.compile(
    r"\b(?:market (?:leverage|indicators|data)|across (?:the (?:whole |entire )?(?:crypto )?market|all (?:coins|"
    r"tokens|assets|crypto\w*))|"
    r"crypto(?:currency)? (?:market|futures|derivatives|perpetual)|"
    r"market(?:-| )?wide|altcoins?|industry|global)\b"
)
_WORTH_OF_THEM = re.compile(
    r"\W*(?:together,? |in total,? |combined,? |now,? )?(?:they|it|these|all of (?:them|it))"
    r" (?:are|were|is|was|had been)"
    r"(?: (?:now|currently|together|then|collectively|jointly|still|last|once))* (?:worth|valued at)"
    r"(?: (?:about|around|over|nearly|roughly|some|more than|almost|just|under|less than|a combined|a total of))*\s"
    r"(?:¤[^¤;]{0,40}?\b(?:from|compared (?:with|to)|against|versus)(?: (?:about|around|over|nearly|roughly))*\s)?"
)
_MARKET_AS_SUBJECT = re.compile(
    r"\W*(?:the |other (?:major )?)?(?:(?:value|prices?) of )?(?:the |all |most )?(?:(?:whole|entire|broader|"
    r"overall|global|total) )?"
    r"(?:crypto(?:currency)? (?:market|sector|space|assets?)|crypto(?:currencies|s)|"
    r"digital (?:assets|currencies|coins)|virtual currencies|coins and tokens)\b"
)
_CHANGE = re.compile(
    r"\b(?:gained|lost|los(?:es|ing)|shed|added|adding|wip(?:ed|ing|es)(?: out| off)?|eras(?:ed|ing|es)|shav(?:ed|"
    r"ing)|knock(?:ed|ing)|slash(?:ed|ing)|evaporated|"
    r"vanished|by|increase of|drop of|decline of|rise of|fall of|jump of|surge of|loss of|grew|fell|rose|dropped|"
    r"climbed|evaporated by)"
    r"(?: (?:about|around|nearly|over|more than|roughly|almost|some|another|a|an|further|as much as|up to))*\s?$"
)
_OFF_THE_WHOLE = re.compile(
    r"\s(?:[\w-]+\s){0,4}?(?:off|from|to) (?:of )?(?:[\w-]+ ){0,4}?(?:all |crypto|(?:entire|whole|overall"
    r"|total|global) )"
)
_WIPED_BEHIND = re.compile(
    r"\s(?:(?:in|of) (?:market )?(?:value|open interest) )?(?:has |have |had )?(?:been |was |were |being "
    r")?(?:wiped|erased|shaved|knocked"
    r"|evaporated|vanished)\b"
)
_CHANGE_BEHIND = re.compile(
    r"\s?(?:in (?:market )?value )?(?:was |were |has been |have been )?(?:wiped|erased|shaved|evaporated|vanished|"
    r"added|gone|lost|off (?:the|its)|from the)\b"
)

SUM_KINDS: dict[str, MetricKind] = {
    "open_interest": "open_interest",
    "etf_flow": "etf_flow",
    "exchange_netflow": "exchange_netflow",
    "volume": "volume",
    "market_cap": "market_cap",
    "stablecoin_supply": "stablecoin_supply",
}


def direction_of_sum(kind: MetricKind | str, window: FigureWindow) -> Direction | None:
    """Which way the metric went, or the sign of a flow."""
    if kind in ("etf_flow", "exchange_netflow"):
        return direction_of_flow(window)
    extreme = extreme_told(window)
    if extreme:
        return extreme
    before = window.own_before[-90:]
    if _WAS.search(before):
        return None
    if kind == "fear_greed":
        before = before.replace(", with a reading of", " at").replace(", with a score of", " at")
    to = _UP_OR_DOWN_TO.search(before)
    if to:
        return "up" if to["way"] == "up" else "down"
    if _NOW_AT.search(before):
        return None
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    matches = [
        match for match in _MOVED.finditer(before[cuts[-1] if cuts else 0 :]) if not _STANDING.fullmatch(match.group())
    ]
    if matches:
        telling = [match for match in matches if not _REACHED.fullmatch(match.group())] or matches
        return "up" if telling[-1]["up"] else "down"
    if kind in ("market_cap", "open_interest") and _WIPED_BEHIND.match(window.own_after):
        return "down"
    apposed = _MOVE_BEHIND.match(window.own_after)
    if apposed:
        return "up" if apposed["up"] else "down"
    return None


def way_from_one(found: Reading, window: FigureWindow) -> Direction | None:
    """Which way a figure went from the one right before: "from $500 million to $700 million"."""
    if window.index == 0 or not _FROM_ONE.search(window.own_before[-_FROM_REACH:]):
        return None
    last = found.quantities[window.index - 1]
    if last.kind != window.quantity.kind or last.low == window.quantity.low:
        return None
    return "up" if last.low < window.quantity.low else "down"


def asset_of_sum(
    found: Reading, window: FigureWindow, kind: MetricKind, earlier: Sequence[MetricMention] = ()
) -> str | None:
    """The asset whose market cap, volume, interest or flow it is; `ALL` for the whole market.

    Args:
        found: The article.
        window: The figure.
        kind: The metric.
        earlier: The metrics before; "the market cap" goes on about the one of the sentences before.
    """
    quantity = window.quantity
    mentions = [m for m in found.mentions_in(window.sentence) if m.end <= quantity.start]
    since = mentions[-1].end if mentions else window.sentence.start
    between = found.plain[max(since, quantity.start - 200) : quantity.start].lower()
    if mentions and (_ITS_TOTAL.match(between) or _ITS_OWN.search(between)):
        return mentions[-1].ticker
    if kind == "volume" and _OF_FUNDS.search(between):
        return asset_of_flow(found, window, ())
    if kind == "market_cap" and not mentions and is_about_the_market(found, window.sentence):
        return "ALL"
    pattern = _MARKET_OF_DERIVATIVES if kind == "open_interest" else _WHOLE_MARKET
    if (
        pattern.search(between)
        or pattern.search(_END.split(window.own_after[:24], maxsplit=1)[0])
        or _OF_THE_MARKET.match(window.own_after)
    ):
        return "ALL"
    if kind == "market_cap" and _OFF_THE_WHOLE.match(window.own_after):
        return "ALL"
    if _OF_SEVERAL.search(between):
        return None
    if kind == "open_interest" and not mentions and quantity.low >= _MORE_THAN_ONE_COIN:
        return "ALL"
    if not mentions and not found.mentions_in(window.sentence) and _BARE_OWNER.search(window.own_before):
        same = [metric for metric in earlier if metric.kind == kind]
        if same and window.sentence.index - found.sentence_at(same[-1].start).index <= _REACH:
            return same[-1].asset
    return asset_at(found, quantity.start, quantity.end).ticker


def is_worth_of_market(found: Reading, window: FigureWindow) -> bool:
    """Whether the sum is what the market of the sentence before is worth: "All crypto assets fell. They were worth"."""
    return _WORTH_OF_THEM.fullmatch(window.own_before) is not None and is_about_the_market(found, window.sentence)


def is_about_the_market(found: Reading, sentence: Sentence) -> bool:
    """Whether the subject of the sentence before is the market as a whole."""
    index = sentence.index - 1
    if index < 0:
        return False
    before = found.sentences[index]
    return _MARKET_AS_SUBJECT.match(found.plain[before.start : before.end].lower()) is not None


def is_change_of_sum(kind: MetricKind, window: FigureWindow) -> bool:
    """Whether the amount is a change of the metric rather than its standing."""
    if kind in ("etf_flow", "exchange_netflow"):
        return False
    return bool(_CHANGE.search(window.own_before[-50:]) or _CHANGE_BEHIND.match(window.own_after))
