"""The sites of the invented outlets as documents: feeds, article pages, front pages, robots.txt, as of a moment.

Pages carry what real ones do around the text (navigation, share buttons, teasers, adverts, footers) and a notice that
they are simulated. `flows.sample.server` puts them on a loopback port.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from flows.sample.articles import SampleArticle, shown_articles
from flows.sample.outlets import OUTLETS, Outlet

NOTICE = "Simulated: this outlet, its articles and the market they tell of were made up for a demonstration."
FEED_PATH = "/feed.xml"

_FOUNDED_AT = datetime(2025, 1, 1, tzinfo=UTC)
_MAX_FEED_ITEMS = 10
_MAX_TEASERS = 3
_MIN_SUMMARY_CHARACTERS = 120
_ROBOTS = "User-agent: *\nDisallow: /account/\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What an address returns; `modified_at` is when its content last changed."""

    content_type: str
    body: bytes
    modified_at: datetime

    @property
    def etag(self) -> str:
        """Strong validator of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph (`p`), heading (`h2`) or list (`ul`, one line an item)."""

    tag: str
    lines: tuple[str, ...]


def blocks_of(body: str) -> list[Block]:
    """Part a text into its blocks."""
    blocks = []
    for part in body.split("\n\n"):
        lines = tuple(line.strip() for line in part.strip().splitlines())
        if all(line.startswith("- ") for line in lines):
            blocks.append(Block(tag="ul", lines=tuple(line.removeprefix("- ") for line in lines)))
        elif lines[0].startswith("## "):
            blocks.append(Block(tag="h2", lines=(lines[0].removeprefix("## "),)))
        else:
            blocks.append(Block(tag="p", lines=(" ".join(lines),)))
    return blocks


def summary_of(body: str) -> str:
    """Return the beginning of a text: as many paragraphs as make a teaser."""
    summary = ""
    for block in blocks_of(body):
        summary = f"{summary} {block.lines[0]}".strip()
        if len(summary) >= _MIN_SUMMARY_CHARACTERS:
            break
    return summary


class SampleSite:
    """All outlets over one set of articles."""

    def __init__(self, articles: Sequence[SampleArticle]) -> None:
        self._articles = articles
        self._outlets = {outlet.domain: outlet for outlet in OUTLETS}
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"blocks": blocks_of, "summary": summary_of, "rfc2822": format_datetime}

    def document(self, domain: str, path: str, *, clock: datetime) -> Document | None:
        """Return what stands at an address at a moment, or `None` where nothing does (yet)."""
        outlet = self._outlets.get(domain)
        if outlet is None:
            return None
        shown = shown_articles(self._articles, outlet=outlet.id, clock=clock)
        modified_at = max((article.shown_from for article in shown), default=_FOUNDED_AT)
        if path == FEED_PATH:
            content_type = f"application/{outlet.feed_format}+xml; charset=utf-8"
            items = shown[:_MAX_FEED_ITEMS]
            return self._render(
                f"feed.{outlet.feed_format}.xml", content_type, outlet, modified_at, items=items, path=FEED_PATH
            )
        if path == "/":
            return self._render("front.html", _HTML, outlet, modified_at, items=shown)
        if path == "/robots.txt":
            return Document(content_type="text/plain", body=_ROBOTS.encode(), modified_at=_FOUNDED_AT)
        for article in shown:
            if path == article.path:
                teasers = [other for other in shown if other is not article][:_MAX_TEASERS]
                return self._render("article.html", _HTML, outlet, modified_at, article=article, teasers=teasers)
        return None

    def _render(
        self, template: str, content_type: str, outlet: Outlet, modified_at: datetime, **values: object
    ) -> Document:
        text = self._templates.get_template(template).render(
            outlet=outlet, notice=NOTICE, modified_at=modified_at, **values
        )
        return Document(content_type=content_type, body=text.encode(), modified_at=modified_at)


_HTML = "text/html; charset=utf-8"
