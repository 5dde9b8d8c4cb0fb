"""Many feeds in one run, some of them misbehaving: each fault is named, no good item is lost."""

from pathlib import Path

from flows.settings import Settings
from flows.steps.collect import collect_step
from tests.flows.crowd import FAULTS, ITEMS, crowd
from tests.flows.loopback import Loopback, self_signed
from tests.flows.world import NOON
from warehouse.connection import open_warehouse

N_FEEDS = 40
ONE_IN = 4
"""Every fault once."""


def test_every_fault_is_named_and_no_good_item_is_lost(settings: Settings, tmp_path: Path) -> None:
    with Loopback() as web, Loopback(certificate=self_signed(tmp_path)) as untrusted:
        people = crowd(web, untrusted, N_FEEDS, one_in=ONE_IN)
        assert {name.partition("-")[0] for name in people.reasons} == set(FAULTS)
        http = settings.main.http.model_copy(
            update={"static_hosts": people.static_hosts, "deadline_seconds": 4, "retries": 0}
        )
        main = settings.main.model_copy(update={"http": http})
        report = collect_step(settings.model_copy(update={"main": main, "feeds": people.feeds}), NOON, "run-1")
    assert report.counts["articles"] == people.n_articles
    assert report.counts["failed"] == len(FAULTS) - 1  # of the last kind only the pages are refused
    assert report.counts["pages"] == people.n_articles - ITEMS
    with open_warehouse(settings.main.paths.warehouse) as con:
        assert dict(con.execute("select origin, reason from rejections").fetchall()) == people.reasons
        sources = con.execute(
            "select body_source, count(*) from article_revisions group by all order by all"
        ).fetchall()
        assert sources == [("page", people.n_articles - ITEMS), ("summary", ITEMS)]
