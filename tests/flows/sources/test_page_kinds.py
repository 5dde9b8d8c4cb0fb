"""What a page turns out to be is recognised, each kind with a document as sites serve it."""

from datetime import UTC, datetime

import pytest

from flows.errors import ParseError
from flows.sources.pages import extract_page

NOW = datetime(2024, 8, 6, tzinfo=UTC)
MENU = '<nav><a href="/">Home</a><a href="/markets">Markets</a><a href="/signin">Sign in</a></nav>'
FOOT = '<footer><a href="/terms">Terms</a><a href="/privacy">Privacy</a> All rights reserved by Moonwire.</footer>'
LEAD = "Bitcoin slipped to $52,400 in Monday trading, its lowest level since February, before buyers stepped in."
MORE = (
    "Data that the desk collected put forced closures at $740 million within one day, most of them longs.",
    "Open interest fell by a tenth, and the funding rate turned negative for the first time in three weeks.",
)


def document(title: str, body: str, head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title} | Moonwire</title>{head}</head>'
        f"<body>{MENU}<main>{body}</main>{FOOT}</body></html>"
    ).encode()


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


TITLE = "Bitcoin slips below support"
OTHERS = {
    "paywall": document(
        TITLE,
        f"<article><h1>{TITLE}</h1>{paragraphs(LEAD)}<div class='gate'><h2>Keep reading</h2>"
        "<p>Subscribe to continue reading this article. Already a subscriber? Sign in.</p></div></article>",
    ),
    "paywall by its own word": document(
        TITLE,
        f"<article><h1>{TITLE}</h1>{paragraphs(LEAD, *MORE)}</article>",
        '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", '
        '"isAccessibleForFree": "False"}]}</script>',
    ),
    "consent_wall": document(
        "Your privacy choices",
        paragraphs(
            "We and our partners use cookies and similar technologies to store and access information on your device.",
            "We use cookies to measure content and to show you what matters to you. You can change your mind later.",
        )
        + "<button>Accept all cookies</button><button>Manage choices</button>",
    ),
    "bot_wall": (
        b"<!DOCTYPE html><html><head><title>Just a moment...</title><meta name='robots' content='noindex'></head><body>"
        b"<noscript>Enable JavaScript and cookies to continue</noscript><div id='challenge'></div></body></html>"
    ),
    "soft_404": document(
        "Page not found",
        "<h1>Page not found</h1>"
        + paragraphs(
            "The page you were looking for has moved or is no longer there.",
            "Here is what others read now: markets, policy, technology, opinion and our newsletters.",
            "You can also go back to the front page or write to us if you think that this is our mistake.",
        ),
    ),
    "video": document(
        "Watch: desk talk",
        "<h1>Watch: desk talk</h1><video src='/clip.mp4'></video><p>12:31</p>",
        '<meta property="og:type" content="video.other">',
    ),
    "no_text": document("Markets", "<div id='app'></div><script src='/app.js'></script>"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_page_that_is_no_article_is_named(name: str) -> None:
    with pytest.raises(ParseError) as caught:
        extract_page(OTHERS[name], url="https://moonwire.example/a/b", time_zone="UTC", now=NOW)
    assert caught.value.reason == name.partition(" ")[0]


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Bitcoin slide: live updates", ""),
        ("LIVE: Bitcoin slides", ""),
        ("Bitcoin slides", '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'),
    ],
)
def test_live_blog_is_an_article_of_its_own_kind(title: str, head: str) -> None:
    entries = "".join(f"<section><h2>1{n}:30</h2>{paragraphs(text)}</section>" for n, text in enumerate((LEAD, *MORE)))
    body = document(title, f"<article><h1>{title}</h1>{entries}</article>", head)
    page = extract_page(body, url="https://moonwire.example/live/b", time_zone="UTC", now=NOW)
    assert page.kind == "live_blog"
    assert "$740 million" in page.text


@pytest.mark.parametrize("title", [TITLE, "Protocol goes live on main net", "Traders live with $60,000"])
def test_plain_article_is_an_article(title: str) -> None:
    body = document(title, f"<article><h1>{title}</h1>{paragraphs(LEAD, *MORE)}</article>")
    assert extract_page(body, url="https://moonwire.example/a/b", time_zone="UTC", now=NOW).kind == "article"
