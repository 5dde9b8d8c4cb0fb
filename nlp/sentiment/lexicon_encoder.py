"""The plain baseline: counts market words, minds negation, needs no model file.

It is the yardstick that the trained model has to beat, and what runs where no model is wanted.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.sentiment.encoder import SentimentInput
from nlp.sentiment.labels import BEARISH, BULLISH, NEUTRAL
from nlp.sentiment.market_words import MarketWords, load_market_words, words_of

NEGATION_REACH: Final = 3  # words before a match in which a negator turns it
NEGATED: Final = -0.5  # "not bullish" is less than bearish
HEDGED: Final = 0.6
QUESTION: Final = 0.4
NEUTRAL_LOGIT: Final = 1.0
MAX_SUM: Final = 4.0
MAX_WORDS: Final = 256  # enough for any sentence; the rest of a runaway text is not read
MAX_CHARACTERS: Final = 4000
_CLAUSE = re.compile(
    r"[;:,]|\b(?:while|but|whereas|although|though|despite|even as|as|and|after|before)\b", re.IGNORECASE
)


class LexiconEncoder:
    """Sums word weights and turns the sum into three probabilities. With a target, its clause decides."""

    name = "lexicon-1"

    def __init__(self) -> None:
        self._words: MarketWords = load_market_words()

    def predict(self, inputs: Sequence[SentimentInput]) -> npt.NDArray[np.float32]:
        """Score sentences; see `SentenceEncoder.predict`."""
        scores = np.array([self._sum(each) for each in inputs], dtype=np.float64)
        logits = np.zeros((len(inputs), 3), dtype=np.float64)
        logits[:, BEARISH], logits[:, NEUTRAL], logits[:, BULLISH] = -scores, NEUTRAL_LOGIT, scores
        exponentials = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
        probabilities: npt.NDArray[np.float32] = (exponentials / exponentials.sum(axis=1, keepdims=True)).astype(
            np.float32
        )
        return probabilities

    def _sum(self, each: SentimentInput) -> float:
        text = each.text[:MAX_CHARACTERS]
        total = self._clause_sum(_clause_of(text, each.target)) if each.target else 0.0
        if not total:
            total = self._clause_sum(text)
        if text.rstrip().endswith("?"):
            total *= QUESTION
        return float(np.clip(total, -MAX_SUM, MAX_SUM))

    def _clause_sum(self, text: str) -> float:
        words = words_of(text)[:MAX_WORDS]
        total = 0.0
        for at, weight in self._words.find(words):
            reach = words[max(0, at - NEGATION_REACH) : at]
            total += weight * (NEGATED if self._words.negators.intersection(reach) else 1.0)
        return total * (HEDGED if self._words.hedges.intersection(words) else 1.0)


def _clause_of(text: str, target: str) -> str:
    """Cut the text at conjunctions and commas; return the pieces that name the target, or all of it."""
    cuts = [0, *(m.start() for m in _CLAUSE.finditer(text)), len(text)]
    pieces = [text[a:b] for a, b in pairwise(cuts)]
    named = [piece for piece in pieces if target.lower() in piece.lower()]
    return " ".join(named) if named else text
