"""Columns of a file or an answer, as text or numbers, into exact decimals and instants in UTC. Whole columns at a time.

Each function tells values that are missing from values that cannot be read; neither raises for a single value. The fast
path casts a column at once; only the values that it refuses are looked at one by one.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, localcontext
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Mask = npt.NDArray[np.bool_]
TimeUnit = Literal["s", "ms", "us", "ms_or_us", "iso", "date"]

EXACT = pa.decimal128(38, 18)
INSTANT = pa.timestamp("us", tz="UTC")
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""Instants outside are taken for a wrong unit or a placeholder (1970, 9999)."""

_LARGEST = 10**19  # what decimal(38, 18) holds safely; arrow wraps around silently beyond 20 digits
_LAST_PLACE = Decimal("1e-18")
_MICROSECONDS = {"s": 1_000_000, "ms": 1_000, "us": 1}
_FIRST_MICROSECOND_STAMP = 10**14  # in milliseconds: the year 5138
_SAFE_NUMBER = r"^[+-]?\d{1,19}(\.\d{0,18})?$"
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
_MISSING = {"", "null", "none", "nan", "na", "n/a", "-"}


@dataclass(frozen=True, slots=True)
class Column:
    """A parsed column.

    Attributes:
        values: Null where missing or unreadable.
        missing: Where the file has no value.
        bad: Where it has one that cannot be read.
    """

    values: pa.Array
    missing: Mask
    bad: Mask


class UndeclaredTimeError(Exception):
    """Times carry no zone, or are numbers or text, and the declaration does not say what they mean."""


def parse_decimals(values: pa.Array, *, places: int = 18, power_of_ten: int = 0) -> Column:
    """Read numbers exactly: text as it stands, floats by their shortest form that reads back the same.

    Args:
        values: Text, floats, integers or decimals.
        places: Decimal places of the result; further ones are rounded half to even.
        power_of_ten: The result is multiplied by ten to this power.
    """
    text = values if _is_text(values) else values.cast(pa.string())
    scaled = pc.binary_join_element_wise(text, f"e{power_of_ten}", "") if power_of_ten else text
    try:
        exact = scaled.cast(EXACT)
        fits = _all_below(scaled.cast(pa.float64()), _LARGEST)
    except pa.ArrowInvalid:
        fits = False
    if fits:
        nothing = np.zeros(len(text), dtype=np.bool_)
        column = Column(exact, _mask(pc.is_null(text)), nothing)
    else:
        column = _parse_decimals_one_by_one(text, power_of_ten)
    if places == 18:
        return column
    rounded = pc.round(column.values, places, "half_to_even").cast(pa.decimal128(38, places))
    return Column(rounded, column.missing, column.bad)


def _parse_decimals_one_by_one(text: pa.Array, power_of_ten: int) -> Column:
    if power_of_ten:
        safe = pa.array(np.zeros(len(text), dtype=np.bool_))
    else:
        safe = pc.fill_null(pc.match_substring_regex(text, _SAFE_NUMBER), False)
    exact = pc.if_else(safe, text, None).cast(EXACT)
    missing = _mask(pc.is_null(text))
    bad = np.zeros(len(text), dtype=np.bool_)
    odd = np.flatnonzero(~_mask(safe) & ~missing)
    found: list[Decimal | None] = []
    for index, item in zip(odd, text.take(pa.array(odd)).to_pylist(), strict=True):
        number = _exact_number(item, power_of_ten)
        missing[index] = item.strip().lower() in _MISSING
        bad[index] = number is None and not missing[index]
        found.append(number)
    if len(odd):
        exact = pc.replace_with_mask(exact, pa.array(~_mask(safe) & _mask(pc.is_valid(text))), pa.array(found, EXACT))
    return Column(exact, missing, bad)


def _exact_number(text: str, power_of_ten: int) -> Decimal | None:
    if not _NUMBER.fullmatch(text.strip()):
        return None
    with localcontext(prec=60):  # the default of 28 digits is less than a column holds
        number = Decimal(text.strip()).scaleb(power_of_ten)
        return number.quantize(_LAST_PLACE) if abs(number) < _LARGEST else None


def parse_instants(values: pa.Array, *, unit: TimeUnit | None, text_format: str | None, zone: str | None) -> Column:
    """Read instants, as microseconds in UTC.

    Args:
        values: Epoch numbers (as numbers or text), text, dates or timestamps.
        unit: What the numbers count, or `iso` or `date` for text; `None` where the column itself holds times.
        text_format: A strptime format, instead of the unit.
        zone: The zone of times that carry none; dates are midnight there.

    Raises:
        UndeclaredTimeError: Times carry no zone and `zone` is None; or the column holds no times and neither unit nor
            format is given.
    """
    missing = _missing(values)
    if pa.types.is_timestamp(values.type) or pa.types.is_date(values.type):
        instants, bad = _in_utc(values, zone)
    elif text_format:
        parsed = pc.strptime(_trimmed(values), format=text_format, unit="us", error_is_null=True)
        instants, bad = _in_utc(parsed, zone)
    elif unit in ("iso", "date"):
        instants, bad = _parse_iso(_trimmed(values), zone, only_date=unit == "date")
    elif unit:
        instants, bad = _parse_epochs(values, unit)
    else:
        raise UndeclaredTimeError("the column holds no times of its own; declare time_unit or time_format")
    bad |= ~missing & _mask(pc.is_null(instants))
    return Column(pc.if_else(pa.array(missing | bad), None, instants), missing, bad)


def parse_dates(values: pa.Array, *, unit: TimeUnit | None, text_format: str | None) -> Column:
    """Read calendar days: the UTC day of an instant, or the day as it is written."""
    column = parse_instants(values, unit=unit, text_format=text_format, zone="UTC")
    return Column(column.values.cast(pa.timestamp("us")).cast(pa.date32(), safe=False), column.missing, column.bad)


def in_range(instants: pa.Array) -> Mask:
    """Say which instants are plausible; nulls are."""
    inside = pc.and_(pc.greater_equal(instants, _instant(EARLIEST)), pc.less(instants, _instant(LATEST)))
    return _mask(pc.fill_null(inside, True))


def at_local_time(dates: pa.Array, zone: str, time_of_day: timedelta) -> pa.Array:
    """Instants at a time of day in a zone, on days given as instants of its midnights."""
    local = pc.local_timestamp(dates.cast(pa.timestamp("us", tz=zone)))
    moved = pc.add(local, pa.scalar(time_of_day, pa.duration("us")))
    return pc.assume_timezone(moved, zone, ambiguous="latest", nonexistent="latest").cast(INSTANT)


def _parse_epochs(values: pa.Array, unit: str) -> tuple[pa.Array, Mask]:
    try:
        numbers = values.cast(pa.int64())
    except pa.ArrowInvalid:
        numbers = pa.array([_whole_number(item) for item in values.cast(pa.string()).to_pylist()], pa.int64())
    counts = numbers.fill_null(0).to_numpy()
    if unit == "ms_or_us":
        factor = np.where(np.abs(counts) >= _FIRST_MICROSECOND_STAMP, 1, 1_000)
    else:
        factor = np.full(len(counts), _MICROSECONDS[unit])
    # A count too large for the calendar lands on a moment that `in_range` refuses, without wrapping around.
    limit = int(LATEST.timestamp()) * 1_000_000 // factor
    microseconds = np.clip(counts, 0, limit) * factor
    instants = pa.array(microseconds, mask=_mask(pc.is_null(numbers)), type=pa.int64()).cast(INSTANT)
    return instants, np.zeros(len(counts), dtype=np.bool_)


def _whole_number(text: str | None) -> int | None:
    """Read `1517443740`, ` 1517443740.0`, but no fraction: such a stamp has another unit than was declared."""
    match = re.fullmatch(r"\s*(\d{1,18})(\.0*)?\s*", text or "", re.ASCII)
    return int(match[1]) if match else None


def _parse_iso(text: pa.Array, zone: str | None, *, only_date: bool) -> tuple[pa.Array, Mask]:
    if only_date:
        try:
            return _in_utc(text.cast(pa.date32()), zone)
        except pa.ArrowInvalid:
            return _in_utc(pa.array([_iso_date(item) for item in text.to_pylist()], pa.date32()), zone)
    try:
        return text.cast(INSTANT), np.zeros(len(text), dtype=np.bool_)
    except pa.ArrowInvalid:
        pass
    try:
        return _in_utc(text.cast(pa.timestamp("us")), zone)
    except pa.ArrowInvalid:
        moments = [_iso_moment(item, zone) for item in text.to_pylist()]
        return pa.array(moments, INSTANT), np.zeros(len(text), dtype=np.bool_)


def _iso_date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _iso_moment(text: str | None, zone: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    if moment.tzinfo is None:
        if zone is None:
            raise UndeclaredTimeError(f"{text!r} carries no zone; declare time_zone")
        early, late = (moment.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
        if early.utcoffset() != late.utcoffset():
            return None
        moment = early
    return moment.astimezone(UTC)


def _in_utc(values: pa.Array, zone: str | None) -> tuple[pa.Array, Mask]:
    """Times and dates as instants; those that a clock change makes ambiguous or skips are marked."""
    fine = np.zeros(len(values), dtype=np.bool_)
    if pa.types.is_timestamp(values.type) and values.type.tz is not None:
        return values.cast(INSTANT, safe=False), fine
    if zone is None:
        raise UndeclaredTimeError("the times carry no zone; declare time_zone")
    naive = values.cast(pa.timestamp("us"), safe=False)
    early, late = (
        pc.assume_timezone(naive, zone, ambiguous=choice, nonexistent=choice).cast(INSTANT)
        for choice in ("earliest", "latest")
    )
    return late, _mask(pc.fill_null(pc.not_equal(early, late), False))


def _missing(values: pa.Array) -> Mask:
    missing = _mask(pc.is_null(values, nan_is_null=True))
    if _is_text(values):
        lowered = pc.utf8_lower(pc.utf8_trim_whitespace(values))
        missing |= _mask(pc.is_in(lowered, pa.array(sorted(_MISSING))))
    return missing


def _trimmed(values: pa.Array) -> pa.Array:
    return pc.utf8_trim_whitespace(values.cast(pa.string()))


def _is_text(values: pa.Array) -> bool:
    return bool(pa.types.is_string(values.type) or pa.types.is_large_string(values.type))


def _all_below(values: pa.Array, limit: int) -> bool:
    bounds = pc.min_max(values).as_py()
    return bounds["max"] is None or (-limit < bounds["min"] and bounds["max"] < limit)


def _instant(moment: datetime) -> pa.Scalar:
    return pa.scalar(moment, INSTANT)


def _mask(values: pa.Array) -> Mask:
    mask: Mask = values.to_numpy(zero_copy_only=False).astype(np.bool_)
    return mask
