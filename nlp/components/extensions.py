"""What the components of the pipeline leave on a spaCy `Doc` for one another.

Everything hangs on one custom attribute, `doc._.reading`, a typed record; `reading(doc)` is the way to it:

    from nlp.components.extensions import reading
    found = reading(doc)
    found.price_levels = read_levels(found)

`Doc.text` is the plain form (see `nlp.text.normalize`) of what the article shows (see `nlp.text.shown`): its length
and offsets are those of `found.article.text`, so rules match on `found.plain` and spans are cut with
`found.span_text(start, end)`. `nlp.original_spans` puts them back where they stand in the article that came in.

Order of the components, each reading what those before it left: sentences, times, assets, quantities, price_levels,
liquidations, metrics, events, claims, sentiment.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from spacy.tokens import Doc

from nlp.annotations import (
    ArticleAsset,
    ArticleSentiment,
    Claim,
    EventMention,
    LiquidationMention,
    MetricMention,
    PriceLevelMention,
)
from nlp.article import Article
from nlp.text.extents import Extent
from nlp.text.lexicon import AssetLexicon
from nlp.text.shown import ShownText
from nlp.text.spans import starting_in
from nlp.text.stems import StemIndex
from nlp.text.time_expressions import TimeExpression

if TYPE_CHECKING:
    from nlp.components.figure_windows import FigureWindow
    from nlp.text.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a bullet or a heading.

    Attributes:
        start: First code point, never white space.
        end: One past the last, never white space.
        index: Position in `Reading.sentences`.
        paragraph: Number of the block between line breaks that it stands in; the headline is block 0.
        is_headline: It is line 1 of the article (or a part of it).
        is_boilerplate: Share buttons, credits, disclaimers, links to other stories: no word about the market.
    """

    start: int
    end: int
    index: int
    paragraph: int
    is_headline: bool
    is_boilerplate: bool


AssetForm = Literal["name", "ticker", "cashtag", "pair", "unit"]


@dataclass(frozen=True, slots=True)
class AssetSpan:
    """A place where an asset is named.

    Attributes:
        start: First code point.
        end: One past the last.
        ticker: As in `configs/assets.toml`.
        text: The name as it stands there.
        form: What the name is: `name` (Bitcoin), `ticker` (BTC), `cashtag` ($BTC), `pair` (BTC/USD; the ticker is the
            base) or `unit` (the coin that an amount counts: 5,000 BTC).
        sentence: Index of its sentence.
    """

    start: int
    end: int
    ticker: str
    text: str
    form: AssetForm
    sentence: int


@dataclass(slots=True)
class Reading:
    """What has been read so far; each component fills its own field.

    Attributes:
        article: The article, with the text that it shows.
        plain: That text in plain form, same length, same offsets.
        lower: The same in lower case.
        sentences: In order, without overlap.
        times: Time words with their intervals, in order.
        extents: Statements of how far back something is the extreme, in order.
        asset_mentions: In order, without overlap, boilerplate included.
        assets: Ranked, primary asset first.
        quantities: All numbers with their units, in order.
        windows: The words around each of them, in the same order.
        price_levels: Filled by `newstape_price_levels`.
        liquidations: Filled by `newstape_liquidations`.
        metrics: Filled by `newstape_metrics`.
        events: Filled by `newstape_events`.
        claims: Filled by `newstape_claims`.
        sentiment: Filled by `newstape_sentiment`.
        lexicon: The asset list in use; set by `newstape_assets`.
        shown: Where the text differs from the one that came in.
        problem: What went wrong on the way, if anything.
        model: Name and version of the rules, and of every lexicon and model that had a part.
    """

    article: Article
    plain: str
    sentences: tuple[Sentence, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    extents: tuple[Extent, ...] = ()
    asset_mentions: tuple[AssetSpan, ...] = ()
    assets: tuple[ArticleAsset, ...] = ()
    quantities: "tuple[Quantity, ...]" = ()
    windows: "tuple[FigureWindow, ...]" = ()
    price_levels: tuple[PriceLevelMention, ...] = ()
    liquidations: tuple[LiquidationMention, ...] = ()
    metrics: tuple[MetricMention, ...] = ()
    events: tuple[EventMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    sentiment: ArticleSentiment | None = None
    lexicon: AssetLexicon | None = None
    shown: ShownText = field(default_factory=lambda: ShownText(""))
    problem: str | None = None
    model: dict[str, str] = field(default_factory=dict)
    lower: str = field(init=False)
    _index: StemIndex | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.lower = self.plain.lower()

    def span_text(self, start: int, end: int) -> str:
        """The article's own words at a span."""
        return self.article.text[start:end]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence around an offset, or the nearest one before it (the first one at the very start)."""
        index = bisect_right(self.index.starts, offset) - 1
        return self.sentences[max(index, 0)]

    def sentence_text(self, offset: int) -> str:
        """The words of the sentence around an offset, as they stand in the article."""
        sentence = self.sentence_at(offset)
        return self.article.text[sentence.start : sentence.end]

    @property
    def index(self) -> StemIndex:
        """The sentences by how their words begin; asked after `newstape_sentences` only."""
        if self._index is None:
            self._index = StemIndex(self.plain, [(sentence.start, sentence.end) for sentence in self.sentences])
        return self._index

    def matches(self, pattern: re.Pattern[str], stems: tuple[str, ...]) -> Iterator[re.Match[str]]:
        """The matches of a pattern that ignores case, inside the sentences in which one of its stems stands.

        Args:
            pattern: Matched against the plain form, sentence by sentence.
            stems: In lower case; no match is without one of them.
        """
        for start, end in self.index.regions_with(stems):
            yield from pattern.finditer(self.plain, start, end)

    def mentions_in(self, sentence: Sentence) -> Sequence[AssetSpan]:
        """The asset mentions of one sentence, in order."""
        return starting_in(self.asset_mentions, sentence.start, sentence.end)


Doc.set_extension("reading", default=None, force=True)


def reading(doc: Doc) -> Reading:
    """The record that the components fill.

    Raises:
        TypeError: when the doc was not made by `nlp.pipeline` (it has no article).
    """
    found = doc._.reading
    if not isinstance(found, Reading):
        raise TypeError("this Doc carries no article: make it with nlp.pipeline.open_article")
    return found
