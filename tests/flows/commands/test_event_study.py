import csv
import io
import json
from datetime import timedelta

import pytest

from tests.warehouse import factories as make
from warehouse.connection import open_warehouse
from warehouse.snapshot import publish_snapshot

START = make.at("2024-03-01")


@pytest.fixture
def snapshot(settings):
    """Ten days of articles about a coin that halves in the hour after each of them, while Bitcoin stands still."""
    with open_warehouse(settings.main.paths.warehouse) as con:
        for day in range(10):
            at = START + timedelta(days=day)
            make.store_market(con, [make.candle(at, 100), make.candle(at + timedelta(hours=1), 100)])
            values = {"ticker": "ETH", "symbol": "ETH-USDT"}
            make.store_market(con, [make.candle(at, 100, **values), make.candle(at + timedelta(hours=1), 50, **values)])
            make.store_article(
                con,
                make.article(f"a{day}", at + timedelta(hours=1)),
                assets=[make.article_asset("ETH", f"a{day}")],
                asset_sentiments=[make.asset_sentiment("ETH", -0.1 * day - 0.1, f"a{day}")],
            )
        publish_snapshot(con, settings.main.paths.snapshot)


def test_the_mean_return_comes_with_its_count_and_its_warning(newstape, snapshot):
    result = newstape("event-study", "--asset", "ETH", "--format", "json")
    row = json.loads(result.out.splitlines()[0])
    assert (row["horizon"], row["n_articles"], row["mean_raw"], row["mean_abnormal"]) == ("1h", 10, -0.5, -0.5)
    assert row["warning"] == "only 10 articles"


def test_the_study_as_of_a_moment_has_fewer_articles(newstape, snapshot):
    result = newstape("event-study", "--asset", "ETH", "--format", "csv", "--as-of", "2024-03-04")
    row = next(csv.DictReader(io.StringIO(result.out)))
    assert (row["horizon"], row["n_articles"]) == ("1h", "3")


def test_scores_that_say_nothing_have_no_coefficient(newstape, snapshot):
    result = newstape("event-study", "--by", "score", "--asset", "ALL", "--format", "json")
    row = json.loads(result.out.splitlines()[0])
    assert (row["n_articles"], row["coefficient"]) == (10, None)


def test_an_asset_without_returns_is_named_with_those_that_have_some(newstape, snapshot):
    result = newstape("event-study", "--asset", "DOGE")
    assert (result.code, result.out) == (0, "")
    assert "DOGE" in result.err and "ALL, ETH" in result.err


def test_a_file_for_a_terminal_table_is_refused_before_any_work(newstape, tmp_path):
    result = newstape("event-study", "--output", tmp_path / "x")
    assert result.code == 2
    assert "--format csv" in result.err
