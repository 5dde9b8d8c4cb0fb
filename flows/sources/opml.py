"""Lists of feeds as other programs keep them (OPML): read into entries for feeds.toml, and written from ours.

listparser reads; it is handed text that was checked before (`flows.sources.xml_guard`), never an address.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import listparser
from lxml import etree  # type: ignore[import-untyped]

from flows.errors import InputFileError, ParseError
from flows.settings import FeedSettings, FeedsSettings
from flows.sources.entries import Problem
from flows.sources.plain_text import plain_line
from flows.sources.urls import absolute_url
from flows.sources.xml_guard import check_xml

MAX_OPML_BYTES = 5_000_000
MAX_NAME_CHARS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOpml:
    """What a list holds: feeds that are not configured yet, how many are, and what was refused."""

    feeds: tuple[FeedSettings, ...]
    n_known: int
    problems: tuple[Problem, ...]


def read_opml(path: Path, known: Sequence[FeedSettings]) -> ReadOpml:
    """Read a list of feeds.

    Args:
        path: The OPML file.
        known: The feeds of the configuration; their addresses are left out, their ids are not used again.

    Raises:
        InputFileError: The file cannot be read, is no OPML, or could harm the parser.
    """
    try:
        body = path.read_bytes()
    except OSError as error:
        raise InputFileError(f"{path}: cannot be read: {error.strerror}; check the path and its rights") from error
    if len(body) > MAX_OPML_BYTES:
        raise InputFileError(f"{path}: {len(body)} bytes are too much for a list of feeds")
    try:
        check_xml(body, name=str(path), content_type="")
    except ParseError as error:
        raise InputFileError(str(error)) from error
    parsed = listparser.parse(body)
    if not parsed.version:
        raise InputFileError(f"{path}: holds no list of feeds; expected OPML with xmlUrl attributes")
    urls, ids = {feed.url for feed in known}, {feed.id for feed in known}
    feeds: list[FeedSettings] = []
    problems: list[Problem] = []
    n_known = 0
    for item in parsed.feeds:
        url = absolute_url(item.url, "")
        if url is None:
            problems.append(Problem(item=str(item.url), reason="bad_address", detail="no http or https address"))
        elif url in urls:
            n_known += 1
        else:
            feeds.append(_feed(url, plain_line(str(item.title or "")), ids))
            urls.add(url)
            ids.add(feeds[-1].id)
    return ReadOpml(feeds=tuple(feeds), n_known=n_known, problems=tuple(problems))


def as_toml(feeds: Iterable[FeedSettings]) -> str:
    """Return entries for feeds.toml."""
    return "\n".join(
        f"[[feeds]]\nid = {_quoted(feed.id)}\nurl = {_quoted(feed.url)}\noutlet = {_quoted(feed.outlet)}\n"
        f"domain = {_quoted(feed.domain)}\n"
        for feed in feeds
    )


def append_feeds(path: Path, feeds: Sequence[FeedSettings]) -> None:
    """Append entries to a feeds.toml; it is changed only if it is sound afterwards.

    Raises:
        InputFileError: It cannot be read or written, or entries cannot be appended to it.
    """
    try:
        text = f"{path.read_text(encoding='utf-8').rstrip()}\n\n{as_toml(feeds)}"
        FeedsSettings.model_validate(tomllib.loads(text))
        path.write_text(text, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputFileError(f"{path}: cannot append {len(feeds)} feeds: {error}; print them and edit it") from error


def write_opml(path: Path, feeds: Iterable[FeedSettings]) -> None:
    """Write feeds as an OPML 2.0 file.

    Raises:
        InputFileError: The file cannot be written.
    """
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "newstape feeds"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        values = {"xmlUrl": feed.url, "htmlUrl": f"https://{feed.domain}/", "language": feed.language}
        etree.SubElement(body, "outline", type="rss", text=feed.outlet, title=feed.outlet, **values)
    try:
        path.write_bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))
    except OSError as error:
        raise InputFileError(f"{path}: cannot be written: {error.strerror}; name another file") from error


def _feed(url: str, title: str, taken: Collection[str]) -> FeedSettings:
    domain = (urlsplit(url).hostname or "").removeprefix("www.")
    stem = re.sub(r"[^a-z0-9]+", "-", (title or domain).lower()).strip("-")[:MAX_NAME_CHARS] or "feed"
    number = next(n for n in range(1, len(taken) + 2) if _numbered(stem, n) not in taken)
    return FeedSettings(id=_numbered(stem, number), url=url, outlet=title or domain, domain=domain)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"


def _quoted(text: str) -> str:
    """Write a TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in escaped) + '"'
