import duckdb
import pytest

from warehouse.errors import MigrationError
from warehouse.migrations import (
    Migration,
    applied_checksums,
    apply_migrations,
    load_migrations,
    load_objects,
    refresh_views,
    view_names,
    views_checksum,
)


@pytest.fixture
def empty():
    con = duckdb.connect(":memory:")
    yield con
    con.close()


def test_the_migrations_of_the_package_apply_to_an_empty_database(empty):
    migrations = load_migrations()
    assert apply_migrations(empty, migrations) == len(migrations)
    assert apply_migrations(empty, migrations) == 0
    assert applied_checksums(empty) == {m.version: m.checksum for m in migrations}


def test_a_failing_migration_leaves_nothing_behind(empty):
    good = Migration(1, "good", "create table a (x integer);")
    bad = Migration(2, "bad", "create table b (x integer); create table a (x integer);")
    with pytest.raises(MigrationError, match="nothing was changed"):
        apply_migrations(empty, (good, bad))
    assert empty.execute("select count(*) from duckdb_tables()").fetchone() == (0,)
    assert apply_migrations(empty, (good,)) == 1


def test_only_what_is_missing_is_applied(empty):
    first = Migration(1, "a", "create table a (x integer);")
    second = Migration(2, "b", "create table b (x integer);")
    apply_migrations(empty, (first,))
    assert apply_migrations(empty, (first, second)) == 1


def test_line_endings_do_not_count_as_an_edit():
    assert Migration(1, "a", "select 1;\nselect 2;").checksum == Migration(1, "a", "select 1;\r\nselect 2;").checksum


def test_a_lost_record_is_noticed(empty):
    migrations = load_migrations()
    apply_migrations(empty, migrations)
    empty.execute("delete from schema_migrations where version = 2")
    with pytest.raises(MigrationError, match="0002 was never applied"):
        apply_migrations(empty, migrations)


@pytest.mark.parametrize("names", [["0001_a.sql", "0003_c.sql"], ["0001_a.sql", "0001_b.sql"], ["first.sql"]])
def test_files_that_do_not_count_one_two_three_are_refused(tmp_path, names):
    for name in names:
        (tmp_path / name).write_text("select 1;")
    with pytest.raises(MigrationError):
        load_migrations(tmp_path)


def test_views_are_made_again_only_when_their_files_changed(empty):
    apply_migrations(empty, load_migrations())
    assert refresh_views(empty)
    assert not refresh_views(empty)
    empty.execute("update schema_views set checksum = 'older'")
    empty.execute("create view left_over as select 1 as x")
    empty.execute("create macro left_over(x) as x")
    empty.execute("create macro left_over_rows(x) as table select x")
    assert refresh_views(empty)
    assert views_checksum(empty) != "older"
    views = {name for (name,) in empty.execute("select view_name from duckdb_views() where not internal").fetchall()}
    assert views == set(view_names())
    macros = "select function_name from duckdb_functions() where not internal"
    names = {name for (name,) in empty.execute(macros).fetchall()}
    assert names == {name for name in load_objects() if not name.startswith("comments on ")} - views


def test_candles_of_an_older_warehouse_get_what_is_calculated_with(empty):
    migrations = load_migrations()
    apply_migrations(empty, migrations[:15])
    empty.execute(
        "insert into candles by name select 'sim' as source, 'binance' as venue, unnest(['BTC-USDT', '']) as symbol, "
        "'BTC' as ticker, '1h' as timeframe, '2024-03-01 00:00:00+00'::timestamptz as open_time, "
        "open_time + interval 1 hour as close_time, "
        "0.1::decimal(38, 18) as open, open as high, open as low, open as close, false as is_simulated, "
        "close_time as available_at, close_time as superseded_at"
    )
    apply_migrations(empty, migrations)
    refresh_views(empty)
    rows = empty.execute(
        "select symbol, series_key = series_key(source, venue, symbol, ticker), bar_us, close_double, superseded_at "
        "is not null from candles"
    ).fetchall()
    assert rows == [("BTC-USDT", True, 3_600_000_000, 0.1, True), ("", True, 3_600_000_000, 0.1, True)]
