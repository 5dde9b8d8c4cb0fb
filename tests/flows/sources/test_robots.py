"""Sites are asked what may be fetched, once."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from flows.errors import BlockedError
from flows.sources.client import HttpClient
from flows.sources.robots import Robots
from tests.flows.loopback import Loopback, small_limits

SITE = "http://moonwire.example"


@pytest.fixture
def web() -> Iterator[Loopback]:
    with Loopback() as server:
        yield server


def verdicts(web: Loopback, *paths: str) -> list[str]:
    """Check addresses at the same time; name the reasons."""
    agent = "newstape/0.1 (+https://pypi.org/project/newstape)"
    settings = small_limits(user_agent=agent, static_hosts={"moonwire.example": web.address})

    async def check_all() -> list[str]:
        async with HttpClient(settings, now=datetime(2024, 8, 5, tzinfo=UTC)) as client:
            robots = Robots(client, settings.user_agent)

            async def verdict(path: str) -> str:
                try:
                    await robots.check(SITE + path)
                except BlockedError as error:
                    return error.reason
                return "allowed"

            return await asyncio.gather(*(verdict(path) for path in paths))

    return asyncio.run(check_all())


def test_rules_for_our_name_count(web: Loopback) -> None:
    web.serve("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: newstape\nDisallow: /members/\n")
    assert verdicts(web, "/news/a", "/members/a") == ["allowed", "robots"]


def test_site_is_asked_once_for_all_its_pages(web: Loopback) -> None:
    web.serve("/robots.txt", "User-agent: *\nDisallow: /x\n")
    assert verdicts(web, "/a", "/b", "/x", "/c") == ["allowed", "allowed", "robots", "allowed"]
    assert len(web.requests) == 1


def test_site_without_the_file_allows_everything(web: Loopback) -> None:
    assert verdicts(web, "/a") == ["allowed"]


@pytest.mark.parametrize("status", [500, 429])
def test_site_that_cannot_answer_forbids_everything_for_now(web: Loopback, status: int) -> None:
    web.fail("/robots.txt", status)
    assert verdicts(web, "/a") == ["robots_unreachable"]


def test_endless_file_forbids_everything_for_now(web: Loopback) -> None:
    web.endless("/robots.txt")
    assert verdicts(web, "/a") == ["robots_unreachable"]


def test_crawl_delay_is_kept(web: Loopback) -> None:
    web.serve("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n")
    web.serve("/a", "x")

    async def fetch_three() -> float:
        settings = small_limits(static_hosts={"moonwire.example": web.address})
        async with HttpClient(settings, now=datetime(2024, 8, 5, tzinfo=UTC)) as client:
            await Robots(client, "newstape").check(SITE + "/a")
            started = time.monotonic()
            await asyncio.gather(*(client.fetch(SITE + "/a") for _ in range(3)))
            return time.monotonic() - started

    assert asyncio.run(fetch_three()) >= 0.55
