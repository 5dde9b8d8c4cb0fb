"""The provider `file`: series from files of the user, through a declared map of columns, units and zones.

What it does with the rows is shared with `flows.markets.web`, which gets them from an address.
"""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, Literal, Self, TypeVar

from pydantic import AwareDatetime, Field, model_validator

from flows.errors import InputFileError, SettingsError
from flows.markets.parse import UndeclaredTimeError
from flows.markets.presets import PRESETS
from flows.markets.provider import MarketBatch, nearest, read_options, series_label
from flows.markets.reading import ReadingOptions, TypedRows, read_rows
from flows.markets.records import read_records
from flows.markets.screening import screen
from flows.markets.table_shapes import RawColumns, RecordShape
from flows.markets.timeframes import timeframe_length
from flows.settings import SeriesSettings
from warehouse.market_rows import MarketKind

_COLUMNS: dict[MarketKind, tuple[set[str], set[str]]] = {
    "candles": ({"open_time", "open", "high", "low", "close"}, {"volume"}),
    "mark_prices": ({"open_time", "open", "high", "low", "close"}, set()),
    "funding_rates": ({"observed_at", "funding_rate"}, {"interval_hours"}),
    "open_interest": ({"open_interest_usd"}, {"observed_at", "open_time"}),
    "long_short_ratios": ({"observed_at", "long_short_ratio"}, set()),
    "liquidations": ({"open_time", "long_usd", "short_usd"}, set()),
    "fear_greed": ({"observed_date", "value"}, {"zone"}),
    "etf_flows": ({"flow_date", "flow_usd"}, {"fund"}),
}
"""Columns that a kind needs, and those it can do without."""


class TableOptions(ReadingOptions):
    """How the rows lie in a table and what they mean; the keys are described in docs/how_to/add_a_series.md."""

    format: Literal["csv", "html", "json", "jsonl", "parquet", "feather"] | None = None
    records: str = ""
    columns: dict[str, str]
    where: dict[str, str] = Field(default_factory=dict)
    delimiter: str = ","
    funds: tuple[str, ...] = ()
    summary_rows: tuple[str, ...] = ()
    number_style: Literal["plain", "accounting"] = "plain"
    retrieved_at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _one_way_of_telling(self) -> Self:
        if self.time_unit and self.time_format:
            raise ValueError("time_unit and time_format exclude each other; remove one")
        if self.funds and self.columns.keys() & {"flow_usd", "fund"}:
            raise ValueError("funds takes the place of columns.flow_usd and columns.fund; remove those")
        return self

    @cached_property
    def shape(self) -> RecordShape:
        """Where the columns stand."""
        return RecordShape(
            columns=self.columns,
            records=self.records,
            where=self.where,
            delimiter=self.delimiter,
            funds=self.funds,
            summary_rows=self.summary_rows,
            is_accounting=self.number_style == "accounting",
        )


class FileOptions(TableOptions):
    """Where the files are, and what their rows mean."""

    path: str


_Options = TypeVar("_Options", bound=TableOptions)


class TableProvider(ABC, Generic[_Options]):
    """Reads whole tables each time; merging them again changes nothing."""

    options_model: type[_Options]

    def __init__(self, settings_file: Path) -> None:
        self._settings_file = settings_file

    def check(self, series: SeriesSettings) -> None:
        """Check the keys of the series, without reading anything."""
        self._options(series)

    def fetch(self, series: SeriesSettings, *, start: datetime | None, end: datetime) -> Iterator[MarketBatch]:
        """Read everything there is. What a table says of times after it was retrieved is not believed."""
        options = self._options(series)
        parts = [self._typed(raw, series, options) for raw in self._raw(series, options, end)]
        if not parts:
            raise InputFileError(f"{series_label(series, self._settings_file)}: holds no file of a known format")
        until = min(end, options.retrieved_at or end)
        weekdays = series.kind == "etf_flows" or options.session_open is not None
        yield from screen(parts, series, end=until, interval=_interval(series, options), weekdays=weekdays)

    @abstractmethod
    def _raw(self, series: SeriesSettings, options: _Options, now: datetime) -> Iterator[RawColumns]:
        """Get the columns as they stand there."""

    def _typed(self, raw: RawColumns, series: SeriesSettings, options: _Options) -> TypedRows:
        try:
            return read_rows(raw, series, options)
        except UndeclaredTimeError as error:
            raise InputFileError(f"{series_label(series, self._settings_file)}: {raw.origin}: {error}") from error

    def _options(self, series: SeriesSettings) -> _Options:
        values = _with_preset(series, self._settings_file)
        options = read_options(self.options_model, values, series, self._settings_file)
        label = series_label(series, self._settings_file)
        needed, optional = _COLUMNS[series.kind]
        for mapping, key in ((options.columns, "columns"), (options.scale, "scale")):
            unknown = next((name for name in mapping if name not in needed | optional), None)
            if unknown:
                hint = nearest(unknown, sorted(needed | optional))
                raise SettingsError(f"{label}: options.{key}.{unknown}: {series.kind} have no such column{hint}")
        if options.funds and series.kind != "etf_flows":
            raise SettingsError(f"{label}: options.funds: only etf_flows have funds; remove it")
        missing = sorted(needed - options.columns.keys() - ({"flow_usd"} if options.funds else set()))
        if missing:
            raise SettingsError(f"{label}: options.columns.{missing[0]} is missing; say which column holds it")
        _check_times(series, options, label)
        return options


class FileProvider(TableProvider[FileOptions]):
    """Reads every file that the path matches."""

    options_model = FileOptions

    def _raw(self, series: SeriesSettings, options: FileOptions, now: datetime) -> Iterator[RawColumns]:
        for path in self._paths(options):
            yield from read_records(path, options.shape, file_format=options.format)

    def fingerprint(self, series: SeriesSettings) -> str:
        """Hash what decides about the rows: the declaration, and name, size and time of change of each file.

        Raises:
            InputFileError: A file is missing.
        """
        options = self._options(series)
        parts = [series.model_dump_json(), options.model_dump_json()]
        for path in self._paths(options):
            try:
                state = path.stat()
            except OSError as error:
                raise InputFileError(f"{path}: no such file") from error
            parts.append(f"{path} {state.st_size} {state.st_mtime_ns}")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def _paths(self, options: FileOptions) -> list[Path]:
        folder = self._settings_file.parent
        pattern = Path(options.path)
        if not any(character in options.path for character in "*?"):
            return [folder / pattern]
        base = Path(pattern.anchor) if pattern.is_absolute() else folder
        paths = sorted(base.glob(str(pattern.relative_to(pattern.anchor))))
        if not paths:
            raise InputFileError(f"{folder / pattern}: no file matches")
        return paths


def _with_preset(series: SeriesSettings, settings_file: Path) -> dict[str, Any]:
    values = dict(series.options)
    preset = values.pop("preset", None)
    if preset is None:
        return values
    if preset not in PRESETS:
        hint = nearest(str(preset), sorted(PRESETS))
        raise SettingsError(f"{series_label(series, settings_file)}: options.preset = {preset!r}: no such preset{hint}")
    return {**PRESETS[preset], **values}


def _check_times(series: SeriesSettings, options: TableOptions, label: str) -> None:
    """Check what depends on the kind: clocks are declared, not assumed."""
    if series.kind == "open_interest":
        if len(options.columns.keys() & {"observed_at", "open_time"}) != 1:
            raise SettingsError(f"{label}: options.columns needs either observed_at or open_time")
        if "open_time" in options.columns and not series.timeframe:
            raise SettingsError(f"{label}: timeframe is missing; open_time is the start of a bar")
    if series.kind == "funding_rates" and not options.interval_hours and "interval_hours" not in options.columns:
        raise SettingsError(f"{label}: options.interval_hours is missing; say how far settlements lie apart")
    if series.kind in ("fear_greed", "etf_flows") and options.lag_minutes is None:
        raise SettingsError(f"{label}: options.lag_minutes is missing; say how long after UTC midnight it is published")
    if (options.session_open is None) != (options.session_close is None):
        raise SettingsError(f"{label}: options.session_open and session_close need each other")


def _interval(series: SeriesSettings, options: TableOptions) -> timedelta | None:
    """What should lie between two rows, where the declaration says so."""
    if series.kind in ("fear_greed", "etf_flows"):
        return timedelta(days=1)
    if series.kind == "funding_rates":
        return timedelta(hours=options.interval_hours) if options.interval_hours else None
    return timeframe_length(series.timeframe) if series.timeframe else None
