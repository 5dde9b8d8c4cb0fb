import subprocess
import sys
from datetime import UTC, datetime

import duckdb
import pytest

from tests.warehouse import factories as make
from warehouse.connection import open_reader, open_scratch, open_warehouse
from warehouse.errors import (
    MigrationError,
    WarehouseBusyError,
    WarehouseCorruptError,
    WarehouseError,
    WarehouseMissingError,
    WarehouseVersionError,
)
from warehouse.snapshot import publish_snapshot

HOLD = """
import sys, duckdb
con = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.readline()
con.close()
"""


@pytest.fixture
def held_file(warehouse_file):
    """The warehouse while another process has it open; a line on its input makes that process let go."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(warehouse_file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield warehouse_file, process
    process.communicate("\n")


def scalar(con, sql):
    return con.execute(sql).fetchone()[0]


def test_a_new_warehouse_is_made_with_its_folders(tmp_path):
    path = tmp_path / "a" / "b" / "warehouse.duckdb"
    with open_warehouse(path) as con:
        assert scalar(con, "select count(*) from article_revisions") == 0
        assert scalar(con, "select current_setting('TimeZone')") == "UTC"
    assert path.exists()


def test_opening_again_changes_nothing(warehouse_file):
    with open_warehouse(warehouse_file) as con:
        before = con.execute("select version, checksum from schema_migrations").fetchall()
        con.execute("insert into runs values ('r', 'run', now(), null, 'running', null)")
    with open_warehouse(warehouse_file) as con:
        assert con.execute("select version, checksum from schema_migrations").fetchall() == before
        assert scalar(con, "select count(*) from runs") == 1


def test_a_cursor_is_in_utc_too(con):
    assert scalar(con.cursor(), "select current_setting('TimeZone')") == "UTC"


def test_a_held_file_is_busy_after_the_wait(held_file):
    path, _ = held_file
    with pytest.raises(WarehouseBusyError, match="another process is writing") as caught:
        with open_warehouse(path, wait_seconds=0.3):
            pass
    assert caught.value.retryable
    assert str(path) in str(caught.value)
    with pytest.raises(WarehouseBusyError):
        with open_reader(path):
            pass


def test_a_writer_waits_until_the_other_is_done(held_file):
    path, process = held_file
    process.stdin.write("\n")
    process.stdin.flush()
    with open_warehouse(path, wait_seconds=20) as con:
        assert scalar(con, "select 1") == 1


def test_one_process_cannot_hold_it_both_ways(con, warehouse_file):
    with pytest.raises(WarehouseBusyError, match="this process already holds it"):
        with open_reader(warehouse_file):
            pass


@pytest.mark.parametrize("content", [b"", b"no database\n" * 5000], ids=["empty", "text"])
def test_a_file_that_is_no_database_is_named(tmp_path, content):
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(content)
    with pytest.raises(WarehouseCorruptError, match=r"warehouse\.duckdb.*restore it from a copy"):
        with open_warehouse(path):
            pass
    with pytest.raises(WarehouseCorruptError):
        with open_reader(path):
            pass
    assert path.read_bytes() == content


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
def test_a_truncated_file_is_corrupt(warehouse_file, kept):
    content = warehouse_file.read_bytes()
    warehouse_file.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(WarehouseCorruptError, match="cannot be opened as a warehouse"):
        with open_warehouse(warehouse_file):
            pass


def test_a_flipped_bit_is_corrupt(warehouse_file):
    content = bytearray(warehouse_file.read_bytes())
    for offset in range(3 * 4096 + 100, len(content), 256 * 1024):  # one byte of each block
        content[offset] ^= 0xFF
    warehouse_file.write_bytes(content)
    with pytest.raises(WarehouseCorruptError, match="checksum"):
        with open_warehouse(warehouse_file):
            pass


def test_someone_elses_database_is_left_alone(tmp_path):
    path = tmp_path / "other.duckdb"
    other = duckdb.connect(str(path))
    other.execute("create table invoices (id integer)")
    other.close()
    with pytest.raises(WarehouseCorruptError, match="invoices"):
        with open_warehouse(path):
            pass
    again = duckdb.connect(str(path))
    assert again.execute("select table_name from duckdb_tables()").fetchall() == [("invoices",)]
    again.close()


def test_a_file_of_a_newer_newstape_is_refused(warehouse_file):
    with open_warehouse(warehouse_file) as con:
        con.execute("insert into schema_migrations values (9999, 'later', 'x')")
    with pytest.raises(WarehouseVersionError, match=r"9999.*upgrade newstape"):
        with open_warehouse(warehouse_file):
            pass


def test_an_edited_migration_is_refused(warehouse_file):
    with open_warehouse(warehouse_file) as con:
        con.execute("update schema_migrations set checksum = 'x' where version = 2")
    with pytest.raises(MigrationError, match="0002_annotations was edited"):
        with open_warehouse(warehouse_file):
            pass


def test_a_reader_needs_a_snapshot(tmp_path):
    with pytest.raises(WarehouseMissingError, match="no snapshot yet"):
        with open_reader(tmp_path / "snapshot.duckdb"):
            pass


def test_a_path_that_cannot_be_a_folder_says_so(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(WarehouseError, match="cannot create the data folder"):
        with open_warehouse(tmp_path / "file" / "warehouse.duckdb"):
            pass


def test_a_reader_can_change_nothing_and_reach_nothing(warehouse_file, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with open_reader(warehouse_file) as con:
        for sql in (
            "delete from runs",
            f"select * from read_csv('{secret}')",
            f"attach '{tmp_path / 'x.duckdb'}' as x",
            f"copy runs to '{tmp_path / 'out.csv'}'",
            "set enable_external_access = true",
            "set TimeZone = 'Asia/Tokyo'",
            "install httpfs",
        ):
            with pytest.raises(duckdb.Error):
                con.execute(sql)


def test_two_readers_of_one_process_have_their_own_moment(warehouse_file):
    first, second = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    with open_reader(warehouse_file, as_of=first) as one, open_reader(warehouse_file, as_of=second) as two:
        assert scalar(one, "select getvariable('as_of')") == first
        assert scalar(two, "select getvariable('as_of')") == second


def test_as_of_without_a_zone_is_refused(warehouse_file):
    with pytest.raises(WarehouseError, match="no time zone"):
        with open_reader(warehouse_file, as_of=datetime(2024, 1, 1)):
            pass


def test_an_outdated_snapshot_asks_to_be_published_again(warehouse_file, tmp_path):
    snapshot = tmp_path / "snapshot.duckdb"
    with open_warehouse(warehouse_file) as con:
        con.execute("update schema_views set checksum = 'older'")
        publish_snapshot(con, snapshot)
    with pytest.raises(WarehouseVersionError, match="publish a new one"):
        with open_reader(snapshot):
            pass


def test_a_scratch_warehouse_sees_every_kind_of_series_and_leaves_the_snapshot_alone(warehouse_file, tmp_path):
    at = datetime(2024, 3, 1, tzinfo=UTC)
    snapshot = tmp_path / "snapshot.duckdb"
    with open_warehouse(warehouse_file) as con:
        make.store_market(con, [make.candle(at, 1), make.mark_price(at, 1), make.long_short_ratio(at, 1)])
        publish_snapshot(con, snapshot)
    before = snapshot.read_bytes()
    with open_scratch(snapshot) as con:
        for view in ("known_candles", "known_mark_prices", "known_long_short_ratios"):
            assert scalar(con, f"select count(*) from {view}") == 1
        make.store_article(con, make.article("a1", at))
    assert snapshot.read_bytes() == before
