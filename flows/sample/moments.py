"""When the demonstration looks at the simulated world."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_FIRST = datetime(2025, 2, 3, tzinfo=UTC)
_LAST = datetime(2025, 2, 24, 18, tzinfo=UTC)
_CLIMAX = datetime(2025, 2, 18, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMoments:
    """Moments in UTC, in order.

    Attributes:
        polls: When feeds and market are fetched: every six hours, and every hour on the day of the crash. The last
            one is the end of the demonstration.
        digests: When a digest is built: the morning after the crash, and at the end.
    """

    polls: tuple[datetime, ...]
    digests: tuple[datetime, ...]


def sample_moments() -> SampleMoments:
    """Return the moments of the demonstration."""
    regular = {_FIRST + timedelta(hours=6 * i) for i in range(int((_LAST - _FIRST) / timedelta(hours=6)) + 1)}
    busy = {_CLIMAX + timedelta(hours=hour) for hour in range(24)}
    return SampleMoments(polls=tuple(sorted(regular | busy)), digests=(_CLIMAX + timedelta(hours=31), _LAST))
