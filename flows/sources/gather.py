"""The network part of collecting news: polls feeds, fetches article pages, and hands back plain values.

Nothing here knows the warehouse. One feed or page that fails is a `Failure` with its reason; the others go on.
"""

import asyncio
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.errors import SourceError
from flows.retry import may_pass, retrying_async
from flows.settings import FeedSettings, HttpSettings
from flows.sources.client import Fetched, HttpClient
from flows.sources.feeds import ParsedFeed, parse_feed
from flows.sources.pages import ExtractedPage, extract_page
from flows.sources.raw_store import keep_body
from flows.sources.robots import Robots


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a feed or page could not be had.

    Attributes:
        reason: A short stable word.
        detail: For people.
        can_pass: Whether it may be gone by the next run.
    """

    reason: str
    detail: str
    can_pass: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDocument:
    """A fetched document whose body lies in the raw store.

    Attributes:
        document_id: Key of the body.
        url: Asked for.
        final_url: Answered.
        status: HTTP status.
        headers: By lower-case name.
        n_bytes: Size of the decoded body.
    """

    document_id: str
    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    n_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPoll:
    """One poll: a parsed document, an unchanged feed (neither parsed nor failure), or a failure."""

    feed: FeedSettings
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server needs to say that nothing has changed."""

    etag: str | None = None
    last_modified: str | None = None


class Gatherer:
    """Polls and fetches for one run.

    Args:
        client: The guarded client.
        settings: Retries and user agent.
        raw: Folder of the raw store.
        now: The run's instant.
        rng: Source of the jitter between tries.
    """

    def __init__(
        self, client: HttpClient, settings: HttpSettings, *, raw: Path, now: datetime, rng: random.Random
    ) -> None:
        self._client = client
        self._raw = raw
        self._now = now
        self._retries = settings.retries
        self._rng = rng
        self._robots = Robots(client, settings.user_agent)

    async def poll_feeds(self, feeds: Sequence[FeedSettings], validators: Mapping[str, Validators]) -> list[FeedPoll]:
        """Poll feeds at the same time; results come in their order."""
        return await asyncio.gather(*(self._poll(feed, validators.get(feed.id, Validators())) for feed in feeds))

    async def fetch_pages(self, requests: Iterable[PageRequest]) -> dict[str, PageResult]:
        """Fetch and extract pages at the same time, asking robots.txt first; results by the requests' keys."""
        wanted = list(requests)
        results = await asyncio.gather(*(self._page(request) for request in wanted))
        return {request.key: result for request, result in zip(wanted, results, strict=True)}

    async def _poll(self, feed: FeedSettings, validators: Validators) -> FeedPoll:
        document = None
        try:
            fetched = await self._fetch(feed.url, validators)
            if fetched.status == 304:
                return FeedPoll(feed=feed)
            document = await asyncio.to_thread(self._keep, fetched)
            parsed = await asyncio.to_thread(
                parse_feed,
                fetched.body,
                feed=feed,
                url=fetched.final_url,
                content_type=fetched.headers.get("content-type", ""),
                now=self._now,
            )
        except SourceError as error:
            return FeedPoll(feed=feed, document=document, failure=_failure(error))
        return FeedPoll(feed=feed, document=document, parsed=parsed)

    async def _page(self, request: PageRequest) -> PageResult:
        document = None
        try:
            await self._robots.check(request.url)
            fetched = await self._fetch(request.url, Validators())
            document = await asyncio.to_thread(self._keep, fetched)
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

    async def _fetch(self, url: str, validators: Validators) -> Fetched:
        fetched: Fetched = await retrying_async(retries=self._retries, rng=self._rng)(
            self._client.fetch, url, etag=validators.etag, last_modified=validators.last_modified
        )
        return fetched

    def _keep(self, fetched: Fetched) -> KeptDocument:
        return KeptDocument(
            document_id=keep_body(self._raw, fetched.body),
            url=fetched.url,
            final_url=fetched.final_url,
            status=fetched.status,
            headers=fetched.headers,
            n_bytes=len(fetched.body),
        )


def _failure(error: SourceError) -> Failure:
    return Failure(reason=error.reason, detail=str(error), can_pass=may_pass(error))
