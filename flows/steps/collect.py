"""Collect news: poll the feeds that are due, fetch the pages of what is new, store what has changed.

The warehouse is opened three times for a moment (what is known of the feeds, what is known of their entries, storing),
never while the network is waited for. Everything is stored in one transaction: a run that is killed has stored all or
nothing, and the next one does the same work again.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.errors import StepError
from flows.settings import FeedSettings, Settings
from flows.sources.client import HttpClient
from flows.sources.fetching import Exchange, Validators, WebFetcher
from flows.sources.gather import FeedPoll, Gatherer, PageRequest
from flows.sources.identity import ArticleKeys
from flows.steps.collect_rows import CollectedRows, rows_of
from flows.steps.item import Item
from flows.steps.report import StepReport
from flows.steps.source_alerts import source_alerts
from warehouse.connection import Connection, open_warehouse, transaction
from warehouse.readers import article_identities, known_entry_ids, latest_feed_polls, latest_revisions, source_health
from warehouse.rows import FeedPollRow, RejectionRow
from warehouse.writers import (
    add_article_revisions,
    add_feed_entries,
    add_feed_polls,
    add_fetches,
    add_raw_documents,
    add_rejections,
)

DUE_TOLERANCE = timedelta(seconds=30)
"""Runs start a little early or late; a feed is due this long before its pause is over."""
PAGE_RETRY_WINDOW = timedelta(hours=1)
"""So long after an article came without its page, the page is tried again whenever its feed is read."""

Connect = Callable[[], AbstractContextManager[Connection]]


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
    return StepReport(step="collect", counts=counts, problems=(*report.reasons, *report.alerts))


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
        polls, items, keys, exchanges = asyncio.run(_gather(settings, connect, now, random.Random(run_id)))
    except OSError as error:
        raise StepError(f"{settings.main.paths.raw}: cannot keep fetched documents: {error}") from error
    with connect() as con:
        items = _settle(con, items, keys)
        rows = rows_of(
            polls,
            items,
            exchanges,
            before=latest_feed_polls(con),
            max_poll_minutes=settings.main.collect.max_poll_minutes,
            now=now,
            run_id=run_id,
        )
        _store(con, rows)
        healths = source_health(con)
    alerts = source_alerts(healths, settings.feeds)
    return _report(polls, items, rows, n_not_due=len(settings.feeds) - len(polls), alerts=alerts)


async def _gather(
    settings: Settings, connect: Connect, now: datetime, rng: random.Random
) -> tuple[list[FeedPoll], list[Item], ArticleKeys, list[Exchange]]:
    with connect() as con:
        before = latest_feed_polls(con)
    due = [feed for feed in settings.feeds if _is_due(feed, before.get(feed.id), now)]
    validators = {id: Validators(etag=poll.etag, last_modified=poll.last_modified) for id, poll in before.items()}
    async with HttpClient(settings.main.http, now=now) as client:
        fetcher = WebFetcher(client, settings, rng=rng)
        gatherer = Gatherer(fetcher, now=now)
        polls = await gatherer.poll_feeds(due, validators)
        keys = ArticleKeys()
        with connect() as con:
            items = _look_up(con, polls, keys)
        wanted = {item.article_id: item for item in reversed(items) if _wants_page(item, now)}
        pages = await gatherer.fetch_pages(
            PageRequest(key=key, url=item.entry.link or "", time_zone=item.feed.time_zone)
            for key, item in sorted(wanted.items(), key=_newest_first)
        )
    return polls, [replace(item, page=pages.get(item.article_id)) for item in items], keys, fetcher.exchanges


def _is_due(feed: FeedSettings, last: FeedPollRow | None, now: datetime) -> bool:
    """Due by its rhythm; or polled in the future, which means that a clock was wrong."""
    if last is None or last.polled_at > now:
        return True
    due = last.next_due_at or last.polled_at + timedelta(minutes=feed.poll_minutes)
    return now >= due - DUE_TOLERANCE


def _newest_first(wanted: tuple[str, Item]) -> tuple[float, str]:
    """Order in which pages are asked for: where the budget ends, the oldest ones wait."""
    key, item = wanted
    return -item.entry.published_at.timestamp() if item.entry.published_at else 0.0, key


def _look_up(con: Connection, polls: Iterable[FeedPoll], keys: ArticleKeys) -> list[Item]:
    """Say of each entry whether it is new and which article it is about."""
    found = [(poll, entry) for poll in polls if poll.parsed for entry in poll.parsed.entries]
    entries = [entry for _, entry in found]
    known = known_entry_ids(con, [entry.entry_id for entry in entries])
    urls = {url for entry in entries for url in (entry.canonical_url, entry.link) if url}
    keys.learn(article_identities(con, guids={entry.guid for entry in entries if entry.guid}, urls=urls))
    ids = [
        keys.article_id(outlet=entry.outlet, urls=[entry.canonical_url], guid=entry.guid, headline=entry.title)
        for entry in entries
    ]
    latest = latest_revisions(con, set(ids))
    return [
        Item(
            entry=entry,
            feed=poll.feed,
            document_id=poll.document.document_id if poll.document else "",
            is_new=entry.entry_id not in known,
            article_id=article_id,
            previous=latest.get(article_id),
        )
        for (poll, entry), article_id in zip(found, ids, strict=True)
    ]


def _wants_page(item: Item, now: datetime) -> bool:
    if not item.entry.link:
        return False
    if item.is_new:
        return True
    previous = item.previous
    return previous is not None and previous.body_source != "page" and now - previous.fetched_at <= PAGE_RETRY_WINDOW


def _settle(con: Connection, items: list[Item], keys: ArticleKeys) -> list[Item]:
    """Recognise articles by the address that their pages call their own; it may be known under another entry."""
    keys.learn(article_identities(con, guids=(), urls={item.own_url for item in items if item.own_url}))
    ids = [
        item.article_id
        if item.previous or not item.own_url
        else keys.article_id(
            outlet=item.entry.outlet,
            urls=[item.own_url, item.entry.canonical_url],
            guid=item.entry.guid,
            headline=item.entry.title,
        )
        for item in items
    ]
    latest = latest_revisions(con, set(ids))
    return [
        replace(item, article_id=article_id, previous=latest.get(article_id))
        for item, article_id in zip(items, ids, strict=True)
    ]


def _store(con: Connection, rows: CollectedRows) -> None:
    with transaction(con):
        add_raw_documents(con, rows.documents)
        add_article_revisions(con, rows.revisions)
        add_feed_entries(con, rows.entries)
        add_rejections(con, rows.rejections)
        add_fetches(con, rows.fetches)
        add_feed_polls(con, rows.polls)


def _report(
    polls: list[FeedPoll], items: list[Item], rows: CollectedRows, *, n_not_due: int, alerts: tuple[str, ...]
) -> CollectReport:
    return CollectReport(
        n_feeds=len(polls),
        n_not_due=n_not_due,
        n_unchanged=sum(poll.parsed is None and poll.failure is None for poll in polls),
        n_failed=sum(poll.failure is not None for poll in polls),
        n_new_entries=len(rows.entries),
        n_pages=len({item.article_id for item in items if item.own_url}),
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
