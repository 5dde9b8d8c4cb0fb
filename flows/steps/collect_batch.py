"""One batch of collecting, wherever its documents come from: entries are looked up, pages fetched, everything stored.

`flows.steps.collect` polls feeds, `flows.steps.backfill` walks sitemaps, `flows.steps.replay` does either again from
what was recorded. The warehouse is opened for moments only, never while the network is waited for, and a batch is
stored in one transaction: a run that is killed has stored all of it or nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.settings import FeedSettings
from flows.sources.entries import FeedEntry, Problem
from flows.sources.fetching import Exchange, Fetcher, KeptDocument, Validators
from flows.sources.gather import FeedPoll, Gatherer, PageRequest
from flows.sources.identity import ArticleKeys
from flows.steps.collect_rows import CollectedRows, rows_of
from flows.steps.item import Item
from warehouse.connection import Connection, transaction
from warehouse.readers import article_identities, known_entry_ids, latest_feed_polls, latest_revisions
from warehouse.writers import (
    add_article_revisions,
    add_feed_entries,
    add_feed_polls,
    add_fetches,
    add_raw_documents,
    add_rejections,
)

PAGE_RETRY_WINDOW = timedelta(hours=1)
"""So long after an article came without its page, the page is tried again whenever its feed is read."""

Connect = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entry, with the feed and the stored document that it was found in.

    Attributes:
        has_words: Whether the entry tells enough to stand in for its page.
    """

    feed: FeedSettings
    document_id: str
    entry: FeedEntry
    has_words: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a batch brought, before it is stored.

    Attributes:
        items: The entries with what came of their pages.
        exchanges: The requests that were made.
        polls: The feeds that were polled.
        documents: Documents that are neither feeds nor pages.
        keys: The articles that are known.
        problems: What was refused before there were entries.
    """

    items: list[Item]
    exchanges: list[Exchange]
    polls: list[FeedPoll]
    documents: Sequence[KeptDocument]
    keys: ArticleKeys
    problems: Sequence[tuple[FeedSettings, Problem]] = ()


async def gather_feeds(
    connect: Connect,
    fetcher: Fetcher,
    feeds: Sequence[FeedSettings],
    validators: Mapping[str, Validators],
    *,
    now: datetime,
) -> Gathered:
    """Poll feeds and fetch the pages of what is new."""
    polls = await Gatherer(fetcher, now=now).poll_feeds(feeds, validators)
    found = [
        Found(feed=poll.feed, document_id=poll.document.document_id if poll.document else "", entry=entry)
        for poll in polls
        if poll.parsed
        for entry in poll.parsed.entries
    ]
    return replace(await gather_pages(connect, fetcher, found, now=now), polls=polls)


async def gather_pages(
    connect: Connect,
    fetcher: Fetcher,
    found: Sequence[Found],
    *,
    now: datetime,
) -> Gathered:
    """Fetch the pages of those entries that are new or still wait for theirs."""
    keys = ArticleKeys()
    with connect() as con:
        items = _look_up(con, found, keys)
    wanted = {item.article_id: item for item in reversed(items) if _wants_page(item, now)}
    pages = await Gatherer(fetcher, now=now).fetch_pages(
        PageRequest(key=key, url=item.entry.link or "", time_zone=item.feed.time_zone)
        for key, item in sorted(wanted.items(), key=_newest_first)
    )
    items = [replace(item, page=pages.get(item.article_id)) for item in items]
    return Gathered(items=items, exchanges=fetcher.exchanges, polls=[], documents=(), keys=keys)


def store_batch(
    connect: Connect, gathered: Gathered, *, max_poll_minutes: float, now: datetime, run_id: str, batch: int = 0
) -> CollectedRows:
    """Store a batch in one transaction and return its rows."""
    with connect() as con:
        rows = rows_of(
            gathered.polls,
            _settle(con, gathered.items, gathered.keys),
            gathered.exchanges,
            documents=gathered.documents,
            problems=gathered.problems,
            before=latest_feed_polls(con),
            max_poll_minutes=max_poll_minutes,
            now=now,
            run_id=run_id,
            batch=batch,
        )
        with transaction(con):
            add_raw_documents(con, rows.documents)
            add_article_revisions(con, rows.revisions)
            add_feed_entries(con, rows.entries)
            add_rejections(con, rows.rejections)
            add_fetches(con, rows.fetches)
            add_feed_polls(con, rows.polls)
    return rows


def _newest_first(wanted: tuple[str, Item]) -> tuple[float, str]:
    """Order in which pages are asked for: where the budget ends, the oldest ones wait."""
    key, item = wanted
    return -item.entry.published_at.timestamp() if item.entry.published_at else 0.0, key


def _look_up(con: Connection, found: Sequence[Found], keys: ArticleKeys) -> list[Item]:
    """Say of each entry whether it is new and which article it is about."""
    entries = [place.entry for place in found]
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
            entry=place.entry,
            feed=place.feed,
            document_id=place.document_id,
            is_new=place.entry.entry_id not in known,
            article_id=article_id,
            previous=latest.get(article_id),
            has_words=place.has_words,
        )
        for place, article_id in zip(found, ids, strict=True)
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
