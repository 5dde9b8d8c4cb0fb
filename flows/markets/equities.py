"""The provider `yfinance`: candles of stocks and funds from Yahoo Finance, through the extra `newstape[equities]`.

Prices are adjusted for splits and not for dividends, as charts and articles tell them. A split changes the whole
history, so all of it is asked for each time.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field

from flows.errors import MarketDataError, SettingsError
from flows.markets.provider import MarketBatch, ProviderContext, read_options, series_label, series_name
from flows.markets.reading import ReadingOptions, read_rows
from flows.markets.screening import screen
from flows.markets.table_shapes import RawColumns
from flows.retry import retrying
from flows.settings import SeriesSettings

INSTALL = "pip install 'newstape[equities]'"

_COLUMNS = {"open": "Open", "high": "High", "low": "Low", "close": "Close", "volume": "Volume"}
_PLACES = 6  # what comes are 32-bit floats widened, 253.1999969

Download = Callable[[str, datetime, datetime, float], Any]
"""Takes symbol, start, end and time-out in seconds; returns a frame with the columns Open to Volume, by aware time."""


class EquitiesOptions(BaseModel):
    """Options of the provider; described in docs/how_to/add_a_series.md."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    history_days: float = Field(default=2_200, gt=0)
    time_zone: str = "America/New_York"
    session_open: str = "09:30"
    session_close: str = "16:00"


class EquitiesProvider:
    """Asks for the whole history each time.

    Args:
        context: What providers share.
        download: Does the asking; a test gives its own, because the library cannot be sent to another host.
    """

    def __init__(self, context: ProviderContext, *, download: Download | None = None) -> None:
        self._context = context
        self._download = download or _download

    def check(self, series: SeriesSettings) -> None:
        """Check kind, timeframe, options, and that the library is installed."""
        label = series_label(series, self._context.settings_file)
        if series.kind != "candles":
            raise SettingsError(f"{label}: provider 'yfinance' has only candles")
        if series.timeframe != "1d":
            raise SettingsError(f"{label}: timeframe = {series.timeframe!r}: provider 'yfinance' has only '1d'")
        self._reading(series)
        if self._download is _download:
            try:
                import yfinance  # noqa: F401 - only to see whether it is there
            except ImportError as error:
                raise SettingsError(f"{label}: provider 'yfinance' is an extra; install it: {INSTALL}") from error

    def fetch(self, series: SeriesSettings, *, start: datetime | None, end: datetime) -> Iterator[MarketBatch]:
        """Fetch the history known by `end`."""
        reading, options = self._reading(series)
        policy = retrying(retries=self._context.http.retries, rng=self._context.rng)
        frame = policy(self._ask, series, end - timedelta(days=options.history_days), end)
        name = series_name(series)
        if not len(frame):
            raise MarketDataError(f"yfinance: {name}: no rows; is the symbol {series.symbol!r} right, or delisted?")
        columns = {"open_time": pa.array(frame.index.date, pa.date32())}
        for ours, theirs in _COLUMNS.items():
            columns[ours] = pa.array(frame[theirs].astype(float).round(_PLACES), from_pandas=True)
        numbers = pa.array(range(1, len(frame) + 1), pa.int64())
        rows = read_rows(RawColumns(origin=name, columns=pa.table(columns), rows=numbers), series, reading)
        yield from screen([rows], series, end=end, interval=timedelta(days=1), weekdays=True)

    def _ask(self, series: SeriesSettings, start: datetime, end: datetime) -> Any:  # noqa: ANN401 - a pandas frame
        seconds = self._context.http.deadline_seconds
        try:
            frame = self._download(series.symbol, start, end, seconds)
            missing = [name for name in _COLUMNS.values() if name not in frame.columns]
        except Exception as error:  # the library raises whatever its transport and parser do
            told = f"{type(error).__name__}: {error}"[:300]
            raise MarketDataError(f"yfinance: {series_name(series)}: {told}", retryable=True) from error
        if missing and len(frame):
            raise MarketDataError(f"yfinance: {series_name(series)}: the answer has no column {missing[0]}")
        return frame

    def _reading(self, series: SeriesSettings) -> tuple[ReadingOptions, EquitiesOptions]:
        file = self._context.settings_file
        options = read_options(EquitiesOptions, dict(series.options), series, file)
        session = {name: getattr(options, name) for name in ("time_zone", "session_open", "session_close")}
        return read_options(ReadingOptions, session, series, file), options


def _download(symbol: str, start: datetime, end: datetime, timeout: float) -> Any:  # noqa: ANN401
    import yfinance

    return yfinance.Ticker(symbol).history(
        start=start, end=end, interval="1d", auto_adjust=False, actions=False, timeout=timeout, raise_errors=True
    )
