"""Which feeds a run asks, and when it asks them again."""

from datetime import timedelta

from tests.flows.world import HOUR, NOON, Story, World


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


def hourly(n: int) -> list[Story]:
    stories = []
    for i in range(n):
        published = f"{NOON - i * HOUR:%a, %d %b %Y %H:%M:%S} GMT"
        stories.append(Story(f"btc-{i}", guid=str(i), title=f"Bitcoin hour {i}", published=published))
    return stories


def test_busy_feed_is_asked_at_half_its_gap_and_a_quiet_one_rarely(world: World) -> None:
    world.site(*hourly(6))
    world.site(Story("old", published="Mon, 01 Jul 2024 10:00:00 GMT"), feed_id="quiet", outlet="Quiet")
    world.collect()
    due = dict(world.rows("feed_polls", "feed_id, next_due_at"))
    assert due == {"moonwire": NOON + timedelta(minutes=30), "quiet": NOON + timedelta(minutes=15)}
    report = world.collect(later=timedelta(minutes=20))
    assert (report.n_feeds, report.n_not_due) == (1, 1)
    assert world.collect(later=timedelta(minutes=10)).n_feeds == 1


def test_rhythm_is_remembered_while_the_feed_is_unchanged(world: World) -> None:
    world.site(*hourly(6))
    world.collect()
    world.collect(later=HOUR)
    columns = "outcome, typical_gap_minutes, longest_gap_minutes, newest_at, next_due_at"
    assert world.rows("feed_polls", columns, "polled_at")[1] == (
        "unchanged", 60.0, 60.0, NOON, NOON + timedelta(minutes=90),
    )  # fmt: skip


def test_retry_after_is_kept_from_run_to_run(world: World) -> None:
    world.site(Story("btc-slips"))
    world.web.fail("/moonwire.xml", 429, Retry_After="7200")
    assert world.collect().n_failed == 1
    for minutes in (20, 40, 59):
        assert world.collect(later=timedelta(minutes=minutes)).n_feeds == 0
    assert len(world.web.requests_for("/moonwire.xml")) == 1
    world.site(Story("btc-slips"))
    assert world.collect(later=timedelta(minutes=1)).n_articles == 1


def test_failing_feed_is_asked_less_often_until_it_answers(world: World) -> None:
    world.site(Story("btc-slips"))
    good = world.web.answers["/moonwire.xml"]
    world.web.fail("/moonwire.xml", 500)
    asked = [world.collect(later=timedelta(minutes=15)).n_feeds for _ in range(8)]
    assert asked == [1, 1, 0, 1, 0, 0, 0, 1]
    assert [n for (n,) in world.rows("feed_polls", "n_failures", "polled_at")] == [1, 2, 3, 4]
    world.web.answers["/moonwire.xml"] = good
    world.collect(later=2 * HOUR)
    assert world.rows("feed_polls", "n_failures, next_due_at", "polled_at")[-1] == (
        0, world.now + timedelta(minutes=15),
    )  # fmt: skip


def test_feeds_max_age_is_kept(world: World) -> None:
    world.site(Story("btc-slips"))
    world.web.answers["/moonwire.xml"].headers["Cache-Control"] = "max-age=5400"
    world.collect()
    assert world.collect(later=timedelta(minutes=80)).n_not_due == 1
    assert world.collect(later=timedelta(minutes=10)).n_feeds == 1


def test_feed_polled_by_an_earlier_version_is_due_after_its_own_minutes(world: World) -> None:
    world.site(Story("btc-slips"), poll_minutes=30)
    world.collect()
    world.con.execute("update feed_polls set next_due_at = null, n_failures = null")
    assert world.collect(later=timedelta(minutes=20)).n_feeds == 0
    assert world.collect(later=timedelta(minutes=10)).n_feeds == 1


def test_pages_over_the_budget_of_a_host_wait_for_the_next_run(world: World) -> None:
    world.site(*hourly(5))
    world.budget = {"max_pages_per_host": 3}
    report = world.collect()
    assert (report.n_articles, report.n_pages) == (5, 3)
    assert world.rows("article_revisions", "headline", "headline")[:3] == [(f"Bitcoin hour {i}",) for i in range(3)]
    assert world.rows("article_revisions where body_source = 'page'", "headline", "headline") == [
        (f"Bitcoin hour {i}",) for i in range(3)
    ]
    assert world.reasons() == ["budget"] * 2
    assert "collect.max_pages_per_host" in report.reasons[0]
    assert world.collect(later=timedelta(minutes=30)).n_pages == 2
    assert world.rows("article_revisions where body_source = 'page'", "count(*)") == [(5,)]


def test_pages_over_the_budget_of_a_run_wait_too(world: World) -> None:
    world.site(*hourly(3))
    world.site(*hourly(3), feed_id="tidebook", outlet="Tidebook")
    world.budget = {"max_pages": 4}
    assert world.collect().n_pages == 4
    assert world.collect(later=timedelta(minutes=30)).n_pages == 2


def test_every_request_is_written_down_with_what_it_brought(world: World) -> None:
    world.site(Story("btc-slips", guid="1"), Story("gone", guid="2", title="Ether goes nowhere"))
    world.web.fail("/gone?utm_source=rss", 404)
    world.collect()
    rows = world.rows(
        "fetches", "purpose, http_status, reason, document_id is null, headers->>'content-type'", "purpose, http_status"
    )
    assert rows == [
        ("feed", 200, None, False, "application/rss+xml"),
        ("page", 200, None, False, "text/html"),
        ("page", 404, "status_404", True, None),
    ]
