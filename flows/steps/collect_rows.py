"""Makes rows of what a collection gathered: plain values in, plain values out, no network and no warehouse."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flows.settings import FeedSettings
from flows.sources.dates import REFUSALS, ReadTime, stated_day
from flows.sources.entries import FeedEntry, Problem
from flows.sources.fetching import Exchange, KeptDocument
from flows.sources.gather import FeedPoll
from flows.sources.pages import ExtractedPage
from flows.sources.revisions import Reading, article_text, next_revision
from flows.steps.item import Item
from flows.steps.poll_rows import poll_row
from warehouse.rows import ArticleRevisionRow, FeedEntryRow, FeedPollRow, FetchRow, RawDocumentRow, RejectionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedRows:
    """The rows of one collection."""

    documents: tuple[RawDocumentRow, ...]
    polls: tuple[FeedPollRow, ...]
    entries: tuple[FeedEntryRow, ...]
    revisions: tuple[ArticleRevisionRow, ...]
    rejections: tuple[RejectionRow, ...]
    fetches: tuple[FetchRow, ...]
    n_times_without_zone: int


def rows_of(
    polls: Sequence[FeedPoll],
    items: Sequence[Item],
    exchanges: Sequence[Exchange],
    *,
    documents: Sequence[KeptDocument],
    problems: Sequence[tuple[FeedSettings, Problem]],
    before: Mapping[str, FeedPollRow],
    max_poll_minutes: float,
    now: datetime,
    run_id: str,
    batch: int,
) -> CollectedRows:
    """Make the rows of one collection.

    Args:
        polls: Every feed that was polled.
        items: Every entry of the feeds that could be read.
        exchanges: Every request that was made.
        documents: Documents that are neither feeds nor pages.
        problems: What was refused before there were entries.
        before: The polls before these.
        max_poll_minutes: Longest pause that we choose ourselves.
        now: The run's instant.
        run_id: Key of the run.
        batch: Number of this part of the run.
    """
    refusals = _Refusals(run_id, now)
    for feed, problem in problems:
        refusals.add(feed, problem.item, problem.reason, problem.detail)
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.is_new or item.page:
            groups.setdefault(item.article_id, []).append(item)
    revisions, postponed, n_without_zone = [], set[str](), 0
    for group in groups.values():
        reading, published = _read(group, now)
        is_told = any(item.own_url or item.has_words for item in group)
        row = next_revision(reading, group[0].previous, now=now) if is_told else None
        revisions += [row] if row else []
        is_first = row is not None and row.revision == 1
        n_without_zone += is_first and published.note == "no_zone"
        _note_problems(refusals, group, published if is_first else None)
        postponed |= _postponed(group)
    own: dict[str, list[Item]] = {}
    for item in items:
        own.setdefault(item.feed.id, []).append(item)
    for poll in polls:
        _note_poll_problems(refusals, poll)
    kept = [*documents, *(poll.document for poll in polls)] + [item.page.document for item in items if item.page]
    return CollectedRows(
        documents=tuple(_document_row(document, now) for document in kept if document),
        polls=tuple(
            poll_row(
                poll,
                own.get(poll.feed.id, ()),
                before.get(poll.feed.id),
                max_poll_minutes=max_poll_minutes,
                now=now,
                run_id=run_id,
            )
            for poll in polls
        ),
        fetches=tuple(_fetch_row(exchange, now=now, run_id=run_id, batch=batch) for exchange in exchanges),
        entries=tuple(_entry_row(item, now) for item in items if item.is_new and item.entry.entry_id not in postponed),
        revisions=tuple(revisions),
        rejections=tuple(refusals.rows),
        n_times_without_zone=n_without_zone,
    )


def _read(group: Sequence[Item], now: datetime) -> tuple[Reading, ReadTime]:
    """Make one reading of the entries of one article: its page, or the fullest of what the feeds say."""
    item = max(group, key=lambda item: item.fullness)
    result = next((member.page for member in group if member.own_url), None)
    page = result.page if result else None
    entry = item.entry
    published = _publication(entry, page)
    fallback = entry.content or entry.summary
    headline = (page.headline if page else "") or entry.title
    reading = Reading(
        article_id=item.article_id,
        outlet=item.feed.outlet,
        headline=headline,
        text=article_text(headline, page.text if page else fallback or ""),
        body_source="page" if page else "feed_content" if entry.content else "summary" if fallback else "title",
        url=page.canonical_url if page else entry.canonical_url,
        authors=", ".join(entry.authors or (page.authors if page else ())) or None,
        published_raw=published.raw,
        published_at=published.at,
        changed_at=entry.updated_at,
        time_zone=item.feed.time_zone,
        is_simulated=item.feed.is_simulated,
        entry_id=entry.entry_id,
        document_id=result.document.document_id if result and result.document else item.document_id,
        page_kind=page.kind if page else _refused_kind(group),
        published_trust=published.trust,
        published_date=_published_day(entry, page, item.feed.time_zone, now),
        tags=", ".join(entry.tags or (page.tags if page else ())) or None,
        language=(page.language if page else None) or item.feed.language,
    )
    return reading, published


def _published_day(entry: FeedEntry, page: ExtractedPage | None, time_zone: str, now: datetime) -> date | None:
    """The day that the feed states without a time of day, else the page's."""
    return stated_day(entry.published_raw, time_zone=time_zone, now=now) or (page.published_date if page else None)


def _refused_kind(group: Sequence[Item]) -> str | None:
    """Return what came in place of the article's page."""
    came = [member.page for member in group if member.page and member.page.document]
    return next((page.failure.reason for page in came if page.failure), None)


def _publication(entry: FeedEntry, page: ExtractedPage | None) -> ReadTime:
    """The feed's time, else the page's; failing both, what was written, with the reason why it is not taken."""
    stated = [ReadTime(entry.published_raw, entry.published_at, entry.published_note)]
    if page:
        stated.append(ReadTime(page.published_raw, page.published_at, page.published_note))
    certain = next((time for time in stated if time.at), None)
    return certain or next((time for time in stated if time.raw), stated[0])


def _postponed(group: Sequence[Item]) -> set[str]:
    """Entries to be met as new once more: their page could not be had now, and nothing else will do.

    That is so for a changed entry whose page was read before, and for one that is known from a sitemap only.
    """
    has_page = any(item.own_url for item in group)
    was_read = group[0].previous is not None and group[0].previous.body_source == "page"
    was_read = was_read or not any(item.has_words for item in group)
    return {item.entry.entry_id for item in group if was_read and not has_page and item.can_pass}


def _note_problems(refusals: "_Refusals", group: Sequence[Item], published: ReadTime | None) -> None:
    for item in group:
        if item.is_new and item.page and item.page.failure:
            refusals.add(item.feed, item.name, item.page.failure.reason, item.page.failure.detail)
    if published and not published.at and published.note in REFUSALS:
        detail = f"published {published.raw!r}: not taken as a time"
        refusals.add(group[0].feed, group[0].name, f"time_{published.note}", detail)


def _note_poll_problems(refusals: "_Refusals", poll: FeedPoll) -> None:
    for problem in poll.parsed.problems if poll.parsed else ():
        refusals.add(poll.feed, problem.item, problem.reason, problem.detail)
    if poll.failure:
        refusals.add(poll.feed, poll.feed.url, poll.failure.reason, poll.failure.detail)


def _fetch_row(exchange: Exchange, *, now: datetime, run_id: str, batch: int) -> FetchRow:
    return FetchRow(
        run_id=run_id,
        fetched_at=now,
        batch=batch,
        purpose=exchange.wanted.purpose,
        subject=exchange.wanted.subject,
        url=exchange.wanted.url,
        final_url=exchange.final_url,
        http_status=exchange.status,
        headers=json.dumps(dict(exchange.headers), sort_keys=True),
        document_id=exchange.document_id,
        reason=exchange.reason,
        detail=exchange.detail,
        can_pass=exchange.can_pass,
        retry_after_seconds=exchange.retry_after_seconds,
    )


def _document_row(document: KeptDocument, now: datetime) -> RawDocumentRow:
    return RawDocumentRow(
        document_id=document.document_id,
        url=document.url,
        final_url=document.final_url,
        fetched_at=now,
        http_status=document.status,
        content_type=document.headers.get("content-type"),
        headers=json.dumps(dict(document.headers), sort_keys=True),
        n_bytes=document.n_bytes,
        stored_bytes=document.stored_bytes,
    )


def _entry_row(item: Item, now: datetime) -> FeedEntryRow:
    entry = item.entry
    return FeedEntryRow(
        entry_id=entry.entry_id,
        feed_id=entry.feed_id,
        outlet=entry.outlet,
        guid=entry.guid,
        link=entry.link,
        title=entry.title,
        summary=entry.summary,
        authors=", ".join(entry.authors) or None,
        published_raw=entry.published_raw,
        published_at=entry.published_at,
        updated_at=entry.updated_at,
        first_seen_at=now,
        document_id=item.document_id,
        tags=", ".join(entry.tags) or None,
    )


class _Refusals:
    """Collects the rejections of one run."""

    def __init__(self, run_id: str, now: datetime) -> None:
        self._run_id, self._now = run_id, now
        self.rows: list[RejectionRow] = []

    def add(self, feed: FeedSettings, item: str, reason: str, detail: str) -> None:
        self.rows.append(
            RejectionRow(
                run_id=self._run_id,
                rejected_at=self._now,
                step="collect",
                origin=feed.id,
                item=item,
                reason=reason,
                detail=detail,
            )
        )
