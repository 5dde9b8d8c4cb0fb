"""Everything that was collected comes out of the raw store again, row for row and without the network."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.errors import InputFileError
from flows.settings import Settings
from flows.sources.article_import import import_articles
from flows.steps.replay import ReplayReport, replay
from tests.flows.world import HOUR, Story, World
from tests.warehouse import factories as make
from warehouse.connection import open_reader
from warehouse.replay import NEWS_TABLES
from warehouse.snapshot import publish_snapshot


def fingerprints(snapshot: Path) -> dict[str, tuple[int, int]]:
    with open_reader(snapshot) as con:
        return {
            name: con.execute(f"select count(*), sum(hash(t)::hugeint) from {name} as t").fetchone()
            for name in (*NEWS_TABLES, "candles")
        }


def busy_days(world: World, tmp_path: Path) -> None:
    """New articles, corrections, walls, failures of every kind, unchanged feeds, an import in between."""
    first, second = Story("btc-slips", guid="1"), Story("eth-flat", guid="2", title="Ether goes nowhere")
    world.site(first, second, Story("video", guid="3", title="Watch this", paragraphs=()))
    world.site(replace(first, guid="x"), feed_id="tidebook", outlet="Tidebook")
    world.web.serve("/robots.txt", "User-agent: *\nDisallow: /video\n")
    page = world.web.answers.pop("/eth-flat?utm_source=rss")
    world.web.fail("/eth-flat?utm_source=rss", 503)
    world.budget = {"max_pages_per_host": 2}
    world.collect()
    world.web.answers["/eth-flat?utm_source=rss"] = page
    world.collect(later=timedelta(minutes=30))
    (tmp_path / "note.txt").write_text("Alpha holds\n\nAlpha held at $52,000 on Monday.")
    import_articles(
        world.con, [tmp_path / "note.txt"], now=world.now + HOUR, run_id="import", outlet="Desk", time_zone="UTC"
    )
    world.site(
        replace(first, title="Correction: Bitcoin slips", paragraphs=("Bitcoin slipped to $52,900.",) * 3), second
    )
    world.web.fail("/tidebook.xml", 429, Retry_After="7200")
    world.collect(later=2 * HOUR)
    world.web.bomb("/tidebook.xml", 50_000_000)
    for _ in range(3):
        world.collect(later=3 * HOUR)
    world.web.serve("/moonwire.xml", "<html>Sign in</html>")
    world.collect(later=3 * HOUR)
    make.store_market(world.con, [make.candle("2024-08-05", 52400)])
    publish_snapshot(world.con, world.settings.main.paths.snapshot)


def again(world: World, target: Path) -> ReplayReport:
    world.web.answers.clear()  # whoever asks the network now gets nothing
    n_requests = len(world.web.requests)
    report = replay(world.settings, target)
    assert len(world.web.requests) == n_requests
    return report


def test_replay_gives_the_same_rows_and_asks_nobody(world: World, tmp_path: Path) -> None:
    busy_days(world, tmp_path)
    report = again(world, tmp_path / "again")
    assert report.is_same and report.problems == ()
    assert (report.n_batches, report.n_imported) == (7, 1)
    before = fingerprints(world.settings.main.paths.snapshot)
    assert fingerprints(tmp_path / "again" / "snapshot.duckdb") == before
    assert before["article_revisions"][0] >= 5 and before["rejections"][0] >= 5


def test_replay_of_a_replay_is_the_same(world: World, tmp_path: Path) -> None:
    busy_days(world, tmp_path)
    again(world, tmp_path / "once")
    paths = world.settings.main.paths
    (tmp_path / "once" / "raw").symlink_to(paths.raw)
    main = world.settings.main.model_copy(update={"paths": paths.model_copy(update={"data": tmp_path / "once"})})
    assert replay(world.settings.model_copy(update={"main": main}), tmp_path / "twice").is_same


def test_corrected_zone_comes_out_and_is_counted(world: World, tmp_path: Path) -> None:
    world.site(Story("btc-slips", published="2024-08-05 10:30:00"))
    world.collect()
    publish_snapshot(world.con, world.settings.main.paths.snapshot)
    world.feeds[0] = world.feeds[0].model_copy(update={"time_zone": "Europe/London"})
    report = again(world, tmp_path / "again")
    changed = {table.table: (table.n_missing, table.n_extra) for table in report.differences if table.n_missing}
    assert changed == {"article_revisions": (1, 1), "feed_entries": (1, 1), "feed_polls": (1, 1)}


def test_what_cannot_be_done_again_is_said(world: World, tmp_path: Path) -> None:
    world.site(Story("btc-slips"))
    world.site(Story("eth-flat", title="Ether goes nowhere"), feed_id="tidebook", outlet="Tidebook")
    world.collect()
    publish_snapshot(world.con, world.settings.main.paths.snapshot)
    world.feeds.pop()
    (document,) = world.rows("raw_documents where url like '%btc-slips%'", "document_id")
    shutil.rmtree(world.settings.main.paths.raw / document[0][:2])
    report = again(world, tmp_path / "again")
    assert not report.is_same
    assert [problem.partition(";")[0] for problem in report.problems] == [
        "tidebook: not in feeds.toml",
        "1 bodies are no longer in the raw store",
    ]


def test_warehouse_that_is_there_is_not_touched(settings: Settings, world: World) -> None:
    with pytest.raises(InputFileError, match="name a new folder"):
        replay(world.settings, settings.main.paths.data)
