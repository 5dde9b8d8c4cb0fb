"""Bring one series up to date: what is new, what is older and now wanted, and what is missing in between.

Each batch is stored in one transaction, and what was asked for is recorded only after its answer is stored: a sync that
is killed leaves whole batches, and the next one asks for the rest.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.errors import FlowError, MarketDataError
from flows.markets.files import FileProvider
from flows.markets.provider import LiveProvider, MarketBatch, Provider, series_name
from flows.markets.timeframes import timeframe_length
from flows.settings import SeriesSettings
from flows.steps.sync_report import SeriesReport
from warehouse.connection import Connection
from warehouse.market import MergeCounts, merge_market, time_column
from warehouse.rows import RejectionRow
from warehouse.syncs import (
    SeriesEnds,
    SeriesKey,
    add_gap_request,
    add_history_request,
    has_file_read,
    history_asked_from,
    open_gaps,
    series_ends,
    set_file_read,
)
from warehouse.writers import add_rejections

_OVERLAP_BARS = 3
_OVERLAP = timedelta(days=1)
"""A live series is asked again for what came last, because venues revise it; in bars where it has any."""

MAX_GAP_REQUESTS = 3
"""How often a venue is asked for what is missing in a gap. One that is still open then was a halt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What the series of one run share; `tell` is told how far a series is."""

    connect: Callable[[], AbstractContextManager[Connection]]
    now: datetime
    run_id: str
    tell: Callable[[str], None] = lambda _: None


def sync_series(
    series: SeriesSettings, provider: Provider, run: Run, *, start: datetime | None, wants_history: bool
) -> SeriesReport:
    """Sync a series; what it cannot deliver is in the report.

    Args:
        series: The series.
        provider: Its provider.
        run: The run.
        start: Where to go on, as `last_stored` says.
        wants_history: Whether to fetch what is older than the stored rows.
    """
    report = SeriesReport(name=series_name(series))
    try:
        fingerprint = provider.fingerprint(series) if isinstance(provider, FileProvider) else None
        if fingerprint and _is_read(series, fingerprint, run):
            return replace(report, is_skipped=True)
        for batch in provider.fetch(series, start=start, end=run.now):
            report = _stored(report, batch, series, run)
        if isinstance(provider, LiveProvider) and (earliest := provider.earliest(series, now=run.now)):
            memory = _memory(series, run)
            if wants_history and not (memory.asked_from and memory.asked_from <= earliest):
                report = _with_older(report, series, provider, run, None if start is None else memory.ends, earliest)
            if start:
                gaps = [gap for gap in memory.gaps if gap[1] > earliest]
                report = replace(report, n_refilled=_refill(series, provider, run, gaps))
    except FlowError as error:
        return replace(report, problem=str(error))
    if fingerprint and report.is_complete:
        with run.connect() as con:
            set_file_read(con, _file_key(series), fingerprint, read_at=run.now)
    return report


def last_stored(series: SeriesSettings, run: Run) -> datetime | None:
    """Return where to go on: a little before the last row that is stored."""
    with run.connect() as con:
        ends = series_ends(con, _key(series))
    return ends.last_time - _overlap(series) if ends else None


def store(batch: MarketBatch, series: SeriesSettings, run: Run) -> tuple[MergeCounts, int]:
    """Store a batch. Returns what it changed, and how many refused rows were recorded for the first time."""
    rejections = [
        RejectionRow(
            run_id=run.run_id,
            rejected_at=run.now,
            step="sync",
            origin=series_name(series),
            item=item.item,
            reason=item.reason,
            detail=item.detail,
        )
        for item in batch.rejected
    ]
    with run.connect() as con:
        n_rejected = add_rejections(con, rejections)
        return merge_market(con, batch.kind, batch.table, known_at=run.now), n_rejected


def _stored(report: SeriesReport, batch: MarketBatch, series: SeriesSettings, run: Run) -> SeriesReport:
    merged, n_rejected = store(batch, series, run)
    if batch.table.num_rows:
        run.tell(f"to {batch.table[time_column(batch.kind)][-1].as_py():%Y-%m-%d}")
    return report.with_batch(batch, merged, n_newly_rejected=n_rejected)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Memory:
    """What is stored of a series and what its venue was asked for."""

    ends: SeriesEnds | None
    asked_from: datetime | None
    gaps: list[tuple[datetime, datetime]]


def _memory(series: SeriesSettings, run: Run) -> _Memory:
    key = _key(series)
    with run.connect() as con:
        gaps = open_gaps(con, key, max_requests=MAX_GAP_REQUESTS)
        return _Memory(ends=series_ends(con, key), asked_from=history_asked_from(con, key), gaps=gaps)


def _with_older(
    report: SeriesReport,
    series: SeriesSettings,
    provider: LiveProvider,
    run: Run,
    ends: SeriesEnds | None,
    earliest: datetime,
) -> SeriesReport:
    """Fetch what lies before the first stored row; `ends` is `None` where the series was just fetched from there on."""
    if ends and ends.first_time > earliest:
        until = min(ends.first_time + _overlap(series), run.now)
        for batch in provider.fetch(series, start=earliest, end=until):
            report = _stored(report, batch, series, run)
    with run.connect() as con:
        add_history_request(con, _key(series), earliest, asked_at=run.now)
    return report


def _refill(series: SeriesSettings, provider: LiveProvider, run: Run, gaps: list[tuple[datetime, datetime]]) -> int:
    """Ask once more for what is missing inside what is stored. Returns how many rows came."""
    n_refilled = 0
    for gap_start, gap_end in gaps:
        refusal: MarketDataError | None = None
        try:
            for batch in provider.fetch(series, start=gap_start, end=min(gap_end + _overlap(series), run.now)):
                n_refilled += store(batch, series, run)[0].n_new
        except MarketDataError as error:
            if error.retryable:
                raise
            refusal = error  # it will not answer better the next time
        with run.connect() as con:
            add_gap_request(con, _key(series), gap_start, gap_end, asked_at=run.now)
        if refusal:
            raise refusal
    return n_refilled


def _key(series: SeriesSettings) -> SeriesKey:
    timeframe = series.timeframe if series.kind in ("candles", "mark_prices") else ""
    return SeriesKey(
        kind=series.kind, source=series.source, venue=series.venue, symbol=series.symbol, timeframe=timeframe
    )


def _overlap(series: SeriesSettings) -> timedelta:
    return _OVERLAP_BARS * timeframe_length(series.timeframe) if series.timeframe else _OVERLAP


def _is_read(series: SeriesSettings, fingerprint: str, run: Run) -> bool:
    with run.connect() as con:
        return has_file_read(con, _file_key(series), fingerprint)


def _file_key(series: SeriesSettings) -> str:
    return f"{series.source} {series_name(series)}"
