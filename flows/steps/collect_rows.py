"""Makes rows of what a collection gathered: plain values in, plain values out, no network and no warehouse."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.settings import FeedSettings
from flows.sources.dates import REFUSALS, ReadTime
from flows.sources.entries import FeedEntry
from flows.sources.gather import FeedPoll, KeptDocument, PageResult
from flows.sources.pages import ExtractedPage
from flows.sources.revisions import Reading, article_text, next_revision
from warehouse.rows import ArticleRevisionRow, FeedEntryRow, FeedPollRow, RawDocumentRow, RejectionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A feed entry and what is known of its article.

    Attributes:
        entry: As the feed gave it.
        feed: The feed.
        document_id: The feed document.
        is_new: This version of the entry was not seen before.
        article_id: The article it is about.
        previous: Its last stored version.
        page: What came of its page, if that was asked for.
    """

    entry: FeedEntry
    feed: FeedSettings
    document_id: str
    is_new: bool
    article_id: str
    previous: ArticleRevisionRow | None
    page: PageResult | None = None

    @property
    def own_url(self) -> str | None:
        """The address that the page calls its own."""
        return self.page.page.canonical_url if self.page and self.page.page else None

    @property
    def name(self) -> str:
        """What to call it in a rejection."""
        return self.entry.link or self.entry.guid or self.entry.title

    @property
    def fullness(self) -> tuple[bool, bool]:
        """How much the feed itself tells; orders the entries of one article."""
        return self.entry.content is not None, self.entry.summary is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedRows:
    """The rows of one collection."""

    documents: tuple[RawDocumentRow, ...]
    polls: tuple[FeedPollRow, ...]
    entries: tuple[FeedEntryRow, ...]
    revisions: tuple[ArticleRevisionRow, ...]
    rejections: tuple[RejectionRow, ...]
    n_times_without_zone: int


def rows_of(
    polls: Sequence[FeedPoll], items: Sequence[Item], *, before: Mapping[str, FeedPollRow], now: datetime, run_id: str
) -> CollectedRows:
    """Make the rows of one collection.

    Args:
        polls: Every feed that was polled.
        items: Every entry of the feeds that could be read.
        before: The polls before these, whose validators still hold where nothing new came.
        now: The run's instant.
        run_id: Key of the run.
    """
    refusals = _Refusals(run_id, now)
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.is_new or item.page:
            groups.setdefault(item.article_id, []).append(item)
    revisions, postponed, n_without_zone = [], set[str](), 0
    for group in groups.values():
        reading, published = _read(group)
        row = next_revision(reading, group[0].previous, now=now)
        revisions += [row] if row else []
        is_first = row is not None and row.revision == 1
        n_without_zone += is_first and published.note == "no_zone"
        _note_problems(refusals, group, published if is_first else None)
        postponed |= _postponed(group)
    documents = [poll.document for poll in polls] + [item.page.document for item in items if item.page]
    return CollectedRows(
        documents=tuple(_document_row(document, now) for document in documents if document),
        polls=tuple(
            _poll_row(poll, items, before.get(poll.feed.id), refusals, now=now, run_id=run_id) for poll in polls
        ),
        entries=tuple(_entry_row(item, now) for item in items if item.is_new and item.entry.entry_id not in postponed),
        revisions=tuple(revisions),
        rejections=tuple(refusals.rows),
        n_times_without_zone=n_without_zone,
    )


def _read(group: Sequence[Item]) -> tuple[Reading, ReadTime]:
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
    )
    return reading, published


def _publication(entry: FeedEntry, page: ExtractedPage | None) -> ReadTime:
    """The feed's time, else the page's; failing both, what was written, with the reason why it is not taken."""
    stated = [ReadTime(entry.published_raw, entry.published_at, entry.published_note)]
    if page:
        stated.append(ReadTime(page.published_raw, page.published_at, page.published_note))
    certain = next((time for time in stated if time.at), None)
    return certain or next((time for time in stated if time.raw), stated[0])


def _postponed(group: Sequence[Item]) -> set[str]:
    """Entries to be met as new once more: a changed entry whose page, that was read before, could not be had now."""
    has_page = any(item.own_url for item in group)
    was_read = group[0].previous is not None and group[0].previous.body_source == "page"
    return {item.entry.entry_id for item in group if was_read and not has_page and _can_pass(item)}


def _can_pass(item: Item) -> bool:
    return bool(item.page and item.page.failure and item.page.failure.can_pass)


def _note_problems(refusals: "_Refusals", group: Sequence[Item], published: ReadTime | None) -> None:
    for item in group:
        if item.is_new and item.page and item.page.failure:
            refusals.add(item.feed, item.name, item.page.failure.reason, item.page.failure.detail)
    if published and not published.at and published.note in REFUSALS:
        detail = f"published {published.raw!r}: not taken as a time"
        refusals.add(group[0].feed, group[0].name, f"time_{published.note}", detail)


def _poll_row(
    poll: FeedPoll,
    items: Sequence[Item],
    before: FeedPollRow | None,
    refusals: "_Refusals",
    *,
    now: datetime,
    run_id: str,
) -> FeedPollRow:
    own = [item for item in items if item.feed.id == poll.feed.id]
    etag, last_modified = _validators(poll, before, is_pending=any(_can_pass(item) for item in own))
    problems = poll.parsed.problems if poll.parsed else ()
    for problem in problems:
        refusals.add(poll.feed, problem.item, problem.reason, problem.detail)
    failure = poll.failure
    if failure:
        refusals.add(poll.feed, poll.feed.url, failure.reason, failure.detail)
    status = poll.document.status if poll.document else None
    if failure and failure.reason.startswith("status_"):
        status = int(failure.reason.removeprefix("status_"))
    return FeedPollRow(
        feed_id=poll.feed.id,
        polled_at=now,
        run_id=run_id,
        outcome="failed" if failure else "ok" if poll.parsed else "unchanged",
        http_status=status or (None if failure else 304),
        reason=failure.detail if failure else None,
        etag=etag,
        last_modified=last_modified,
        document_id=poll.document.document_id if poll.document else before.document_id if before else None,
        n_entries=len(poll.parsed.entries) if poll.parsed else 0,
        n_new=sum(item.is_new for item in own),
        n_rejected=len(problems),
    )


def _validators(poll: FeedPoll, before: FeedPollRow | None, *, is_pending: bool) -> tuple[str | None, str | None]:
    """What to ask with next time: nothing while a page is to be tried again, so that the entries come again."""
    if is_pending:
        return None, None
    if poll.parsed and poll.document:
        return poll.document.headers.get("etag"), poll.document.headers.get("last-modified")
    return (before.etag, before.last_modified) if before else (None, None)


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
