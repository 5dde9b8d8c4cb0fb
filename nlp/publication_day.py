"""Claims of an article of which only the day of publication is known, not the hour."""

from dataclasses import replace
from datetime import datetime, timedelta

from nlp.annotations import ArticleAnnotations, Claim
from nlp.components.claim_base import GUESSED

_DATED_BY_DAYS = frozenset({"fear_greed_zone", "funding_sign", "open_interest_rank", "moving_average_cross"})
"""Kinds whose series move by days or are looked at over a week: the hour of publication makes no difference."""


def known_to_the_day(annotations: ArticleAnnotations, *, day_start: datetime) -> ArticleAnnotations:
    """Widen what the text dates by its own publication to the whole day; what the hour would decide becomes a guess.

    Args:
        annotations: Read with the end of the day as `published_at`.
        day_start: Its first moment, aware.
    """
    end = annotations.published_at
    assert end is not None, "read with the end of the day as the publication time"
    return replace(annotations, claims=tuple(_widened(claim, day_start, end) for claim in annotations.claims))


def _widened(claim: Claim, start: datetime, end: datetime) -> Claim:
    if claim.time_start is not None or claim.kind in _DATED_BY_DAYS:
        return claim
    if claim.kind == "price_at":
        return replace(claim, time_start=start, time_end=end)
    if claim.kind == "price_touched":
        return replace(claim, time_start=start - timedelta(hours=24), time_end=end)
    return replace(claim, confidence=min(claim.confidence, GUESSED))
