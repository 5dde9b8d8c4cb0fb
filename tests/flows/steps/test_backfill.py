"""Articles of the past come from the sitemaps of a site, within its rules, and may be fetched in several calls."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.errors import InputFileError
from flows.settings import Settings
from flows.steps.backfill import backfill_step, find_feed
from flows.steps.replay import replay
from flows.steps.report import StepReport
from tests.flows.loopback import Loopback
from tests.flows.world import NOON, Story, World
from warehouse.connection import open_warehouse
from warehouse.snapshot import publish_snapshot

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
START, END = datetime(2024, 7, 1, tzinfo=UTC), datetime(2024, 8, 1, tzinfo=UTC)


def july(day: int) -> datetime:
    return datetime(2024, 7, day, 10, tzinfo=UTC)


@pytest.fixture
def web():
    with Loopback() as server:
        yield server


@pytest.fixture
def past(settings: Settings, web: Loopback) -> World:
    """A site with three articles of July and one of June in its sitemaps; one of July is in the feed, too."""
    world = World(settings, None, web)  # type: ignore[arg-type]
    head = '<meta property="article:published_time" content="2024-07-{}T10:00:00Z">'
    world.site(Story("2024/07/30/in-feed", title="In the feed", head=head.format(30)))
    for day, name in ((9, "forbidden"), (10, "alpha"), (20, "beta")):
        world.web.serve(f"/2024/07/{day:02}/{name}", Story(name, title=f"{name} holds", head=head.format(day)).page())
    world.web.serve(
        "/robots.txt",
        "User-agent: *\nDisallow: /2024/07/09/\nSitemap: http://moonwire.example/index.xml\n"
        "Sitemap: http://moonwire.example/broken.xml\n",
    )
    serve(world, "/index.xml", "sitemapindex", "sitemap", "/map-2024-07.xml", "/map-2024-06.xml", "/index.xml")
    articles = ("/2024/07/09/forbidden", "/2024/07/10/alpha", "/2024/07/20/beta?utm_source=map", "/2024/07/30/in-feed")
    serve(world, "/map-2024-07.xml", "urlset", "url", *articles, "/2024/06/30/old", "/about-us")
    world.web.serve("/2024/07/20/beta?utm_source=map", world.web.answers["/2024/07/20/beta"].body)
    world.web.serve("/broken.xml", "<html>Sign in</html>")
    return world


def serve(world: World, path: str, root: str, element: str, *locs: str) -> None:
    inner = "".join(f"<{element}><loc>http://moonwire.example{loc}</loc></{element}>" for loc in locs)
    world.web.serve(path, f"<{root} {NS}>{inner}</{root}>", content_type="application/xml")


def backfill(world: World, *, limit: int = 100, run_id: str = "run-1") -> StepReport:
    settings = world.settings
    return backfill_step(settings, settings.feeds[0], start=START, end=END, limit=limit, now=NOON, run_id=run_id)


def rows(world: World, sql: str) -> list[tuple[Any, ...]]:
    with open_warehouse(world.settings.main.paths.warehouse) as con:
        return con.execute(sql).fetchall()


def test_articles_of_the_period_are_fetched_within_the_sites_rules(past: World) -> None:
    report = backfill(past)
    assert {name: report.counts[name] for name in ("sitemaps", "listed", "articles", "undated")} == {
        "sitemaps": 3, "listed": 4, "articles": 3, "undated": 1,
    }  # fmt: skip
    found = rows(
        past, "select headline, url, published_at, available_at, body_source from article_revisions order by 1"
    )
    assert found[:2] == [
        ("In the feed", "http://moonwire.example/2024/07/30/in-feed", july(30), NOON, "page"),
        ("alpha holds", "http://moonwire.example/2024/07/10/alpha", july(10), NOON, "page"),
    ]
    assert rows(past, "select reason from rejections order by 1") == [("not_a_sitemap",), ("robots",)]
    asked = {request.path for request in past.web.requests}
    assert "/map-2024-06.xml" not in asked and "/2024/07/09/forbidden" not in asked


def test_what_is_stored_is_not_asked_for_again_and_the_limit_is_gone_on_from(past: World) -> None:
    first = backfill(past, limit=1)
    assert (first.counts["articles"], first.counts["left_for_the_next_call"]) == (1, 3)
    second = backfill(past, run_id="run-2")
    assert (second.counts["articles"], second.counts["known"]) == (2, 1)
    n_requests = len(past.web.requests)
    third = backfill(past, run_id="run-3")
    assert (third.counts["articles"], third.counts["known"]) == (0, 4)
    assert {request.path for request in past.web.requests[n_requests:]} <= {
        "/robots.txt", "/index.xml", "/map-2024-07.xml", "/broken.xml",
    }  # fmt: skip


def test_article_that_its_feed_has_brought_is_not_fetched_again(past: World) -> None:
    with open_warehouse(past.settings.main.paths.warehouse) as con:
        past.con = con
        past.collect()
    n_requests = len(past.web.requests)
    assert backfill(past).counts["known"] == 1
    assert not any("in-feed" in request.path for request in past.web.requests[n_requests:])


def test_page_that_fails_for_now_is_asked_for_by_the_next_call_and_makes_no_article(past: World) -> None:
    page = past.web.answers["/2024/07/10/alpha"]
    past.web.fail("/2024/07/10/alpha", 503)
    assert backfill(past).counts["articles"] == 2
    assert ("alpha",) not in rows(past, "select headline from article_revisions")
    past.web.answers["/2024/07/10/alpha"] = page
    assert backfill(past, run_id="run-2").counts["articles"] == 1


def test_site_without_robots_and_sitemap_says_so(past: World) -> None:
    past.web.answers.clear()
    report = backfill(past)
    assert report.counts["articles"] == 0
    assert report.problems[0].startswith("moonwire: status_404: http://moonwire.example/sitemap.xml")


def test_backfill_is_replayed_with_the_rest(past: World, tmp_path: Path) -> None:
    backfill(past, limit=2)
    backfill(past, run_id="run-2")
    with open_warehouse(past.settings.main.paths.warehouse) as con:
        publish_snapshot(con, past.settings.main.paths.snapshot)
    past.web.answers.clear()
    report = replay(past.settings, tmp_path / "again")
    assert report.is_same and report.n_batches == 2


def test_feed_is_found_by_id_or_domain(past: World) -> None:
    settings = past.settings
    assert find_feed(settings, "moonwire") is find_feed(settings, "moonwire.example") is settings.feeds[0]
    with pytest.raises(InputFileError, match=r"'nobody' is neither a feed nor a domain"):
        find_feed(settings, "nobody")
