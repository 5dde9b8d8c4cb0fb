from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from nlp.annotations import Modality
from nlp.sentiment.aggregate import Place, ReadSentence, ScoredSentence, aggregate
from nlp.sentiment.encoder import SentimentInput
from nlp.sentiment.score_sentences import SentenceScorer

DOWN, FLAT, UP = (0.9, 0.1, 0.0), (0.05, 0.9, 0.05), (0.0, 0.1, 0.9)


def said(
    probabilities: tuple[float, float, float],
    *tickers: str,
    place: Place = "body",
    modality: Modality = "reported",
    is_quote: bool = False,
) -> ScoredSentence:
    sentence = ReadSentence(
        text="-", start=0, end=1, place=place, targets={t: t for t in tickers}, modality=modality, is_quote=is_quote
    )
    return ScoredSentence(sentence=sentence, overall=probabilities, by_asset={t: probabilities for t in tickers})


def test_nothing_scored_is_neutral() -> None:
    result = aggregate([], relevance={})
    assert (result.label, result.score, result.movers) == ("neutral", 0.0, ())


def test_the_headline_outweighs_one_body_sentence() -> None:
    result = aggregate([said(UP, "BTC", place="headline"), said(DOWN, "BTC")], relevance={"BTC": 1.0})
    assert result.label == "bullish"
    assert result.headline_score == pytest.approx(0.9)


def test_two_assets_in_one_article_keep_their_own_sign() -> None:
    result = aggregate([said(DOWN, "BTC"), said(UP, "ETH")], relevance={"BTC": 0.5, "ETH": 0.5})
    assert result.by_asset["BTC"].label == "bearish"
    assert result.by_asset["ETH"].label == "bullish"
    assert result.label == "neutral"


def test_a_long_neutral_tail_does_not_drown_the_news() -> None:
    scored = [said(DOWN, "BTC", place="headline"), said(DOWN, "BTC", place="lead"), *[said(FLAT, "BTC")] * 12]
    assert aggregate(scored, relevance={"BTC": 1.0}).label == "bearish"


def test_a_story_of_neutral_sentences_is_neutral() -> None:
    assert (
        aggregate([said(FLAT, "BTC", place="headline"), *[said(FLAT)] * 5], relevance={"BTC": 1.0}).label == "neutral"
    )


@pytest.mark.parametrize("weaker", [{"modality": "conditional"}, {"modality": "forecast"}, {"is_quote": True}])
def test_what_is_less_surely_said_weighs_less(weaker: dict[str, object]) -> None:
    plain = aggregate([said(UP, "BTC"), said(DOWN, "BTC")], relevance={"BTC": 1.0}).score
    hedged = aggregate([said(UP, "BTC"), said(DOWN, "BTC", **weaker)], relevance={"BTC": 1.0}).score  # type: ignore[arg-type]
    assert plain == pytest.approx(0.0)
    assert hedged > 0.05


def test_a_sentence_about_a_side_asset_weighs_less_for_the_article() -> None:
    main_up = [said(UP, "BTC"), said(DOWN, "DOGE")]
    assert aggregate(main_up, relevance={"BTC": 0.9, "DOGE": 0.1}).score > 0.2


def test_an_unnamed_subject_counts_for_the_primary_asset_but_is_no_mention() -> None:
    result = aggregate([said(FLAT, "BTC"), said(DOWN), said(DOWN)], relevance={"BTC": 1.0})
    assert result.by_asset["BTC"].label == "bearish"
    assert result.by_asset["BTC"].n_sentences == 1


def test_an_unnamed_subject_goes_on_about_the_asset_named_last() -> None:
    scored = [said(FLAT, "BTC", place="headline"), said(FLAT, "ETH"), said(DOWN), said(UP, "XRP"), said(UP)]
    result = aggregate(scored, relevance={"BTC": 0.4, "ETH": 0.3, "XRP": 0.3})
    assert {t: a.label for t, a in result.by_asset.items()} == {"BTC": "neutral", "ETH": "bearish", "XRP": "bullish"}


def test_after_a_sentence_about_several_assets_an_unnamed_subject_is_the_primary_one() -> None:
    scored = [said(FLAT, "BTC", place="headline"), said(FLAT, "ETH", "XRP"), said(DOWN), said(DOWN), said(DOWN)]
    result = aggregate(scored, relevance={"BTC": 0.8, "ETH": 0.1, "XRP": 0.1})
    assert {t: a.label for t, a in result.by_asset.items()} == {"BTC": "bearish", "ETH": "neutral", "XRP": "neutral"}


def test_a_neutral_headline_keeps_a_leaning_body_sentence_from_deciding() -> None:
    scored = [said(FLAT, "BTC", place="headline"), said(FLAT, "BTC", place="lead"), said(DOWN, "BTC")]
    assert aggregate(scored, relevance={"BTC": 1.0}).label == "neutral"
    assert aggregate(scored[1:], relevance={"BTC": 1.0}).label == "bearish"


def test_a_reported_move_leans_the_asset_that_the_sentences_leave_flat() -> None:
    scored = [said(FLAT, "BTC", "XRP")]
    still = aggregate(scored, relevance={"BTC": 0.5, "XRP": 0.5})
    moved = aggregate(scored, relevance={"BTC": 0.5, "XRP": 0.5}, moves=[("XRP", -6.0), ("BTC", 0.3), ("DOGE", 9.0)])
    assert still.by_asset["XRP"].label == "neutral"
    assert {t: a.label for t, a in moved.by_asset.items()} == {"BTC": "neutral", "XRP": "bearish"}
    assert moved.score == still.score


def test_a_larger_move_weighs_more_but_one_past_all_doubt_no_more() -> None:
    def score(percent: float) -> float:
        return aggregate([said(FLAT, "BTC")], relevance={"BTC": 1.0}, moves=[("BTC", percent)]).by_asset["BTC"].score

    assert 0.0 < score(1.0) < score(3.0) < score(5.0) == score(90.0)
    assert score(-3.0) == pytest.approx(-score(3.0))


def test_an_article_without_any_asset_is_read_with_half_the_force() -> None:
    mild = (0.45, 0.45, 0.1)
    assert aggregate([said(mild, place="headline"), said(mild)], relevance={}).label == "neutral"
    assert aggregate([said(mild, "BTC", place="headline"), said(mild)], relevance={"BTC": 1.0}).label == "bearish"


def test_movers_are_the_sentences_with_most_weight_times_direction() -> None:
    scored = [said(UP, "BTC"), said(DOWN, "BTC", place="headline"), said(FLAT, "BTC"), said(DOWN, "BTC")]
    assert aggregate(scored, relevance={"BTC": 1.0}).movers == (1, 0, 3)


def test_scores_stay_within_one() -> None:
    result = aggregate([said((1.0, 0.0, 0.0), "BTC", place="headline")] * 50, relevance={"BTC": 1.0})
    assert -1.0 <= result.score < -0.9


class CountingEncoder:
    """Bullish where the target is the last word; keeps what it was asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[SentimentInput] = []

    def predict(self, inputs: Sequence[SentimentInput]) -> npt.NDArray[np.float32]:
        self.asked.extend(inputs)
        rows = [UP if each.target and each.text.endswith(each.target) else FLAT for each in inputs]
        return np.array(rows, dtype=np.float32)


def read(text: str, **targets: str) -> ReadSentence:
    return ReadSentence(text=text, start=0, end=len(text), targets=targets)


def test_a_sentence_without_asset_and_market_word_is_not_asked_about() -> None:
    encoder = CountingEncoder()
    assert SentenceScorer(encoder).score([read("She was born in May.")]) == []
    assert encoder.asked == []


def test_the_same_question_is_asked_once_even_across_articles() -> None:
    encoder, sentence = CountingEncoder(), read("Prices hardly moved.")
    scorer = SentenceScorer(encoder)
    assert len(scorer.score([sentence, sentence])) == 2
    scorer.score([sentence])
    assert encoder.asked == [SentimentInput("Prices hardly moved.")]


def test_each_asset_of_a_sentence_gets_its_own_answer() -> None:
    encoder = CountingEncoder()
    (scored,) = SentenceScorer(encoder).score([read("Capital left Bitcoin for Ether", BTC="Bitcoin", ETH="Ether")])
    assert scored.by_asset["ETH"][2] > scored.by_asset["BTC"][2]
    assert len(encoder.asked) == 3


def test_a_sentence_with_one_asset_costs_one_call() -> None:
    encoder = CountingEncoder()
    (scored,) = SentenceScorer(encoder).score([read("All eyes are on Ether", ETH="Ether")])
    assert scored.overall == scored.by_asset["ETH"]
    assert len(encoder.asked) == 1


def test_a_long_list_of_assets_is_answered_for_all() -> None:
    tickers = {f"T{i}": f"Coin{i}" for i in range(9)}
    encoder = CountingEncoder()
    (scored,) = SentenceScorer(encoder).score([read("A list of coins", **tickers)])
    assert set(scored.by_asset) == set(tickers)
    assert len(encoder.asked) <= 5
