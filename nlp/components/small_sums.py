"""Sums below a million, where most amounts are prices: only their own words make them liquidations or flows."""

import re

from nlp.components.amount_words import LIQUIDATIONS_OF, Meaning
from nlp.components.figure_windows import FigureWindow

_WORDS = (
    "liquidat",
    "long",
    "short",
    "wiped",
    "positions",
    "trades",
    "bets",
    "contracts",
    "rekt",
    "flushed",
    "bulls",
    "bears",
)
"""One of these stands in every sentence that closes positions."""
_CLOSED_BEHIND = re.compile(
    r"\s(?:worth )?(?:of|in|from|for) (?:(?:btc|eth|bitcoin|ether|ethereum|xrp|sol|doge|leveraged|bullish|bearish|"
    r"total|forced|\w{3,5})\s)?"
    r"(?:long|short)?\s?(?:liquidations?\b|(?:longs|shorts)\b(?! term)|(?:positions|contracts|trades|bets)\b)|"
    r"\s(?:on|from) the (?:long|short)[ -]side\b"
)
_LIQUIDATION_OF = re.compile(
    r"\bliquidation\b(?! (?:price|level|heatmap|map|zone|cluster|threshold|engine))[^;.]{0,90}\b(?:value of|"
    r"valued at|worth(?: of)?|amount(?:ing)? (?:of|to)|for just|totall?ing)\s"
    r"(?:(?:about|around|nearly|roughly|some|over|approximately|almost|just|only|a) )*$"
)
_POSITIONS_WORTH = re.compile(
    r"\b(?:longs?|shorts?|positions|bets|contracts) (?:worth|of|valued at|totall?ing)(?: (?:about|around|nearly|"
    r"over|some|just|only))*\s$"
)
_WERE_CLOSED = re.compile(
    r"\s(?:was|were|got|have been|has been|being)(?: \w+)? (?:liquidated|closed|wiped|erased|"
    r"rekt|flushed)\b"
)
_FLOW_BEHIND = re.compile(r"\s(?:worth )?(?:of|in) (?:net |daily |weekly |total )*(?:inflows?|outflows?|redemptions)\b")
_FLOW_OF = re.compile(
    r"\b(?:inflows?|outflows?|redemptions) (?:of|totall?ing|worth|at|amounting to)\s"
    r"(?:(?:about|around|nearly|roughly|some|over|approximately|almost|just|only|a|mere) )*$"
)
_ADVERBS = r"(?: (?:about|around|nearly|roughly|some|over|approximately|almost|just|only|a|mere|barely|another|up to))*"
# "$310,000 came from shorts", "$61,000 tied to bears", "$215,000 was wiped out", "the $455,000 total liquidations"
_OF_A_SIDE_BEHIND = re.compile(
    r"\s(?:worth |in losses )?(?:(?:that |which )?(?:came|coming|stemm(?:ed|ing)|originat(?:ed|ing)|was|were|being) )?"
    r"(?:from|tied to|linked to|belong(?:ed|ing) to) (?:the )?(?:[\w-]+ )?(?:longs?|shorts?|bulls|bears)\b(?![ -]term)"
    r"|\s(?:was|were|has been|have been|being|got) (?:[a-z]+ly )?(?:liquidated|wiped out|rekt|flushed out)\b"
    r"|\s(?:in )?(?:total|combined|overall) liquidations\b"
)
_LIQUIDATIONS_CAME_TO = re.compile(
    r"\bliquidations?\b(?! (?:price|level|heatmap|map|zone|cluster|threshold|engine))(?: [a-z-]+){0,8}? "
    rf"(?:add(?:ed|s|ing)? up to|sums? to|summed to|reach(?:ed|ing)|exceed(?:ed|ing)|total(?:l?ed|l?ing)){_ADVERBS}\s$"
    rf"|\bput(?:s|ting)? (?:the )?(?:[a-z]+ ){{0,2}}?liquidations?\b[^¤;.,]{{0,40}} at{_ADVERBS}\s$"
)
# "shorts accounted for $47,000": sides, not prices, do so
_SIDE_CAME_TO = re.compile(
    r"\b(?:longs|shorts|(?:long|short)(?: (?:positions|traders|liquidations|sellers|side))) (?:[a-z]+ly )?"
    r"(?:account(?:ed|s|ing) for|contribut(?:ed|es|ing)|ma(?:de|kes?|king) up|compris(?:ed|es|ing)|"
    r"represent(?:ed|s|ing)|amount(?:ed|s|ing) to|came to|total(?:l?ed|l?ing)|register(?:ed|s)(?: to)?|added up to)"
    rf"{_ADVERBS}\s$"
)


def small_sum(window: FigureWindow) -> Meaning | None:
    """What an amount below a million is if its own words call it a sum: "$600,000 in short liquidations"."""
    before, after = window.own_before, window.own_after
    if _FLOW_BEHIND.match(after) or _FLOW_OF.search(before[-40:]):
        return "etf_flow"
    if not any(word in before or word in after for word in _WORDS):
        return None
    is_closed = _POSITIONS_WORTH.search(before[-40:]) and _WERE_CLOSED.match(after)
    is_named = (
        _LIQUIDATION_OF.search(before[-140:])
        or LIQUIDATIONS_OF.search(before[-60:])
        or _LIQUIDATIONS_CAME_TO.search(before[-90:])
        or _SIDE_CAME_TO.search(before[-60:])
    )
    is_told = is_closed or is_named or _CLOSED_BEHIND.match(after) or _OF_A_SIDE_BEHIND.match(after)
    return "liquidation" if is_told else None
