"""The feeds that ship with the package."""

from urllib.parse import urlsplit

import pytest

from flows.settings import FeedSettings, load_settings, packaged_configs

FEEDS = load_settings(packaged_configs()).feeds


def test_there_are_feeds_of_many_publishers() -> None:
    assert len({feed.outlet for feed in FEEDS}) >= 40


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.id)
def test_feed_is_described_in_full(feed: FeedSettings) -> None:
    parts = urlsplit(feed.url)
    assert parts.scheme == "https"
    assert (parts.hostname or "").endswith(feed.domain)
    assert feed.terms and feed.poll_minutes >= 5
    assert not feed.is_simulated


def test_no_address_is_polled_twice() -> None:
    addresses = [feed.url.removesuffix("/") for feed in FEEDS]
    assert len(set(addresses)) == len(addresses)
