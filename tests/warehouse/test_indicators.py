"""Each indicator: small cases by hand, long ones against pandas, and what is null says why."""

import math
import random
import statistics
from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse import factories as make

START = make.at("2023-01-01")


def query(con, sql):
    return con.execute(sql).fetchall()


def column(con, sql):
    return [value for (value,) in query(con, sql)]


def daily(closes, *, skip=(), **values):
    """Daily candles from START on; the days in `skip` (counted from 0) have none."""
    days = [day for day in range(len(closes) + len(skip)) if day not in skip]
    return [
        make.candle(START + timedelta(days=day), close, timeframe="1d", **values)
        for day, close in zip(days, closes, strict=True)
    ]


def walk(seed, n):
    """Daily candles of a random walk, with highs and lows beyond open and close."""
    chance = random.Random(seed)
    close, rows = 100.0, []
    for day in range(n):
        before, close = close, round(close * math.exp(chance.gauss(0, 0.03)), 4)
        high, low = max(before, close) * 1.01, min(before, close) * 0.98
        prices = {"open": before, "high": round(high, 4), "low": round(low, 4)}
        rows.append(make.candle(START + timedelta(days=day), close, timeframe="1d", **prices))
    return rows


def frame(rows):
    return pd.DataFrame({name: [float(getattr(row, name)) for row in rows] for name in ("high", "low", "close")})


def same(found, expected):
    wanted = [None if math.isnan(value) else pytest.approx(value, rel=1e-12) for value in expected]
    assert found == wanted


def test_a_day_is_made_of_the_finest_candles_that_fill_it(con):
    hours = make.candles("2023-01-01", [float(hour) for hour in range(1, 25)])
    part = make.candles("2023-01-02", [50.0] * 23)
    make.store_market(con, [*hours, *part, *daily([99.0, 98.0]), *make.candles("2023-01-03", [7.0] * 23)])
    sql = "select day::varchar, timeframe, open, high, low, close from reference_days order by day"
    assert query(con, sql) == [("2023-01-01", "1h", 1, 24, 1, 24), ("2023-01-02", "1d", 98, 98, 98, 98)]


def test_averages_by_hand(con):
    make.store_market(con, daily([1, 2, 3, 4]))
    sql = "select sma, ema from moving_averages(days := 3) order by day"
    third, fourth = (3 + 2 / 2 + 1 / 4) / 1.75, (4 + 3 / 2 + 2 / 4 + 1 / 8) / 1.875
    assert query(con, sql) == [(None, None), (None, None), (2, pytest.approx(third)), (3, pytest.approx(fourth))]


@pytest.mark.parametrize("days", [2, 20, 200])
def test_averages_are_those_of_pandas(con, days):
    rows = walk(1, 420)
    make.store_market(con, rows)
    closes = frame(rows).close
    same(column(con, f"select sma from moving_averages(days := {days}) order by day"), closes.rolling(days).mean())
    ema = closes.ewm(span=days, min_periods=days).mean()
    same(column(con, f"select ema from moving_averages(days := {days}) order by day"), ema)


def test_averages_of_one_asset_know_nothing_of_another(con):
    make.store_market(con, [*daily([1, 2, 3]), *daily([10, 20, 30], symbol="ETH-USDT", ticker="ETH")])
    sql = "select ticker, sma, round(ema, 9) from moving_averages(days := 2) where sma is not null order by all"
    assert query(con, sql) == [
        ("BTC", 1.5, 1.75), ("BTC", 2.5, round(34 / 13, 9)), ("ETH", 15, 17.5), ("ETH", 25, round(340 / 13, 9)),
    ]  # fmt: skip


def test_an_average_over_a_gap_is_missing_and_over_one_day_in_twenty_is_not(con):
    make.store_market(con, daily([1.0] * 10, skip=(5, 6)))
    sql = "select day(day) from moving_averages(days := 4) where sma is null or ema is null order by day"
    assert column(con, sql) == [1, 2, 3, 8, 9, 10]
    make.store_market(con, daily([1.0] * 11, skip=(5,), symbol="ETH-USDT", ticker="ETH"))
    sql = "select count(sma) from moving_averages(days := 4) where ticker = 'ETH'"
    assert column(con, sql) == [8]


def test_stocks_have_weekends(con):
    weekdays = [day for day in range(1, 30) if (START + timedelta(days=day)).weekday() < 5]
    skipped = sorted(set(range(30)) - set(weekdays))
    closes = [100.0 + (n % 2) * 10 for n in range(len(weekdays))]
    make.store_market(con, daily(closes, skip=skipped, symbol="", ticker="COIN", venue="nasdaq"))
    assert column(con, "select count(sma) from moving_averages(days := 10)") == [len(weekdays) - 9]
    returns = [math.log(1.1) * (1 if n % 2 else -1) for n in range(1, 6)]
    expected = statistics.stdev(returns) * math.sqrt(252)
    sql = "select volatility from volatilities(days := 5) where volatility is not null order by day limit 1"
    assert column(con, sql) == [pytest.approx(expected)]


def test_true_range_counts_from_the_close_before(con):
    days = [(12, 8, 10), (15, 13, 14), (13, 11, 12), (14, 10, 13)]
    rows = [daily([0] * n + [close], high=high, low=low)[-1] for n, (high, low, close) in enumerate(days)]
    make.store_market(con, rows)
    found = query(con, "select true_range, average_true_range from true_ranges(days := 2) order by day")
    averages = [None, (5 + 4 / 2) / 1.5, (3 + 5 / 2 + 4 / 4) / 1.75, (4 + 3 / 2 + 5 / 4 + 4 / 8) / 1.875]
    assert [true_range for true_range, _ in found] == [4, 5, 3, 4]
    assert [average for _, average in found] == [value and pytest.approx(value) for value in averages]


def test_true_range_after_a_missing_day_is_high_to_low(con):
    make.store_market(con, [*daily([10]), *daily([30], skip=(0, 1), high=31, low=29)])
    assert column(con, "select true_range from true_ranges() order by day") == [0, 2]


def test_average_true_range_is_that_of_pandas(con):
    rows = walk(2, 120)
    make.store_market(con, rows)
    data = frame(rows)
    before = data.close.shift()
    ranges = pd.concat([data.high, before], axis=1).max(axis=1) - pd.concat([data.low, before], axis=1).min(axis=1)
    expected = ranges.ewm(alpha=1 / 14, min_periods=14).mean()
    same(column(con, "select average_true_range from true_ranges() order by day"), expected)


def test_volatility_is_that_of_pandas_with_365_days(con):
    rows = walk(3, 90)
    make.store_market(con, rows)
    closes = frame(rows).close
    expected = (closes / closes.shift()).map(math.log).rolling(30).std() * math.sqrt(365)
    same(column(con, "select volatility from volatilities() order by day"), expected)


def test_a_return_over_a_missing_day_is_left_out(con):
    make.store_market(con, daily([100, 110, 121, 500], skip=(3,)))
    assert column(con, "select round(log_return, 9) from volatilities(days := 2) order by day") == [
        None, round(math.log(1.1), 9), round(math.log(1.1), 9), None,
    ]  # fmt: skip


def test_drawdown_and_run_up_look_back_over_calendar_days(con):
    highs_lows_closes = [(100, 90, 95), (120, 80, 110), (110, 99, 100), (105, 60, 90)]
    rows = [daily([0] * n + [close], high=high, low=low)[-1] for n, (high, low, close) in enumerate(highs_lows_closes)]
    make.store_market(con, rows)
    sql = (
        "select high, day(high_day), round(drawdown, 9), low, day(low_day), round(run_up, 9), reaches_back "
        "from drawdowns(days := {}) order by day"
    )
    assert query(con, sql.format(2)) == [
        (100, 1, -0.05, 90, 1, round(95 / 90 - 1, 9), False),
        (120, 2, round(110 / 120 - 1, 9), 80, 2, 0.375, True),
        (120, 2, round(100 / 120 - 1, 9), 80, 2, 0.25, True),
        (110, 3, round(90 / 110 - 1, 9), 60, 4, 0.5, True),
    ]
    assert query(con, sql.format(100000))[-1] == (120, 2, -0.25, 60, 4, 0.5, False)


def test_extremes_say_since_when_and_how_long(con):
    make.store_market(con, daily([5, 3, 4, 2, 4, 3]))
    sql = "select day(day), day(low_since), low_days, day(high_since), high_days from daily_extremes order by day"
    assert query(con, sql) == [
        (1, None, 0, None, 0), (2, None, 1, 1, 1), (3, 2, 1, 1, 2), (4, None, 3, 3, 1), (5, 4, 1, 3, 2),
        (6, 4, 2, 5, 1),
    ]  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 12), min_size=1, max_size=130))
def test_extremes_are_what_a_search_day_by_day_finds(con, closes):
    con.execute("delete from candles")
    make.store_market(con, daily(closes))
    expected = []
    for day, close in enumerate(closes):
        low = max((other for other in range(day) if closes[other] <= close), default=0)
        high = max((other for other in range(day) if closes[other] >= close), default=0)
        expected.append((day - low, day - high))
    assert query(con, "select low_days, high_days from daily_extremes order by day") == expected


def test_liquidation_sums_take_whole_bars_and_say_what_they_cover(con):
    bars = [
        make.liquidation("2023-01-01 00:00", 1, 10, hours=4),
        make.liquidation("2023-01-01 04:00", 2, 20, hours=4, coverage=0.5),
        make.liquidation("2023-01-01 12:00", 4, 40, hours=4),
    ]
    make.store_market(con, bars)
    sql = (
        "select hour(window_end), long_usd, short_usd, total_usd, n_bars, round(coverage, 9) "
        "from liquidation_sums(hours := {}) order by window_end"
    )
    assert query(con, sql.format(8)) == [
        (4, 1, 10, 11, 1, 0.5), (8, 3, 30, 33, 2, 0.75), (16, 4, 40, 44, 1, 0.5),
    ]  # fmt: skip
    # Of ten hours to 16:00 the bar from 04:00 to 08:00 is not wholly inside.
    assert query(con, sql.format(10))[-1] == (16, 4, 40, 44, 1, 0.4)
    assert query(con, sql.format(12))[-1] == (16, 6, 60, 66, 2, 0.5)
    assert query(con, sql.format(2)) == []


def test_funding_shares_look_back_over_days(con):
    rates = [0.01, -0.01, 0.0, 0.02, 0.03]
    moments = [START + timedelta(hours=8 * n, milliseconds=3 * n) for n in range(len(rates))]
    make.store_market(con, [make.funding(moment, rate) for moment, rate in zip(moments, rates, strict=True)])
    sql = (
        "select n_settlements, round(share_positive, 9), round(share_negative, 9), round(mean_rate, 9), "
        "round(coverage, 9) from funding_shares(days := 1) order by observed_at"
    )
    third = round(1 / 3, 9)
    assert query(con, sql) == [
        (1, 1, 0, 0.01, third), (2, 0.5, 0.5, 0, round(2 / 3, 9)), (3, third, third, 0, 1),
        (3, third, third, round(0.01 / 3, 9), 1), (3, round(2 / 3, 9), 0, round(0.05 / 3, 9), 1),
    ]  # fmt: skip


def test_a_class_of_fear_and_greed_knows_its_last_visit(con):
    zones = ["Fear", "Fear", "Greed", "Fear", "Extreme Fear", "Greed", "Greed"]
    make.store_market(con, [make.fear_greed(f"2023-01-0{n}", 10 * n, zone) for n, zone in enumerate(zones, 1)])
    sql = "select zone, day(zone_since), day(last_visit) from fear_greed_visits order by observed_date"
    assert query(con, sql) == [
        ("fear", 1, None), ("fear", 1, None), ("greed", 3, None), ("fear", 4, 2), ("extreme fear", 5, None),
        ("greed", 6, 3), ("greed", 6, 3),
    ]  # fmt: skip


def test_streaks_count_trading_days_and_end_with_a_day_without_flows(con):
    flows = {"02": 5, "03": 7, "06": -1, "07": -2, "08": 0, "09": -4}
    make.store_market(con, [make.etf_flow(f"2023-01-{day}", usd) for day, usd in flows.items()])
    sql = (
        "select day(flow_date), direction, n_days, streak_usd, day(streak_start) "
        "from etf_flow_streaks() order by flow_date"
    )
    assert query(con, sql) == [
        (2, "inflow", 1, 5, 2), (3, "inflow", 2, 12, 2), (6, "outflow", 1, -1, 6), (7, "outflow", 2, -3, 6),
        (8, "none", 1, 0, 8), (9, "outflow", 1, -4, 9),
    ]  # fmt: skip


def test_streaks_are_of_the_total_or_of_the_sum_of_the_funds(con):
    funds = [make.etf_flow("2023-01-02", usd, fund=fund) for fund, usd in (("A", 5), ("B", -8))]
    make.store_market(con, funds)
    assert query(con, "select direction, streak_usd from etf_flow_streaks()") == [("outflow", -3)]
    make.store_market(con, [make.etf_flow("2023-01-02", 2)])
    assert query(con, "select direction, streak_usd from etf_flow_streaks()") == [("inflow", 2)]
