"""Component `newstape_sentiment`: what the article means for holders, sentence by sentence and as a whole."""

import re
from collections.abc import Sequence
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import MetricMention, Modality
from nlp.components.extensions import Reading, Sentence, reading
from nlp.sentiment.aggregate import Place, ReadSentence, aggregate
from nlp.sentiment.encoder import SentenceEncoder
from nlp.sentiment.score_sentences import SentenceScorer

LEAD_SENTENCES: Final = 3
QUOTED_SHARE: Final = 0.5  # a sentence is a quotation where this share of it stands between quotation marks

_SIGN: Final = {"up": 1.0, "down": -1.0}
_QUOTED = re.compile(r'"[^"]{3,}(?:"|$)|“[^”]{3,}(?:”|$)')
_CONDITIONAL = re.compile(r"\b(?:if|unless|should (?:the|it|they|this)|would|in case)\b", re.IGNORECASE)
_FORECAST = re.compile(
    r"\b(?:could|may|might|will|expect(?:s|ed)?|likely|forecasts?|predict(?:s|ed)?|projects?|set to|poised to|eyes)\b",
    re.IGNORECASE,
)


class SentimentReader:
    """Fills `Reading.sentiment`.

    Attributes:
        encoder: Classifies sentences; must be set before the first article.
    """

    def __init__(self) -> None:
        self._scorer: SentenceScorer | None = None

    @property
    def encoder(self) -> SentenceEncoder:
        """The classifier in use."""
        return self._require_scorer().encoder

    @encoder.setter
    def encoder(self, encoder: SentenceEncoder) -> None:
        self._scorer = SentenceScorer(encoder)

    def __call__(self, doc: Doc) -> Doc:
        """Read one article."""
        scorer, found = self._require_scorer(), reading(doc)
        relevance = {asset.ticker: asset.relevance for asset in found.assets}
        scored = scorer.score(read_sentences(found))
        found.sentiment = aggregate(scored, relevance=relevance, moves=reported_moves(found.metrics))
        found.model["sentiment"] = scorer.encoder.name
        return doc

    def _require_scorer(self) -> SentenceScorer:
        if self._scorer is None:
            raise RuntimeError("newstape_sentiment has no encoder: set component.encoder, as nlp.pipeline does")
        return self._scorer


def make_sentiment_reader(nlp: Language, name: str) -> SentimentReader:
    """Make the component; `nlp.pipeline` gives it its encoder."""
    return SentimentReader()


Language.factory("newstape_sentiment", func=make_sentiment_reader)


def read_sentences(found: Reading) -> list[ReadSentence]:
    """The article's sentences with all that their weight depends on; boilerplate is left out."""
    kept = [sentence for sentence in found.sentences if not sentence.is_boilerplate]
    body = [sentence.index for sentence in kept if not sentence.is_headline]
    lead = frozenset(body[:LEAD_SENTENCES])
    return [_read(found, sentence, lead) for sentence in kept]


def reported_moves(metrics: Sequence[MetricMention]) -> list[tuple[str, float]]:
    """Ticker and signed percent of the price moves that the article reports as fact."""
    return [
        (metric.asset, float(metric.value) * _SIGN[metric.direction])
        for metric in metrics
        if metric.kind == "percent_change" and metric.modality == "reported"
        if metric.asset and metric.value and metric.direction in _SIGN
    ]


def _read(found: Reading, sentence: Sentence, lead: frozenset[int]) -> ReadSentence:
    plain = found.plain[sentence.start : sentence.end]
    place: Place = "headline" if sentence.is_headline else "lead" if sentence.index in lead else "body"
    targets: dict[str, str] = {}
    for mention in found.mentions_in(sentence):
        targets.setdefault(mention.ticker, mention.text)
    quoted = sum(len(match.group()) for match in _QUOTED.finditer(plain))
    return ReadSentence(
        text=" ".join(plain.split()),
        start=sentence.start,
        end=sentence.end,
        place=place,
        targets=targets,
        modality=_modality(plain),
        is_quote=quoted >= QUOTED_SHARE * len(plain),
    )


def _modality(plain: str) -> Modality:
    if _CONDITIONAL.search(plain):
        return "conditional"
    return "forecast" if _FORECAST.search(plain) else "reported"
