import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.text.normalize import plain_text
from nlp.text.quantities import read_quantities
from nlp.text.shown import shown_text

# Each with what its reader sees; the part between the bars is where a span of the whole shown text lies.
HIDDEN = [
    ("$65,0\u200b00", "$65,000"),
    ("$\u00ad65,\u00ad000", "$65,000"),
    ("\u2066$\u206965,000\u200f", "$65,000"),
    ("6\ufe0f\u20e35\ufe0f\u20e3", "65"),
    ("Bit\u2060coin", "Bitcoin"),
    ("B\u0336i\u0336t", "Bit"),
    ("Cafe\u0301", "Caf\u00e9"),
    ("&#36;65,000", "$65,000"),
    ("&amp;#x24;65", "$65"),
    ("&pound;52&nbsp;000", "\u00a352\u00a0000"),
    ("to&zwnj;day", "today"),
    ("2\u00bd%", "2.5%"),
    ("2 \u00bd%", "2.5%"),
    ("\u00bc%", "0.25%"),
    ("$0.0\u2085123", "$0.00000123"),
    ("$0.0{5}123", "$0.00000123"),
]
SAME = ["", "$65,000", "AT&T and R&D", "&unknown; &", "{5} of H\u2082O", "\u0645\u06cc\u062e\u0648", "\U0001f680 to 5%"]


@pytest.mark.parametrize(("text", "shown"), HIDDEN)
def test_what_is_stored_is_read_as_it_is_shown(text, shown):
    assert shown_text(text).text == shown


@pytest.mark.parametrize("text", SAME)
def test_what_is_shown_as_stored_stays(text):
    assert shown_text(text).text == text
    assert shown_text(text).is_original


@pytest.mark.parametrize(("text", "shown"), HIDDEN)
def test_a_span_of_the_shown_text_is_found_again(text, shown):
    around = shown_text(f"\u200babc {text} def&nbsp;")
    start = around.text.index(shown)
    left, right = around.original_span(start, start + len(shown))
    found = f"\u200babc {text} def&nbsp;"[left:right]
    assert found in text
    assert shown_text(found).text == shown


PIECES = [
    "$65,000",
    "5%",
    " ",
    "a",
    "\n",
    "\u200b",
    "\u00ad",
    "\u202e",
    "e\u0301",
    "&#36;",
    "&amp;",
    "\u00bd",
    "0.0\u2084",
    "7",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_spans_lie_in_the_text_in_order_and_show_the_same(text):
    shown = shown_text(text)
    end = 0
    for i in range(len(shown.text)):
        left, right = shown.original_span(i, i + 1)
        assert 0 <= left < right <= len(text)
        assert left >= end or shown.original_span(i - 1, i) == (left, right)
        end = right
    if shown.text:
        whole = slice(*shown.original_span(0, len(shown.text)))
        assert shown_text(text[whole]).text == shown.text


HIDING = st.sampled_from(["\u200b", "\u200e", "\u2060", "\u00ad", "\ufeff", "\u202c", "\ufe0f"])


@given(amount=st.integers(1, 10**9), places=st.lists(st.integers(0, 15), max_size=5), mark=HIDING)
def test_hidden_characters_anywhere_in_an_amount_change_nothing(amount, places, mark):
    span = f"${amount:,}"
    for place in places:
        span = span[: place + 1] + mark + span[place + 1 :]
    span = span.rstrip(mark)
    text = f"fell to {span}{mark} on Friday"
    shown = shown_text(text)
    (quantity,) = read_quantities(plain_text(shown.text))
    left, right = shown.original_span(quantity.start, quantity.end)
    assert (quantity.low, text[left:right]) == (amount, span)
