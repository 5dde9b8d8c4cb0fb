"""The coin whose positions a liquidation figure closed."""

import re
from itertools import pairwise

from nlp.components.asset_asides import asset_kind
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import AssetSpan, Reading
from nlp.components.figure_windows import FigureWindow
from nlp.components.liquidation_details import VENUE_BY_WORD
from nlp.components.liquidation_scope import LED_THE_MARKET, is_told_of_all

_BREAK = re.compile(r"[;.]|,? (?:while|whereas|but|compared|versus|vs|against)\b|, (?:and|with) ")
_OTHER_PART = re.compile(_BREAK.pattern + r"| and an? |, including\b")
_PAIR_BEFORE = re.compile(r"\w[ /-]$")
_OWN_TAIL = re.compile(
    r"(?:'s?)?(?: \((?:[a-z]+)\))?[ -](?:[\w-]+[ -]){0,2}?(?:liquidat\w*|longs?|shorts?|positions?|futures|"
    r"perpetuals?|perps?|contracts?|traders?|bulls?|bears?|bets|leverag\w*|"
    r"speculators|derivatives|swaps|products)\b"
)
_SUBJECT_TAIL = re.compile(
    r"\)?(?:'s?)?(?: \((?:[a-z/]+)\))?(?:, (?:the|a|an) [^,¤]{3,50},|, (?:in contrast|meanwhile|however|by "
    r"comparison|by contrast|for its part|too|of course|naturally|unsurprisingly|as usual|in turn),|,)?"
    r"(?: [\w'-]+){0,8}? "
    r"(?:account\w*|saw|see(?:s|ing)?|seen|record\w*(?![\w:])|led|"
    r"lead\w*|contribut\w*|suffer\w*|register\w*|top\w*|had|has|follow\w*|responsible|"
    r"ma(?:de|kes|king) up|took|taking|came|behind|at|with|represent\w*|compris\w*|los\w*|experienc\w*|fac\w*|"
    r"witness\w*|rack\w*|tall\w*|bore|bearing|posted|alone)\b"
)
_GIVEN_TO = re.compile(
    r"\s?(?:and came from (?:[\w.]+'s )?)?"
    r"(?:(?:(?:was |were |been )?(?:liquidated|closed|wiped out|erased)|in (?:[a-z-]+ )?liquidations|in losses"
    r"|of (?:the|this|that|these|those) (?:[a-z-]+ )?(?:total|amount|sum|tally|figure|liquidations|losses))\s)?"
    r"(?:(?:worth )?(?:of|in|from|for|on|to|by|came from|was|were|were in|was in|occurred in|happened in|took place in|"
    r"belong\w+ to|tied to|involving|against|were from|was from|among|across|being|is|are|stemm\w+ from|"
    r"attribut\w+ to|linked to)\s)?(?:the |that |those |leveraged |long |short |over-leveraged |bullish |bearish )*"
)
_EVENT = re.compile(r"\b(?:was|is|became|saw|suffered) an? (?:\w+ )?¤ (?:\w+ )?(?:liquidation|wipe-?out|flush)")
_DIRECTLY = re.compile(
    r"(?:'s)?(?: \([a-z]+\))?\s?(?:[:,–-]|saw|at|with|lost|for|on|\()?\s?"
    r"(?:(?:about|around|over|nearly|roughly|some|a|an) )*"
)
_ONE_TRADE = re.compile(r"[\s-](?:long |short |swap |perpetual )?(?:trade|order|pair)\b")
_RESPECTIVELY = re.compile(r",? respectively\b")
_LONGEST_TAIL = 130
_NEAR = 30
# "Bitcoin's sharp fall starts the week with $X in liquidations": the fall is bitcoin's, the positions are the market's.
_ITS_MOVE = re.compile(
    r" (?:price )?(?:rally|surge|plunge|crash|drop|fall|slump|slide|dip|breakout)\b"
    r"|'s? (?:[\w-]+ ){0,3}?(?:ris(?:e|es|ing)|fall|drop|surge|slump|rally|plunge|crash|slide|dip|jump|climb|"
    r"decline|rebound|"
    r"bounce|correction|pullback|volatility|breakout|breakdown|move|moves|swings?|price)\b"
)
_IN_COIN = re.compile(r"\bliquidat\w+ (?:volumes? |amounts? |positions )?(?:in|of|on|for|from|across) (?:the )?$")
_BULLS = re.compile(r"\b(?:longs?|bulls?)\b")
_BEARS = re.compile(r"\b(?:shorts?|bears?)\b")
_CLOSING = re.compile(
    r"\b(?:liquidat(?:es|ing)|squeez(?:es|ing)(?: out)?|wip(?:es|ing)(?: out)?|burn(?:s|ing)|crush(?:es|ing)|"
    r"flush(?:es|ing)(?: out)?|"
    r"obliterat(?:es|ing)|eras(?:es|ing)|clear(?:s|ing)(?: out)?)(?: (?:up to|over|about|nearly|more than|some|"
    r"around|almost|roughly))*\s$"
)
_AND_WITH = re.compile(r", with (?:over |about |nearly |some |more than |around )*$")
_SINGLE = re.compile(
    r"\b(?:(?:largest|biggest|single)(?: single| individual| wallet| one)?(?:-wallet)? (?:liquidation|liquidated|"
    r"order|position|trade|long|short|hit|wallet)\b(?! (?:ever|events?|day|since|in|wave|took|total|cascade|"
    r"volume|of the|for)\b)(?!(?: [a-z-]+){1,2} (?:since|ever)\b)|"
    r"single[ -](?:largest|biggest)|one trader|a trader|a whale|whale's|single trader|his|her"
    r"|liquidat(?:ed|ing) (?:one|an?)\s+(?:long |short )?position)\b"
)
_SINGLE_IN = re.compile(
    r"[^;¤]{0,70}?\b(?:involv\w+|(?:trade|order|position|long|short|bet|swap|contract) (?:on|in|for|against)|"
    r"(?:was|were) (?:on|in|for))(?: (?:the|an?))* "
)
_TRADE_IN = re.compile(
    r"(?: (?:in|of))?\s(?:(?:leveraged|long|short|swap|perpetual|open|bullish|bearish|losing) )*(?:bets?|"
    r"positions?|trades?|"
    r"orders?|longs?|shorts?|wagers?) "
    r"(?:on|in|of|for) (?:the )?|\s(?:on|in|from) (?:the|an?) $"
)
_MOSTLY = re.compile(
    r"[^;.¤]{0,60}(?:, | \()(?:mostly|mainly|largely|primarily|predominantly) (?:in |from |on "
    r")?(?:the )?"
)
_COUNTED_BEFORE = re.compile(
    r"(?:coins?|tokens?)?\s?[,(]?\s?(?:worth|valued at|amounting to|or|equivalent to)? ?"
    r"(?:(?:a total of|about|around|nearly|roughly|some|over|approximately|almost) )*"
)
_COUNTED_BEHIND = re.compile(r"\s\(\s?(?:about |around |roughly |some |over )?[\d,.]+\s?[km]?\s?")
_TOGETHER = re.compile(r"\b(?:combined|together|collective(?:ly)?|between them|jointly|in total for both)\b")
_ACROSS = re.compile(r"\b(?:across|between|over) $")
_NEXT_COIN = re.compile(r",? (?:and )?")
_APIECE = re.compile(r"[^;.¤]{0,30}\b(?:apiece|each)\b")
_LEADING_COIN = re.compile(
    r"\bthe (?:(?:world's |market's |industry's )?(?:pioneer|number one|no\. 1|leading|largest|top|oldest|"
    r"flagship|original|biggest|first|premier|"
    r"benchmark|primary))(?: and (?:largest|oldest))? (?:crypto(?:currency)?|digital (?:asset|currency|coin)|"
    r"asset|coin)s?\b(?!'s? (?:by|of|exchange))"
)
# Names of the market that are no topic of their own: "Ether, the second-largest cryptocurrency, led the crypto market"
_APPOSITION = re.compile(r"^,? (?:the|a|an) [^,¤]{3,50}(?=,)")
_NEW_TOPIC = re.compile(
    r"\b(?:as|after|amid|when|while|since|because|cryptos?|cryptocurrenc\w+|the (?:\w+ )?market (?:saw|has|had|"
    r"lost|record\w*|experienc\w*|witness\w*|suffer\w*)|market-wide|the total|total crypto|"
    r"industry|sector|overall|following|triggering|sparking|causing|leading to|resulting in|prompting|forcing)\b"
)


def asset_of(found: Reading, window: FigureWindow) -> str | None:
    """The coin whose positions were closed; `ALL` when the words name none, `None` for one unnamed position."""
    start, end = window.quantity.start, window.quantity.end
    mentions = [
        m
        for m in found.mentions_in(window.sentence)
        if (m.form != "unit" or 0 <= m.start - end <= 2) and not is_venue(m) and not _is_quote_coin(found, m)
    ]
    before = [m for m in mentions if m.end <= start]
    after = [m for m in mentions if m.start >= end]
    if len({m.ticker for m in before}) > 1 and (
        _TOGETHER.search(window.own_before[-40:] + "¤" + window.own_after[:9]) or _APIECE.match(window.own_after)
    ):
        return None
    if sums_several_coins(found, window):
        return "ALL"
    named = (
        _listed(found, mentions, window)
        or _counted(found, window)
        or _given_to(found, after, end)
        or _owning(found, before, window)
        or _subject(found, before, window)
        or _leading_positions(found, after, end)
        or _described(window)
    )
    if named:
        return named
    if not _SINGLE.search(window.own_before[-70:] + " " + _OTHER_PART.split(window.own_after[:40], maxsplit=1)[0]):
        return "ALL"
    traded = next((m for m in after if _SINGLE_IN.fullmatch(found.plain[end : m.start].lower())), None)
    return traded.ticker if traded else None


def sums_several_coins(found: Reading, window: FigureWindow) -> bool:
    """Whether the amount is said to be the sum of several coins: "across bitcoin, ether and SOL the bill was ¤"."""
    before = [m for m in found.mentions_in(window.sentence) if m.end <= window.quantity.start]
    return any(
        one.ticker != other.ticker
        and _NEXT_COIN.fullmatch(found.plain, one.end, other.start)
        and _ACROSS.search(found.lower, max(0, one.start - 12), one.start)
        for one, other in pairwise(before)
    )


def is_venue(mention: AssetSpan) -> bool:
    """Where liquidations are told of, Hyperliquid is the exchange; its coin is called by its ticker."""
    return mention.form == "name" and mention.text.lower() in VENUE_BY_WORD


def _is_quote_coin(found: Reading, mention: AssetSpan) -> bool:
    """The second half of a pair that is written apart: "a Bitcoin USDT position"."""
    return (
        asset_kind(found, mention.ticker) == "stablecoin"
        and _PAIR_BEFORE.search(found.plain, max(0, mention.start - 8), mention.start) is not None
        and any(
            m.end >= mention.start - 2
            for m in found.mentions_in(found.sentences[mention.sentence])
            if m.start < mention.start
        )
    )


def asset_of_condition(found: Reading, window: FigureWindow) -> str | None:
    """The coin whose price would set off the closing ("if bitcoin slips to $64,000, ..."), else `ALL`.

    Where the sentence gives the price alone, it is the coin that has this price.
    """
    mentions = [m for m in found.mentions_in(window.sentence) if m.end <= window.quantity.start and not is_venue(m)]
    levels = {level.asset for level in found.price_levels if window.sentence.start <= level.start < window.sentence.end}
    if not mentions and len(levels) == 1:
        return levels.pop() or "ALL"
    return mentions[0].ticker if len({m.ticker for m in mentions}) == 1 else "ALL"


def given_to(found: Reading, window: FigureWindow) -> str | None:
    """The coin that is named right behind the figure as its own: "$20 million of BTC longs"."""
    after = [m for m in found.mentions_in(window.sentence) if m.start >= window.quantity.end and not is_venue(m)]
    return _counted(found, window) or _given_to(found, after, window.quantity.end)


def _given_to(found: Reading, after: list[AssetSpan], end: int) -> str | None:
    """Who the sum belongs to: "$20 million of BTC longs", "$20 million came from ether"."""
    for mention in after:
        gap = found.plain[end : mention.start].lower()
        if _GIVEN_TO.fullmatch(gap) or _TRADE_IN.fullmatch(gap):
            return mention.ticker
        if _MOSTLY.fullmatch(gap):
            several = {m.ticker for m in after if mention.end < m.start < mention.end + _NEAR}
            return "ALL" if several - {mention.ticker} else mention.ticker
    return None


def _counted(found: Reading, window: FigureWindow) -> str | None:
    """The coin that the same amount is counted in: "$75 million (113,000 ETH)", "354 BTC worth $5.9 million"."""
    start, end = window.quantity.start, window.quantity.end
    for mention in found.mentions_in(window.sentence):
        if mention.form == "unit":
            if mention.end < start and _COUNTED_BEFORE.fullmatch(found.plain[mention.end : start].lower().lstrip()):
                return mention.ticker
            if mention.start > end and _COUNTED_BEHIND.fullmatch(found.plain[end : mention.start].lower()):
                return mention.ticker
    return None


def _described(window: FigureWindow) -> str | None:
    """Bitcoin by its rank: "the largest cryptocurrency"."""
    return "BTC" if _LEADING_COIN.search(window.own_before[-_LONGEST_TAIL:]) else None


def _owning(found: Reading, before: list[AssetSpan], window: FigureWindow) -> str | None:
    """Whose sum it is said to be: "BTC short liquidations hit $X", "ether accounted for $X", "SOL: $X"."""
    start = window.quantity.start
    for mention in reversed(before):
        tail = found.plain[mention.end : start].lower()
        if len(tail) > _LONGEST_TAIL:
            break
        if _DIRECTLY.fullmatch(tail) or (_ONE_TRADE.match(tail) and not _NEW_TOPIC.search(tail)):
            return mention.ticker
        if _IN_COIN.search(found.plain[max(0, mention.start - 40) : mention.start].lower()) and "$" not in tail:
            return mention.ticker
        if _ITS_MOVE.match(tail):
            continue
        own = _OWN_TAIL.match(tail)
        if own and not _NEW_TOPIC.search(tail) and not _against(own.group(), tail[own.end() :]):
            return mention.ticker
        tail = LED_THE_MARKET.sub(r"\1", _APPOSITION.sub("", tail))
        is_subject = _SUBJECT_TAIL.match(tail)
        if is_subject and "¤" not in window.own_before[-len(tail) :] and not _NEW_TOPIC.search(tail):
            return mention.ticker
    return None


def owns_positions(found: Reading, mention: AssetSpan) -> bool:
    """Whether longs, traders or liquidations of a coin are named, not the coin alone."""
    return (
        _OWN_TAIL.match(found.plain[mention.end : mention.end + 40].lower()) is not None
        or _IN_COIN.search(found.plain[max(0, mention.start - 40) : mention.start].lower()) is not None
    )


def _against(owner: str, rest: str) -> bool:
    """Whether the other side is hit: "Bitcoin bulls crush shorts: $X"."""
    return (_BULLS.search(owner) is not None and _BEARS.search(rest) is not None) or (
        _BEARS.search(owner) is not None and _BULLS.search(rest) is not None
    )


def _subject(found: Reading, before: list[AssetSpan], window: FigureWindow) -> str | None:
    """What the sentence is about, where that closed the positions: "bitcoin's plunge was a $X liquidation event"."""
    if not before:
        return None
    if _EVENT.search(window.own_before[-24:] + "¤" + window.own_after[:40]):
        return before[0].ticker
    if _CLOSING.search(window.own_before[-40:]) and not is_told_of_all(window.own_before):
        tail = found.plain[before[-1].end : window.quantity.start].lower()
        if before[-1].ticker != "BTC" and not tail.startswith("'s") and not _NEW_TOPIC.search(tail):
            return before[-1].ticker
    # what bitcoin's moves close is the market's
    is_only = len({m.ticker for m in before}) == 1 and before[0].ticker != "BTC"
    return before[0].ticker if is_only and _AND_WITH.search(window.own_before[-40:]) else None


def _leading_positions(found: Reading, after: list[AssetSpan], end: int) -> str | None:
    """The positions of an asset that is named a little later: "$X wiped from bitcoin longs"."""
    for mention in after:
        gap = found.plain[end : mention.start].lower()
        if (
            len(gap) < 60
            and "$" not in gap
            and not _BREAK.search(gap)
            and _OWN_TAIL.match(found.plain[mention.end :][:40].lower())
        ):
            return mention.ticker
    return None


def _listed(found: Reading, mentions: list[AssetSpan], window: FigureWindow) -> str | None:
    """The asset in the same place of its list as the figure: "bitcoin and ether with $328 million and $332 million"."""
    if window.list_length < 2:
        return None
    guess = asset_at(found, window.quantity.start, window.quantity.end)
    if guess.scope == "list":
        return guess.ticker
    start = window.quantity.start
    tickers = list(dict.fromkeys(m.ticker for m in mentions if m.end <= start))
    position = window.list_position + len(tickers) - window.list_length
    is_last_of_more = len(tickers) > window.list_length and _RESPECTIVELY.match(window.after)
    return tickers[position] if is_last_of_more or len(tickers) == window.list_length else None
