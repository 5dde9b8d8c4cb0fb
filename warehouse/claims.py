"""Checking claims against the tape: one query per kind of claim, over all claims at once.

`sql/claims/prepare` lays out the claims and the tape in temporary tables, `sql/claims/<kind>.sql` says what each series
shows to each claim, `sql/claims/record` makes verdicts of it and stores those that are new. A claim is looked at again
only where something new may change its verdict: `market_changes` tells what was merged since the last check, and
`sql/claims/remember` keeps what this one covered. All of it is one transaction.

A claim is judged with what was known when the day that it speaks of, or was published on, had settled; so the same
check a year later gives the same verdict. Evidence is limited to values that were known when their own day had
settled, and to candles that opened before the end of the span meant, which is never after publication.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.connection import transaction
from warehouse.errors import WarehouseError
from warehouse.migrations import SQL_FOLDER, objects_checksum

_FOLDER = SQL_FOLDER / "claims"

CLAIM_KINDS = (
    "price_touched", "price_at", "percent_change", "extreme_since", "moving_average_cross", "liquidation_total",
    "funding_sign", "open_interest_rank", "fear_greed_zone", "etf_flow_streak", "relative_move",
)  # fmt: skip
"""The kinds that can be checked; each has its query in `sql/claims`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """Largest errors for a verdict; the unit depends on the kind (`configs/claims.toml`).

    Attributes:
        confirmed: Largest error of a confirmed claim.
        near: Largest error of a near claim.
        approximate_factor: What "near" or "roughly" in the text multiplies both by.
    """

    confirmed: float
    near: float
    approximate_factor: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCounts:
    """How many claims were checked, with which verdicts.

    Attributes:
        checked: Claims that were looked at.
        unaffected: Claims whose verdict nothing new could change.
        changed: Verdicts that are new or other than before.
        confirmed: Of those checked.
        near: Of those checked.
        contradicted: Of those checked.
        untestable: Of those checked.
    """

    checked: int
    unaffected: int
    changed: int
    confirmed: int
    near: int
    contradicted: int
    untestable: int

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)


def check_claims(
    con: duckdb.DuckDBPyConnection,
    *,
    known_at: datetime,
    tolerances: Mapping[str, Tolerance],
    settle_hours: float,
    checked_at: datetime,
) -> CheckCounts:
    """Give the claims of the current readings their verdicts, and store those that are new or changed.

    Checked are those to whose verdict something new may matter; the result is that of checking all. A check that looks
    less far than the last one checks all claims, and the next one goes on from where the last one was.

    Args:
        con: A writer's connection.
        known_at: Nothing that became known later is taken into account.
        tolerances: One per kind of claim.
        settle_hours: How long after the end of a day its data counts as settled.
        checked_at: The clock of this check.

    Raises:
        WarehouseError: A kind has no tolerance.
    """
    missing = [kind for kind in CLAIM_KINDS if kind not in tolerances]
    if missing:
        raise WarehouseError(f"no tolerance for claims of kind {', '.join(missing)}; add it to claims.toml")
    work = con.cursor()  # its own connection: temporary tables and variables end with it
    try:
        _bind(work, known_at=known_at, settle_hours=settle_hours, checked_at=checked_at)
        work.register("check_tolerances", _tolerance_table(tolerances))
        with transaction(work):
            _execute(work, "prepare")
            for kind in CLAIM_KINDS:
                work.execute(f"insert into claim_candidates by name {_read(_FOLDER / f'{kind}.sql')}")
            changed = _execute(work, "record")
            verdicts = dict(work.execute("select verdict, count(*) from claim_outcomes group by verdict").fetchall())
            n_claims = work.execute("select count(distinct of_claim_id) from dated_claims").fetchone()
            looked_further = work.execute("select 1 from last_claim_check where known_at > $at", {"at": known_at})
            if not looked_further.fetchone():
                _execute(work, "remember")
    finally:
        work.close()
    counts = {name: verdicts.get(name, 0) for name in ("confirmed", "near", "contradicted", "untestable")}
    checked = sum(counts.values())
    return CheckCounts(
        checked=checked, unaffected=(n_claims[0] if n_claims else 0) - checked, changed=changed, **counts
    )


def _bind(work: duckdb.DuckDBPyConnection, *, known_at: datetime, settle_hours: float, checked_at: datetime) -> None:
    work.execute("set variable as_of = $known_at::timestamptz", {"known_at": known_at})
    work.execute("set variable known_at = $known_at::timestamptz", {"known_at": known_at})
    work.execute("set variable checked_at = $checked_at::timestamptz", {"checked_at": checked_at})
    work.execute("set variable settle_hours = $settle_hours::double", {"settle_hours": settle_hours})
    work.execute("set variable rules = $rules", {"rules": _rules(settle_hours)})


def _tolerance_table(tolerances: Mapping[str, Tolerance]) -> pa.Table:
    return pa.table(
        {
            "kind": list(CLAIM_KINDS),
            "confirmed": [float(tolerances[kind].confirmed) for kind in CLAIM_KINDS],
            "near": [float(tolerances[kind].near) for kind in CLAIM_KINDS],
            "approximate_factor": [float(tolerances[kind].approximate_factor) for kind in CLAIM_KINDS],
        }
    )


def _execute(work: duckdb.DuckDBPyConnection, folder: str) -> int:
    """Run the files of a folder in order. Returns how many rows the last statement changed."""
    row = None
    for path in sorted((_FOLDER / folder).glob("*.sql")):
        row = work.execute(_read(path)).fetchone()
    return int(row[0]) if row else 0


def _rules(settle_hours: float) -> str:
    """Return a hash of everything that verdicts depend on besides claims, tolerances and data."""
    texts = [_read(path) for path in sorted(_FOLDER.rglob("*.sql"))]
    return sha256("\n".join([*texts, objects_checksum(), str(settle_hours)]).encode()).hexdigest()


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
