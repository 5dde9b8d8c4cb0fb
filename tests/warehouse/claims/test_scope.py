"""Which claims are checked, and that checking again changes nothing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.warehouse import factories as make
from tests.warehouse.claims.desk import (
    DAY,
    LATER,
    PUBLISHED,
    TOLERANCES,
    bars,
    days,
    flows,
    hours,
    interest,
    settlements,
)
from warehouse.claims import CLAIM_KINDS, CheckCounts, check_claims
from warehouse.errors import WarehouseError

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


ABSURD = [
    ("price_touched", {"value": 53, "direction": "low"}, "absurd value"),
    ("price_touched", {"value": 53e12, "direction": "low"}, "absurd value"),
    ("price_at", {"value": 53e12}, "absurd value"),
    ("price_at", {"value": 53000, "time_start": "2024-03-09 12:00", "time_end": "2024-03-09 12:00"}, "not yet past"),
    ("price_at", {"value": 53000, "time_start": "2024-03-09 15:00", "time_end": "2024-03-09 12:00"}, "not yet past"),
    ("price_touched", {"value": 53000, "time_start": "1970-01-01", "time_end": "1970-01-02"}, "before the series"),
    ("price_touched", {"value": 53000, "time_start": "9999-12-30", "time_end": "9999-12-31"}, "not yet past"),
    ("percent_change", {"value": 8, "unit": "%", "direction": "down", "window_hours": 1e9}, "absurd value"),
    ("extreme_since", {"direction": "low", "since_date": "1970-01-01"}, "no history that far back"),
    ("extreme_since", {"direction": "low", "since_date": "9999-12-31"}, "absurd value"),
    ("moving_average_cross", {"relation": "below", "average_days": 1e6}, "absurd value"),
    ("fear_greed_zone", {"asset": "ALL", "value": 140, "unit": "index"}, "absurd value"),
]


@pytest.mark.parametrize(("kind", "values", "reason"), ABSURD)
def test_absurd_figures_and_times_are_untestable_for_their_reason(desk, kind, values, reason):
    desk.tape(*hours(DAY), *days([60000.0] * 30, last="2024-03-08"), make.fear_greed("2024-03-10", 20, "Extreme Fear"))
    desk.tape(make.fear_greed("2024-03-09", 20, "Extreme Fear"))
    found = desk.judge(kind, **values)
    assert (found["verdict"], found["reason"]) == ("untestable", reason)


OUTSIDE = [
    ("2024-03-01", "2024-03-02", "before the series", "the series of BTC begins at 00:00 UTC on 2024-03-03"),
    ("2024-03-05", "2024-03-06", "after the series", "the series of BTC ends at 00:00 UTC on 2024-03-05"),
]


@pytest.mark.parametrize(("start", "end", "reason", "finding"), OUTSIDE)
def test_a_time_outside_the_series_is_told_with_its_first_or_last_time(desk, start, end, reason, finding):
    desk.tape(*days([60000.0] * 2, last="2024-03-04"))
    found = desk.judge("price_touched", value=53000, direction="low", time_start=start, time_end=end)
    assert (found["verdict"], found["reason"], found["finding"]) == ("untestable", reason, finding)


def test_a_hole_between_two_candles_is_a_gap_and_no_end(desk):
    desk.tape(*days([60000.0] * 2, last="2024-03-03"), *days([60000.0] * 2, last="2024-03-08"))
    dated = {"time_start": "2024-03-05", "time_end": "2024-03-06"}
    found = desk.judge("price_touched", value=53000, direction="low", **dated)
    assert (found["verdict"], found["reason"]) == ("untestable", "gap in the data")


def test_a_claim_of_an_article_without_a_date_is_untestable(desk):
    desk.tape(*hours(DAY))
    dated = {"time_start": "2024-03-09", "time_end": "2024-03-10"}
    found = desk.judge("price_touched", value=53000, direction="low", published=None, **dated)
    assert (found["verdict"], found["reason"]) == ("untestable", "no date")


# Running again


def test_checking_again_changes_nothing(desk, con):
    desk.tape(*hours(DAY))
    desk.judge("price_touched", value=53000, direction="low")
    before = con.execute("from claim_checks").fetchall()
    nothing = CheckCounts(checked=0, unaffected=1, changed=0, confirmed=0, near=0, contradicted=0, untestable=0)
    assert desk.check() == nothing
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


# Dated to the day only

BY_THE_DAY = [
    ("price_touched", {"value": 53000, "direction": "low"}, "contradicted", None),
    ("price_touched", {"value": 56000, "direction": "low"}, "confirmed", None),
    ("price_at", {"value": 70000}, "contradicted", None),
    ("price_at", {"value": 60000}, "untestable", "dated to the day only, and the answer depends on the hour"),
    ("percent_change", {"value": 40, "unit": "%", "direction": "down"}, "contradicted", None),
    (
        "percent_change", {"value": 7, "unit": "%", "direction": "down"},
        "untestable", "dated to the day only, and the answer depends on the hour",
    ),
    (
        "price_touched", {"value": 60000, "time_start": "2024-03-09 00:00", "time_end": "2024-03-10 00:00"},
        "confirmed", None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "values", "verdict", "reason"), BY_THE_DAY)
def test_a_claim_dated_to_the_day_has_the_verdict_of_all_its_hours(desk, kind, values, verdict, reason):
    closes = [60000.0] * 48 + [56000.0] * 6 + [60000.0] * 18
    desk.tape(*[
        make.candle(make.at("2024-03-08") + timedelta(hours=n), close, low=56000, high=60500)
        for n, close in enumerate(closes)
    ])  # fmt: skip
    dated = {"published_date": date(2024, 3, 10), "available_at": make.at("2024-03-11")}
    stated = make.claim("c0", kind, "a0", **values)
    make.store_article(desk.con, make.article("a0", None, **dated), claims=[stated])
    desk.check()
    found = desk.verdict("c0")
    assert (found["verdict"], found["reason"]) == (verdict, reason)
    assert desk.check().checked == 0


def test_an_article_seen_in_the_morning_did_not_appear_in_the_evening(desk):
    desk.tape(*hours([60000.0] * 12 + [50000.0] * 12, first="2024-03-10 00:00"), *hours(DAY, first="2024-03-09"))
    dated = {"published_date": date(2024, 3, 10), "available_at": make.at("2024-03-10 08:00")}
    stated = make.claim("c0", "price_at", "a0", value=50000)
    make.store_article(desk.con, make.article("a0", None, **dated), claims=[stated])
    desk.check()
    assert desk.verdict("c0")["verdict"] == "contradicted"
