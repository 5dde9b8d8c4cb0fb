import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.text.normalize import plain_text
from nlp.text.sentences import split_sentences


def sentences(text):
    plain = plain_text(text)
    return [plain[piece.start : piece.end] for piece in split_sentences(plain)]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. dollar rose 1.5 percent vs. the yen on Feb. 3.",
        "Shares of Riot Platforms Inc. and Strategy fell.",
        "It traded at $0.52 at 5 p.m. ET on Kraken.",
        "Mr. J. Doe of Example Capital Ltd. disagrees.",
        "The firm said in the U.S. Federal Register that it would pay.",
        "Bitcoin hit $98,295.50 (up 2.1%) e.g. on Kraken.",
    ],
)
def test_abbreviations_and_decimals_do_not_end_a_sentence(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Bitcoin fell. Ether rose.", 2),
        ("\u201cIt is over.\u201d Traders left.", 2),
        ("Trading ended at 5 p.m. The coin fell again.", 2),
        ("Rules differ in the U.S. However, prices moved.", 2),
        ("Is it over? No! It is not.", 3),
        ("The low was $3.10. Bulls took over.", 2),
        ("A headline\n\nThe first paragraph.\nThe second one.", 3),
        ("- one bullet\n- another bullet\n- a third", 3),
        ("It fell hard.Then it rose again.", 2),
        ("Prices fell again. You might also like: Ten coins to watch", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, n):
    assert len(sentences(text)) == n


def test_line_break_around_a_link_does_not_end_a_sentence():
    text = "Headline here\n\nThe exchange listed\nlitecoin\n, which rose on\nWednesday\nby a tenth."
    assert len(sentences(text)) == 2


def test_headline_is_a_block_of_its_own():
    plain = "Bitcoin falls below\n\nthe mark that bulls defended"
    assert [piece.paragraph for piece in split_sentences(plain)] == [0, 1]


@given(st.text())
def test_sentences_are_in_order_and_lose_nothing_but_white_space(text):
    plain = plain_text(text)
    pieces = split_sentences(plain)
    covered = 0
    for piece in pieces:
        assert not plain[covered : piece.start].strip()
        assert plain[piece.start : piece.end].strip() == plain[piece.start : piece.end] != ""
        covered = piece.end
    assert not plain[covered:].strip()
