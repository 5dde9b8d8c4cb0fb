"""Verdicts on stated prices: touched, and at a moment."""

import pytest

from tests.warehouse import factories as make
from tests.warehouse.claims.desk import DAY, days, hours

# price_touched


def test_the_low_of_a_day_does_not_speak_for_its_morning_where_hours_are_known(desk):
    """The spot series has days only; the hours of the perpetual show that the low came in the evening."""
    evening = hours([60000.0] * 20 + [52000.0] + [60000.0] * 3, first="2024-03-09 00:00", symbol="BTC-USDT-PERP")
    morning = {"time_start": "2024-03-09 00:00", "time_end": "2024-03-09 12:00", "direction": "low", "value": 52000}
    desk.tape(*days([60000.0, 60000.0], last="2024-03-09", low=52000))
    assert desk.judge("price_touched", **morning)["verdict"] == "confirmed"
    desk.tape(*evening)
    found = desk.judge("price_touched", **morning)
    assert (found["verdict"], found["symbol"]) == ("contradicted", "BTC-USDT-PERP")
    whole_day = morning | {"time_end": "2024-03-10 00:00"}
    assert desk.judge("price_touched", **whole_day)["verdict"] == "confirmed"


def test_a_touched_price_is_held_against_low_and_high(desk):
    cases = [
        ({"value": 53000, "direction": "low"}, "confirmed"),
        ({"value": 53200, "direction": "low"}, "confirmed"),
        ({"value": 52500, "direction": "low"}, "near"),
        ({"value": 51000, "direction": "low"}, "contradicted"),
        ({"value": 52000, "direction": "low"}, "contradicted"),
        ({"value": 52000, "direction": "low", "approximate": True}, "near"),
        ({"value": 55000, "direction": "low"}, "near"),
        ({"value": 60000, "direction": "high"}, "confirmed"),
        ({"value": 65000, "direction": "high"}, "contradicted"),
        ({"value": 55000}, "confirmed"),
        ({"value": 50000}, "contradicted"),
        ({"value_low": 52000, "value_high": 53500, "direction": "low"}, "confirmed"),
    ]  # fmt: skip
    desk.tape(*hours(DAY))
    desk.expect("price_touched", cases)


def test_the_evidence_of_a_touched_price(desk):
    desk.tape(*hours(DAY))
    found = desk.judge("price_touched", value=52500, direction="low")
    assert found["measured_value"] == 53000
    assert found["error_bps"] == pytest.approx(95.238, abs=0.001)
    assert (found["tolerance_bps"], found["near_tolerance_bps"]) == (50, 150)
    assert (found["venue"], found["symbol"], found["n_observations"], found["coverage"]) == (
        "binance",
        "BTC-USDT",
        24,
        1,
    )
    assert found["evidence_at"] == make.at("2024-03-09 19:00")
    assert found["known_at"] == make.at("2024-03-12 12:00")
    assert found["finding"].startswith("low 53,000.0 at 18:00 UTC on 2024-03-09")


def test_only_the_time_that_the_text_names_counts(desk):
    desk.tape(*hours(DAY))
    early = {"time_start": "2024-03-09 12:00", "time_end": "2024-03-09 18:00"}
    assert desk.judge("price_touched", value=53000, direction="low", **early)["verdict"] == "contradicted"
    assert desk.judge("price_touched", value=60000, direction="low", **early)["verdict"] == "confirmed"


def test_a_candle_that_opens_after_publication_is_no_evidence(desk):
    desk.tape(*hours([*DAY, 50000.0, 50000.0]))
    whole_day = {"time_start": "2024-03-10 00:00", "time_end": "2024-03-11 00:00"}
    assert desk.judge("price_touched", value=50000, direction="low", **whole_day)["verdict"] == "contradicted"
    assert desk.judge("price_touched", value=50000, direction="low")["verdict"] == "contradicted"


def test_a_gap_never_contradicts_and_may_still_confirm(desk):
    rows = hours(DAY)
    desk.tape(*rows[:4], *rows[8:])
    found = desk.judge("price_touched", value=53000, direction="low")
    assert (found["verdict"], found["reason"]) == ("untestable", "gap in the data")
    assert found["coverage"] == pytest.approx(20 / 24)
    assert desk.judge("price_touched", value=60000, direction="high")["verdict"] == "confirmed"


def test_a_daily_candle_serves_where_hours_are_missing_and_says_so(desk):
    desk.tape(
        make.candle("2024-03-09", 58000, low=53000, high=61000, timeframe="1d"),
        make.candle("2024-03-10", 58000, low=55000, high=59000, timeframe="1d"),
        *hours(DAY)[20:],
    )
    found = desk.judge("price_touched", value=53000, direction="low")
    assert found["verdict"] == "confirmed"
    assert found["finding"] == (
        "low 53,000.0 on 2024-03-09 (daily candles: no finer ones cover the time)"
        " in the hours before publication (the text names no time)"
    )


def test_the_venue_where_it_holds_is_named(desk):
    desk.tape(*hours(DAY), *hours([price - 1000 for price in DAY], venue="coinbase", symbol="BTC-USD"))
    found = desk.judge("price_touched", value=52000, direction="low")
    assert (found["verdict"], found["venue"], found["symbol"]) == ("confirmed", "coinbase", "BTC-USD")
    assert desk.judge("price_touched", value=53000, direction="low")["venue"] == "binance"


def test_a_price_in_another_currency_needs_a_series_in_it(desk):
    desk.tape(*hours(DAY), *hours([49000.0] * 24, symbol="BTC-EUR", venue="kraken"))
    found = desk.judge("price_touched", value=49000, unit="EUR")
    assert (found["verdict"], found["venue"]) == ("confirmed", "kraken")


# price_at


def test_a_price_at_publication_is_the_last_close(desk):
    cases = [
        ({"value": 56000, "relation": "at"}, "confirmed"),
        ({"value": 56800, "relation": "at"}, "near"),
        ({"value": 60000, "relation": "at"}, "contradicted"),
        ({"value": 55000, "relation": "above"}, "confirmed"),
        ({"value": 57000, "relation": "above"}, "near"),
        ({"value": 58000, "relation": "above"}, "contradicted"),
        ({"value": 57000, "relation": "below"}, "confirmed"),
        ({"value": 50000, "relation": "below"}, "contradicted"),
        (
            {"value": 59000, "relation": "above", "time_start": "2024-03-09 12:00", "time_end": "2024-03-10"},
            "confirmed",
        ),
        (
            {"value": 54000, "relation": "below", "time_start": "2024-03-09 12:00", "time_end": "2024-03-10"},
            "confirmed",
        ),
    ]  # fmt: skip
    desk.tape(*hours(DAY))
    desk.expect("price_at", cases)


def test_a_price_at_a_time_that_is_named_was_there_at_some_moment_of_it(desk):
    desk.tape(*hours(DAY))
    found = desk.judge("price_at", value=53000, relation="at", time_start="2024-03-09 12:00", time_end="2024-03-10")
    assert found["verdict"] == "confirmed"
    assert found["finding"] == "at 56,000.0 at 00:00 UTC on 2024-03-10, traded between 53,000.0 and 60,000.0"


def test_the_hour_of_publication_counts_with_all_its_prices(desk):
    desk.tape(*hours(DAY), make.candle("2024-03-10 12:00", 59000, open=56000, low=55900, high=59100))
    found = desk.judge("price_at", value=58000, relation="at", published="2024-03-10 12:30")
    assert (found["verdict"], found["measured_value"]) == ("confirmed", 56000)


def test_a_price_at_needs_a_candle_at_that_time(desk):
    desk.tape(*hours(DAY)[:20])
    found = desk.judge("price_at", value=70000, relation="at")
    assert (found["verdict"], found["reason"]) == ("untestable", "gap in the data")
