from dataclasses import replace
from decimal import Decimal

import pytest

from tests.warehouse import factories as make
from warehouse.checks import run_checks

GOOD = make.candle("2024-03-01", 10)
DAY = [make.candle(make.at("2024-03-01").replace(hour=hour), 10) for hour in range(24)]


def broken(con):
    return {result.name: result.n_rows for result in run_checks(con) if result.n_rows}


def test_a_sound_warehouse_breaks_no_rule(con):
    make.store_market(
        con,
        [
            *DAY, make.candle("2024-03-01", 10, timeframe="1d"), make.funding("2024-03-01", 0.1),
            make.fear_greed("2024-03-01", 100, "Extreme Greed"), make.open_interest("2024-03-01", 0),
            make.liquidation("2024-03-01", 0, 0), make.etf_flow("2024-03-01", -5),
        ],
    )  # fmt: skip
    assert broken(con) == {}
    assert all(result.description for result in run_checks(con))


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("candles_out_of_order", [replace(GOOD, high=Decimal(9))]),
        ("candles_out_of_order", [replace(GOOD, close=Decimal(11))]),
        ("impossible_values", [make.candle("2024-03-01", 0)]),
        ("impossible_values", [replace(GOOD, volume=Decimal(-1))]),
        ("impossible_values", [make.fear_greed("2024-03-01", 101, "Extreme Greed")]),
        ("impossible_values", [make.funding("2024-03-01", 2)]),
        ("impossible_values", [make.open_interest("2024-03-01", -1)]),
        ("impossible_values", [make.liquidation("2024-03-01", -1, 0)]),
        ("days_unlike_hours", [*DAY, make.candle("2024-03-01", 10, high=11, timeframe="1d")]),
        ("stale_series", [GOOD, make.candle("2024-04-01", 10, venue="coinbase")]),
        ("sudden_jumps", [make.candle("2024-03-01", 1), make.candle("2024-03-01 01:00", 5000)]),
        ("unit_slips", [make.open_interest("2024-03-01", 5e9), make.open_interest("2024-03-02", 5.5e6)]),
        ("unit_slips", [make.candle("2024-03-01", 60), make.candle("2024-03-01 01:00", 59_400)]),
        ("unit_slips", [make.liquidation("2024-02-10", 2e6, 1e6), make.liquidation("2024-03-10", 2e3, 1e3)]),
        ("unit_slips", [make.etf_flow("2024-02-10", 5e8), make.etf_flow("2024-03-10", -6e5)]),
        ("funding_intervals_mixed",
         [make.funding("2024-03-01", 0.0001), make.funding("2024-03-01 04:00", 0.0001)]),
        ("funding_intervals_mixed",
         [make.funding(f"2024-03-01 {hour:02}:00", 0.0001, interval_hours=1.0) for hour in range(0, 24, 4)]),
        ("venue_jumps", [make.candle("2024-03-01", 100), make.candle("2024-03-01", 106, venue="okx")]),
        ("liquidation_bars_of_two_lengths",
         [make.liquidation("2024-03-01", 1, 1), make.liquidation("2024-03-01", 1, 1, hours=4)]),
    ],
)  # fmt: skip
def test_a_broken_rule_is_reported_alone(con, name, rows):
    make.store_market(con, rows)
    assert broken(con) == {name: 1}


def test_series_that_differ_for_good_reason_break_no_rule(con):
    make.store_market(
        con,
        [
            make.candle("2024-03-01", 100), make.candle("2024-03-01", 104, venue="okx"),
            make.candle("2024-03-01", 94, venue="coinbase", symbol="BTC-EUR"),
            make.funding("2024-03-01", 0.0001), make.funding("2024-03-02", 0.0001),  # two settlements are missing
            make.open_interest("2024-03-01", 5e9), make.open_interest("2024-03-02", 1e8),
        ],
    )  # fmt: skip
    assert broken(con) == {}


def test_a_doubled_row_is_reported(con):
    make.store_market(con, [GOOD])
    con.execute("insert into candles from candles")
    assert broken(con) == {"duplicate_rows": 1}
