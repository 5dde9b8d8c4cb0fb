"""Verdicts, by kind of claim: confirmed, near, contradicted, untestable, gaps, and nothing of the future."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.warehouse import factories as make
from warehouse.claims import CLAIM_KINDS, CheckCounts, Tolerance, check_claims
from warehouse.errors import WarehouseError

PUBLISHED = "2024-03-10 12:00"
LATER = "2024-06-01"

TOLERANCES = {
    "price_touched": Tolerance(confirmed=50, near=150, approximate_factor=2),
    "price_at": Tolerance(confirmed=75, near=200, approximate_factor=2),
    "percent_change": Tolerance(confirmed=75, near=200, approximate_factor=2),
    "extreme_since": Tolerance(confirmed=500, near=1500, approximate_factor=2),
    "moving_average_cross": Tolerance(confirmed=0, near=100),
    "liquidation_total": Tolerance(confirmed=500, near=1500, approximate_factor=2),
    "funding_sign": Tolerance(confirmed=3333, near=5000),
    "open_interest_rank": Tolerance(confirmed=1000, near=2000),
    "fear_greed_zone": Tolerance(confirmed=0, near=3, approximate_factor=2),
    "etf_flow_streak": Tolerance(confirmed=0, near=1),
    "relative_move": Tolerance(confirmed=0, near=50),
}


@dataclass
class Desk:
    """A warehouse with one article, to which claims and market rows are added."""

    con: object

    def tape(self, *rows, known_at="2030-01-01"):
        make.store_market(self.con, list(rows), known_at=known_at)

    def check(self, known_at=LATER) -> CheckCounts:
        at = make.at(known_at)
        return check_claims(self.con, known_at=at, tolerances=TOLERANCES, settle_hours=36, checked_at=at)

    def judge(self, kind, *, published=PUBLISHED, known_at=LATER, **values):
        """Check one claim of an article and return its row of claim_verdicts as a dictionary."""
        n = self.con.execute("select count(*) from claims").fetchone()[0]
        article_id = f"a{n}"
        stated = make.claim(f"c{n}", kind, article_id, **values)
        available = {} if published else {"available_at": make.at(PUBLISHED)}
        make.store_article(self.con, make.article(article_id, published, **available), claims=[stated])
        self.check(known_at)
        return self.verdict(f"c{n}")

    def expect(self, kind, cases, **common):
        """Check several claims at once: each case is its values, the verdict, and the reason if there is one."""
        claims = [make.claim(f"c{n}", kind, **{**common, **case[0]}) for n, case in enumerate(cases)]
        make.store_article(self.con, make.article("a1", PUBLISHED), claims=claims)
        self.check()
        found = [self.verdict(f"c{n}") for n in range(len(cases))]
        expected = [(case[0], case[1], case[2] if len(case) > 2 else None) for case in cases]
        assert [(case[0], row["verdict"], row["reason"]) for case, row in zip(cases, found, strict=True)] == expected

    def verdict(self, claim_id):
        cursor = self.con.execute("select * from claim_verdicts where claim_id = $id", {"id": claim_id})
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))


@pytest.fixture
def desk(con):
    return Desk(con)


def hours(closes, *, first="2024-03-09 12:00", **values):
    return make.candles(first, closes, **values)


def days(closes, *, last="2024-03-09", **values):
    first = date.fromisoformat(last) - timedelta(days=len(closes) - 1)
    return make.candles(first.isoformat(), closes, timeframe="1d", **values)


DAY = [60000.0] * 6 + [53000.0] + [56000.0] * 17  # 24 hours up to publication; the low is at 18:00


# What blocks a check from the outset


def test_a_guess_can_be_confirmed_but_not_contradicted(desk):
    cases = [
        ({"value": 53000, "confidence": 0.4}, "confirmed", None),
        ({"value": 40000, "confidence": 0.4}, "untestable", "the text leaves its time, base or asset open"),
        ({"value": 40000, "confidence": 0.5}, "contradicted", None),
    ]
    desk.tape(*hours(DAY))
    desk.expect("price_touched", cases, direction="low")


def test_the_very_low_is_not_confirmed_by_a_price_passed_on_the_way(desk):
    cases = [
        ({"value": 56000}, "near", None),
        ({"value": 56000, "relation": "at"}, "contradicted", None),
        ({"value": 53000, "relation": "at"}, "confirmed", None),
    ]
    desk.tape(*hours(DAY))
    desk.expect("price_touched", cases, direction="low")


def test_what_cannot_be_checked_says_why(desk):
    cases = [
        ({"modality": "conditional"}, "untestable", "conditional"),
        ({"modality": "forecast"}, "untestable", "forecast"),
        ({"asset": None}, "untestable", "no asset"),
        ({"asset": "ALL"}, "untestable", "no asset"),
        ({"value": None}, "untestable", "no figure"),
        ({"value": 0}, "untestable", "absurd value"),
        ({"value": 53}, "untestable", "absurd value"),
        ({"window_hours": -1.0}, "untestable", "absurd value"),
        ({"asset": "DOGE"}, "untestable", "no series"),
        ({"time_start": "2024-03-11", "time_end": "2024-03-12"}, "untestable", "not yet past"),
        ({"time_start": "1990-03-11"}, "untestable", "too vague"),
        ({"unit": "EUR"}, "untestable", "no series"),
    ]
    desk.tape(*hours(DAY))
    desk.expect("price_touched", cases, **{"value": 53000, "direction": "low"})


def test_a_claim_of_an_article_without_a_date_is_untestable(desk):
    desk.tape(*hours(DAY))
    dated = {"time_start": "2024-03-09", "time_end": "2024-03-10"}
    found = desk.judge("price_touched", value=53000, direction="low", published=None, **dated)
    assert (found["verdict"], found["reason"]) == ("untestable", "no date")


# price_touched


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


# liquidation_total


def bars(long_usd, short_usd, *, n=12, first="2024-03-09 00:00", **values):
    start = make.at(first)
    return [make.liquidation(start + timedelta(hours=4 * i), long_usd, short_usd, hours=4, **values) for i in range(n)]


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


def settlements(rates, *, last=PUBLISHED, **values):
    end = make.at(last)
    return [make.funding(end - timedelta(hours=8 * i), rate, **values) for i, rate in enumerate(reversed(rates))]


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


def interest(values, *, last="2024-03-10", **more):
    end = make.at(last)
    return [make.open_interest(end - timedelta(days=i), value, **more) for i, value in enumerate(reversed(values))]


def test_open_interest_is_ranked_in_its_own_history(desk):
    tapes = {
        "UP": [*range(1, 121)], "DOWN": [*range(120, 0, -1)], "BELOW": [200] * 16 + [*range(1, 105)],
        "SHORT": [*range(1, 60)],
    }  # fmt: skip
    for ticker, values in tapes.items():
        desk.tape(*interest(values, ticker=ticker, symbol=f"{ticker}-USDT-PERP"))
    cases = [
        ({"asset": "UP", "direction": "high"}, "confirmed"),
        ({"asset": "UP", "direction": "low"}, "contradicted"),
        ({"asset": "DOWN", "direction": "low"}, "confirmed"),
        ({"asset": "BELOW", "direction": "high"}, "near"),
        ({"asset": "SHORT", "direction": "high"}, "untestable", "no history that far back"),
        ({"asset": "UP", "direction": "up"}, "untestable", "too vague"),
    ]
    desk.expect("open_interest_rank", cases)


def test_open_interest_that_ended_long_ago_is_a_gap(desk):
    desk.tape(*interest([*range(1, 121)], last="2024-02-10"))
    found = desk.judge("open_interest_rank", direction="high")
    assert (found["verdict"], found["reason"]) == ("untestable", "gap in the data")


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


def flows(amounts, *, last="2024-03-08", **values):
    """Flows of consecutive weekdays up to `last`."""
    day, rows = date.fromisoformat(last), []
    for amount in reversed(amounts):
        while day.weekday() > 4:
            day -= timedelta(days=1)
        rows.append(make.etf_flow(day, amount, **values))
        day -= timedelta(days=1)
    return rows


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


# Running again


def test_checking_again_changes_nothing(desk, con):
    desk.tape(*hours(DAY))
    desk.judge("price_touched", value=53000, direction="low")
    before = con.execute("from claim_checks").fetchall()
    assert desk.check() == CheckCounts(checked=1, changed=0, confirmed=1, near=0, contradicted=0, untestable=0)
    assert desk.check("2026-01-01").changed == 0
    assert con.execute("from claim_checks").fetchall() == before


def test_a_verdict_ripens_as_its_day_settles(desk):
    rows = hours([60000.0] * 36, first="2024-03-09 00:00")
    desk.tape(*rows[:32])
    values = {"value": 52000, "direction": "low", "published": "2024-03-10 09:30"}
    found = desk.judge("price_touched", known_at="2024-03-10 10:00", **values)
    assert (found["verdict"], found["reason"]) == ("untestable", "not all known yet")
    desk.tape(*rows[32:])
    assert desk.check("2024-03-10 14:00").changed == 1
    found = desk.verdict("c0")
    assert (found["verdict"], found["known_at"]) == ("contradicted", make.at("2024-03-10 14:00"))
    assert desk.check("2024-04-10").changed == 0


def test_an_article_that_is_not_known_yet_is_not_checked(desk):
    make.store_article(desk.con, make.article("a1", PUBLISHED), claims=[make.claim("c0", "price_touched", value=1)])
    assert desk.check("2024-03-10 11:00").checked == 0


def test_nothing_that_becomes_known_later_changes_a_verdict(desk, con):
    """A future row, a late correction of old rows, and a row that arrives late: the check of then stays the same."""
    tape = [
        *days([70000.0 + i for i in range(400)], last="2024-03-10"),
        *hours([61000.0 - 50 * (i % 9) for i in range(48)], first="2024-03-09 00:00"),
        *hours([3000.0 - i for i in range(48)], first="2024-03-09 00:00", ticker="ETH", symbol="ETH-USDT"),
        *bars(100e6, 20e6, venue="all"),
        *settlements([0.0001] * 21),
        *interest([*range(1, 121)]),
        *flows([-1e6] * 9),
        *[make.fear_greed(date(2024, 3, i), 20 + i, "Fear") for i in range(1, 11)],
    ]
    desk.tape(*tape)
    values = {
        "price_touched": {"value": 61000}, "price_at": {"value": 61000, "relation": "at"},
        "percent_change": {"value": 1, "unit": "%", "direction": "down"},
        "extreme_since": {"direction": "low", "extent_days": 300.0},
        "moving_average_cross": {"average_days": 200.0, "relation": "below"},
        "liquidation_total": {"value": 720e6, "window_hours": 24.0}, "funding_sign": {"direction": "positive"},
        "open_interest_rank": {"direction": "high"}, "fear_greed_zone": {"zone": "Fear", "asset": "ALL"},
        "etf_flow_streak": {"direction": "outflow", "extent_days": 5.0},
        "relative_move": {"direction": "up", "benchmark": "ETH"},
    }  # fmt: skip
    claims = [make.claim(kind, kind, **values[kind]) for kind in CLAIM_KINDS]
    make.store_article(con, make.article("a1", PUBLISHED), claims=claims)
    assert desk.check("2024-03-15").untestable == 0
    before = con.execute("from claim_checks order by claim_id").fetchall()
    desk.tape(*[shifted(row) for row in tape[-120:]], known_at="2024-05-01")
    desk.tape(*[altered(row) for row in tape], known_at="2024-05-02")
    desk.tape(*hours([5.0] * 300, venue="new", available_at=make.at("2024-05-03")), known_at="2024-05-03")
    assert desk.check("2024-03-15").changed == 0
    assert desk.check("2024-07-01").changed == 0
    assert con.execute("from claim_checks order by claim_id").fetchall() == before


def shifted(row):
    """The same row four weeks later, with another value."""
    moved = {}
    for name in ("open_time", "close_time", "observed_at", "available_at"):
        if hasattr(row, name):
            moved[name] = getattr(row, name) + timedelta(days=28)
    for name in ("observed_date", "flow_date"):
        if hasattr(row, name):
            moved[name] = getattr(row, name) + timedelta(days=28)
    return altered(replace(row, **moved))


def altered(row):
    for name in ("low", "funding_rate", "open_interest_usd", "long_usd", "flow_usd"):
        if hasattr(row, name):
            return replace(row, **{name: getattr(row, name) / Decimal(7) - Decimal("0.5")})
    return replace(row, value=99, zone="Extreme Greed")


def test_every_kind_needs_its_tolerance(con):
    with pytest.raises(WarehouseError, match="no tolerance for claims of kind relative_move"):
        rest = {kind: value for kind, value in TOLERANCES.items() if kind != "relative_move"}
        check_claims(con, known_at=make.at(LATER), tolerances=rest, settle_hours=36, checked_at=make.at(LATER))
