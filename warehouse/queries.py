"""Stored queries and users' SQL: one select-like statement, values bound, answers as Arrow tables."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.errors import QueryError

QUERY_FOLDER = Path(__file__).parent / "sql" / "queries"
READING_STATEMENTS = frozenset({
    duckdb.StatementType.SELECT,
    duckdb.StatementType.EXPLAIN,
    duckdb.StatementType.RELATION,
})  # fmt: skip
INTERNAL_PREFIX = "digest_"
"""Queries that a digest is made of take parameters and are not listed for users."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredQuery:
    """A query that ships with the package.

    Attributes:
        name: Its file's name without the ending.
        description: The first sentence of its header.
        sql: The statement.
    """

    name: str
    description: str
    sql: str


@cache
def stored_queries() -> Mapping[str, StoredQuery]:
    """Return all stored queries by name."""
    return {path.stem: _load(path) for path in sorted(QUERY_FOLDER.glob("*.sql"))}


def list_queries() -> tuple[StoredQuery, ...]:
    """Return the stored queries for users, by name."""
    return tuple(query for name, query in stored_queries().items() if not name.startswith(INTERNAL_PREFIX))


def run_query(
    con: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, Any] | None = None
) -> pa.Table:
    """Run a stored query by its name, or a statement that only reads.

    Args:
        con: A connection; its views answer as of the moment it was opened for.
        query: A name, or SQL.
        parameters: Values for `$name` in it.

    Raises:
        QueryError: There is no query of that name, the SQL is wrong, changes something, or is more than one statement.
    """
    stored = stored_queries().get(query.strip())
    sql = stored.sql if stored else query
    if stored is None and query.strip().replace("_", "").isalnum():
        raise QueryError(_unknown_name(query.strip()))
    try:
        statements = con.extract_statements(sql)
        if len(statements) != 1:
            raise QueryError(f"{len(statements)} statements; give one, without text behind its semicolon")
        if statements[0].type not in READING_STATEMENTS:
            raise QueryError(f"a {statements[0].type.name} statement changes something; only reading is possible here")
        return con.execute(statements[0], dict(parameters or {})).to_arrow_table()
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def _load(path: Path) -> StoredQuery:
    sql = path.read_text(encoding="utf-8")
    header = " ".join(line.removeprefix("--").strip() for line in sql.splitlines() if line.startswith("--"))
    return StoredQuery(name=path.stem, description=f"{header.partition('. ')[0].rstrip('.')}.", sql=sql)


def _unknown_name(name: str) -> str:
    known = [query.name for query in list_queries()]
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(known)}"
    return f"no stored query {name!r}; {hint}"
