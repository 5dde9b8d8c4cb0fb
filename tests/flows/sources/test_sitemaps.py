"""Sitemaps of every kind are read; what is none, leads elsewhere or could do harm is refused."""

import gzip
from datetime import UTC, datetime

import pytest

from flows.errors import SourceError
from flows.settings import FeedSettings, HttpSettings, load_settings, packaged_configs
from flows.sources.client import Fetched
from flows.sources.sitemaps import Listed, Sitemap, entry_of, may_hold, parse_sitemap

NOW = datetime(2024, 9, 5, tzinfo=UTC)
FEED = FeedSettings(
    id="moonwire", url="https://moonwire.example/feed.xml", outlet="Moonwire", domain="moonwire.example",
    time_zone="America/New_York",
)  # fmt: skip
START, END = datetime(2024, 8, 1, tzinfo=UTC), datetime(2024, 9, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def http() -> HttpSettings:
    return load_settings(packaged_configs()).main.http


def read(body: str | bytes, http: HttpSettings) -> Sitemap:
    fetched = Fetched(
        url="https://moonwire.example/sitemap.xml",
        final_url="https://moonwire.example/sitemap.xml",
        status=200,
        headers={},
        body=body.encode() if isinstance(body, str) else body,
        fetched_at=NOW,
    )
    return parse_sitemap(fetched, feed=FEED, http=http, now=NOW)


def urlset(*entries: str) -> str:
    urls = "".join(f"<url>{entry}</url>" for entry in entries)
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    )


def test_news_sitemap_gives_title_and_publication(http: HttpSettings) -> None:
    entry = (
        "<loc>https://moonwire.example/a/btc-slips</loc><news:news><news:publication><news:name>Moonwire</news:name>"
        "</news:publication><news:publication_date>2024-08-05T10:30:00-04:00</news:publication_date>"
        "<news:title>Bitcoin &amp;lt;b&amp;gt;slips&amp;lt;/b&amp;gt;\u202e</news:title></news:news>"
    )
    (one,) = read(urlset(entry), http).articles
    made = entry_of(one, FEED)
    assert (made.title, made.published_at) == ("Bitcoin slips", datetime(2024, 8, 5, 14, 30, tzinfo=UTC))
    assert made.published_raw == "2024-08-05T10:30:00-04:00"


def test_last_change_is_no_publication(http: HttpSettings) -> None:
    (one,) = read(urlset("<loc>/a/btc-slips</loc><lastmod>2024-08-05T10:30:00Z</lastmod>"), http).articles
    made = entry_of(one, FEED)
    assert (made.published_at, made.updated_at) == (None, datetime(2024, 8, 5, 10, 30, tzinfo=UTC))
    assert (made.link, made.title) == ("https://moonwire.example/a/btc-slips", "btc slips")


def test_date_is_the_publication_else_the_day_of_the_address_else_the_last_change(http: HttpSettings) -> None:
    found = read(
        urlset(
            "<loc>/2024/08/03/a</loc><lastmod>2024-09-04</lastmod>",
            "<loc>/b</loc><lastmod>2024-08-09</lastmod>",
            "<loc>/2024/13/45/c</loc>",
        ),
        http,
    )
    assert [one.dated for one in found.articles] == [
        datetime(2024, 8, 3, tzinfo=UTC), datetime(2024, 8, 9, tzinfo=UTC), None,
    ]  # fmt: skip


def test_index_and_packed_documents_are_read(http: HttpSettings) -> None:
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/sitemap-2024-08.xml.gz</loc>'
        "<lastmod>2024-09-01</lastmod></sitemap></sitemapindex>"
    )
    found = read(gzip.compress(index.encode()), http)
    assert [one.url for one in found.sitemaps] == ["https://moonwire.example/sitemap-2024-08.xml.gz"]
    assert found.articles == ()


def test_addresses_elsewhere_are_left_out(http: HttpSettings) -> None:
    found = read(
        urlset(
            "<loc>https://www.moonwire.example/a</loc>",
            "<loc>https://moonwire.example.evil.example/a</loc>",
            "<loc>http://169.254.169.254/latest</loc>",
            "<loc>file:///etc/hostname</loc>",
            "<loc>javascript:alert(1)</loc>",
            "<loc>https://moonwire.example/</loc>",
        ),
        http,
    )
    assert [one.url for one in found.articles] == ["https://www.moonwire.example/a"]


@pytest.mark.parametrize(
    ("url", "modified", "expected"),
    [
        ("/sitemap-2024-08.xml", None, True),
        ("/sitemap-2024-07.xml", None, False),
        ("/sitemap_202409.xml", None, False),
        ("/posts.xml", datetime(2024, 7, 1, tzinfo=UTC), False),
        ("/posts.xml", datetime(2024, 9, 3, tzinfo=UTC), True),
        ("/posts-2.xml", None, True),
    ],
)
def test_sitemaps_that_cannot_hold_the_period_are_not_read(url: str, modified: datetime | None, expected: bool) -> None:
    assert may_hold(Listed(url=f"https://moonwire.example{url}", modified=modified), START, END) is expected


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "not_a_sitemap"),
        ("<html><body>not found</body></html>", "not_a_sitemap"),
        ('<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset>&x;</urlset>', "entity_declaration"),
        ("<urlset>" + "<url>" * 200_000, "nesting"),
        (gzip.compress(bytes(60_000_000)), "inflation"),
    ],
)
def test_what_is_no_sitemap_is_named(http: HttpSettings, body: str | bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(body, http)
    assert caught.value.reason == reason
