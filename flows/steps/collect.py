"""Collect news: poll the feeds that are due, fetch the pages of what is new, store what has changed.

What a run does with the documents is in `flows.steps.collect_batch`.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.errors import StepError
from flows.settings import FeedSettings, Settings
from flows.sources.client import HttpClient
from flows.sources.fetching import Validators, WebFetcher
from flows.steps.collect_batch import Connect, Gathered, gather_feeds, store_batch
from flows.steps.collect_rows import CollectedRows
from flows.steps.report import StepReport
from flows.steps.retention import keep_within_limits
from flows.steps.source_alerts import source_alerts
from warehouse.connection import Connection, open_warehouse
from warehouse.readers import latest_feed_polls, source_health
from warehouse.rows import FeedPollRow, RejectionRow

DUE_TOLERANCE = timedelta(seconds=30)
"""Runs start a little early or late; a feed is due this long before its pause is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectReport:
    """What a collection did.

    Attributes:
        n_feeds: Feeds that were due.
        n_not_due: Feeds whose time had not come.
        n_unchanged: Feeds that had not changed.
        n_failed: Feeds that could not be had or read.
        n_new_entries: Entries, or versions of entries, not seen before.
        n_pages: Pages fetched and extracted.
        n_articles: Articles seen for the first time.
        n_revisions: Further versions of known articles.
        n_times_without_zone: New articles whose time names no zone and was read in the outlet's.
        n_rejected: Everything that was refused.
        reasons: The refusals, one line for each origin and reason.
        alerts: Feeds that keep failing, have gone silent, or whose pages hold no articles.
    """

    n_feeds: int
    n_not_due: int
    n_unchanged: int
    n_failed: int
    n_new_entries: int
    n_pages: int
    n_articles: int
    n_revisions: int
    n_times_without_zone: int
    n_rejected: int
    reasons: tuple[str, ...]
    alerts: tuple[str, ...]


def collect_step(settings: Settings, now: datetime, run_id: str) -> StepReport:
    """Collect news into the configured warehouse, which is open only while it is read or written."""
    report = _collect(settings, lambda: open_warehouse(settings.main.paths.warehouse), now=now, run_id=run_id)
    counts = {
        "feeds": report.n_feeds,
        "feeds_not_due": report.n_not_due,
        "unchanged": report.n_unchanged,
        "failed": report.n_failed,
        "entries": report.n_new_entries,
        "pages": report.n_pages,
        "articles": report.n_articles,
        "revisions": report.n_revisions,
        "times_without_zone": report.n_times_without_zone,
        "rejected": report.n_rejected,
    }
    with open_warehouse(settings.main.paths.warehouse) as con:
        removal = keep_within_limits(con, settings.main.paths.raw, settings.main.raw, now=now)
    counts["bodies_removed"] = removal.n_removed
    problems = (*report.reasons, *report.alerts, *([removal.problem] if removal.problem else []))
    return StepReport(step="collect", counts=counts, problems=problems)


def collect_news(settings: Settings, con: Connection, *, now: datetime, run_id: str) -> CollectReport:
    """Collect news over a connection that is open already.

    Args:
        settings: Feeds, limits and paths.
        con: The warehouse, to write.
        now: The run's instant: decides which feeds are due and becomes every `fetched_at`.
        run_id: Key of the run; also seeds the jitter between tries.

    Raises:
        StepError: The raw store cannot be written.
    """
    return _collect(settings, lambda: nullcontext(con), now=now, run_id=run_id)


def _collect(settings: Settings, connect: Connect, *, now: datetime, run_id: str) -> CollectReport:
    try:
        gathered = asyncio.run(_gather(settings, connect, now, random.Random(run_id)))
    except OSError as error:
        raise StepError(f"{settings.main.paths.raw}: cannot keep fetched documents: {error}") from error
    rows = store_batch(
        connect, gathered, max_poll_minutes=settings.main.collect.max_poll_minutes, now=now, run_id=run_id
    )
    with connect() as con:
        alerts = source_alerts(source_health(con), settings.feeds)
    return _report(gathered, rows, n_not_due=len(settings.feeds) - len(gathered.polls), alerts=alerts)


async def _gather(settings: Settings, connect: Connect, now: datetime, rng: random.Random) -> Gathered:
    with connect() as con:
        before = latest_feed_polls(con)
    due = [feed for feed in settings.feeds if _is_due(feed, before.get(feed.id), now)]
    validators = {id: Validators(etag=poll.etag, last_modified=poll.last_modified) for id, poll in before.items()}
    async with HttpClient(settings.main.http, now=now) as client:
        return await gather_feeds(connect, WebFetcher(client, settings, rng=rng), due, validators, now=now)


def _is_due(feed: FeedSettings, last: FeedPollRow | None, now: datetime) -> bool:
    """Due by its rhythm; or polled in the future, which means that a clock was wrong."""
    if last is None or last.polled_at > now:
        return True
    due = last.next_due_at or last.polled_at + timedelta(minutes=feed.poll_minutes)
    return now >= due - DUE_TOLERANCE


def _report(gathered: Gathered, rows: CollectedRows, *, n_not_due: int, alerts: tuple[str, ...]) -> CollectReport:
    polls = gathered.polls
    return CollectReport(
        n_feeds=len(polls),
        n_not_due=n_not_due,
        n_unchanged=sum(poll.parsed is None and poll.failure is None for poll in polls),
        n_failed=sum(poll.failure is not None for poll in polls),
        n_new_entries=len(rows.entries),
        n_pages=len({item.article_id for item in gathered.items if item.own_url}),
        n_articles=sum(row.revision == 1 for row in rows.revisions),
        n_revisions=sum(row.revision > 1 for row in rows.revisions),
        n_times_without_zone=rows.n_times_without_zone,
        n_rejected=len(rows.rejections),
        reasons=summed_up(rows.rejections),
        alerts=alerts,
    )


def summed_up(rejections: Iterable[RejectionRow]) -> tuple[str, ...]:
    """Return one line for each origin and reason, with the first case in words."""
    listed = list(rejections)
    numbers = Counter((row.origin, row.reason) for row in listed)
    first = {(row.origin, row.reason): row for row in reversed(listed)}
    return tuple(
        f"{origin}: {reason}" + (f" ({number} times)" if number > 1 else "") + f": {first[origin, reason].detail}"
        for (origin, reason), number in numbers.items()
    )
