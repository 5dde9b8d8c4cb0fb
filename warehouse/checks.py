"""Checking the market series against their own rules: each file of `sql/checks` returns no rows when all is well."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import duckdb

from warehouse.migrations import SQL_FOLDER
from warehouse.queries import describe

_SAMPLE_ROWS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """Outcome of one check.

    Attributes:
        name: The file's name without its ending; `newstape sql` cannot run it, but its text can be pasted there.
        description: What it looks for.
        n_rows: How many rows break the rule; 0 when all is well.
        sample: The first of them, as `series=binance BTC-USDT value=9`, so that they can be found.
    """

    name: str
    description: str
    n_rows: int
    sample: str = ""


def run_checks(con: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """Run every check, as of the connection's moment if it has one."""
    results = []
    for path in sorted((SQL_FOLDER / "checks").glob("*.sql")):
        table = con.execute(path.read_text(encoding="utf-8")).to_arrow_table()
        first = "; ".join(_shown(row) for row in table.slice(0, _SAMPLE_ROWS).to_pylist())
        result = CheckResult(name=path.stem, description=describe(path), n_rows=table.num_rows, sample=first)
        results.append(result)
    return results


def _shown(row: dict[str, Any]) -> str:
    told = (f"{name}={_text(value)}" for name, value in row.items() if value not in (None, ""))
    return " ".join(told)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    return f"{value:g}" if isinstance(value, float | Decimal) else str(value)
