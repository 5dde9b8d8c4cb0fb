"""The provider `alternative_me`: the Fear & Greed index, whole, in one small answer.

The publisher asks to be named next to the data: https://alternative.me/crypto/fear-and-greed-index
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from flows.errors import MarketDataError, SettingsError
from flows.markets.presets import PRESETS
from flows.markets.provider import MarketBatch, ProviderContext, read_options, series_label
from flows.markets.reading import ReadingOptions, read_rows
from flows.markets.records import raw_columns
from flows.markets.screening import screen
from flows.markets.table_shapes import RecordShape
from flows.markets.web_documents import fetch_json
from flows.settings import SeriesSettings

_PRESET = PRESETS["alternative_me"]


class AlternativeMeOptions(BaseModel):
    """Options of the provider; described in docs/how_to/add_a_series.md."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = "https://api.alternative.me/fng/?limit=0&format=json"
    lag_minutes: float = Field(default=_PRESET["lag_minutes"], ge=0)


class AlternativeMeProvider:
    """Asks for the whole history each time: it is one request, and revisions of old days are seen."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context

    def check(self, series: SeriesSettings) -> None:
        """Check kind and options."""
        if series.kind != "fear_greed":
            label = series_label(series, self._context.settings_file)
            raise SettingsError(f"{label}: provider 'alternative_me' has only fear_greed")
        read_options(AlternativeMeOptions, dict(series.options), series, self._context.settings_file)

    def fetch(self, series: SeriesSettings, *, start: datetime | None, end: datetime) -> Iterator[MarketBatch]:
        """Fetch every day known by `end`."""
        options = read_options(AlternativeMeOptions, dict(series.options), series, self._context.settings_file)
        records = fetch_json(
            options.url, "Fear & Greed", _PRESET["records"], context=self._context, now=end, refusal=_refusal
        )
        shape = RecordShape(columns=_PRESET["columns"], where={})
        reading = ReadingOptions(time_unit=_PRESET["time_unit"], lag_minutes=options.lag_minutes)
        rows = read_rows(raw_columns("alternative.me", records, shape), series, reading)
        yield from screen([rows], series, end=end, interval=timedelta(days=1), weekdays=False)


def _refusal(document: Any) -> MarketDataError | None:  # noqa: ANN401 - any JSON value
    """Find the error in an answer: one of theirs, or no days at all where years are asked for."""
    if not isinstance(document, dict):
        return None
    metadata = document.get("metadata")
    if isinstance(metadata, dict) and metadata.get("error"):
        return MarketDataError(f"Fear & Greed: alternative.me says: {str(metadata['error'])[:200]}", retryable=True)
    if document.get("data") == []:
        return MarketDataError("Fear & Greed: alternative.me answered without a single day", retryable=True)
    return None
