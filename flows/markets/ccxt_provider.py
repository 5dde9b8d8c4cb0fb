"""The provider `ccxt`: candles and the figures of perpetuals from the public endpoints of trading venues."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from flows.errors import MarketDataError, SettingsError
from flows.markets.ccxt_offers import METHODS, elsewhere, reach
from flows.markets.ccxt_pages import BARS, Page
from flows.markets.ccxt_venues import Venue, market_types_of, milliseconds, split_symbol
from flows.markets.provider import Gap, MarketBatch, ProviderContext, read_options, series_label, series_name
from flows.markets.reading import ReadingOptions, read_rows
from flows.markets.records import raw_columns
from flows.markets.screening import screen
from flows.markets.table_shapes import RecordShape
from flows.markets.timeframes import timeframe_length
from flows.settings import SeriesSettings
from warehouse.market import time_column
from warehouse.market_rows import MarketKind

BATCH_ROWS = 50_000
"""Rows that are fetched before they are handed on to be stored."""

_COLUMNS: dict[MarketKind, dict[str, str]] = {
    "candles": {"open_time": "0", "open": "1", "high": "2", "low": "3", "close": "4", "volume": "5"},
    "mark_prices": {"open_time": "0", "open": "1", "high": "2", "low": "3", "close": "4"},
    "funding_rates": {"observed_at": "timestamp", "funding_rate": "fundingRate"},
    "open_interest": {"observed_at": "timestamp", "open_interest_usd": "openInterestValue"},
    "long_short_ratios": {"observed_at": "timestamp", "long_short_ratio": "longShortRatio"},
}
_STANDSTILL_STEPS = 3
_SAMPLE_TOLERANCE = timedelta(minutes=5)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class CcxtOptions(BaseModel):
    """Options of the provider; described in docs/how_to/add_a_series.md."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    history_days: float = Field(default=400, gt=0)
    interval_hours: float | None = Field(default=None, gt=0)
    lag_minutes: float = Field(default=0, ge=0)


class CcxtProvider:
    """Asks venues page by page, within their rate limits; closed bars only."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context
        self._venues: dict[tuple[str, frozenset[str]], Venue] = {}

    def check(self, series: SeriesSettings) -> None:
        """Check venue, symbol, timeframe and options, without asking the venue."""
        label = series_label(series, self._context.settings_file)
        options = self._options(series)
        if series.kind not in METHODS:
            raise SettingsError(f"{label}: provider 'ccxt' has no {series.kind}; only {', '.join(sorted(METHODS))}")
        try:
            base, _, perpetual = split_symbol(series.symbol)
            venue = self._venue(series)
        except (ValueError, SettingsError) as error:
            raise SettingsError(f"{label}: {error}") from error
        if series.kind != "candles" and not perpetual:
            raise SettingsError(f"{label}: {series.kind} belong to a perpetual; write {series.symbol}-PERP")
        offer = venue.offer(series.kind, is_perpetual=perpetual)
        instead = elsewhere(series.venue, series.kind, base, is_perpetual=perpetual)
        if offer is None:
            told = f"no public {series.kind} of {'perpetuals' if perpetual else 'spot markets'} at {series.venue}"
            raise SettingsError(f"{label}: {told}{instead}")
        if offer == "sampled" and "history_days" in options.model_fields_set:
            told = f"options.history_days: {series.venue} tells the present {series.kind} only, one value a sync"
            raise SettingsError(f"{label}: {told}{instead}")
        if series.kind == "funding_rates" and options.interval_hours is None:
            raise SettingsError(f"{label}: options.interval_hours is missing; say how far settlements lie apart")
        timeframes = venue.timeframes(series.kind)
        if series.kind != "funding_rates" and offer != "sampled" and series.timeframe not in timeframes:
            told = f"timeframe {series.timeframe!r} is not one of {series.venue}'s: {', '.join(timeframes)}"
            raise SettingsError(f"{label}: {told}")

    def fetch(self, series: SeriesSettings, *, start: datetime | None, end: datetime) -> Iterator[MarketBatch]:
        """Fetch from `start`, or as far back as `history_days` says, until `end` or the venue's own time."""
        interval = self._interval(series)
        pages = self._pages(series, interval, start=self._first_kept(series, start, now=end), end=end)
        records: list[Any] = []
        n_before, expected = 0, start
        failure: MarketDataError | None = None
        is_done = False
        while not is_done:
            try:
                records += next(pages)
            except StopIteration:
                is_done = True
            except MarketDataError as error:
                is_done, failure = True, error
            if records and (is_done or len(records) >= BATCH_ROWS):
                # A clock that runs ahead of the venue's would take an open bar for a closed one.
                venue_time = self._venue(series).time() or end
                if interval is None:
                    _require_present(series, end, venue_time)
                until = min(end, venue_time) if interval else end
                for batch in self._batches(series, records, n_before, until=until):
                    yield _with_gap_before(batch, expected, interval) if interval else batch
                # The last row comes again with the next batch, so that a gap between the two is seen.
                n_before, records, expected = n_before + len(records) - 1, records[-1:], None
        if failure is None and interval:
            failure = self._standstill(series, records, interval, end=end)
        if failure:
            raise failure

    def earliest(self, series: SeriesSettings, *, now: datetime) -> datetime | None:
        """Say how far back `history_days` goes, as far as the venue keeps it; nowhere where it is only sampled."""
        if self._interval(series) is None:
            return None
        return self._first_kept(series, None, now=now)

    def _first_kept(self, series: SeriesSettings, start: datetime | None, *, now: datetime) -> datetime:
        """Return from when on to ask: `start`, or `history_days` ago, but not before what the venue keeps."""
        interval = self._interval(series)
        if interval is None:
            return now
        wanted = start or now - timedelta(days=self._options(series).history_days)
        kept = reach(series.venue, series.kind, interval)
        return wanted if kept is None else max(wanted, now - kept)

    def _standstill(
        self, series: SeriesSettings, last: list[Any], interval: timedelta, *, end: datetime
    ) -> MarketDataError | None:
        """Say so where rows stop because nothing is traded: other venues may stand in."""
        stamp = _stamp(last[-1]) if last else None
        newest = _EPOCH + timedelta(milliseconds=stamp) if stamp is not None else None
        if (newest and newest > end - _STANDSTILL_STEPS * interval) or self._venue(series).is_trading(series.symbol):
            return None
        told = f"its last row is of {newest:%Y-%m-%d %H:%M} UTC" if newest else "it has no newer rows"
        return MarketDataError(f"{series.venue} lists {series.symbol} as not trading, halted or delisted; {told}")

    def _batches(
        self, series: SeriesSettings, records: list[Any], n_before: int, *, until: datetime
    ) -> Iterator[MarketBatch]:
        options = self._options(series)
        reading = ReadingOptions(time_unit="ms", lag_minutes=options.lag_minutes, interval_hours=options.interval_hours)
        shape = RecordShape(columns=_COLUMNS[series.kind], where={})
        raw = raw_columns(series_name(series), records, shape, first_row=n_before + 1)
        rows = read_rows(raw, series, reading)
        for batch in screen([rows], series, end=until, interval=self._interval(series), weekdays=False):
            yield _named_by_time(batch, series_name(series), records, n_before)

    def _pages(
        self, series: SeriesSettings, interval: timedelta | None, *, start: datetime, end: datetime
    ) -> Iterator[list[Any]]:
        venue = self._venue(series)
        symbol = venue.symbol(series.symbol)
        last = milliseconds(end - _EPOCH)
        kind, timeframe = series.kind, series.timeframe
        if interval is None:
            yield venue.rows(Page(kind=kind, symbol=symbol, timeframe=timeframe, since=last, limit=1, step=0))
            return
        limit, step = venue.page_rows(symbol, kind), milliseconds(interval)
        since = milliseconds(start - _EPOCH)
        is_bar = kind in BARS
        while since + (step if is_bar else 0) <= last:
            records = venue.rows(
                Page(kind=kind, symbol=symbol, timeframe=timeframe, since=since, limit=limit, step=step)
            )
            stamps = [stamp for record in records if (stamp := _stamp(record)) is not None]
            newest = max((stamp for stamp in stamps if stamp <= last + step), default=since - 1)
            if newest < since:  # before the listing, or a venue that stood still
                since += limit * step
                continue
            yield records
            since = newest + (step if is_bar else 1)

    def _interval(self, series: SeriesSettings) -> timedelta | None:
        """Return what lies between two rows; nothing fixed where a venue is sampled once a sync."""
        if self._venue(series).offer(series.kind, is_perpetual=split_symbol(series.symbol)[2]) == "sampled":
            return None
        if series.kind == "funding_rates":
            return timedelta(hours=self._options(series).interval_hours or 0)
        return timeframe_length(series.timeframe)

    def _options(self, series: SeriesSettings) -> CcxtOptions:
        return read_options(CcxtOptions, dict(series.options), series, self._context.settings_file)

    def _venue(self, series: SeriesSettings) -> Venue:
        key = (series.venue, market_types_of(series.symbol))
        if key not in self._venues:
            self._venues[key] = Venue(series.venue, market_types=key[1], http=self._context.http, rng=self._context.rng)
        return self._venues[key]


def _named_by_time(batch: MarketBatch, name: str, records: list[Any], n_before: int) -> MarketBatch:
    """Name refused rows by their time: the number of one changes with where an answer begins."""
    named = []
    for item in batch.rejected:
        number = int(item.item.rpartition(" ")[2])
        stamp = _stamp(records[number - n_before - 1])
        moment = f"{name} at {(_EPOCH + timedelta(milliseconds=stamp)).isoformat()}" if stamp is not None else item.item
        named.append(replace(item, item=moment))
    return replace(batch, rejected=tuple(named))


def _require_present(series: SeriesSettings, end: datetime, venue_time: datetime) -> None:
    """Refuse to date a present value back: a run that replays the past has no use for it."""
    if abs(venue_time - end) > _SAMPLE_TOLERANCE:
        raise MarketDataError(
            f"{series.venue} tells the present {series.kind} only, but this run's clock is {end:%Y-%m-%d %H:%M} UTC "
            f"and the venue's {venue_time:%Y-%m-%d %H:%M}; set this machine's clock, or run without --now"
        )


def _stamp(record: object) -> int | None:
    """Return the time of a record in milliseconds, if it has one; a record without one is refused later."""
    if isinstance(record, dict):
        value = record.get("timestamp")
    else:
        value = record[0] if isinstance(record, list) and record else None
    return value if isinstance(value, int) else None


def _with_gap_before(batch: MarketBatch, expected: datetime | None, interval: timedelta) -> MarketBatch:
    """Add the gap between what is stored and the first row; some venues only serve the last few hundred."""
    if expected is None or batch.table.num_rows == 0:
        return batch
    first: datetime = batch.table[time_column(batch.kind)][0].as_py()
    n_missing = (first - expected) // interval
    if n_missing <= 0:
        return batch
    return replace(batch, gaps=(Gap(first=expected, last=first - interval, n_missing=n_missing), *batch.gaps))
