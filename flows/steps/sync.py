"""Bring the market series up to date: every configured series, from its provider into the warehouse.

What one series cannot deliver is reported, and the others go on. The warehouse is held only while a batch is written,
never while a venue is waited for.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from flows.errors import FlowError
from flows.markets.files import FileProvider
from flows.markets.provider import (
    MarketBatch,
    Provider,
    ProviderContext,
    Providers,
    check_keys,
    fallbacks_of,
    series_name,
)
from flows.markets.timeframes import timeframe_length
from flows.settings import SeriesSettings, Settings
from flows.steps.progress import progress
from flows.steps.report import StepReport
from flows.steps.sync_report import SeriesReport, SyncReport
from warehouse.checks import run_checks
from warehouse.connection import Connection, open_warehouse
from warehouse.market import MergeCounts, merge_market
from warehouse.readers import has_file_read, open_gaps, series_ends
from warehouse.rows import RejectionRow
from warehouse.writers import add_check_results, add_gap_request, add_rejections, set_file_read

_OVERLAP_BARS = 3
_OVERLAP = timedelta(days=1)
"""A live series is asked again for what came last, because venues revise it; in bars where it has any."""

MAX_GAP_REQUESTS = 3
"""How often a venue is asked for the candles of a gap. One that is still open then was a halt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What the series of one run share."""

    connect: Callable[[], AbstractContextManager[Connection]]
    now: datetime
    run_id: str


def sync_step(settings: Settings, now: datetime, run_id: str) -> StepReport:
    """Sync every configured series, then check the tape against its own rules.

    Raises:
        SettingsError: A series does not fit its provider; nothing has been fetched.
    """
    run = _Run(connect=lambda: open_warehouse(settings.main.paths.warehouse), now=now, run_id=run_id)
    context = ProviderContext(
        settings_file=settings.folder / "markets.toml",
        http=settings.main.http,
        rng=random.Random(run_id),
        keys=settings.main.api_keys,
    )
    providers = Providers(context)
    checked = [(series, providers.of(series)) for series in settings.markets]
    reports: list[SeriesReport] = []
    with progress("sync", len(checked)) as begin:
        for series, provider in checked:
            begin(series_name(series))
            reports += _sync_chain(series, provider, run)
    report = SyncReport(series=tuple(reports))
    with run.connect() as con:
        results = run_checks(con)
        add_check_results(con, results, run_id=run_id, checked_at=now)
    broken = [f"quality check {result.name}: {result.n_rows} rows" for result in results if result.n_rows]
    return StepReport(step="sync", counts=report.counts, problems=(*report.reasons, *broken))


def import_market(con: Connection, path: Path, series: SeriesSettings, *, now: datetime, run_id: str) -> SeriesReport:
    """Store the series that a file holds.

    Args:
        con: The warehouse, open to write.
        path: The file; it takes the place of `path` in the options.
        series: What the file holds; its provider is `file`.
        now: Only what could be known by then is stored.
        run_id: Run that the refused rows are recorded with.

    Raises:
        SettingsError: The options do not fit the kind.
        InputFileError: The file cannot be read as what it should be.
    """
    absolute = path.resolve()
    named = series.model_copy(update={"provider": "file", "options": {**series.options, "path": str(absolute)}})
    check_keys(named, absolute)
    run = _Run(connect=lambda: nullcontext(con), now=now, run_id=run_id)
    report = SeriesReport(name=series_name(named))
    for batch in FileProvider(absolute).fetch(named, start=None, end=now):
        merged, n_rejected = _store(batch, named, run)
        report = report.with_batch(batch, merged, n_newly_rejected=n_rejected)
    return report


def _sync_chain(series: SeriesSettings, provider: Provider, run: _Run) -> Iterator[SeriesReport]:
    """Sync a series and, while its venue does not deliver, the first that does of those that stand in for it.

    A stand-in keeps its own venue and symbol. It begins where the series broke off, and once it has begun it is kept up
    like any other, so that neither line has holes or changes venue half-way.
    """
    start = _last_stored(series, run) if provider.is_live else None
    report = _sync_series(series, provider, start, run)
    is_missing = report.problem is not None
    stand_ins = []
    for stand_in in fallbacks_of(series):
        own_start = _last_stored(stand_in, run)
        if not is_missing and own_start is None:
            continue
        other = _sync_series(stand_in, provider, own_start or start, run)
        stand_ins.append(other)
        if is_missing and other.problem is None:
            is_missing = False
            report = replace(report, problem=f"{report.problem}; {other.name} answers instead")
    yield report
    yield from stand_ins


def _sync_series(series: SeriesSettings, provider: Provider, start: datetime | None, run: _Run) -> SeriesReport:
    report = SeriesReport(name=series_name(series))
    try:
        fingerprint = provider.fingerprint(series) if isinstance(provider, FileProvider) else None
        if fingerprint and _is_read(series, fingerprint, run):
            return replace(report, is_skipped=True)
        for batch in provider.fetch(series, start=start, end=run.now):
            merged, n_rejected = _store(batch, series, run)
            report = report.with_batch(batch, merged, n_newly_rejected=n_rejected)
        if provider.is_live and start and series.kind == "candles":
            report = replace(report, n_refilled=_refill(series, provider, run))
    except FlowError as error:
        return replace(report, problem=str(error))
    if fingerprint and report.is_complete:
        with run.connect() as con:
            set_file_read(con, _file_key(series), fingerprint, read_at=run.now)
    return report


def _refill(series: SeriesSettings, provider: Provider, run: _Run) -> int:
    """Ask once more for the candles that are missing inside what is stored. Returns how many came."""
    key = (series.source, series.venue, series.symbol, series.timeframe)
    with run.connect() as con:
        gaps = open_gaps(con, key, max_requests=MAX_GAP_REQUESTS)
    n_refilled = 0
    for gap_start, gap_end in gaps:
        for batch in provider.fetch(series, start=gap_start, end=min(gap_end, run.now)):
            n_refilled += _store(batch, series, run)[0].n_new
        with run.connect() as con:
            add_gap_request(con, key, gap_start, gap_end, asked_at=run.now)
    return n_refilled


def _last_stored(series: SeriesSettings, run: _Run) -> datetime | None:
    """Return where to go on: a little before the last row that is stored."""
    with run.connect() as con:
        ends = series_ends(con, series.kind)
    timeframe = series.timeframe if series.kind in ("candles", "mark_prices") else ""
    wanted = (series.source, series.venue, series.symbol, timeframe)
    last = next((end.last_time for end in ends if (end.source, end.venue, end.symbol, end.timeframe) == wanted), None)
    overlap = _OVERLAP_BARS * timeframe_length(series.timeframe) if series.timeframe else _OVERLAP
    return last - overlap if last else None


def _is_read(series: SeriesSettings, fingerprint: str, run: _Run) -> bool:
    with run.connect() as con:
        return has_file_read(con, _file_key(series), fingerprint)


def _file_key(series: SeriesSettings) -> str:
    return f"{series.source} {series_name(series)}"


def _store(batch: MarketBatch, series: SeriesSettings, run: _Run) -> tuple[MergeCounts, int]:
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
