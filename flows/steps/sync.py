"""Bring the market series up to date: every configured series, from its provider into the warehouse.

What one series cannot deliver is reported, and the others go on. The warehouse is held only while a batch is written,
never while a venue is waited for.
"""

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flows.markets.files import FileProvider
from flows.markets.provider import (
    LiveProvider,
    Provider,
    ProviderContext,
    Providers,
    check_keys,
    fallbacks_of,
    series_name,
)
from flows.settings import SeriesSettings, Settings
from flows.steps.progress import progress
from flows.steps.report import StepReport
from flows.steps.sync_report import SeriesReport, SyncReport
from flows.steps.sync_series import Run, last_stored, store, sync_series
from warehouse.checks import run_checks
from warehouse.connection import Connection, open_warehouse
from warehouse.writers import add_check_results


def sync_step(settings: Settings, now: datetime, run_id: str) -> StepReport:
    """Sync every configured series, then check the tape against its own rules.

    Raises:
        SettingsError: A series does not fit its provider; nothing has been fetched.
    """
    context = ProviderContext(
        settings_file=settings.folder / "markets.toml",
        http=settings.main.http,
        rng=random.Random(run_id),
        keys=settings.main.api_keys,
    )
    providers = Providers(context)

    def connect() -> AbstractContextManager[Connection]:
        return open_warehouse(settings.main.paths.warehouse)

    checked = [(series, providers.of(series)) for series in settings.markets]
    reports: list[SeriesReport] = []
    with progress("sync", len(checked)) as bar:
        run = Run(connect=connect, now=now, run_id=run_id, tell=bar.tell)
        for series, provider in checked:
            bar.begin(series_name(series))
            reports += _sync_chain(series, provider, run)
    report = SyncReport(series=tuple(reports))
    with connect() as con:
        results = run_checks(con)
        add_check_results(con, results, run_id=run_id, checked_at=now)
    broken = [f"quality check {one.name}: {one.n_rows} rows, {one.sample}" for one in results if one.n_rows]
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
    run = Run(connect=lambda: nullcontext(con), now=now, run_id=run_id)
    report = SeriesReport(name=series_name(named))
    for batch in FileProvider(absolute).fetch(named, start=None, end=now):
        merged, n_rejected = store(batch, named, run)
        report = report.with_batch(batch, merged, n_newly_rejected=n_rejected)
    return report


def _sync_chain(series: SeriesSettings, provider: Provider, run: Run) -> Iterator[SeriesReport]:
    """Sync a series and, while its venue does not deliver, the first that does of those that stand in for it.

    A stand-in keeps its own venue and symbol. It begins where the series broke off, and once it has begun it is kept up
    like any other, so that neither line has holes or changes venue half-way.
    """
    start = last_stored(series, run) if isinstance(provider, LiveProvider) else None
    report = sync_series(series, provider, run, start=start, wants_history=True)
    is_missing = report.problem is not None
    stand_ins = []
    for stand_in in fallbacks_of(series):
        own_start = last_stored(stand_in, run)
        if not is_missing and own_start is None:
            continue
        other = sync_series(stand_in, provider, run, start=own_start or start, wants_history=False)
        stand_ins.append(other)
        if is_missing and other.problem is None:
            is_missing = False
            report = replace(report, problem=f"{report.problem}; {other.name} answers instead")
    yield report
    yield from stand_ins
