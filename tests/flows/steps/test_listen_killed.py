"""A listener that is killed and started again, by a clock that both share and that runs sixty times as fast."""

import asyncio
import json
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from warehouse.connection import open_warehouse

START = datetime(2024, 3, 1, tzinfo=UTC)
SPEED = 60
MINUTE = timedelta(minutes=1)
ORDER_USD = 30_000

LISTEN = """
import asyncio, os, signal, sys, time
from datetime import datetime, timedelta
from pathlib import Path
import flows.markets.liquidation_bars as bars
import flows.markets.listening as listening
import flows.steps.listen as step
from flows.settings import load_settings

folder, began, die = Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
start = datetime.fromisoformat("2024-03-01T00:00:00+00:00")
listening.PING_SECONDS, listening.FIRST_WAIT_SECONDS, step.TICK_SECONDS = 0.05, 0.05, 0.05
bars.SETTLE, bars.MAX_CLOCK_SKEW = timedelta(minutes=1), timedelta(minutes=10)  # a second; for a busy machine
original, n_calls = step.merge_market, 0

def deadly(con, kind, table, *, known_at):
    global n_calls
    n_calls += table.num_rows > 0
    if n_calls == 3 and die == "while_storing":
        con.begin()
        con.execute("update liquidations set long_usd = 1")
        os.kill(os.getpid(), signal.SIGKILL)
    merged = original(con, kind, table, known_at=known_at)
    if n_calls == 3 and die == "after_storing":
        os.kill(os.getpid(), signal.SIGKILL)
    if n_calls == 3:
        loop.call_soon_threadsafe(stop.set)
    return merged

async def main():
    global loop, stop
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    clock = lambda: start + timedelta(seconds=60 * (time.time() - began))
    await step.listen(load_settings(folder), clock=clock, stop=stop, run_id=die)

step.merge_market = deadly
asyncio.run(main())
"""


class Exchange:
    """Sends an order of 30,000 dollars every tenth of a bar to whoever listens, and counts them by bar."""

    def __init__(self) -> None:
        self.began = time.time()
        self.sent: Counter[datetime] = Counter()
        self.port = 0
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)

    def __enter__(self) -> "Exchange":
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._loop.close()

    async def _serve(self) -> None:
        async with serve(self._send, "127.0.0.1", 0) as server:
            self.port = server.sockets[0].getsockname()[1]
            self._ready.set()
            await self._stop.wait()

    async def _send(self, connection: ServerConnection) -> None:
        try:
            await connection.recv()
            await connection.send('{"result": null, "id": 1}')
            while True:
                now = START + timedelta(seconds=SPEED * (time.time() - self.began))
                stamp = int(now.timestamp() * 1000)
                values = {"s": "BTCUSDT", "S": "SELL", "ap": "60000", "z": "0.5", "T": stamp}
                self.sent[START + (now - START) // MINUTE * MINUTE] += ORDER_USD
                await connection.send(json.dumps({"e": "forceOrder", "E": stamp, "o": values}))
                await asyncio.sleep(6 / SPEED)
        except ConnectionClosed:
            pass


@pytest.fixture
def exchange():
    with Exchange() as running:
        yield running


def stored(settings) -> dict[datetime, tuple[int, float]]:
    with open_warehouse(settings.main.paths.warehouse) as con:
        sql = "select open_time, long_usd::int, coverage from liquidations where superseded_at is null"
        rows = con.execute(sql).fetchall()
    assert len(rows) == len({row[0] for row in rows})
    return {opened: (usd, coverage) for opened, usd, coverage in rows}


def test_killed_twice_and_started_again_it_counts_nothing_twice_and_lists_what_it_missed(settings, venue, exchange):
    (settings.folder / "markets.toml").write_text(
        '[[series]]\nkind = "liquidations"\nprovider = "stream"\nsource = "stream"\nvenue = "binance"\n'
        'symbol = "BTC-USDT-PERP"\nticker = "BTC"\ntimeframe = "1m"\n'
    )
    main = settings.folder / "newstape.toml"
    hosts = f'{{ "fstream.binance.com" = "127.0.0.1:{exchange.port}", "fapi.binance.com" = "{venue.address}" }}'
    main.write_text(main.read_text().replace("[http]", f"[http]\nstatic_hosts = {hosts}"))

    def listen(die: str) -> int:
        arguments = [str(settings.folder), str(exchange.began), die]
        return subprocess.run([sys.executable, "-c", LISTEN, *arguments], check=False, timeout=60).returncode

    assert listen("while_storing") == -signal.SIGKILL
    first = stored(settings)
    assert len(first) >= 2
    assert listen("after_storing") == -signal.SIGKILL
    second = stored(settings)
    assert len(second) >= len(first) + 3
    assert listen("never") == 0
    last = stored(settings)
    assert {opened: last[opened] for opened in first} == first
    assert {opened: last[opened] for opened in second} == second
    assert len(last) > len(second)
    for opened, (usd, coverage) in last.items():
        assert usd <= exchange.sent[opened]
        assert usd == exchange.sent[opened] or coverage < 1
    assert sum(coverage == 1 for _, coverage in last.values()) >= 3
    with open_warehouse(settings.main.paths.warehouse) as con:
        gaps = con.execute("select kind, gap_end - gap_start, n_missing from series_gaps order by gap_start").fetchall()
    assert gaps and all(kind == "liquidations" and length == n * MINUTE for kind, length, n in gaps)
    n_bars = (max(last) - min(last)) // MINUTE + 1
    assert n_bars - sum(n for *_, n in gaps) == len(last)
