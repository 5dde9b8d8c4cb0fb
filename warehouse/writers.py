"""Storing rows. Every writer may be run twice with the same rows: the second time changes nothing.

Rows go in as Arrow batches, one transaction per call. Market series, which can be revised, have their merge in
`warehouse.market`; verdicts are written by `warehouse.claims`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from warehouse.arrow import arrow_table
from warehouse.checks import CheckResult
from warehouse.connection import transaction
from warehouse.errors import WarehouseError
from warehouse.rows import (
    AnnotationRow,
    ArticleAssetRow,
    ArticleRevisionRow,
    AssetSentimentRow,
    ClaimRow,
    DigestRow,
    EventMentionRow,
    FeedEntryRow,
    FeedPollRow,
    FetchRow,
    LiquidationMentionRow,
    MetricMentionRow,
    PriceLevelMentionRow,
    RawDocumentRow,
    RejectionRow,
    RunRow,
    SentenceSentimentRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationBundle:
    """One annotation with everything that was read."""

    annotation: AnnotationRow
    assets: tuple[ArticleAssetRow, ...] = ()
    price_levels: tuple[PriceLevelMentionRow, ...] = ()
    liquidations: tuple[LiquidationMentionRow, ...] = ()
    metrics: tuple[MetricMentionRow, ...] = ()
    events: tuple[EventMentionRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    sentences: tuple[SentenceSentimentRow, ...] = ()
    asset_sentiments: tuple[AssetSentimentRow, ...] = ()


_CHILD_TABLES: dict[str, tuple[str, type[Any]]] = {
    "assets": ("article_assets", ArticleAssetRow),
    "price_levels": ("price_level_mentions", PriceLevelMentionRow),
    "liquidations": ("liquidation_mentions", LiquidationMentionRow),
    "metrics": ("metric_mentions", MetricMentionRow),
    "events": ("event_mentions", EventMentionRow),
    "claims": ("claims", ClaimRow),
    "sentences": ("sentence_sentiments", SentenceSentimentRow),
    "asset_sentiments": ("asset_sentiments", AssetSentimentRow),
}


def add_raw_documents(con: duckdb.DuckDBPyConnection, rows: Sequence[RawDocumentRow]) -> int:
    """Store fetched documents; one body from one address is kept once. Returns how many were new.

    A body that was removed and came again is kept again.
    """
    con.execute(
        "update raw_documents set removed_at = null "
        "where removed_at is not null and document_id in (select unnest($ids))",
        {"ids": [row.document_id for row in rows]},
    )
    return _add_new(con, "raw_documents", RawDocumentRow, rows, key=("document_id", "url"))


def add_feed_polls(con: duckdb.DuckDBPyConnection, rows: Sequence[FeedPollRow]) -> int:
    """Store polls of feeds. Returns how many were new."""
    return _add_new(con, "feed_polls", FeedPollRow, rows, key=("feed_id", "polled_at"))


def add_fetches(con: duckdb.DuckDBPyConnection, rows: Sequence[FetchRow]) -> int:
    """Store what requests brought. Returns how many were new."""
    return _add_new(con, "fetches", FetchRow, rows, key=("run_id", "fetched_at", "batch", "purpose", "subject", "url"))


def add_feed_entries(con: duckdb.DuckDBPyConnection, rows: Sequence[FeedEntryRow]) -> int:
    """Store feed entries. Returns how many were new."""
    return _add_new(con, "feed_entries", FeedEntryRow, rows, key=("entry_id",))


def add_article_revisions(con: duckdb.DuckDBPyConnection, rows: Sequence[ArticleRevisionRow]) -> int:
    """Store versions of articles; a stored version is never changed. Returns how many were new."""
    return _add_new(con, "article_revisions", ArticleRevisionRow, rows, key=("article_id", "revision"))


def add_rejections(con: duckdb.DuckDBPyConnection, rows: Sequence[RejectionRow]) -> int:
    """Store what was refused; the same item refused again by a later run is kept once. Returns how many were new."""
    return _add_new(con, "rejections", RejectionRow, rows, key=("step", "origin", "item", "reason"))


def add_check_results(
    con: duckdb.DuckDBPyConnection, results: Sequence[CheckResult], *, run_id: str, checked_at: datetime
) -> None:
    """Store what the quality checks of a run found."""
    with transaction(con):
        con.execute("delete from check_results where run_id = ?", [run_id])
        con.executemany(
            "insert into check_results values (?, ?, ?, ?, ?, ?)",
            [[run_id, checked_at, one.name, one.description, one.n_rows, one.sample] for one in results],
        )


def add_digest(con: duckdb.DuckDBPyConnection, row: DigestRow) -> int:
    """Store a digest as it was built. Returns 1, or 0 if it was there."""
    return _add_new(con, "digests", DigestRow, [row], key=("digest_id",))


def add_annotations(con: duckdb.DuckDBPyConnection, bundles: Sequence[AnnotationBundle]) -> int:
    """Store annotations with all their rows, or none of the batch. Returns how many annotations were new."""
    bundles = list({bundle.annotation.annotation_id: bundle for bundle in bundles}.values())
    with transaction(con):
        with registered(con, arrow_table(AnnotationRow, [bundle.annotation for bundle in bundles])):
            known = con.execute(
                "select annotation_id from incoming semi join annotations using (annotation_id)"
            ).fetchall()
        new = [bundle for bundle in bundles if (bundle.annotation.annotation_id,) not in set(known)]
        insert_rows(con, "annotations", AnnotationRow, [bundle.annotation for bundle in new])
        for attribute, (table, row_type) in _CHILD_TABLES.items():
            insert_rows(con, table, row_type, [row for bundle in new for row in getattr(bundle, attribute)])
    return len(new)


def start_run(con: duckdb.DuckDBPyConnection, row: RunRow) -> None:
    """Record that a run has started."""
    _add_new(con, "runs", RunRow, [row], key=("run_id",))


def finish_run(con: duckdb.DuckDBPyConnection, run_id: str, *, finished_at: datetime, status: str, report: str) -> None:
    """Record how a run ended; `report` is JSON.

    Raises:
        WarehouseError: No run of this id was started.
    """
    changed = con.execute(
        "update runs set finished_at = $finished_at, status = $status, report = $report where run_id = $run_id",
        {"run_id": run_id, "finished_at": finished_at, "status": status, "report": report},
    ).fetchone()
    if not changed or not changed[0]:
        raise WarehouseError(f"run {run_id!r} was never started; record it with start_run first")


def _add_new(
    con: duckdb.DuckDBPyConnection, table: str, row_type: type[Any], rows: Sequence[Any], *, key: tuple[str, ...]
) -> int:
    """Insert the rows whose key is not there yet; of several with one key, the first."""
    if not rows:
        return 0
    keys = ", ".join(key)
    with registered(con, arrow_table(row_type, rows)):
        inserted = con.execute(
            f"insert into {table} by name select * from incoming anti join {table} using ({keys}) "
            f"qualify row_number() over (partition by {keys}) = 1"
        ).fetchone()
    return int(inserted[0]) if inserted else 0


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, row_type: type[Any], rows: Sequence[Any]) -> None:
    """Append rows that are known to be new."""
    if rows:
        with registered(con, arrow_table(row_type, rows)):
            con.execute(f"insert into {table} by name select * from incoming")


@contextmanager
def registered(con: duckdb.DuckDBPyConnection, table: Any) -> Iterator[None]:  # noqa: ANN401 - pyarrow has no types
    """Let queries read an Arrow table under the name `incoming`."""
    con.register("incoming", table)
    try:
        yield
    finally:
        con.unregister("incoming")
