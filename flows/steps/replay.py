"""Replay: every collection done again from the raw store, into a fresh warehouse, without the network.

With the program and the configuration of then the news comes out the same, row for row. With an improved extractor or a
corrected zone it comes out better, and the comparison says how much has changed.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from flows.errors import InputFileError
from flows.settings import Settings
from flows.sources.fetching import Exchange, Purpose, Wanted
from flows.sources.recorded import RecordedFetcher
from flows.sources.sitemap_walk import read_sitemap
from flows.sources.sitemaps import entry_of
from flows.steps.collect_batch import Connect, Found, Gathered, gather_feeds, gather_pages, store_batch
from warehouse.connection import Connection, open_warehouse
from warehouse.replay import (
    Moment,
    TableDifference,
    attached,
    compare_news,
    recorded_fetches,
    recorded_moments,
    take_over_imports,
    take_over_market,
)
from warehouse.rows import FetchRow
from warehouse.snapshot import publish_snapshot

END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayReport:
    """What a replay did.

    Attributes:
        n_batches: Collections that were done again.
        n_fetches: Requests that were answered from the raw store.
        n_imported: Versions of articles from files, which were taken over as they are.
        differences: How the news differs from the recorded one, table by table.
        problems: What could not be done again.
    """

    n_batches: int
    n_fetches: int
    n_imported: int
    differences: tuple[TableDifference, ...]
    problems: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether every row came out as it was."""
        return not any(table.n_missing or table.n_extra for table in self.differences)


def replay(settings: Settings, target: Path) -> ReplayReport:
    """Do every recorded collection again into a new warehouse below `target`, and publish its snapshot.

    Market series and imported articles are copied: they did not come from the raw store.

    Raises:
        InputFileError: There is a warehouse below `target`.
        WarehouseError: There is nothing to replay.
    """
    paths = settings.main.paths.model_copy(update={"data": target})
    if paths.warehouse.exists():
        raise InputFileError(f"{paths.warehouse}: there is a warehouse already; name a new folder")
    feeds = {feed.id for feed in settings.feeds}
    unknown: Counter[str] = Counter()
    n_fetches = n_missing = n_imported = 0
    with open_warehouse(paths.warehouse) as con, attached(con, settings.main.paths.snapshot):
        take_over_market(con)
        moments = recorded_moments(con)
        for moment in moments:
            n_imported += take_over_imports(con, until=moment.fetched_at)
            rows = recorded_fetches(con, moment)
            unknown.update(row.subject for row in rows if row.purpose != "page" and row.subject not in feeds)
            fetcher = RecordedFetcher(
                [_exchange(row) for row in rows], raw=settings.main.paths.raw, now=moment.fetched_at
            )
            gathered = asyncio.run(_gather(con, fetcher, rows, settings, moment))
            store_batch(
                lambda: nullcontext(con),
                gathered,
                max_poll_minutes=settings.main.collect.max_poll_minutes,
                now=moment.fetched_at,
                run_id=moment.run_id,
                batch=moment.batch,
            )
            n_fetches += len(fetcher.exchanges)
            n_missing += fetcher.n_missing
        n_imported += take_over_imports(con, until=END_OF_TIME)
        differences = compare_news(con)
        publish_snapshot(con, paths.snapshot)
    problems = [f"{name}: not in feeds.toml; {n} requests left out" for name, n in sorted(unknown.items())]
    if n_missing:
        problems.append(f"{n_missing} bodies are no longer in the raw store; what they brought is missing")
    return ReplayReport(
        n_batches=len(moments),
        n_fetches=n_fetches,
        n_imported=n_imported,
        differences=tuple(differences),
        problems=tuple(problems),
    )


async def _gather(
    con: Connection, fetcher: RecordedFetcher, rows: Sequence[FetchRow], settings: Settings, moment: Moment
) -> Gathered:
    """Do again what the batch was: a collection from feeds, or a part of a backfill from sitemaps."""
    connect: Connect = lambda: nullcontext(con)  # noqa: E731
    asked = {purpose: {row.subject for row in rows if row.purpose == purpose} for purpose in ("feed", "sitemap")}
    if not asked["sitemap"]:
        due = [feed for feed in settings.feeds if feed.id in asked["feed"]]
        return await gather_feeds(connect, fetcher, due, {}, now=moment.fetched_at)
    found: dict[str, Found] = {}
    documents, problems = [], []
    pages = {row.url for row in rows if row.purpose == "page"}
    for feed in (feed for feed in settings.feeds if feed.id in asked["sitemap"]):
        for url in (row.url for row in rows if row.purpose == "sitemap" and row.subject == feed.id):
            read = await read_sitemap(fetcher, feed, url, http=settings.main.http, now=moment.fetched_at)
            documents += [read.document] if read.document else []
            problems += [(feed, read.problem)] if read.problem else []
            for one in read.sitemap.articles:
                if one.url in pages:
                    entry = entry_of(one, feed)
                    found.setdefault(one.url, Found(feed=feed, document_id="", entry=entry, has_words=False))
    if moment.batch:  # the sitemaps belong to the first batch
        fetcher.exchanges, documents, problems = [], [], []
    gathered = await gather_pages(connect, fetcher, list(found.values()), now=moment.fetched_at)
    return replace(gathered, documents=documents, problems=problems)


def _exchange(row: FetchRow) -> Exchange:
    return Exchange(
        wanted=Wanted(purpose=cast(Purpose, row.purpose), subject=row.subject, url=row.url),
        final_url=row.final_url,
        status=row.http_status,
        headers=json.loads(row.headers or "{}"),
        document_id=row.document_id,
        reason=row.reason,
        detail=row.detail,
        can_pass=row.can_pass,
        retry_after_seconds=row.retry_after_seconds,
    )
