"""Reads what an article page says of itself: times, authors, tags, address, language, in JSON-LD and meta elements."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.sources.dates import ReadTime, read_time
from flows.sources.plain_text import plain_line, plain_tags
from flows.sources.urls import absolute_url, canonical_url, names_an_article

ARTICLE_TYPES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle LiveBlogPosting BlogPosting "
    "TechArticle Report".split()
)
MAX_LINKED_DATA_DEPTH = 8

PUBLISHED_PATHS = (
    '//meta[@property="article:published_time" or @property="og:article:published_time"]/@content',
    '//meta[@name="article:published_time" or @name="parsely-pub-date" or @name="pubdate"]/@content',
    '//meta[@itemprop="datePublished"]/@content',
    '//time[@itemprop="datePublished" or @pubdate]/@datetime',
)
"""Where a page states its publication time, best first; JSON-LD comes after the first one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """What a page says of itself; a field is empty where it says nothing."""

    published: ReadTime
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    canonical_url: str
    language: str | None
    site_kind: str
    is_free: bool
    is_live_blog: bool


def read_metadata(tree: Any, *, url: str, time_zone: str, now: datetime) -> PageMetadata:  # noqa: ANN401
    """Read the metadata of a page.

    Args:
        tree: The page as an lxml tree.
        url: The address that answered.
        time_zone: The outlet's zone, for times without one.
        now: When the page was fetched.
    """
    described = list(_article_descriptions(tree))
    return PageMetadata(
        published=_published(tree, described, time_zone, now),
        authors=_authors(described),
        tags=_tags(tree, described),
        canonical_url=_canonical(tree, url),
        language=_language(tree),
        site_kind=_first(tree, '//meta[@property="og:type"]/@content').lower(),
        is_free=not any(str(item.get("isAccessibleForFree")).lower() == "false" for item in described),
        is_live_blog=any("LiveBlogPosting" in _types(item) for item in described),
    )


def _first(tree: Any, path: str) -> str:  # noqa: ANN401
    return next((value.strip() for value in tree.xpath(path) if value.strip()), "")


def _published(tree: Any, described: list[dict[str, Any]], time_zone: str, now: datetime) -> ReadTime:  # noqa: ANN401
    """The first time that can be read; failing that, the first that is written."""
    first, *others = ([str(value) for value in tree.xpath(path)] for path in PUBLISHED_PATHS)
    linked = [str(item["datePublished"]) for item in described if item.get("datePublished")]
    written = [*first, *linked, *(value for values in others for value in values)]
    read = [read_time(value, time_zone=time_zone, now=now) for value in written if value.strip()]
    return next((time for time in read if time.at), read[0] if read else ReadTime(None, None))


def _article_descriptions(tree: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        try:
            yield from _articles_in(json.loads(script, strict=False), 0)
        except (ValueError, RecursionError):
            continue  # a page may carry broken JSON-LD; the meta elements remain


def _articles_in(value: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    if depth > MAX_LINKED_DATA_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles_in(item, depth + 1)
    elif isinstance(value, dict):
        if ARTICLE_TYPES & _types(value):
            yield value
        else:
            yield from _articles_in(list(value.values()), depth + 1)


def _types(described: dict[str, Any]) -> set[str]:
    types = described.get("@type")
    return {str(name) for name in (types if isinstance(types, list) else [types])}


def _authors(described: list[dict[str, Any]]) -> tuple[str, ...]:
    names: list[str] = []
    for item in described:
        stated = item.get("author")
        for author in stated if isinstance(stated, list) else [stated]:
            name = author.get("name") if isinstance(author, dict) else author
            names.append(plain_line(name) if isinstance(name, str) else "")
    return tuple(dict.fromkeys(name for name in names if name))


def _tags(tree: Any, described: list[dict[str, Any]]) -> tuple[str, ...]:  # noqa: ANN401
    """The keywords that the page gives itself: its own tag elements, or else those of its description."""
    elements = [str(value) for value in tree.xpath('//meta[@property="article:tag"]/@content')]
    stated = [item.get("keywords") for item in described]
    keywords = [word for words in stated for word in (words if isinstance(words, list) else [words])]
    named = [part for word in elements or keywords if isinstance(word, str) for part in word.split(",")]
    return plain_tags(named)


def _canonical(tree: Any, url: str) -> str:  # noqa: ANN401
    """The address that the page calls its own, unless it leads to another site or the front page."""
    stated = absolute_url(_first(tree, '//link[@rel="canonical"]/@href'), url)
    own = canonical_url(url)
    if not stated or not names_an_article(stated):
        return own
    canonical = canonical_url(stated)
    return canonical if _site(canonical) == _site(own) else own


def _site(url: str) -> str:
    host = url.split("/")[2]
    return host.removeprefix("www.").removeprefix("m.")


def _language(tree: Any) -> str | None:  # noqa: ANN401
    stated = _first(tree, "/html/@lang") or _first(tree, '//meta[@property="og:locale"]/@content')
    return stated.replace("_", "-").partition("-")[0].lower()[:8] or None
