"""Reads articles from files: plain text, saved pages, JSON lines.

A text file is taken as it is, to the character: its first line is the headline, offsets count from its beginning.
`flows.sources.article_import` makes article revisions of the records.
"""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flows.errors import InputFileError, ParseError
from flows.sources.dates import read_time, stated_day
from flows.sources.entries import Problem
from flows.sources.pages import extract_page
from flows.sources.plain_text import plain_line
from flows.sources.revisions import article_text
from flows.sources.urls import absolute_url, canonical_url

HTML_SUFFIXES = frozenset({".html", ".htm"})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
TEXT_SUFFIXES = frozenset({".txt", ".md"})
MAX_ARTICLE_BYTES = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FileArticle:
    """One article of a file.

    Attributes:
        item: The file, with the line number for JSON lines.
        key: What identifies the article where it has no address: its `id`, or the file's name without its ending.
        headline: One line.
        text: Headline, blank line, body; of a text file, every character.
        url: Canonical address.
        outlet: As the record names it.
        authors: Names.
        published_raw: As written.
        published_at: As an instant in UTC.
        published_note: See `flows.sources.dates`.
        published_date: The day, where a day only is stated.
        body_source: `file`, or `page` for a saved page.
    """

    item: str
    key: str
    headline: str
    text: str
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published_raw: str | None = None
    published_at: datetime | None = None
    published_note: str | None = None
    published_date: date | None = None
    body_source: str = "file"


def read_article_file(path: Path, *, time_zone: str, now: datetime) -> Iterator[FileArticle | Problem]:
    """Yield the articles of a file, and the lines of a .jsonl file that are none.

    Args:
        path: .html and .htm are saved pages, .jsonl and .ndjson hold an object on each line (`text`, or `headline` and
            `body`; `id`, `url`, `outlet`, `authors`, `published_at` as far as known), all others are text.
        time_zone: Zone of publication times without one.
        now: Later publication times are refused.

    Raises:
        InputFileError: The file cannot be read, is empty or binary, or a saved page holds no article.
    """
    if path.suffix.lower() in LINES_SUFFIXES:
        yield from _lines(path, time_zone, now)
        return
    body = _read(path)
    if path.suffix.lower() in HTML_SUFFIXES:
        yield _saved_page(path, body, time_zone, now)
    else:
        yield _text_file(path, body)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_ARTICLE_BYTES:
            raise InputFileError(f"{path}: larger than {MAX_ARTICLE_BYTES} bytes; one article per file, please")
        body = path.read_bytes()
    except IsADirectoryError as error:
        raise InputFileError(f"{path}: a folder; name the files in it, as {path}/*.txt") from error
    except OSError as error:
        raise InputFileError(f"{path}: cannot be read: {error.strerror}; check the path and its rights") from error
    if not body.strip():
        raise InputFileError(f"{path}: the file is empty; expected a headline, a blank line and the body")
    return body


def _text_file(path: Path, body: bytes) -> FileArticle:
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputFileError(f"{path}: UTF-16 text; save the file as UTF-8 text")
    if b"\x00" in body:
        raise InputFileError(f"{path}: a binary file, no text; save the article as UTF-8 text or as HTML")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFileError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8 text") from error
    return FileArticle(item=str(path), key=path.stem, headline=_first_line(text), text=text)


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0].strip()


def _saved_page(path: Path, body: bytes, time_zone: str, now: datetime) -> FileArticle:
    try:
        page = extract_page(body, url=path.absolute().as_uri(), time_zone=time_zone, now=now)
    except ParseError as error:
        raise InputFileError(f"{path}: {error} ({error.reason}); save the article's text as .txt instead") from error
    headline = page.headline or _first_line(page.text)
    return FileArticle(
        item=str(path),
        key=path.stem,
        headline=headline,
        text=article_text(headline, page.text),
        url=page.canonical_url if page.canonical_url.startswith("http") else None,
        authors=page.authors,
        published_raw=page.published_raw,
        published_at=page.published_at,
        published_note=page.published_note,
        published_date=page.published_date,
        body_source="page",
    )


def _lines(path: Path, time_zone: str, now: datetime) -> Iterator[FileArticle | Problem]:
    try:
        with path.open("rb") as file:
            n_lines = 0
            for n_lines, line in enumerate(file, start=1):
                if line.strip():
                    yield _line(f"{path}:{n_lines}", line, time_zone, now)
    except OSError as error:
        raise InputFileError(f"{path}: cannot be read: {error.strerror}; check the path and its rights") from error
    if not n_lines:
        raise InputFileError(f"{path}: the file is empty; expected one JSON object on each line")


def _line(item: str, line: bytes, time_zone: str, now: datetime) -> FileArticle | Problem:
    if len(line) > MAX_ARTICLE_BYTES:
        return Problem(item=item, reason="too_large", detail=f"{item}: longer than {MAX_ARTICLE_BYTES} bytes")
    try:
        record = json.loads(line.decode("utf-8-sig"))
        return _record(item, record, time_zone, now)
    except (ValueError, RecursionError, TypeError, AttributeError) as error:
        return Problem(item=item, reason="bad_line", detail=f"{item}: {error}; expected an object with text")


def _record(item: str, record: dict[str, Any], time_zone: str, now: datetime) -> FileArticle:
    """Make an article of an object.

    Raises:
        ValueError: It has no text, or a value has the wrong type.
    """
    if not isinstance(record, dict):
        raise ValueError("no object")
    headline = plain_line(_string(record, "headline") or _string(record, "title") or "")
    text = _string(record, "text") or (article_text(headline, _string(record, "body") or "") if headline else "")
    if not text.strip():
        raise ValueError("neither a text nor a headline")
    url = absolute_url(_string(record, "url"), "")
    authors = record.get("authors") or ()
    published = read_time(_string(record, "published_at"), time_zone=time_zone, now=now)
    return FileArticle(
        item=item,
        key=_string(record, "id") or text,
        headline=headline or _first_line(text),
        text=text,
        url=canonical_url(url) if url else None,
        outlet=_string(record, "outlet"),
        authors=tuple([authors] if isinstance(authors, str) else [str(author) for author in authors]),
        published_raw=published.raw,
        published_at=published.at,
        published_note=published.note,
        published_date=stated_day(published.raw, time_zone=time_zone, now=now),
    )


def _string(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key} is {type(value).__name__}, not a string")
    return value
