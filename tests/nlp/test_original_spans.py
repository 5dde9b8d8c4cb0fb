from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.article import Article
from nlp.pipeline import annotate
from nlp.text.paragraphs import repeatable_paragraphs

STORY = (
    "Bitcoin slides below $60,000\n\n"
    "Bitcoin fell 6% on Tuesday to $53,400, a seven-month low, and $210 million of longs were liquidated in 24 hours.\n"
    "Support is seen near $50,000. Ether, at $2,240.50, lost its 200-day moving average of $2,310.\n"
    "Spot ETFs saw outflows of $1.2 billion, and the Fear & Greed Index fell to 22."
)
HIDDEN = st.sampled_from(
    ["\u200b", "\u200d", "\u00ad", "\u2060", "\u202e", "\u2066", "\u2069", "\ufeff", "\ufe0f", "\u0336"]
)
NOISE = st.sampled_from(
    ["\u200b", "\u202e", "\n", "\n\n", "\r", "\t", "\u2028", "\U0001f680", "\u2764\ufe0f", "\u00a0", "&nbsp;",
     "&#8203;", "e\u0301", "\u0639", "$", ",", "**", "\x00", "\ud800", "\u00bd"]
)  # fmt: skip


def mentions_of(annotations):
    return [
        *annotations.price_levels,
        *annotations.liquidations,
        *annotations.metrics,
        *annotations.claims,
        *annotations.events,
    ]


def annotated(pipeline, text, **details):
    return annotate(pipeline, Article(id="x", text=text, published_at=datetime(2024, 9, 5, tzinfo=UTC), **details))


def hide(text, places):
    """Put hidden characters behind characters that are not white space, where no reader would see them."""
    for place, mark in sorted(places, reverse=True):
        if not text[place].isspace():
            text = text[: place + 1] + mark + text[place + 1 :]
    return text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(STORY) - 1), HIDDEN), min_size=1, max_size=25))
def test_hidden_characters_change_nothing_that_is_read(pipeline, places):
    text = hide(STORY, places)
    plain, hidden = annotated(pipeline, STORY), annotated(pipeline, text)
    facts = [(type(m), m.why, getattr(m, "price_low", None), getattr(m, "value", None)) for m in mentions_of(plain)]
    assert facts == [
        (type(m), m.why, getattr(m, "price_low", None), getattr(m, "value", None)) for m in mentions_of(hidden)
    ]
    assert hidden.assets == plain.assets
    assert hidden.headline == text.partition("\n")[0].strip()
    for before, after in zip(mentions_of(plain), mentions_of(hidden), strict=True):
        assert text[after.start : after.end] == after.text
        assert after.sentence in text
        assert [c for c in after.text if c in before.text] == list(before.text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(STORY)), NOISE), max_size=20))
def test_noise_in_an_article_never_moves_a_span(pipeline, places):
    text = STORY
    for place, noise in places:
        text = text[:place] + noise + text[place:]
    annotations = annotated(pipeline, text)
    assert annotations.problem is None
    for mention in mentions_of(annotations):
        assert text[mention.start : mention.end] == mention.text
        assert mention.sentence in text
    for sentence in annotations.sentiment.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)


@pytest.mark.parametrize(
    ("written", "price"),
    [("&#36;65,000", 65_000), ("\u20ac65\u202f000", 65_000), ("$0.0\u2084123", 0.0000123), ("$6\u200b5,000", 65_000)],
)
def test_a_price_keeps_the_span_it_was_written_with(pipeline, written, price):
    text = f"Market wrap\u200b\n\nBitcoin &amp; co: the price of Bitcoin fell to {written}&nbsp;on Monday."
    (level,) = annotated(pipeline, text).price_levels
    assert (float(level.price_low), level.text) == (price, written)


def test_boilerplate_is_left_out_where_characters_are_hidden_before_it(pipeline):
    notice = "Our\u00ad desk says that Solana rallies toward new highs in every single week of the year"
    text = f"Bit\u200bcoin falls to $6\u200b5,000\n\nIt fell.\n{notice}\nSupport is at $60,000."
    (found,) = [(p.start, p.end) for p in repeatable_paragraphs(text)]
    annotations = annotated(pipeline, text, boilerplate=(found,))
    assert [asset.ticker for asset in annotations.assets] == ["BTC"]
    assert [level.text for level in annotations.price_levels] == ["$6\u200b5,000", "$60,000"]
