"""The market around many moments at once: what the macro `market_states` says, by arrays instead of joins.

The macro is for views and for whoever asks in SQL. It finds every price by a join, which takes five to seven times the
CPU for a million moments; here the closes of a series are laid out in an array with one place for each bar, and a price
is looked up by its place. Two ways to the same answer are worth it only because of that: a test holds them together,
and `tests/benchmarks/test_tape_speed.py` measures them side by side.
"""

from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from warehouse.errors import WarehouseError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

HORIZON_MINUTES = {"return_5m": 5, "return_1h": 60, "return_4h": 240, "return_1d": 1440, "return_1w": 10080}
_MINUTE = 60_000_000  # all instants are in microseconds
_PATIENCE = 4 * 24 * 60 * _MINUTE  # for the entry: a long weekend
_BLOCK = 1 << 15  # moments looked up together: what they need stays in the processor's cache
_MOST_BARS = 20_000_000  # of a grid, 160 MB: 38 years of minutes; finer or longer series are searched
_FAR = 1 << 62  # later than any instant

_SERIES = """
    select
        ticker, source, venue, symbol, series_key,
        epoch_us(first_open_time) as first_open, epoch_us(last_close_time) as last_close,
        (shortest_bar_seconds * 1000000)::bigint as shortest_bar, (longest_bar_seconds * 1000000)::bigint as longest_bar
    from price_series
    where currency = 'USD' and preference = 1 and ticker in (select unnest($tickers))
"""
_CLOSES = "select close_time, close_double from known_candles where series_key = $series_key"
_LINE = """
    select close_time, (bar_seconds * 1000000)::bigint as bar, close
    from reference_candles
    where ticker = $ticker
    order by close_time
"""


@dataclass(frozen=True, slots=True)
class _Series:
    ticker: str
    source: str
    venue: str
    symbol: str
    series_key: int
    first_open: int
    last_close: int
    shortest_bar: int
    longest_bar: int


@dataclass(frozen=True, slots=True)
class _Grid:
    """Closes by place: that of place p closes `start` + p bars, NaN where its candle is missing.

    The first and the last place are beyond both ends and always NaN. Each gap goes from a place of `gap_starts`, the
    last one that is filled (or the first of all), to that of `gap_ends`, the next one that is.
    """

    start: int
    bar: int
    tape: Floats
    gap_starts: Ints
    gap_ends: Ints


@dataclass(frozen=True, slots=True)
class _States:
    """Arrays of one place for each moment; a price that is NaN is missing, and so is its time."""

    price_time: Ints
    price: Floats
    entry_time: Ints
    entry_price: Floats
    returns: dict[str, Floats]


def market_states(con: duckdb.DuckDBPyConnection, starts: pa.Table) -> pa.Table:
    """Return `starts` with the market around each row: the columns of the macro `market_states`.

    Args:
        con: Where to ask; its `as_of` holds.
        starts: Has the columns `ticker` and `start_at` (instants with a zone); further ones are kept.

    Raises:
        WarehouseError: A column is missing, or instants have no zone or are null.
    """
    moments = _moments(starts)
    tickers = starts["ticker"].combine_chunks().dictionary_encode()
    names = tickers.dictionary.to_pylist()
    codes = _numbers(tickers.indices.fill_null(-1))
    n = len(moments)
    states = _States(
        price_time=np.zeros(n, np.int64),
        price=np.full(n, np.nan),
        entry_time=np.zeros(n, np.int64),
        entry_price=np.full(n, np.nan),
        returns={name: np.full(n, np.nan) for name in HORIZON_MINUTES},
    )
    chosen = [_Series(*row) for row in con.execute(_SERIES, {"tickers": names}).fetchall()]
    places = np.full(n, -1, np.int32)
    for place, series in enumerate(chosen):
        rows: slice | Ints = slice(None)
        if len(names) > 1 or tickers.null_count:
            rows = np.flatnonzero(codes == names.index(series.ticker))
        _look_up(con, series, moments, rows, states)
        places[rows] = place
    return _with_states(starts, chosen, places, states)


def _look_up(
    con: duckdb.DuckDBPyConnection, series: _Series, moments: Ints, rows: slice | Ints, states: _States
) -> None:
    grid = _grid(con, series)
    if grid is not None:
        for block in _blocks(rows, len(moments)):
            _from_grid(grid, moments[block], block, states)
        return
    line = con.execute(_LINE, {"ticker": series.ticker}).to_arrow_table()
    # Beyond both ends a close that is missing, so that every moment has one before and one after it.
    times = np.concatenate([[-_FAR], _numbers(line["close_time"].combine_chunks()), [_FAR]])
    bars = np.concatenate([[0], _numbers(line["bar"].combine_chunks()), [0]])
    closes = np.concatenate([[np.nan], _numbers(line["close"].combine_chunks()), [np.nan]])
    everywhere = np.arange(len(moments))[rows]
    in_order = everywhere[np.argsort(moments[rows])]  # a search for moments in order is a walk
    for block in _blocks(in_order, len(moments)):
        _from_line(times, bars, closes, moments[block], block, states)


def _grid(con: duckdb.DuckDBPyConnection, series: _Series) -> _Grid | None:
    """Lay the closes of a series out; `None` where its candles lie on no common grid."""
    start, bar = series.first_open, series.shortest_bar
    n_bars = (series.last_close - start) // bar
    if series.longest_bar != bar or n_bars > _MOST_BARS:
        return None
    tape = np.full(n_bars + 2, np.nan)
    for batch in con.execute(_CLOSES, {"series_key": series.series_key}).to_arrow_reader(_BLOCK):
        since = _numbers(batch.column(0)) - start
        places = since // bar
        if (places * bar != since).any():
            return None
        tape[places] = _numbers(batch.column(1))
    is_missing = np.isnan(tape)
    is_missing[[0, -1]] = False  # a gap ends there
    edges = np.flatnonzero(is_missing[1:] != is_missing[:-1])
    return _Grid(start=start, bar=bar, tape=tape, gap_starts=edges[::2], gap_ends=edges[1::2] + 1)


def _from_grid(grid: _Grid, moments: Ints, rows: slice | Ints, states: _States) -> None:
    bar, tape, end = grid.bar, grid.tape, len(grid.tape) - 1
    since = moments - grid.start
    before = since // bar
    after = before + (before * bar != since)
    before, after = np.clip(before, 0, end - 1), np.clip(after, 1, end)
    price, entry = np.take(tape, before), np.take(tape, after)
    lost = np.flatnonzero(np.isnan(price) & (before > 0))
    before[lost] = grid.gap_starts[np.searchsorted(grid.gap_ends, before[lost], side="right")]
    unmet = np.flatnonzero(np.isnan(entry) & (after < end))
    after[unmet] = grid.gap_ends[np.searchsorted(grid.gap_ends, after[unmet], side="right")]
    price[lost], entry[unmet] = tape[before[lost]], tape[after[unmet]]
    entry_time = after * bar + grid.start
    entry[entry_time - moments > _PATIENCE] = np.nan
    states.price_time[rows], states.price[rows] = before * bar + grid.start, price
    states.entry_time[rows], states.entry_price[rows] = entry_time, entry
    for name, minutes in HORIZON_MINUTES.items():
        # Entry and grid keep step, so the last close due by then is a whole number of bars away, or missing.
        n_bars = minutes * _MINUTE // bar
        if n_bars:
            states.returns[name][rows] = np.take(tape, after + n_bars, mode="clip") / entry - 1


def _from_line(times: Ints, bars: Ints, closes: Floats, moments: Ints, rows: slice | Ints, states: _States) -> None:
    before = np.searchsorted(times, moments, side="right") - 1
    after = np.searchsorted(times, moments, side="left")
    entry_time, entry = times[after], closes[after]
    entry[entry_time - moments > _PATIENCE] = np.nan
    states.price_time[rows], states.price[rows] = times[before], closes[before]
    states.entry_time[rows], states.entry_price[rows] = entry_time, entry
    for name, minutes in HORIZON_MINUTES.items():
        due = entry_time + minutes * _MINUTE
        exits = np.searchsorted(times, due, side="right") - 1
        is_due = (bars[exits] <= minutes * _MINUTE) & (due - times[exits] < bars[exits])
        states.returns[name][rows] = np.where(is_due, closes[exits], np.nan) / entry - 1


def _blocks(rows: slice | Ints, n: int) -> list[slice | Ints]:
    if isinstance(rows, slice):
        return [slice(first, first + _BLOCK) for first in range(0, n, _BLOCK)]
    return [rows[first : first + _BLOCK] for first in range(0, len(rows), _BLOCK)]


def _moments(starts: pa.Table) -> Ints:
    if missing := {"ticker", "start_at"} - set(starts.column_names):
        raise WarehouseError(f"the moments lack the columns {sorted(missing)}; give a ticker and start_at to each")
    column = starts["start_at"]
    if not pa.types.is_timestamp(column.type) or column.type.tz is None:
        raise WarehouseError(f"start_at is {column.type}; give instants with a time zone")
    if column.null_count:
        raise WarehouseError(f"start_at is null in {column.null_count:,} rows; leave these out")
    moments: Ints = _numbers(column.cast(pa.timestamp("us", tz="UTC"), safe=False).combine_chunks())
    return moments


def _numbers(array: pa.Array) -> Any:  # noqa: ANN401 - of floats or integers, as the array has
    """Return the values of an array without nulls, instants as they are counted."""
    if pa.types.is_timestamp(array.type):
        array = array.view(pa.int64())
    return array.to_numpy()


def _with_states(starts: pa.Table, chosen: list[_Series], places: npt.NDArray[np.int32], states: _States) -> pa.Table:
    columns: dict[str, pa.Array | pa.ChunkedArray] = {name: starts[name] for name in starts.column_names}
    indices = pa.array(places, mask=places < 0)
    for name in ("source", "venue", "symbol"):
        values = pa.array([getattr(series, name) for series in chosen], pa.string())
        columns[name] = pa.DictionaryArray.from_arrays(indices, values)
    instant = pa.timestamp("us", tz="UTC")
    columns["price_time"] = _with_gaps(states.price_time, states.price, instant)
    columns["price"] = _with_gaps(states.price, states.price, pa.float64())
    columns["entry_time"] = _with_gaps(states.entry_time, states.entry_price, instant)
    columns["entry_price"] = _with_gaps(states.entry_price, states.entry_price, pa.float64())
    for name, values in states.returns.items():
        columns[name] = _with_gaps(values, values, pa.float64())
    return pa.table(columns)


def _with_gaps(values: npt.NDArray[np.generic], prices: Floats, kind: pa.DataType) -> pa.Array:
    """Make a column of the values that is null where the price is missing."""
    known = np.packbits(~np.isnan(prices), bitorder="little")
    return pa.Array.from_buffers(kind, len(values), [pa.py_buffer(known), pa.py_buffer(values)])
