"""Asks the encoder about the sentences of an article, as seldom as it can be done.

Encoder calls are nearly all of the cost of reading an article. Asked are only sentences that name an asset or a word of
the market; each different question once; and what was asked lately, in whatever article, is remembered.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from nlp.sentiment.aggregate import ReadSentence, ScoredSentence
from nlp.sentiment.encoder import SentenceEncoder, SentimentInput
from nlp.sentiment.market_words import MarketWords, load_market_words

MAX_TARGETS: Final = 4  # a sentence that lists more assets says the same of all
REMEMBERED: Final = 20_000  # questions kept: some megabytes

Probabilities = tuple[float, float, float]


class SentenceScorer:
    """Scores sentences with one encoder and remembers the answers."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self.encoder = encoder
        self._market_words: MarketWords = load_market_words()
        self._known: OrderedDict[SentimentInput, Probabilities] = OrderedDict()

    def score(self, sentences: Sequence[ReadSentence]) -> list[ScoredSentence]:
        """Score those sentences that say something of an asset or a market, in order."""
        chosen = [s for s in sentences if s.targets or self._market_words.speaks_of_market(s.text)]
        answers = self._ask([question for s in chosen for question in _questions(s)])
        return [_scored(sentence, answers) for sentence in chosen]

    def _ask(self, questions: Sequence[SentimentInput]) -> dict[SentimentInput, Probabilities]:
        new = [q for q in dict.fromkeys(questions) if q not in self._known]
        if new:
            for question, (bearish, neutral, bullish) in zip(new, self.encoder.predict(new).tolist(), strict=True):
                self._known[question] = (bearish, neutral, bullish)
        answers = {question: self._known[question] for question in questions}
        for question in answers:
            self._known.move_to_end(question)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return answers


def _questions(sentence: ReadSentence) -> list[SentimentInput]:
    names = list(sentence.targets.values())
    if len(names) == 1:
        return [SentimentInput(sentence.text, names[0])]
    return [SentimentInput(sentence.text), *(SentimentInput(sentence.text, name) for name in names[:MAX_TARGETS])]


def _scored(sentence: ReadSentence, answers: dict[SentimentInput, Probabilities]) -> ScoredSentence:
    if len(sentence.targets) == 1:
        ((ticker, name),) = sentence.targets.items()
        answer = answers[SentimentInput(sentence.text, name)]
        return ScoredSentence(sentence=sentence, overall=answer, by_asset={ticker: answer})
    overall = answers[SentimentInput(sentence.text)]
    by_asset = {t: answers.get(SentimentInput(sentence.text, name), overall) for t, name in sentence.targets.items()}
    return ScoredSentence(sentence=sentence, overall=overall, by_asset=by_asset)
