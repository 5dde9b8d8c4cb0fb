import time

from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from nlp.components.tokenizer import LineTokenizer

tokenize = LineTokenizer(Vocab())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_doc_is_exactly_the_text(text):
    assert tokenize(text).text == text


def test_tokens_are_lines():
    assert [token.text for token in tokenize("Ether slides\n\nIt fell to $2,410.")] == [
        "Ether slides\n",
        "\n",
        "It fell to $2,410.",
    ]


def test_long_run_of_punctuation_takes_no_longer_than_words():
    begin = time.perf_counter()
    tokenize("(" * 200_000)
    assert time.perf_counter() - begin < 2
