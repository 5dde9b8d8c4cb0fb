"""Filling a fresh warehouse from another one, as far as nothing else can: `flows.steps.replay` brings the news itself.

The other warehouse is attached read only, under the name `recorded`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import get_args

import duckdb

from warehouse.arrow import fetch_rows
from warehouse.errors import WarehouseError
from warehouse.market_rows import MarketKind
from warehouse.rows import FetchRow

NEWS_TABLES = ("raw_documents", "feed_entries", "article_revisions", "feed_polls", "fetches", "rejections")
"""The tables that a collection fills."""
_COMPARED = {
    "raw_documents": "document_id, url, final_url, fetched_at, http_status, content_type, headers, n_bytes",
    "rejections": "* exclude (run_id)",
}
"""What is compared of a table where that is not all: bodies may have been removed since, and an item that is refused
again is kept under its first run."""
_FROM_ELSEWHERE = {"rejections": "step <> 'collect'"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDifference:
    """How a table differs from the recorded one: rows in both, only there, only here."""

    table: str
    n_same: int
    n_missing: int
    n_extra: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A batch of a collection, as it was stored together."""

    fetched_at: datetime
    run_id: str
    batch: int


@contextmanager
def attached(con: duckdb.DuckDBPyConnection, other: Path) -> Iterator[None]:
    """Attach another warehouse as `recorded`, read only.

    Raises:
        WarehouseError: There is none, or it cannot be read.
    """
    if not other.exists():
        raise WarehouseError(f"{other}: there is no snapshot to replay; collect something first (newstape run)")
    try:
        path = str(other).replace("'", "''")  # attach takes no bound parameter
        con.execute(f"attach '{path}' as recorded (read_only)")
    except duckdb.Error as error:
        raise WarehouseError(f"{other}: cannot be attached: {error}") from error
    try:
        yield
    finally:
        con.execute("detach recorded")


def recorded_moments(con: duckdb.DuckDBPyConnection) -> list[Moment]:
    """Return the batches of the attached warehouse, in their order."""
    sql = "select distinct fetched_at, run_id, batch from recorded.fetches order by fetched_at, run_id, batch"
    return fetch_rows(con, Moment, sql)


def recorded_fetches(con: duckdb.DuckDBPyConnection, moment: Moment) -> list[FetchRow]:
    """Return the requests of one batch; of a later batch of a backfill, with the sitemaps of its first."""
    sql = """
        select * from recorded.fetches
        where
            fetched_at = $fetched_at and run_id = $run_id
            and (batch = $batch or (purpose = 'sitemap' and batch = 0))
        order by purpose, subject, url
    """
    parameters = {"fetched_at": moment.fetched_at, "run_id": moment.run_id, "batch": moment.batch}
    return fetch_rows(con, FetchRow, sql, parameters)


def take_over_market(con: duckdb.DuckDBPyConnection) -> None:
    """Copy the market series of the attached warehouse: venues cannot be asked for the past as it was known then."""
    for table in get_args(MarketKind):
        con.execute(f"insert into {table} by name select * from recorded.{table}")


def take_over_imports(con: duckdb.DuckDBPyConnection, *, until: datetime) -> int:
    """Copy the articles that came from files, as far as they were there at a moment; returns how many versions."""
    sql = """
        insert into article_revisions by name
        select * from recorded.article_revisions as theirs
        anti join article_revisions as ours
            on theirs.article_id = ours.article_id and theirs.revision = ours.revision
        where theirs.entry_id is null and theirs.fetched_at <= $until
    """
    row = con.execute(sql, {"until": until}).fetchone()
    return int(row[0]) if row else 0


def compare_news(con: duckdb.DuckDBPyConnection) -> list[TableDifference]:
    """Compare the news with that of the attached warehouse, row by row."""
    return [_difference(con, table) for table in NEWS_TABLES]


def _difference(con: duckdb.DuckDBPyConnection, table: str) -> TableDifference:
    columns = _COMPARED.get(table, "*")
    leave_out = f"where not ({_FROM_ELSEWHERE[table]})" if table in _FROM_ELSEWHERE else ""
    ours, theirs = (f"(select {columns} from {place}{table} {leave_out})" for place in ("", "recorded."))
    counts = [
        con.execute(f"select count(*) from ({sql})").fetchone()
        for sql in (f"{ours} intersect all {theirs}", f"{theirs} except all {ours}", f"{ours} except all {theirs}")
    ]
    n_same, n_missing, n_extra = (int(row[0]) if row else 0 for row in counts)
    return TableDifference(table=table, n_same=n_same, n_missing=n_missing, n_extra=n_extra)
