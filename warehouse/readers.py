"""Looking things up: what the steps need to know before they go on.

These read the tables as they are now. What was known at some moment is asked of the views (`sql/views`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import duckdb

from warehouse.arrow import fetch_rows
from warehouse.checks import CheckResult
from warehouse.rows import ArticleRevisionRow, FeedPollRow


def latest_feed_polls(con: duckdb.DuckDBPyConnection) -> dict[str, FeedPollRow]:
    """Return the last poll of each feed by feed id."""
    sql = "select * from feed_polls qualify row_number() over (partition by feed_id order by polled_at desc) = 1"
    return {row.feed_id: row for row in fetch_rows(con, FeedPollRow, sql)}


def known_entry_ids(con: duckdb.DuckDBPyConnection, entry_ids: Collection[str]) -> set[str]:
    """Return those of the ids under which a feed entry is stored."""
    sql = "select entry_id from feed_entries where entry_id in (select unnest($ids))"
    return {row[0] for row in con.execute(sql, {"ids": list(entry_ids)}).fetchall()}


def latest_revisions(con: duckdb.DuckDBPyConnection, article_ids: Collection[str]) -> dict[str, ArticleRevisionRow]:
    """Return the last version of each article that is stored, by article id."""
    sql = """
        select * from article_revisions
        where article_id in (select unnest($ids))
        qualify row_number() over (partition by article_id order by revision desc) = 1
    """
    return {row.article_id: row for row in fetch_rows(con, ArticleRevisionRow, sql, {"ids": list(article_ids)})}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleIdentity:
    """Under which names an article is known: its own address, and the key and link that a feed gave it."""

    article_id: str
    outlet: str
    headline: str
    url: str | None
    guid: str | None
    link: str | None


def article_identities(
    con: duckdb.DuckDBPyConnection, *, guids: Collection[str], urls: Collection[str]
) -> list[ArticleIdentity]:
    """Return the articles that are known under one of the feed keys or addresses, of whatever outlet."""
    sql = """
        select distinct
            revisions.article_id, revisions.outlet, revisions.headline, revisions.url, entries.guid, entries.link
        from article_revisions as revisions
        left join feed_entries as entries using (entry_id)
        where
            revisions.url in (select unnest($urls))
            or entries.link in (select unnest($urls))
            or entries.guid in (select unnest($guids))
        order by all
    """
    return fetch_rows(con, ArticleIdentity, sql, {"guids": list(guids), "urls": list(urls)})


def articles_to_annotate(
    con: duckdb.DuckDBPyConnection, model: str, *, limit: int | None = None
) -> list[ArticleRevisionRow]:
    """Return the article versions that `model` has not read, oldest first."""
    sql = """
        select article_revisions.* from article_revisions
        anti join (select * from annotations where model = $model) as read using (article_id, revision)
        order by available_at, article_id, revision
        limit $limit
    """
    return fetch_rows(con, ArticleRevisionRow, sql, {"model": model, "limit": limit})


def liquidation_coverages(
    con: duckdb.DuckDBPyConnection, *, since: datetime
) -> dict[tuple[str, str, str, datetime, datetime], float]:
    """Return how much of each streamed bar that opened at or after `since` was heard.

    Keys are source, venue, symbol, open_time and close_time.
    """
    sql = """
        select source, venue, symbol, open_time, close_time, coverage from liquidations
        where coverage is not null and superseded_at is null and open_time >= $since
    """
    return {row[:5]: row[5] for row in con.execute(sql, {"since": since}).fetchall()}


def check_results_of(con: duckdb.DuckDBPyConnection, run_id: str) -> list[CheckResult]:
    """Return what the quality checks of one run found."""
    sql = "select name, description, n_rows, sample from check_results where run_id = $run_id order by name"
    return fetch_rows(con, CheckResult, sql, {"run_id": run_id})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How a feed is doing; the columns of the view `source_health`."""

    feed_id: str
    status: str
    last_polled_at: datetime
    last_success_at: datetime | None
    n_failures: int
    last_reason: str | None
    typical_gap_minutes: float | None
    longest_gap_minutes: float | None
    last_entry_at: datetime | None
    silent_minutes: float | None
    habit_minutes: float
    n_polls: int
    n_failed: int
    n_new: int
    n_rejected: int
    n_ill_formed: int
    n_pages: int
    unread_page_share: float | None
    next_due_at: datetime | None


def source_health(con: duckdb.DuckDBPyConnection) -> dict[str, SourceHealth]:
    """Return how each feed that was ever polled is doing, by feed id."""
    return {row.feed_id: row for row in fetch_rows(con, SourceHealth, "select * from source_health order by feed_id")}
