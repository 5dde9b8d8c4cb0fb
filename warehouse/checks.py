"""Checking the market series against their own rules: each file of `sql/checks` returns no rows when all is well."""

from dataclasses import dataclass

import duckdb

from warehouse.migrations import SQL_FOLDER
from warehouse.queries import describe


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """Outcome of one check.

    Attributes:
        name: The file's name without its ending; `newstape sql` cannot run it, but its text can be pasted there.
        description: What it looks for.
        n_rows: How many rows break the rule; 0 when all is well.
    """

    name: str
    description: str
    n_rows: int


def run_checks(con: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """Run every check, as of the connection's moment if it has one."""
    results = []
    for path in sorted((SQL_FOLDER / "checks").glob("*.sql")):
        table = con.execute(path.read_text(encoding="utf-8")).to_arrow_table()
        results.append(CheckResult(name=path.stem, description=describe(path), n_rows=table.num_rows))
    return results
