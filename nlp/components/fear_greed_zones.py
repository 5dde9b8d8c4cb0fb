"""Zones of the Fear & Greed index that are told in words: "extreme fear", "slid into greed"."""

import re

from nlp.annotations import Direction
from nlp.components.metric_phrases import DOWN, UP, PhraseReading

_ZONE = re.compile(
    r"(?P<zone>[\"']?\b(?:extreme |extremely )?(?:fear(?:ful)?|greed(?:y)?|neutral)[\"']?(?:\s(?:territory|zone|region|"
    r"level|mode|range))?)"
)
_ZONE_NEEDS = re.compile(r"[\"']|territory|zone|extreme|region|mode|range")
_READ_OFF = re.compile(r" (?:on|by|per|according to) (?:the )?(?:[\w.'&-]+ ){0,4}?index\b")
_LEFT_ZONE = re.compile(r"\b(?:from|out of|left|leaving|leaves|exit\w*) (?:the |its )?[\"']?$")
_INDEX_NAME = re.compile(
    r"fear (?:and|&|&amp;|n|vs\.?|/) greed|fear[ -]?/[ -]?greed|fear[-–]greed|greed (?:and|&|"
    r"&amp;) fear|fear[- ]and[- ]greed"
)
_LEGEND = re.compile(
    r"\b(?:scale|ranges? from|0-24|25-49|score (?:closer|of\s+\S+\s+(?:mean|indicat|signal|suggest|impl)\w+)|"
    r"indicates?|signals?|can signal|suggests? (?:the|"
    r"that)|emotions?|closer to|like fear|imply|implies|correspond\w*|values? (?:above|below|under|over|between|"
    r"greater|of)|range of|threshold)\b"
)
_HOLDS = re.compile(r"\b(?:hold\w*|remain\w*|stay\w*|still|sits?|stands?|firmly|linger\w*|continues?)\b")
_WENT = re.compile(rf"\b(?:(?P<up>{UP}|improv\w+)|(?P<down>{DOWN}|crash\w*|nosediv\w*))\b")
# Where it was before lies outside: the zone itself says which way it went.
_ENTERED = re.compile(
    r"\b(?:enter(?:ed|s|ing)|(?:return|mov|shift|flip|turn|switch|went|go|revert|swung|swing|chang|com|cam|push|sent|pull)\w*"
    r"(?: (?:back|again|once more|over|the (?:index|market|sentiment)|it|sentiment))*"
    r" (?:in|into|to|towards?))(?: (?:the|an?|its|deep|deeply|firmly))*\s[\"']?$"
)


def find_zone(sentence: str, *, names_index: bool) -> PhraseReading | None:
    """Find what a sentence says of the Fear & Greed index without its value.

    Args:
        sentence: Lower case, figures masked.
        names_index: Whether the index is named in this sentence or the one before.
    """
    if not ("fear" in sentence or "greed" in sentence) or _LEGEND.search(sentence):
        return None
    for match in _ZONE.finditer(sentence):
        around = sentence[max(0, match.start() - 1) : match.end() + 1]
        if not (_ZONE_NEEDS.search(around) or _READ_OFF.match(sentence, match.end())) or _INDEX_NAME.search(
            sentence[max(0, match.start() - 8) : match.end() + 12]
        ):
            continue
        if not names_index and not re.search(r"sentiment|index", sentence[: match.start()]):
            continue
        before = sentence[: match.start()]
        if _LEFT_ZONE.search(before):
            continue
        is_neutral = "neutral" in match["zone"]
        if is_neutral and not names_fear_and_greed(sentence):
            continue  # a market or a stance can be neutral too
        moves = list(_WENT.finditer(before[-60:]))
        if _ENTERED.search(before[-50:]) and not is_neutral:
            direction: Direction | None = "up" if "greed" in match.group() else "down"
        elif moves and not _HOLDS.search(before[-40:]):
            direction = "up" if moves[-1]["up"] else "down"
        elif is_neutral:
            direction = None
        else:
            direction = "high" if "greed" in match.group() else "low"
        return PhraseReading("fear_greed", direction, match.start("zone"), match.end("zone"))
    return None


def names_fear_and_greed(sentence: str) -> bool:
    """Whether the Fear & Greed index is named."""
    return _INDEX_NAME.search(sentence) is not None


def is_legend(sentence: str) -> bool:
    """Whether the sentence explains the scale of the index rather than read it."""
    return _LEGEND.search(sentence) is not None
