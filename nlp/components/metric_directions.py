"""Which way a sum or a reading went, and whether an amount is a change of a metric rather than its standing."""

import re

from nlp.annotations import Direction, MetricKind
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow
from nlp.components.fund_flows import direction_of_flow
from nlp.components.metric_extremes import extreme_told
from nlp.components.percent_words import DOWN, MORE_OR_LESS, UP

_MOVED = re.compile(
    rf"\b(?:(?P<up>{UP}|reach\w*|touch\w*|(?<!a )hits?|hitting|swell\w*|balloon\w*|top(?:s|ped)|doubl\w+|"
    rf"tripl\w+|quadrupl\w+|"
    rf"back to|propel\w*|pushing|(?:gone|went|going|moved) (?:above|over|past|beyond)|exceed\w*|surpass\w*|"
    rf"pass(?:es|ed)|cross(?:es|ed|ing))|"
    rf"(?P<down>loss(?:es)? of|evaporat\w*|vanish\w*|eliminat\w*|(?:gone|went|going|moved) (?:below|under|"
    rf"beneath)|{DOWN}|dwindl\w*|shrank|shrink\w*|wip\w+|"
    rf"shrunk))(?![\w-])"
)
_STANDING = re.compile(r"above|below|under|beneath|off|ahead|premium|profits?|returns?|returned|red|green|loss(?:es)?")
# They only say where it came to, where another verb tells the way: "dropping by 6%, reaching $78 billion".
_REACHED = re.compile(r"reach\w*|touch\w*|hits?|hitting|back to|push\w*")
_FROM_ONE = re.compile(
    r"\bfrom [^¤;]{0,24}¤[^¤;,.]{0,30} to(?: (?:about|around|nearly|roughly|over|just|almost|some|a|an))*\s$"
)
# what it is compared with, or was before
_WAS = re.compile(
    r"\b(?:from|against|versus|vs\.?|compared (?:with|to)|had been|having been|when it was)"
    r"(?: (?:about|around|approximately|nearly|roughly|over|just|under|a|its|the|some))*\s?$"
    r"|\bfrom (?:[\w'\"“”-]+ ){1,4}(?:level|reading|value|score) of $"
)
# A finite verb behind a comma is that of the sentence, not of the sum.
_MOVE_BEHIND = re.compile(
    rf"(?!, (?:[a-z]+ed|fell|rose|lost|slid|sank)\b)(?:,| [–—-])? (?:an? (?:[\w-]+ )?)?(?:(?P<up>{UP})|"
    rf"(?P<down>{DOWN}))(?![\w-])"
)
_UP_OR_DOWN_TO = re.compile(
    r"\b(?:is|are|was|were|come|came|went|gone|now|currently|back|further) (?P<way>up|down) to(?: (?:about|"
    r"around|nearly|roughly|"
    r"just|only|under|over))*\s$"
)
# "fell 1%, now standing at $4 trillion": where it came to, told by itself
_NOW_AT = re.compile(
    r", (?:now|currently) (?:standing|sitting|hovering) (?:at|around|near)(?: (?:about|around|approximately|"
    r"nearly|roughly|just))*\s$"
)
_FROM_REACH = 80
_CLAUSE = re.compile(
    r"[;:]\s|\((?=[a-z]{2,} )|^\W*(?:before|after|since|despite|amid|following) [^,¤]{3,40}, |"
    r"(?<!\bjan)(?<!\bfeb)(?<!\bmar)(?<!\bapr)(?<!\bjun)(?<!\bjul)(?<!\baug)(?<!\bsep)(?<!\bsept)(?<!\boct)(?<!\bnov)"
    r"(?<!\bdec)(?<!u\.s)\.\s|\bwhile\b|, (?:which|who)\b|\band (?=an? )|, (?:with|and|giving|or|but|this)\b|\bmeans\b|"
    r"\), |\bas\b|"
    r"\bwith (?=(?:an?|its) )"
)
_CHANGE = re.compile(
    r"\b(?:gained|lost|los(?:es|ing)|shed|added|adding|wip(?:ed|ing|es)(?: out| off)?|eras(?:ed|ing|es)|shav(?:ed|"
    r"ing)|knock(?:ed|ing)|slash(?:ed|ing)|evaporated|"
    r"vanished|by|increase of|drop of|decline of|rise of|fall of|jump of|surge of|loss of|grew|fell|rose|dropped|"
    r"climbed|evaporated by)"
    r"(?: (?:about|around|nearly|over|more than|roughly|almost|some|another|a|an|further|as much as|up to))*\s?$"
)
_WIPED_BEHIND = re.compile(
    r"\s(?:(?:in|of) (?:market )?(?:value|open interest) )?(?:has |have |had )?(?:been |was |were |being "
    r")?(?:gone|wiped|erased|shaved|knocked"
    r"|evaporated|vanished)\b"
)
_CHANGE_BEHIND = re.compile(
    r"\s?(?:in (?:market )?value )?(?:was |were |has been |have been )?(?:wiped|erased|shaved|evaporated|vanished|"
    r"added|gone|lost|off (?:the|its)|from the)\b"
)


def direction_of_sum(found: Reading, kind: MetricKind | str, window: FigureWindow) -> Direction | None:
    """Which way the metric went, or the sign of a flow."""
    if kind in ("etf_flow", "exchange_netflow"):
        return direction_of_flow(window)
    told = extreme_told(window) or way_from_one(found, window)
    before = window.own_before[-90:]
    if told or _WAS.search(before):
        return told
    if kind == "fear_greed":
        before = before.replace(", with a reading of", " at").replace(", with a score of", " at")
    to = _UP_OR_DOWN_TO.search(before)
    if to:
        return "up" if to["way"] == "up" else "down"
    if _NOW_AT.search(before):
        return None
    return _moved_before(before) or _moved_behind(kind, window)


def _moved_before(before: str) -> Direction | None:
    """The way that the last verb before a figure tells, within its clause."""
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    matches = [
        match for match in _MOVED.finditer(before[cuts[-1] if cuts else 0 :]) if not _STANDING.fullmatch(match.group())
    ]
    telling = [match for match in matches if not _REACHED.fullmatch(match.group())] or matches
    return None if not telling else "up" if telling[-1]["up"] else "down"


def _moved_behind(kind: MetricKind | str, window: FigureWindow) -> Direction | None:
    """The way told right behind it: "$4 billion more than in May", "$2 trillion, down from"."""
    if kind in ("market_cap", "open_interest") and _WIPED_BEHIND.match(window.own_after):
        return "down"
    compared = MORE_OR_LESS.match(window.own_after)
    if compared:
        return "up" if compared["more"] else "down"
    apposed = _MOVE_BEHIND.match(window.own_after)
    return None if not apposed else "up" if apposed["up"] else "down"


def way_from_one(found: Reading, window: FigureWindow) -> Direction | None:
    """Which way a figure went from the one right before: "from $500 million to $700 million"."""
    if window.index == 0 or not _FROM_ONE.search(window.own_before[-_FROM_REACH:]):
        return None
    last = found.quantities[window.index - 1]
    if last.kind != window.quantity.kind or last.low == window.quantity.low:
        return None
    return "up" if last.low < window.quantity.low else "down"


def is_change_of_sum(kind: MetricKind, window: FigureWindow) -> bool:
    """Whether the amount is a change of the metric rather than its standing."""
    if kind in ("etf_flow", "exchange_netflow"):
        return False
    return bool(_CHANGE.search(window.own_before[-50:]) or _CHANGE_BEHIND.match(window.own_after))
