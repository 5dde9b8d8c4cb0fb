from pathlib import Path

from warehouse.data_dictionary import render_dictionary

FILE = Path(__file__).parents[2] / "docs" / "data_dictionary.md"


def test_the_data_dictionary_is_current(con):
    assert FILE.read_text(encoding="utf-8") == render_dictionary(con), "stale: run `make dictionary`"


def test_every_table_view_macro_and_column_has_a_comment(con):
    for catalogue in ("duckdb_tables", "duckdb_views", "duckdb_columns", "duckdb_functions"):
        missing = con.execute(
            f"select * from {catalogue}() where not internal and coalesce(comment, '') = ''"
        ).fetchall()
        assert missing == []
