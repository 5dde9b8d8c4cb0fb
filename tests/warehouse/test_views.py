"""Each view: few input rows, the expected rows, and nothing of a later row to be seen from before it."""

import pytest

from tests.warehouse import factories as make

A1 = "2024-03-10 12:00"


def query(con, sql, *, as_of=None):
    cursor = con.cursor()
    if as_of:
        cursor.execute("set variable as_of = $t::timestamptz", {"t": make.at(as_of)})
    return cursor.execute(sql).fetchall()


def test_known_candles_show_the_value_that_was_believed_then(con):
    make.store_market(con, [make.candle("2024-03-01", 10)])
    make.store_market(con, [make.candle("2024-03-01", 11)], known_at="2024-03-05")
    sql = "select close::double, revised_at from known_candles"
    assert query(con, sql) == [(11.0, make.at("2024-03-05"))]
    assert query(con, sql, as_of="2024-03-04") == [(10.0, None)]
    assert query(con, sql, as_of="2024-03-05") == [(11.0, make.at("2024-03-05"))]
    assert query(con, sql, as_of="2024-03-01 00:59") == []


@pytest.mark.parametrize(
    ("view", "first", "later", "column"),
    [
        ("known_funding_rates", make.funding("2024-03-01", 0.1), make.funding("2024-03-02", 0.2), "funding_rate"),
        ("known_open_interest", make.open_interest("2024-03-01", 1), make.open_interest("2024-03-02", 2), "symbol"),
        ("known_liquidations", make.liquidation("2024-03-01", 1, 2), make.liquidation("2024-03-02", 3, 4), "long_usd"),
        ("known_fear_greed", make.fear_greed("2024-03-01", 9, "F"), make.fear_greed("2024-03-02", 8, "F"), "value"),
        ("known_etf_flows", make.etf_flow("2024-02-29", 1), make.etf_flow("2024-03-01", 2), "flow_usd"),
    ],
)  # fmt: skip
def test_known_series_end_at_the_moment(con, view, first, later, column):
    make.store_market(con, [first, later])
    seen = [(getattr(first, column),)]
    assert query(con, f"select {column} from {view}", as_of="2024-03-01 12:00") == seen
    assert len(query(con, f"select {column} from {view}")) == 2


def test_articles_show_the_version_that_was_known(con):
    make.store_article(con, make.article("a1", A1, headline="first"), annotated={"sentiment_score": 0.1})
    later = make.article(
        "a1", A1, headline="second", revision=2, available_at=make.at("2024-03-12"), revised_at=make.at("2024-03-12")
    )
    make.store_article(con, later, annotated={"sentiment_score": 0.2})
    sql = "select headline from articles"
    assert query(con, sql) == [("second",)]
    assert query(con, sql, as_of="2024-03-11") == [("first",)]
    assert query(con, sql, as_of="2024-03-10 11:59") == []
    assert query(con, "select revision from known_articles order by all") == [(1,), (2,)]
    sql = "select revision, sentiment_score, headline from current_annotations"
    assert query(con, sql) == [(2, 0.2, "second")]
    assert query(con, sql, as_of="2024-03-11") == [(1, 0.1, "first")]


def test_the_latest_reading_of_an_article_counts(con):
    make.store_article(con, make.article("a1"), annotated={"annotated_at": make.at("2024-04-01")})
    newer = make.annotation("a1", annotation_id="x", annotated_at=make.at("2024-05-01"), model="m2")
    from warehouse.writers import AnnotationBundle, add_annotations

    add_annotations(con, [AnnotationBundle(annotation=newer)])
    assert query(con, "select annotation_id, model from current_annotations") == [("x", "m2")]


@pytest.mark.parametrize(
    ("view", "rows", "columns", "expected"),
    [
        ("price_levels", {"price_levels": [make.price_level("p", 53000, role="low")]},
         "mention_id, role, price_low::double", [("p", "low", 53000.0)]),
        ("liquidation_figures", {"liquidations": [make.liquidation_mention("l", 740e6, source="Coinglass")]},
         "mention_id, amount_usd::double, source", [("l", 740e6, "Coinglass")]),
        ("metric_figures", {"metrics": [make.metric("m", "fear_greed", 20)]},
         "mention_id, kind, value::double", [("m", "fear_greed", 20.0)]),
        ("events_current", {"events": [make.event("e", "breakdown")]}, "mention_id, kind", [("e", "breakdown")]),
        ("claims_current", {"claims": [make.claim("c", "price_touched", value=53000)]},
         "claim_id, kind, value_low::double", [("c", "price_touched", 53000.0)]),
        ("sentences_current", {"sentences": [make.sentence()]}, "assets, mover_rank", [(["BTC", "ETH"], 1)]),
    ],
)  # fmt: skip
def test_mentions_come_with_their_article_once_it_is_known(con, view, rows, columns, expected):
    make.store_article(con, make.article("a1", A1), **rows)
    context = ", article_id, outlet, available_at"
    rest = ("a1", "Moonwire", make.at(A1))
    assert query(con, f"select {columns}{context} from {view}") == [(*expected[0], *rest)]
    assert query(con, f"select {columns} from {view}", as_of="2024-03-10 11:59") == []


def store_read_article(con, article_id, available, score, *, relevance=1.0, ticker="BTC"):
    make.store_article(
        con,
        make.article(article_id, available),
        assets=[make.article_asset(ticker, article_id, relevance=relevance)],
        asset_sentiments=[make.asset_sentiment(ticker, score, article_id)],
    )


def test_assets_of_an_article_carry_their_sentiment(con):
    make.store_article(
        con,
        make.article("a1", A1),
        assets=[make.article_asset("BTC", relevance=0.8), make.article_asset("ETH", relevance=0.2)],
        asset_sentiments=[make.asset_sentiment("BTC", -0.5)],
    )
    sql = (
        "select ticker, relevance, sentiment_label, sentiment_score, n_sentences from article_assets_current order by 1"
    )
    assert query(con, sql) == [("BTC", 0.8, "bearish", -0.5, 1), ("ETH", 0.2, None, None, 0)]
    assert query(con, sql, as_of="2024-03-10 11:00") == []


def test_sentiment_is_summed_by_the_hour_of_availability(con):
    store_read_article(con, "a1", "2024-03-10 12:05", -1.0, relevance=0.75)
    store_read_article(con, "a2", "2024-03-10 12:55", 1.0, relevance=0.25)
    store_read_article(con, "a3", "2024-03-10 13:00", 0.0)
    sql = """
        select hour_start, ticker, n_articles, n_bearish, n_neutral, n_bullish, mean_score, weighted_score
        from sentiment_by_hour order by hour_start
    """
    noon, one = make.at("2024-03-10 12:00"), make.at("2024-03-10 13:00")
    assert query(con, sql) == [(noon, "BTC", 2, 1, 0, 1, 0.0, -0.5), (one, "BTC", 1, 0, 1, 0, 0.0, 0.0)]
    assert query(con, sql, as_of="2024-03-10 12:30") == [(noon, "BTC", 1, 1, 0, 0, -1.0, -1.0)]


def test_the_preferred_series_is_dollars_then_spot_then_the_oldest(con):
    make.store_market(
        con,
        [
            *make.candles("2024-01-01", [1], symbol="BTC-USDT-PERP"),
            *make.candles("2024-02-01", [1], symbol="BTC-USD", venue="coinbase"),
            *make.candles("2024-03-01", [1], symbol="BTC-USDT"),
            *make.candles("2023-01-01", [1], symbol="BTC-EUR", venue="kraken"),
            *make.candles("2024-01-01", [1], symbol="COIN", ticker="COIN", venue="nasdaq"),
        ],
    )
    columns = "symbol, currency, is_perpetual, trades_always, preference"
    sql = f"select {columns} from price_series order by currency, ticker, preference"
    assert query(con, sql) == [
        ("BTC-EUR", "EUR", False, True, 1),
        ("BTC-USD", "USD", False, True, 1),
        ("BTC-USDT", "USD", False, True, 2),
        ("BTC-USDT-PERP", "USD", True, True, 3),
        ("COIN", "USD", False, False, 1),
    ]
    seen = query(con, "select symbol from price_series where currency = 'USD' order by all", as_of="2024-01-20")
    assert seen == [("BTC-USDT-PERP",), ("COIN",)]


def test_reference_candles_take_the_shortest_where_several_end_together(con):
    make.store_market(con, [*make.candles("2024-03-01", [1] * 23 + [2]), make.candle("2024-03-01", 2, timeframe="1d")])
    sql = "select timeframe, count(*) from reference_candles group by all"
    assert query(con, sql) == [("1h", 24)]
    assert query(con, sql, as_of="2024-03-01 05:30") == [("1h", 5)]


def test_an_article_meets_the_last_candle_closed_before_it(con):
    store_read_article(con, "a1", "2024-03-10 12:30", -0.5)
    store_read_article(con, "a2", "2024-03-10 12:00", -0.5)
    store_read_article(con, "a3", "2024-03-10 12:00", -0.5, ticker="ETH")
    make.store_market(con, make.candles("2024-03-10 10:00", [100, 101, 102, 103]))
    sql = "select article_id, close_time, close, candle_age_seconds from articles_with_candles order by article_id"
    noon = make.at("2024-03-10 12:00")
    expected = [("a1", noon, 101.0, 1800.0), ("a2", noon, 101.0, 0.0), ("a3", None, None, None)]
    assert query(con, sql) == expected
    make.store_market(con, [make.candle("2024-03-10 11:00", 500, open=101)], known_at="2024-03-11")
    assert query(con, sql, as_of="2024-03-10 13:00") == expected


RETURNS = """
    select article_id, entry_time, entry_price, return_5m, return_1h, return_4h, return_1d, return_1w
    from forward_returns order by 1
"""


def test_returns_begin_at_the_first_close_after_the_article(con):
    store_read_article(con, "a1", "2024-03-10 11:30", -0.5)
    make.store_market(con, make.candles("2024-03-10 10:00", [100, 100, 110, 121, 121, 125] + [150] * 20))
    noon = make.at("2024-03-10 12:00")
    assert query(con, RETURNS) == [("a1", noon, 100.0, None, pytest.approx(0.1), 0.25, 0.5, None)]
    assert query(con, RETURNS, as_of="2024-03-10 13:30") == [
        ("a1", noon, 100.0, None, pytest.approx(0.1), None, None, None)
    ]
    assert query(con, RETURNS, as_of="2024-03-10 11:45") == []


def test_returns_do_not_reach_over_gaps(con):
    store_read_article(con, "a1", "2024-03-10 11:30", -0.5)
    rows = make.candles("2024-03-10 10:00", [100, 100, 110, 121, 121, 125])
    make.store_market(con, [row for row in rows if row.open_time != make.at("2024-03-10 12:00")])
    (found,) = query(con, RETURNS)
    assert found[3:6] == (None, None, 0.25)


def test_five_minute_returns_need_minute_candles(con):
    store_read_article(con, "a1", "2024-03-10 11:59", -0.5)
    make.store_market(con, make.candles("2024-03-10 11:50", [100] * 10 + [101] * 10, timeframe="1m"))
    (found,) = query(con, RETURNS)
    assert found[2:5] == (100.0, pytest.approx(0.01), None)


def test_daily_candles_give_no_hourly_return(con):
    store_read_article(con, "a1", "2024-03-10 11:59", -0.5)
    make.store_market(con, make.candles("2024-03-09", [100, 100, 110], timeframe="1d"))
    assert query(con, RETURNS) == [("a1", make.at("2024-03-11"), 100.0, None, None, None, pytest.approx(0.1), None)]


def test_an_article_long_before_the_data_has_no_entry(con):
    store_read_article(con, "a1", "2024-03-01", -0.5)
    make.store_market(con, make.candles("2024-03-10", [1, 2]))
    assert query(con, RETURNS) == []


COMPARED = """
    select source, venues, amount_usd, measured_usd, coverage, reported_to_measured
    from liquidations_reported_vs_measured order by source
"""


def test_reported_liquidations_meet_the_measured_ones(con):
    make.store_article(con, make.article("a1", A1), liquidations=[make.liquidation_mention("l", 300, asset="BTC")])
    bars = [
        make.liquidation(f"2024-03-{day:02} {hour:02}:00", 10, 15, hours=4)
        for day in (9, 10)
        for hour in (0, 4, 8, 12, 16, 20)
    ]
    make.store_market(con, [*bars, make.liquidation("2024-03-10", 1, 2, ticker="ETH", symbol="ETH-USDT-PERP")])
    assert query(con, COMPARED) == [("sim", "binance", 300.0, 150.0, 1.0, 2.0)]
    make.store_market(con, [make.liquidation("2024-03-10 08:00", 999, 15, hours=4)], known_at="2024-03-12")
    assert query(con, COMPARED, as_of="2024-03-11") == [("sim", "binance", 300.0, 150.0, 1.0, 2.0)]


def test_the_side_and_the_market_are_respected(con):
    mention = make.liquidation_mention("l", 100, asset="ALL", position_side="long", window_hours=2)
    make.store_article(con, make.article("a1", A1), liquidations=[mention])
    hours = ("10:00", "11:00")
    make.store_market(
        con,
        [
            *[make.liquidation(f"2024-03-10 {hour}", 10, 1) for hour in hours],
            *[make.liquidation(f"2024-03-10 {hour}", 30, 1, ticker="ETH", symbol="ETH-USDT-PERP") for hour in hours],
            *[make.liquidation(f"2024-03-10 {hour}", 5, 1, source="b", venue="all") for hour in hours],
            *[
                make.liquidation(f"2024-03-10 {hour}", 50, 1, ticker="ALL", symbol="", source="b", venue="all")
                for hour in hours
            ],
        ],
    )
    assert query(con, COMPARED) == [("b", "all", 100.0, 100.0, 1.0, 1.0), ("sim", "binance", 100.0, 80.0, 1.0, 1.25)]


@pytest.mark.parametrize(
    ("time_text", "end", "measured"),
    [
        ("to 10:00", "2024-03-10 10:00", 11.0),
        (None, "2024-03-10 10:00", 110.0),
        ("to 14:00", "2024-03-10 14:00", 110.0),
    ],
)
def test_a_dated_window_ends_where_the_text_says_but_never_after_publication(con, time_text, end, measured):
    mention = make.liquidation_mention("l", 100, asset="BTC", window_hours=2)
    claim = make.claim("c", "liquidation_total", value=100, asset="BTC", time_text=time_text, time_end=end)
    make.store_article(con, make.article("a1", A1), liquidations=[mention], claims=[claim])
    bars = {"08:00": 1, "09:00": 10, "10:00": 100, "11:00": 10, "12:00": 1000}
    make.store_market(con, [make.liquidation(f"2024-03-10 {hour}", usd, 0) for hour, usd in bars.items()])
    assert query(con, "select measured_usd from liquidations_reported_vs_measured") == [(measured,)]


def test_the_shortest_liquidation_bars_are_taken(con):
    make.store_market(con, [make.liquidation("2024-03-10", 1, 1), make.liquidation("2024-03-10", 9, 9, hours=4)])
    sql = "select bar_seconds, long_usd, source_has_total from liquidation_bars"
    assert query(con, sql) == [(3600.0, 1.0, False)]
    assert query(con, sql, as_of="2024-03-10 00:30") == []


def test_a_figure_without_a_series_stays_in_the_comparison(con):
    make.store_article(con, make.article("a1", A1), liquidations=[make.liquidation_mention("l", 300)])
    assert query(con, COMPARED) == [(None, None, 300.0, None, None, None)]


CHECK = """
    insert into claim_checks by name
    select 'c' as claim_id, $verdict as verdict, $known_at as known_at, $checked_at as checked_at
"""


def test_the_latest_verdict_that_was_known_counts(con):
    make.store_article(con, make.article("a1", A1), claims=[make.claim("c", "price_touched", value=1)])
    sql = "select claim_id, verdict, article_id from claim_verdicts"
    assert query(con, sql) == [("c", None, "a1")]
    for day, verdict in ((11, "untestable"), (12, "confirmed")):
        at = make.at(f"2024-03-{day}")
        con.execute(CHECK, {"verdict": verdict, "known_at": at, "checked_at": make.at("2024-06-01")})
    assert query(con, sql) == [("c", "confirmed", "a1")]
    assert query(con, sql, as_of="2024-03-11 12:00") == [("c", "untestable", "a1")]
    assert query(con, "select count(*) from known_claim_checks", as_of="2024-03-11 12:00") == [(1,)]
    assert query(con, sql, as_of="2024-03-10 11:00") == []


def test_days_of_hours_stand_beside_stored_days(con):
    hours = make.candles("2024-03-01", [*range(1, 25)])
    make.store_market(
        con,
        [*hours, make.candle("2024-03-01", 24, open=1, low=1, high=25, timeframe="1d"), make.candle("2024-03-02", 1)],
    )
    sql = """
        select day::varchar, n_hours, hourly_open, hourly_high, hourly_low, hourly_close, stored_open, stored_high
        from daily_bars
    """
    assert query(con, sql) == [("2024-03-01", 24, 1.0, 24.0, 1.0, 24.0, 1.0, 25.0)]
    assert query(con, sql, as_of="2024-03-01 23:30") == []


def test_observations_of_every_kind_have_the_name_of_their_series_and_their_times(con):
    make.store_market(
        con,
        [
            make.candle("2024-03-01", 1),
            make.mark_price("2024-03-01", 1),
            make.funding("2024-03-01 08:00", 0.1),
            make.open_interest("2024-03-01", 5),
            make.long_short_ratio("2024-03-01", 1.5),
            make.liquidation("2024-03-01", 1, 2),
            make.fear_greed("2024-03-01", 20, "Extreme Fear"),
            make.etf_flow("2024-03-01", 1),
        ],
    )
    sql = """
        select kind, concat_ws(' ', venue, symbol, ticker, timeframe), strftime(start_time, '%d %H'),
            strftime(end_time, '%d %H'), step_seconds / 3600
        from known_observations order by all
    """
    perpetual = "binance BTC-USDT-PERP BTC "
    assert query(con, sql) == [
        ("candles", "binance BTC-USDT BTC 1h", "01 00", "01 01", 1),
        ("etf_flows", " TOTAL BTC ", "01 00", "02 00", 24),
        ("fear_greed", "  ALL ", "01 00", "02 00", 24),
        ("funding_rates", perpetual, "01 08", "01 08", 8),
        ("liquidations", perpetual, "01 00", "01 01", 1),
        ("long_short_ratios", perpetual, "01 00", "01 00", None),
        ("mark_prices", perpetual + "1h", "01 00", "01 01", 1),
        ("open_interest", perpetual, "01 00", "01 00", None),
    ]
    assert query(con, "select count(*) from known_observations", as_of="2024-03-01 00:30") == [(3,)]


def test_a_series_that_lags_is_stale(con):
    make.store_market(
        con,
        [
            *make.candles("2024-03-01", [1] * 240),
            *make.candles("2024-03-01", [1] * 24, venue="coinbase"),
            make.fear_greed("2024-03-09", 20, "Extreme Fear"),
            make.etf_flow("2024-03-08", 1),
            make.funding("2024-03-10 16:00", 0.1),
            make.open_interest("2024-03-10", 5),
            make.liquidation("2024-03-10", 1, 2),
        ],
    )
    sql = "select kind, venue, n_observations, is_stale from series_status order by kind, venue"
    assert query(con, sql) == [
        ("candles", "binance", 240, False),
        ("candles", "coinbase", 24, True),
        ("etf_flows", "", 1, False),
        ("fear_greed", "", 1, False),
        ("funding_rates", "binance", 1, False),
        ("liquidations", "binance", 1, False),
        ("open_interest", "binance", 1, False),
    ]
    early = query(con, "select venue, is_stale, hours_behind from series_status order by venue", as_of="2024-03-03")
    assert early == [("binance", False, 0.0), ("coinbase", False, 24.0)]


def test_figures_that_a_correction_changed_are_named(con):
    first = {
        "price_levels": [make.price_level("p1", 52400, role="low", annotation_id="a1-1"),
                         make.price_level("p2", 50000, role="support", annotation_id="a1-1")],
        "liquidations": [make.liquidation_mention("l1", 7.4e8, annotation_id="a1-1")],
    }  # fmt: skip
    second = {
        "price_levels": [make.price_level("p3", 52900, role="low", annotation_id="a1-2"),
                         make.price_level("p4", 50000, role="support", annotation_id="a1-2")],
        "metrics": [make.metric("m1", "funding_rate", 0.01, annotation_id="a1-2")],
    }  # fmt: skip
    make.store_article(con, make.article("a1", A1), annotated={"annotation_id": "a1-1"}, **first)
    later = make.article(
        "a1", A1, revision=2, available_at=make.at("2024-03-12"), correction="Correction: the low was $52,900."
    )
    make.store_article(con, later, annotated={"annotation_id": "a1-2"}, **second)
    sql = "select change, kind, what, previous_value, value, correction from figure_changes order by kind desc, change"
    note = "Correction: the low was $52,900."
    assert query(con, sql) == [
        ("changed", "price_level", "low", 52400.0, 52900.0, note),
        ("added", "metric", "funding_rate", None, 0.01, note),
        ("removed", "liquidation", "both", 7.4e8, None, note),
    ]
    assert query(con, sql, as_of="2024-03-11") == []
