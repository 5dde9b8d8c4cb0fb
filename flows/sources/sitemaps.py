"""Reads sitemaps, indexes of sitemaps and news sitemaps, and makes entries of the articles that they list.

A sitemap lists addresses with the time of their last change; only a news sitemap says when something was published and
under which title. Everything else is for the page to say.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote, urlsplit

from lxml import etree  # type: ignore[import-untyped]

from flows.errors import ParseError
from flows.settings import FeedSettings, HttpSettings
from flows.sources.client import Fetched
from flows.sources.dates import ReadTime, read_time
from flows.sources.entries import FeedEntry
from flows.sources.inflating import GZIP_START, BodyReader
from flows.sources.plain_text import plain_line
from flows.sources.urls import absolute_url, canonical_url, names_an_article
from flows.sources.xml_guard import check_xml

MAX_ADDRESSES = 50_000
"""The protocol's own limit for one file."""
MAX_TITLE_CHARS = 500

_PATH_DAY = re.compile(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
_NAME_MONTH = re.compile(r"(?<!\d)(20\d\d)[-_/]?(0[1-9]|1[0-2])(?!\d)")


UNSAID = ReadTime(None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An address in a sitemap.

    Attributes:
        url: Absolute, on the same site.
        modified: When it last changed; a day counts as its midnight in UTC here, because it only chooses.
        published: From a news sitemap, as in feeds.
        title: From a news sitemap.
    """

    url: str
    modified: datetime | None = None
    published: ReadTime = UNSAID
    title: str = ""

    @property
    def dated(self) -> datetime | None:
        """The best guess at its date: publication, else the day in its address, else its last change."""
        return self.published.at or _day_in(self.url) or self.modified


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap: further sitemaps, or articles."""

    sitemaps: tuple[Listed, ...] = ()
    articles: tuple[Listed, ...] = ()


def parse_sitemap(fetched: Fetched, *, feed: FeedSettings, http: HttpSettings, now: datetime) -> Sitemap:
    """Read one sitemap document, packed or plain; addresses on other sites are left out.

    Raises:
        ParseError: `not_a_sitemap`, or what `flows.sources.xml_guard` refuses.
        FetchError: The packed document is too large or packed too tightly.
    """
    body = _unpacked(fetched, http)
    url = fetched.final_url
    check_xml(body, name=url, content_type=fetched.headers.get("content-type", ""))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(f"{url}: not readable as XML: {error}", reason="not_a_sitemap") from error
    kind = "" if root is None else etree.QName(root).localname
    if kind not in ("sitemapindex", "urlset"):
        raise ParseError(f"{url}: no sitemap but {kind or 'nothing'}", reason="not_a_sitemap")
    listed = tuple(_listed(root, url, feed, now))
    return Sitemap(sitemaps=listed) if kind == "sitemapindex" else Sitemap(articles=listed)


def may_hold(listed: Listed, start: datetime, end: datetime) -> bool:
    """Say whether a sitemap of an index may list something of a period: by its name's month and its last change."""
    month = _NAME_MONTH.search(urlsplit(listed.url).path)
    if month:
        first = datetime(int(month[1]), int(month[2]), 1, tzinfo=UTC)
        return first < end and start < (first + timedelta(days=31)).replace(day=1)
    return listed.modified is None or listed.modified >= start


def entry_of(listed: Listed, feed: FeedSettings) -> FeedEntry:
    """Make an entry of a listed article; without a news title, the words of its address stand in for one."""
    slug = unquote(urlsplit(listed.url).path.rstrip("/").rpartition("/")[2]).partition(".")[0]
    title = listed.title or plain_line(re.sub(r"[-_+]+", " ", slug)) or listed.url
    return FeedEntry(
        entry_id=hashlib.sha256("\x1f".join((feed.id, "sitemap", listed.url)).encode()).hexdigest()[:24],
        feed_id=feed.id,
        outlet=feed.outlet,
        guid=None,
        link=listed.url,
        canonical_url=canonical_url(listed.url),
        title=title[:MAX_TITLE_CHARS],
        summary=None,
        content=None,
        authors=(),
        published_raw=listed.published.raw,
        published_at=listed.published.at,
        published_note=listed.published.note,
        updated_at=listed.modified,
    )


def _unpacked(fetched: Fetched, http: HttpSettings) -> bytes:
    if not fetched.body.startswith(GZIP_START):
        return fetched.body
    reader = BodyReader(fetched.final_url, "gzip", http)
    reader.feed(fetched.body)
    return reader.finish()


def _listed(root: etree._Element, url: str, feed: FeedSettings, now: datetime) -> Iterator[Listed]:
    for element in root[:MAX_ADDRESSES]:
        values = {
            etree.QName(child).localname: (child.text or "").strip()
            for child in element.iter()
            if isinstance(child.tag, str)
        }
        address = absolute_url(values.get("loc"), url)
        if address is None or not _is_on_site(address, feed.domain) or not names_an_article(address):
            continue
        yield Listed(
            url=address,
            modified=_moment(values.get("lastmod"), feed, now),
            published=read_time(values.get("publication_date"), time_zone=feed.time_zone, now=now),
            title=plain_line(values.get("title", "")),
        )


def _is_on_site(url: str, domain: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host == domain or host.endswith(f".{domain}")


def _moment(text: str | None, feed: FeedSettings, now: datetime) -> datetime | None:
    read = read_time(text, time_zone=feed.time_zone, now=now)
    if read.at or not read.raw:
        return read.at
    try:
        return datetime.combine(date.fromisoformat(read.raw), datetime.min.time(), UTC)
    except ValueError:
        return None


def _day_in(url: str) -> datetime | None:
    found = _PATH_DAY.search(urlsplit(url).path)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC) if found else None
    except ValueError:
        return None
