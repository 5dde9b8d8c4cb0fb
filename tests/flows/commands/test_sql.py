import json

import pyarrow.parquet as pq
import pytest

from flows.steps.refresh import refresh


@pytest.fixture
def snapshot(settings, now, newstape, tmp_path):
    """A warehouse with ten simulated daily candles, published."""
    rows = "".join(f"2025-02-{day:02},{100 + day},{105 + day},{95 + day},{101 + day}\n" for day in range(1, 11))
    path = tmp_path / "btc.csv"
    path.write_text("day,o,h,l,c\n" + rows, encoding="utf-8")
    columns = {"open_time": "day", "open": "o", "high": "h", "low": "l", "close": "c"}
    result = newstape(
        *("import", "market", path, "--kind", "candles", "--source", "simulated", "--venue", "SimEx", "--simulated"),
        *("--symbol", "BTC-USDT", "--ticker", "BTC", "--timeframe", "1d"),
        *("--option", "time_unit=date", "--option", "time_zone=UTC"),
        *(part for ours, theirs in columns.items() for part in ("--column", f"{ours}={theirs}")),
    )
    assert result.code == 0, result.err
    return settings.main.paths.snapshot


COUNT = "select count(*) as n, max(close) as top from known_candles"


def test_people_get_a_table(newstape, snapshot):
    result = newstape("sql", COUNT)
    assert result.code == 0
    assert "10" in result.out
    assert "1 rows" in result.out


def test_machines_get_json_csv_and_parquet(newstape, snapshot, tmp_path):
    assert json.loads(newstape("sql", COUNT, "--format", "json").out)["n"] == 10
    assert newstape("sql", COUNT, "--format", "csv").out.splitlines()[0] == '"n","top"'
    target = tmp_path / "out.parquet"
    newstape("sql", "select * from known_candles", "--format", "parquet", "--output", target)
    assert pq.read_table(target).num_rows == 10


@pytest.mark.parametrize("kind", ["json", "csv", "parquet"])
def test_a_file_that_cannot_be_written_is_named(newstape, snapshot, tmp_path, kind):
    target = tmp_path / "missing" / "out"
    result = newstape("sql", COUNT, "--format", kind, "--output", target)
    assert result.code == 2
    assert (
        result.err.strip()
        == f"newstape: --output {target}: cannot be written: No such file or directory; name another file"
    )


def test_a_digest_that_cannot_be_written_is_named_and_leaves_nothing(newstape, snapshot, tmp_path):
    (tmp_path / "taken").write_text("a file, no folder")
    result = newstape("digest", "--output", tmp_path / "taken" / "digest.html")
    assert result.code == 2
    assert "digest.html: the digest cannot be written" in result.err
    (tmp_path / "folder.html").mkdir()
    assert newstape("digest", "--output", tmp_path / "folder.html").code == 2
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


def test_a_demo_is_not_made_where_a_file_is(newstape, tmp_path):
    (tmp_path / "taken").write_text("a file, no folder")
    result = newstape("demo", tmp_path / "taken")
    assert result.code == 2
    assert "cannot be made a folder: File exists; name another one" in result.err


def test_as_of_hides_what_was_not_known_yet(newstape, snapshot):
    result = newstape("sql", COUNT, "--as-of", "2025-02-05T12:00:00Z", "--format", "json")
    assert json.loads(result.out)["n"] == 4


@pytest.mark.parametrize(
    "statement",
    [
        "create table x (a int)",
        "delete from candles",
        "select * from read_csv('/etc/passwd')",
        "copy candles to '/tmp/stolen.csv'",
        "attach '/tmp/other.duckdb'",
        "set enable_external_access = true",
        "select 1; drop table candles",
    ],
)
def test_nothing_but_reading_the_warehouse_is_possible(newstape, snapshot, statement):
    before = snapshot.read_bytes()
    result = newstape("sql", statement)
    assert result.code == 2
    assert result.err.startswith("newstape: ")
    assert snapshot.read_bytes() == before


def test_a_misspelt_query_gets_the_nearest_name(newstape, snapshot):
    result = newstape("sql", "verdict_by_outlet")
    assert result.code == 2
    assert "verdicts_by_outlet" in result.err


def test_without_a_query_the_stored_ones_are_listed(newstape):
    assert "verdicts_by_outlet" in newstape("sql").out


def test_before_the_first_run_the_next_step_is_named(newstape):
    result = newstape("sql", "select 1")
    assert result.code == 2
    assert "newstape run" in result.err


def test_every_stored_query_runs_on_an_empty_warehouse(newstape, settings, now):
    from warehouse.queries import list_queries

    refresh(settings, now=now, steps=())
    for query in list_queries():
        assert newstape("sql", query.name).code == 0, query.name


def test_csv_for_a_spreadsheet_runs_no_formula_of_a_stranger(newstape):
    newstape("run", "check")
    texts = ("=HYPERLINK(1)", "@SUM(A1)", "+cmd", "-cmd", "-3.5%", "+$4", "a=b", "plain")
    values = ", ".join(f"('{text}')" for text in texts)
    result = newstape("sql", f"select * from (values {values}) as t(title)", "--format", "csv")
    cells = [line.strip('"') for line in result.out.splitlines()[1:]]
    assert cells == ["'=HYPERLINK(1)", "'@SUM(A1)", "'+cmd", "'-cmd", "-3.5%", "+$4", "a=b", "plain"]
