"""The data dictionary: every table, view and macro with its columns, types and comments, as Markdown.

`python -m warehouse.data_dictionary docs/data_dictionary.md` writes it; a test fails when that file is stale.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from warehouse.connection import open_warehouse
from warehouse.migrations import load_objects, relations

_HEAD = """# Data dictionary

Generated from the comments in the database by `make dictionary`; edit those (`warehouse/sql`), not this file.

Instants (`_at`, `_time`) are in UTC; `_usd` are US dollars, `_bps` basis points. Tables hold everything that was ever
stored; views show what was known at the moment `as_of`, or now where that is not set. Macros are views with parameters:
`from name()` takes the defaults, `from name(days := 50)` another value.
"""


def render_dictionary(con: duckdb.DuckDBPyConnection) -> str:
    """Return the dictionary of a warehouse as Markdown."""
    views, tables = _section(con, "Views", "duckdb_views"), _section(con, "Tables", "duckdb_tables")
    return "\n".join([_HEAD, *views, *_macros(con), *tables])


def current_dictionary() -> str:
    """Return the dictionary of a new warehouse."""
    with tempfile.TemporaryDirectory() as folder, open_warehouse(Path(folder) / "warehouse.duckdb") as con:
        return render_dictionary(con)


def _section(con: duckdb.DuckDBPyConnection, title: str, catalogue: str) -> Iterator[str]:
    name = catalogue.removeprefix("duckdb_").removesuffix("s") + "_name"
    relations = con.execute(f"select {name}, comment from {catalogue}() where not internal order by 1").fetchall()
    yield f"## {title}\n"
    for relation, comment in relations:
        yield f"### {relation}\n\n{comment}\n\n| column | type | meaning |\n|---|---|---|"
        columns = con.execute(
            "select column_name, data_type, comment from duckdb_columns() "
            "where table_name = $relation and not internal order by column_index",
            {"relation": relation},
        ).fetchall()
        for column, data_type, meaning in columns:
            yield f"| {column} | {data_type.lower()} | {meaning} |"
        yield ""


def _macros(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    # One comment: what it is, and, where every parameter has a default, a line `column: meaning` for each column.
    yield "## Macros\n"
    macros = con.execute(
        "select function_name, comment from duckdb_functions() where not internal order by all"
    ).fetchall()
    selectable = relations()
    for name, comment in macros:
        signature = load_objects()[name].partition("create macro ")[2].partition(" as")[0]
        what, *lines = comment.splitlines()
        yield f"### {signature}\n\n{what}\n"
        if f"{name}()" in selectable:
            meanings = dict(line.split(": ", 1) for line in lines)
            yield "| column | type | meaning |\n|---|---|---|"
            for column, data_type, *_ in con.execute(f"describe from {name}()").fetchall():
                yield f"| {column} | {data_type.lower()} | {meanings.get(column)} |"
            yield ""


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(current_dictionary(), encoding="utf-8")
