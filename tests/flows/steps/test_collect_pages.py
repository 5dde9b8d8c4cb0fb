"""Pages are fetched politely; where one cannot be had or read, the feed's own words stand in."""

from datetime import timedelta

from tests.flows.world import LEAD, Story, World


def test_page_without_text_falls_back_to_the_feeds_own_words(world: World) -> None:
    world.site(
        Story("video", guid="1", paragraphs=()),
        Story("full", guid="2", paragraphs=(), content="<p>First.</p><p>Second.</p>"),
        Story("bare", guid="3", paragraphs=(), summary=""),
    )
    report = world.collect()
    assert world.rows("article_revisions", "body_source, text", "body_source") == [
        ("feed_content", "Bitcoin slips below support\n\nFirst.\nSecond."),
        ("summary", f"Bitcoin slips below support\n\n{LEAD}"),
        ("title", "Bitcoin slips below support"),
    ]
    assert world.reasons() == ["no_text"] * 3
    assert report.reasons[0].startswith("moonwire: no_text (3 times): http://moonwire.example/")


def test_article_carries_the_publishers_tags_and_language(world: World) -> None:
    tag = '<meta property="article:tag" content="Markets"><meta property="article:tag" content="Derivatives">'
    world.site(Story("tagged", guid="1", head=tag), Story("plain", guid="2", title="Another headline", paragraphs=()))
    world.collect()
    rows = world.rows("article_revisions", "tags, language", "headline desc")
    assert rows == [("Markets, Derivatives", "en"), (None, "en")]


def test_page_that_robots_forbid_is_not_fetched(world: World) -> None:
    world.site(Story("btc-slips"))
    world.web.serve("/robots.txt", "User-agent: *\nDisallow: /\n")
    world.collect()
    assert world.reasons() == ["robots"]
    assert world.rows("article_revisions", "body_source") == [("summary",)]
    assert not world.web.requests_for("/btc-slips?utm_source=rss")


def test_page_that_was_not_to_be_had_is_tried_again_for_a_while(world: World) -> None:
    story = Story("btc-slips", guid="1")
    world.site(story)
    page = "/btc-slips?utm_source=rss"
    world.web.fail(page, 503)
    world.collect()
    world.web.serve(page, story.page())
    report = world.collect(later=timedelta(minutes=30))
    assert (report.n_new_entries, report.n_revisions) == (0, 1)
    assert world.rows("article_revisions", "revision, body_source") == [(1, "summary"), (2, "page")]
    assert world.collect(later=timedelta(minutes=30)).n_unchanged == 1


def test_page_that_is_gone_is_not_asked_for_for_ever(world: World) -> None:
    world.site(Story("btc-slips", guid="1"))
    world.web.answers["/moonwire.xml"].etag = None
    page = "/btc-slips?utm_source=rss"
    world.web.fail(page, 404)
    for _ in range(5):
        world.collect(later=timedelta(minutes=30))
    assert len(world.web.requests_for(page)) == 3
    assert world.reasons() == ["status_404"]


def test_article_says_what_its_page_turned_out_to_be(world: World) -> None:
    wall = ("Bitcoin slipped.", "Subscribe to continue reading this story and all others.")
    world.site(
        Story("full", guid="1", title="Alpha holds"),
        Story("gated", guid="2", title="Beta holds", paragraphs=wall),
        Story("gone", guid="3", title="Gamma holds"),
        Story("live", guid="4", title="Delta: live updates"),
    )
    world.web.fail("/gone?utm_source=rss", 404)
    world.collect()
    assert world.rows("article_revisions", "headline, page_kind, body_source", "headline") == [
        ("Alpha holds", "article", "page"),
        ("Beta holds", "paywall", "summary"),
        ("Delta: live updates", "live_blog", "page"),
        ("Gamma holds", None, "summary"),
    ]
