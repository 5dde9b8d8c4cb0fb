import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.text.normalize import plain_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\u201cquoted\u201d \u2018too\u2019", "\"quoted\" 'too'"),
        ("50\u2011day", "50-day"),
        ("$58\u2014$60", "$58\u2013$60"),
        ("$9,000\u00a0and\u202fup", "$9,000 and up"),
        ("\ufeffBit\u200bcoin", " Bit coin"),
        ("\uff04\uff11\uff10", "$10"),
        ("a\u2028b", "a\nb"),
        ("\ud800x", "\ufffdx"),
        ("\u0130stanbul", "Istanbul"),
    ],
)
def test_variants_become_their_plain_form(text, plain):
    assert plain_text(text) == plain


@given(st.text())
def test_plain_form_and_its_lower_case_keep_the_length(text):
    assert len(plain_text(text)) == len(plain_text(text).lower()) == len(text)


@given(st.text(st.characters(categories=["Cs", "Ll", "Zs"])))
def test_plain_form_can_always_be_encoded(text):
    plain_text(text).encode()
