import http.client
import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import feedparser
import pytest
import trafilatura

from flows.sample.articles import load_articles, shown_articles
from flows.sample.install import articles_folder
from flows.sample.moments import sample_moments
from flows.sample.outlets import OUTLETS
from flows.sample.server import SampleServer
from flows.sample.site import NOTICE, blocks_of
from flows.settings import load_settings, packaged_configs

END = datetime(2025, 2, 24, 18, tzinfo=UTC)
CORRECTED = "/2025/02/sol-crashes-through-the-shelf/"


@pytest.fixture(scope="module")
def running():
    with SampleServer(articles_folder()) as server:
        yield server


@pytest.fixture
def server(running):
    running.clock = END
    return running


def get(server, host, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": host, **headers})
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


def test_the_clock_starts_at_the_first_moment_with_empty_feeds():
    with SampleServer(articles_folder()) as server:
        assert server.clock == sample_moments().polls[0]
        for outlet in OUTLETS:
            status, _, body = get(server, outlet.domain, "/feed.xml")
            assert status == 200
            assert feedparser.parse(body).entries == []


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.id)
def test_a_feed_is_well_formed_and_says_that_it_is_simulated(server, outlet):
    status, headers, body = get(server, outlet.domain, "/feed.xml")
    feed = feedparser.parse(body)
    assert status == 200
    assert headers["Content-Type"].startswith(f"application/{outlet.feed_format}+xml")
    assert not feed.bozo
    assert feed.version.startswith(outlet.feed_format)
    assert "simulated" in feed.feed.title
    assert NOTICE in feed.feed.subtitle
    articles = shown_articles(load_articles(articles_folder()), outlet=outlet.id, clock=END)
    assert [entry.title for entry in feed.entries] == [article.headline for article in articles]
    assert [entry.link for entry in feed.entries] == [f"http://{outlet.domain}{article.path}" for article in articles]
    published = [datetime(*entry.published_parsed[:6], tzinfo=UTC) for entry in feed.entries]
    assert published == [article.published_at for article in articles]
    assert all(("content" in entry) == outlet.is_full for entry in feed.entries)


def test_full_feeds_carry_the_whole_text_and_the_others_only_its_beginning(server):
    articles = {article.headline: article for article in load_articles(articles_folder())}
    for outlet in OUTLETS:
        for entry in feedparser.parse(get(server, outlet.domain, "/feed.xml")[2]).entries:
            lines = [line for block in blocks_of(articles[entry.title].body) for line in block.lines]
            carried = entry.content[0].value if outlet.is_full else entry.summary
            plain = re.sub(r"<[^>]+>", "", carried).replace("&#39;", "'").replace("&amp;", "&").replace("&#34;", '"')
            assert all(line in plain for line in lines) == outlet.is_full


def test_an_article_appears_at_its_time_and_not_before(server):
    path, published_at = "/2025/02/bitcoin-hits-14-month-low/", datetime(2025, 2, 18, 6, 40, tzinfo=UTC)
    server.clock = published_at - timedelta(seconds=1)
    assert get(server, "moonwire.example", path)[0] == 404
    assert b"14-month low" not in get(server, "moonwire.example", "/feed.xml")[2]
    server.clock = published_at
    assert get(server, "moonwire.example", path)[0] == 200
    assert b"14-month low" in get(server, "moonwire.example", "/feed.xml")[2]


def test_a_correction_replaces_the_text_on_page_and_in_feed(server):
    server.clock = datetime(2025, 2, 18, 12, tzinfo=UTC)
    page, feed = (get(server, "altgrove.example", path) for path in (CORRECTED, "/feed.xml"))
    assert b"as low as $128" in page[2]
    server.clock = datetime(2025, 2, 18, 18, tzinfo=UTC)
    status, _, corrected = get(server, "altgrove.example", CORRECTED, **{"If-None-Match": page[1]["ETag"]})
    assert status == 200
    assert b"as low as $128" not in corrected
    assert b"as low as $143" in corrected
    status, _, later_feed = get(server, "altgrove.example", "/feed.xml", **{"If-None-Match": feed[1]["ETag"]})
    assert status == 200
    before, after = (feedparser.parse(body).entries[0] for body in (feed[2], later_feed))
    assert (before.id, before.link, before.published) == (after.id, after.link, after.published)
    assert "Correction" in after.summary
    assert datetime(*after.updated_parsed[:6], tzinfo=UTC) == datetime(2025, 2, 18, 14, 15, tzinfo=UTC)


def test_an_unchanged_feed_answers_304_to_either_validator(server):
    _, headers, _ = get(server, "tidebook.example", "/feed.xml")
    assert get(server, "tidebook.example", "/feed.xml", **{"If-None-Match": headers["ETag"]})[0] == 304
    assert get(server, "tidebook.example", "/feed.xml", **{"If-Modified-Since": headers["Last-Modified"]})[0] == 304
    assert get(server, "tidebook.example", "/feed.xml", **{"If-None-Match": '"other"'})[0] == 200
    assert get(server, "tidebook.example", "/feed.xml", **{"If-Modified-Since": "yesterday"})[0] == 200


def test_answers_carry_the_clock_of_the_sample(server):
    _, headers, _ = get(server, "moonwire.example", "/feed.xml")
    assert parsedate_to_datetime(headers["Date"]) == END
    assert parsedate_to_datetime(headers["Last-Modified"]) == datetime(2025, 2, 24, 15, 30, tzinfo=UTC)


def test_a_page_gives_its_text_to_the_extractor_and_keeps_the_rest_out(server):
    domains = {outlet.id: outlet.domain for outlet in OUTLETS}
    for article in {article.slug: article for article in load_articles(articles_folder())}.values():
        status, _, page = get(server, domains[article.outlet], article.path)
        assert status == 200
        read = json.loads(trafilatura.extract(page, output_format="json", with_metadata=True))
        assert read["title"] == article.headline
        assert read["date"] == f"{article.published_at:%Y-%m-%d}"
        for block in blocks_of(article.body):
            assert all(line in read["text"] for line in block.lines)
        for boilerplate in ("You might also like", "Copy link", "100x leverage", "Cookie settings", NOTICE):
            assert boilerplate in page.decode()
            assert boilerplate not in read["text"]


def test_a_page_states_its_time_and_its_make_up(server):
    page = get(server, "altgrove.example", CORRECTED)[2].decode()
    data = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert data["datePublished"] == "2025-02-18T17:30:00+08:00"
    assert data["dateModified"] == "2025-02-18T22:15:00+08:00"
    assert page.count(NOTICE) == 2
    assert "(simulated)</title>" in page


def test_robots_and_front_page_are_there_and_strangers_get_404(server):
    assert b"Disallow: /account/" in get(server, "hodlhorn.example", "/robots.txt")[2]
    assert NOTICE in get(server, "hodlhorn.example:80", "/")[2].decode()
    assert get(server, "hodlhorn.example", "/nothing/")[0] == 404
    assert get(server, "news.example", "/feed.xml")[0] == 404


def test_static_hosts_name_every_outlet_of_the_configuration(server):
    feeds = load_settings(packaged_configs() / "sample").feeds
    hosts = server.static_hosts()
    assert set(hosts.values()) == {f"127.0.0.1:{server.port}"}
    assert {feed.domain for feed in feeds} == set(hosts)
    assert {(feed.id, feed.outlet, feed.domain, feed.url) for feed in feeds} == {
        (outlet.id, outlet.name, outlet.domain, f"http://{outlet.domain}/feed.xml") for outlet in OUTLETS
    }
    assert all(feed.is_simulated for feed in feeds)
