"""The three classes, their order in every array, and how a score becomes a class."""

from typing import Final

from nlp.annotations import SentimentLabel

LABELS: Final[tuple[SentimentLabel, ...]] = ("bearish", "neutral", "bullish")
"""Column order of every probability array."""

BEARISH: Final = 0
NEUTRAL: Final = 1
BULLISH: Final = 2


def label_of_score(score: float, *, threshold: float) -> SentimentLabel:
    """Name the class of a score in -1..1; scores nearer to zero than `threshold` are neutral."""
    if score >= threshold:
        return "bullish"
    if score <= -threshold:
        return "bearish"
    return "neutral"
