"""What the model has to beat: VADER, and TF-IDF with logistic regression on the same training rows.

Both need `newstape[evaluate]`. Neither knows targets.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from nlp.errors import ModelError
from nlp.sentiment.encoder import SentimentInput
from nlp.sentiment.labelled import LabelledSentence
from nlp.sentiment.labels import LABELS

VADER_NEUTRAL = 0.05
"""Compound scores nearer to zero are neutral: the threshold of VADER's authors."""


class VaderEncoder:
    """A general word list; its compound score is turned into probabilities that keep its class."""

    name = "vader"

    def __init__(self) -> None:
        try:
            vader = import_module("vaderSentiment.vaderSentiment")
        except ImportError as error:
            raise ModelError("VADER is not installed; pip install 'newstape[evaluate]'") from error
        self._analyzer = vader.SentimentIntensityAnalyzer()

    def predict(self, inputs: Sequence[SentimentInput]) -> npt.NDArray[np.float32]:
        """Score sentences; see `SentenceEncoder.predict`."""
        rows = np.zeros((len(inputs), 3), dtype=np.float32)
        for row, each in enumerate(inputs):
            compound = self._analyzer.polarity_scores(each.text)["compound"]
            strength = abs(compound)
            sure = 0.5 + strength / 2 if strength >= VADER_NEUTRAL else strength
            rest = 1.0 - sure
            rows[row] = (sure, rest, 0.0) if compound < 0 else (0.0, rest, sure)
        return rows


class TfidfEncoder:
    """Word and word-pair weights, logistic regression."""

    name = "tfidf-lr"

    def __init__(self, rows: Sequence[LabelledSentence]) -> None:
        """Train on the train part of `rows`."""
        try:
            from sklearn.feature_extraction.text import TfidfVectorizer
            from sklearn.linear_model import LogisticRegression
            from sklearn.pipeline import make_pipeline
        except ImportError as error:
            raise ModelError("scikit-learn is not installed; pip install 'newstape[evaluate]'") from error
        train = [row for row in rows if row.split == "train"]
        self._model: Any = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2), LogisticRegression(C=5.0, max_iter=1000)
        )
        self._model.fit([row.text for row in train], [LABELS.index(row.label) for row in train])

    def predict(self, inputs: Sequence[SentimentInput]) -> npt.NDArray[np.float32]:
        """Score sentences; see `SentenceEncoder.predict`."""
        if not inputs:
            return np.zeros((0, 3), dtype=np.float32)
        rows: npt.NDArray[np.float32] = self._model.predict_proba([each.text for each in inputs]).astype(np.float32)
        return rows
