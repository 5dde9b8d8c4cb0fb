"""Article pages give their text and their time; what stands in place of an article is named."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.errors import ParseError
from flows.sources.pages import ExtractedPage, extract_page

NOW = datetime(2024, 8, 6, tzinfo=UTC)
URL = "https://moonwire.example/markets/btc-slips?utm_source=rss"
PARAGRAPHS = (
    "Bitcoin slipped to $52,400 in Monday trading, its lowest level since February, before buyers stepped in.",
    "Data that the desk collected put forced closures at $740 million within one day, most of them longs.",
    "Open interest fell by a tenth, and the funding rate turned negative for the first time in three weeks.",
)


def page(
    *, head: str = "", title: str = "Bitcoin slips below support", paragraphs: tuple[str, ...] = PARAGRAPHS
) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html><html lang="en-US"><head><title>{title} | Moonwire</title>
<meta property="og:title" content="{title}">{head}</head>
<body><nav><a href="/">Home</a><a href="/markets">Markets</a></nav><article><h1>{title}</h1>{body}</article>
<footer>All rights reserved by Moonwire.</footer></body></html>"""


def extract(html: str | bytes, content_type: str = "text/html", time_zone: str = "America/New_York") -> ExtractedPage:
    data = html.encode() if isinstance(html, str) else html
    return extract_page(data, url=URL, content_type=content_type, time_zone=time_zone, now=NOW)


def reason_of(html: str | bytes, content_type: str = "text/html") -> str:
    with pytest.raises(ParseError) as caught:
        extract(html, content_type)
    return caught.value.reason


def linked_data(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def test_article_text_comes_without_the_page_around_it() -> None:
    got = extract(page())
    assert got.headline == "Bitcoin slips below support"
    assert got.text == "\n".join(PARAGRAPHS)
    assert got.language == "en"


def test_same_page_gives_the_same_text_however_often_it_is_read() -> None:
    assert {extract(page()).text for _ in range(6)} == {"\n".join(PARAGRAPHS)}


def test_publication_time_is_an_instant_with_its_zone() -> None:
    head = '<meta property="article:published_time" content="2024-08-05T10:30:00-04:00">'
    got = extract(page(head=head))
    assert got.published_at == datetime(2024, 8, 5, 14, 30, tzinfo=UTC)
    assert (got.published_raw, got.published_note) == ("2024-08-05T10:30:00-04:00", None)


def test_linked_data_gives_time_and_authors() -> None:
    graph = (
        '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "datePublished": "2001-01-01T00:00:00Z"}, '
        '{"@type": ["NewsArticle"], "datePublished": "2024-08-05T14:30:00Z", '
        '"author": [{"@type": "Person", "name": "Desk Writer"}, "Second Writer"]}]}'
    )
    got = extract(page(head=linked_data("{broken") + linked_data(graph)))
    assert got.published_at == datetime(2024, 8, 5, 14, 30, tzinfo=UTC)
    assert got.authors == ("Desk Writer", "Second Writer")


def test_tag_elements_or_else_keywords_are_the_pages_tags() -> None:
    keywords = linked_data('{"@type": "NewsArticle", "keywords": ["Bitcoin", "Derivatives, Macro"]}')
    elements = '<meta property="article:tag" content="Markets"><meta property="article:tag" content="ETF">'
    assert extract(page(head=keywords)).tags == ("Bitcoin", "Derivatives", "Macro")
    assert extract(page(head=keywords + elements)).tags == ("Markets", "ETF")
    assert extract(page()).tags == ()


def test_time_without_zone_is_the_outlets_and_says_so() -> None:
    got = extract(page(head='<meta property="article:published_time" content="2024-08-05 10:30:00">'))
    assert (got.published_at, got.published_note) == (datetime(2024, 8, 5, 14, 30, tzinfo=UTC), "no_zone")


def test_day_alone_is_no_publication_time() -> None:
    got = extract(page(head='<meta name="date" content="2024-08-05">'))
    assert (got.published_at, got.published_raw, got.published_note) == (None, "2024-08-05", "day_only")


def test_page_without_time_has_none() -> None:
    got = extract(page())
    assert (got.published_at, got.published_raw, got.published_note) == (None, None, None)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (
            "https://www.moonwire.example/markets/btc-slips/?utm_medium=x",
            "https://www.moonwire.example/markets/btc-slips",
        ),
        ("/markets/other", "https://moonwire.example/markets/other"),
        ("https://elsewhere.example/copy", "https://moonwire.example/markets/btc-slips"),
        ("https://moonwire.example/", "https://moonwire.example/markets/btc-slips"),
        ("javascript:alert(1)", "https://moonwire.example/markets/btc-slips"),
    ],
)
def test_own_address_is_believed_within_the_site(stated: str, expected: str) -> None:
    assert extract(page(head=f'<link rel="canonical" href="{stated}">')).canonical_url == expected


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("windows-1252", "text/html; charset=windows-1252"),
        ("windows-1252", "text/html; charset=utf-8"),
        ("windows-1252", ""),
        ("utf-16", "text/html; charset=utf-16"),
    ],
)
def test_charset_that_is_a_lie_does_not_spoil_the_text(encoding: str, content_type: str) -> None:
    paragraphs = tuple(f"{text} Zürich traders paid €48,000 – “cheap”, said one." for text in PARAGRAPHS)
    assert (
        "Zürich traders paid €48,000 – “cheap”"
        in extract(page(paragraphs=paragraphs).encode(encoding), content_type).text
    )


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    body = page(paragraphs=tuple(f"{text} Käufer zögern, Händler nicht." for text in PARAGRAPHS)).encode()
    assert "Käufer zögern" in extract(body.replace(b"Bitcoin slipped", b"Bitcoin \xff slipped")).text


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "no_text"),
        ("<html></html>", "no_text"),
        (page(paragraphs=()), "no_text"),
        (page(paragraphs=(), head='<meta property="og:type" content="video.other">'), "video"),
        (page(title="Just a moment...", paragraphs=("Enable JavaScript and cookies to continue.",)), "bot_wall"),
        (page(title="Page not found", paragraphs=("The page was moved. " * 20,)), "soft_404"),
        (page(paragraphs=(PARAGRAPHS[0], "Subscribe to continue reading this story and all others.")), "paywall"),
        (
            page(paragraphs=PARAGRAPHS, head=linked_data('{"@type": "Article", "isAccessibleForFree": false}')),
            "paywall",
        ),
        (page(paragraphs=("We use cookies and similar means to improve our service. " * 4,)), "consent_wall"),
    ],
)
def test_what_stands_in_place_of_an_article_is_named(html: str, reason: str) -> None:
    assert reason_of(html) == reason


def test_article_that_mentions_cookies_is_an_article() -> None:
    paragraphs = (*PARAGRAPHS * 3, "We use cookies to measure how this page is read.")
    assert extract(page(paragraphs=paragraphs)).text.startswith(PARAGRAPHS[0])


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("404 Not Found", "soft_404"),
        ("Error 404", "soft_404"),
        ("Page not found", "soft_404"),
        ("This page could not be found", "soft_404"),
        ("Access Denied", "bot_wall"),
        ("Fund buys 404 bitcoin in a day", None),
        ("Lost keys: the page was not found in the ledger", None),
        ("Exchange adds a captcha after the attack", None),
    ],
)
def test_headline_with_a_number_is_not_taken_for_an_error(title: str, reason: str | None) -> None:
    if reason is None:
        assert extract(page(title=title)).headline == title
    else:
        assert reason_of(page(title=title)) == reason


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"%PDF-1.7 ...", "text/html"), (b"<html>", "application/pdf"), (b"\x89PNG\r\n", ""), (b"....", "video/mp4")],
)
def test_other_files_are_named(body: bytes, content_type: str) -> None:
    assert reason_of(body, content_type) == "not_html"


def test_oversized_pages_are_not_begun() -> None:
    assert reason_of(b"<p>" + b"x" * 6_000_000) == "too_large"
    assert reason_of("<html><body>" + "a<br>" * 60_000) == "too_complex"


def test_absurd_nesting_does_no_harm() -> None:
    assert reason_of("<html><body>" + "<div>" * 200_000 + "x") in {"no_text", "too_complex"}


def test_address_in_place_of_a_page_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page())
    assert reason_of(f"file://{tmp_path}/page.html") == "no_text"


def test_script_in_headline_and_invisible_marks_are_gone() -> None:
    got = extract(page(title="Bit\u200bcoin &lt;script&gt;alert(1)&lt;/script&gt;\u202eslips", paragraphs=PARAGRAPHS))
    assert got.headline == "Bitcoin slips"


CORPUS = os.environ.get("NEWSTAPE_CORPUS")
SAVED = {
    "de.cointelegraph.com-CME.html": (2000, 2500, datetime(2023, 10, 31, 12, tzinfo=UTC), "de"),
    "thebalance.com.coinbase.html": (5000, 7000, datetime(2021, 3, 23, 18, 36, 1, 275000, tzinfo=UTC), "en"),
    "creativecommons.at.faircoin.html": (1300, 1800, None, None),
}


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS, reason="NEWSTAPE_CORPUS is unset")
@pytest.mark.parametrize("name", SAVED)
def test_published_page_gives_its_text_and_time(name: str) -> None:
    body = Path(CORPUS or "", "feeds", "article_html", name).read_bytes()
    got = extract_page(body, url=f"https://{name}/page", time_zone="UTC", now=datetime(2026, 10, 4, tzinfo=UTC))
    shortest, longest, published_at, language = SAVED[name]
    assert shortest <= len(got.text) <= longest
    assert (got.published_at, got.language) == (published_at, language)
    assert got.headline and got.authors
