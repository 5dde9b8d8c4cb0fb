"""Collecting news end to end: sites on a loopback port, a warehouse in a file."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.settings import FeedSettings, Settings
from flows.sources.raw_store import read_body
from flows.steps.collect import CollectReport, collect_news, collect_step
from tests.flows.loopback import Loopback
from warehouse.connection import open_warehouse

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
        main = self._settings.main.model_copy(update={"http": http})
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


@pytest.fixture(scope="module")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that was migrated once, to be copied."""
    path = tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb"
    with open_warehouse(path):
        pass
    return path


@pytest.fixture
def world(settings: Settings, empty_warehouse: Path) -> Iterator[World]:
    settings.main.paths.data.mkdir()
    shutil.copy(empty_warehouse, settings.main.paths.warehouse)
    with Loopback() as web, open_warehouse(settings.main.paths.warehouse) as con:
        yield World(settings, con, web)


HOUR = timedelta(hours=1)


def test_new_entry_becomes_an_article_with_its_pages_text(world: World) -> None:
    world.site(Story("btc-slips", guid="mw-1"), is_simulated=True)
    report = world.collect()
    assert (report.n_articles, report.n_pages, report.reasons) == (1, 1, ())
    columns = (
        "headline, text, url, outlet, published_at, published_raw, fetched_at, available_at, available_basis, "
        "revision, revised_at, body_source, time_zone, is_simulated"
    )
    assert world.rows("article_revisions", columns) == [
        (
            "Bitcoin slips below support",
            "Bitcoin slips below support\n\n" + "\n".join(BODY),
            "http://moonwire.example/btc-slips",
            "Moonwire",
            datetime(2024, 8, 5, 14, 30, tzinfo=UTC),
            "Mon, 05 Aug 2024 10:30:00 -0400",
            NOON,
            NOON,
            "seen",
            1,
            None,
            "page",
            "America/New_York",
            True,
        )
    ]


def test_every_document_can_be_read_again_from_the_raw_store(world: World) -> None:
    world.site(Story("btc-slips"))
    world.collect()
    documents = world.rows("raw_documents", "document_id, url, http_status, n_bytes")
    assert [url for _, url, _, _ in documents] and len(documents) == 2
    for key, _, status, n_bytes in documents:
        assert status == 200
        assert len(read_body(world.settings.main.paths.raw, key)) == n_bytes


def test_second_run_changes_nothing(world: World) -> None:
    world.site(Story("btc-slips", guid="mw-1"), Story("eth-flat", title="Ether goes nowhere", guid="mw-2"))
    world.collect()
    before = world.stored()
    n_requests = len(world.web.requests)
    report = world.collect(later=HOUR)
    assert (report.n_feeds, report.n_unchanged, report.n_articles) == (1, 1, 0)
    assert world.stored() == before
    assert len(world.web.requests) == n_requests + 1


def test_second_run_without_validators_changes_nothing_either(world: World) -> None:
    world.site(Story("btc-slips", guid="mw-1"))
    world.web.answers["/moonwire.xml"].etag = None
    world.collect()
    before = world.stored()
    assert world.collect(later=HOUR).n_unchanged == 0
    assert world.stored() == before


def test_feed_is_asked_only_when_it_is_due_and_with_its_validators(world: World) -> None:
    world.site(Story("btc-slips"), poll_minutes=30)
    world.collect()
    assert world.collect(later=timedelta(minutes=20)).n_feeds == 0
    assert world.collect(later=timedelta(minutes=10)).n_unchanged == 1
    first, second = world.web.requests_for("/moonwire.xml")
    assert "if-none-match" not in first.headers
    assert second.headers["if-none-match"] == world.web.answers["/moonwire.xml"].etag
    outcomes = world.rows("feed_polls", "outcome, http_status, n_entries, n_new", "polled_at")
    assert outcomes == [("ok", 200, 1, 1), ("unchanged", 304, 0, 0)]


def test_validators_survive_an_unchanged_and_a_failed_poll(world: World) -> None:
    world.site(Story("btc-slips"))
    world.collect()
    world.collect(later=HOUR)
    good = world.web.answers["/moonwire.xml"]
    world.web.fail("/moonwire.xml", 503)
    assert world.collect(later=HOUR).n_failed == 1
    world.web.answers["/moonwire.xml"] = good
    assert world.collect(later=HOUR).n_unchanged == 1
    assert world.rows("feed_polls", "outcome, http_status", "polled_at")[2] == ("failed", 503)


def test_correction_becomes_revision_two(world: World) -> None:
    story = Story("btc-slips", guid="mw-1")
    world.site(story)
    world.collect()
    corrected = replace(
        story,
        title="Correction: Bitcoin slips below support",
        paragraphs=(LEAD.replace("$52,400", "$52,900"), *BODY[1:]),
        updated="2024-08-05T16:40:00Z",
        published="Mon, 05 Aug 2024 12:40:00 -0400",
    )
    world.site(corrected)
    report = world.collect(later=HOUR)
    assert (report.n_articles, report.n_revisions) == (0, 1)
    first, second = world.rows(
        "article_revisions", "article_id, revision, published_at, available_at, revised_at, text"
    )
    assert first[0] == second[0]
    assert (first[1], second[1]) == (1, 2)
    assert first[2] == second[2] == datetime(2024, 8, 5, 14, 30, tzinfo=UTC)
    assert (first[3], second[3]) == (NOON, NOON + HOUR)
    assert second[4] == datetime(2024, 8, 5, 16, 40, tzinfo=UTC)
    assert "$52,900" in second[5]
    assert len(world.rows("feed_entries")) == 2


def test_changed_entry_with_the_same_article_makes_no_revision(world: World) -> None:
    story = Story("btc-slips", guid="mw-1")
    world.site(story)
    world.collect()
    world.site(replace(story, summary="Another teaser."))
    report = world.collect(later=HOUR)
    assert (report.n_new_entries, report.n_pages, report.n_revisions) == (1, 1, 0)


def test_article_keeps_its_id_when_its_guid_changes(world: World) -> None:
    story = Story("btc-slips", guid="mw-1")
    world.site(story)
    world.collect()
    world.site(replace(story, guid="moved-99"))
    world.collect(later=HOUR)
    assert len(world.rows("article_revisions")) == 1


def test_article_keeps_its_id_when_its_address_changes(world: World) -> None:
    world.site(Story("btc-slips", guid="mw-1"))
    world.collect()
    world.site(Story("btc-slips-again", guid="mw-1", title="Bitcoin slips below support again"))
    world.collect(later=HOUR)
    assert len({row[0] for row in world.rows("article_revisions", "article_id")}) == 1
    assert len(world.rows("article_revisions")) == 2


def test_guid_that_is_used_again_is_another_article(world: World) -> None:
    other = Story("hack", guid="mw-1", title="Exchange halts withdrawals after a theft", paragraphs=BODY[::-1])
    world.site(Story("btc-slips", guid="mw-1"), other)
    world.collect()
    assert len({row[0] for row in world.rows("article_revisions", "article_id")}) == 2
    world.web.answers["/moonwire.xml"].etag = '"another"'
    assert world.collect(later=HOUR).n_articles == 0


def test_article_in_two_feeds_of_an_outlet_is_one_article(world: World) -> None:
    story = Story("btc-slips", guid="a")
    world.site(story)
    world.site(
        replace(story, guid="b", link="http://moonwire.example/btc-slips?utm_source=other"),
        feed_id="moonwire-markets",
        domain="moonwire.example",
    )
    report = world.collect()
    assert (report.n_new_entries, report.n_articles) == (2, 1)


def test_article_is_recognised_by_the_address_its_page_names(world: World) -> None:
    head = '<link rel="canonical" href="http://moonwire.example/btc-slips">'
    story = Story("btc-slips", guid="a", head=head)
    world.site(story)
    world.collect()
    world.site(replace(story, slug="r-123", guid="b"))
    assert world.collect(later=HOUR).n_articles == 0


def test_same_headline_at_two_outlets_makes_two_articles(world: World) -> None:
    world.site(Story("btc-slips", guid="1"))
    world.site(Story("btc-slips", guid="1"), feed_id="tidebook", outlet="Tidebook")
    assert world.collect().n_articles == 2


def test_page_without_text_falls_back_to_the_feeds_own_words(world: World) -> None:
    world.site(
        Story("video", guid="1", paragraphs=()),
        Story("full", guid="2", paragraphs=(), content="<p>First.</p><p>Second.</p>"),
        Story("bare", guid="3", paragraphs=(), summary=""),
    )
    report = world.collect()
    assert world.rows("article_revisions", "body_source, text", "body_source") == [
        ("feed_content", "Bitcoin slips below support\n\nFirst.\nSecond."),
        ("summary", f"Bitcoin slips below support\n\n{LEAD}"),
        ("title", "Bitcoin slips below support"),
    ]
    assert world.reasons() == ["no_text"] * 3
    assert report.reasons[0].startswith("moonwire: no_text (3 times): http://moonwire.example/")


def test_page_that_robots_forbid_is_not_fetched(world: World) -> None:
    world.site(Story("btc-slips"))
    world.web.serve("/robots.txt", "User-agent: *\nDisallow: /\n")
    world.collect()
    assert world.reasons() == ["robots"]
    assert world.rows("article_revisions", "body_source") == [("summary",)]
    assert not world.web.requests_for("/btc-slips?utm_source=rss")


def test_page_that_was_not_to_be_had_is_tried_again_for_a_while(world: World) -> None:
    story = Story("btc-slips", guid="1")
    world.site(story)
    page = "/btc-slips?utm_source=rss"
    world.web.fail(page, 503)
    world.collect()
    world.web.serve(page, story.page())
    report = world.collect(later=timedelta(minutes=30))
    assert (report.n_new_entries, report.n_revisions) == (0, 1)
    assert world.rows("article_revisions", "revision, body_source") == [(1, "summary"), (2, "page")]
    assert world.collect(later=timedelta(minutes=30)).n_unchanged == 1


def test_page_that_is_gone_is_not_asked_for_for_ever(world: World) -> None:
    world.site(Story("btc-slips", guid="1"))
    world.web.answers["/moonwire.xml"].etag = None
    page = "/btc-slips?utm_source=rss"
    world.web.fail(page, 404)
    for _ in range(5):
        world.collect(later=timedelta(minutes=30))
    assert len(world.web.requests_for(page)) == 3
    assert world.reasons() == ["status_404"]


def test_correction_whose_page_fails_waits_and_the_text_that_was_read_stays(world: World) -> None:
    story = Story("btc-slips", guid="1")
    world.site(story)
    world.collect()
    corrected = replace(story, title="Bitcoin slips well below support", summary="Corrected teaser.")
    world.site(corrected)
    page = "/btc-slips?utm_source=rss"
    world.web.fail(page, 503)
    world.collect(later=HOUR)
    assert [row[0] for row in world.rows("article_revisions", "headline")] == [story.title]
    world.web.serve(page, corrected.page())
    assert world.collect(later=HOUR).n_revisions == 1
    assert world.rows("article_revisions", "headline, body_source", "revision")[1] == (corrected.title, "page")


def test_bad_feeds_do_not_keep_the_good_one_from_its_readers(world: World) -> None:
    bad = {
        "bomb": lambda path: world.web.bomb(path, 100_000_000),
        "endless": world.web.endless,
        "drip": lambda path: world.web.drip(path, seconds_between=0.05),
        "circle": lambda path: world.web.redirect(path, path),
        "inside": lambda path: world.web.redirect(path, "http://169.254.169.254/latest/"),
        "short": lambda path: world.web.cut(path, b"<rss>", announced=999),
        "gone": lambda path: world.web.fail(path, 404),
        "busy": lambda path: world.web.fail(path, 429, Retry_After="3600"),
        "html": lambda path: world.web.serve(path, "<html><body>Sign in</body></html>"),
        "xxe": lambda path: world.web.serve(
            path, '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss>&x;</rss>'
        ),
        "deep": lambda path: world.web.serve(path, "<rss>" + "<a>" * 200_000),
        "void": lambda path: world.web.serve(path, ""),
    }
    for name, misbehave in bad.items():
        world.site(feed_id=name, outlet=name)
        misbehave(f"/{name}.xml")
    world.site(Story("btc-slips"))
    world.deadline_seconds = 4
    report = world.collect()
    assert (report.n_failed, report.n_articles) == (len(bad), 1)
    assert dict(world.rows("rejections", "origin, reason")) == {
        "bomb": "inflation",
        "endless": "too_large",
        "drip": "deadline",
        "circle": "redirect_loop",
        "inside": "private_address",
        "short": "incomplete",
        "gone": "status_404",
        "busy": "status_429",
        "html": "not_a_feed",
        "xxe": "entity_declaration",
        "deep": "nesting",
        "void": "empty",
    }
    failed = world.rows("feed_polls where outcome = 'failed'", "feed_id, reason")
    assert len(failed) == len(bad) and all(reason for _, reason in failed)


def test_entry_link_that_leads_inside_is_refused_and_the_entry_kept(world: World) -> None:
    world.site(
        Story("meta", guid="1", link="http://169.254.169.254/latest/meta-data/"),
        Story("file", guid="2", link="file:///etc/hostname", title="Ether goes nowhere"),
    )
    world.collect()
    assert world.rows("article_revisions", "url, body_source", "headline") == [
        ("http://169.254.169.254/latest/meta-data", "summary"),
        (None, "summary"),
    ]
    assert world.reasons() == ["private_address"]


def test_bad_entry_is_recorded_and_the_good_one_stored(world: World) -> None:
    world.site(Story("btc-slips", guid="1"))
    answer = world.web.answers["/moonwire.xml"]
    assert isinstance(answer.body, bytes)
    answer.body = answer.body.replace(b"<item>", b"<item><description>no identity</description></item><item>", 1)
    report = world.collect()
    assert (report.n_articles, world.reasons()) == (1, ["no_identity"])
    assert world.rows("feed_polls", "n_entries, n_rejected") == [(1, 1)]


def test_feed_without_entries_is_fine(world: World) -> None:
    world.site()
    report = world.collect()
    assert (report.n_failed, report.n_new_entries, report.n_rejected) == (0, 0, 0)


def test_missing_time_stays_missing_and_a_refused_one_is_recorded(world: World) -> None:
    world.site(
        Story("no-time", guid="1", published="", title="Alpha holds"),
        Story("year-9999", guid="2", published="Fri, 31 Dec 9999 23:59:59 GMT", title="Beta holds"),
        Story("no-zone", guid="3", published="2024-08-05 10:30:00", title="Gamma holds"),
    )
    report = world.collect()
    assert world.rows("article_revisions", "published_raw, published_at", "headline") == [
        (None, None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("2024-08-05 10:30:00", datetime(2024, 8, 5, 14, 30, tzinfo=UTC)),
    ]
    assert world.reasons() == ["time_future"]
    assert report.n_times_without_zone == 1


def test_pages_time_stands_in_for_the_feeds(world: World) -> None:
    head = '<meta property="article:published_time" content="2024-08-05T11:00:00-04:00">'
    world.site(Story("btc-slips", published="", head=head))
    world.collect()
    assert world.rows("article_revisions", "published_at") == [(datetime(2024, 8, 5, 15, 0, tzinfo=UTC),)]


def test_article_is_never_available_before_it_was_seen_or_published(world: World) -> None:
    world.site(
        Story("old", guid="1", published="Mon, 05 Aug 2024 15:00:00 GMT", title="Alpha holds"),
        Story("during-the-run", guid="2", published="Mon, 05 Aug 2024 16:04:00 GMT", title="Beta holds"),
        Story("wrong-clock", guid="3", published="Mon, 05 Aug 2024 23:00:00 GMT", title="Gamma holds"),
    )
    world.collect()
    moments = [row[0] for row in world.rows("article_revisions", "available_at", "headline")]
    assert moments == [NOON, NOON + timedelta(minutes=4), NOON]


def test_step_opens_the_warehouse_itself_and_reports(settings: Settings) -> None:
    with Loopback() as web:
        world = World(settings, None, web)  # type: ignore[arg-type]
        world.site(Story("btc-slips"), Story("gone", title="Ether goes nowhere", paragraphs=()))
        report = collect_step(world.settings, NOON, "run-1")
    assert report.counts["articles"] == 2
    assert report.status == "problems"


COLLECT_AND_DIE = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
import flows.steps.collect as collect
from flows.settings import load_settings
where = sys.argv[2]
original = getattr(collect, where)
def deadly(*arguments):
    if where != "add_raw_documents":
        original(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(collect, where, deadly)
collect.collect_step(load_settings(Path(sys.argv[1])), datetime.fromisoformat(sys.argv[3]), "killed")
"""


@pytest.mark.parametrize("where", ["add_raw_documents", "add_article_revisions", "add_feed_polls"])
def test_run_that_is_killed_while_storing_is_made_good_by_the_next(settings: Settings, where: str) -> None:
    with Loopback() as web:
        world = World(settings, None, web)  # type: ignore[arg-type]
        world.site(Story("btc-slips", guid="1"), Story("eth-flat", guid="2", title="Ether goes nowhere"))
        (settings.folder / "feeds.toml").write_text(
            '[[feeds]]\nid = "moonwire"\nurl = "http://moonwire.example/moonwire.xml"\noutlet = "Moonwire"\n'
            'domain = "moonwire.example"\ntime_zone = "America/New_York"\n'
        )
        main = settings.folder / "newstape.toml"
        text = main.read_text().replace("per_host_interval_seconds = 1", "per_host_interval_seconds = 0")
        main.write_text(text.replace("[http]", f'[http]\nstatic_hosts = {{ "moonwire.example" = "{web.address}" }}'))
        killed = subprocess.run(
            [sys.executable, "-c", COLLECT_AND_DIE, str(settings.folder), where, NOON.isoformat()], check=False
        )
        assert killed.returncode == -signal.SIGKILL
        report = collect_step(world.settings, NOON, "run-2")
        assert (report.counts["articles"], report.counts["entries"]) == (2, 2)
        with open_warehouse(settings.main.paths.warehouse) as con:
            again = World(world.settings, con, web)
            again.feeds = world.feeds
            before = again.stored()
            again.collect(later=HOUR)
            assert again.stored() == before
