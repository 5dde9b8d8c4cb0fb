"""The raw store is kept within its limits, and articles can still be made again from what is left."""

from datetime import timedelta
from pathlib import Path

from flows.settings import RawSettings, Settings
from flows.steps.collect import collect_step
from flows.steps.replay import replay
from flows.steps.retention import MEGABYTE, choose, keep_within_limits
from tests.flows.loopback import Loopback
from tests.flows.world import HOUR, NOON, Story, World
from warehouse.replay import TableDifference
from warehouse.retention import StoredDocument, stored_documents
from warehouse.snapshot import publish_snapshot


def limits(**values: float | bool) -> RawSettings:
    return RawSettings.model_validate({"keep_days": 0, "max_megabytes": 0, "keep_needed": True} | values)


def document(name: str, *, days: float = 0, megabytes: float = 1, is_needed: bool = False) -> StoredDocument:
    return StoredDocument(
        document_id=name,
        last_used_at=NOON - timedelta(days=days),
        n_bytes=int(megabytes * MEGABYTE),
        is_needed=is_needed,
    )


KEPT = (document("a", days=9), document("b", days=8, is_needed=True), document("c", days=2), document("d"))


def names(*, kept: tuple[StoredDocument, ...] = KEPT, **values: float | bool) -> str:
    return "".join(one.document_id for one in choose(kept, limits(**values), now=NOON))


def test_old_bodies_go_and_needed_ones_only_when_told() -> None:
    assert names(keep_days=7) == "a"
    assert names(keep_days=7, keep_needed=False) == "ab"
    assert names(keep_days=30) == ""


def test_size_is_brought_down_from_the_longest_unused_end() -> None:
    assert names(max_megabytes=3) == "a"
    assert names(max_megabytes=1) == "acd"
    assert names(max_megabytes=2, keep_needed=False) == "ab"
    assert names() == ""


def chatty(world: World) -> None:
    """A feed that says the same in other bytes at each poll, but for one article in between."""
    stories = [Story("btc-slips", guid="1")]
    for number in range(6):
        if number == 3:
            stories.append(Story("eth-flat", guid="2", title="Ether goes nowhere"))
        world.site(*stories)
        answer = world.web.answers["/moonwire.xml"]
        assert isinstance(answer.body, bytes)
        answer.body, answer.etag = answer.body + b" " * number, None
        world.collect(later=HOUR)
    publish_snapshot(world.con, world.settings.main.paths.snapshot)


def files(world: World) -> set[str]:
    return {path.stem for path in world.settings.main.paths.raw.rglob("*.gz")}


def test_feed_documents_that_brought_nothing_go_and_every_article_comes_again(world: World, tmp_path: Path) -> None:
    chatty(world)
    assert len(files(world)) == 8  # six of the feed, two pages
    now = world.now + timedelta(days=10)
    removal = keep_within_limits(world.con, world.settings.main.paths.raw, limits(keep_days=7), now=now)
    assert (removal.n_removed, removal.problem) == (3, None)
    gone = {key for (key,) in world.rows("raw_documents where removed_at is not null", "document_id")}
    assert len(gone) == 3 and not gone & files(world) and len(files(world)) == 5
    publish_snapshot(world.con, world.settings.main.paths.snapshot)
    report = replay(world.settings, tmp_path / "again")
    same: dict[str, TableDifference] = {table.table: table for table in report.differences}
    for table in ("article_revisions", "feed_entries", "fetches"):
        assert (same[table].n_missing, same[table].n_extra) == (0, 0)
    assert report.problems == ("3 bodies are no longer in the raw store; what they brought is missing",)


def test_too_small_a_limit_is_said_and_articles_keep_what_they_need(world: World) -> None:
    chatty(world)
    raw = world.settings.main.paths.raw
    removal = keep_within_limits(world.con, raw, limits(max_megabytes=0.001), now=world.now)
    assert removal.n_removed == 3
    assert removal.problem and "raw.keep_needed" in removal.problem
    assert (
        keep_within_limits(world.con, raw, limits(max_megabytes=1e-9, keep_needed=False), now=world.now).n_removed == 5
    )
    assert files(world) == set() and stored_documents(world.con) == []


def test_body_that_comes_again_is_kept_again(world: World) -> None:
    chatty(world)
    raw = world.settings.main.paths.raw
    keep_within_limits(world.con, raw, limits(max_megabytes=1e-9, keep_needed=False), now=world.now)
    world.collect(later=HOUR)
    kept = [one.document_id for one in stored_documents(world.con)]
    assert set(kept) == files(world) and len(kept) == 1


def test_without_limits_nothing_is_removed(world: World) -> None:
    chatty(world)
    later = world.now + timedelta(days=9999)
    assert keep_within_limits(world.con, world.settings.main.paths.raw, limits(), now=later).n_removed == 0


def test_collection_says_how_many_bodies_it_removed(settings: Settings) -> None:
    with Loopback() as web:
        world = World(settings, None, web)  # type: ignore[arg-type]
        world.site(Story("btc-slips"))
        raw = limits(max_megabytes=1e-9, keep_needed=False)
        main = world.settings.main.model_copy(update={"raw": raw})
        report = collect_step(world.settings.model_copy(update={"main": main}), NOON, "run-1")
    assert report.counts["bodies_removed"] == 2
    assert files(world) == set()
