"""Says how often a feed brings something, and from that and from what its server asks for, when to ask it again.

A feed is asked twice in the time in which an entry is expected. A feed that has been quiet is asked less and less
often, one that fails too, and none before the moment that its server named (Retry-After, Cache-Control: max-age).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

MIN_GAPS = 3
"""With fewer gaps between entries there is no rhythm yet."""
MAX_GAPS = 50
"""The latest gaps count; what a feed did last year does not."""
QUIET_PART = 4
"""After this part of its silence a quiet feed counts as bringing the next entry."""
MAX_DOUBLINGS = 6
MAX_SERVER_PAUSE = timedelta(days=7)
"""A server that asks for more (or has a broken clock) is asked again after this."""

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often a feed brings something.

    Attributes:
        newest_at: Publication of its newest entry.
        typical_gap_minutes: Median time between entries; `None` for too few of them.
        longest_gap_minutes: Longest time between entries.
    """

    newest_at: datetime | None = None
    typical_gap_minutes: float | None = None
    longest_gap_minutes: float | None = None


def rhythm_of(published: Iterable[datetime | None], *, now: datetime) -> Rhythm:
    """Return the rhythm of entries by their publication times; times after `now` are no sign of life."""
    moments = sorted({moment for moment in published if moment and moment <= now})
    if not moments:
        return Rhythm()
    gaps = [(later - earlier) / timedelta(minutes=1) for earlier, later in pairwise(moments)][-MAX_GAPS:]
    if len(gaps) < MIN_GAPS:
        return Rhythm(newest_at=moments[-1])
    return Rhythm(newest_at=moments[-1], typical_gap_minutes=median(gaps), longest_gap_minutes=max(gaps))


def next_due(
    rhythm: Rhythm,
    *,
    now: datetime,
    min_minutes: float,
    max_minutes: float,
    n_failures: int = 0,
    headers: Mapping[str, str] | None = None,
    retry_after_seconds: float | None = None,
) -> datetime:
    """Return the moment before which a feed is not asked again.

    Args:
        rhythm: The feed's.
        now: When it was asked.
        min_minutes: The feed's own `poll_minutes`; also used where there is no rhythm yet.
        max_minutes: Nothing but a server's own wish makes the pause longer.
        n_failures: Failed polls in a row, this one included.
        headers: Of the answer, by lower-case name.
        retry_after_seconds: What the server asked for when it refused.
    """
    if n_failures:
        minutes = min_minutes * 2 ** min(n_failures - 1, MAX_DOUBLINGS)
    else:
        minutes = _expected_minutes(rhythm, now) / 2
    asked_for = _MAX_AGE.search((headers or {}).get("cache-control", ""))
    if asked_for:
        minutes = max(minutes, int(asked_for[1]) / 60)
    pause = timedelta(minutes=max(min_minutes, min(minutes, max_minutes)))
    wish = min(timedelta(seconds=min(retry_after_seconds or 0.0, 1e9)), MAX_SERVER_PAUSE)
    return now + max(pause, wish)


def _expected_minutes(rhythm: Rhythm, now: datetime) -> float:
    """Time between two entries as it is now: the habit, or longer where the feed has been quiet."""
    if rhythm.typical_gap_minutes is None or rhythm.newest_at is None:
        return 0.0
    quiet = (now - rhythm.newest_at) / timedelta(minutes=1)
    return max(rhythm.typical_gap_minutes, quiet / QUIET_PART)
