"""Verdicts on percent changes, extremes and averages."""

import pytest

from tests.warehouse.claims.desk import DAY, days, hours

# percent_change


def test_a_change_is_close_to_close_over_its_window(desk):
    cases = [
        ({"value": 10, "direction": "down"}, "confirmed"),
        ({"value": 9.5, "direction": "down"}, "confirmed"),
        ({"value": 8.5, "direction": "down"}, "near"),
        ({"value": 5, "direction": "down"}, "contradicted"),
        ({"value": 10, "direction": "up"}, "contradicted"),
        ({"value": 10}, "confirmed"),
        ({"value": 0, "direction": "up", "window_hours": 2.0}, "confirmed"),
        ({"value_low": 8, "value_high": 12, "direction": "down"}, "confirmed"),
    ]  # fmt: skip
    desk.tape(*hours([60000.0] * 10 + [54000.0] * 15, first="2024-03-09 11:00"))
    desk.expect("percent_change", cases, **{"unit": "%", "window_hours": 24.0})


def test_a_change_names_both_closes(desk):
    desk.tape(*hours([60000.0] * 10 + [54000.0] * 15, first="2024-03-09 11:00"))
    found = desk.judge("percent_change", value=5, unit="%", direction="down", window_hours=24.0)
    assert found["finding"] == (
        "-10.00 % from 60,000.0 at 12:00 UTC on 2024-03-09 to 54,000.0 at 12:00 UTC on 2024-03-10"
    )
    assert (found["measured_value"], found["error_bps"]) == (10, 500)


def test_a_change_needs_both_ends(desk):
    desk.tape(*hours([60000.0] * 3, first="2024-03-09 11:00"))
    found = desk.judge("percent_change", value=10, unit="%", window_hours=24.0)
    assert (found["verdict"], found["reason"]) == ("untestable", "gap in the data")
    found = desk.judge("percent_change", value=10, unit="%", window_hours=24.0, published="2024-03-09 13:00")
    assert (found["verdict"], found["reason"]) == ("untestable", "no history that far back")
    assert desk.judge("percent_change", value=2700, unit="USD")["reason"] == "unit is not percent"


def test_a_daily_change_may_come_from_daily_candles(desk):
    desk.tape(*days([60000, 60000, 54000], last="2024-03-10"))
    assert (
        desk.judge("percent_change", value=10, unit="%", direction="down", window_hours=24.0)["verdict"] == "confirmed"
    )
    found = desk.judge("percent_change", value=10, unit="%", direction="down", window_hours=1.0)
    assert found["verdict"] == "untestable"


def test_a_stock_changes_from_one_close_to_the_next_whenever_it_is_told(desk):
    stock = {"ticker": "COIN", "symbol": "COIN", "venue": "nasdaq"}
    desk.tape(*days([200.0, 200.0, 180.0], last="2024-03-08", **stock))
    fall = {"asset": "COIN", "value": 10, "unit": "%", "direction": "down"}
    for published in ("2024-03-08 22:00", "2024-03-09 12:00", "2024-03-11 08:00"):
        assert desk.judge("percent_change", published=published, **fall)["verdict"] == "confirmed"
    since = {"time_start": "2024-03-08 00:00", "time_end": "2024-03-08 22:00"}
    assert desk.judge("percent_change", published="2024-03-08 22:00", **fall, **since)["verdict"] == "confirmed"


def test_daily_candles_do_not_refute_a_change_over_a_day_that_began_at_noon(desk):
    desk.tape(*days([60000, 60000, 54000], last="2024-03-10"))
    found = desk.judge("percent_change", value=3, unit="%", direction="down", window_hours=24.0)
    assert (found["verdict"], found["reason"]) == ("untestable", "only daily candles")


# extreme_since

PAST = [50000.0] * 100 + [70000.0] * 300  # low until 300 days before the last one


def test_the_extent_of_a_low_is_measured_in_the_history(desk):
    cases = [
        ({"extent_days": 300.0}, "confirmed", None),
        ({"extent_days": 310.0}, "confirmed", None),
        ({"extent_days": 330.0}, "near", None),
        ({"extent_days": 426.0}, "contradicted", None),
        ({"extent_days": 90.0}, "near", None),
        ({"since_date": "2023-05-15"}, "confirmed", None),
        # "since" counts from the day of the low, whatever was counted from the publication
        ({"since_date": "2023-05-15", "extent_days": 400.0}, "confirmed", None),
        ({"since_date": "2022-11-15"}, "contradicted", None),
        ({}, "contradicted", None),
        ({"extent_days": float("inf")}, "contradicted", None),
        ({"extent_days": -5.0}, "untestable", "absurd value"),
        ({"direction": None, "extent_days": 300.0}, "untestable", "too vague"),
        ({"direction": "high", "extent_days": 300.0}, "contradicted", None),
    ]  # fmt: skip
    desk.tape(*days(PAST, last="2024-03-08"), *hours(DAY))
    desk.expect("extreme_since", cases, **{"direction": "low"})


def test_a_finding_gives_the_true_extent(desk):
    desk.tape(*days(PAST, last="2024-03-08"), *hours(DAY))
    found = desk.judge("extreme_since", direction="low", extent_days=426.0)
    assert found["finding"] == "low 53,000.0 at 18:00 UTC on 2024-03-09, lowest since 2023-05-13: a 10-month low"
    assert (found["stated_value"], found["measured_value"]) == (426, 301)


def test_a_history_that_is_too_short_decides_nothing(desk):
    desk.tape(*days([70000.0] * 200, last="2024-03-08"), *hours(DAY))
    found = desk.judge("extreme_since", direction="low", extent_days=426.0)
    assert (found["verdict"], found["reason"]) == ("untestable", "no history that far back")
    assert desk.judge("extreme_since", direction="low", since_date="2023-01-01")["reason"] == "no history that far back"
    assert desk.judge("extreme_since", direction="low")["reason"] == "no history that far back"
    assert desk.judge("extreme_since", direction="high", extent_days=426.0)["verdict"] == "contradicted"


def test_an_all_time_low_in_a_long_history(desk):
    desk.tape(*days([70000.0] * 400, last="2024-03-08"), *hours(DAY))
    found = desk.judge("extreme_since", direction="low")
    assert found["verdict"] == "confirmed"
    assert found["finding"].endswith("lowest since the data begins on 2023-02-03")


def test_a_history_with_a_hole_confirms_nothing(desk):
    past = days(PAST, last="2024-03-08")
    desk.tape(*past[:150], *past[250:], *hours(DAY))
    found = desk.judge("extreme_since", direction="low", extent_days=300.0)
    assert (found["verdict"], found["reason"]) == ("untestable", "gap in the data")


def test_the_biggest_one_day_drop(desk):
    closes = [100.0] * 50 + [85.0] * 50 + [84.0] * 100 + [75.6, 75.6]  # -15 %, -1.2 %, and -10 % on 9 March
    desk.tape(*days(closes, last="2024-03-10"))
    values = {"direction": "down", "time_start": "2024-03-09", "time_end": "2024-03-10"}
    found = desk.judge("extreme_since", extent_days=150.0, **values)
    assert found["verdict"] == "confirmed"
    assert found["finding"] == "-10.00 % on 2024-03-09, biggest fall since 2023-10-11: a 5-month record"
    assert desk.judge("extreme_since", extent_days=400.0, **values)["verdict"] == "contradicted"


# moving_average_cross


def test_closes_are_held_against_the_average(desk):
    cases = [
        ({"relation": "below"}, "confirmed", None),
        ({"direction": "down"}, "confirmed", None),
        ({"relation": "above", "time_start": "2024-03-10 06:00", "time_end": "2024-03-10 12:00"}, "contradicted", None),
        ({"relation": "below", "average_kind": "ema"}, "confirmed", None),
        ({"relation": "below", "average_days": 300.0}, "untestable", "no history that far back"),
        ({"relation": "below", "average_days": None}, "untestable", "too vague"),
        ({"average_days": 50.0}, "untestable", "too vague"),
        ({"relation": "below", "average_days": 1e9}, "untestable", "absurd value"),
    ]  # fmt: skip
    desk.tape(*days([58000.0] * 220), *hours(DAY))
    desk.expect("moving_average_cross", cases, **{"average_days": 200.0})


def test_close_to_the_average_is_near(desk):
    desk.tape(*days([52800.0] * 220), *hours([53000.0] * 24))
    found = desk.judge("moving_average_cross", average_days=200.0, relation="below")
    assert found["verdict"] == "near"
    assert found["finding"] == "lowest close 53,000.0, 200-day SMA 52,800.0: never below it"


def test_having_been_below_for_long_is_no_break(desk):
    desk.tape(*days([58000.0] * 200 + [50000.0] * 20), *hours([51000.0] * 24))
    found = desk.judge("moving_average_cross", average_days=200.0, direction="down")
    assert found["verdict"] == "near"
    assert found["finding"].endswith("below it before that already")
    assert desk.judge("moving_average_cross", average_days=200.0, relation="below")["verdict"] == "confirmed"


def test_an_exponential_average_weighs_the_last_days_more(desk):
    closes = [50000.0] * 100 + [60000.0] * 20
    desk.tape(*days(closes), *hours([59000.0] * 24))
    alpha, average = 2 / 21, closes[0]
    for close in closes:
        average += alpha * (close - average)
    found = desk.judge("moving_average_cross", average_days=20.0, average_kind="ema", relation="above")
    assert found["stated_value"] == pytest.approx(average, rel=1e-4)
    assert found["verdict"] == "confirmed"


def test_an_average_over_missing_days_decides_nothing(desk):
    rows = days([58000.0] * 260)
    desk.tape(*rows[:100], *rows[140:], *hours(DAY))
    found = desk.judge("moving_average_cross", average_days=200.0, relation="below")
    assert (found["verdict"], found["reason"]) == ("untestable", "gap in the data")
