"""Looking at feeds and pages from outside, without a warehouse."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from flows.errors import BlockedError, FetchError
from flows.settings import FeedSettings, HttpSettings, Settings
from flows.sources.probe import fetch_page, probe_feeds
from tests.flows.loopback import Loopback

NOW = datetime(2025, 2, 19, 7, tzinfo=UTC)
SENTENCE = "Ether stayed between $2,300 and $2,400 for a third day, and desks saw little reason to move. "
FEED = "<rss version='2.0'><channel><item><title>Ether</title><link>/eth</link></item></channel></rss>"


@pytest.fixture
def web() -> Iterator[Loopback]:
    with Loopback() as server:
        yield server


def http(settings: Settings, web: Loopback) -> HttpSettings:
    changes = {"static_hosts": {"moonwire.example": web.address}, "per_host_interval_seconds": 0, "retries": 1}
    return settings.main.http.model_copy(update=changes)


def feed(feed_id: str) -> FeedSettings:
    return FeedSettings(
        id=feed_id, url=f"http://moonwire.example/{feed_id}", outlet="Moonwire", domain="moonwire.example"
    )


def test_each_feed_says_how_it_answers(settings: Settings, web: Loopback) -> None:
    web.serve("/good", FEED)
    web.serve("/bad", "<html></html>")
    main = settings.main.model_copy(update={"http": http(settings, web)})
    both = settings.model_copy(update={"main": main, "feeds": (feed("bad"), feed("good"))})
    now = datetime.now(UTC)  # the loopback server stamps its answers with the real time
    bad, good = probe_feeds(both, now=now)
    assert (bad.feed_id, bad.n_entries) == ("bad", 0) and (bad.problem or "").startswith("not_a_feed: bad")
    assert (good.feed_id, good.n_entries, good.problem) == ("good", 1, None)
    assert good.server_time and abs((good.server_time - now).total_seconds()) < 60


def test_page_is_fetched_as_a_run_would_do_it(settings: Settings, web: Loopback) -> None:
    web.serve("/eth", f"<html><head><title>Ether goes nowhere</title></head><body><p>{SENTENCE * 3}</p></body></html>")
    page = fetch_page("http://moonwire.example/eth", http(settings, web), now=NOW, time_zone="UTC")
    assert (page.headline, page.text) == ("Ether goes nowhere", (SENTENCE * 3).strip())
    with pytest.raises(FetchError, match="status 404"):
        fetch_page("http://moonwire.example/gone", http(settings, web), now=NOW, time_zone="UTC")
    web.serve("/robots.txt", "User-agent: *\nDisallow: /eth\n")
    with pytest.raises(BlockedError, match=r"robots\.txt forbids"):
        fetch_page("http://moonwire.example/eth", http(settings, web), now=NOW, time_zone="UTC")
