"""Collecting news end to end: what is new is stored once, and a run may be repeated."""

from datetime import UTC, datetime

from flows.settings import Settings
from flows.sources.raw_store import read_body
from flows.steps.collect import collect_step
from tests.flows.loopback import Loopback
from tests.flows.world import BODY, HOUR, NOON, Story, World


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


def test_feed_without_entries_is_fine(world: World) -> None:
    world.site()
    report = world.collect()
    assert (report.n_failed, report.n_new_entries, report.n_rejected) == (0, 0, 0)


def test_step_opens_the_warehouse_itself_and_reports(settings: Settings) -> None:
    with Loopback() as web:
        world = World(settings, None, web)  # type: ignore[arg-type]
        world.site(Story("btc-slips"), Story("gone", title="Ether goes nowhere", paragraphs=()))
        report = collect_step(world.settings, NOON, "run-1")
    assert report.counts["articles"] == 2
    assert report.status == "problems"
