from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from tests.warehouse import factories as make
from warehouse.errors import WarehouseError
from warehouse.rows import DigestRow
from warehouse.writers import (
    AnnotationBundle,
    add_annotations,
    add_article_revisions,
    add_digest,
    add_feed_entries,
    add_feed_polls,
    add_fetches,
    add_raw_documents,
    add_rejections,
    finish_run,
    start_run,
)

DIGEST = DigestRow(
    digest_id="d", as_of=make.at("2024-03-10"), window_start=make.at("2024-03-09"), built_at=make.at("2024-03-10"),
    content='{"a": 1}',
)  # fmt: skip


def count(con, table):
    return con.execute(f"select count(*) from {table}").fetchone()[0]


@pytest.mark.parametrize(
    ("writer", "table", "rows"),
    [
        (add_raw_documents, "raw_documents", [make.raw_document("d1"), make.raw_document("d2")]),
        (add_fetches, "fetches", [make.fetch("https://a.example/1"), make.fetch("https://a.example/2")]),
        (add_feed_polls, "feed_polls", [make.feed_poll("f", "2024-03-10"), make.feed_poll("f", "2024-03-11")]),
        (add_feed_entries, "feed_entries", [make.feed_entry("e1"), make.feed_entry("e2")]),
        (add_article_revisions, "article_revisions", [make.article("a1"), make.article("a1", revision=2)]),
        (add_rejections, "rejections", [make.rejection("x"), make.rejection("y")]),
    ],
)
def test_writing_twice_changes_nothing(con, writer, table, rows):
    assert writer(con, [*rows, rows[0]]) == 2
    before = con.execute(f"from {table}").fetchall()
    assert writer(con, rows) == 0
    assert con.execute(f"from {table}").fetchall() == before
    assert writer(con, []) == 0


def test_a_stored_article_version_is_never_changed(con):
    add_article_revisions(con, [make.article("a1", headline="first")])
    add_article_revisions(con, [make.article("a1", headline="second")])
    assert con.execute("select headline from article_revisions").fetchall() == [("first",)]


def full_bundle(article_id="a1"):
    return AnnotationBundle(
        annotation=make.annotation(article_id),
        assets=(make.article_asset("BTC", article_id),),
        price_levels=(make.price_level("p1", 53000, article_id),),
        liquidations=(make.liquidation_mention("l1", 740e6, article_id),),
        metrics=(make.metric("m1", "funding_rate", 0.01, article_id),),
        events=(make.event("e1", "breakdown", article_id),),
        claims=(make.claim("c1", "price_touched", article_id, value=53000),),
        sentences=(make.sentence(article_id),),
        asset_sentiments=(make.asset_sentiment("BTC", -0.5, article_id),),
    )


CHILDREN = (
    "annotations", "article_assets", "price_level_mentions", "liquidation_mentions", "metric_mentions",
    "event_mentions", "claims", "sentence_sentiments", "asset_sentiments",
)  # fmt: skip


def test_annotations_are_stored_with_all_their_rows_once(con):
    assert add_annotations(con, [full_bundle(), full_bundle()]) == 1
    assert add_annotations(con, [full_bundle()]) == 0
    assert {table: count(con, table) for table in CHILDREN} == dict.fromkeys(CHILDREN, 1)
    assert con.execute("select assets from sentence_sentiments").fetchone() == (["BTC", "ETH"],)


def test_a_bad_row_keeps_the_whole_batch_out(con):
    bundle = full_bundle()
    broken = replace(bundle, price_levels=(replace(bundle.price_levels[0], price_low=Decimal("1e21")),))
    with pytest.raises(WarehouseError, match=r"price_low = 1E\+21 does not fit"):
        add_annotations(con, [full_bundle("a2"), broken])
    assert count(con, "annotations") == 0


def test_an_amount_keeps_eighteen_decimals_exactly(con):
    level = replace(make.price_level("p1", 1), price_low=Decimal("0.000000000000000123456"), price_high=Decimal("0.1"))
    add_annotations(con, [replace(full_bundle(), price_levels=(level,))])
    stored = con.execute("select price_low, price_high from price_level_mentions").fetchone()
    assert stored == (Decimal("0.000000000000000123"), Decimal("0.1"))


def test_an_instant_without_a_zone_is_refused(con):
    with pytest.raises(WarehouseError, match="no time zone"):
        add_article_revisions(con, [replace(make.article("a1"), fetched_at=datetime(2024, 3, 10))])


def test_a_run_is_recorded_from_start_to_finish(con):
    start_run(con, make.run("r1"))
    start_run(con, make.run("r1"))
    finish_run(con, "r1", finished_at=make.at("2024-03-11"), status="ok", report='{"steps": []}')
    assert con.execute("select status, report->>'$.steps' from runs").fetchall() == [("ok", "[]")]
    with pytest.raises(WarehouseError, match="never started"):
        finish_run(con, "r2", finished_at=make.at("2024-03-11"), status="ok", report="{}")


def test_a_digest_is_stored_once(con):
    assert add_digest(con, DIGEST) == 1
    assert add_digest(con, DIGEST) == 0
