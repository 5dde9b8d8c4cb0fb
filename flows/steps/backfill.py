"""Backfill: articles of the past, found in the sitemaps that a site's robots.txt names, fetched within its rules.

Pages are fetched and stored in batches; what was stored is not asked for again, so a backfill that was stopped, or came
to its limit, is gone on with by calling it again. Articles count as known from now on, whatever date they carry.
"""

import asyncio
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from flows.errors import InputFileError
from flows.settings import CollectSettings, FeedSettings, Settings
from flows.sources.client import HttpClient
from flows.sources.fetching import WebFetcher
from flows.sources.robots import Robots
from flows.sources.sitemap_walk import MAX_SITEMAPS, Walk, walk_sitemaps
from flows.sources.sitemaps import Listed, entry_of
from flows.sources.urls import canonical_url
from flows.steps.collect import summed_up
from flows.steps.collect_batch import Connect, Found, Gathered, gather_pages, store_batch
from flows.steps.collect_rows import CollectedRows
from flows.steps.report import StepReport
from warehouse.connection import Connection, open_warehouse
from warehouse.readers import article_identities, known_entry_ids

BATCH_PAGES = 50
"""Pages that are fetched and stored together."""


def find_feed(settings: Settings, name: str) -> FeedSettings:
    """Return the feed of an id or, failing that, the first one of a domain.

    Raises:
        InputFileError: There is none.
    """
    for feed in settings.feeds:
        if feed.id == name:
            return feed
    for feed in settings.feeds:
        if feed.domain == name:
            return feed
    raise InputFileError(f"{name!r} is neither a feed nor a domain of feeds.toml; `newstape sources` lists them")


def backfill_step(
    settings: Settings, feed: FeedSettings, *, start: datetime, end: datetime, limit: int, now: datetime, run_id: str
) -> StepReport:
    """Fetch articles of a feed's site that are dated from `start` to before `end`, at most `limit` pages."""
    connect: Connect = lambda: open_warehouse(settings.main.paths.warehouse)  # noqa: E731
    return asyncio.run(_backfill(settings, connect, feed, start, end, limit, now, run_id))


async def _backfill(
    settings: Settings,
    connect: Connect,
    feed: FeedSettings,
    start: datetime,
    end: datetime,
    limit: int,
    now: datetime,
    run_id: str,
) -> StepReport:
    http = settings.main.http
    n_all = limit + MAX_SITEMAPS  # the caller's limit takes the place of the budget of a collection
    budget = CollectSettings(
        max_poll_minutes=settings.main.collect.max_poll_minutes, max_pages=n_all, max_pages_per_host=n_all
    )
    asked = settings.model_copy(update={"main": settings.main.model_copy(update={"collect": budget})})
    stored: list[CollectedRows] = []
    async with HttpClient(http, now=now) as client:
        robots = Robots(client, http.user_agent)
        fetcher = WebFetcher(client, asked, rng=random.Random(run_id), robots=robots)
        walk = await walk_sitemaps(fetcher, robots, feed, start=start, end=end, http=http, now=now)
        with connect() as con:
            wanted = _unknown(con, feed, walk.articles)
        for number, articles in enumerate(_batches(wanted[:limit])):
            found = [Found(feed=feed, document_id="", entry=entry_of(one, feed), has_words=False) for one in articles]
            gathered = await gather_pages(connect, fetcher, found, now=now)
            if number == 0:
                gathered = _with_walk(gathered, walk, feed)
            stored.append(
                store_batch(
                    connect,
                    gathered,
                    max_poll_minutes=budget.max_poll_minutes,
                    now=now,
                    run_id=run_id,
                    batch=number,
                )
            )
            fetcher.exchanges = []
    return _report(walk, stored, n_wanted=len(wanted), limit=limit)


def _unknown(con: Connection, feed: FeedSettings, articles: Sequence[Listed]) -> list[Listed]:
    """Leave out what was stored before, from this backfill or from the feed itself."""
    ids = {one.url: entry_of(one, feed).entry_id for one in articles}
    known_ids = known_entry_ids(con, list(ids.values()))
    identities = article_identities(con, guids=(), urls={canonical_url(one.url) for one in articles} | set(ids))
    known_urls = {identity.url for identity in identities} | {
        canonical_url(identity.link) for identity in identities if identity.link
    }
    return [one for one in articles if ids[one.url] not in known_ids and canonical_url(one.url) not in known_urls]


def _batches(articles: Sequence[Listed]) -> Iterator[Sequence[Listed]]:
    """Cut into batches; the first one is there even if it is empty, for the sitemaps that were read."""
    for first in range(0, max(len(articles), 1), BATCH_PAGES):
        yield articles[first : first + BATCH_PAGES]


def _with_walk(gathered: Gathered, walk: Walk, feed: FeedSettings) -> Gathered:
    problems = [(feed, problem) for problem in walk.problems]
    return replace(gathered, documents=walk.documents, problems=problems)


def _report(walk: Walk, stored: Sequence[CollectedRows], *, n_wanted: int, limit: int) -> StepReport:
    revisions = [row for rows in stored for row in rows.revisions]
    counts = {
        "sitemaps": len(walk.documents),
        "listed": len(walk.articles),
        "known": len(walk.articles) - n_wanted,
        "articles": sum(row.revision == 1 for row in revisions),
        "left_for_the_next_call": max(0, n_wanted - limit),
        "undated": walk.n_undated,
        "rejected": sum(len(rows.rejections) for rows in stored),
    }
    problems = summed_up(row for rows in stored for row in rows.rejections)
    return StepReport(step="backfill", counts=counts, problems=problems)
