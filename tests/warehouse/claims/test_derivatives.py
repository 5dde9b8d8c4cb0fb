"""Verdicts on liquidation totals, funding and open interest."""

import pytest

from tests.warehouse.claims.desk import bars, interest, settlements

# liquidation_total


def test_a_liquidation_total_is_summed_over_its_window(desk):
    cases = [
        ({"value": 720e6}, "confirmed", None),
        ({"value": 740e6}, "confirmed", None),
        ({"value": 640e6}, "near", None),
        ({"value": 1400e6}, "contradicted", None),
        ({"value": 100e6}, "contradicted", None),
        ({"value": 600e6, "position_side": "long"}, "confirmed", None),
        ({"value": 120e6, "position_side": "short"}, "confirmed", None),
        ({"value": 600e6, "position_side": "short"}, "contradicted", None),
        ({"value": 720e6, "asset": "ALL"}, "confirmed", None),
        ({"value": 720e6, "unit": "BTC"}, "untestable", "unit is not US dollars"),
        ({"value": 720e6, "window_hours": 1.0}, "untestable", "bars are longer than the window"),
        ({"value": 720e6, "asset": None}, "untestable", "no asset"),
        ({"value": 720e6, "asset": "DOGE"}, "untestable", "no series"),
    ]  # fmt: skip
    desk.tape(*bars(100e6, 20e6, venue="all"))
    desk.expect("liquidation_total", cases, **{"asset": "BTC", "window_hours": 24.0, "position_side": "both"})


def test_a_day_of_liquidations_may_be_the_day_so_far_or_the_last_24_hours(desk):
    desk.tape(*bars(100e6, 20e6, venue="all"))
    cases = [({"value": 360e6}, "confirmed"), ({"value": 720e6}, "confirmed"), ({"value": 1400e6}, "contradicted")]
    desk.expect("liquidation_total", cases, time_start="2024-03-10", time_end="2024-03-11")


def test_one_venue_is_only_a_part_of_the_market(desk):
    desk.tape(*bars(100e6, 20e6))
    found = desk.judge("liquidation_total", value=1400e6, window_hours=24.0, position_side="both")
    assert (found["verdict"], found["reason"]) == ("untestable", "only a part of the market")
    assert found["finding"] == "$720.0 million in 24 hours on binance"
    assert desk.judge("liquidation_total", value=300e6, window_hours=24.0)["verdict"] == "contradicted"
    assert desk.judge("liquidation_total", value=730e6, window_hours=24.0)["verdict"] == "confirmed"


def test_an_invented_market_is_whole(desk):
    desk.tape(*bars(100e6, 20e6, is_simulated=True))
    assert desk.judge("liquidation_total", value=1400e6, window_hours=24.0)["verdict"] == "contradicted"


def test_missing_bars_do_not_contradict_a_total(desk):
    rows = bars(100e6, 20e6, venue="all")
    desk.tape(*rows[:5], *rows[7:])
    found = desk.judge("liquidation_total", value=720e6, window_hours=24.0)
    assert (found["verdict"], found["reason"]) == ("untestable", "gap in the data")
    found = desk.judge("liquidation_total", value=720e6, window_hours=24.0, published="2024-03-09 08:00")
    assert (found["verdict"], found["reason"]) == ("untestable", "no history that far back")


def test_the_market_total_of_a_source_is_not_added_to_its_parts(desk):
    desk.tape(*bars(10e6, 0, venue="all"), *bars(50e6, 0, venue="all", ticker="ALL", symbol=""))
    found = desk.judge("liquidation_total", value=300e6, asset="ALL", window_hours=24.0)
    assert (found["verdict"], found["measured_value"]) == ("confirmed", 300e6)


# funding_sign


def test_the_sign_of_funding_is_counted_over_a_week(desk):
    tapes = {
        "A": [0.0001] * 21, "B": [0.0001] * 12 + [-0.0001] * 9, "C": [-0.0001] * 15 + [0.0001] * 6, "D": [0.0] * 21,
        "SHORT": [0.0001] * 9,
    }  # fmt: skip
    for ticker, rates in tapes.items():
        desk.tape(*settlements(rates, ticker=ticker, symbol=f"{ticker}-USDT-PERP"))
    cases = [
        ({"asset": "A", "direction": "positive"}, "confirmed"),
        ({"asset": "B", "direction": "positive"}, "near"),
        ({"asset": "C", "direction": "positive"}, "contradicted"),
        ({"asset": "C", "direction": "negative"}, "confirmed"),
        ({"asset": "D", "direction": "negative"}, "contradicted"),
        ({"asset": "A", "direction": "up"}, "untestable", "too vague"),
        ({"asset": "SHORT", "direction": "positive"}, "untestable", "gap in the data"),
        ({"asset": "SHORT", "direction": "negative"}, "untestable", "gap in the data"),
    ]
    desk.expect("funding_sign", cases)


def test_a_stated_window_of_funding_is_kept(desk):
    desk.tape(*settlements([0.0001] * 18 + [-0.0001] * 3))
    found = desk.judge("funding_sign", direction="negative", window_hours=24.0)
    assert found["verdict"] == "confirmed"
    assert found["finding"] == "negative in 3 of 3 settlements, mean -0.0100 %"
    assert found["measured_value"] == pytest.approx(-0.0001)


# open_interest_rank


def test_open_interest_is_ranked_in_its_own_history(desk):
    tapes = {
        "UP": [*range(1, 121)], "DOWN": [*range(120, 0, -1)], "BELOW": [200] * 16 + [*range(1, 105)],
        "SHORT": [*range(1, 60)], "CLOSE": [100] * 60 + [96] * 60, "FAR": [100] * 60 + [80] * 60,
    }  # fmt: skip
    for ticker, values in tapes.items():
        desk.tape(*interest(values, ticker=ticker, symbol=f"{ticker}-USDT-PERP"))
    cases = [
        ({"asset": "UP", "direction": "high"}, "confirmed"),
        ({"asset": "UP", "direction": "low"}, "contradicted"),
        ({"asset": "DOWN", "direction": "low"}, "confirmed"),
        ({"asset": "BELOW", "direction": "high"}, "near"),
        # Sixty days were higher, but by a twentieth only.
        ({"asset": "CLOSE", "direction": "high"}, "near"),
        ({"asset": "FAR", "direction": "high"}, "contradicted"),
        ({"asset": "SHORT", "direction": "high"}, "untestable", "no history that far back"),
        ({"asset": "UP", "direction": "up"}, "untestable", "too vague"),
    ]
    desk.expect("open_interest_rank", cases)


def test_open_interest_that_ended_long_ago_is_a_gap(desk):
    desk.tape(*interest([*range(1, 121)], last="2024-02-10"))
    found = desk.judge("open_interest_rank", direction="high")
    assert (found["verdict"], found["reason"]) == ("untestable", "gap in the data")
