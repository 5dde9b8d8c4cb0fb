"""A check of what new data can have changed leaves the same verdicts as a check of everything."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import duckdb
import pytest

from tests.warehouse import factories as make
from tests.warehouse.claims.desk import DAY, LATER, TOLERANCES, hours
from warehouse.claims import CLAIM_KINDS, Tolerance, check_claims
from warehouse.connection import open_warehouse

FIRST = make.at("2024-03-01")
VERDICTS = (
    "select * exclude (known_at, checked_at) from claim_verdicts where verdict is not null order by claim_id"
)  # fmt: skip


def tape(moment: datetime, chance: random.Random) -> list:
    """What the venues measured in the hour from a moment on."""
    price = 60000 + 4000 * chance.random()
    opened = {"high": price * 1.01, "low": price * 0.99}
    rows = [
        make.candle(moment, price, **opened),
        make.candle(moment, price / 20, high=price / 19, low=price / 21, ticker="ETH", symbol="ETH-USDT"),
    ]
    if moment.hour % 8 == 0:
        rows += [
            make.funding(moment, chance.uniform(-1e-4, 1e-4)),
            make.open_interest(moment, chance.uniform(1e9, 2e9)),
            make.liquidation(moment, chance.uniform(1e7, 9e7), chance.uniform(1e7, 9e7), hours=8, venue="all"),
        ]
    if moment.hour == 0:
        day = moment.date()
        rows.append(make.candle(moment, price, timeframe="1d", **opened))
        rows.append(make.fear_greed(day, chance.choice([20, 24, 30]), "Fear"))
        rows.append(make.etf_flow(day, chance.uniform(-9e6, 9e6)))
    return rows


def claims(number: int, published: datetime, chance: random.Random) -> list:
    """A claim of each kind; half of them name the time that they mean."""
    values = {
        "price_touched": {"value": 61000, "direction": "low"}, "price_at": {"value": 62000},
        "percent_change": {"value": 2, "unit": "%"}, "extreme_since": {"direction": "low", "extent_days": 30.0},
        "moving_average_cross": {"average_days": 20.0, "relation": "below"},
        "liquidation_total": {"value": 2e8, "asset": chance.choice(["BTC", "ALL"])},
        "funding_sign": {"direction": "positive"}, "open_interest_rank": {"direction": "high"},
        "fear_greed_zone": {"zone": "Extreme Fear", "asset": "ALL"},
        "etf_flow_streak": {"direction": "outflow", "extent_days": 2.0},
        "relative_move": {"direction": "up", "benchmark": "ETH"},
    }  # fmt: skip
    found = []
    for kind in CLAIM_KINDS:
        dated = {}
        if chance.random() < 0.5:
            start = published - timedelta(hours=chance.randint(1, 200))
            dated = {"time_start": start, "time_end": start + timedelta(hours=chance.randint(1, 60))}
        found.append(make.claim(f"c{number}-{kind}", kind, f"a{number}", **values[kind], **dated))
    return found


def steps(chance: random.Random):
    """Yield, step by step, the clock, what is merged by then, and the articles that appear."""
    by_hour = [tape(FIRST + timedelta(hours=hour), chance) for hour in range(24 * 12)]
    waiting = {hour for hour in range(len(by_hour)) if chance.random() < 0.95}
    holes = sorted(set(range(len(by_hour))) - waiting)
    known, clock, number = [], 24 * 4, 0
    while clock < len(by_hour):
        now = FIRST + timedelta(hours=clock)
        articles = []
        for _ in range(2):
            published = FIRST + timedelta(hours=chance.uniform(0, clock))
            articles.append((make.article(f"a{number}", published), claims(number, published, chance)))
            number += 1
        ready = [hour for hour in waiting if hour < clock]
        if chance.random() < 0.3:
            ready = ready[len(ready) // 3 :]  # the rest comes later: a backfill
        waiting -= set(ready)
        rows = [row for hour in sorted(ready) for row in by_hour[hour]]
        known += rows
        change = chance.choice(["revise", "fill", "history", "venue", "perpetual", "ahead", "finer", "nothing"])
        late = []
        if change == "revise":
            late = [altered(row, now) for row in chance.sample(known, 2)]
        elif change == "fill":
            late = [row for hour in holes[:3] for row in by_hour[hour]]
        elif change == "history":
            start = FIRST - timedelta(days=chance.randint(20, 90))
            late = make.candles(start, [61000.0] * 15, timeframe="1d")
        elif change in ("venue", "perpetual"):
            symbol = {"venue": "BTC-USD", "perpetual": "BTC-USDT-PERP"}[change]
            late = make.candles(now - timedelta(days=3), [60500.0] * 60, symbol=symbol, venue=chance.choice("xy"))
        elif change == "ahead":  # is stored before it counts as known
            at = now - timedelta(hours=chance.randint(0, 40))
            late = [replace(row, available_at=now + timedelta(hours=9)) for row in tape(at, chance)]
        elif change == "finer":
            opened = now - timedelta(hours=chance.randint(1, 90))
            late = [make.liquidation(opened, 1e7, 1e7, hours=4, venue="all")]
        yield now, rows, late, articles
        clock += chance.choice([0, 5, 30, 70])


def altered(row, now):
    name = next(name for name in ("low", "funding_rate", "open_interest_usd", "long_usd", "value", "flow_usd")
                if hasattr(row, name))  # fmt: skip
    value = getattr(row, name)
    return replace(row, **{name: value - 3 if name == "value" else value * Decimal("0.9")}, available_at=now)


@pytest.mark.parametrize("seed", [3, 5])
def test_checking_what_changed_equals_checking_everything(tmp_path, seed):
    chance = random.Random(seed)
    n_unaffected = 0
    with open_warehouse(tmp_path / "one.duckdb") as one, open_warehouse(tmp_path / "other.duckdb") as other:
        for now, rows, late, articles in steps(chance):
            for con in (one, other):
                for batch in (rows, late):
                    make.store_market(con, batch, known_at=now)
                for article, stated in articles:
                    make.store_article(con, article, claims=stated)
            check = {"known_at": now, "tolerances": TOLERANCES, "settle_hours": 36, "checked_at": now}
            n_unaffected += check_claims(one, **check).unaffected
            other.execute("delete from claim_checks")
            assert check_claims(other, **check).unaffected == 0
            assert one.execute(VERDICTS).fetchall() == other.execute(VERDICTS).fetchall()
    assert n_unaffected > 50


def stored(desk, *published):
    """Store an article with a claim about a price touched for each time of publication; the first is `c0`."""
    for n, at in enumerate(published):
        stated = make.claim(f"c{n}", "price_touched", f"a{n}", value=53000, direction="low")
        make.store_article(desk.con, make.article(f"a{n}", at), claims=[stated])


def counts(checks):
    return checks.checked, checks.unaffected, checks.changed


def test_new_candles_touch_only_claims_that_had_not_settled(desk):
    desk.tape(*hours([60000.0] * 300, first="2024-03-01"))
    stored(desk, "2024-03-02 12:00", "2024-03-12 12:00")
    assert counts(desk.check("2024-03-13 12:00")) == (2, 0, 2)
    desk.tape(make.candle("2024-03-13 12:00", 60000.0))
    assert counts(desk.check("2024-03-13 13:00")) == (1, 1, 0)
    assert counts(desk.check("2024-04-01")) == (1, 1, 0)
    assert counts(desk.check("2024-04-02")) == (0, 2, 0)


def test_a_revision_touches_what_settled_after_it_and_only_its_asset(desk):
    desk.tape(*hours([60000.0] * 300, first="2024-03-01"))
    stored(desk, "2024-03-02 12:00", "2024-03-12 12:00")
    ether = make.claim("e0", "price_touched", "a9", value=3000, asset="ETH")
    make.store_article(desk.con, make.article("a9", "2024-03-12 12:00"), claims=[ether])
    desk.check()
    desk.tape(make.candle("2024-03-12 03:00", 52000.0), known_at="2024-03-12 05:00")
    assert counts(desk.check()) == (1, 2, 1)
    assert desk.verdict("c1")["measured_value"] == 52000


def test_a_change_waits_for_the_check_that_knows_it(desk, con):
    """A run that ends between merge and check, and a row that is stored before it counts as known, lose nothing."""
    desk.tape(*hours([60000.0] * 300, first="2024-03-01"))
    stored(desk, "2024-03-02 12:00")
    desk.check("2024-03-20")
    desk.tape(make.candle("2024-03-02 03:30", 53000.0, timeframe="1m", available_at=make.at("2024-03-03")))
    later = make.candle("2024-03-02 03:00", 53000.0, available_at=make.at("2024-03-25"), venue="x")
    desk.tape(later, known_at="2024-03-21")
    assert con.execute("select count(*) from market_changes").fetchone() == (2,)
    assert counts(desk.check("2024-03-22")) == (1, 0, 0)
    assert con.execute("select venue from market_changes").fetchall() == [("x",)]
    desk.check("2024-03-26")
    assert con.execute("select count(*) from market_changes").fetchone() == (0,)


def test_a_check_that_fails_forgets_nothing(desk, con, monkeypatch):
    desk.tape(*hours(DAY))
    stored(desk, "2024-03-10 12:00")
    con.execute("alter table claim_checks rename to elsewhere")
    with pytest.raises(duckdb.CatalogException):
        desk.check()
    con.execute("alter table elsewhere rename to claim_checks")
    assert con.execute("select count(*) from market_changes").fetchone() == (1,)
    assert counts(desk.check()) == (1, 0, 1)


def test_other_tolerances_touch_only_their_kind(desk, con):
    desk.tape(*hours(DAY))
    stored(desk, "2024-03-10 12:00")
    other = make.claim("p0", "price_at", "a9", value=56000)
    make.store_article(con, make.article("a9", "2024-03-10 12:00"), claims=[other])
    desk.check()
    narrow = {**TOLERANCES, "price_at": Tolerance(confirmed=0, near=1)}
    check = {"known_at": make.at(LATER), "settle_hours": 36, "checked_at": make.at(LATER)}
    assert counts(check_claims(con, tolerances=narrow, **check)) == (1, 1, 1)
    assert check_claims(con, tolerances=narrow, **{**check, "settle_hours": 40}).checked == 2


def test_a_look_into_the_past_leaves_the_present_as_it_was(desk, con):
    desk.tape(*hours([60000.0] * 300, first="2024-03-01"))
    stored(desk, "2024-03-02 12:00", "2024-03-05 12:00")
    desk.check("2024-03-20")
    before = con.execute("from checked_claims order by all").fetchall()
    assert desk.check("2024-03-03").checked == 1
    assert con.execute("from checked_claims order by all").fetchall() == before
    assert counts(desk.check("2024-03-21")) == (0, 2, 0)
