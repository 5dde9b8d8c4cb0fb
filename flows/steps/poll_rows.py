"""Makes the row of one poll: how it went, what it tells of the feed's habits, and when the feed is due again."""

from collections.abc import Sequence
from datetime import datetime

from flows.sources.gather import FeedPoll
from flows.sources.rhythm import Rhythm, next_due, rhythm_of
from flows.steps.item import Item
from warehouse.rows import FeedPollRow


def poll_row(
    poll: FeedPoll,
    own: Sequence[Item],
    before: FeedPollRow | None,
    *,
    max_poll_minutes: float,
    now: datetime,
    run_id: str,
) -> FeedPollRow:
    """Make the row of one poll.

    Args:
        poll: The poll.
        own: The entries that it brought.
        before: The poll before it; what it said still holds where nothing new came.
        max_poll_minutes: Longest pause that we choose ourselves.
        now: The run's instant.
        run_id: Key of the run.
    """
    failure, parsed = poll.failure, poll.parsed
    status = poll.document.status if poll.document else None
    if failure and failure.reason.startswith("status_"):
        status = int(failure.reason.removeprefix("status_"))
    n_failures = ((before.n_failures or 0) if before else 0) + 1 if failure else 0
    rhythm = _rhythm(poll, before, now)
    due = next_due(
        rhythm,
        now=now,
        min_minutes=poll.feed.poll_minutes,
        max_minutes=max_poll_minutes,
        n_failures=n_failures,
        headers=poll.headers,
        retry_after_seconds=failure.retry_after_seconds if failure else None,
    )
    etag, last_modified = _validators(poll, before, is_pending=any(item.can_pass for item in own))
    pages = [item.page for item in own if item.page and (item.page.page or item.page.failure)]
    return FeedPollRow(
        feed_id=poll.feed.id,
        polled_at=now,
        run_id=run_id,
        outcome="failed" if failure else "ok" if parsed else "unchanged",
        http_status=status or (None if failure else 304),
        reason=failure.detail if failure else None,
        etag=etag,
        last_modified=last_modified,
        document_id=poll.document.document_id if poll.document else before.document_id if before else None,
        n_entries=len(parsed.entries) if parsed else 0,
        n_new=sum(item.is_new for item in own),
        n_rejected=len(parsed.problems) if parsed else 0,
        n_failures=n_failures,
        next_due_at=due,
        newest_at=rhythm.newest_at,
        typical_gap_minutes=rhythm.typical_gap_minutes,
        longest_gap_minutes=rhythm.longest_gap_minutes,
        is_ill_formed=parsed.is_ill_formed if parsed else None,
        n_pages=len(pages),
        n_pages_unread=sum(page.document is not None and page.page is None for page in pages),
    )


def _rhythm(poll: FeedPoll, before: FeedPollRow | None, now: datetime) -> Rhythm:
    if poll.parsed and poll.parsed.entries:
        return rhythm_of((entry.published_at for entry in poll.parsed.entries), now=now)
    if before is None:
        return Rhythm()
    return Rhythm(
        newest_at=before.newest_at,
        typical_gap_minutes=before.typical_gap_minutes,
        longest_gap_minutes=before.longest_gap_minutes,
    )


def _validators(poll: FeedPoll, before: FeedPollRow | None, *, is_pending: bool) -> tuple[str | None, str | None]:
    """What to ask with next time: nothing while a page is to be tried again, so that the entries come again."""
    if is_pending:
        return None, None
    if poll.parsed and poll.document:
        return poll.headers.get("etag"), poll.headers.get("last-modified")
    return (before.etag, before.last_modified) if before else (None, None)
