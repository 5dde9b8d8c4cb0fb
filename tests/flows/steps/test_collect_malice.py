"""A feed that misbehaves is named and recorded, and keeps nobody else's news back."""

import pytest

from flows.sources.raw_store import read_body
from tests.flows.world import Story, World


def test_bad_feeds_do_not_keep_the_good_one_from_its_readers(world: World) -> None:
    bad = {
        "bomb": lambda path: world.web.bomb(path, 100_000_000),
        "endless": world.web.endless,
        "drip": lambda path: world.web.drip(path, seconds_between=0.05),
        "circle": lambda path: world.web.redirect(path, path),
        "inside": lambda path: world.web.redirect(path, "http://169.254.169.254/latest/"),
        "short": lambda path: world.web.cut(path, b"<rss>", announced=999),
        "gone": lambda path: world.web.fail(path, 404),
        "busy": lambda path: world.web.fail(path, 429, Retry_After="3600"),
        "html": lambda path: world.web.serve(path, "<html><body>Sign in</body></html>"),
        "xxe": lambda path: world.web.serve(
            path, '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss>&x;</rss>'
        ),
        "deep": lambda path: world.web.serve(path, "<rss>" + "<a>" * 200_000),
        "void": lambda path: world.web.serve(path, ""),
    }
    for name, misbehave in bad.items():
        world.site(feed_id=name, outlet=name)
        misbehave(f"/{name}.xml")
    world.site(Story("btc-slips"))
    world.deadline_seconds = 4
    report = world.collect()
    assert (report.n_failed, report.n_articles) == (len(bad), 1)
    assert dict(world.rows("rejections", "origin, reason")) == {
        "bomb": "inflation",
        "endless": "too_large",
        "drip": "deadline",
        "circle": "redirect_loop",
        "inside": "private_address",
        "short": "incomplete",
        "gone": "status_404",
        "busy": "status_429",
        "html": "not_a_feed",
        "xxe": "entity_declaration",
        "deep": "nesting",
        "void": "empty",
    }
    failed = world.rows("feed_polls where outcome = 'failed'", "feed_id, reason")
    assert len(failed) == len(bad) and all(reason for _, reason in failed)


def test_entry_link_that_leads_inside_is_refused_and_the_entry_kept(world: World) -> None:
    world.site(
        Story("meta", guid="1", link="http://169.254.169.254/latest/meta-data/"),
        Story("file", guid="2", link="file:///etc/hostname", title="Ether goes nowhere"),
    )
    world.collect()
    assert world.rows("article_revisions", "url, body_source", "headline") == [
        ("http://169.254.169.254/latest/meta-data", "summary"),
        (None, "summary"),
    ]
    assert world.reasons() == ["private_address"]


def test_bad_entry_is_recorded_and_the_good_one_stored(world: World) -> None:
    world.site(Story("btc-slips", guid="1"))
    answer = world.web.answers["/moonwire.xml"]
    assert isinstance(answer.body, bytes)
    answer.body = answer.body.replace(b"<item>", b"<item><description>no identity</description></item><item>", 1)
    report = world.collect()
    assert (report.n_articles, world.reasons()) == (1, ["no_identity"])
    assert world.rows("feed_polls", "n_entries, n_rejected") == [(1, 1)]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "billion-laughs": (f'<!DOCTYPE r [<!ENTITY l0 "lol">{LAUGHS}]><rss>&l9;</rss>', "entity_declaration"),
    "parameter-entity": ('<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1/"> %x;]><rss/>', "entity_declaration"),
    "charset-lie": ('<?xml version="1.0" encoding="utf-7"?><rss>+ADwAIQ-DOCTYPE</rss>', "encoding"),
    "deep": ("<rss><channel>" + "<item>" * 200_000, "nesting"),
    "deep-json": ('{"items": ' + "[" * 200_000, "not_a_feed"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_document_is_refused_recorded_and_kept_for_proof(world: World, name: str) -> None:
    body, reason = HOSTILE[name]
    world.site(feed_id="hostile", outlet="Hostile")
    world.web.serve("/hostile.xml", body, content_type="application/rss+xml")
    world.site(Story("btc-slips"))
    assert world.collect().n_articles == 1
    assert world.rows("rejections", "origin, reason") == [("hostile", reason)]
    (key,) = world.rows("fetches where subject = 'hostile'", "document_id")[0]
    assert read_body(world.settings.main.paths.raw, key) == body.encode()


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:{port}/moonwire.xml",
        "http://127.0.0.1:{port}/moonwire.xml",
        "http://[::ffff:127.0.0.1]:{port}/moonwire.xml",
        "http://2130706433:{port}/moonwire.xml",
    ],
)
def test_feed_address_that_leads_inside_is_refused_and_recorded(world: World, url: str) -> None:
    world.site(Story("btc-slips"))
    inside = url.format(port=world.web.address.rpartition(":")[2])
    world.feeds.append(world.feeds[0].model_copy(update={"id": "inside", "url": inside}))
    assert world.collect().n_articles == 1
    assert world.rows("rejections", "origin, reason") == [("inside", "private_address")]
    assert len(world.web.requests_for("/moonwire.xml")) == 1


def test_page_that_redirects_inside_is_refused_and_recorded(world: World) -> None:
    world.site(Story("btc-slips", guid="1"))
    world.web.redirect("/btc-slips?utm_source=rss", "http://169.254.169.254/latest/meta-data/")
    world.collect()
    assert world.reasons() == ["private_address"]
    assert world.rows("article_revisions", "body_source") == [("summary",)]


def test_path_in_an_id_or_an_address_reaches_no_file(world: World) -> None:
    traversal = "../../../../etc/hostname"
    world.site(
        Story("a", guid=traversal, title="Alpha holds"),
        Story("b", guid="/etc/hostname\x00", title="Beta holds", link=f"http://moonwire.example/{traversal}"),
    )
    data = world.settings.main.paths.data
    before = {path for path in data.parent.rglob("*") if not path.is_relative_to(data / "raw")}
    world.collect()
    assert {path for path in data.parent.rglob("*") if not path.is_relative_to(data / "raw")} - before <= {
        data / "warehouse.duckdb.wal"
    }
    ids = [id for (id,) in world.rows("article_revisions", "article_id")]
    assert len(ids) == 2 and all(set(id) <= set("0123456789abcdef") for id in ids)
    assert all(len(path.stem) == 64 for path in (data / "raw").rglob("*.gz"))


def test_script_and_invisible_marks_are_gone_from_what_is_stored_and_stay_in_the_raw_body(world: World) -> None:
    title = (
        "Bit\u200bcoin\u202e slips &lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;\u2066below"
    )
    world.site(
        Story(
            "btc-slips", guid="1", title=title, paragraphs=(), summary="It &lt;script&gt;alert(1)&lt;/script&gt; fell."
        )
    )
    world.collect()
    assert world.rows("feed_entries", "title, summary") == [("Bitcoin slips below", "It fell.")]
    assert world.rows("article_revisions", "text") == [("Bitcoin slips below\n\nIt fell.",)]
    (key,) = world.rows("feed_entries", "document_id")[0]
    assert "alert(1)" in read_body(world.settings.main.paths.raw, key).decode()


def test_title_that_is_a_formula_is_stored_as_it_is(world: World) -> None:
    world.site(Story("btc-slips", title='=HYPERLINK("http://evil.example";"Bitcoin")', paragraphs=()))
    world.collect()
    assert world.rows("feed_entries", "title") == [('=HYPERLINK("http://evil.example";"Bitcoin")',)]


def test_page_of_30_megabytes_is_refused_and_the_entry_kept(world: World) -> None:
    world.site(Story("btc-slips"))
    world.web.serve("/btc-slips?utm_source=rss", b"<html>" + b"x" * 30_000_000)
    world.collect()
    assert world.reasons() == ["too_large"]
    assert world.rows("article_revisions", "body_source") == [("summary",)]
