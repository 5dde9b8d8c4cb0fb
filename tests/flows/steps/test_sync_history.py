"""What is missing inside a series, or lies before it, comes with a later sync: for every kind that has a history."""

import json
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from flows.settings import SeriesSettings
from flows.steps.sync import sync_step
from tests.flows.loopback import Answer, Loopback
from tests.flows.venue_shapes import FIRST, HOUR, SHAPES, START
from warehouse.connection import open_warehouse
from warehouse.market import time_column

PERPETUAL_KINDS = ("mark_prices", "funding_rates", "open_interest", "long_short_ratios")
LINES = [("binance", "BTC-USDT-PERP", kind) for kind in ("candles", *PERPETUAL_KINDS)]
LINES += [("krakenfutures", "BTC-USD-PERP", "open_interest"), ("coinbaseinternational", "BTC-USDC-PERP", "mark_prices")]


def series(venue: str, symbol: str, kind: str, *, hours: float = 20) -> SeriesSettings:
    options: dict[str, object] = {"history_days": hours / 24}
    if kind == "funding_rates":
        options["interval_hours"] = 1
    return SeriesSettings(
        kind=kind, provider="ccxt", source="ccxt", venue=venue, symbol=symbol, ticker="BTC",
        timeframe="" if kind == "funding_rates" else "1h", options=options,
    )  # fmt: skip


@pytest.fixture
def sync(settings, http, monkeypatch):
    """Sync some series a little after an hour after the start; returns the report."""
    monkeypatch.setattr("flows.retry.FIRST_WAIT_SECONDS", 0.01)
    keys = settings.main.api_keys.model_copy(update={"coinglass": SecretStr("k")})
    allowed = http.model_copy(update={"allow_hosts": ("127.0.0.1",)})
    main = settings.main.model_copy(update={"http": allowed, "api_keys": keys})

    def run(hour: float, *wanted: SeriesSettings):
        configured = settings.model_copy(update={"markets": wanted, "main": main})
        return sync_step(configured, START + timedelta(hours=hour, minutes=5), f"r{hour}")

    return run


def hours(settings, kind: str) -> list[int]:
    """Hours after the start that are stored, each as often as it is current."""
    with open_warehouse(settings.main.paths.warehouse) as con:
        sql = f"select {time_column(kind)}::timestamptz from {kind} where superseded_at is null order by all"
        return [round((moment - START) / timedelta(hours=1)) for (moment,) in con.execute(sql).fetchall()]


def end_of(kind: str, hour: int) -> int:
    """The first hour that is not there yet: bars come when they are over, observations at once."""
    return hour if kind in ("candles", "mark_prices") else hour + 1


@pytest.mark.parametrize(("venue_name", "symbol", "kind"), LINES)
def test_what_is_missing_inside_and_before_a_series_comes_later(settings, venue, sync, venue_name, symbol, kind):
    shape = SHAPES[venue_name]
    shape.install(venue, [*range(14), *range(17, 70)])
    sync(50, series(venue_name, symbol, kind, hours=42))
    before = hours(settings, kind)
    assert min(before) == 9 and max(before) == end_of(kind, 50) - 1 and not {14, 15} & set(before)

    shape.install(venue, range(70))
    refilled = sync(51, series(venue_name, symbol, kind, hours=42))
    assert refilled.counts["refilled"] == end_of(kind, 51) - 9 - len(before) - 1 and refilled.status == "ok"
    assert hours(settings, kind) == list(range(9, end_of(kind, 51)))

    longer = series(venue_name, symbol, kind, hours=52)
    assert sync(51, longer).counts["new"] == 9
    assert hours(settings, kind) == list(range(end_of(kind, 51)))

    again = sync(51, longer).counts
    assert again["refilled"] == again["new"] == again["revised"] == 0
    sync(51, series(venue_name, symbol, kind, hours=10))
    with open_warehouse(settings.main.paths.warehouse) as con:
        asked = con.execute("select count(*) from history_requests").fetchone()
    assert asked == (2,)


def test_a_stand_in_keeps_to_where_its_series_broke_off(settings, venue, sync):
    SHAPES["binance"].install(venue, range(30))
    wanted = series("binance", "BTC-USDT-PERP", "candles").model_copy(update={"fallback": ("okx",)})
    sync(20, wanted)
    okx = SHAPES["okx"].answers([FIRST + hour * HOUR for hour in range(30)])
    venue.answers, venue.trouble = okx, ["503"] * 3
    venue.lists |= SHAPES["okx"].lists
    sync(22, wanted)
    SHAPES["binance"].install(venue, range(30))
    venue.answers |= okx
    sync(24, wanted)
    with open_warehouse(settings.main.paths.warehouse) as con:
        found = con.execute("select min(open_time) from candles where venue = 'okx'").fetchone()
    assert found == (START + timedelta(hours=16),)


def test_a_gap_that_its_venue_refuses_is_a_problem_and_is_given_up_after_three_times(settings, venue, sync):
    wanted = series("binance", "BTC-USDT-PERP", "funding_rates", hours=60)
    SHAPES["binance"].install(venue, [*range(10), *range(13, 70)])
    sync(50, wanted)
    whole = venue.answers["/fapi/v1/fundingRate"]

    def refuses(query: dict[str, list[str]]) -> object:
        is_old = int(query["startTime"][0]) < FIRST + 15 * HOUR
        return {"code": -1100, "msg": "Illegal start time."} if is_old else whole(query)

    venue.answers["/fapi/v1/fundingRate"] = refuses
    assert [sync(50, wanted).counts["failed"] for _ in range(5)] == [1, 1, 1, 0, 0]


def test_the_index_and_fund_flows_come_whole_so_that_gaps_close_by_themselves(settings, venue, sync):
    days = [date(2024, 3, day) for day in (4, 5, 6, 7, 8, 11, 12)]

    def serve(web: Loopback, shown: list[date]) -> None:
        stamps = [int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) for day in shown]
        rows = [{"value": "20", "value_classification": "Extreme Fear", "timestamp": str(stamp)} for stamp in stamps]
        web.serve("/fng", json.dumps({"data": rows}), content_type="application/json")
        lines = [f"{day.isoformat()},5.0" for day in shown]
        web.serve("/flows.csv", "\n".join(["Date,IBIT", *lines]), content_type="text/csv")

    with Loopback() as web:
        index = SeriesSettings(
            kind="fear_greed", provider="alternative_me", source="index", options={"url": web.url("/fng")}
        )
        flow_options = {"url": web.url("/flows.csv"), "preset": "etf_flows_table", "funds": ["IBIT"], "format": "csv",
                        "time_format": "%Y-%m-%d"}  # fmt: skip
        flows = SeriesSettings(kind="etf_flows", provider="web", source="table", ticker="BTC", options=flow_options)
        serve(web, [day for day in days if day.day not in (6, 7, 8)])
        sync(20 * 24, index, flows)
        with open_warehouse(settings.main.paths.warehouse) as con:
            listed = con.execute("select kind, n_missing from series_gaps order by all").fetchall()
        assert listed == [("etf_flows", 3), ("fear_greed", 5)]
        serve(web, days)
        report = sync(20 * 24 + 1, index, flows)
        assert report.counts["new"] == 6 and report.status == "ok"
        with open_warehouse(settings.main.paths.warehouse) as con:
            assert con.execute("select kind, n_missing from series_gaps").fetchall() == [("fear_greed", 2)]
        assert sync(20 * 24 + 2, index, flows).counts["new"] == 0


class Coinglass(Loopback):
    """Answers a range of 4-hour bars, as CoinGlass does."""

    bars: tuple[int, ...] = ()

    def answer(self, query: dict[str, list[str]]) -> bytes:
        start, end = (int(query[name][0]) for name in ("start_time", "end_time"))
        rows = [
            {"time": stamp, "aggregated_long_liquidation_usd": 1.5, "aggregated_short_liquidation_usd": 2,
             "open": "9", "high": "9", "low": "9", "close": "9"}
            for stamp in (FIRST + 4 * bar * HOUR for bar in self.bars) if start <= stamp <= end
        ]  # fmt: skip
        return json.dumps({"code": "0", "data": rows}).encode()


class _Answers(dict):
    """Makes each answer when it is asked for."""

    def __init__(self, web: Coinglass) -> None:
        self._web = web

    def get(self, path: str, default: Answer | None = None) -> Answer:  # type: ignore[override]
        return Answer(body=self._web.answer(parse_qs(urlsplit(path).query)))


@pytest.mark.parametrize("kind", ["liquidations", "open_interest"])
def test_coinglass_is_asked_for_gaps_and_for_an_older_history_too(settings, venue, sync, kind):
    with Coinglass() as web:
        web.answers = _Answers(web)

        def wanted(days: float) -> SeriesSettings:
            return SeriesSettings(
                kind=kind, provider="coinglass", source="coinglass", venue="Binance", symbol="BTC", ticker="BTC",
                timeframe="4h", options={"url": f"http://{web.address}", "history_days": days},
            )  # fmt: skip

        web.bars = (*range(10), *range(13, 20))
        sync(80, wanted(1))
        assert min(hours(settings, kind)) == 60 + (4 if kind == "open_interest" else 0)
        sync(80, wanted(3.34))
        web.bars = tuple(range(30))
        report = sync(84, wanted(3.34))
        first = 4 if kind == "open_interest" else 0  # open interest is told at the end of its bar
        assert hours(settings, kind) == list(range(first, 84 + first, 4))
        assert report.counts["refilled"] == 3 and report.status == "ok"
        assert sync(84, wanted(3.34)).counts["refilled"] == 0
