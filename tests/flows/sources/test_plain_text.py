"""Texts lose their markup and keep their words."""

import pytest

from flows.sources.plain_text import plain_line, plain_paragraphs


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Miners&amp;#039; reserves fall", "Miners' reserves fall"),
        ("Q&amp;amp;A with a trader", "Q&A with a trader"),
        ("&lt;b&gt;Bitcoin&lt;/b&gt; slips", "Bitcoin slips"),
        ("BTC < $60K, ETH > $2K", "BTC < $60K, ETH > $2K"),
        ("AT&T & Co&copy 2024", "AT&T & Co&copy 2024"),
        ("<script>alert('x')</script>Bitcoin rises", "Bitcoin rises"),
        ("Bitcoin<br/>rises", "Bitcoin rises"),
        ("  two\n lines\t", "two lines"),
        ("Bit\u200bco\u200din \u202eslips\u202c\u00ad \ufeffnow\x00", "Bitcoin slips now"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("قیمت بیت\u200cکوین", "قیمت بیت\u200cکوین"),
    ],
)
def test_title_becomes_one_plain_line(raw: str, expected: str) -> None:
    assert plain_line(raw) == expected


def test_paragraphs_become_lines() -> None:
    markup = (
        "<p>BTC fell to <b>$60,000</b>.</p><ul><li>ETH too</li><li>SOL</li></ul><p>&nbsp;</p>rest<script>x()</script>"
    )
    assert plain_paragraphs(markup) == "BTC fell to $60,000.\nETH too\nSOL\nrest"


def test_text_without_markup_stays_as_it_is() -> None:
    assert plain_paragraphs("Funding &amp;amp; open interest rose") == "Funding & open interest rose"


def test_deep_nesting_and_broken_markup_do_no_harm() -> None:
    assert plain_paragraphs("<p>shown</p>" + "<div>" * 200_000 + "lost") == "shown"
    assert plain_paragraphs("<p>open <b>bold <i>both</p> after") == "open bold both\nafter"
    assert plain_paragraphs("<") == "<"
