"""The same article stays the same article, whatever its feeds call it."""

from dataclasses import replace

from tests.flows.world import BODY, HOUR, Story, World


def test_article_keeps_its_id_when_its_guid_changes(world: World) -> None:
    story = Story("btc-slips", guid="mw-1")
    world.site(story)
    world.collect()
    world.site(replace(story, guid="moved-99"))
    world.collect(later=HOUR)
    assert len(world.rows("article_revisions")) == 1


def test_article_keeps_its_id_when_its_address_changes(world: World) -> None:
    world.site(Story("btc-slips", guid="mw-1"))
    world.collect()
    world.site(Story("btc-slips-again", guid="mw-1", title="Bitcoin slips below support again"))
    world.collect(later=HOUR)
    assert len({row[0] for row in world.rows("article_revisions", "article_id")}) == 1
    assert len(world.rows("article_revisions")) == 2


def test_guid_that_is_used_again_is_another_article(world: World) -> None:
    other = Story("hack", guid="mw-1", title="Exchange halts withdrawals after a theft", paragraphs=BODY[::-1])
    world.site(Story("btc-slips", guid="mw-1"), other)
    world.collect()
    assert len({row[0] for row in world.rows("article_revisions", "article_id")}) == 2
    world.web.answers["/moonwire.xml"].etag = '"another"'
    assert world.collect(later=HOUR).n_articles == 0


def test_article_in_two_feeds_of_an_outlet_is_one_article(world: World) -> None:
    story = Story("btc-slips", guid="a")
    world.site(story)
    world.site(
        replace(story, guid="b", link="http://moonwire.example/btc-slips?utm_source=other"),
        feed_id="moonwire-markets",
        domain="moonwire.example",
    )
    report = world.collect()
    assert (report.n_new_entries, report.n_articles) == (2, 1)


def test_article_is_recognised_by_the_address_its_page_names(world: World) -> None:
    head = '<link rel="canonical" href="http://moonwire.example/btc-slips">'
    story = Story("btc-slips", guid="a", head=head)
    world.site(story)
    world.collect()
    world.site(replace(story, slug="r-123", guid="b"))
    assert world.collect(later=HOUR).n_articles == 0


def test_same_headline_at_two_outlets_makes_two_articles(world: World) -> None:
    world.site(Story("btc-slips", guid="1"))
    world.site(Story("btc-slips", guid="1"), feed_id="tidebook", outlet="Tidebook")
    assert world.collect().n_articles == 2
