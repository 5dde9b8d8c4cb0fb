"""Asking the warehouse: stored queries by name, or one statement of a user's own, which may only read.

The connection should be a reader's (`warehouse.connection.open_reader`), which is locked down besides.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.errors import QueryError
from warehouse.migrations import SQL_FOLDER

_FOLDER = SQL_FOLDER / "queries"
_NAME = re.compile(r"[\w-]+", re.ASCII)
_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredQuery:
    """A query of `sql/queries`.

    Attributes:
        name: The file's name without its ending.
        description: The first sentence of its header.
        sql: The query.
    """

    name: str
    description: str
    sql: str


def list_queries() -> list[StoredQuery]:
    """Return the stored queries that need no parameters, by name: those that a person can run."""
    return [query for query in stored_queries().values() if "$" not in query.sql]


def run_query(con: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, Any] | None = None) -> pa.Table:
    """Run a stored query, or one reading statement of SQL.

    Args:
        con: Where to ask.
        query: Name of a stored query, or SQL.
        parameters: Values for `$name` in it.

    Raises:
        QueryError: No such query; no SQL; more than one statement; a statement that could change something; a
            parameter is missing or unknown; or it failed. The message says what is near.
    """
    sql = query
    if _NAME.fullmatch(query.strip()):
        stored = stored_queries()
        if query.strip() not in stored:
            raise QueryError(_unknown_name(con, query.strip(), list(stored)))
        sql = stored[query.strip()].sql
    statement = _one_reading_statement(con, sql)
    given = dict(parameters or {})
    if given.keys() != statement.named_parameters:
        missing, unknown = statement.named_parameters - given.keys(), given.keys() - statement.named_parameters
        raise QueryError(f"the query needs values for {sorted(missing)} and has no place for {sorted(unknown)}")
    try:
        return con.execute(statement, given).to_arrow_table()
    except duckdb.Error as error:
        raise QueryError(f"the query failed: {error}") from error


def describe(path: Path) -> str:
    """Return the first sentence of the comment at the head of an SQL file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = []
    for line in lines:
        if not line.startswith("--"):
            break
        header.append(line.removeprefix("--").strip())
    return " ".join(header).partition(". ")[0].rstrip(".")


def stored_queries() -> dict[str, StoredQuery]:
    """Return all stored queries by name."""
    return {
        path.stem: StoredQuery(name=path.stem, description=describe(path), sql=path.read_text(encoding="utf-8"))
        for path in sorted(_FOLDER.glob("*.sql"))
    }


def _one_reading_statement(con: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    try:
        statements = con.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryError(f"this is no SQL: {error}") from error
    if len(statements) != 1:
        raise QueryError(f"one statement is needed, not {len(statements)}; run them one by one")
    (statement,) = statements
    if statement.type not in _READING:
        raise QueryError(
            f"only reading is allowed, not {statement.type.name}; start with select, with, from or describe"
        )
    return statement


def _unknown_name(con: duckdb.DuckDBPyConnection, name: str, stored: list[str]) -> str:
    relations = [row[0] for row in con.execute("select view_name from duckdb_views() where not internal").fetchall()]
    if name in relations:
        return f"{name!r} is a view, not a stored query; ask: select * from {name}"
    near = difflib.get_close_matches(name, sorted({*stored, *relations}), n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`newstape sql` lists them"
    return f"there is no stored query {name!r}; {hint}"
