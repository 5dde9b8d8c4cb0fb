"""Says in words which feeds need somebody's attention; `newstape sources` shows the figures."""

from collections.abc import Mapping, Sequence

from flows.settings import FeedSettings
from warehouse.readers import SourceHealth

_MINUTES = (("d", 1440), ("h", 60), ("min", 1))


def source_alerts(healths: Mapping[str, SourceHealth], feeds: Sequence[FeedSettings]) -> tuple[str, ...]:
    """Return one line for each configured feed that is not well."""
    known = [healths[feed.id] for feed in feeds if feed.id in healths]
    return tuple(f"{health.feed_id}: {_alert(health)}" for health in known if health.status != "ok")


def duration(minutes: float | None) -> str:
    """Return a time in its largest fitting unit, as `35 min`, `6 h` or `12 d`; a dash where it is not known."""
    if minutes is None:
        return "-"
    name, size = next(((name, size) for name, size in _MINUTES if minutes >= 2 * size), _MINUTES[-1])
    return f"{minutes / size:.0f} {name}"


def _alert(health: SourceHealth) -> str:
    if health.status == "failing":
        last = f"{health.last_success_at:%Y-%m-%d %H:%M} UTC" if health.last_success_at else "never"
        return f"failing: {health.n_failures} polls in a row, last success {last}: {health.last_reason}"
    if health.status == "silent":
        usual = f"usually one in {duration(health.typical_gap_minutes)}" if health.typical_gap_minutes else "no rhythm"
        return f"silent: no new entry for {duration(health.silent_minutes)} ({usual}); has the feed moved?"
    return (
        f"unread: {100 * (health.unread_page_share or 0):.0f} % of {health.n_pages} pages held no article; "
        "`newstape sql` on rejections says why"
    )
