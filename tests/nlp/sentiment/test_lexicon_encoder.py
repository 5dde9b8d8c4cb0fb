from pathlib import Path

import numpy as np
import pytest

from nlp.errors import LexiconError, ModelError
from nlp.sentiment.encoder import SentimentInput
from nlp.sentiment.labels import BEARISH, BULLISH, LABELS, NEUTRAL
from nlp.sentiment.lexicon_encoder import LexiconEncoder
from nlp.sentiment.load import load_encoder
from nlp.sentiment.market_words import load_market_words


def label(text: str, target: str | None = None) -> str:
    return LABELS[int(LexiconEncoder().predict([SentimentInput(text, target)])[0].argmax())]


def test_up_words_are_bullish_and_down_words_bearish() -> None:
    assert label("Solana soars to a record high") == "bullish"
    assert label("Solana plunges and longs are wiped out") == "bearish"


def test_negation_takes_the_force_out_of_a_word() -> None:
    bullish = LexiconEncoder().predict([SentimentInput("The rally is on"), SentimentInput("There is no rally")])
    assert bullish[0, BULLISH] > 0.5
    assert bullish[1, BULLISH] < bullish[1, NEUTRAL]


def test_a_short_squeeze_is_not_bearish() -> None:
    assert label("A short squeeze hits the market") == "bullish"


def test_the_clause_of_the_target_decides() -> None:
    text = "Litecoin tumbled while Monero surged"
    assert label(text, "Litecoin") == "bearish"
    assert label(text, "Monero") == "bullish"


def test_a_question_says_less_than_a_statement() -> None:
    statement, question = LexiconEncoder().predict(
        [SentimentInput("Cardano will crash"), SentimentInput("Will Cardano crash?")]
    )
    assert question[BEARISH] < statement[BEARISH]


def test_text_without_market_words_is_neutral() -> None:
    assert label("The meeting starts at noon on Friday.") == "neutral"


@pytest.mark.parametrize("text", ["", " ", "\x00\x07\ufffd", "🚀" * 50, "比特币 上涨", "plunge " * 10_000])
def test_odd_input_gets_probabilities_that_sum_to_one(text: str) -> None:
    row = LexiconEncoder().predict([SentimentInput(text)])[0]
    assert np.isfinite(row).all()
    assert row.sum() == pytest.approx(1.0, abs=1e-6)


def test_a_sentence_has_the_same_score_alone_and_among_others() -> None:
    inputs = [SentimentInput("XRP slips"), SentimentInput("XRP gains", "XRP"), SentimentInput("No news today")]
    encoder = LexiconEncoder()
    together = encoder.predict(inputs)
    assert together.tolist() == [encoder.predict([each])[0].tolist() for each in inputs]
    assert encoder.predict([]).shape == (0, 3)


def test_the_shipped_list_knows_directions_and_plain_market_words() -> None:
    words = load_market_words()
    assert words.weights[("plunged",)] < 0 < words.weights[("soared",)]
    assert words.speaks_of_market("Traders waited")
    assert not words.speaks_of_market("She plays the violin")


def test_a_broken_word_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text("[bullish]\nstrong = []\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"words\.toml.*\[market\] words"):
        load_market_words(path)


def test_an_unknown_encoder_name_says_what_there_is() -> None:
    assert load_encoder("lexicon").name == "lexicon-1"
    with pytest.raises(ModelError, match=r"'lexcion'.*'lexicon'"):
        load_encoder("lexcion")
