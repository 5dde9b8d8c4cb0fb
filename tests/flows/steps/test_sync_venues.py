"""Syncs with venues on the loopback interface that come and go."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from flows.settings import SeriesSettings
from flows.steps.sync import sync_step
from tests.flows.venue_server import Kraken
from warehouse.connection import open_warehouse

START = datetime(2024, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def klines(hours) -> list[list[object]]:
    rows = []
    for i in hours:
        opened = int((START + i * HOUR).timestamp() * 1000)
        rows.append([opened, "61000.1", "61200", "60900", "61100.5", "3.5", opened + 3_599_999, "0", 1, "0", "0", "0"])
    return rows


def series(**changes: object) -> SeriesSettings:
    values = {
        "kind": "candles", "provider": "ccxt", "source": "ccxt", "venue": "binance", "symbol": "BTC-USDT",
        "ticker": "BTC", "timeframe": "1h", "options": {"history_days": 1},
    } | changes  # fmt: skip
    return SeriesSettings.model_validate(values)


@pytest.fixture
def sync(settings, http, monkeypatch):
    """Sync some series at an hour after the start; returns the report."""
    monkeypatch.setattr("flows.retry.FIRST_WAIT_SECONDS", 0.01)
    main = settings.main.model_copy(update={"http": http})

    def run(hour: float, *wanted: SeriesSettings):
        configured = settings.model_copy(update={"markets": wanted, "main": main})
        return sync_step(configured, START + hour * HOUR, f"r{hour}")

    return run


def stored(settings) -> dict[str, list[int]]:
    """Hours stored, by venue and symbol."""
    with open_warehouse(settings.main.paths.warehouse) as con:
        rows = con.execute(
            "select concat_ws(' ', venue, symbol), list(open_time order by open_time) from known_candles group by 1"
        ).fetchall()
    return {name: [(opened - START) // HOUR for opened in times] for name, times in rows}


WITH_FALLBACK = series(fallback=["kraken BTC-USD"])


def test_while_a_venue_is_down_the_next_one_answers_under_its_own_name(settings, venue, sync):
    venue.candles, venue.answers = klines(range(30)), Kraken(n_rows=30, last=START + 29 * HOUR).answers()
    sync(10, WITH_FALLBACK)
    assert stored(settings) == {"binance BTC-USDT": list(range(10))}
    venue.is_down = True
    report = sync(12, WITH_FALLBACK)
    assert stored(settings) == {"binance BTC-USDT": list(range(10)), "kraken BTC-USD": list(range(6, 12))}
    [problem] = report.problems
    assert problem.startswith("candles binance BTC-USDT 1h: binance:")
    assert problem.endswith("; candles kraken BTC-USD 1h answers instead")


def test_a_venue_that_comes_back_fills_its_own_line_and_the_other_goes_on(settings, venue, sync):
    venue.candles, venue.answers = klines(range(30)), Kraken(n_rows=30, last=START + 29 * HOUR).answers()
    venue.is_down = True
    sync(10, WITH_FALLBACK)
    venue.is_down = False
    assert sync(12, WITH_FALLBACK).status == "ok"
    assert stored(settings)["binance BTC-USDT"] == list(range(12))
    assert stored(settings)["kraken BTC-USD"] == list(range(12))


def hours_asked(venue, since: int) -> list[int]:
    """Where the requests for candles began, from the n-th request on."""
    stamps = [int(path.split("startTime=")[1].split("&")[0]) for path in venue.data_requests()[since:]]
    return [(datetime.fromtimestamp(stamp / 1000, UTC) - START) // HOUR for stamp in stamps]


def test_a_gap_is_filled_by_the_next_sync_that_can(settings, venue, sync):
    venue.candles = klines([*range(4), *range(7, 30)])
    sync(20, series())
    assert stored(settings) == {"binance BTC-USDT": [*range(4), *range(7, 20)]}
    venue.candles = klines(range(30))
    report = sync(21, series())
    assert stored(settings) == {"binance BTC-USDT": list(range(21))}
    assert report.counts["refilled"] == 3 and report.counts["new"] == 1 and report.status == "ok"


def test_a_halt_is_asked_for_a_few_times_and_then_left(settings, venue, sync):
    venue.candles = klines([*range(4), *range(7, 30)])
    asked = []
    for hour in range(20, 26):
        before = len(venue.data_requests())
        sync(hour, series())
        asked.append(4 in hours_asked(venue, before))
    assert asked == [False, True, True, True, False, False]
    with open_warehouse(settings.main.paths.warehouse) as con:
        assert con.execute("select n_missing from series_gaps").fetchall() == [(3,)]


def test_a_long_sync_tells_which_series_it_is_at_and_how_far(settings, venue, sync, monkeypatch):
    told: list[str] = []

    class Bar:
        begin = tell = staticmethod(told.append)

    @contextmanager
    def progress(title: str, n_items: int) -> Iterator[Bar]:
        told.append(f"{title} {n_items}")
        yield Bar()

    monkeypatch.setattr("flows.steps.sync.progress", progress)
    monkeypatch.setattr("flows.markets.ccxt_provider.BATCH_ROWS", 24)
    venue.candles, venue.page_rows = klines(range(60)), 24
    sync(60, series(options={"history_days": 2.5}), series(symbol="ETH-USDT"))
    assert told[:5] == ["sync 2", "candles binance BTC-USDT 1h", "to 2024-03-01", "to 2024-03-02", "to 2024-03-03"]
    assert told[5] == "candles binance ETH-USDT 1h"


def test_a_row_refused_again_in_the_overlap_is_not_a_new_problem(settings, venue, sync):
    venue.candles = klines(range(30))
    venue.candles[9][2] = "1.0"
    assert sync(10, series()).status == "problems"
    again = sync(11, series())
    assert again.counts["rejected"] == 1 and again.problems == ()


def test_where_no_venue_answers_each_says_why(settings, venue, sync):
    venue.is_down = True
    report = sync(10, series(fallback=["kraken BTC-EUR"]))
    assert report.counts["failed"] == 2 and report.counts["new"] == 0
    assert [problem.split(":")[0] for problem in report.problems] == [
        "candles binance BTC-USDT 1h", "candles kraken BTC-EUR 1h",
    ]  # fmt: skip
