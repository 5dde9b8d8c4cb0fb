"""Reads feeds: RSS 0.9 to 2.0, RDF and Atom with feedparser, JSON Feed by itself.

feedparser is handed a stream of bytes that were fetched and checked before. Given an address or a path (bytes count
as a path, too) it would open it. Of its work only the structure is used: times are read by `flows.sources.dates` and
texts cleaned by `flows.sources.plain_text`, because it misreads the first and leaves the second raw.
"""

import hashlib
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import feedparser

from flows.errors import ParseError
from flows.settings import FeedSettings
from flows.sources.dates import ReadTime, read_time
from flows.sources.entries import FeedEntry, Problem
from flows.sources.json_feed import is_json, json_items
from flows.sources.plain_text import plain_line, plain_paragraphs, plain_tags
from flows.sources.urls import absolute_url, canonical_url
from flows.sources.xml_guard import check_xml

MAX_FEED_BYTES = 5_000_000
"""Larger documents are refused: a hostile one costs the parser several seconds per megabyte."""
MAX_ENTRIES = 2000
"""Entries of one document that are read; the newest come first in practice."""
MAX_TITLE_CHARS = 500
MAX_TEXT_CHARS = 200_000

_SECOND_DESCRIPTION = re.compile(
    rb"<(dc|media):description\b[^<>]{0,300}"
    rb"(?:/>|>\s{0,99}(?:<!\[CDATA\[[^\]]{0,1000}\]\]>|[^<]{0,1000})\s{0,99}</\1:description\s{0,9}>)",
    re.IGNORECASE,
)
"""feedparser lets these, which are often empty or an image's caption, replace the item's own description."""

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What a feed document holds.

    Attributes:
        entries: In the document's order; at most one for each version of an item.
        problems: Entries that were skipped.
        is_ill_formed: The XML is broken; what could be read was read.
    """

    entries: tuple[FeedEntry, ...]
    problems: tuple[Problem, ...]
    is_ill_formed: bool


def parse_feed(body: bytes, *, feed: FeedSettings, url: str, content_type: str = "", now: datetime) -> ParsedFeed:
    """Read one feed document.

    Args:
        body: The document's bytes.
        feed: Its settings; the zone is assumed where a time names none.
        url: The address that answered; links are resolved against it.
        content_type: The response's header.
        now: When it was fetched; later times are refused.

    Raises:
        ParseError: `not_a_feed`, `empty`, `too_large`, `no_usable_entry`, or what `flows.sources.xml_guard` refuses.
    """
    if not body.strip():
        raise ParseError(f"{feed.id}: the document is empty", reason="empty")
    if len(body) > MAX_FEED_BYTES:
        raise ParseError(f"{feed.id}: {len(body)} bytes are too much for a feed", reason="too_large")
    if is_json(body):
        items, is_ill_formed = json_items(body, name=feed.id), False
    else:
        items, is_ill_formed = _xml_items(body, name=feed.id, url=url, content_type=content_type)
    entries: dict[str, FeedEntry] = {}
    problems: list[Problem] = []
    for position, item in enumerate(items[:MAX_ENTRIES], start=1):
        try:
            entry = _entry(item, feed, url, now)
        except (ParseError, ValueError, TypeError, AttributeError, RecursionError) as error:
            # An entry is made of whatever a stranger wrote: what breaks on it is that entry's problem alone.
            reason = error.reason if isinstance(error, ParseError) else "broken_entry"
            problems.append(Problem(item=f"entry {position}", reason=reason, detail=str(error)))
            continue
        entries.setdefault(entry.entry_id, entry)
    if items and not entries:
        raise ParseError(
            f"{feed.id}: none of {len(items)} entries is usable: {problems[0].detail}", reason="no_usable_entry"
        )
    if len(items) > MAX_ENTRIES:
        problems.append(Problem(item=feed.id, reason="too_many_entries", detail=f"{len(items)}, read {MAX_ENTRIES}"))
    return ParsedFeed(entries=tuple(entries.values()), problems=tuple(problems), is_ill_formed=is_ill_formed)


def _xml_items(body: bytes, *, name: str, url: str, content_type: str) -> tuple[list[Item], bool]:
    check_xml(body, name=name, content_type=content_type)
    if b"<description" in body:
        body = _SECOND_DESCRIPTION.sub(b"", body)
    headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
    try:
        parsed = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise ParseError(f"{name}: the parser gave up: {error!r}", reason="not_a_feed") from error
    is_ill_formed = _is_ill_formed(parsed)
    if not parsed.entries and (is_ill_formed or not parsed.version):
        detail = parsed.get("bozo_exception", "no feed element")
        raise ParseError(f"{name}: the document is no feed ({detail})", reason="not_a_feed")
    from_rss = str(parsed.version).startswith("rss")
    return [_with_times(entry, from_rss) for entry in parsed.entries], is_ill_formed


def _is_ill_formed(parsed: Any) -> bool:  # noqa: ANN401 - feedparser has no types
    """Say whether the XML was broken; a charset that is not what was declared counts as a lesser matter."""
    return bool(parsed.bozo) and not isinstance(
        parsed.get("bozo_exception"), feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    )


def _with_times(entry: Any, from_rss: bool) -> Item:  # noqa: ANN401
    """Say which of its dates an entry has as written; feedparser fills a missing one from another unless asked so."""
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    # RSS has no date of change: dc:date, which feedparser calls `updated`, is the publication there.
    only_updated = from_rss and not published and bool(updated)
    times = {"published": updated if only_updated else published, "updated": None if only_updated else updated}
    return dict(entry) | times | {"from_updated": only_updated}


def _entry(item: Item, feed: FeedSettings, base: str, now: datetime) -> FeedEntry:
    guid = plain_line(str(item.get("id") or ""))[:MAX_TITLE_CHARS] or None
    link = absolute_url(item.get("link"), base)
    if not link and not guid:
        raise ParseError("has neither a usable link nor an id", reason="no_identity")
    summary = _text(item.get("summary"))
    content = _text(max((part.get("value") or "" for part in item.get("content") or ()), key=len, default=""))
    title = plain_line(str(item.get("title") or ""))[:MAX_TITLE_CHARS]
    title = title or (summary or content or "").partition("\n")[0][:MAX_TITLE_CHARS]
    if not title:
        raise ParseError("has neither a title nor a text", reason="no_title")
    read: Callable[[Any], ReadTime] = lambda raw: read_time(raw, time_zone=feed.time_zone, now=now)  # noqa: E731
    published, updated = read(item.get("published")), read(item.get("updated"))
    if item.get("from_updated") and published.at and not published.note:
        published = replace(published, note="from_updated")
    said = (feed.id, guid, link, title, summary, content, published.raw, updated.raw)
    return FeedEntry(
        entry_id=hashlib.sha256("\x1f".join(part or "" for part in said).encode("utf-8", "replace")).hexdigest()[:24],
        feed_id=feed.id,
        outlet=feed.outlet,
        guid=guid,
        link=link,
        canonical_url=canonical_url(link) if link else None,
        title=title,
        summary=summary,
        content=content,
        authors=_authors(item),
        tags=plain_tags(str(tag.get("label") or tag.get("term") or "") for tag in item.get("tags") or ()),
        published_raw=published.raw,
        published_at=published.at,
        published_note=published.note,
        updated_at=updated.at,
    )


def _text(markup: Any) -> str | None:  # noqa: ANN401
    return plain_paragraphs(str(markup or "")[:MAX_TEXT_CHARS]) or None


def _authors(item: Item) -> tuple[str, ...]:
    named = [plain_line(str(author.get("name") or "")) for author in item.get("authors") or ()]
    return tuple(dict.fromkeys(name for name in named or [plain_line(str(item.get("author") or ""))] if name))
