"""Makes article revisions of what was read: a new one where the words have changed for the better."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flows.sources.corrections import correction_note
from warehouse.rows import ArticleRevisionRow

BODY_RANKS = {"title": 0, "summary": 1, "feed_content": 2, "page": 3, "file": 3}
"""Where a body may come from. One of lower rank never replaces one of higher rank."""

MAX_RUN_TIME = timedelta(hours=1)
"""An article may be published while the run that sees it is on its way; later times are wrong clocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One article as it was read just now.

    Attributes:
        article_id: Whose version it is.
        outlet: The publisher.
        headline: One line.
        text: Headline, blank line, body.
        body_source: One of `BODY_RANKS`.
        url: Canonical address.
        authors: Comma separated.
        published_raw: As written.
        published_at: As an instant.
        published_date: The day, where the publisher states a day only.
        changed_at: The publisher's word on the last change.
        declared_available_at: For archives: when the first version was to be had, by the importer's word.
        time_zone: The outlet's.
        is_simulated: Whether the outlet is invented.
        entry_id: The feed entry.
        document_id: The stored body.
        page_kind: What its page turned out to be.
        published_trust: How far `published_at` can be relied on.
        tags: The publisher's own keywords, comma separated.
        language: Two-letter code, as the page or else the feed states it.
    """

    article_id: str
    outlet: str
    headline: str
    text: str
    body_source: str
    url: str | None
    authors: str | None
    published_raw: str | None
    published_at: datetime | None
    time_zone: str
    changed_at: datetime | None = None
    declared_available_at: datetime | None = None
    is_simulated: bool = False
    entry_id: str | None = None
    document_id: str | None = None
    page_kind: str | None = None
    published_trust: str | None = None
    tags: str | None = None
    language: str | None = None
    published_date: date | None = None


def next_revision(reading: Reading, previous: ArticleRevisionRow | None, *, now: datetime) -> ArticleRevisionRow | None:
    """Return the version that a reading makes, or `None` where it brings nothing new.

    Times: `available_at` is never before `now` (unless declared), never before the version before it, and not before
    a publication within the run. `published_at` is the first that was seen: later ones are new dates on old news.
    """
    content_hash = hashlib.sha256(reading.text.encode("utf-8", "replace")).hexdigest()
    if previous and (previous.content_hash == content_hash or _is_poorer(reading, previous)):
        return None
    declared = None if previous else reading.declared_available_at
    keeps_time = previous is not None and previous.published_at is not None
    published_at = previous.published_at if previous and keeps_time else reading.published_at
    first_day = previous.published_date if previous else None
    return ArticleRevisionRow(
        article_id=reading.article_id,
        revision=previous.revision + 1 if previous else 1,
        outlet=reading.outlet,
        url=reading.url or (previous.url if previous else None),
        headline=reading.headline,
        text=reading.text,
        authors=reading.authors or (previous.authors if previous else None),
        published_raw=previous.published_raw if previous and keeps_time else reading.published_raw,
        published_at=published_at,
        fetched_at=now,
        available_at=declared or _available_at(now, published_at, previous),
        available_basis="declared" if declared else "seen",
        revised_at=_revised_at(reading, previous, now) if previous else None,
        body_source=reading.body_source,
        content_hash=content_hash,
        time_zone=reading.time_zone,
        is_simulated=reading.is_simulated,
        entry_id=reading.entry_id,
        document_id=reading.document_id,
        page_kind=reading.page_kind,
        correction=correction_note(reading.text),
        published_trust=previous.published_trust if previous and keeps_time else reading.published_trust,
        tags=reading.tags or (previous.tags if previous else None),
        language=reading.language or (previous.language if previous else None),
        published_date=None if published_at else first_day or reading.published_date,
    )


def article_text(headline: str, body: str) -> str:
    """Join headline and body as `nlp` takes them in: headline, blank line, body."""
    return f"{headline}\n\n{body}" if body else headline


def _is_poorer(reading: Reading, previous: ArticleRevisionRow) -> bool:
    return BODY_RANKS[reading.body_source] < BODY_RANKS[previous.body_source]


def _available_at(now: datetime, published_at: datetime | None, previous: ArticleRevisionRow | None) -> datetime:
    moments = [now]
    if published_at and published_at - now <= MAX_RUN_TIME:
        moments.append(published_at)
    if previous:
        moments.append(previous.available_at)
    return max(moments)


def _revised_at(reading: Reading, previous: ArticleRevisionRow, now: datetime) -> datetime:
    """The publisher's word on the change if it lies between the two looks, else when it was seen."""
    stated = reading.changed_at
    return stated if stated and previous.fetched_at < stated <= now else now
