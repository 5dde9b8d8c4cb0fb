"""What syncs remember, and what they find missing."""

from datetime import timedelta

import pytest

from tests.warehouse import factories as make
from warehouse.syncs import (
    SeriesEnds,
    SeriesKey,
    add_gap_request,
    add_history_request,
    history_asked_from,
    open_gaps,
    series_ends,
)

HOURLY = SeriesKey(kind="candles", source="sim", venue="binance", symbol="BTC-USDT", timeframe="1h")
FUNDING = SeriesKey(kind="funding_rates", source="sim", venue="binance", symbol="BTC-USDT-PERP")
FIRST = make.at("2024-03-01")


def gaps(con, *, as_of=None):
    cursor = con.cursor()
    if as_of:
        cursor.execute("set variable as_of = $t::timestamptz", {"t": make.at(as_of)})
    return cursor.execute("select kind, symbol, gap_start, gap_end, n_missing from series_gaps order by all").fetchall()


def test_how_far_each_series_reaches(con):
    make.store_market(
        con,
        [
            *make.candles("2024-03-01", [1, 2, 3]),
            make.candle("2024-03-05", 1, timeframe="1d"),
            make.fear_greed("2024-03-02", 20, "Extreme Fear"),
            make.etf_flow("2024-03-03", -1),
            make.funding("2024-03-01 08:00", 0.1),
        ],
    )
    assert series_ends(con, HOURLY) == SeriesEnds(first_time=FIRST, last_time=make.at("2024-03-01 02:00"))
    index = series_ends(con, SeriesKey(kind="fear_greed", source="sim"))
    assert index and index.last_time == make.at("2024-03-02")
    flows = series_ends(con, SeriesKey(kind="etf_flows", source="sim", symbol="TOTAL"))
    assert flows and flows.last_time == make.at("2024-03-03")
    assert series_ends(con, FUNDING) is not None
    assert series_ends(con, SeriesKey(kind="funding_rates", source="sim", venue="okx", symbol="BTC-USDT-PERP")) is None


def test_missing_bars_are_gaps_and_those_of_stocks_are_not(con):
    rows = make.candles("2024-03-01", [1, 2, 3, 4, 5])
    stock = make.candles("2024-03-01", [1, 2, 3], timeframe="1d", symbol="COIN", ticker="COIN")
    make.store_market(con, [rows[0], rows[3], rows[4], stock[0], stock[2]])
    gap = ("candles", "BTC-USDT", make.at("2024-03-01 01:00"), make.at("2024-03-01 03:00"), 2)
    assert gaps(con) == [gap]
    assert gaps(con, as_of="2024-03-01 03:30") == []


@pytest.mark.parametrize("kind", ["mark_prices", "liquidations"])
def test_bars_of_other_kinds_have_gaps_too(con, kind):
    hours = [FIRST + timedelta(hours=i) for i in (0, 1, 4)]
    rows = [make.mark_price(at, 1) if kind == "mark_prices" else make.liquidation(at, 1, 2) for at in hours]
    make.store_market(con, rows)
    assert gaps(con) == [(kind, "BTC-USDT-PERP", FIRST + timedelta(hours=2), FIRST + timedelta(hours=4), 2)]


def test_a_missed_settlement_is_a_gap_and_a_late_or_an_extra_one_is_not(con):
    late = timedelta(milliseconds=7)
    hours = {0: late, 8: late, 24: late, 28: late, 32: late}
    make.store_market(con, [make.funding(FIRST + timedelta(hours=i) + by, 0.1) for i, by in hours.items()])
    start, end = (FIRST + timedelta(hours=i) + late for i in (8, 24))
    assert gaps(con) == [("funding_rates", "BTC-USDT-PERP", start, end, 1)]


@pytest.mark.parametrize("kind", ["open_interest", "long_short_ratios"])
def test_regular_observations_have_gaps_and_samples_have_none(con, kind):
    make_row = make.open_interest if kind == "open_interest" else make.long_short_ratio
    regular = [0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13]
    sampled = [0, 0.3, 2, 2.1, 5, 9, 9.5, 30]
    make.store_market(con, [make_row(FIRST + timedelta(hours=i), 1) for i in regular])
    make.store_market(con, [make_row(FIRST + timedelta(hours=i), 1, venue="sampled") for i in sampled])
    assert gaps(con) == [(kind, "BTC-USDT-PERP", FIRST + timedelta(hours=5), FIRST + timedelta(hours=9), 3)]


def test_missing_days_of_the_index_and_missing_weekdays_of_flows_are_gaps(con):
    index = [make.fear_greed(f"2024-03-{day:02}", 20, "Extreme Fear") for day in (1, 2, 5)]
    flows = [make.etf_flow(f"2024-03-{day:02}", 1e6) for day in (1, 4, 7, 12)]  # 1 March was a Friday
    make.store_market(con, [*index, *flows, make.etf_flow("2024-03-18", 1e6)])
    assert gaps(con) == [
        ("etf_flows", "TOTAL", make.at("2024-03-13"), make.at("2024-03-18"), 3),
        ("fear_greed", "", make.at("2024-03-03"), make.at("2024-03-05"), 2),
    ]


def test_a_gap_is_open_until_it_was_asked_for_often_enough(con):
    make.store_market(con, [make.funding(FIRST + timedelta(hours=i), 0.1) for i in (0, 8, 32)])
    [gap] = open_gaps(con, FUNDING, max_requests=2)
    other = SeriesKey(kind="open_interest", source="sim", venue="binance", symbol="BTC-USDT-PERP")
    for key in (FUNDING, other, FUNDING):
        assert open_gaps(con, FUNDING, max_requests=2) == [gap]
        add_gap_request(con, key, *gap, asked_at=FIRST)
    assert open_gaps(con, FUNDING, max_requests=2) == []
    assert gaps(con)  # still listed


def test_the_earliest_moment_that_was_asked_for_is_remembered(con):
    assert history_asked_from(con, FUNDING) is None
    for day in ("2024-02-01", "2023-01-01", "2024-03-01"):
        add_history_request(con, FUNDING, make.at(day), asked_at=FIRST)
    assert history_asked_from(con, FUNDING) == make.at("2023-01-01")
    assert history_asked_from(con, HOURLY) is None
