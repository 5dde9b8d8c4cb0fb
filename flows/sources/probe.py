"""Looks at the outside without storing anything: one page for `newstape read`, every feed for `newstape doctor`."""

import asyncio
import random
from dataclasses import dataclass
from datetime import datetime

from flows.errors import SourceError
from flows.retry import retrying_async
from flows.settings import FeedSettings, HttpSettings, Settings
from flows.sources.client import Fetched, HttpClient
from flows.sources.dates import read_time
from flows.sources.feeds import parse_feed
from flows.sources.pages import ExtractedPage, extract_page
from flows.sources.robots import Robots


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedProbe:
    """How a feed answers.

    Attributes:
        feed_id: Its id in feeds.toml.
        n_entries: Entries that can be read.
        server_time: What the server's clock said, if it said anything.
        problem: Why the feed could not be had or read.
    """

    feed_id: str
    n_entries: int = 0
    server_time: datetime | None = None
    problem: str | None = None


def probe_feeds(settings: Settings, *, now: datetime) -> list[FeedProbe]:
    """Fetch and read every configured feed once, in the order of the configuration."""

    async def probe_all() -> list[FeedProbe]:
        async with HttpClient(settings.main.http, now=now) as client:
            return await asyncio.gather(*(_probe(client, feed, now) for feed in settings.feeds))

    return asyncio.run(probe_all())


def fetch_page(url: str, http: HttpSettings, *, now: datetime, time_zone: str) -> ExtractedPage:
    """Fetch one article page, if robots.txt allows it, and extract its article.

    Raises:
        SourceError: The page is forbidden, cannot be had, or holds no article; `reason` says which.
    """

    async def fetch() -> ExtractedPage:
        async with HttpClient(http, now=now) as client:
            await Robots(client, http.user_agent).check(url)
            policy = retrying_async(retries=http.retries, rng=random.Random(url))
            fetched: Fetched = await policy(client.fetch, url)
        return extract_page(
            fetched.body,
            url=fetched.final_url,
            content_type=fetched.headers.get("content-type", ""),
            time_zone=time_zone,
            now=now,
        )

    return asyncio.run(fetch())


async def _probe(client: HttpClient, feed: FeedSettings, now: datetime) -> FeedProbe:
    try:
        fetched = await client.fetch(feed.url)
        content_type = fetched.headers.get("content-type", "")
        parsed = parse_feed(fetched.body, feed=feed, url=fetched.final_url, content_type=content_type, now=now)
    except SourceError as error:
        return FeedProbe(feed_id=feed.id, problem=f"{error.reason}: {error}")
    clock = read_time(fetched.headers.get("date"), time_zone="UTC", now=now)
    return FeedProbe(feed_id=feed.id, n_entries=len(parsed.entries), server_time=clock.at)
