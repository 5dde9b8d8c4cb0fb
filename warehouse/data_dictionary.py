"""The data dictionary: every table and view with its columns, types and comments, as Markdown.

`python -m warehouse.data_dictionary docs/data_dictionary.md` writes it; a test fails when that file is stale.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from warehouse.connection import open_warehouse

_HEAD = """# Data dictionary

Generated from the comments in the database by `make dictionary`; edit those (`warehouse/sql`), not this file.

Instants (`_at`, `_time`) are in UTC; `_usd` are US dollars, `_bps` basis points. Tables hold everything that was ever
stored; views show what was known at the moment `as_of`, or now where that is not set.
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
    yield "## Macros\n"
    macros = con.execute(
        "select function_name, parameters, comment from duckdb_functions() where not internal order by all"
    ).fetchall()
    for name, parameters, comment in macros:
        yield f"### {name}({', '.join(parameters)})\n\n{comment}\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(current_dictionary(), encoding="utf-8")
