"""What every claim has in common, whatever it is made of: its words, its time, and how sure its reading is."""

import re
from typing import Any

from nlp.annotations import Modality
from nlp.components.extensions import Reading
from nlp.components.times import time_at
from nlp.text.time_expressions import TimeExpression

GUESSED = 0.4
"""Confidence of a claim whose time, base or asset the text leaves open. It can be confirmed, but the check does not
hold it against the article when the tape says otherwise."""

_UNREAL = re.compile(
    r"\b(?:could|(?-i:may)|might|would|should|will|if|unless|whether|potential(?:ly)?|possible|likely|expect(?:s|ed)?|"
    r"set to|poised to|on track|eye(?:s|ing)|toward|towards)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
# "from 57 at the start of the month", "down from Monday", "after closing Sunday at": the time of what is compared with.
_BASE = re.compile(
    r"\b(?:from|than|versus|vs\.?|compared (?:with|to)|against|since)\s"
    r"(?:(?!\b(?:that|which|to)\b)[^.;,]){0,40}$|"
    r"\bafter (?:\w+ing|having \w+)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_OTHER_CLAUSE_BEHIND = re.compile(
    r"\b(?:after|before|since|when|while|until|whereas)\b|[.;!?]\s+[A-Z]|,\s(?:and|but|as|which)\s", re.IGNORECASE
)
_FULL_STOP = re.compile(r"[.;!?]\s+[A-Z]")


def claim_fields(
    found: Reading, start: int, end: int, *, why: str, modality: Modality = "reported", confidence: float = 1
) -> dict[str, Any]:
    """The fields of a claim that its span gives: the words, the sentence, and the time that dates it."""
    return {
        "text": found.span_text(start, end),
        "start": start,
        "end": end,
        "sentence": found.sentence_text(start),
        "why": why,
        "modality": modality,
        "confidence": confidence,
        **time_fields(dated(found, start, end)),
    }


def time_fields(time: TimeExpression | None) -> dict[str, Any]:
    """The fields of a claim that say when; without a time all of them are `None`."""
    return {
        "time_text": time.text if time else None,
        "time_start": time.time_start if time else None,
        "time_end": time.time_end if time else None,
    }


def dated(found: Reading, start: int, end: int, *, min_hours: float = 0) -> TimeExpression | None:
    """The time words that date what is stated at `start:end`, which the times of other figures do not.

    Args:
        found: The article.
        start: First code point of the statement.
        end: One past its last.
        min_hours: Shorter times are passed over: a moment is no window of a change.
    """

    def usable(time: TimeExpression) -> bool:
        return _is_long(time, min_hours) and _belongs(found, time, start, end)

    return time_at(found, start, end, usable=usable)


def modality_before(found: Reading, start: int) -> Modality:
    """Whether the words before a span in its sentence make it a forecast."""
    sentence = found.sentence_at(start)
    return "forecast" if _UNREAL.search(found.plain, max(sentence.start, start - 80), start) else "reported"


def _is_long(time: TimeExpression, hours: float) -> bool:
    if time.time_start is None or time.time_end is None:
        return True
    return (time.time_end - time.time_start).total_seconds() >= 3600 * hours


def _belongs(found: Reading, time: TimeExpression, start: int, end: int) -> bool:
    sentence = found.sentence_at(time.start)
    base = _BASE.search(found.plain, max(sentence.start, time.start - 60), time.start)
    # The "than" of the statement itself ("fared worse than ether on Monday") brings no time to compare with.
    is_own = base is not None and start <= base.start() < end and not base.group().lower().startswith("since")
    if base and not base.start() < start < time.start and not is_own:
        return False
    if time.start >= end:
        return _OTHER_CLAUSE_BEHIND.search(found.plain, end, time.start) is None
    return sentence.index != found.sentence_at(start).index or _FULL_STOP.search(found.plain, time.end, start) is None
