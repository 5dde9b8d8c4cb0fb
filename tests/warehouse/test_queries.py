import pytest

from tests.warehouse import factories as make
from warehouse.connection import open_reader, open_warehouse
from warehouse.errors import QueryError
from warehouse.queries import list_queries, run_query
from warehouse.snapshot import publish_snapshot


@pytest.fixture
def reader(warehouse_file, tmp_path):
    with open_warehouse(warehouse_file) as con:
        make.store_market(con, make.candles("2024-03-10 10:00", [100.0, 101.0, *[110.0] * 30]))
        make.store_article(
            con,
            make.article("a1", "2024-03-10 12:00"),
            assets=[make.article_asset("BTC")],
            asset_sentiments=[make.asset_sentiment("BTC", 0.5)],
            claims=[make.claim("c1", "price_touched", value=1)],
            price_levels=[make.price_level("p1", 99)],
            liquidations=[make.liquidation_mention("l1", 5e6, asset="BTC", window_hours=4.0)],
        )
        make.store_market(con, [make.liquidation("2024-03-10 08:00", 1e6, 1e6, hours=4)])
        con.execute(
            "insert into claim_checks by name select 'c1' as claim_id, 'contradicted' as verdict, "
            "timestamptz '2024-03-12 00:00:00+00' as known_at, known_at as checked_at"
        )
        publish_snapshot(con, tmp_path / "snapshot.duckdb")
    with open_reader(tmp_path / "snapshot.duckdb") as con:
        yield con


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_every_listed_query_says_what_it_does_and_runs(reader, query):
    assert query.description
    assert run_query(reader, query.name).column_names


def test_what_the_three_demo_queries_answer(reader):
    (outlet,) = run_query(reader, "verdicts_by_outlet").to_pylist()
    assert (outlet["outlet"], outlet["n_contradicted"], outlet["share_held"]) == ("Moonwire", 1, 0.0)
    (compared,) = run_query(reader, "liquidations_reported_vs_measured").to_pylist()
    assert (compared["stated_musd"], compared["measured_musd"], compared["stated_over_measured"]) == (5.0, 2.0, 2.5)
    (followed,) = run_query(reader, "sentiment_and_next_day_return").to_pylist()
    assert (followed["ticker"], followed["n_with_return"], followed["mean_return_1d_percent"]) == ("BTC", 1, 8.91)


def test_own_sql_may_only_read(reader):
    assert run_query(reader, "select 1 + 1 as two").to_pylist() == [{"two": 2}]
    assert run_query(reader, "from articles select headline").num_rows == 1
    assert run_query(reader, "describe articles").num_rows > 10
    assert run_query(reader, "explain select 1").num_rows > 0
    for sql in (
        "delete from runs",
        "create table x (i integer)",
        "attach 'x'",
        "set variable as_of = null",
        "copy runs to 'x'",
    ):
        with pytest.raises(QueryError, match="only reading is allowed"):
            run_query(reader, sql)


def test_a_query_is_one_statement(reader):
    with pytest.raises(QueryError, match="one statement is needed, not 2"):
        run_query(reader, "select 1; select 2")
    with pytest.raises(QueryError, match="not 0"):
        run_query(reader, "-- nothing to ask")


def test_what_is_wrong_with_a_query_is_said(reader):
    with pytest.raises(QueryError, match="this is no SQL"):
        run_query(reader, "selec 1")
    with pytest.raises(QueryError, match="did you mean verdicts_by_outlet"):
        run_query(reader, "verdict_by_outlets")
    with pytest.raises(QueryError, match=r"a view, not a stored query; ask: select \* from articles"):
        run_query(reader, "articles")
    with pytest.raises(QueryError, match="lists them"):
        run_query(reader, "zzz")
    with pytest.raises(QueryError, match="Did you mean"):
        run_query(reader, "select * from article")


def test_parameters_are_bound_and_complete(reader):
    assert run_query(reader, "select $a as a", {"a": "x'; drop table runs"}).to_pylist() == [
        {"a": "x'; drop table runs"}
    ]
    with pytest.raises(QueryError, match=r"needs values for \['a'\] and has no place for \['b'\]"):
        run_query(reader, "select $a", {"b": 1})
