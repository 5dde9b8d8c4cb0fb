"""Storing market series, which venues and vendors revise: nothing is overwritten.

A revision closes the row that was believed so far (`superseded_at`) and adds the new one (`revised_at`), so what was
known at any moment can be read back. The tables have no primary key: it would cost four times the load time and file
size, and merging a batch without duplicates needs none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

import duckdb
import pyarrow as pa

from warehouse.arrow import arrow_table
from warehouse.connection import transaction
from warehouse.errors import WarehouseError
from warehouse.market_rows import MarketKind, MarketRow


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeCounts:
    """What a batch changed."""

    n_new: int = 0
    n_revised: int = 0
    n_unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Columns that name an observation (`time` is the last of them), and those that a revision can change.

    `changes` reads the changes of a merge with the columns that are derived from the others.
    """

    series: tuple[str, ...]
    time: str
    values: tuple[str, ...]
    changes: str = "merge_changes"

    @property
    def key(self) -> tuple[str, ...]:
        return (*self.series, self.time)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.key, *self.values, "available_at")


_SERIES_COLUMNS = ("source", "venue", "symbol", "ticker", "timeframe")

# The key of a series once for each, not for each of its candles: an MD5 takes a microsecond.
_CANDLES_TO_CALCULATE_WITH = """(
    select changes.*, keys.series_key, epoch_us(close_time) - epoch_us(open_time) as bar_us,
        as_double(close) as close_double
    from merge_changes as changes
    inner join (
        select *, series_key(source, venue, symbol, ticker) as series_key
        from (select distinct source, venue, symbol, ticker from merge_changes)
    ) as keys using (source, venue, symbol, ticker)
)"""

_SHAPES: dict[str, _Shape] = {
    "candles": _Shape(
        series=("source", "venue", "symbol", "timeframe"),
        time="open_time",
        values=("ticker", "close_time", "open", "high", "low", "close", "volume", "is_simulated"),
        changes=_CANDLES_TO_CALCULATE_WITH,
    ),
    "mark_prices": _Shape(
        series=("source", "venue", "symbol", "timeframe"),
        time="open_time",
        values=("ticker", "close_time", "open", "high", "low", "close", "is_simulated"),
    ),
    "funding_rates": _Shape(
        series=("source", "venue", "symbol"),
        time="observed_at",
        values=("ticker", "funding_rate", "interval_hours", "is_simulated"),
    ),
    "open_interest": _Shape(
        series=("source", "venue", "symbol"),
        time="observed_at",
        values=("ticker", "open_interest_usd", "is_simulated"),
    ),
    "long_short_ratios": _Shape(
        series=("source", "venue", "symbol"),
        time="observed_at",
        values=("ticker", "long_short_ratio", "is_simulated"),
    ),
    # Bars of several lengths may open together, so the end of a bar is part of its name.
    "liquidations": _Shape(
        series=("source", "venue", "symbol", "close_time"),
        time="open_time",
        values=("ticker", "long_usd", "short_usd", "coverage", "is_simulated"),
    ),
    "fear_greed": _Shape(series=("source",), time="observed_date", values=("value", "zone", "is_simulated")),
    "etf_flows": _Shape(
        series=("source", "ticker", "fund"), time="flow_date", values=("flow_usd", "is_simulated")
    ),
}  # fmt: skip


def time_column(kind: MarketKind) -> str:
    """Return the column that dates an observation of this kind."""
    return _SHAPES[kind].time


def market_table(rows: Sequence[MarketRow]) -> pa.Table:
    """Make the table that `merge_market` takes in from rows of one kind.

    Raises:
        WarehouseError: A value does not fit its column.
    """
    return arrow_table(type(rows[0]), rows) if rows else pa.table({})


def merge_market(
    con: duckdb.DuckDBPyConnection, kind: MarketKind, table: pa.Table, *, known_at: datetime
) -> MergeCounts:
    """Merge a batch into a series: add what is new, revise what changed, leave the rest alone.

    Of several rows for one observation the last one counts. `known_at` is the moment at which the batch was fetched:
    a first value keeps the `available_at` of the batch, a changed one was not known before `known_at`.

    Raises:
        WarehouseError: The table lacks a column or has one too many, an instant has no zone, a number does not fit.
    """
    shape = _SHAPES.get(kind)
    if shape is None:
        raise WarehouseError(f"unknown market series {kind!r}; one of {', '.join(get_args(MarketKind))}")
    if table.num_rows == 0:
        return MergeCounts()
    _require_columns(kind, table, shape)
    numbered = table.append_column("batch_row", pa.array(range(table.num_rows), pa.int64()))
    con.register("incoming", numbered)
    try:
        with transaction(con):
            return _merge(con, kind, shape, known_at)
    except (duckdb.ConversionException, duckdb.OutOfRangeException, duckdb.ConstraintException) as error:
        raise WarehouseError(f"{kind}: a value of the batch does not fit, nothing was stored: {error}") from error
    finally:
        con.unregister("incoming")


def _require_columns(kind: str, table: pa.Table, shape: _Shape) -> None:
    expected, given = set(shape.columns), set(table.column_names)
    if expected != given:
        raise WarehouseError(
            f"{kind}: the batch lacks the columns {sorted(expected - given)} and has {sorted(given - expected)} "
            "too many; build it with market_table"
        )
    for field in table.schema:
        if pa.types.is_timestamp(field.type) and field.type.tz is None:
            raise WarehouseError(f"{kind}.{field.name} has no time zone; give instants in UTC")


def _merge(con: duckdb.DuckDBPyConnection, kind: str, shape: _Shape, known_at: datetime) -> MergeCounts:
    key, columns = ", ".join(shape.key), ", ".join(shape.columns)
    changed = " or ".join(f"batch.{name} is distinct from stored.{name}" for name in shape.values)
    # An empty copy of the table gives the batch the exact types of the stored values to be compared with.
    con.execute(f"create or replace temp table merge_batch as select {columns} from {kind} limit 0")
    con.execute(
        f"insert into merge_batch select {columns} from incoming "
        f"qualify row_number() over (partition by {key} order by batch_row desc) = 1"
    )
    con.execute(
        f"""
        create or replace temp table merge_changes as
        with bounds as (select min({shape.time}) as first_time, max({shape.time}) as last_time from merge_batch),
        stored as (
            select rowid as stored_row, * from {kind}
            where superseded_at is null
                and {shape.time} between (select first_time from bounds) and (select last_time from bounds)
        )
        select batch.*, stored.stored_row
        from merge_batch as batch
        left join stored using ({key})
        where stored.stored_row is null or {changed}
        """
    )
    _record_changes(con, kind, shape, known_at)
    con.execute(
        f"update {kind} set superseded_at = greatest($known_at, changes.available_at) "
        f"from merge_changes as changes where {kind}.rowid = changes.stored_row",
        {"known_at": known_at},
    )
    con.execute(
        f"""
        insert into {kind} by name
        select * exclude (stored_row)
            replace (if(stored_row is null, available_at, greatest($known_at, available_at)) as available_at),
            if(stored_row is null, null, greatest($known_at, available_at)) as revised_at
        from {shape.changes}
        """,
        {"known_at": known_at},
    )
    counts = con.execute(
        "select (select count(*) from merge_batch), count(*), count(stored_row) from merge_changes"
    ).fetchone()
    assert counts is not None
    n_batch, n_changed, n_revised = counts
    con.execute("drop table merge_batch")
    con.execute("drop table merge_changes")
    return MergeCounts(n_new=n_changed - n_revised, n_revised=n_revised, n_unchanged=n_batch - n_changed)


def _record_changes(con: duckdb.DuckDBPyConnection, kind: str, shape: _Shape, known_at: datetime) -> None:
    """Record from when on the batch changed its series, for the next check of claims.

    What is not known yet is kept apart from the rest: it is forgotten only by a check that knows it.
    """
    source, venue, symbol, ticker, timeframe = (
        f"changes.{name}" if name in shape.columns else "''" for name in _SERIES_COLUMNS
    )
    if "fund" in shape.series:
        symbol = "changes.fund"
    # A revision that gives a series another ticker changes it for both.
    tickers = f"unnest(list_distinct([{ticker}, coalesce(stored.ticker, {ticker})]))" if ticker != "''" else ticker
    con.execute(
        f"""
        insert into market_changes by name
        with moments as (
            select
                {source} as source, {venue} as venue, {symbol} as symbol, {tickers} as ticker,
                {timeframe} as timeframe, changes.{shape.time}::timestamptz as first_time,
                if(changes.stored_row is null, changes.available_at, greatest($known_at, changes.available_at))
                    as known_at
            from merge_changes as changes
            left join {kind} as stored on changes.stored_row = stored.rowid
        )
        select $kind as kind, source, venue, symbol, ticker, timeframe, min(first_time) as first_time,
            max(known_at) as known_at
        from moments
        group by source, venue, symbol, ticker, timeframe, known_at > $known_at
        """,
        {"kind": kind, "known_at": known_at},
    )
