"""Claims of an article of which only the day of publication is known, not the hour.

It is read as of the first and as of the last moment of its day. What both readings date alike does not depend on the
hour; what moves along is left without an interval of its own, so that a check can try every hour.
"""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from nlp.annotations import ArticleAnnotations, Claim
from nlp.article import Article
from nlp.components.claim_base import GUESSED

_MOMENT = timedelta(microseconds=1)

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


def is_known_to_the_day(article: Article) -> bool:
    """Whether its day of publication is known, and not the hour."""
    return article.published_at is None and article.published_date is not None


def at_first_moment(article: Article) -> Article:
    """Return the article as one published when its day began."""
    return replace(article, published_at=_day_start(article, 0))


def at_last_moment(article: Article) -> Article:
    """Return the article as one published when its day ended; midnight itself belongs to the next day."""
    return replace(article, published_at=_day_start(article, 1) - _MOMENT)


def _day_start(article: Article, days: int) -> datetime:
    assert article.published_date is not None
    day = article.published_date + timedelta(days=days)
    return datetime.combine(day, time.min, ZoneInfo(article.time_zone)).astimezone(UTC)


def at_any_moment(first: ArticleAnnotations, last: ArticleAnnotations) -> ArticleAnnotations:
    """Join both readings: the claims of the last moment, without the intervals that the hour moves."""
    assert first.published_at is not None and last.published_at is not None
    length = last.published_at - first.published_at
    others = {(claim.kind, claim.start, claim.asset): claim for claim in first.claims}
    claims = tuple(_unmoved(claim, others.get((claim.kind, claim.start, claim.asset)), length) for claim in last.claims)
    return replace(last, claims=claims, published_at=None)


def _unmoved(claim: Claim, other: Claim | None, length: timedelta) -> Claim:
    if claim.time_start is None or claim.time_end is None:
        return claim
    if other and other.time_start == claim.time_start:
        return claim  # its end counts as far as the publication
    if other and other.time_start == claim.time_start - length and other.time_end == claim.time_end - length:
        hours = (claim.time_end - claim.time_start) / timedelta(hours=1)
        return replace(claim, time_start=None, time_end=None, window_hours=claim.window_hours or hours)
    return replace(claim, confidence=min(claim.confidence, GUESSED))
