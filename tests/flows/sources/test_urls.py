"""One article has one canonical address."""

import pytest

from flows.sources.urls import absolute_url, canonical_url, names_an_article


@pytest.mark.parametrize(
    "link",
    [
        "https://moonwire.example/markets/btc-slips",
        "https://Moonwire.example:443/markets/btc-slips/",
        "https://moonwire.example/markets/btc-slips?utm_source=rss&utm_medium=feed",
        "https://moonwire.example/markets/btc-slips?mod=rss_top#comments",
        "https://moonwire.example/markets/btc-slips/amp/",
        "https://amp.moonwire.example/markets/btc-slips?amp=1",
    ],
)
def test_links_of_one_article_share_their_address(link: str) -> None:
    assert canonical_url(link) == "https://moonwire.example/markets/btc-slips"


def test_parameters_that_choose_the_article_stay() -> None:
    assert canonical_url("https://moonwire.example/?p=870&utm_term=x") == "https://moonwire.example?p=870"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/a", "https://moonwire.example/a"),
        ("\n   https://u.example/b \n", "https://u.example/b"),
        ("https://u.example/long\n      -name", "https://u.example/long-name"),
        ("//cdn.example/c", "https://cdn.example/c"),
        ("javascript:alert(1)", None),
        ("file:///etc/hostname", None),
        ("http://[::1", None),
        ("https://u.example:port/", None),
        ("", None),
        (None, None),
    ],
)
def test_links_are_resolved_or_refused(link: str | None, expected: str | None) -> None:
    assert absolute_url(link, "https://moonwire.example/feed") == expected


def test_front_page_names_no_article() -> None:
    assert not names_an_article("https://moonwire.example/")
    assert names_an_article("https://moonwire.example/?p=1")
