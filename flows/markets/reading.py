"""Raw columns into typed rows of one kind, with a reason for each row that cannot be one.

Looks at one row at a time; what needs the neighbours (duplicates, gaps, the step) is in `flows.markets.screening`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import BaseModel, ConfigDict, Field, field_validator

from flows.errors import InputFileError
from flows.markets.parse import (
    EXACT,
    INSTANT,
    Column,
    Mask,
    TimeUnit,
    at_local_time,
    in_range,
    parse_dates,
    parse_decimals,
    parse_instants,
)
from flows.markets.provider import RejectedItem
from flows.markets.table_shapes import RawColumns
from flows.markets.timeframes import timeframe_length
from flows.settings import SeriesSettings, TimeZone
from warehouse.market_rows import MarketKind

FEAR_GREED_ZONES = {"extreme_fear": 25, "fear": 46, "neutral": 54, "greed": 75, "extreme_greed": 100}
"""Classes of the index with their highest value, as alternative.me has drawn them since 2018."""

_TimeOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
# As the tables have them: DuckDB takes ten times as long to round as Arrow does.
_PLACES = {"volume": 8, "open_interest_usd": 8, "long_usd": 8, "short_usd": 8, "flow_usd": 8}
_MANY_REJECTED = 1_000
_ENOUGH_TO_JUDGE_STEP = 10
_SHOWN_REJECTED = 3


class ReadingOptions(BaseModel):
    """How values are to be understood; the keys are described in docs/how_to/add_a_series.md."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    time_unit: TimeUnit | None = None
    time_format: str | None = None
    time_zone: TimeZone | None = None
    session_open: _TimeOfDay | None = None
    session_close: _TimeOfDay | None = None
    scale: dict[str, float] = {}
    lag_minutes: Annotated[float, Field(ge=0)] | None = None
    interval_hours: Annotated[float, Field(gt=0)] | None = None

    @field_validator("scale")
    @classmethod
    def _powers_of_ten(cls, scale: dict[str, float]) -> dict[str, float]:
        for name, factor in scale.items():
            if factor not in {10.0**power for power in range(-12, 13)}:
                raise ValueError(f"{name} = {factor}: a factor must be a power of ten, such as 1_000_000 or 0.01")
        return scale

    @property
    def lag(self) -> timedelta:
        """Time from the moment of a row to its publication."""
        return timedelta(minutes=self.lag_minutes or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRows:
    """Rows that are sound by themselves: the columns of the kind, and `row`, their number at the origin."""

    origin: str
    columns: pa.Table
    rejected: tuple[RejectedItem, ...]


def read_rows(raw: RawColumns, series: SeriesSettings, options: ReadingOptions) -> TypedRows:
    """Type the rows of one kind and refuse those that are not sound.

    Raises:
        InputFileError: Most of many rows would be refused, so that the declaration must be wrong.
        UndeclaredTimeError: Times carry no zone and none is declared, or their unit is not declared.
    """
    reader = _Reader(raw, series, options)
    columns = _KINDS[series.kind](reader)
    refused = np.flatnonzero(reader.codes)
    if len(refused) > max(_MANY_REJECTED, len(raw.rows) // 2) or reader.is_mostly_off_grid():
        examples = "; ".join(f"{item.reason}: {item.detail}" for item in _rejected(reader, refused[:_SHOWN_REJECTED]))
        raise InputFileError(
            f"{raw.origin}: {len(refused)} of {len(raw.rows)} rows would be refused ({examples}); "
            "check columns, time_unit and timeframe"
        )
    table = pa.table({**columns, "row": raw.rows})
    if len(refused):
        table = table.filter(pa.array(reader.codes == 0))
    return TypedRows(origin=raw.origin, columns=table, rejected=(*raw.rejected, *_rejected(reader, refused)))


class _Reader:
    """The columns of one file under way: each check marks the rows that fail it, and the first reason stays."""

    def __init__(self, raw: RawColumns, series: SeriesSettings, options: ReadingOptions) -> None:
        self.raw = raw
        self.series = series
        self.options = options
        self.reasons: list[str] = [""]
        self.codes: npt.NDArray[np.int8] = np.zeros(len(raw.rows), dtype=np.int8)

    def refuse(self, where: Mask, reason: str) -> None:
        if where.any():
            if reason not in self.reasons:
                self.reasons.append(reason)
            self.codes[where & (self.codes == 0)] = self.reasons.index(reason)

    def has(self, name: str) -> bool:
        return name in self.raw.columns.column_names

    def values(self, name: str) -> pa.Array:
        return self.raw.columns[name].combine_chunks()

    def amount(self, name: str, *, optional: bool = False) -> pa.Array:
        power = round(np.log10(self.options.scale.get(name, 1.0)))
        column = parse_decimals(self.values(name), places=_PLACES.get(name, 18), power_of_ten=power)
        return self._checked(column, "unparsable_number", optional=optional)

    def instant(self, name: str) -> pa.Array:
        options = self.options
        column = parse_instants(
            self.values(name), unit=options.time_unit, text_format=options.time_format, zone=options.time_zone
        )
        instants = self._checked(column, "unparsable_time")
        self.refuse(~in_range(instants), "time_out_of_range")
        return instants

    def day(self, name: str) -> pa.Array:
        column = parse_dates(self.values(name), unit=self.options.time_unit, text_format=self.options.time_format)
        days = self._checked(column, "unparsable_time")
        self.refuse(~in_range(days.cast(pa.timestamp("us")).cast(INSTANT)), "time_out_of_range")
        return days

    def bar(self) -> tuple[pa.Array, pa.Array]:
        """Open and close of a bar; bars of an exchange with hours, and days of a zone, follow its clock."""
        length = timeframe_length(self.series.timeframe)
        stamps = self.instant("open_time")
        zone = self.options.time_zone
        if zone and self._tells_days():
            opening = _time_of_day(self.options.session_open)
            closing = _time_of_day(self.options.session_close) if self.options.session_close else length
            return at_local_time(stamps, zone, opening), at_local_time(stamps, zone, closing)
        self.refuse(~_on_grid(stamps, length), "wrong_step")
        return stamps, pc.add(stamps, pa.scalar(length, pa.duration("us")))

    def _tells_days(self) -> bool:
        text_format = self.options.time_format
        is_day_format = text_format is not None and not any(code in text_format for code in ("%H", "%I", "%T"))
        return self.options.time_unit == "date" or is_day_format or pa.types.is_date(self.values("open_time").type)

    def is_mostly_off_grid(self) -> bool:
        """Say whether these are bars of another length: every 24th hour would pass for a day."""
        n_off = int((self.codes == self.reasons.index("wrong_step")).sum()) if "wrong_step" in self.reasons else 0
        return n_off > _ENOUGH_TO_JUDGE_STEP and n_off > len(self.codes) // 4

    def known_after(self, moments: pa.Array) -> pa.Array:
        return pc.add(moments, pa.scalar(self.options.lag, pa.duration("us")))

    def _checked(self, column: Column, reason: str, *, optional: bool = False) -> pa.Array:
        if not optional:
            self.refuse(column.missing, "missing_value")
        self.refuse(column.bad, reason)
        return column.values


def _candles(reader: _Reader) -> dict[str, pa.Array]:
    columns = _mark_prices(reader)
    nothing = pa.nulls(len(reader.codes), pa.decimal128(38, _PLACES["volume"]))
    volume = reader.amount("volume", optional=True) if reader.has("volume") else nothing
    reader.refuse(_true(_below_zero(volume)), "volume_negative")
    return {**columns, "volume": volume}


def _mark_prices(reader: _Reader) -> dict[str, pa.Array]:
    open_time, close_time = reader.bar()
    prices = {name: reader.amount(name) for name in ("open", "high", "low", "close")}
    for price in prices.values():
        reader.refuse(_true(pc.less_equal(price, pa.scalar(0, price.type))), "price_not_positive")
    high, low = prices["high"], prices["low"]
    reader.refuse(_true(pc.less(high, low)), "high_below_low")
    for name in ("open", "close"):
        outside = pc.or_(pc.less(prices[name], low), pc.greater(prices[name], high))
        reader.refuse(_true(outside), f"{name}_outside_range")
    return {
        "open_time": open_time,
        "close_time": close_time,
        **prices,
        "available_at": reader.known_after(close_time),
    }


def _funding_rates(reader: _Reader) -> dict[str, pa.Array]:
    observed_at = reader.instant("observed_at")
    rate = reader.amount("funding_rate")
    reader.refuse(_true(pc.greater(pc.abs(rate), pa.scalar(1, EXACT))), "funding_rate_above_1")
    if reader.has("interval_hours"):
        interval = reader.amount("interval_hours").cast(pa.float64())
        reader.refuse(_true(pc.less_equal(interval, 0.0)), "interval_not_positive")
    else:
        interval = pa.array(np.full(len(observed_at), reader.options.interval_hours, dtype=np.float64))
    return {
        "observed_at": observed_at,
        "funding_rate": rate,
        "interval_hours": interval,
        "available_at": reader.known_after(observed_at),
    }


def _open_interest(reader: _Reader) -> dict[str, pa.Array]:
    observed_at = reader.bar()[1] if reader.has("open_time") else reader.instant("observed_at")
    amount = reader.amount("open_interest_usd")
    reader.refuse(_true(_below_zero(amount)), "amount_negative")
    return {
        "observed_at": observed_at,
        "open_interest_usd": amount,
        "available_at": reader.known_after(observed_at),
    }


def _long_short_ratios(reader: _Reader) -> dict[str, pa.Array]:
    observed_at = reader.instant("observed_at")
    ratio = reader.amount("long_short_ratio")
    reader.refuse(_true(_below_zero(ratio)), "ratio_negative")
    return {"observed_at": observed_at, "long_short_ratio": ratio, "available_at": reader.known_after(observed_at)}


def _liquidations(reader: _Reader) -> dict[str, pa.Array]:
    open_time, close_time = reader.bar()
    sides = {name: reader.amount(name) for name in ("long_usd", "short_usd")}
    for amount in sides.values():
        reader.refuse(_true(_below_zero(amount)), "amount_negative")
    return {
        "open_time": open_time,
        "close_time": close_time,
        **sides,
        "coverage": pa.nulls(len(open_time), pa.float64()),  # only a stream knows how long it was heard
        "available_at": reader.known_after(close_time),
    }


def _fear_greed(reader: _Reader) -> dict[str, pa.Array]:
    days = reader.day("observed_date")
    exact = reader.amount("value")
    whole = pc.floor(exact)
    outside = pc.or_(_below_zero(exact), pc.greater(exact, pa.scalar(100, EXACT)))
    reader.refuse(_true(pc.or_(outside, pc.not_equal(whole, exact))), "index_outside_0_100")
    values = pc.if_else(pa.array(reader.codes == 0), whole, None).cast(pa.int64())
    if reader.has("zone"):
        zones = pc.replace_substring(pc.utf8_lower(pc.utf8_trim_whitespace(reader.values("zone"))), " ", "_")
        unknown = pc.invert(pc.is_in(zones, pa.array(list(FEAR_GREED_ZONES))))
        reader.refuse(_true(unknown), "unknown_zone")
    else:
        bounds = np.array(list(FEAR_GREED_ZONES.values()))
        indices = np.searchsorted(bounds, values.fill_null(0).to_numpy())
        zones = pa.array(np.array(list(FEAR_GREED_ZONES))[indices])
    return {"observed_date": days, "value": values, "zone": zones, "available_at": reader.known_after(_midnight(days))}


def _etf_flows(reader: _Reader) -> dict[str, pa.Array]:
    days = reader.day("flow_date")
    flow = reader.amount("flow_usd")
    if reader.has("fund"):
        funds = pc.utf8_trim_whitespace(reader.values("fund").cast(pa.string()))
        reader.refuse(_true(pc.fill_null(pc.equal(funds, ""), True)), "missing_value")
    else:
        funds = pa.array(["TOTAL"] * len(days))
    return {"fund": funds, "flow_date": days, "flow_usd": flow, "available_at": reader.known_after(_midnight(days))}


_KINDS: dict[MarketKind, Callable[[_Reader], dict[str, pa.Array]]] = {
    "candles": _candles,
    "mark_prices": _mark_prices,
    "funding_rates": _funding_rates,
    "open_interest": _open_interest,
    "long_short_ratios": _long_short_ratios,
    "liquidations": _liquidations,
    "fear_greed": _fear_greed,
    "etf_flows": _etf_flows,
}

_MONDAY = 4 * 86_400_000_000  # the epoch was a Thursday; venues open the week on Monday


def _on_grid(instants: pa.Array, length: timedelta) -> Mask:
    """Say which bars open where bars of this length open; nulls do."""
    step = int(length / timedelta(microseconds=1))
    offset = _MONDAY if length % timedelta(weeks=1) == timedelta(0) else 0
    counts = instants.cast(pa.int64()).fill_null(offset).to_numpy()
    mask: Mask = (counts - offset) % step == 0
    return mask


def _below_zero(amounts: pa.Array) -> pa.Array:
    return pc.less(amounts, pa.scalar(0, amounts.type))


def _midnight(days: pa.Array) -> pa.Array:
    return days.cast(pa.timestamp("us")).cast(INSTANT)


def _time_of_day(text: str | None) -> timedelta:
    hours, _, minutes = (text or "00:00").partition(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


def _true(condition: pa.Array) -> Mask:
    mask: Mask = pc.fill_null(condition, False).to_numpy(zero_copy_only=False).astype(np.bool_)
    return mask


def _rejected(reader: _Reader, indices: npt.NDArray[np.intp]) -> tuple[RejectedItem, ...]:
    if not len(indices):
        return ()
    positions = pa.array(indices)
    records: list[dict[str, Any]] = reader.raw.columns.take(positions).to_pylist()
    numbers = reader.raw.rows.take(positions).to_pylist()
    return tuple(
        RejectedItem(
            item=f"{reader.raw.origin} row {number}",
            reason=reader.reasons[reader.codes[index]],
            detail=", ".join(f"{name}={value}" for name, value in record.items()),
        )
        for index, number, record in zip(indices, numbers, records, strict=True)
    )
