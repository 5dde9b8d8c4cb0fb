"""`newstape sources` says how each feed is doing, and a feed that is not well is named elsewhere, too."""

import json
from datetime import timedelta

import pytest

from flows.settings import FeedSettings
from flows.sources.opml import as_toml
from flows.steps.collect import collect_step
from flows.steps.refresh import recorded
from tests.flows.loopback import Loopback
from tests.flows.world import NOON, Story, World
from warehouse.connection import open_warehouse


@pytest.fixture
def polled(settings):
    """Three feeds after four polls: one well, one that always fails, one that fell silent; and one never polled."""
    with Loopback() as web:
        world = World(settings, None, web)
        for i, feed_id in enumerate(("moonwire", "broken", "asleep")):
            ages = [
                timedelta(hours=n) + (timedelta(days=40) if feed_id == "asleep" else timedelta(0)) for n in range(5)
            ]
            stories = [
                Story(
                    f"{feed_id}-{n}",
                    title=f"Alpha {i} {n} holds",
                    guid=f"{feed_id}{n}",
                    published=f"{NOON - age:%a, %d %b %Y %H:%M:%S} GMT",
                )
                for n, age in enumerate(ages)
            ]
            world.site(*stories, feed_id=feed_id, outlet=feed_id.title())
        web.fail("/broken.xml", 500)
        reports = [collect_step(world.settings, NOON + timedelta(hours=hours), f"r{hours}") for hours in (0, 3, 6)]

        def work(now, run_id):
            reports.append(collect_step(world.settings, now, run_id))
            return reports[-1:]

        recorded(world.settings, work, now=NOON + timedelta(hours=9), command="test")
        feeds = [
            *world.feeds,
            FeedSettings(id="later", url="http://later.example/", outlet="L", domain="later.example"),
        ]
    (settings.folder / "feeds.toml").write_text(as_toml(feeds), encoding="utf-8")
    return reports


def test_every_feed_is_shown_with_what_is_known_of_it(newstape, polled):
    result = newstape("sources", "--json")
    assert result.code == 1  # one keeps failing
    feeds = {feed["feed_id"]: feed for feed in json.loads(result.out)}
    assert {name: feed["status"] for name, feed in feeds.items()} == {
        "moonwire": "ok", "broken": "failing", "asleep": "silent", "later": "never polled",
    }  # fmt: skip
    assert feeds["moonwire"]["typical_gap_minutes"] == 60
    assert (feeds["broken"]["n_failures"], feeds["broken"]["last_success_at"]) == (4, None)
    assert "status 500" in feeds["broken"]["last_reason"]


def test_the_table_names_what_is_wrong(newstape, polled):
    result = newstape("sources")
    assert "broken: failing: 4 polls in a row, last success never" in result.out
    assert "asleep: silent: no new entry for 40 d (usually one in 60 min)" in result.out


def test_an_alert_stands_in_the_runs_report_and_in_the_doctors(newstape, polled):
    last = polled[-1].problems
    assert any(line.startswith("broken: failing") for line in last)
    assert any(line.startswith("asleep: silent") for line in last)
    assert not any("failing" in line for line in polled[0].problems)
    found = json.loads(newstape("doctor", "--offline", "--json").out)
    assert [finding["status"] for finding in found if finding["check"] == "sources"] == ["warning"] * 2


def test_feeds_that_are_well_end_with_code_0(newstape, settings):
    with open_warehouse(settings.main.paths.warehouse):
        pass
    assert newstape("sources").code == 0


def test_feeds_go_to_a_feed_reader_and_come_back(newstape, polled, settings, tmp_path):
    assert newstape("sources", "--opml", tmp_path / "out.opml").code == 0
    (settings.folder / "feeds.toml").write_text("", encoding="utf-8")
    printed = newstape("import", "feeds", tmp_path / "out.opml")
    assert printed.out.count("[[feeds]]") == 4
    assert newstape("import", "feeds", tmp_path / "out.opml", "--append").code == 0
    assert len(json.loads(newstape("sources", "--json").out)) == 4
