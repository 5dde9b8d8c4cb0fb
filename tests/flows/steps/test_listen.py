"""Listening to exchanges on the loopback interface, by a clock that runs a hundred times as fast."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from flows.errors import SettingsError
from flows.settings import SeriesSettings
from flows.steps.listen import listen
from warehouse.connection import open_warehouse

START = datetime(2024, 3, 1, tzinfo=UTC)
SPEED = 100
FAST = {
    "flows.markets.listening.PING_SECONDS": 0.02,
    "flows.markets.listening.FIRST_WAIT_SECONDS": 0.05,
    "flows.steps.listen.TICK_SECONDS": 0.02,
}
Behaviour = Callable[[ServerConnection, Callable[[], datetime]], object]


SERIES = SeriesSettings(
    kind="liquidations", provider="stream", source="stream", venue="binance", symbol="BTC-USDT-PERP", ticker="BTC",
    timeframe="1m",
)  # fmt: skip


def order(moment: datetime, *, side: str = "SELL", quantity: str = "0.5") -> str:
    stamp = int(moment.timestamp() * 1000)
    values = {"s": "BTCUSDT", "S": side, "ap": "60000", "p": "1", "q": quantity, "l": "0.1", "z": quantity, "T": stamp}
    return json.dumps({"e": "forceOrder", "E": stamp, "o": values})


async def steady(connection: ServerConnection, clock) -> None:
    """Acknowledge, then send an order of 30,000 dollars every tenth of a bar."""
    await connection.send('{"result": null, "id": 1}')
    while True:
        await connection.send(order(clock()))
        await asyncio.sleep(6 / SPEED)


@pytest.fixture
def listened(settings, venue, http, monkeypatch):
    """Listen for some minutes of the fast clock, which stands still until the first connection; returns the report."""
    for name, value in FAST.items():
        monkeypatch.setattr(name, value)

    def run(minutes: float, behave: Behaviour, *, first_minute: float = 0):
        async def main():
            began: list[float] = []
            stop = asyncio.Event()

            def clock() -> datetime:
                passed = SPEED * (time.monotonic() - began[0]) if began else 0
                return START + timedelta(minutes=first_minute, seconds=passed)

            async def serve_one(connection: ServerConnection) -> None:
                await connection.recv()
                if not began:
                    began.append(time.monotonic())
                    asyncio.get_running_loop().call_later(minutes * 60 / SPEED, stop.set)
                with contextlib.suppress(ConnectionClosed):
                    await behave(connection, clock)

            async with serve(serve_one, "127.0.0.1", 0) as server:
                port = server.sockets[0].getsockname()[1]
                hosts = http.static_hosts | {"fstream.binance.com": f"127.0.0.1:{port}"}
                main = settings.main.model_copy(update={"http": http.model_copy(update={"static_hosts": hosts})})
                configured = settings.model_copy(update={"markets": (SERIES,), "main": main})
                return await listen(configured, clock=clock, stop=stop, run_id="r1")

        return asyncio.run(main())

    return run


def stored(settings) -> list[tuple]:
    with open_warehouse(settings.main.paths.warehouse) as con:
        return con.execute(
            "select epoch(open_time - timestamptz '2024-03-01 00:00:00+00') / 60, long_usd::int, coverage "
            "from known_liquidations order by open_time"
        ).fetchall()


def test_finished_bars_are_stored_with_the_share_that_was_heard(settings, listened):
    report = listened(4.5, steady)
    rows = stored(settings)
    # On a machine that is busy the clock runs on while the stream is being closed.
    assert [minute for minute, _, _ in rows] == list(range(len(rows))) and len(rows) >= 4
    assert rows[0][2] < 1 and rows[2][2] == 1.0
    assert rows[2][1] % 30_000 == 0 and rows[2][1] > 90_000
    assert report.counts["bars"] == len(rows) and report.problems == ()


def test_a_stream_that_breaks_is_opened_again_and_the_bars_say_so(settings, listened):
    n_connections = 0

    async def breaks(connection: ServerConnection, clock) -> None:
        nonlocal n_connections
        n_connections += 1
        await connection.send('{"result": null, "id": 1}')
        if n_connections == 1:
            await asyncio.sleep(90 / SPEED)
            return
        await steady(connection, clock)

    report = listened(5.5, breaks)
    assert n_connections == 2
    assert report.counts["interruptions"] <= 1
    shares = {minute: share for minute, _, share in stored(settings)}
    assert 0 < shares[1.0] < 1 and shares[4.0] == 1.0


def test_killed_and_started_again_it_goes_on_without_harm(settings, listened):
    listened(2.5, steady)
    before = stored(settings)
    listened(2.5, steady, first_minute=2.6)
    after = stored(settings)
    assert after[: len(before)] == before
    assert [minute for minute, _, _ in after] == [0, 1, 2, 3, 4][: len(after)] and len(after) >= 4
    assert after[2][2] < 1  # the bar in which it was not running for a while


def test_a_frame_of_an_unknown_symbol_or_in_bytes_changes_nothing(settings, listened):
    async def mixed(connection: ServerConnection, clock) -> None:
        await connection.send(order(clock()).replace("BTCUSDT", "FOOUSDT"))
        await connection.send(order(clock()).encode())
        await connection.send('{"e": "somethingNew", "o": {"s": "BTCUSDT"}}')
        await connection.wait_closed()

    report = listened(2.5, mixed)
    assert stored(settings)[0][1] == 30_000
    assert report.counts["liquidations"] == 1 and report.counts["rejected"] == 0 and report.problems == ()


def test_a_server_that_always_closes_is_tried_ever_more_rarely(settings, listened):
    tries: list[float] = []

    async def closes(connection: ServerConnection, clock) -> None:
        tries.append(time.monotonic())

    report = listened(2.5, closes)  # a second and a half
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert 3 <= len(tries) <= 6  # thirty without a back-off
    assert pauses[-1] > 2 * pauses[0]
    assert report.counts["interruptions"] <= len(tries) and stored(settings) == []


def test_a_second_listener_that_heard_less_changes_nothing(settings, listened):
    listened(3.5, steady)
    before = stored(settings)

    async def late(connection: ServerConnection, clock) -> None:
        await asyncio.sleep(80 / SPEED)
        await connection.send('{"result": null, "id": 1}')
        await connection.wait_closed()

    listened(3.5, late)
    assert stored(settings)[1:] == before[1:]


def test_messages_that_are_no_orders_are_refused_and_the_rest_counts(settings, listened):
    async def rude(connection: ServerConnection, clock) -> None:
        await connection.send("<html>")
        await connection.send(order(clock() - timedelta(hours=1)))
        await steady(connection, clock)

    report = listened(2.5, rude)
    assert report.counts["rejected"] == 2 and report.counts["bars"] == 2
    with open_warehouse(settings.main.paths.warehouse) as con:
        reasons = con.execute("select reason, origin from rejections order by reason").fetchall()
    assert reasons == [("clock_off", "liquidations binance"), ("malformed_message", "liquidations binance")]


def test_a_refused_subscription_is_a_problem_not_a_silent_zero(settings, listened):
    async def refuses(connection: ServerConnection, clock) -> None:
        await connection.send('{"error": {"code": 2, "msg": "Invalid request"}, "id": 1}')
        await connection.wait_closed()

    report = listened(2.5, refuses)
    assert stored(settings) == []
    assert report.problems and "binance: the subscription was refused" in report.problems[0]


def test_without_a_stream_to_listen_to_it_says_what_to_add(settings):
    with pytest.raises(SettingsError, match="no series with provider 'stream'"):
        asyncio.run(listen(settings, clock=lambda: START, stop=asyncio.Event(), run_id="r1"))
