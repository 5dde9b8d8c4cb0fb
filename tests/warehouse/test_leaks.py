"""The leak prover finds nothing in the views that ship, and finds a view that looks ahead."""

from datetime import timedelta

import pytest

from tests.warehouse import factories as make
from tests.warehouse.claims.desk import TOLERANCES
from warehouse.connection import open_warehouse
from warehouse.errors import WarehouseError
from warehouse.leaks import cut_back, prove_no_leak, typical_moments

START = make.at("2024-03-01")
READ = {"model": '{"rules": "r1"}'}
MOMENT = START + timedelta(days=2, hours=13)


def fill(con):
    rows = [make.candle(START + timedelta(hours=n), 60000 + n) for n in range(120)]
    make.store_market(con, rows)
    make.store_market(con, [make.candle(START + timedelta(hours=5), 1)], known_at=START + timedelta(days=3))
    for day in range(1, 5):
        article = make.article(f"a{day}", START + timedelta(days=day))
        claim = make.claim(f"c{day}", "price_at", f"a{day}", value=60000, unit="USD")
        make.store_article(con, article, annotated=READ, assets=[make.article_asset("BTC", f"a{day}")], claims=[claim])


def proofs(warehouse_file, tmp_path):
    return {
        proof.name: proof
        for proof in prove_no_leak(
            warehouse_file, tmp_path, moments=[MOMENT], tolerances=TOLERANCES, settle_hours=36
        )
    }  # fmt: skip


def test_what_ships_looks_at_nothing_that_came_later(warehouse_file, tmp_path):
    with open_warehouse(warehouse_file) as con:
        fill(con)
    found = proofs(warehouse_file, tmp_path)
    assert {name: proof.difference for name, proof in found.items() if proof.difference} == {}
    assert found["known_candles"].n_rows == 61
    assert found["candles_as_of(moment)"].n_rows == 61
    assert found["claim checks"].n_rows == 2
    assert "forward_returns" in found and "open_interest_ranks()" in found and "query digest_market" in found


@pytest.mark.parametrize(
    "sql",
    [
        "select max(open_time) as last_time from candles",
        "select close from candles where superseded_at is null and open_time <= '2024-03-01 05:00:00+00'",
    ],
)  # fmt: skip
def test_a_view_that_looks_ahead_is_found(warehouse_file, tmp_path, sql):
    with open_warehouse(warehouse_file) as con:
        fill(con)
        con.execute(f"create view planted as {sql}")
    found = proofs(warehouse_file, tmp_path)
    leaks = {name: proof.difference for name, proof in found.items() if proof.difference}
    assert list(leaks) == ["planted"]


def test_the_moments_divide_what_is_stored(warehouse_file, tmp_path):
    with open_warehouse(warehouse_file) as con:
        fill(con)
    moments = typical_moments(warehouse_file, tmp_path)
    assert len(moments) == 3
    assert START < moments[0] < moments[1] < moments[2] < START + timedelta(days=5)


def test_an_empty_warehouse_has_nothing_to_prove(warehouse_file, tmp_path):
    with pytest.raises(WarehouseError, match="nothing is stored"):
        typical_moments(warehouse_file, tmp_path)


def test_a_table_that_cannot_be_cut_is_an_error(con):
    con.execute("create table timeless (name varchar)")
    with pytest.raises(WarehouseError, match="timeless has no clock"):
        cut_back(con, MOMENT)
