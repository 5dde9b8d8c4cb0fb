"""Which feeds a run asks, and when it asks them again."""

from datetime import timedelta

from tests.flows.world import Story, World


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
