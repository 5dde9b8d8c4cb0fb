import csv
import io
import json
from datetime import timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.warehouse import factories as make
from warehouse.connection import open_warehouse
from warehouse.snapshot import publish_snapshot

START = make.at("2024-03-01")


@pytest.fixture
def snapshot(settings):
    """Two hundred minutes of a rising price, and an article with a level and an event in the thirtieth."""
    with open_warehouse(settings.main.paths.warehouse) as con:
        rows = [make.candle(START + timedelta(minutes=n), 1000 + n, timeframe="1m") for n in range(200)]
        make.store_market(con, rows)
        make.store_article(
            con,
            make.article("a1", START + timedelta(minutes=30)),
            price_levels=[make.price_level("p1", 1000)],
            events=[make.event("e1", "breakdown", asset=None)],
        )
        publish_snapshot(con, settings.main.paths.snapshot)


def test_every_stored_mention_meets_the_market(newstape, snapshot):
    result = newstape("market-states", "--format", "json")
    event, level = (json.loads(line) for line in result.out.splitlines())
    assert (event["mention_id"], event["price"], event["symbol"]) == ("e1", None, None)
    assert (level["mention_id"], level["price"], level["return_1h"]) == ("p1", 1029, 1089 / 1029 - 1)


def test_as_of_a_moment_no_return_reaches_beyond_it(newstape, snapshot):
    result = newstape("market-states", "--format", "csv", "--as-of", "2024-03-01T00:40:00Z")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert (rows[1]["mention_id"], rows[1]["symbol"]) == ("p1", "BTC-USDT")
    assert (rows[1]["return_5m"] != "", rows[1]["return_1h"]) == (True, "")


def test_moments_of_ones_own_keep_their_columns(newstape, snapshot, tmp_path):
    moments = tmp_path / "moments.csv"
    moments.write_text("trade,ticker,start_at\n7,BTC,2024-03-01T00:30:20Z\n8,DOGE,2024-03-01T00:30:20Z\n", "utf-8")
    rows = [json.loads(line) for line in newstape("market-states", moments, "--format", "json").out.splitlines()]
    assert [(row["trade"], row["price"], row["entry_price"]) for row in rows] == [(7, 1029, 1030), (8, None, None)]
    table = pa.table({"ticker": ["BTC"], "start_at": pa.array([START], pa.timestamp("ns", tz="Asia/Tokyo"))})
    pq.write_table(table, tmp_path / "moments.parquet")
    result = newstape("market-states", tmp_path / "moments.parquet", "--format", "json")
    assert json.loads(result.out)["entry_price"] == 1000


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("moments.csv", "ticker,start_at\nBTC,2024-03-01T00:30:20\n", "time zone"),
        ("moments.csv", "ticker,moment\nBTC,2024-03-01T00:30:20Z\n", "start_at"),
        ("moments.xlsx", "", ".csv and .parquet"),
        ("moments.parquet", "no parquet", "cannot be read"),
    ],
)
def test_moments_that_cannot_be_read_are_refused_with_what_to_do(newstape, snapshot, tmp_path, name, text, told):
    (tmp_path / name).write_text(text, "utf-8")
    result = newstape("market-states", tmp_path / name)
    assert result.code != 0
    assert told in " ".join(result.err.split())
