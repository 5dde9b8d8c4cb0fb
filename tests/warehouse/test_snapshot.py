import pytest

from tests.warehouse import factories as make
from warehouse.connection import open_reader, open_warehouse
from warehouse.errors import WarehouseError
from warehouse.snapshot import publish_snapshot
from warehouse.writers import add_article_revisions


def n_articles(con):
    return con.execute("select count(*) from article_revisions").fetchone()[0]


def test_readers_see_the_snapshot_while_a_writer_works(warehouse_file, tmp_path):
    snapshot = tmp_path / "it's here" / "snapshot.duckdb"
    with open_warehouse(warehouse_file) as con:
        add_article_revisions(con, [make.article("a1")])
        publish_snapshot(con, snapshot)
        add_article_revisions(con, [make.article("a2")])
        with open_reader(snapshot) as reader:
            assert n_articles(reader) == 1
    assert [path.name for path in snapshot.parent.iterdir()] == ["snapshot.duckdb"]


def test_an_open_reader_keeps_its_copy_and_the_next_one_sees_the_new(warehouse_file, tmp_path):
    snapshot = tmp_path / "snapshot.duckdb"
    with open_warehouse(warehouse_file) as con:
        publish_snapshot(con, snapshot)
        with open_reader(snapshot) as reader:
            add_article_revisions(con, [make.article("a1")])
            publish_snapshot(con, snapshot)
            assert n_articles(reader) == 0
        with open_reader(snapshot) as reader:
            assert n_articles(reader) == 1


def test_views_and_comments_come_along(warehouse_file, tmp_path):
    snapshot = tmp_path / "snapshot.duckdb"
    query = "select view_name, comment from duckdb_views() where not internal order by all"
    columns = "select table_name, column_name, comment from duckdb_columns() where not internal order by all"
    with open_warehouse(warehouse_file) as con:
        expected = con.execute(query).fetchall(), con.execute(columns).fetchall()
        publish_snapshot(con, snapshot)
    with open_reader(snapshot) as reader:
        assert (reader.execute(query).fetchall(), reader.execute(columns).fetchall()) == expected


def test_left_overs_of_a_killed_run_do_not_matter(warehouse_file, tmp_path):
    snapshot = tmp_path / "snapshot.duckdb"
    (tmp_path / "snapshot.duckdb.part").write_bytes(b"half a copy")
    with open_warehouse(warehouse_file) as con:
        publish_snapshot(con, snapshot)
    with open_reader(snapshot) as reader:
        assert n_articles(reader) == 0


def test_a_snapshot_that_cannot_be_written_says_where(warehouse_file, tmp_path):
    (tmp_path / "file").write_text("x")
    with open_warehouse(warehouse_file) as con:
        with pytest.raises(WarehouseError, match="could not be written"):
            publish_snapshot(con, tmp_path / "file" / "snapshot.duckdb")
        assert n_articles(con) == 0
