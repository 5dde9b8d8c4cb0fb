from datetime import timedelta

import pytest

from tests.warehouse import factories as make
from warehouse.event_study import event_study, information_coefficients

START = make.at("2024-01-01")
DAYS = 80


def prices(ticker, factor, *, days=DAYS):
    """Hourly candles that stand still but for a step at noon of every day: down on even days, up on odd ones."""
    rows, price = [], 100.0
    for hour in range(24 * days):
        if hour % 24 == 12:
            price *= 1 + factor * (0.02 if (hour // 24) % 2 else -0.02)
        rows.append(make.candle(START + timedelta(hours=hour), round(price, 6), ticker=ticker, symbol=f"{ticker}-USDT"))
    return rows


def store_articles(con, *, days, ticker="ETH", each=1, right=True):
    """Articles at ten: bullish before a rise and bearish before a fall (the other way round where not `right`)."""
    for day in days:
        rises = bool(day % 2) == right
        for number in range(each):
            key = f"{ticker}-{day}-{number}"
            make.store_article(
                con,
                make.article(key, START + timedelta(days=day, hours=10)),
                assets=[make.article_asset(ticker, key)],
                asset_sentiments=[
                    make.asset_sentiment(ticker, 0.5 if rises else -0.5, key, label="bullish" if rises else "bearish")
                ],
                events=[make.event(f"e{key}", "listing" if rises else "hack", key, asset=ticker)],
            )


def row_of(rows, **wanted):
    (found,) = [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]
    return found


@pytest.fixture
def market(con):
    make.store_market(con, [*prices("BTC", 0.5), *prices("ETH", 1.0)])
    return con


def test_abnormal_is_the_return_less_that_of_bitcoin(market):
    store_articles(market, days=range(30, 50))
    bullish = row_of(
        event_study(market, grouping="sentiment", seed=1), group_value="bullish", ticker="ETH", horizon="4h"
    )
    assert bullish.mean_raw == pytest.approx(0.02, abs=1e-4)
    assert bullish.mean_abnormal == pytest.approx(0.01, abs=1e-4)
    assert (bullish.n_articles, bullish.n_clusters) == (10, 10)
    assert bullish.low == pytest.approx(0.01, abs=1e-4) == bullish.high


def test_bitcoin_is_measured_against_its_own_mean_before(con):
    rows = [make.candle(START + timedelta(hours=h), 100 * 1.001**h) for h in range(24 * 40)]
    make.store_market(con, rows)
    store_articles(con, days=[32], ticker="BTC")
    (found,) = con.execute(
        "select raw_return, abnormal_return from event_returns where horizon = '1d' and grouping = 'sentiment'"
    ).fetchall()
    assert found == (pytest.approx(1.001**24 - 1, rel=1e-6), pytest.approx(0, abs=1e-6))


def test_without_a_benchmark_there_is_no_abnormal_return(con):
    make.store_market(con, prices("ETH", 1.0))
    store_articles(con, days=[30])
    found = row_of(event_study(con, grouping="sentiment", seed=1), ticker="ETH", horizon="1h")
    assert (found.mean_abnormal, found.low) == (None, None)
    assert found.mean_raw == 0


def test_twenty_articles_of_one_day_are_one_cluster(market):
    store_articles(market, days=[31], each=20)
    found = row_of(event_study(market, grouping="sentiment", seed=1), ticker="ETH", horizon="4h")
    assert (found.n_articles, found.n_clusters, found.low, found.high) == (20, 1, None, None)
    assert found.warning == "only 1 days"


def test_a_week_of_entries_is_one_cluster_for_the_horizon_of_a_week(market):
    store_articles(market, days=range(30, 70))
    rows = event_study(market, grouping="event", seed=1)
    assert row_of(rows, group_value="hack", ticker="ALL", horizon="1d").n_clusters == 20
    assert row_of(rows, group_value="hack", ticker="ALL", horizon="1w").n_clusters < 8


def test_fewer_than_twenty_articles_come_with_a_warning(market):
    store_articles(market, days=range(30, 69))
    rows = event_study(market, grouping="event", seed=1)
    assert row_of(rows, group_value="listing", ticker="ALL", horizon="1d").warning == "only 19 articles"
    assert row_of(rows, group_value="hack", ticker="ALL", horizon="1d").warning == ""


def test_an_event_of_the_whole_market_counts_for_each_asset_of_the_article(market):
    make.store_article(
        market,
        make.article("m", START + timedelta(days=30)),
        assets=[make.article_asset("BTC", "m"), make.article_asset("ETH", "m")],
        events=[make.event("e1", "macro", "m", asset="ALL"), make.event("e2", "macro", "m", asset=None)],
    )
    rows = event_study(market, grouping="event", seed=1)
    assert row_of(rows, group_value="macro", ticker="ALL", horizon="1h").n_articles == 2


@pytest.mark.parametrize(("right", "expected"), [(True, 1.0), (False, -1.0)])
def test_scores_that_rank_returns_have_a_coefficient_of_one(market, right, expected):
    store_articles(market, days=range(30, 60), right=right)
    found = row_of(information_coefficients(market, seed=1), ticker="ETH", horizon="4h")
    assert found.coefficient == pytest.approx(expected, abs=0.2)
    assert found.n_articles == 30
    assert found.low is not None and found.low * expected > 0


def test_scores_that_never_vary_have_no_coefficient(market):
    store_articles(market, days=range(30, 60, 2))
    found = row_of(information_coefficients(market, seed=1), ticker="ETH", horizon="4h")
    assert (found.coefficient, found.low) == (None, None)


def test_the_same_seed_gives_the_same_intervals(market):
    store_articles(market, days=range(30, 60))
    assert event_study(market, grouping="sentiment", seed=7) == event_study(market, grouping="sentiment", seed=7)


def test_the_study_as_of_a_moment_ignores_what_followed(market):
    store_articles(market, days=range(30, 40))
    market.execute("set variable as_of = $t::timestamptz", {"t": START + timedelta(days=35)})
    before = event_study(market, grouping="sentiment", seed=1)
    assert row_of(before, group_value="bearish", ticker="ETH", horizon="4h").n_articles == 3
    store_articles(market, days=range(40, 50))
    assert event_study(market, grouping="sentiment", seed=1) == before
