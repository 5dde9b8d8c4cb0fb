"""An article that changes gets another version; one that does not, does not."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.flows.world import BODY, HOUR, LEAD, NOON, Story, World


def test_correction_becomes_revision_two(world: World) -> None:
    story = Story("btc-slips", guid="mw-1")
    world.site(story)
    world.collect()
    corrected = replace(
        story,
        title="Correction: Bitcoin slips below support",
        paragraphs=(LEAD.replace("$52,400", "$52,900"), *BODY[1:]),
        updated="2024-08-05T16:40:00Z",
        published="Mon, 05 Aug 2024 12:40:00 -0400",
    )
    world.site(corrected)
    report = world.collect(later=HOUR)
    assert (report.n_articles, report.n_revisions) == (0, 1)
    first, second = world.rows(
        "article_revisions", "article_id, revision, published_at, available_at, revised_at, text"
    )
    assert first[0] == second[0]
    assert (first[1], second[1]) == (1, 2)
    assert first[2] == second[2] == datetime(2024, 8, 5, 14, 30, tzinfo=UTC)
    assert (first[3], second[3]) == (NOON, NOON + HOUR)
    assert second[4] == datetime(2024, 8, 5, 16, 40, tzinfo=UTC)
    assert "$52,900" in second[5]
    notes = world.rows("article_revisions", "correction", "revision")
    assert notes == [(None,), ("Correction: Bitcoin slips below support",)]
    assert len(world.rows("feed_entries")) == 2


def test_changed_entry_with_the_same_article_makes_no_revision(world: World) -> None:
    story = Story("btc-slips", guid="mw-1")
    world.site(story)
    world.collect()
    world.site(replace(story, summary="Another teaser."))
    report = world.collect(later=HOUR)
    assert (report.n_new_entries, report.n_pages, report.n_revisions) == (1, 1, 0)


def test_correction_whose_page_fails_waits_and_the_text_that_was_read_stays(world: World) -> None:
    story = Story("btc-slips", guid="1")
    world.site(story)
    world.collect()
    corrected = replace(story, title="Bitcoin slips well below support", summary="Corrected teaser.")
    world.site(corrected)
    page = "/btc-slips?utm_source=rss"
    world.web.fail(page, 503)
    world.collect(later=HOUR)
    assert [row[0] for row in world.rows("article_revisions", "headline")] == [story.title]
    world.web.serve(page, corrected.page())
    assert world.collect(later=HOUR).n_revisions == 1
    assert world.rows("article_revisions", "headline, body_source", "revision")[1] == (corrected.title, "page")
