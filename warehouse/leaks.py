"""Proving that nothing looks ahead: what was asked as of T is asked again of a copy in which nothing later was stored.

Every view, macro, stored query and claim check of a warehouse is evaluated twice for each moment: in the whole
warehouse as of the moment, and in a copy of which everything that became known later was removed and every later
revision rolled back. Any row that differs is a leak.
"""

import math
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from warehouse.claims import Tolerance, check_claims
from warehouse.connection import open_warehouse
from warehouse.errors import WarehouseError
from warehouse.migrations import as_of_macros, relations
from warehouse.queries import stored_queries

_CLOCKS = (
    "available_at", "known_at", "fetched_at", "polled_at", "first_seen_at", "rejected_at", "started_at", "built_at",
    "read_at", "asked_at", "checked_at",
)  # fmt: skip
_WITHOUT_TIME = {"schema_migrations", "schema_views"}
_RELATIVE_ERROR = 1e-9  # sums of doubles depend on the order of rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One comparison: what was asked, as of when, how many rows answered, and the first one that differs."""

    name: str
    moment: datetime
    n_rows: int
    difference: str | None


def typical_moments(snapshot: Path, folder: Path) -> list[datetime]:
    """Return three moments that divide the articles into four parts; without articles, all that is stored.

    Market rows reach back for years before the first article, where most views have nothing to show.

    Raises:
        WarehouseError: Nothing is stored.
    """
    copy = _copied(snapshot, folder / "moments.duckdb")
    with open_warehouse(copy) as con:
        has_articles = con.execute("select 1 from article_revisions limit 1").fetchone() is not None
        tables = ["article_revisions"] if has_articles else _tables_with(con, "available_at")
        known = " union ".join(f"select available_at from {table}" for table in tables)
        row = con.execute(f"select quantile_disc(available_at, [0.25, 0.5, 0.75]) from ({known})").fetchone()
    copy.unlink()
    if row is None or row[0] is None:
        raise WarehouseError(f"{snapshot}: nothing is stored, so there is nothing to prove; collect something first")
    return sorted(set(row[0]))


def prove_no_leak(
    snapshot: Path,
    folder: Path,
    *,
    moments: Sequence[datetime],
    tolerances: Mapping[str, Tolerance],
    settle_hours: float,
) -> Iterator[Proof]:
    """Compare everything that can be asked at each moment; `folder` holds the copies meanwhile."""
    whole = _copied(snapshot, folder / "whole.duckdb")
    for moment in moments:
        cut = _copied(snapshot, folder / "cut.duckdb")
        with open_warehouse(whole) as full_con, open_warehouse(cut) as cut_con:
            cut_back(cut_con, moment)
            as_of = full_con.cursor()  # the point in time is this connection's own
            as_of.execute("set variable as_of = $moment::timestamptz", {"moment": moment})
            for name, sql in _questions(as_of):
                parameters = _parameters(as_of, sql, moment)
                yield _compared(name, moment, sql, parameters, as_of, cut_con)
            as_of.close()
            for con in (full_con, cut_con):
                con.execute("delete from claim_checks")
                check_claims(
                    con, known_at=moment, tolerances=tolerances, settle_hours=settle_hours, checked_at=moment
                )  # fmt: skip
            yield _compared("claim checks", moment, "from claim_checks", {}, full_con, cut_con)
        shutil.copy(snapshot, whole)  # the checks have changed it
        cut.unlink()
    whole.unlink(missing_ok=True)


def cut_back(con: duckdb.DuckDBPyConnection, moment: datetime) -> None:
    """Remove everything that became known after the moment, and roll back later revisions.

    Raises:
        WarehouseError: A table has no clock that tells when its rows became known.
    """
    at = {"moment": moment}
    tables = [name for (name,) in con.execute("select table_name from duckdb_tables() where not internal").fetchall()]
    columns = {table: _columns(con, table) for table in tables}
    # Readings follow their article revision, mentions and claims their reading: so tables with clocks come first.
    rank = {"annotations": 1}
    for table in sorted(tables, key=lambda name: (rank.get(name, 2 if "annotation_id" in columns[name] else 0), name)):
        names = columns[table]
        clock = next((name for name in _CLOCKS if name in names), None)
        if table in _WITHOUT_TIME:
            continue
        if table == "annotations":
            con.execute(
                "delete from annotations where not exists (from article_revisions as kept "
                "where kept.article_id = annotations.article_id and kept.revision = annotations.revision)"
            )
        elif "annotation_id" in names:
            con.execute(f"delete from {table} where annotation_id not in (select annotation_id from annotations)")
        elif clock:
            con.execute(f"delete from {table} where {clock} > $moment", at)
            if "superseded_at" in names:
                con.execute(f"update {table} set superseded_at = null where superseded_at > $moment", at)
        elif "article_id" in names:
            con.execute(
                f"delete from {table} where article_id not in "
                "(select article_id from article_revisions where available_at <= $moment)",
                at,
            )
        else:
            raise WarehouseError(f"{table} has no clock ({', '.join(_CLOCKS)}), so it cannot be cut back to a moment")


def _questions(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    views = con.execute("select view_name from duckdb_views() where not internal order by 1").fetchall()
    macros = [relation for relation in relations() if relation.endswith("()")]
    asked = [(name, f"from {name}") for name in [*(name for (name,) in views), *macros]]
    return [
        *asked,
        *((f"{name}(moment)", f"from {name}($moment)") for name in as_of_macros()),
        *((f"query {query.name}", query.sql.strip().removesuffix(";")) for query in stored_queries().values()),
    ]


def _parameters(con: duckdb.DuckDBPyConnection, sql: str, moment: datetime) -> dict[str, Any]:
    """Return a value for each parameter of a stored query: all assets, the day before the moment, the last reading.

    Raises:
        WarehouseError: A parameter that is not known here.
    """
    tickers = [ticker for (ticker,) in con.execute("select distinct ticker from known_candles order by 1").fetchall()]
    reading = con.execute("select max_by(annotation_id, available_at) from current_annotations").fetchone()
    since = moment - timedelta(days=1)
    values = {
        "assets": tickers, "ticker": next(iter(tickers), ""), "since": since, "window_start": since, "n": 1_000_000,
        "moment": moment, "annotation_id": reading[0] if reading else None, "prefix": "",
    }  # fmt: skip
    names = con.extract_statements(sql)[0].named_parameters
    if unknown := names - values.keys():
        raise WarehouseError(f"no value for the parameters {sorted(unknown)} of a stored query; add one to leaks.py")
    return {name: values[name] for name in names}


def _compared(
    name: str,
    moment: datetime,
    sql: str,
    parameters: dict[str, Any],
    full: duckdb.DuckDBPyConnection,
    cut: duckdb.DuckDBPyConnection,
) -> Proof:
    n_rows, fingerprint = _fingerprint(full, sql, parameters)
    difference = None
    if (n_rows, fingerprint) != _fingerprint(cut, sql, parameters):
        difference = _first_difference(_rows(full, sql, parameters), _rows(cut, sql, parameters))
    return Proof(name=name, moment=moment, n_rows=n_rows, difference=difference)


def _fingerprint(con: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any]) -> tuple[int, int]:
    """Return the number of rows and a sum over their hashes, which no order of rows changes."""
    row = con.execute(f"select count(*), sum(hash(asked)::hugeint) from ({sql}\n) as asked", parameters)
    n_rows, fingerprint = row.fetchone() or (0, 0)
    return n_rows, fingerprint or 0


def _rows(con: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    return con.execute(f"from ({sql}\n) order by all", parameters).fetchall()


def _first_difference(full: list[tuple[Any, ...]], cut: list[tuple[Any, ...]]) -> str | None:
    for number in range(max(len(full), len(cut))):
        there = full[number] if number < len(full) else None
        here = cut[number] if number < len(cut) else None
        if there is None or here is None or not all(map(_equal, there, here)):
            return f"row {number + 1}: the whole warehouse has {there}, the one cut there {here}"
    return None


def _equal(there: object, here: object) -> bool:
    if isinstance(there, float) and isinstance(here, float):
        return math.isclose(there, here, rel_tol=_RELATIVE_ERROR) or (math.isnan(there) and math.isnan(here))
    return there == here


def _copied(snapshot: Path, target: Path) -> Path:
    shutil.copy(snapshot, target)
    return target


def _tables_with(con: duckdb.DuckDBPyConnection, column: str) -> list[str]:
    sql = (
        "select table_name from duckdb_columns() where column_name = $column and not internal "
        "and table_name in (select table_name from duckdb_tables()) order by 1"
    )
    return [name for (name,) in con.execute(sql, {"column": column}).fetchall()]


def _columns(con: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    sql = "select column_name from duckdb_columns() where table_name = $table and not internal"
    return {name for (name,) in con.execute(sql, {"table": table}).fetchall()}
