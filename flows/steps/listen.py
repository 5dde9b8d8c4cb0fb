"""Listen to the liquidation streams and store each bar when it is finished.

Only finished bars are stored, each at once: whenever the program is killed, what is stored is right and says how much
of each bar was heard. Starting again goes on with the bar that is open then.
"""

import asyncio
import contextlib
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from flows.errors import SettingsError
from flows.markets.listening import Clock, Listener
from flows.markets.provider import ProviderContext, Providers
from flows.settings import SeriesSettings, Settings
from flows.steps.report import StepReport
from warehouse.connection import Connection, open_warehouse
from warehouse.errors import WarehouseBusyError
from warehouse.market import market_table, merge_market
from warehouse.market_rows import LiquidationRow
from warehouse.readers import liquidation_coverages
from warehouse.rows import RejectionRow
from warehouse.writers import add_rejections

TICK_SECONDS = 5.0
"""How often finished bars are looked for."""


async def listen(settings: Settings, *, clock: Clock, stop: asyncio.Event, run_id: str) -> StepReport:
    """Listen to every series of the provider `stream` until told to stop.

    Args:
        settings: The configuration, with the series.
        clock: Our clock; bars are finished by it.
        stop: Set it to end.
        run_id: Run that refused messages are recorded with.

    Raises:
        SettingsError: A series does not fit its stream, or there is none.
    """
    listeners = _listeners(settings, clock, run_id)
    tasks = [asyncio.create_task(listener.run()) for listener in listeners]
    store = _Store(settings.main.paths.warehouse, run_id)
    try:
        is_last = False
        while not is_last:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), TICK_SECONDS)
            is_last = stop.is_set()
            for listener in listeners:
                store.take(list(listener.finished(clock())), listener)
            await asyncio.to_thread(store.write, clock)
            for task in tasks:
                if task.done():
                    task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    counts = {
        "series": sum(series.provider == "stream" for series in settings.markets),
        "bars": store.n_bars,
        "liquidations": sum(listener.n_liquidations for listener in listeners),
        "rejected": store.n_rejected,
        "interruptions": sum(listener.failures.total() for listener in listeners),
    }
    problems = [
        f"{reason} ({n} times)" if n > 1 else reason
        for listener in listeners
        for reason, n in listener.failures.most_common()
    ]
    if store.is_waiting:
        problems.append("the last bars were not stored: another process held the warehouse")
    if store.n_rejected:
        problems.append(f"{store.n_rejected} messages refused; see the table rejections")
    return StepReport(step="listen", counts=counts, problems=tuple(problems))


def _listeners(settings: Settings, clock: Clock, run_id: str) -> list[Listener]:
    rng = random.Random(run_id)
    file = settings.folder / "markets.toml"
    providers = Providers(ProviderContext(settings_file=file, http=settings.main.http, rng=rng))
    by_venue: dict[str, list[SeriesSettings]] = defaultdict(list)
    for series in settings.markets:
        if series.provider == "stream":
            providers.of(series)
            by_venue[series.venue].append(series)
    if not by_venue:
        raise SettingsError(
            f"{file}: no series with provider 'stream' to listen to; add one as docs/how_to/add_a_series.md shows"
        )
    return [
        Listener(venue, tuple(series), http=settings.main.http, clock=clock, rng=rng)
        for venue, series in by_venue.items()
    ]


class _Store:
    """Finished bars on their way into the warehouse; kept while another process holds it."""

    def __init__(self, warehouse: Path, run_id: str) -> None:
        self.n_bars = 0
        self.n_rejected = 0
        self._warehouse = warehouse
        self._run_id = run_id
        self._rows: list[LiquidationRow] = []
        self._rejections: list[tuple[str, str, str, str]] = []

    @property
    def is_waiting(self) -> bool:
        """Say whether something is not stored yet."""
        return bool(self._rows or self._rejections)

    def take(self, rows: Sequence[LiquidationRow], listener: Listener) -> None:
        self._rows += rows
        self._rejections += [(listener.venue, item.item, item.reason, item.detail) for item in listener.rejected]
        listener.rejected.clear()

    def write(self, clock: Clock) -> None:
        if not self._rows and not self._rejections:
            return
        now = clock()
        rejections = [
            RejectionRow(
                run_id=self._run_id,
                rejected_at=now,
                step="listen",
                origin=f"liquidations {venue}",
                item=item,
                reason=reason,
                detail=detail,
            )
            for venue, item, reason, detail in self._rejections
        ]
        try:
            with open_warehouse(self._warehouse) as con:
                self.n_rejected += add_rejections(con, rejections)
                merged = merge_market(con, "liquidations", market_table(self._better(con)), known_at=now)
        except WarehouseBusyError:
            return
        self.n_bars += merged.n_new + merged.n_revised
        self._rows.clear()
        self._rejections.clear()

    def _better(self, con: Connection) -> list[LiquidationRow]:
        """Keep the bars that no other listener has heard more of."""
        if not self._rows:
            return []
        known = liquidation_coverages(con, since=min(row.open_time for row in self._rows))
        return [
            row
            for row in self._rows
            if (row.coverage or 0) > known.get((row.source, row.venue, row.symbol, row.open_time, row.close_time), 0)
        ]
