import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.text.normalize import plain_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\u201cquoted\u201d \u2018too\u2019", "\"quoted\" 'too'"),
        ("50\u2011day", "50-day"),
        ("Ether`s `low` and\x7f", "Ether's 'low' and "),
        ("$58\u2014$60", "$58\u2013$60"),
        ("$9,000\u00a0and\u202fup", "$9,000 and up"),
        ("\ufeffBit\u200bcoin", " Bit coin"),
        ("\uff04\uff11\uff10", "$10"),
        ("a\u2028b", "a\nb"),
        ("\ud800x", "\ufffdx"),
        ("\u0130stanbul", "Istanbul"),
        ("\U0001d401\U0001d413\U0001d402 \U0001d7d4\U0001d7ce", "BTC 60"),
        ("\u0666\u0665\u066c\u0660\u06f0\u0660\u066a", "65,000%"),
        ("\ufe695 \U0001f4b26", "$5 $6"),
        ("65\u202f000 and 1\u00a0234\u00a0567.5", "65,000 and 1,234,567.5"),
        ("65\u202f000,50", "65.000,50"),
        ("in 2021\u00a0500", "in 2021 500"),
        ("\u0412TC and E\u0442h\u0435r", "BTC and Ether"),
    ],
)
def test_variants_become_their_plain_form(text, plain):
    assert plain_text(text) == plain


def test_words_all_of_another_alphabet_stay_whatever_they_look_like():
    for text in ("\u0412\u0422\u0421", "\u041c\u0430\u043a", "5 \u03bcBTC", "\u039e0.5", "\u0434BTC"):
        assert plain_text(text) == text


@given(st.text())
def test_plain_form_and_its_lower_case_keep_the_length(text):
    assert len(plain_text(text)) == len(plain_text(text).lower()) == len(text)


@given(st.text(st.characters(categories=["Cs", "Ll", "Zs"])))
def test_plain_form_can_always_be_encoded(text):
    plain_text(text).encode()
