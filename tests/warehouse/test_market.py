from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse import factories as make
from warehouse.errors import WarehouseError
from warehouse.market import MergeCounts, market_table, merge_market

NOW = make.at("2024-03-10")
LATER = make.at("2024-03-12")


def merge(con, rows, known_at=NOW, kind="candles"):
    return merge_market(con, kind, market_table(rows), known_at=known_at)


def stored(con):
    return con.execute(
        "select open_time, close::double, available_at, revised_at, superseded_at from candles order by all"
    ).fetchall()


@pytest.mark.parametrize(
    ("kind", "row", "changed"),
    [
        ("candles", make.candle("2024-03-01", 60000), {"close": Decimal(60001)}),
        ("funding_rates", make.funding("2024-03-01", 0.0001), {"funding_rate": Decimal("0.0002")}),
        ("open_interest", make.open_interest("2024-03-01", 9e9), {"open_interest_usd": Decimal(8)}),
        ("liquidations", make.liquidation("2024-03-01", 1e6, 2e6), {"long_usd": Decimal(8)}),
        ("fear_greed", make.fear_greed("2024-03-01", 20, "Extreme Fear"), {"value": 21}),
        ("etf_flows", make.etf_flow("2024-03-01", -5e6), {"flow_usd": Decimal(8)}),
    ],
)
def test_each_kind_merges_repeats_and_revises(con, kind, row, changed):
    assert merge(con, [row], kind=kind) == MergeCounts(n_new=1)
    assert merge(con, [row], kind=kind) == MergeCounts(n_unchanged=1)
    assert merge(con, [replace(row, **changed)], LATER, kind=kind) == MergeCounts(n_revised=1)
    assert merge(con, [replace(row, **changed)], LATER, kind=kind) == MergeCounts(n_unchanged=1)
    clocks = con.execute(f"select available_at, revised_at, superseded_at from {kind} order by available_at").fetchall()
    assert clocks == [(row.available_at, None, LATER), (LATER, LATER, None)]


def test_a_revision_closes_the_old_row_and_adds_the_new_one(con):
    opened = make.at("2024-03-01")
    merge(con, make.candles("2024-03-01", [1, 2, 3]))
    assert merge(con, make.candles("2024-03-01", [1, 5, 3, 4]), LATER) == MergeCounts(
        n_new=1, n_revised=1, n_unchanged=2
    )
    second = [row[1:] for row in stored(con) if row[0] == opened.replace(hour=1)]
    assert second == [(2.0, opened.replace(hour=2), None, LATER), (5.0, LATER, LATER, None)]


def test_a_venue_that_goes_back_to_its_first_word_is_a_second_revision(con):
    row = make.candle("2024-03-01", 10)
    merge(con, [row])
    merge(con, [replace(row, close=Decimal(11))], LATER)
    assert merge(con, [row], make.at("2024-03-13")) == MergeCounts(n_revised=1)
    current = con.execute("select close::double from candles where superseded_at is null").fetchall()
    assert current == [(10.0,)]


def test_the_last_of_several_rows_for_one_candle_counts(con):
    row = make.candle("2024-03-01", 10)
    assert merge(con, [row, replace(row, close=Decimal(11))]) == MergeCounts(n_new=1)
    assert [close for _, close, *_ in stored(con)] == [11.0]


def test_a_missing_volume_that_arrives_is_a_revision(con):
    row = make.candle("2024-03-01", 10, volume=None)
    merge(con, [row])
    assert merge(con, [row]) == MergeCounts(n_unchanged=1)
    assert merge(con, [replace(row, volume=Decimal(3))]) == MergeCounts(n_revised=1)


def test_two_venues_do_not_revise_each_other(con):
    rows = [make.candle("2024-03-01", 10), make.candle("2024-03-01", 11, venue="coinbase")]
    assert merge(con, rows) == MergeCounts(n_new=2)


def test_bars_of_two_lengths_live_side_by_side(con):
    rows = [make.liquidation("2024-03-01", 1, 2), make.liquidation("2024-03-01", 3, 4, hours=4)]
    assert merge(con, rows, kind="liquidations") == MergeCounts(n_new=2)


def test_doubles_are_compared_as_they_are_stored(con):
    table = market_table(make.candles("2024-03-01", [0.1, 0.2]))
    names = ("open", "high", "low", "close", "volume")
    as_double = table.cast(pa.schema([pa.field(f.name, pa.float64()) if f.name in names else f for f in table.schema]))
    merge_market(con, "candles", as_double, known_at=NOW)
    assert merge_market(con, "candles", as_double, known_at=NOW) == MergeCounts(n_unchanged=2)


def test_a_batch_that_does_not_fit_stores_nothing(con):
    table = market_table(make.candles("2024-03-01", [1, 2]))
    with pytest.raises(WarehouseError, match=r"lacks the columns \['close'\]"):
        merge_market(con, "candles", table.drop_columns(["close"]), known_at=NOW)
    with pytest.raises(WarehouseError, match="unknown market series 'trades'"):
        merge_market(con, "trades", table, known_at=NOW)
    position = table.schema.get_field_index("close")
    with_nan = table.set_column(position, "close", pa.array([1.0, float("nan")]))
    with pytest.raises(WarehouseError, match="nothing was stored"):
        merge_market(con, "candles", with_nan, known_at=NOW)
    with pytest.raises(WarehouseError, match="no time zone"):
        merge(con, [replace(make.candle("2024-03-01", 1), open_time=datetime(2024, 3, 1))])
    assert stored(con) == []


def test_no_rows_are_no_change(con):
    assert merge(con, []) == MergeCounts()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.dictionaries(st.integers(0, 4), st.integers(1, 3), min_size=1), min_size=1, max_size=5))
def test_whatever_comes_there_is_one_current_row_with_the_last_value(con, batches):
    con.execute("delete from candles")
    opened = make.at("2024-03-01")
    expected = {}
    for day, batch in enumerate(batches, start=10):
        rows = [make.candle(opened.replace(hour=hour), close) for hour, close in batch.items()]
        counts = merge(con, rows, make.at(f"2024-03-{day}"))
        assert counts.n_new == len(batch.keys() - expected.keys())
        assert counts.n_new + counts.n_revised + counts.n_unchanged == len(batch)
        expected |= batch
    current = con.execute("select hour(open_time), close::integer from candles where superseded_at is null").fetchall()
    assert dict(current) == expected
    assert len(current) == len(expected)


def test_what_candles_are_calculated_with_follows_their_revisions(con):
    first = make.candle("2024-03-01", 100)
    make.store_market(con, [first, make.candle("2024-03-01", 7, symbol="ETH-USDT", ticker="ETH", timeframe="1d")])
    make.store_market(con, [replace(first, close=Decimal("100.1"))], known_at=make.at("2024-03-02"))
    rows = con.execute(
        "select ticker, bar_us // 60000000, close_double, close_double = as_double(close), "
        "series_key = series_key(source, venue, symbol, ticker) from candles order by ticker, available_at"
    ).fetchall()
    assert rows == [("BTC", 60, 100, True, True), ("BTC", 60, 100.1, True, True), ("ETH", 1440, 7, True, True)]
    assert con.execute("select count(distinct series_key) from candles").fetchone() == (2,)
