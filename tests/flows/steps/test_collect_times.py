"""What counts as an article's time, and what never does."""

from datetime import UTC, datetime, timedelta

from tests.flows.world import NOON, Story, World


def test_missing_time_stays_missing_and_a_refused_one_is_recorded(world: World) -> None:
    world.site(
        Story("no-time", guid="1", published="", title="Alpha holds"),
        Story("year-9999", guid="2", published="Fri, 31 Dec 9999 23:59:59 GMT", title="Beta holds"),
        Story("no-zone", guid="3", published="2024-08-05 10:30:00", title="Gamma holds"),
    )
    report = world.collect()
    assert world.rows("article_revisions", "published_raw, published_at, published_trust", "headline") == [
        (None, None, "missing"),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None, "refused"),
        ("2024-08-05 10:30:00", datetime(2024, 8, 5, 14, 30, tzinfo=UTC), "assumed"),
    ]
    assert world.reasons() == ["time_future"]
    assert report.n_times_without_zone == 1


def test_pages_time_stands_in_for_the_feeds(world: World) -> None:
    head = '<meta property="article:published_time" content="2024-08-05T11:00:00-04:00">'
    world.site(Story("btc-slips", published="", head=head))
    world.collect()
    columns = "published_at, published_trust"
    assert world.rows("article_revisions", columns) == [(datetime(2024, 8, 5, 15, 0, tzinfo=UTC), "stated")]


def test_article_is_never_available_before_it_was_seen_or_published(world: World) -> None:
    world.site(
        Story("old", guid="1", published="Mon, 05 Aug 2024 15:00:00 GMT", title="Alpha holds"),
        Story("during-the-run", guid="2", published="Mon, 05 Aug 2024 16:04:00 GMT", title="Beta holds"),
        Story("wrong-clock", guid="3", published="Mon, 05 Aug 2024 23:00:00 GMT", title="Gamma holds"),
    )
    world.collect()
    moments = [row[0] for row in world.rows("article_revisions", "available_at", "headline")]
    assert moments == [NOON, NOON + timedelta(minutes=4), NOON]
