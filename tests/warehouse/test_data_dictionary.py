from pathlib import Path

from warehouse.data_dictionary import render_dictionary
from warehouse.migrations import relations

FILE = Path(__file__).parents[2] / "docs" / "data_dictionary.md"


def test_the_data_dictionary_is_current(con):
    assert FILE.read_text(encoding="utf-8") == render_dictionary(con), "stale: run `make dictionary`"


def test_every_table_view_macro_and_column_has_a_comment(con):
    for catalogue in ("duckdb_tables", "duckdb_views", "duckdb_columns", "duckdb_functions"):
        missing = con.execute(
            f"select * from {catalogue}() where not internal and coalesce(comment, '') = ''"
        ).fetchall()
        assert missing == []


def test_every_column_of_a_macro_has_a_meaning(con):
    macros = [relation for relation in relations() if relation.endswith("()")]
    assert macros
    for macro in macros:
        (comment,) = con.execute(
            "select comment from duckdb_functions() where function_name = $name", {"name": macro.removesuffix("()")}
        ).fetchone()
        meanings = [line.split(": ")[0] for line in comment.splitlines()[1:]]
        assert meanings == [row[0] for row in con.execute(f"describe from {macro}").fetchall()]
