from tests.warehouse import factories as make
from warehouse.readers import (
    ArticleIdentity,
    article_identities,
    articles_to_annotate,
    known_entry_ids,
    latest_feed_polls,
    latest_revisions,
)
from warehouse.writers import (
    AnnotationBundle,
    add_annotations,
    add_article_revisions,
    add_feed_entries,
    add_feed_polls,
)


def test_the_latest_poll_of_each_feed(con):
    polls = [
        make.feed_poll("a", "2024-03-10", etag="old"),
        make.feed_poll("a", "2024-03-11", etag="new"),
        make.feed_poll("b", "2024-03-10"),
    ]
    add_feed_polls(con, polls)
    assert latest_feed_polls(con) == {"a": polls[1], "b": polls[2]}


def test_known_ids_are_those_that_are_stored(con):
    add_feed_entries(con, [make.feed_entry("e1"), make.feed_entry("e2")])
    assert known_entry_ids(con, ["e1", "e3"]) == {"e1"}
    assert known_entry_ids(con, []) == set()


def test_the_latest_version_of_an_article(con):
    rows = [make.article("a1"), make.article("a1", revision=2), make.article("a2")]
    add_article_revisions(con, rows)
    assert latest_revisions(con, ["a1", "a3"]) == {"a1": rows[1]}


def test_article_is_known_by_its_address_its_feed_key_and_its_feed_link(con):
    add_feed_entries(con, [make.feed_entry("e1", guid="g1", link="https://a.example/x?from=feed")])
    article = make.article("a1", entry_id="e1", url="https://a.example/x")
    add_article_revisions(con, [article, make.article("a2", entry_id=None, url="https://a.example/y")])
    known = ArticleIdentity(
        article_id="a1",
        outlet=article.outlet,
        headline=article.headline,
        url="https://a.example/x",
        guid="g1",
        link="https://a.example/x?from=feed",
    )
    assert article_identities(con, guids=["g1"], urls=[]) == [known]
    assert article_identities(con, guids=[], urls=["https://a.example/x"]) == [known]
    assert article_identities(con, guids=[], urls=["https://a.example/x?from=feed"]) == [known]
    assert article_identities(con, guids=["other"], urls=["https://a.example/z"]) == []


def test_what_a_model_has_not_read(con):
    rows = [make.article("a1", "2024-03-11 10:00"), make.article("a2", "2024-03-10 10:00")]
    add_article_revisions(con, rows)
    assert articles_to_annotate(con, "m1") == [rows[1], rows[0]]
    assert articles_to_annotate(con, "m1", limit=1) == [rows[1]]
    add_annotations(con, [AnnotationBundle(annotation=make.annotation("a2", model="m1"))])
    assert articles_to_annotate(con, "m1") == [rows[0]]
    assert articles_to_annotate(con, "m2") == [rows[1], rows[0]]
