"""Reads article pages: the text that a person came for, and what the page says of itself.

trafilatura finds the text. It is handed a parsed document, never an address, and never asked to drop repeated
passages (from the fourth page on it would return nothing). Its date is a day only, so times come from
`flows.sources.page_metadata`.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import trafilatura

from flows.errors import ParseError
from flows.sources.dates import stated_day
from flows.sources.page_metadata import PageMetadata, read_metadata
from flows.sources.plain_text import plain_line, visible

MAX_HTML_BYTES = 5_000_000
MAX_ELEMENTS = 50_000
"""A long article has some thousands; the extractor's time grows faster than their number."""
MIN_TEXT_CHARS = 150
"""Shorter texts are no articles but what is left of a page whose article was not found."""
TEASER_CHARS = 1500
"""Up to this length, a page with the signs of a paywall or an error in its title is that."""
NOTICE_CHARS = 600
"""Up to this length, a page with the words of a bot or consent wall is that; longer ones mention it in passing."""

BINARY_STARTS = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"ID3", b"RIFF")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]+)", re.IGNORECASE)

_TITLES = {
    "bot_wall": re.compile(
        r"^(just a moment|attention required|access denied|are you a robot|verify (that )?you are|security check|"
        r"captcha|pardon our interruption|checking your browser)",
        re.IGNORECASE,
    ),
    "soft_404": re.compile(
        r"^(error )?404\b|\b(error 404|404 (error|page|not found))\b|"
        r"^(this |the )?(page|article|content) (is |was |could )?(not |be )*(found|unavailable|no longer)",
        re.IGNORECASE,
    ),
}
_LIVE = re.compile(r"^live\b\s*[:|–—-]|\b(live blog|live updates|live coverage|as it happened)\b", re.IGNORECASE)
_TEXTS = {
    "bot_wall": re.compile(r"enable javascript and cookies|you are (a )?human|unusual traffic", re.IGNORECASE),
    "paywall": re.compile(
        r"subscribe (now )?to (continue|read|keep)|subscribers only|already a subscriber|to continue reading",
        re.IGNORECASE,
    ),
    "consent_wall": re.compile(r"accept (all )?cookies|we use cookies|consent to the use", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedPage:
    """An article page.

    Attributes:
        headline: One line.
        text: The body, one paragraph per line, without the headline.
        authors: Names.
        tags: The publisher's own keywords.
        published_raw: The publication time as the page states it.
        published_date: The day, where the page's metadata state a day only.
        published_at: The same as an instant in UTC; `None` where it is missing, a day only, or not to be relied on.
        published_note: See `flows.sources.dates`.
        canonical_url: The page's own address.
        language: Two-letter code that the page states.
        kind: `article`; or `live_blog`, whose text grows and whose paragraphs have times of their own.
    """

    headline: str
    text: str
    authors: tuple[str, ...]
    published_raw: str | None
    published_at: datetime | None
    published_note: str | None
    canonical_url: str
    language: str | None
    kind: str = "article"
    tags: tuple[str, ...] = ()
    published_date: date | None = None


def extract_page(body: bytes, *, url: str, content_type: str = "", time_zone: str, now: datetime) -> ExtractedPage:
    """Extract the article of a page.

    Args:
        body: The page's bytes.
        url: The address that answered.
        content_type: The response's header.
        time_zone: The outlet's zone, assumed (and noted) where a time names none.
        now: When it was fetched.

    Raises:
        ParseError: `not_html`, `too_large`, `too_complex`, `no_text`, `bot_wall`, `soft_404`, `paywall`,
            `consent_wall`, `video`.
    """
    tree = _parse(body, url, content_type)
    metadata = read_metadata(tree, url=url, time_zone=time_zone, now=now)
    try:
        document = trafilatura.bare_extraction(
            tree, url=url, with_metadata=True, include_comments=False, include_tables=False
        )
    except Exception as error:  # what strangers' markup can set off in the extractor is not foreseeable
        raise ParseError(f"{url}: the extractor gave up: {error!r}", reason="no_text") from error
    headline = plain_line((document and document.title) or "")
    text = _body((document and document.text) or "", headline)
    _refuse_walls(url, headline or plain_line(str(tree.findtext(".//title") or "")), text, metadata)
    published = metadata.published
    day = document.date if document else None
    return ExtractedPage(
        headline=headline,
        text=text,
        authors=metadata.authors or _names((document and document.author) or ""),
        published_raw=published.raw or day,
        published_at=published.at,
        published_date=stated_day(published.raw, time_zone=time_zone, now=now),
        published_note=published.note if published.raw else "day_only" if day else None,
        canonical_url=metadata.canonical_url,
        language=metadata.language,
        tags=metadata.tags,
        kind="live_blog" if metadata.is_live_blog or _LIVE.search(headline) else "article",
    )


def _parse(body: bytes, url: str, content_type: str) -> Any:  # noqa: ANN401 - an lxml tree
    is_other = content_type.partition("/")[0].strip().lower() in {"image", "audio", "video", "font"}
    if is_other or "pdf" in content_type.lower() or body.startswith(BINARY_STARTS):
        raise ParseError(f"{url}: no HTML but {content_type or 'a binary file'}", reason="not_html")
    if len(body) > MAX_HTML_BYTES:
        raise ParseError(f"{url}: {len(body)} bytes are too much for an article page", reason="too_large")
    tree = trafilatura.load_html(_decode(body, content_type)) if body.strip() else None
    if tree is None:
        raise ParseError(f"{url}: the page is empty or no HTML", reason="no_text")
    n_elements = sum(1 for _ in tree.iter())
    if n_elements > MAX_ELEMENTS:
        raise ParseError(f"{url}: {n_elements} elements are too many for an article page", reason="too_complex")
    return tree


def _decode(body: bytes, content_type: str) -> str:
    """Decode by what the bytes are, before what server and page say of them."""
    declared = [_CHARSET.search(content_type), _CHARSET.search(body[:2000].decode("latin-1"))]
    for encoding in ("utf-8-sig", *(found[1] for found in declared if found)):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    text = body.decode("utf-8", "replace")
    n_broken = text.count("\ufffd")
    n_sound = sum(not char.isascii() for char in text) - n_broken
    return text if n_broken <= n_sound else body.decode("windows-1252", "replace")


def _body(text: str, headline: str) -> str:
    lines = [" ".join(visible(line).split()) for line in text.split("\n")]
    kept = [line for line in lines if line]
    if kept and kept[0] == headline:
        kept = kept[1:]
    return "\n".join(kept)


def _refuse_walls(url: str, title: str, text: str, metadata: PageMetadata) -> None:
    """Raise what stands there in place of an article, if that is so."""
    if len(text) > TEASER_CHARS:
        return
    for reason, pattern in _TITLES.items():
        if pattern.search(title):
            raise ParseError(f"{url}: in place of an article: {title!r}", reason=reason, retryable=reason == "bot_wall")
    for reason, pattern in _TEXTS.items():
        if pattern.search(text) and (reason == "paywall" or len(text) <= NOTICE_CHARS):
            raise ParseError(f"{url}: only {len(text)} characters, with the words of a {reason}", reason=reason)
    if len(text) >= MIN_TEXT_CHARS and metadata.is_free:
        return
    if not metadata.is_free:
        raise ParseError(f"{url}: the page says that it is not free; {len(text)} characters", reason="paywall")
    reason = "video" if metadata.site_kind.startswith("video") else "no_text"
    raise ParseError(f"{url}: no article text found ({len(text)} characters)", reason=reason)


def _names(authors: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(plain_line, authors.split(";")) if name))
