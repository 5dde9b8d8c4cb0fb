"""An article stays itself whatever happens to its key and its address."""

from flows.sources.identity import ArticleKeys, article_key
from warehouse.readers import ArticleIdentity

SLIPS = "Bitcoin slips below support"
HACK = "Exchange halts withdrawals after a theft"
A, B = "https://moonwire.example/a", "https://moonwire.example/b"


def keys(*known: ArticleIdentity) -> ArticleKeys:
    learned = ArticleKeys()
    learned.learn(known)
    return learned


def ask(known: ArticleKeys, url: str | None, guid: str | None, headline: str = SLIPS, outlet: str = "Moonwire") -> str:
    return known.article_id(outlet=outlet, urls=[url], guid=guid, headline=headline)


STORED = ArticleIdentity(
    article_id="stored", outlet="Moonwire", headline=SLIPS, url=A, guid="g1", link=f"{A}?utm_source=rss"
)


def test_id_depends_on_outlet_and_key_alone() -> None:
    assert ask(keys(), A, "g1") == ask(keys(), B, "g1", HACK) == article_key("Moonwire", "g1")
    assert ask(keys(), A, None) == article_key("Moonwire", A)
    assert ask(keys(), A, "g1", outlet="Tidebook") != ask(keys(), A, "g1")


def test_address_or_key_or_feed_link_is_enough() -> None:
    assert ask(keys(STORED), A, "changed") == "stored"
    assert ask(keys(STORED), None, "g1") == "stored"
    assert ask(keys(STORED), B, "g1", "Bitcoin slips below its support") == "stored"
    moved = ArticleIdentity(
        article_id="stored", outlet="Moonwire", headline=SLIPS, url=B, guid=None, link=f"{A}?utm_source=rss"
    )
    assert ask(keys(moved), A, None) == "stored"


def test_key_with_another_address_and_another_headline_was_used_again() -> None:
    assert ask(keys(STORED), B, "g1", HACK) == article_key("Moonwire", "g1", B)


def test_feed_that_gives_every_item_one_key_keeps_its_items_apart() -> None:
    known = keys()
    ids = [ask(known, A, "same", SLIPS), ask(known, B, "same", HACK)]
    assert len(set(ids)) == 2
    assert [ask(known, A, "same", SLIPS), ask(known, B, "same", HACK)] == ids


def test_feed_that_links_every_item_to_the_front_page_keeps_its_items_apart() -> None:
    known = keys()
    front = "https://moonwire.example"
    assert ask(known, front, "1", SLIPS) != ask(known, front, "2", HACK)
    assert ask(known, front, None, SLIPS) != ask(known, front, None, HACK)


def test_another_outlets_address_is_another_article() -> None:
    assert ask(keys(STORED), A, "g1", outlet="Tidebook") != "stored"
