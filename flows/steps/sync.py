"""Bring the market series up to date: every configured series, from its provider into the warehouse.

What one series cannot deliver is reported, and the others go on. The warehouse is held only while a batch is written,
never while a venue is waited for.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from flows.errors import FlowError
from flows.markets.files import FileProvider
from flows.markets.provider import (
    Gap,
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
from flows.steps.report import StepReport
from warehouse.connection import Connection, open_warehouse
from warehouse.market import MergeCounts, merge_market
from warehouse.readers import series_ends
from warehouse.rows import RejectionRow
from warehouse.writers import add_rejections

Connect = Callable[[], AbstractContextManager[Connection]]

_OVERLAP_BARS = 3
_OVERLAP = timedelta(days=1)
"""A live series is asked again for what came last, because venues revise it; in bars where it has any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesReport:
    """What became of one series.

    Attributes:
        name: Kind, venue, symbol and timeframe.
        n_new: Rows stored for the first time.
        n_revised: Rows whose values changed; the old ones are kept.
        n_unchanged: Rows that were there already.
        n_duplicates: Exact repetitions in what the provider delivered.
        n_open: Bars that had not closed.
        n_not_yet_known: Rows that nobody could have known by the run's clock.
        rejected: How many rows were refused, by reason.
        gaps: Holes in what the provider delivered.
        problem: Why the series could not be had, or not all of it.
    """

    name: str
    n_new: int = 0
    n_revised: int = 0
    n_unchanged: int = 0
    n_duplicates: int = 0
    n_open: int = 0
    n_not_yet_known: int = 0
    rejected: tuple[tuple[str, int], ...] = ()
    gaps: tuple[Gap, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What became of all series."""

    series: tuple[SeriesReport, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """The sums over all series."""
        return {
            "series": len(self.series),
            "new": sum(one.n_new for one in self.series),
            "revised": sum(one.n_revised for one in self.series),
            "unchanged": sum(one.n_unchanged for one in self.series),
            "rejected": sum(n for one in self.series for _, n in one.rejected),
            "duplicates": sum(one.n_duplicates for one in self.series),
            "open": sum(one.n_open for one in self.series),
            "not_yet_known": sum(one.n_not_yet_known for one in self.series),
            "gaps": sum(len(one.gaps) for one in self.series),
            "failed": sum(one.problem is not None for one in self.series),
        }

    @property
    def reasons(self) -> tuple[str, ...]:
        """One line for each series that failed, and for each that had rows refused."""
        lines = [f"{one.name}: {one.problem}" for one in self.series if one.problem]
        for one in self.series:
            if one.rejected:
                told = ", ".join(f"{n} {reason}" for reason, n in one.rejected)
                lines.append(f"{one.name}: {sum(n for _, n in one.rejected)} rows refused ({told})")
        return tuple(lines)


def sync_step(settings: Settings, now: datetime, run_id: str) -> StepReport:
    """Sync every configured series, opening the warehouse for each batch."""
    report = _sync(settings, lambda: open_warehouse(settings.main.paths.warehouse), now=now, run_id=run_id)
    return StepReport(step="sync", counts=report.counts, problems=report.reasons)


def sync_market(settings: Settings, con: Connection, *, now: datetime, run_id: str) -> SyncReport:
    """Sync every configured series. A second run with the same `now` changes nothing.

    Args:
        settings: The configuration, with the series.
        con: The warehouse, open to write.
        now: Only what could be known by then is stored.
        run_id: Run that the refused rows are recorded with.

    Raises:
        SettingsError: A series does not fit its provider; nothing has been fetched.
    """
    return _sync(settings, lambda: nullcontext(con), now=now, run_id=run_id)


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
    batches = FileProvider(absolute).fetch(named, start=None, end=now)
    report = SeriesReport(name=series_name(named))
    for batch in batches:
        report = _added(report, batch, _store(batch, named, lambda: nullcontext(con), now=now, run_id=run_id))
    return report


def _sync(settings: Settings, connect: Connect, *, now: datetime, run_id: str) -> SyncReport:
    context = ProviderContext(
        settings_file=settings.folder / "markets.toml",
        http=settings.main.http,
        rng=random.Random(run_id),
        keys=settings.main.keys,
    )
    providers = Providers(context)
    checked = [(series, providers.of(series)) for series in settings.markets]
    reports: list[SeriesReport] = []
    for series, provider in checked:
        reports += _sync_chain(series, provider, connect, now=now, run_id=run_id)
    return SyncReport(series=tuple(reports))


def _sync_chain(
    series: SeriesSettings, provider: Provider, connect: Connect, *, now: datetime, run_id: str
) -> Iterator[SeriesReport]:
    """Sync a series and, while its venue does not deliver, the first that does of those that stand in for it.

    A stand-in keeps its own venue and symbol. It begins where the series broke off, and once it has begun it is kept up
    like any other, so that neither line has holes or changes venue half-way.
    """
    start = _last_stored(series, connect) if provider.is_live else None
    report = _sync_series(series, provider, connect, start=start, now=now, run_id=run_id)
    is_missing = report.problem is not None
    stand_ins = []
    for stand_in in fallbacks_of(series):
        own_start = _last_stored(stand_in, connect)
        if not is_missing and own_start is None:
            continue
        other = _sync_series(stand_in, provider, connect, start=own_start or start, now=now, run_id=run_id)
        stand_ins.append(other)
        if is_missing and other.problem is None:
            is_missing = False
            report = replace(report, problem=f"{report.problem}; {other.name} answers instead")
    yield report
    yield from stand_ins


def _sync_series(
    series: SeriesSettings,
    provider: Provider,
    connect: Connect,
    *,
    start: datetime | None,
    now: datetime,
    run_id: str,
) -> SeriesReport:
    report = SeriesReport(name=series_name(series))
    try:
        for batch in provider.fetch(series, start=start, end=now):
            report = _added(report, batch, _store(batch, series, connect, now=now, run_id=run_id))
    except FlowError as error:
        return replace(report, problem=str(error))
    return report


def _last_stored(series: SeriesSettings, connect: Connect) -> datetime | None:
    """Return where to go on: a little before the last row that is stored."""
    with connect() as con:
        ends = series_ends(con, series.kind)
    timeframe = series.timeframe if series.kind in ("candles", "mark_prices") else ""
    wanted = (series.source, series.venue, series.symbol, timeframe)
    last = next((end.last_time for end in ends if (end.source, end.venue, end.symbol, end.timeframe) == wanted), None)
    overlap = _OVERLAP_BARS * timeframe_length(series.timeframe) if series.timeframe else _OVERLAP
    return last - overlap if last else None


def _store(batch: MarketBatch, series: SeriesSettings, connect: Connect, *, now: datetime, run_id: str) -> MergeCounts:
    rejections = [
        RejectionRow(
            run_id=run_id,
            rejected_at=now,
            step="sync",
            origin=series_name(series),
            item=item.item,
            reason=item.reason,
            detail=item.detail,
        )
        for item in batch.rejected
    ]
    with connect() as con:
        add_rejections(con, rejections)
        return merge_market(con, batch.kind, batch.table, known_at=now)


def _added(report: SeriesReport, batch: MarketBatch, merged: MergeCounts) -> SeriesReport:
    rejected = Counter(dict(report.rejected)) + Counter(item.reason for item in batch.rejected)
    return replace(
        report,
        n_new=report.n_new + merged.n_new,
        n_revised=report.n_revised + merged.n_revised,
        n_unchanged=report.n_unchanged + merged.n_unchanged,
        n_duplicates=report.n_duplicates + batch.n_duplicates,
        n_open=report.n_open + batch.n_open,
        n_not_yet_known=report.n_not_yet_known + batch.n_not_yet_known,
        rejected=tuple(rejected.most_common()),
        gaps=(*report.gaps, *batch.gaps),
    )
