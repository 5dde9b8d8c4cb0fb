"""A world to collect news from: sites on a loopback port, a warehouse in a file, a clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb

from flows.settings import FeedSettings, Settings
from flows.steps.collect import CollectReport, collect_news
from tests.flows.loopback import Loopback

HOUR = timedelta(hours=1)
NOON = datetime(2024, 8, 5, 16, 0, tzinfo=UTC)
LEAD = "Bitcoin slipped to $52,400 in Monday trading, its lowest level since February, before buyers stepped in."
BODY = (
    LEAD,
    "Data that the desk collected put forced closures at $740 million within one day, most of them longs.",
    "Open interest fell by a tenth, and the funding rate turned negative for the first time in three weeks.",
)


@dataclass(frozen=True)
class Story:
    """An article on the loopback site, as its feed and its page show it."""

    slug: str
    title: str = "Bitcoin slips below support"
    guid: str | None = None
    paragraphs: tuple[str, ...] = BODY
    summary: str = LEAD
    content: str = ""
    published: str = "Mon, 05 Aug 2024 10:30:00 -0400"
    updated: str = ""
    link: str | None = None
    head: str = ""

    @property
    def path(self) -> str:
        return f"/{self.slug}"

    def item(self, domain: str) -> str:
        link = self.link or f"http://{domain}{self.path}?utm_source=rss"
        parts = {
            "title": self.title, "link": link.replace("&", "&amp;"), "description": self.summary,
            "content:encoded": self.content.replace("<", "&lt;"), "pubDate": self.published,
            "atom:updated": self.updated,
        }  # fmt: skip
        guid = f'<guid isPermaLink="false">{self.guid}</guid>' if self.guid else ""
        return f"<item>{''.join(f'<{tag}>{text}</{tag}>' for tag, text in parts.items() if text)}{guid}</item>"

    def page(self) -> str:
        body = "".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs)
        return (
            f'<html lang="en"><head><title>{self.title}</title><meta property="og:title" content="{self.title}">'
            f"{self.head}</head><body><article><h1>{self.title}</h1>{body}</article></body></html>"
        )


class World:
    """Sites, a warehouse, a clock; `collect` runs the step and returns what is stored."""

    def __init__(self, settings: Settings, con: duckdb.DuckDBPyConnection, web: Loopback) -> None:
        self.con = con
        self.web = web
        self.now = NOON
        self.deadline_seconds = 30.0
        self.budget: dict[str, int] = {}
        self.feeds: list[FeedSettings] = []
        self._settings = settings

    @property
    def settings(self) -> Settings:
        http = self._settings.main.http.model_copy(
            update={
                "static_hosts": {feed.domain: self.web.address for feed in self.feeds},
                "per_host_interval_seconds": 0,
                "retries": 0,
                "deadline_seconds": self.deadline_seconds,
            }
        )
        collect = self._settings.main.collect.model_copy(update=self.budget)
        main = self._settings.main.model_copy(update={"http": http, "collect": collect})
        return self._settings.model_copy(update={"main": main, "feeds": tuple(self.feeds)})

    def site(self, *stories: Story, feed_id: str = "moonwire", **options: Any) -> None:
        """Let a site show these stories in its feed and on their pages."""
        domain = f"{feed_id}.example"
        if feed_id not in {feed.id for feed in self.feeds}:
            values = {"outlet": "Moonwire", "domain": domain, "time_zone": "America/New_York"} | options
            self.feeds.append(FeedSettings(id=feed_id, url=f"http://{values['domain']}/{feed_id}.xml", **values))
        items = "".join(story.item(domain) for story in stories)
        feed = (
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            f'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Moonwire</title>{items}</channel></rss>'
        )
        self.web.serve(f"/{feed_id}.xml", feed, content_type="application/rss+xml", etag=f'"{hash(feed)}"')
        for story in stories:
            for path in (story.path, f"{story.path}?utm_source=rss"):
                self.web.serve(path, story.page())

    def collect(self, *, later: timedelta = timedelta(0)) -> CollectReport:
        self.now += later
        return collect_news(self.settings, self.con, now=self.now, run_id=f"run-{self.now:%d%H%M}")

    def rows(self, table: str, columns: str = "*", order: str = "all") -> list[tuple[Any, ...]]:
        return self.con.execute(f"select {columns} from {table} order by {order}").fetchall()

    def stored(self) -> list[list[tuple[Any, ...]]]:
        return [self.rows(table) for table in ("raw_documents", "feed_entries", "article_revisions")]

    def reasons(self) -> list[str]:
        return [reason for (reason,) in self.rows("rejections", "reason")]
