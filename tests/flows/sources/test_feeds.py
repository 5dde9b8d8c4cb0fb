"""Feeds of every kind become entries; what is wrong with one of them stays its own affair."""

import codecs
import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.errors import ParseError
from flows.settings import FeedSettings
from flows.sources.entries import FeedEntry
from flows.sources.feeds import ParsedFeed, parse_feed

NOW = datetime(2024, 8, 5, 18, 0, tzinfo=UTC)
FEED = FeedSettings(
    id="moonwire",
    url="https://moonwire.example/feed",
    outlet="Moonwire",
    domain="moonwire.example",
    time_zone="America/New_York",
)


def parse(body: str | bytes, content_type: str = "") -> ParsedFeed:
    data = body.encode() if isinstance(body, str) else body
    return parse_feed(data, feed=FEED, url=FEED.url, content_type=content_type, now=NOW)


def rss(items: str, *, head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" \
xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Moonwire</title>{items}</channel></rss>'
    )


def only(parsed: ParsedFeed) -> FeedEntry:
    (entry,) = parsed.entries
    return entry


def reason_of(body: str | bytes, content_type: str = "") -> str:
    with pytest.raises(ParseError) as caught:
        parse(body, content_type)
    return caught.value.reason


FULL_ITEM = """<item><title>Bitcoin&amp;#8217;s slide deepens &amp;amp; longs fold</title>
<link>
   https://moonwire.example/btc-slide?utm_source=rss&amp;utm_medium=feed</link>
<guid isPermaLink="false">mw-17</guid><pubDate>Mon, 05 Aug 2024 10:30:00 -0400</pubDate>
<atom:updated>2024-08-05T15:00:00Z</atom:updated>
<description><![CDATA[<p>Longs of <b>$740M</b> were closed.</p>]]></description><dc:description/>
<media:description>Picture of a chart</media:description>
<dc:creator>First Writer</dc:creator><dc:creator>Second Writer</dc:creator>
<content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded></item>"""


def test_rss_item_is_read_whole() -> None:
    entry = only(parse(rss(FULL_ITEM)))
    assert entry.title == "Bitcoin’s slide deepens & longs fold"
    assert entry.link == "https://moonwire.example/btc-slide?utm_source=rss&utm_medium=feed"
    assert entry.canonical_url == "https://moonwire.example/btc-slide"
    assert entry.guid == "mw-17"
    assert entry.summary == "Longs of $740M were closed."
    assert entry.content == "One.\nTwo."
    assert entry.authors == ("First Writer", "Second Writer")
    assert entry.published_raw == "Mon, 05 Aug 2024 10:30:00 -0400"
    assert entry.published_at == datetime(2024, 8, 5, 14, 30, tzinfo=UTC)
    assert entry.updated_at == datetime(2024, 8, 5, 15, 0, tzinfo=UTC)


def test_atom_entry_without_publication_time_does_not_borrow_the_time_of_change() -> None:
    entry = only(
        parse(
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:x,1</id>'
            '<title type="html">ETF &lt;i&gt;flows&lt;/i&gt;'
            '</title><link rel="alternate" href="/etf"/><updated>2024-08-05T14:30:00Z</updated>'
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Out again.</p></div></content>"
            "</entry></feed>"
        )
    )
    assert (entry.title, entry.link, entry.content) == ("ETF flows", "https://moonwire.example/etf", "Out again.")
    assert (entry.published_at, entry.published_raw) == (None, None)
    assert entry.updated_at == datetime(2024, 8, 5, 14, 30, tzinfo=UTC)


def test_rdf_items_only_date_is_their_publication_and_says_so() -> None:
    entry = only(
        parse(
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://moonwire.example/a"><title>A</title>'
            "<link>https://moonwire.example/a</link><dc:date>2024-08-05T14:30:00Z</dc:date></item></rdf:RDF>"
        )
    )
    assert entry.published_at == datetime(2024, 8, 5, 14, 30, tzinfo=UTC)
    assert (entry.published_note, entry.updated_at) == ("from_updated", None)


def test_old_netscape_doctype_is_no_offence() -> None:
    body = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>M</title>'
        "<item><title>Old</title><link>https://moonwire.example/old</link></item></channel></rss>"
    )
    assert only(parse(body)).title == "Old"


def test_json_feed_is_read() -> None:
    entry = only(
        parse(
            '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "7", "url": "/seven", "title": "Seven",'
            '"content_html": "<p>Text</p>", "authors": [{"name": "W"}],'
            '"date_published": "2024-08-05T10:30:00-04:00"}]}'
        )
    )
    assert (entry.guid, entry.link, entry.content, entry.authors) == (
        "7", "https://moonwire.example/seven", "Text", ("W",),
    )  # fmt: skip
    assert entry.published_at == datetime(2024, 8, 5, 14, 30, tzinfo=UTC)


def test_keywords_are_kept_once_each_as_plain_text() -> None:
    categories = "<category>Markets</category><category>R&amp;amp;D</category><category>Markets</category><category/>"
    assert only(parse(rss(f"<item><title>T</title><link>/t</link>{categories}</item>"))).tags == ("Markets", "R&D")
    listed = '{"items": [{"id": "7", "url": "/7", "title": "T", "tags": ["ETF", 5, "<b>Flows</b>"]}]}'
    assert only(parse(listed)).tags == ("ETF", "Flows")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (codecs.BOM_UTF8 + rss("<item><title>Zürich</title><link>/z</link></item>").encode(), ""),
        (rss("<item><title>Zürich</title><link>/z</link></item>").replace("UTF-8", "UTF-16").encode("utf-16"), ""),
        (
            rss("<item><title>Zürich</title><link>/z</link></item>").replace("UTF-8", "iso-8859-1").encode("latin-1"),
            "text/xml; charset=utf-8",
        ),
        (
            rss("<item><title>Zürich</title><link>/z</link></item>")
            .replace(' encoding="UTF-8"', "")
            .encode("windows-1252"),
            "text/xml; charset=windows-1252",
        ),
    ],
)
def test_charsets_are_found_even_when_they_are_declared_wrong(body: bytes, content_type: str) -> None:
    assert only(parse(body, content_type)).title == "Zürich"


def test_ill_formed_feed_gives_its_items() -> None:
    parsed = parse(rss("<item><title>A & B</title><link>https://moonwire.example/a?x=1&y=2</link></item>"))
    assert parsed.is_ill_formed
    assert only(parsed).canonical_url == "https://moonwire.example/a?x=1&y=2"


def test_bad_entry_is_reported_and_the_good_ones_stay() -> None:
    parsed = parse(
        rss(
            "<item><title>No identity</title></item><item><guid>g1</guid><link>/empty</link></item>"
            "<item><title>Script</title><link>javascript:alert(1)</link></item>"
            "<item><title>Good</title><link>/good</link></item>"
        )
    )
    assert only(parsed).title == "Good"
    assert [problem.reason for problem in parsed.problems] == ["no_identity", "no_title", "no_identity"]
    assert parsed.problems[0].item == "entry 1"


def test_feed_whose_entries_all_fail_is_an_error() -> None:
    assert reason_of(rss("<item><title>No identity</title></item>")) == "no_usable_entry"


def test_feed_without_entries_is_no_error() -> None:
    assert parse(rss("")).entries == ()


def test_entry_without_title_is_named_by_its_text() -> None:
    assert only(parse(rss("<item><link>/a</link><description>Line one.</description></item>"))).title == "Line one."


def test_time_without_zone_is_the_outlets() -> None:
    entry = only(parse(rss("<item><title>A</title><link>/a</link><pubDate>2024-08-05 10:30:00</pubDate></item>")))
    assert entry.published_at == datetime(2024, 8, 5, 14, 30, tzinfo=UTC)
    assert entry.published_note == "no_zone"


def test_refused_time_leaves_the_entry_without_one_and_says_why() -> None:
    raw = "Fri, 31 Dec 9999 23:59:59 GMT"
    entry = only(parse(rss(f"<item><title>A</title><link>/a</link><pubDate>{raw}</pubDate></item>")))
    assert (entry.published_at, entry.published_raw, entry.published_note) == (None, raw, "future")


def test_another_word_makes_another_version_and_the_same_words_the_same() -> None:
    first, again, changed = (
        only(parse(rss(f"<item><title>{title}</title><link>/a</link></item>"))).entry_id
        for title in ("BTC falls", "BTC falls", "BTC falls again")
    )
    assert first == again != changed


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
        '<!-- hello <a> --><!doctype rss [<!ENTITY % x SYSTEM "http://169.254.169.254/"> %x;]>',
        '<!DOCTYPE rss PUBLIC ">" "x" [<!ENTITY x "y">]>',
    ],
)
def test_entity_declarations_are_refused(head: str) -> None:
    body = rss("<item><title>&x;</title><link>/a</link></item>", head=head)
    assert reason_of(body) == "entity_declaration"
    assert reason_of(body.replace("UTF-8", "UTF-16").encode("utf-16")) == "entity_declaration"
    assert reason_of(body.replace("UTF-8", "UTF-16").encode("utf-16-be")) == "entity_declaration"


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "cp500"])
def test_encoding_that_hides_markup_is_refused(encoding: str) -> None:
    assert reason_of(rss("").replace("UTF-8", encoding)) == "encoding"
    assert reason_of(rss("").replace(' encoding="UTF-8"', ""), f"text/xml; charset={encoding}") == "encoding"


def test_article_about_entities_is_no_attack() -> None:
    body = rss(
        "<item><title>A</title><link>/a</link><description>"
        "<![CDATA[<!DOCTYPE x [<!ENTITY y 'z'>]>]]></description></item>"
    )
    assert only(parse(body)).title == "A"


def test_absurd_nesting_is_refused_quickly() -> None:
    started = time.monotonic()
    assert reason_of(rss("<a>" * 200_000)) == "nesting"
    assert reason_of("<rss version='2.0'>" + "<a b='" * 5_000) in {"nesting", "not_a_feed"}
    assert time.monotonic() - started < 20


def test_unclosed_line_breaks_are_no_nesting() -> None:
    items = "".join(
        f"<item><title>{i}</title><link>/{i}</link><description>a<br>b</description></item>" for i in range(1500)
    )
    assert len(parse(rss(items)).entries) == 1500


@pytest.mark.parametrize(
    "body",
    ["<html><body>Please sign in</body></html>", "just words", "{}", "{broken", '{"items": 7}', b"\x00\x01\xff\xfe"],
)
def test_what_is_no_feed_is_named(body: str | bytes) -> None:
    assert reason_of(body) == "not_a_feed"


def test_empty_document_is_named() -> None:
    assert reason_of(b" \n") == "empty"


def test_body_that_spells_a_path_opens_no_file(tmp_path: Path) -> None:
    path = tmp_path / "inside.xml"
    path.write_text(rss("<item><title>secret</title><link>/s</link></item>"))
    assert reason_of(str(path)) == "not_a_feed"


def _corpus_feeds() -> list[Path]:
    corpus = os.environ.get("NEWSTAPE_CORPUS")
    return sorted(Path(corpus, "feeds").glob("*/*.xml")) if corpus else []


@pytest.mark.corpus
@pytest.mark.skipif(not _corpus_feeds(), reason="NEWSTAPE_CORPUS is unset or has no feeds")
@pytest.mark.parametrize("path", _corpus_feeds(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_item_of_a_published_feed_is_an_entry(path: Path) -> None:
    body = path.read_bytes()
    parsed = parse_feed(body, feed=FEED, url=FEED.url, now=datetime(2026, 10, 4, tzinfo=UTC))
    assert len(parsed.entries) == body.count(b"<item>")
    assert parsed.problems == ()
    for entry in parsed.entries:
        assert entry.title and entry.link and entry.published_at and entry.published_note is None
        assert not {"&", "#"} <= set(entry.title) and "<" not in entry.title
        assert "utm_" not in (entry.canonical_url or "")
    described = body.count(b"<description><![CDATA[") - body.count(b"<description><![CDATA[]]>")
    assert sum(entry.summary is not None for entry in parsed.entries) >= described
