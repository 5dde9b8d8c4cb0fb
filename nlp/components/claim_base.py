"""What every claim has in common, whatever it is made of."""

import re
from typing import Any

from nlp.annotations import Modality
from nlp.components.extensions import Reading
from nlp.components.times import time_at

_UNREAL = re.compile(
    r"\b(?:could|may|might|would|should|will|if|unless|whether|potential(?:ly)?|possible|likely|expect(?:s|ed)?|set to|"
    r"poised to|on track|eye(?:s|ing)|toward|towards)\b[^.;]{0,60}$",
    re.IGNORECASE,
)


def claim_fields(found: Reading, start: int, end: int, *, why: str, modality: Modality = "reported") -> dict[str, Any]:
    """The fields of a claim that its span gives: the words, the sentence, and the time that dates it."""
    time = time_at(found, start, end)
    return {
        "text": found.span_text(start, end),
        "start": start,
        "end": end,
        "sentence": found.sentence_text(start),
        "why": why,
        "modality": modality,
        "time_text": time.text if time else None,
        "time_start": time.time_start if time else None,
        "time_end": time.time_end if time else None,
    }


def modality_before(found: Reading, start: int) -> Modality:
    """Whether the words before a span in its sentence make it a forecast."""
    sentence = found.sentence_at(start)
    return "forecast" if _UNREAL.search(found.plain, max(sentence.start, start - 80), start) else "reported"
