"""Whether a figure is called a high or a low: "a record $9 billion", "a low of 32%", "56%, its lowest since May"."""

import re

from nlp.annotations import Direction
from nlp.components.figure_windows import FigureWindow

_EXTREME = re.compile(
    r"(?: (?:on|in) [^,;]{2,16}(?=,))?,? (?:a|an|its|the)(?: new| fresh)? (?:[\w-]+ ){0,2}?(?:(?P<high>highs?|"
    r"record|highest|peak)|(?P<low>lows?|"
    r"lowest))\b"
)
_AT_RECORD = re.compile(
    r"\b(?:record|all-time|lifetime|[\w-]+-(?:year|month|week)) (?:high|peak)(?: (?:of|above|at|near|over|around|"
    r"about|nearly))*\s?$|\bto record\s$|\b(?:peak|highest) (?:market cap\w*|volume|open interest)[^¤,;]{0,24} "
    r"(?:was|is|of|at)"
    r"(?: (?:about|around|nearly|over|some))*\s$|\brecord(?:-breaking|-high|-setting)? (?:open interest|"
    r"volumes?|market "
    r"cap\w*)(?: \(oi\))? of\s$|\b(?:a|an|its|new|fresh) (?:record-breaking|record|record-high|"
    r"all-time-high|unprecedented)"
    r"(?: (?:of|above|at|near|over|around|about|nearly))*\s?$"
)
_AT_EXTREME = re.compile(
    r"\b(?:(?P<high>highs?|peaks?|peaked|pinnacle|zenith|top)|(?P<low>lows?|bottom|bottomed|trough|nadir))(?: "
    r"(?:out|of|at|near|"
    r"around|close to"
    r"|just|above|below|about|over|under|nearly|roughly|less than|more than|only))+\s$"
)
_AS_FAR_AS = re.compile(r"\bas (?:(?P<high>high|much)|(?P<low>low|little)) as\s-?$")
_STANDS_SO = re.compile(
    r"\b(?:remain\w*|stay\w*|is|are|was|were|still|look\w*|sit\w*) (?:\w+ )?(?:(?P<high>elevated|high|heavy|"
    r"strong|robust|stretched)|"
    r"(?P<low>low|depressed|subdued|muted|thin|weak)),? at(?: (?:about|around|nearly|roughly|over|some|just))*\s$"
)
_REACH = 90


def extreme_told(window: FigureWindow) -> Direction | None:
    """The extreme that the words right beside a figure make it."""
    behind = _EXTREME.match(window.own_after)
    if behind:
        return "high" if behind["high"] else "low"
    before = window.before[-_REACH:] if window.list_position else window.own_before[-_REACH:]
    if _AT_RECORD.search(before):
        return "high"
    for pattern in (_AT_EXTREME, _AS_FAR_AS, _STANDS_SO):
        told = pattern.search(before)
        if told:
            return "high" if told["high"] else "low"
    return None
