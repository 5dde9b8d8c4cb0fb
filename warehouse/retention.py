"""Which stored bodies may go, and the record of those that went.

A body is needed as long as a replay could not bring an article without it: the pages and feed documents that a version
was read from or stood in for, the documents in which an entry was first seen, sitemaps, and the latest of each feed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from warehouse.arrow import fetch_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A body in the raw store.

    Attributes:
        document_id: Its key.
        last_used_at: When it was fetched for the last time.
        n_bytes: Size of its file; of bodies from before sizes were recorded, the size of the body.
        is_needed: Whether an article could not be made again without it.
    """

    document_id: str
    last_used_at: datetime
    n_bytes: int
    is_needed: bool


def stored_documents(con: duckdb.DuckDBPyConnection) -> list[StoredDocument]:
    """Return the bodies that are kept, the longest unused first."""
    sql = """
        with uses as (
            select document_id, max(fetched_at) as last_used_at from fetches where document_id is not null group by all
        ),
        needed as (
            select document_id from article_revisions
            union
            select document_id from feed_entries
            union
            select document_id from fetches where purpose = 'sitemap'
            union
            select fetches.document_id
            from fetches
            inner join article_revisions
                on fetches.subject = article_revisions.article_id and fetches.fetched_at = article_revisions.fetched_at
            where fetches.purpose = 'page'
            union
            select feed_polls.document_id
            from feed_polls
            inner join feed_entries using (feed_id)
            inner join article_revisions
                on
                    feed_entries.entry_id = article_revisions.entry_id
                    and feed_polls.polled_at = article_revisions.fetched_at
            union
            (
                select document_id from feed_polls
                qualify row_number() over (partition by feed_id order by polled_at desc) = 1
            )
        )
        select
            raw_documents.document_id,
            max(coalesce(uses.last_used_at, raw_documents.fetched_at)) as last_used_at,
            max(coalesce(raw_documents.stored_bytes, raw_documents.n_bytes)) as n_bytes,
            bool_or(needed.document_id is not null) as is_needed
        from raw_documents
        left join uses using (document_id)
        left join needed using (document_id)
        where raw_documents.removed_at is null
        group by raw_documents.document_id
        order by last_used_at, document_id
    """
    return fetch_rows(con, StoredDocument, sql)


def mark_removed(con: duckdb.DuckDBPyConnection, document_ids: Sequence[str], *, now: datetime) -> None:
    """Record that bodies are no longer kept."""
    con.execute(
        "update raw_documents set removed_at = $now where document_id in (select unnest($ids))",
        {"now": now, "ids": list(document_ids)},
    )
