"""Keeps the raw store within its limits: bodies go by age, then by size, the longest unused first.

What an article could not be made again without stays, unless the configuration says otherwise. Each removal is
recorded (`removed_at` in `raw_documents`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flows.settings import RawSettings
from flows.sources.raw_store import remove_body
from warehouse.connection import Connection
from warehouse.retention import StoredDocument, mark_removed, stored_documents

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What was removed, and what is to be said about it."""

    n_removed: int = 0
    problem: str | None = None


def keep_within_limits(con: Connection, raw: Path, limits: RawSettings, *, now: datetime) -> Removal:
    """Remove bodies that are too old or too many."""
    if not limits.keep_days and not limits.max_megabytes:
        return Removal()
    kept = stored_documents(con)
    removed = choose(kept, limits, now=now)
    mark_removed(con, [document.document_id for document in removed], now=now)
    for document in removed:
        remove_body(raw, document.document_id)
    size = sum(document.n_bytes for document in kept) - sum(document.n_bytes for document in removed)
    problem = None
    if limits.max_megabytes and size > limits.max_megabytes * MEGABYTE:
        problem = (
            f"raw store: {size / MEGABYTE:.0f} MB are more than raw.max_megabytes = {limits.max_megabytes:g}, "
            "but articles need them; raise it, or set raw.keep_needed = false"
        )
    return Removal(n_removed=len(removed), problem=problem)


def choose(kept: Sequence[StoredDocument], limits: RawSettings, *, now: datetime) -> list[StoredDocument]:
    """Return what has to go; `kept` comes with the longest unused first."""
    size = sum(document.n_bytes for document in kept)
    removed = []
    for document in kept:
        if limits.keep_needed and document.is_needed:
            continue
        is_old = bool(limits.keep_days) and now - document.last_used_at > timedelta(days=limits.keep_days)
        is_too_much = bool(limits.max_megabytes) and size > limits.max_megabytes * MEGABYTE
        if is_old or is_too_much:
            removed.append(document)
            size -= document.n_bytes
    return removed
