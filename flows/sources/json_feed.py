"""Reads JSON Feed (versions 1 and 1.1) into the same items that feedparser makes of XML."""

import json
from collections.abc import Mapping
from typing import Any

from flows.errors import ParseError


def is_json(body: bytes) -> bool:
    """Say whether a document is JSON rather than XML."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def json_items(body: bytes, *, name: str) -> list[Mapping[str, Any]]:
    """Return the items of a JSON Feed; what is no object among them comes as an empty item.

    Raises:
        ParseError: `not_a_feed`: it is no JSON, or has no list of items.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ParseError(f"{name}: not readable as JSON: {error}", reason="not_a_feed") from error
    items = document.get("items")
    if not isinstance(items, list):
        raise ParseError(f"{name}: JSON without a list of items", reason="not_a_feed")
    return [_item(item) if isinstance(item, dict) else {} for item in items]


def _item(item: dict[str, Any]) -> dict[str, Any]:
    authors = item.get("authors") or [item.get("author")]
    return {
        "id": item.get("id"),
        "link": item.get("url") or item.get("external_url"),
        "title": item.get("title"),
        "summary": item.get("summary"),
        "content": [{"value": item.get("content_html") or item.get("content_text")}],
        "authors": [author for author in authors if isinstance(author, dict)],
        "tags": [{"term": tag} for tag in item.get("tags") or () if isinstance(tag, str)],
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
    }
