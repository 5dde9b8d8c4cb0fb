"""The market around a moment: the last price before, the entry after, and returns that need their closes."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from tests.warehouse import factories as make
from warehouse.errors import WarehouseError
from warehouse.market_state import market_states

START = make.at("2024-03-01")
HORIZONS = {"return_5m": 5, "return_1h": 60, "return_4h": 240, "return_1d": 1440, "return_1w": 10080}


def states(con):
    cursor = con.execute("select * from article_market_state order by article_id")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def minutes(numbers, **values):
    return [make.candle(START + timedelta(minutes=n), 1000 + n, timeframe="1m", **values) for n in numbers]


def article_at(con, article_id, moment, ticker="BTC"):
    make.store_article(con, make.article(article_id, moment), assets=[make.article_asset(ticker, article_id)])


def test_an_article_is_joined_with_the_last_close_before_and_the_first_after(con):
    make.store_market(con, minutes(range(200)))
    article_at(con, "a1", START + timedelta(minutes=30, seconds=20))
    (state,) = states(con)
    assert (state["price_time"], state["price"]) == (START + timedelta(minutes=30), 1029)
    assert (state["entry_time"], state["entry_price"]) == (START + timedelta(minutes=31), 1030)
    assert state["return_5m"] == pytest.approx(1035 / 1030 - 1)
    assert state["return_1h"] == pytest.approx(1090 / 1030 - 1)
    assert state["return_4h"] is None


def test_a_gap_is_bridged_for_the_price_and_not_for_returns(con):
    make.store_market(con, minutes([n for n in range(400) if not 100 <= n < 130 and n != 45]))
    article_at(con, "a1", START + timedelta(minutes=115))  # inside the gap
    article_at(con, "a2", START + timedelta(minutes=40, seconds=30))  # five minutes later one candle is missing
    inside, before = states(con)
    assert (inside["price_time"], inside["entry_time"]) == (
        START + timedelta(minutes=100),
        START + timedelta(minutes=131),
    )
    assert (before["return_5m"], before["return_1h"]) == (None, None)
    assert before["return_4h"] == pytest.approx(1280 / 1040 - 1)


def test_an_asset_without_candles_has_no_prices(con):
    make.store_market(con, minutes(range(10)))
    article_at(con, "a1", START + timedelta(minutes=5), ticker="ETH")
    (state,) = states(con)
    assert state["price"] is None and state["entry_price"] is None


def test_looking_up_by_time_agrees_with_looking_through_all_candles(con):
    """Gaps of every length, hours that turn into minutes, moments between and beyond: against a plain search."""
    draw = random.Random(7)
    kept = [n for n in range(3000) if draw.random() > 0.01 and not 900 <= n < 1100]
    hourly = [make.candle(START - timedelta(hours=n), 500 + n) for n in range(1, 300)]
    overlap = [make.candle(START + timedelta(hours=n), 2000 + n) for n in range(20)]
    candles = [*minutes(kept), *hourly, *overlap]
    make.store_market(con, candles)
    for number in range(150):
        article_at(con, f"a{number:03}", START + timedelta(seconds=draw.randrange(-300 * 3600, 3100 * 60)))
    shortest = {}
    for candle in sorted(candles, key=lambda row: row.open_time):
        shortest[candle.close_time] = candle
    closes = sorted(shortest.values(), key=lambda row: row.close_time)
    for state in states(con):
        at = state["available_at"]
        before = [row for row in closes if row.close_time <= at]
        after = [row for row in closes if row.close_time >= at]
        assert state["price_time"] == (before[-1].close_time if before else None)
        assert state["price"] == (float(before[-1].close) if before else None)
        if not after or after[0].close_time - at > timedelta(days=4):
            assert state["entry_time"] is None
            continue
        entry = after[0]
        assert (state["entry_time"], state["entry_price"]) == (entry.close_time, float(entry.close))
        for column, horizon in HORIZONS.items():
            due = entry.close_time + timedelta(minutes=horizon)
            last = [row for row in closes if row.close_time <= due][-1]
            bar = last.close_time - last.open_time
            usable = bar <= timedelta(minutes=horizon) and due - last.close_time < bar
            expected = float(last.close) / float(entry.close) - 1 if usable else None
            assert state[column] == (None if expected is None else pytest.approx(expected)), column


def test_mentions_of_all_kinds_meet_the_market(con):
    make.store_market(con, minutes(range(100)))
    make.store_article(
        con,
        make.article("a1", START + timedelta(minutes=30)),
        price_levels=[make.price_level("p1", 1000)],
        liquidations=[make.liquidation_mention("l1", 1e6)],
        metrics=[make.metric("m1", "funding_rate", 0.01)],
        events=[make.event("e1", "breakdown", asset=None)],
        claims=[make.claim("c1", "price_touched", value=1000)],
    )
    rows = con.execute("select kind, mention_id, price, return_5m from mention_market_state order by kind").fetchall()
    assert [row[:3] for row in rows] == [
        ("claim", "c1", 1029), ("event", "e1", None), ("liquidation", "l1", 1029), ("metric", "m1", 1029),
        ("price_level", "p1", 1029),
    ]  # fmt: skip
    assert rows[0][3] == pytest.approx(1034 / 1029 - 1)


def moments_table(rows):
    """`rows` are pairs of a ticker and an instant."""
    tickers, instants = zip(*rows, strict=True)
    return pa.table(
        {
            "number": range(len(rows)),
            "ticker": pa.array(tickers, pa.string()),
            "start_at": pa.array(instants, pa.timestamp("us", tz="UTC")),
        }
    )


def by_macro(con, starts):
    con.register("asked", starts)
    con.execute("create or replace temp table asked_starts as from asked")
    return con.execute(
        "select number, asked.ticker, asked.start_at, source, venue, symbol, price_time, price, "
        "entry_time, entry_price, return_5m, return_1h, return_4h, return_1d, return_1w "
        "from asked left join market_states(asked_starts) as states "
        "on asked.ticker = states.ticker and asked.start_at = states.start_at order by number"
    ).fetchall()


def by_arrays(con, starts):
    con.register("found", market_states(con, starts))
    return con.execute("from found order by number").fetchall()


def random_candles(draw, bars, *, ticker, share_missing):
    """Candles of the lengths `bars` (minutes), some missing, a few in a long gap."""
    candles = []
    for minutes in bars:
        opened = START + timedelta(minutes=draw.randrange(3))
        hole = draw.randrange(1500)
        for n in range(4000 // minutes):
            open_time = opened + timedelta(minutes=n * minutes)
            if draw.random() < share_missing or hole <= n * minutes < hole + 200:
                continue
            row = make.candle(open_time, 100 + draw.random(), ticker=ticker, symbol=f"{ticker}-USDT")
            closed = open_time + timedelta(minutes=minutes)
            candles.append(replace(row, timeframe=f"{minutes}m", close_time=closed, available_at=closed))
    return candles


@pytest.mark.parametrize("bars", [[1], [7], [180], [1, 60], [7, 240]], ids=str)
@pytest.mark.parametrize("share_missing", [0.0, 0.3])
def test_arrays_and_joins_find_the_same_market(con, bars, share_missing):
    """Of regular series, of bars that mix or run past each other, with gaps, revised candles and moments beyond."""
    draw = random.Random(f"{bars} {share_missing}")
    candles = [
        *random_candles(draw, bars, ticker="BTC", share_missing=share_missing),
        *random_candles(draw, [1], ticker="ETH", share_missing=share_missing),
    ]
    make.store_market(con, candles)
    revised = START + timedelta(days=1)
    changed = [replace(row, close=row.close + Decimal(5)) for row in candles[::7]]
    make.store_market(con, changed, known_at=revised)
    tickers = ["BTC", "BTC", "ETH", "SOL", None]
    rows = [(tickers[n % 5], START + timedelta(seconds=draw.randrange(-9000, 400_000))) for n in range(400)]
    rows += [("BTC", row.close_time) for row in candles[:50]]
    starts = moments_table(rows)
    answers = []
    for as_of in (None, revised - timedelta(seconds=1), START + timedelta(hours=20)):
        if as_of:
            con.execute("set variable as_of = $t::timestamptz", {"t": as_of})
        answers.append(by_arrays(con, starts))
        assert answers[-1] == by_macro(con, starts)
    assert answers[0] != answers[1] != answers[2]


def test_moments_that_cannot_be_looked_up_are_refused(con):
    naive = pa.table({"ticker": ["BTC"], "start_at": pa.array([START.replace(tzinfo=None)], pa.timestamp("us"))})
    with pytest.raises(WarehouseError, match="time zone"):
        market_states(con, naive)
    with pytest.raises(WarehouseError, match="start_at"):
        market_states(con, pa.table({"ticker": ["BTC"]}))
    with pytest.raises(WarehouseError, match="null in 1 rows"):
        market_states(con, moments_table([("BTC", None)]))


def test_no_moments_and_no_candles_give_no_states(con):
    assert market_states(con, moments_table([("BTC", START)])).to_pylist()[0]["price"] is None
    make.store_market(con, minutes(range(3)))
    empty = moments_table([("BTC", START)]).slice(0, 0)
    assert market_states(con, empty).num_rows == 0
