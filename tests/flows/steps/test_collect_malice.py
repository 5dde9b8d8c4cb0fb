"""A feed that misbehaves is named and recorded, and keeps nobody else's news back."""

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
