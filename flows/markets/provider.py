"""The protocol behind which market data comes in, and the list of providers.

A provider turns one `[[series]]` of markets.toml into batches that `warehouse.market.merge_market` takes as they are.
The providers are imported when they are first asked for: some bring heavy libraries of their own.
"""

import difflib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

import pyarrow as pa
from pydantic import BaseModel, ValidationError

from flows.errors import SettingsError
from flows.markets.timeframes import timeframe_length
from flows.settings import HttpSettings, KeySettings, SeriesSettings
from warehouse.market_rows import MarketKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedItem:
    """A row that was refused.

    Attributes:
        item: Which one, e.g. `btc.csv row 12`.
        reason: A short stable word (`missing_value`, `high_below_low`...).
        detail: What stood there.
    """

    item: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Bars or observations that should be there and are not; `first` and `last` are the missing moments."""

    first: datetime
    last: datetime
    n_missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketBatch:
    """Rows of one series that are known by now, with an account of all others.

    Attributes:
        kind: Table they belong to.
        table: Exactly the columns of the kind's row type in `warehouse.market_rows`.
        rejected: Rows that were refused.
        n_duplicates: Exact repetitions that were dropped.
        n_open: Candles and bars that had not closed yet.
        n_not_yet_known: Rows that nobody could have known by then.
        gaps: Holes between the rows of this batch.
    """

    kind: MarketKind
    table: pa.Table
    rejected: tuple[RejectedItem, ...] = ()
    n_duplicates: int = 0
    n_open: int = 0
    n_not_yet_known: int = 0
    gaps: tuple[Gap, ...] = ()


class Provider(Protocol):
    """A source of market series, which delivers the whole series each time unless it is a `LiveProvider`."""

    def check(self, series: SeriesSettings) -> None:
        """Check the series and its options without reading anything.

        Raises:
            SettingsError: A key is missing, unknown or has a wrong value.
        """
        ...

    def fetch(self, series: SeriesSettings, *, start: datetime | None, end: datetime) -> Iterator[MarketBatch]:
        """Deliver the rows known by `end`; a `LiveProvider` from `start` on.

        Raises:
            SettingsError: As `check`.
            MarketDataError: The venue did not deliver; what came before has been yielded.
            InputFileError: A file cannot be read as what it should be.
        """
        ...


@runtime_checkable
class LiveProvider(Provider, Protocol):
    """A source that can go on from where the last sync stopped, and be asked for any part of a series."""

    def earliest(self, series: SeriesSettings, *, now: datetime) -> datetime | None:
        """Say how far back the series is wanted and can be had; `None` where it has no history to ask for."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderContext:
    """What providers share.

    Attributes:
        settings_file: The file that names the series; paths are relative to its folder.
        http: Limits of what goes over the network.
        rng: Jitter between tries.
        keys: Of services that ask for one.
    """

    settings_file: Path
    http: HttpSettings
    rng: random.Random
    keys: KeySettings = field(default_factory=KeySettings)


def _open_file(context: ProviderContext) -> Provider:
    from flows.markets.files import FileProvider

    return FileProvider(context.settings_file)


def _open_ccxt(context: ProviderContext) -> Provider:
    from flows.markets.ccxt_provider import CcxtProvider

    return CcxtProvider(context)


def _open_alternative_me(context: ProviderContext) -> Provider:
    from flows.markets.alternative_me import AlternativeMeProvider

    return AlternativeMeProvider(context)


def _open_stream(context: ProviderContext) -> Provider:
    from flows.markets.liquidation_streams import StreamProvider

    return StreamProvider(context)


def _open_web(context: ProviderContext) -> Provider:
    from flows.markets.web import WebProvider

    return WebProvider(context)


def _open_coinglass(context: ProviderContext) -> Provider:
    from flows.markets.coinglass import CoinglassProvider

    return CoinglassProvider(context)


def _open_yfinance(context: ProviderContext) -> Provider:
    from flows.markets.equities import EquitiesProvider

    return EquitiesProvider(context)


_PROVIDERS: dict[str, Callable[[ProviderContext], Provider]] = {
    "file": _open_file,
    "ccxt": _open_ccxt,
    "alternative_me": _open_alternative_me,
    "stream": _open_stream,
    "web": _open_web,
    "coinglass": _open_coinglass,
    "yfinance": _open_yfinance,
}

_NEEDED_KEYS: dict[MarketKind, tuple[str, ...]] = {
    "candles": ("venue", "symbol", "ticker", "timeframe"),
    "mark_prices": ("venue", "symbol", "ticker", "timeframe"),
    "funding_rates": ("venue", "symbol", "ticker"),
    "open_interest": ("venue", "symbol", "ticker"),
    "long_short_ratios": ("venue", "symbol", "ticker"),
    "liquidations": ("venue", "symbol", "ticker", "timeframe"),
    "fear_greed": (),
    "etf_flows": ("ticker",),
}


class Providers:
    """Opens each provider once, so that the series of one venue share its connection and its rate limit."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context
        self._open: dict[str, Provider] = {}

    def of(self, series: SeriesSettings) -> Provider:
        """Return the provider of a series, with the series checked.

        Raises:
            SettingsError: The provider is unknown, or the series does not fit it.
        """
        if series.provider not in _PROVIDERS:
            label, hint = series_label(series, self._context.settings_file), nearest(series.provider, list(_PROVIDERS))
            raise SettingsError(f"{label}: unknown provider {series.provider!r}{hint}")
        check_keys(series, self._context.settings_file)
        if series.provider not in self._open:
            self._open[series.provider] = _PROVIDERS[series.provider](self._context)
        provider = self._open[series.provider]
        provider.check(series)
        for stand_in in fallbacks_of(series):
            if not isinstance(provider, LiveProvider):
                label = series_label(series, self._context.settings_file)
                raise SettingsError(f"{label}: provider {series.provider!r} asks no venue; remove fallback")
            provider.check(stand_in)
        return provider


def check_keys(series: SeriesSettings, settings_file: Path) -> None:
    """Check the keys of a series that do not depend on its provider.

    Raises:
        SettingsError: A key that the kind needs is missing, or the timeframe is none.
    """
    label = series_label(series, settings_file)
    for key in _NEEDED_KEYS[series.kind]:
        if not getattr(series, key):
            raise SettingsError(f"{label}: {key} is missing; {series.kind} need it")
    if series.timeframe:
        try:
            timeframe_length(series.timeframe)
        except ValueError as error:
            raise SettingsError(f"{label}: {error}") from error


def fallbacks_of(series: SeriesSettings) -> tuple[SeriesSettings, ...]:
    """Return the series that stand in for one while its venue does not deliver, in order."""
    stand_ins = []
    for place in series.fallback:
        venue, _, symbol = place.partition(" ")
        changes = {"venue": venue, "symbol": symbol or series.symbol, "fallback": ()}
        stand_ins.append(series.model_copy(update=changes))
    return tuple(stand_ins)


def series_name(series: SeriesSettings) -> str:
    """Name a series for people: `candles kraken BTC-USDT 1d`."""
    parts = (series.kind, series.venue, series.symbol or series.ticker, series.timeframe)
    return " ".join(part for part in parts if part)


def series_label(series: SeriesSettings, settings_file: Path) -> str:
    """Name a series with the file that configures it."""
    return f"{settings_file}: series {series_name(series)!r}"


_Options = TypeVar("_Options", bound=BaseModel)


def read_options(
    model: type[_Options], values: dict[str, object], series: SeriesSettings, settings_file: Path
) -> _Options:
    """Validate a provider's own keys.

    Raises:
        SettingsError: A key is unknown, missing or has a wrong value.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problem = error.errors()[0]
        key = ".".join(str(part) for part in problem["loc"])
        label = series_label(series, settings_file)
        where = f"{label}: options.{key}" if key else label
        if problem["type"] == "extra_forbidden":
            hint = nearest(str(problem["loc"][-1]), list(model.model_fields))
            raise SettingsError(f"{where}: unknown key of provider {series.provider!r}{hint}") from error
        if problem["type"] == "missing":
            raise SettingsError(f"{where} is missing; add it") from error
        message = problem["msg"].removeprefix("Value error, ")
        given = f" = {problem['input']!r}" if key else ""
        raise SettingsError(f"{where}{given}: {message}") from error


def nearest(word: str, known: list[str]) -> str:
    """Suggest the known word nearest to a misspelt one."""
    match = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {match[0]!r}?" if match else f"; known are {', '.join(sorted(known))}"
