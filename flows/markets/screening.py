"""The rows of a series among their neighbours: duplicates, gaps, the step between them, and what is known by now."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from flows.errors import InputFileError
from flows.markets.parse import INSTANT, Mask
from flows.markets.provider import Gap, MarketBatch, RejectedItem
from flows.markets.reading import TypedRows
from flows.settings import SeriesSettings
from warehouse.market import time_column
from warehouse.market_rows import (
    CandleRow,
    EtfFlowRow,
    FearGreedRow,
    FundingRateRow,
    LiquidationRow,
    LongShortRatioRow,
    MarketKind,
    MarkPriceRow,
    OpenInterestRow,
)

ROW_TYPES: dict[MarketKind, type[Any]] = {
    "candles": CandleRow,
    "mark_prices": MarkPriceRow,
    "funding_rates": FundingRateRow,
    "open_interest": OpenInterestRow,
    "long_short_ratios": LongShortRatioRow,
    "liquidations": LiquidationRow,
    "fear_greed": FearGreedRow,
    "etf_flows": EtfFlowRow,
}

BATCH_ROWS = 1_000_000
"""Rows of one batch, and so of one transaction."""

_ENOUGH_TO_JUDGE_STEP = 10
_LONGEST_HOLIDAY_WEEKDAYS = 2  # exchanges have closed for longer, but so rarely that it deserves a look
_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def screen(
    parts: Sequence[TypedRows], series: SeriesSettings, *, end: datetime, interval: timedelta | None, weekdays: bool
) -> Iterator[MarketBatch]:
    """Turn the sound rows of a series into batches of what is known by `end`.

    Args:
        parts: The rows, in the order in which they came; of contradicting rows the first stays.
        series: What they are rows of.
        end: Rows that became known later are counted and left out.
        interval: What lies between two rows, where that is known.
        weekdays: Whether the series has no rows on Saturdays and Sundays.

    Raises:
        InputFileError: The rows lie further apart than declared: daily bars, say, declared as hourly ones.
    """
    rejected = [item for part in parts for item in part.rejected]
    table, origins = _joined(parts)
    table, origins = _sorted(table, origins, series.kind)
    table, n_duplicates, conflicts = _without_duplicates(table, origins, parts, series.kind)
    moments = _moments(table, series.kind)
    if interval:
        _require_step(moments, interval, series, weekdays=weekdays)
    known, n_open = _known(table, end)
    n_not_yet_known = int(len(known) - known.sum()) - n_open
    if not known.all():
        table = table.filter(pa.array(known))
    gaps = _gaps(moments[known], interval, weekdays=weekdays) if interval else ()
    account = {"n_duplicates": n_duplicates, "n_open": n_open, "n_not_yet_known": n_not_yet_known}
    yield MarketBatch(
        kind=series.kind,
        table=_complete(table.slice(0, BATCH_ROWS), series),
        rejected=(*rejected, *conflicts),
        gaps=gaps,
        **account,
    )
    for start in range(BATCH_ROWS, table.num_rows, BATCH_ROWS):
        yield MarketBatch(kind=series.kind, table=_complete(table.slice(start, BATCH_ROWS), series))


def _joined(parts: Sequence[TypedRows]) -> tuple[pa.Table, npt.NDArray[np.int32]]:
    table = pa.concat_tables([part.columns for part in parts])
    origins = np.repeat(np.arange(len(parts), dtype=np.int32), [part.columns.num_rows for part in parts])
    return table, origins


def _key_columns(kind: MarketKind) -> tuple[str, ...]:
    return (time_column(kind), "fund") if kind == "etf_flows" else (time_column(kind),)


def _sorted(
    table: pa.Table, origins: npt.NDArray[np.int32], kind: MarketKind
) -> tuple[pa.Table, npt.NDArray[np.int32]]:
    """Sort by key; equal keys stay in the order in which they came."""
    keys = _key_columns(kind)
    if len(keys) == 1 and bool((np.diff(_counts(table[keys[0]])) >= 0).all()):
        return table, origins
    numbered = table.select(keys).append_column("position", pa.array(np.arange(table.num_rows)))
    order = pc.sort_indices(numbered, [(name, "ascending") for name in (*keys, "position")])
    return table.combine_chunks().take(order), origins[order.to_numpy()]


def _without_duplicates(
    table: pa.Table, origins: npt.NDArray[np.int32], parts: Sequence[TypedRows], kind: MarketKind
) -> tuple[pa.Table, int, list[RejectedItem]]:
    keys = _key_columns(kind)
    repeats = np.zeros(table.num_rows, dtype=np.bool_)
    if table.num_rows > 1:
        same = [_equal(table[name].slice(1), table[name].slice(0, table.num_rows - 1)) for name in keys]
        repeats[1:] = np.logical_and.reduce(same)
    if not repeats.any():
        return table, 0, []
    first = np.maximum.accumulate(np.where(repeats, 0, np.arange(table.num_rows)))
    repeated = np.flatnonzero(repeats)
    again, original = table.take(pa.array(repeated)), table.take(pa.array(first[repeated]))
    values = [name for name in table.column_names if name != "row"]
    exact = np.logical_and.reduce([_equal(again[name], original[name]) for name in values])
    conflicts = [
        RejectedItem(
            item=f"{parts[origins[index]].origin} row {row['row']}",
            reason="contradicts_earlier_row",
            detail=", ".join(
                f"{name}={row[name]} (kept {kept[name]}, row {kept['row']})"
                for name in values
                if row[name] != kept[name]
            ),
        )
        for index, row, kept in zip(
            repeated[~exact],
            again.filter(pa.array(~exact)).to_pylist(),
            original.filter(pa.array(~exact)).to_pylist(),
            strict=True,
        )
    ]
    return table.filter(pa.array(~repeats)), int(exact.sum()), conflicts


def _require_step(
    moments: npt.NDArray[np.int64], interval: timedelta, series: SeriesSettings, *, weekdays: bool
) -> None:
    """Refuse a series whose rows lie further apart than declared: its bars would claim to be known too early."""
    steps = _steps(moments)[0]
    if weekdays or len(steps) < _ENOUGH_TO_JUDGE_STEP:
        return
    smallest = timedelta(microseconds=int(np.percentile(steps, 5)))
    if not 0.9 * interval <= smallest <= 1.1 * interval:
        raise InputFileError(
            f"{series.kind} {series.symbol}: the rows are {smallest} apart, but {interval} is declared; "
            "check timeframe, interval_hours and time_unit"
        )


def _known(table: pa.Table, end: datetime) -> tuple[Mask, int]:
    now = pa.scalar(end, INSTANT)
    known = _mask(pc.less_equal(table["available_at"], now))
    if "close_time" not in table.column_names:
        return known, 0
    still_open = pc.and_(pc.greater(table["close_time"], now), pc.less_equal(table["open_time"], now))
    return known, int(_mask(still_open).sum())


def _gaps(moments: npt.NDArray[np.int64], interval: timedelta, *, weekdays: bool) -> tuple[Gap, ...]:
    """List the holes. Settlements may come some milliseconds late, so steps are rounded to whole intervals."""
    steps, starts = _steps(moments)
    missing = np.rint(steps / (interval / timedelta(microseconds=1))).astype(np.int64) - 1
    gaps = []
    for index in np.flatnonzero(missing > 0):
        before, after = _moment(starts[index]), _moment(starts[index] + steps[index])
        n_missing = int(missing[index])
        if weekdays:
            n_missing = int(np.busday_count(before.date() + _DAY, after.date()))
            if n_missing <= _LONGEST_HOLIDAY_WEEKDAYS:
                continue
        gaps.append(Gap(first=before + interval, last=after - interval, n_missing=n_missing))
    return tuple(gaps)


def _steps(moments: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the distances between sorted moments (several rows may share one), and where each begins."""
    steps = np.diff(moments)
    return steps[steps > 0], moments[:-1][steps > 0]


def _complete(table: pa.Table, series: SeriesSettings) -> pa.Table:
    """Give rows the columns that are the same for all of them, in the order of their record."""
    n = table.num_rows
    columns: dict[str, pa.Array] = {}
    for field in fields(ROW_TYPES[series.kind]):
        if field.name in table.column_names:
            columns[field.name] = table[field.name]
        else:
            columns[field.name] = pa.repeat(getattr(series, field.name), n)
    return pa.table(columns)


def _moments(table: pa.Table, kind: MarketKind) -> npt.NDArray[np.int64]:
    """Return the times of the rows as microseconds."""
    return _counts(table[time_column(kind)])


def _counts(column: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    instants = column.cast(pa.timestamp("us")) if pa.types.is_date(column.type) else column
    counts: npt.NDArray[np.int64] = instants.cast(pa.int64()).to_numpy()
    return counts


def _equal(left: pa.ChunkedArray, right: pa.ChunkedArray) -> Mask:
    both_null = pc.and_(pc.is_null(left), pc.is_null(right))
    return _mask(pc.or_(pc.fill_null(pc.equal(left, right), False), both_null))


def _mask(values: pa.ChunkedArray) -> Mask:
    mask: Mask = values.to_numpy().astype(np.bool_)
    return mask


def _moment(microseconds: np.int64) -> datetime:
    return _EPOCH + timedelta(microseconds=int(microseconds))
