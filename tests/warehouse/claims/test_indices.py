"""Verdicts on Fear & Greed, fund flows and relative moves."""

from datetime import date, timedelta

from tests.warehouse import factories as make
from tests.warehouse.claims.desk import DAY, days, flows, hours

# fear_greed_zone


def test_fear_and_greed_on_the_day(desk):
    cases = [
        ({"zone": "Extreme Fear"}, "confirmed", None),
        ({"zone": "extreme fear"}, "confirmed", None),
        ({"zone": "Fear"}, "near", None),
        ({"zone": "Greed"}, "contradicted", None),
        ({"value": 24, "unit": "index"}, "confirmed", None),
        ({"value": 22, "unit": "index"}, "near", None),
        ({"value": 60, "unit": "index"}, "contradicted", None),
        ({"value": 150, "unit": "index"}, "untestable", "absurd value"),
        ({"zone": "Panic"}, "untestable", "too vague"),
        ({"zone": "Greed", "time_start": "2024-03-05", "time_end": "2024-03-06"}, "confirmed", None),
        ({"zone": "Greed", "time_start": "2023-03-05", "time_end": "2023-03-06"}, "untestable",
         "no history that far back"),
    ]  # fmt: skip
    zones = [(60, "Greed")] * 6 + [(24, "Extreme Fear")] * 6
    desk.tape(*[make.fear_greed(date(2024, 3, 1 + i), value, zone) for i, (value, zone) in enumerate(zones)])
    desk.expect("fear_greed_zone", cases, **{"asset": "ALL"})


def test_a_finding_says_when_the_class_was_visited_before(desk):
    zones = [(20, "Extreme Fear")] * 3 + [(40, "Fear")] * 4 + [(24, "Extreme Fear")] * 4
    desk.tape(*[make.fear_greed(date(2024, 3, 1 + i), value, zone) for i, (value, zone) in enumerate(zones)])
    found = desk.judge("fear_greed_zone", asset="ALL", zone="Extreme Fear")
    assert found["finding"] == "24 (extreme fear) on 2024-03-10, the time before that on 2024-03-03"


def test_a_missing_day_of_fear_and_greed_is_a_gap(desk):
    desk.tape(make.fear_greed("2024-03-01", 60, "Greed"), make.fear_greed("2024-03-09", 60, "Greed"))
    found = desk.judge("fear_greed_zone", asset="ALL", zone="Extreme Fear")
    assert (found["verdict"], found["reason"]) == ("untestable", "gap in the data")
    found = desk.judge("fear_greed_zone", asset="ALL", zone="Fear", published="2024-03-06 12:00")
    assert (found["verdict"], found["reason"]) == ("untestable", "gap in the data")


def test_a_zone_not_visited_since_a_day_must_not_have_been_visited_since(desk):
    cases = [
        ({"since_date": "2023-03-02"}, "contradicted", None),  # 20 December 2023
        ({"since_date": "2023-12-20"}, "confirmed", None),
        ({"since_date": "2022-01-01"}, "contradicted", None),  # before the series, but it was visited since
        ({"since_date": "2022-01-01", "zone": "Extreme Greed"}, "contradicted", None),
    ]
    first = date(2023, 1, 1)
    zones = [
        make.fear_greed(day, 20, "Extreme Fear") if day == date(2023, 12, 20) or day >= date(2024, 3, 8)
        else make.fear_greed(day, 60, "Greed")
        for day in (first + timedelta(days=n) for n in range(440))
    ]  # fmt: skip
    desk.tape(*zones)
    desk.expect("fear_greed_zone", cases, **{"asset": "ALL", "zone": "Extreme Fear"})


# etf_flow_streak


def test_a_run_of_outflows_is_counted_in_trading_days(desk):
    cases = [
        ({"extent_days": 5.0}, "confirmed", None),
        ({"extent_days": 6.0}, "confirmed", None),
        ({"extent_days": 7.0}, "near", None),
        ({"extent_days": 9.0}, "contradicted", None),
        ({"direction": "inflow", "extent_days": 5.0}, "contradicted", None),
        ({}, "confirmed", None),
        ({"value": 6, "unit": "days"}, "confirmed", None),
        ({"direction": None}, "untestable", "too vague"),
        ({"value": 500e6, "unit": "USD"}, "untestable", "unit is not days"),
    ]  # fmt: skip
    desk.tape(*flows([5e6, 5e6, *[-10e6] * 6]), *flows([7e6] * 8, fund="SIM"))
    desk.expect("etf_flow_streak", cases, **{"direction": "outflow"})


def test_a_run_ends_with_the_day_before_if_the_last_day_turned(desk):
    desk.tape(*flows([5e6, *[-10e6] * 6, 3e6]))
    found = desk.judge("etf_flow_streak", direction="outflow", extent_days=6.0)
    assert found["verdict"] == "confirmed"
    assert found["finding"] == "6 days in a row of outflows, $60.0 million, from 2024-02-29 to 2024-03-07"


def test_a_run_cut_off_by_the_start_of_the_data_decides_nothing(desk):
    desk.tape(*flows([-10e6] * 4))
    found = desk.judge("etf_flow_streak", direction="outflow", extent_days=8.0)
    assert (found["verdict"], found["reason"]) == ("untestable", "no history that far back")
    found = desk.judge("etf_flow_streak", direction="outflow", extent_days=8.0, published="2024-05-10 12:00")
    assert (found["verdict"], found["reason"]) == ("untestable", "gap in the data")


def test_funds_are_summed_where_there_is_no_total(desk):
    desk.tape(*flows([-10e6] * 3, fund="A"), *flows([4e6] * 3, fund="B"))
    found = desk.judge("etf_flow_streak", direction="outflow", extent_days=3.0)
    assert (found["verdict"], found["measured_value"]) == ("confirmed", 3)


# relative_move


def test_one_asset_against_another(desk):
    cases = [
        ({"direction": "up"}, "confirmed", None),
        ({"direction": "down"}, "contradicted", None),
        ({"direction": "up", "value": 5, "unit": "%"}, "confirmed", None),
        ({"direction": "up", "value": 9, "unit": "%"}, "contradicted", None),
        ({"direction": "up", "benchmark": "NASDAQ"}, "untestable", "no series of NASDAQ"),
        ({"direction": None}, "untestable", "too vague"),
        ({"direction": "up", "benchmark": None}, "untestable", "too vague"),
    ]  # fmt: skip
    own = {"ticker": "ETH", "symbol": "ETH-USDT"}
    desk.tape(
        *hours([100.0] * 10 + [90.0] * 15, first="2024-03-09 11:00"),
        *hours([10.0] * 10 + [9.5] * 15, first="2024-03-09 11:00", **own),
    )
    desk.expect("relative_move", cases, **{"asset": "ETH", "benchmark": "BTC"})


def test_a_stock_is_compared_by_its_session(desk):
    stock = {"ticker": "COIN", "symbol": "COIN", "venue": "nasdaq"}
    desk.tape(
        *days([200.0, 200.0, 180.0], last="2024-03-08", **stock),
        *hours([100.0] * 24 + [99.0] * 24, first="2024-03-07 00:00"),
    )
    found = desk.judge("relative_move", asset="COIN", benchmark="BTC", direction="down", published="2024-03-08 22:00")
    assert found["verdict"] == "confirmed"
    assert found["finding"].startswith("COIN -10.00 %, BTC -1.00 %")


def test_a_benchmark_with_a_gap_decides_nothing(desk):
    desk.tape(*hours(DAY), *hours([10.0] * 5, ticker="ETH", symbol="ETH-USDT"))
    found = desk.judge("relative_move", asset="BTC", benchmark="ETH", direction="down")
    assert found["verdict"] == "untestable"
