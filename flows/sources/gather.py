"""The network part of collecting news: polls feeds, fetches article pages, and hands back plain values.

Nothing here knows the warehouse. One feed or page that fails is a `Failure` with its reason; the others go on.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flows.errors import SourceError
from flows.retry import may_pass
from flows.settings import FeedSettings
from flows.sources.feeds import ParsedFeed, parse_feed
from flows.sources.fetching import Answer, Fetcher, KeptDocument, Validators, Wanted
from flows.sources.pages import ExtractedPage, extract_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a feed or page could not be had.

    Attributes:
        reason: A short stable word.
        detail: For people.
        can_pass: Whether it may be gone by the next run.
        retry_after_seconds: How long the server asked to be left alone.
    """

    reason: str
    detail: str
    can_pass: bool
    retry_after_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPoll:
    """One poll: a parsed document, an unchanged feed (neither parsed nor failure), or a failure.

    Attributes:
        headers: Of the answer, by lower-case name.
    """

    feed: FeedSettings
    headers: Mapping[str, str] = field(default_factory=dict)
    document: KeptDocument | None = None
    parsed: ParsedFeed | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """A page that is wanted; `key` is the caller's own."""

    key: str
    url: str
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """What came of a page."""

    document: KeptDocument | None = None
    page: ExtractedPage | None = None
    failure: Failure | None = None


class Gatherer:
    """Polls and fetches for one run.

    Args:
        fetcher: The web, or what was recorded of it.
        now: The run's instant.
    """

    def __init__(self, fetcher: Fetcher, *, now: datetime) -> None:
        self._fetcher = fetcher
        self._now = now

    async def poll_feeds(self, feeds: Sequence[FeedSettings], validators: Mapping[str, Validators]) -> list[FeedPoll]:
        """Poll feeds at the same time; results come in their order."""
        return await asyncio.gather(*(self._poll(feed, validators.get(feed.id, Validators())) for feed in feeds))

    async def fetch_pages(self, requests: Iterable[PageRequest]) -> dict[str, PageResult]:
        """Fetch and extract pages at the same time, asking robots.txt first; results by the requests' keys."""
        wanted = list(requests)
        results = await asyncio.gather(*(self._page(request) for request in wanted))
        return {request.key: result for request, result in zip(wanted, results, strict=True)}

    async def _poll(self, feed: FeedSettings, validators: Validators) -> FeedPoll:
        answer: Answer | None = None
        try:
            answer = await self._fetcher.fetch(
                Wanted(purpose="feed", subject=feed.id, url=feed.url, validators=validators)
            )
            fetched = answer.fetched
            if answer.document is None:
                return FeedPoll(feed=feed, headers=fetched.headers)
            parsed = await asyncio.to_thread(
                parse_feed,
                fetched.body,
                feed=feed,
                url=fetched.final_url,
                content_type=fetched.headers.get("content-type", ""),
                now=self._now,
            )
        except SourceError as error:
            headers = answer.fetched.headers if answer else {}
            document = answer.document if answer else None
            return FeedPoll(feed=feed, headers=headers, document=document, failure=_failure(error))
        return FeedPoll(feed=feed, headers=fetched.headers, document=answer.document, parsed=parsed)

    async def _page(self, request: PageRequest) -> PageResult:
        document = None
        try:
            answer = await self._fetcher.fetch(Wanted(purpose="page", subject=request.key, url=request.url))
            fetched, document = answer.fetched, answer.document
            page = await asyncio.to_thread(
                extract_page,
                fetched.body,
                url=fetched.final_url,
                content_type=fetched.headers.get("content-type", ""),
                time_zone=request.time_zone,
                now=self._now,
            )
        except SourceError as error:
            return PageResult(document=document, failure=_failure(error))
        return PageResult(document=document, page=page)


def _failure(error: SourceError) -> Failure:
    return Failure(
        reason=error.reason,
        detail=str(error),
        can_pass=may_pass(error),
        retry_after_seconds=error.retry_after_seconds,
    )
