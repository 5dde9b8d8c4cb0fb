"""Fetches what a collection wants, keeps the bodies, and writes down what each request brought.

The notes (`Exchange`) and the raw store together are enough to do a collection again offline: `flows.sources.recorded`
answers from them in place of the web.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import urlsplit

from flows.errors import BlockedError, SourceError
from flows.retry import may_pass, retrying_async
from flows.settings import Settings
from flows.sources.client import Fetched, HttpClient
from flows.sources.raw_store import keep_body
from flows.sources.robots import Robots

Purpose = Literal["feed", "page", "sitemap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server needs to say that nothing has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A document that is wanted.

    Attributes:
        purpose: Pages and sitemaps obey robots.txt and the budget of the run; feeds are published to be polled.
        subject: Whom it is for: the feed by its id, the article by its key.
        url: Its address.
        validators: Of the copy at hand.
    """

    purpose: Purpose
    subject: str
    url: str
    validators: Validators = Validators()


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
        stored_bytes: Size of the compressed file.
    """

    document_id: str
    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    n_bytes: int
    stored_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What one request brought, or why it brought nothing; the columns of the table `fetches`."""

    wanted: Wanted
    final_url: str | None = None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    document_id: str | None = None
    reason: str | None = None
    detail: str | None = None
    can_pass: bool = False
    retry_after_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer with its body; `document` is `None` where nothing has changed (304)."""

    fetched: Fetched
    document: KeptDocument | None


class Fetcher(Protocol):
    """Where documents come from: the web, or what was recorded of it.

    Attributes:
        exchanges: What was asked for so far, in the order of the answers.
    """

    exchanges: list[Exchange]

    async def fetch(self, wanted: Wanted) -> Answer:
        """Return a document.

        Raises:
            SourceError: It cannot be had; the reason is in `exchanges`, too.
        """
        ...


class WebFetcher:
    """Fetches from the web through the guarded client.

    Args:
        client: The guarded client of the run.
        settings: Retries, user agent, budget, raw store.
        rng: Source of the jitter between tries.
        robots: The rules of the sites, where the caller asks them, too.
    """

    def __init__(
        self, client: HttpClient, settings: Settings, *, rng: random.Random, robots: Robots | None = None
    ) -> None:
        self.exchanges: list[Exchange] = []
        self._client = client
        self._raw = settings.main.paths.raw
        self._retries = settings.main.http.retries
        self._budget = settings.main.collect
        self._rng = rng
        self._robots = robots or Robots(client, settings.main.http.user_agent)
        self._n_by_host: Counter[str] = Counter()

    async def fetch(self, wanted: Wanted) -> Answer:
        """Fetch one document, again where that may help, and keep its body."""
        try:
            if wanted.purpose != "feed":
                self._spend(wanted.url)
                await self._robots.check(wanted.url)
            validators = wanted.validators
            fetched: Fetched = await retrying_async(retries=self._retries, rng=self._rng)(
                self._client.fetch, wanted.url, etag=validators.etag, last_modified=validators.last_modified
            )
        except SourceError as error:
            self.exchanges.append(
                Exchange(
                    wanted=wanted,
                    status=_status(error),
                    reason=error.reason,
                    detail=str(error),
                    can_pass=may_pass(error),
                    retry_after_seconds=error.retry_after_seconds,
                )
            )
            raise
        document = None if fetched.status == 304 else await asyncio.to_thread(kept, self._raw, fetched)
        self.exchanges.append(
            Exchange(
                wanted=wanted,
                final_url=fetched.final_url,
                status=fetched.status,
                headers=fetched.headers,
                document_id=document.document_id if document else None,
            )
        )
        return Answer(fetched=fetched, document=document)

    def _spend(self, url: str) -> None:
        """Count a request against the budget.

        Raises:
            BlockedError: `budget`: the run, or its part for this host, is used up.
        """
        host = urlsplit(url).hostname or ""
        budget, n_all = self._budget, self._n_by_host.total()
        spent = None
        if n_all >= budget.max_pages:
            spent = f"{n_all} pages in one run (collect.max_pages)"
        elif self._n_by_host[host] >= budget.max_pages_per_host:
            spent = f"{self._n_by_host[host]} pages of {host} in one run (collect.max_pages_per_host)"
        if spent:
            raise BlockedError(f"{url}: left for later after {spent}", reason="budget", retryable=True)
        self._n_by_host[host] += 1


def kept(raw: Path, fetched: Fetched) -> KeptDocument:
    """Keep the body of an answer."""
    stored = keep_body(raw, fetched.body)
    return KeptDocument(
        document_id=stored.document_id,
        url=fetched.url,
        final_url=fetched.final_url,
        status=fetched.status,
        headers=fetched.headers,
        n_bytes=len(fetched.body),
        stored_bytes=stored.n_bytes,
    )


def _status(error: SourceError) -> int | None:
    return int(error.reason.removeprefix("status_")) if error.reason.startswith("status_") else None
