"""Connections to the liquidation streams: one per venue, opened again whenever it breaks."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from flows.errors import MarketDataError
from flows.markets.ccxt_venues import Venue, market_types_of
from flows.markets.liquidation_bars import Heard, LiquidationBars
from flows.markets.liquidation_streams import STREAMS, read_message
from flows.markets.provider import RejectedItem
from flows.settings import HttpSettings, SeriesSettings
from flows.sources.network import pinned_url
from warehouse.market_rows import LiquidationRow

PING_SECONDS = 10.0
"""Pause between two signs of life that are asked for; one that takes as long again ends the connection."""

FIRST_WAIT_SECONDS = 1.0
MAX_WAIT_SECONDS = 60.0
"""Waits before connecting again: they double, with jitter."""

Clock = Callable[[], datetime]


class Listener:
    """One venue: its series, what was heard of them, and what went wrong.

    Args:
        venue: ccxt's name of it.
        series: The series of this venue.
        http: Time-outs, pinned hosts.
        clock: Our clock.
        rng: Jitter between tries.

    Attributes:
        venue: As given.
        rejected: Liquidations and messages that were refused, until somebody takes them away.
        n_liquidations: How many were taken in.
        failures: Why connections broke, with how often.
    """

    def __init__(
        self, venue: str, series: tuple[SeriesSettings, ...], *, http: HttpSettings, clock: Clock, rng: random.Random
    ) -> None:
        self.rejected: list[RejectedItem] = []
        self.n_liquidations = 0
        self.failures: Counter[str] = Counter()
        self.venue = venue
        self._stream = STREAMS[venue]
        self._series = series
        self._http = http
        self._clock = clock
        self._rng = rng
        self._heard = Heard()
        self._is_subscribed = False
        self._bars: dict[str, LiquidationBars] = {}

    def finished(self, now: datetime) -> Iterator[LiquidationRow]:
        """Deliver the bars of all series that are finished by now."""
        for bars in self._bars.values():
            yield from bars.finished(now, self._heard)

    async def run(self) -> None:
        """Listen until cancelled."""
        n_failed = 0
        while True:
            try:
                if not self._bars:
                    self._bars = await asyncio.to_thread(self._new_bars)
                await self._listen()
            except (MarketDataError, OSError, TimeoutError, WebSocketException) as error:
                self.failures[f"{self.venue}: {str(error) or type(error).__name__}"[:300]] += 1
            n_failed = 0 if self._is_subscribed else n_failed + 1
            self._is_subscribed = False
            self._heard.stop()
            wait = min(MAX_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2**n_failed)
            await asyncio.sleep(wait * self._rng.uniform(0.5, 1))

    def _new_bars(self) -> dict[str, LiquidationBars]:
        bars = {}
        for series in self._series:
            types = market_types_of(series.symbol)
            venue = Venue(self.venue, market_types=types, http=self._http, rng=self._rng)
            market_id, size = venue.contract(series.symbol)
            bars[market_id] = LiquidationBars(series, contract_size=size, now=self._clock())
        return bars

    async def _listen(self) -> None:
        async with connect(
            pinned_url(self._stream.url, self._http.static_hosts),
            open_timeout=self._http.connect_timeout_seconds,
            close_timeout=1,
            ping_interval=None,
            user_agent_header=self._http.user_agent,
        ) as connection:
            await connection.send(json.dumps(self._stream.subscribe(list(self._bars))))
            tasks = [
                asyncio.create_task(self._receive(connection)),
                asyncio.create_task(self._stay_alive(connection)),
            ]
            try:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    async def _receive(self, connection: ClientConnection) -> None:
        async for text in connection:
            now = self._clock()
            try:
                found = read_message(self._stream, text)
            except ValueError as error:
                item = f"{self.venue} message at {now.isoformat()}"
                self.rejected.append(RejectedItem(item=item, reason="malformed_message", detail=str(error)))
                continue
            self._is_subscribed = True
            self._heard.mark(now)
            for liquidation in found:
                if bars := self._bars.get(liquidation.market_id):
                    refused = bars.add(liquidation, now)
                    if refused:
                        self.rejected.append(refused)
                    else:
                        self.n_liquidations += 1

    async def _stay_alive(self, connection: ClientConnection) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            if self._stream.ping:
                await connection.send(self._stream.ping)
            await asyncio.wait_for(await connection.ping(), PING_SECONDS)
            if self._is_subscribed:
                self._heard.mark(self._clock())
