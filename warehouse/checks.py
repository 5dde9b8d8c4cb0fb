"""Quality checks of the market series: queries that return no rows when all is well."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

CHECK_FOLDER = Path(__file__).parent / "sql" / "checks"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What one check found.

    Attributes:
        name: The check's file without the ending.
        description: The first sentence of its header.
        n_rows: Rows that break the rule.
        example: The first of them, as text; `None` when there is none.
    """

    name: str
    description: str
    n_rows: int
    example: str | None


def run_checks(con: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """Run every check on what is known as of the connection's moment."""
    return [_run(con, name, sql) for name, sql in _checks().items()]


@cache
def _checks() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(CHECK_FOLDER.glob("*.sql"))}


def _run(con: duckdb.DuckDBPyConnection, name: str, sql: str) -> CheckResult:
    cursor = con.execute(sql)
    names = [column[0] for column in cursor.description or []]
    rows = cursor.fetchall()
    header = " ".join(line.removeprefix("--").strip() for line in sql.splitlines() if line.startswith("--"))
    example = ", ".join(f"{key} {value}" for key, value in zip(names, rows[0], strict=True)) if rows else None
    return CheckResult(name=name, description=header.partition(". ")[0], n_rows=len(rows), example=example)
