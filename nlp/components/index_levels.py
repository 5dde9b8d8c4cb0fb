"""Numbers that are the points at which an index stands: "the S&P 500 rose 0.4% to 4,352"."""

import re
from collections.abc import Sequence
from decimal import Decimal

from nlp.annotations import PriceLevelMention
from nlp.components.asset_asides import asset_kind
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow

_INDEX_GAP = re.compile(
    r"(?:'s)?(?: index| composite| average| futures| futures contracts?)?,?"
    r"(?: (?:(?:was|is|were|has|had|been|also|then|now|just|back|up|down|higher|lower|off|out|by|or|"
    r"to|about|around|nearly|almost|slightly|briefly|early|late|today|yesterday|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|on|the|day|week|points?|ticks?|"
    r"recently|flat|unchanged|mixed|little|changed|virtually|index|has|further|"
    r"as|low|high|a|an|record|new|fresh|close|all-time|session|intraday|trading|and|of|from|"
    r"[a-z]{2,}(?:ed|ing)|f[ae]ll|fallen|r[io]se|risen|sank|sunk|slid|shed|lost|gains?|climbs?|rises|falls|slips|drops|hits?"
    r"|ends?|closes?|opens?|jumps?|surges?|dips?|adds?)|\(?[¤%]+,?\)?),?){0,12}"
    r" (?:to|at|above|below|past|over|under|near|around|toward|towards|hits?|of|topped|reached|neared|crossed|crossing|"
    r"exceeded|exceeding|surpassed|surpassing)"
    r"(?: (?:a|the|its|about|around|nearly|record|level|of|an|all-time|high|low|key|close|mark))* "
    r"|(?: index)?\s?\)?\s?[\u2013:|(-]\s?"
)
_INDEX_AGAIN = re.compile(
    r"\b(?:surpass\w*|exceed\w*|cross\w*|topp\w*|breach\w*|los\w+|br[eo]\w+|(?:above|below|past|over|under|to|at|near))"
    r" (?:the |its )?(?:key |psychological )?$"
)
_MARK_BEHIND = re.compile(r"\s(?:mark|level|points?|milestone|handle)\b")
"""A level of the index named just before: "rose to 44,293, above the 44,000 mark"."""
_WIDEST_INDEX_GAP = 100
_FIGURE = re.compile(r"\d[\d,.]*(?<![,.])")
_COUNTED_BEHIND = re.compile(
    r"\s(?:(?!and\b|while\b|as\b|but\b|with\b)[\w-]+ )?(?:contracts?|companies|firms|members|stocks|shares|"
    r"employees|people|jobs|traders|trades|coins|"
    r"tokens|bitcoins?|btc|eth|users|customers|units|days?|times|percent)\b"
)
_SMALLEST = Decimal(1000)
_LIKE = Decimal("1.6")


def is_index_level(found: Reading, window: FigureWindow, levels: Sequence[PriceLevelMention]) -> str | None:
    """The rule that makes a number the points at which an index stands, or `None`."""
    return "rule:bare.index" if _index_before(found, window) or _index_again(found, window, levels) else None


def _index_before(found: Reading, window: FigureWindow) -> bool:
    """Whether a number is where an index stands: "the S&P 500 rose 0.4% to 4,352"."""
    quantity = window.quantity
    if quantity.multiplier != 1 or quantity.low < _SMALLEST or _COUNTED_BEHIND.match(window.own_after):
        return False
    mentions = [m for m in found.mentions_in(window.sentence) if m.end <= quantity.start]
    if not mentions or asset_kind(found, mentions[-1].ticker) != "index":
        return False
    gap = _FIGURE.sub("¤", found.plain[mentions[-1].end : quantity.start].lower())
    return len(gap) <= _WIDEST_INDEX_GAP and _INDEX_GAP.fullmatch(gap) is not None


def _index_again(found: Reading, window: FigureWindow, levels: Sequence[PriceLevelMention]) -> bool:
    """Whether a number is another level of the index that the sentence has just told of."""
    if not levels or levels[-1].currency != "PTS" or levels[-1].start < window.sentence.start:
        return False
    if not (_INDEX_AGAIN.search(window.own_before[-40:]) and _MARK_BEHIND.match(window.own_after)):
        return False
    last, value = levels[-1], window.quantity.low
    is_between = any(
        m.start > last.start and m.end <= window.quantity.start for m in found.mentions_in(window.sentence)
    )
    return not is_between and last.price_low / _LIKE <= value <= last.price_high * _LIKE
