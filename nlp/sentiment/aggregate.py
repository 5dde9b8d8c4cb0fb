"""From sentence to asset to article.

Every sentence gets a weight: where it stands (headline, lead, body), how surely it is said (reported, forecast,
conditional; a quotation counts less than the reporter's own word), and how much the article is about the assets it
names. A score is the weighted mean of p_bullish - p_bearish, in which neutral body sentences count only in part (a long
neutral tail does not drown the news), a neutral headline counts in full (it says that there is no direction), and a
small prior holds scores that rest on next to nothing near zero. A sentence that names no asset goes on about the one
that was named last, or else about the primary asset.

For an asset the moves that the article reports of it count beside the sentences: the encoder reads "fell 6%" in a list
of nine coins less surely than the rules do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import copysign
from typing import Final, Literal

from nlp.annotations import ArticleSentiment, AssetSentiment, Modality, SentenceSentiment
from nlp.sentiment.labels import label_of_score

Place = Literal["headline", "lead", "body"]

PLACE_WEIGHT: Final[Mapping[Place, float]] = {"headline": 3.0, "lead": 1.5, "body": 1.0}
MODALITY_WEIGHT: Final[Mapping[Modality, float]] = {"reported": 1.0, "forecast": 0.7, "conditional": 0.5}
QUOTE_WEIGHT: Final = 0.7
NO_ASSET_WEIGHT: Final = 0.5  # a sentence that names no asset, in an article that names some
RELEVANCE_FLOOR: Final = 0.3  # what a sentence about the least relevant asset keeps
UNNAMED_SHARE: Final = 0.7  # an unnamed subject ("the price") is the asset named last, with this weight...
PRIMARY_RELEVANCE: Final = 0.5  # ...or the primary asset, where the article is mostly about it
NO_ASSET_ARTICLE: Final = 0.5  # an article that names no asset at all says less of the market, whatever its mood
NEUTRAL_COUNT: Final[Mapping[Place, float]] = {"headline": 1.0, "lead": 0.6, "body": 0.6}  # a neutral one
FULL_MOVE: Final = 5.0  # percent; a reported move of this size or more is like a sure body sentence, 1 % like a fifth
PRIOR: Final = 0.5  # weight of an imagined neutral sentence
ARTICLE_THRESHOLD: Final = 0.2
ASSET_THRESHOLD: Final = 0.2
MAX_MOVERS: Final = 5
MOVER_SCORE: Final = 0.2  # a sentence below this moves nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSentence:
    """A sentence as the reader found it, before scoring. Boilerplate is left out by the caller.

    Attributes:
        text: Its text.
        start: First code point in the article.
        end: One past its last.
        place: Headline, lead (the first body sentences) or body.
        targets: Ticker to the name it is called by in this sentence, in order of appearance.
        modality: Reported as fact, supposed, or foretold.
        is_quote: Somebody's words, not the reporter's.
    """

    text: str
    start: int
    end: int
    place: Place = "body"
    targets: Mapping[str, str]
    modality: Modality = "reported"
    is_quote: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSentence:
    """A sentence with its probabilities (bearish, neutral, bullish), overall and for each asset it names."""

    sentence: ReadSentence
    overall: tuple[float, float, float]
    by_asset: Mapping[str, tuple[float, float, float]]


@dataclass(slots=True)
class _Mean:
    """Weighted mean of sentence scores with the prior and the discount for neutral ones."""

    total: float = 0.0
    weight: float = PRIOR
    n: int = 0

    def add(
        self, probabilities: tuple[float, float, float], weight: float, place: Place, *, named: bool = True
    ) -> None:
        bearish, neutral, bullish = probabilities
        self.total += weight * (bullish - bearish)
        self.weight += weight * (1.0 - (1.0 - NEUTRAL_COUNT[place]) * neutral)
        self.n += named

    def add_move(self, percent: float) -> None:
        size = min(1.0, abs(percent) / FULL_MOVE)
        self.total += copysign(size, percent)
        self.weight += size

    @property
    def score(self) -> float:
        return max(-1.0, min(1.0, self.total / self.weight))


def aggregate(
    scored: Sequence[ScoredSentence],
    *,
    relevance: Mapping[str, float],
    moves: Sequence[tuple[str, float]] = (),
) -> ArticleSentiment:
    """Sum up an article.

    Args:
        scored: Its scored sentences in order of appearance.
        relevance: Ticker to relevance, 0..1, the article's assets.
        moves: Ticker and signed percent of each price move that is reported as fact.

    Returns:
        Neutral with score 0 where nothing was scored.
    """
    top = max(relevance.values(), default=0.0)
    primary = next((t for t, r in relevance.items() if r == top and r >= PRIMARY_RELEVANCE), None)
    article, assets = _Mean(), {ticker: _Mean() for ticker in relevance}
    moved: list[tuple[float, int]] = []
    subject = primary
    for index, each in enumerate(scored):
        place, said = each.sentence.place, _said_weight(each.sentence)
        weight = said * _relevance_weight(each.sentence, relevance, top)
        article.add(each.overall, weight, place)
        moved.append((weight * abs(_direction(each.overall)), index))
        for ticker, probabilities in each.by_asset.items():
            assets.setdefault(ticker, _Mean()).add(probabilities, said, place)
        if each.sentence.targets:
            subject = next(iter(each.sentence.targets)) if len(each.sentence.targets) == 1 else primary
        elif subject:
            assets[subject].add(each.overall, said * UNNAMED_SHARE, place, named=False)
    for ticker, percent in moves:
        if ticker in assets:
            assets[ticker].add_move(percent)
    score = article.score if relevance else article.score * NO_ASSET_ARTICLE
    movers = [
        i for _, i in sorted(moved, key=lambda m: (-m[0], m[1])) if abs(_direction(scored[i].overall)) >= MOVER_SCORE
    ]
    return ArticleSentiment(
        label=label_of_score(score, threshold=ARTICLE_THRESHOLD),
        score=score,
        headline_score=next((_direction(e.overall) for e in scored if e.sentence.place == "headline"), 0.0),
        by_asset={
            ticker: AssetSentiment(
                label=label_of_score(mean.score, threshold=ASSET_THRESHOLD), score=mean.score, n_sentences=mean.n
            )
            for ticker, mean in assets.items()
            if mean.n
        },
        sentences=tuple(_record(each) for each in scored),
        movers=tuple(movers[:MAX_MOVERS]),
    )


def _said_weight(sentence: ReadSentence) -> float:
    weight = PLACE_WEIGHT[sentence.place] * MODALITY_WEIGHT[sentence.modality]
    return weight * QUOTE_WEIGHT if sentence.is_quote else weight


def _relevance_weight(sentence: ReadSentence, relevance: Mapping[str, float], top: float) -> float:
    if not top:
        return 1.0
    if not sentence.targets:
        return 1.0 if sentence.place == "headline" else NO_ASSET_WEIGHT
    best = max(relevance.get(ticker, 0.0) for ticker in sentence.targets)
    return RELEVANCE_FLOOR + (1.0 - RELEVANCE_FLOOR) * best / top


def _direction(probabilities: tuple[float, float, float]) -> float:
    return probabilities[2] - probabilities[0]


def _record(each: ScoredSentence) -> SentenceSentiment:
    bearish, neutral, bullish = each.overall
    return SentenceSentiment(
        start=each.sentence.start,
        end=each.sentence.end,
        p_bearish=bearish,
        p_neutral=neutral,
        p_bullish=bullish,
        assets=tuple(each.sentence.targets),
    )
