"""The reader: a blank English spaCy pipeline whose components hand one `Reading` on, and the ways to run it.

Blank because rules over characters find what the product needs; a tagger and parser would cost 20 to 50 times the time
of everything here. One pipeline reads one article after the other; split a large job over processes, each with its own.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import ArticleAnnotations
from nlp.article import Article
from nlp.components import (
    assets,
    claims,
    events,
    liquidation_model,
    liquidations,
    metrics,
    price_levels,
    quantities,
    role_model,
    sentences,
    sentiment,
    times,
)
from nlp.components.extensions import Reading, reading
from nlp.components.tokenizer import TOKENIZER
from nlp.errors import ArticleError
from nlp.original_spans import in_original
from nlp.publication_day import at_any_moment, at_first_moment, at_last_moment, is_known_to_the_day
from nlp.rules_version import rules_version
from nlp.sentiment.encoder import SentenceEncoder
from nlp.text.language import guess_language
from nlp.text.lexicon import AssetLexicon
from nlp.text.normalize import plain_text
from nlp.text.paragraphs import blanked
from nlp.text.shown import shown_text

MAX_CHARACTERS = 2_000_000
MAX_UNREADABLE_SHARE = 0.1
"""An article with more than this share of control and replacement characters is binary or wrongly decoded."""

_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ud800-\udfff]")
_READ_BY_ALL = "Bitcoin fell to $50,000 as $1 million in longs were liquidated"
"""Every model has something to read in it."""
# In the order they run; importing a module registers its factory.
_COMPONENTS = (
    sentences, times, assets, quantities, price_levels, role_model, liquidations, liquidation_model, metrics,
    events, claims, sentiment,
)  # fmt: skip


def build_pipeline(lexicon: AssetLexicon, encoder: SentenceEncoder) -> Language:
    """Put the components together.

    Args:
        lexicon: The assets to recognise.
        encoder: Classifies sentences for the sentiment.
    """
    # The tokenizer is named here, not exchanged later, because to build spaCy's own takes longer than all the rest.
    pipeline = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    pipeline.max_length = MAX_CHARACTERS
    # The shape, the prefix and the like of a line say nothing.
    pipeline.vocab.lex_attr_getters = {}
    pipeline.set_error_handler(_note_problem)
    for component in _COMPONENTS:
        pipeline.add_pipe(f"newstape_{component.__name__.rpartition('.')[2]}")
    pipeline.get_pipe("newstape_assets").lexicon = lexicon
    pipeline.get_pipe("newstape_sentiment").encoder = encoder
    return pipeline


def open_article(pipeline: Language, article: Article) -> Doc:
    """Make the doc that the pipeline reads: the plain form of what the article shows, with an empty `Reading`.

    Raises:
        ArticleError: The text is empty, binary, too long or not English.
    """
    text = article.text
    if len(text) > MAX_CHARACTERS:
        raise ArticleError(f"{len(text)} characters, at most {MAX_CHARACTERS} are read; split the text into articles")
    if not text.strip():
        raise ArticleError("the text is empty")
    n_unreadable = len(_UNREADABLE.findall(text))
    if n_unreadable > MAX_UNREADABLE_SHARE * len(text):
        raise ArticleError(f"not text: {n_unreadable} of {len(text)} characters are unreadable")
    shown = shown_text(blanked(text, article.boilerplate))
    plain = plain_text(shown.text)
    language = guess_language(plain)
    if language != "en":
        raise ArticleError(f"not English ({language})", language=language)
    doc = pipeline.make_doc(plain)
    seen = article if shown.is_original else replace(article, text=shown.text, boilerplate=())
    doc._.reading = Reading(article=seen, plain=plain, shown=shown, model={"rules": rules_version()})
    return doc


def annotate(pipeline: Language, article: Article) -> ArticleAnnotations:
    """Read one article; what cannot be read comes back with a `problem` instead of figures. Never raises for a text."""
    return next(annotate_many(pipeline, [article]))


def annotate_many(
    pipeline: Language, articles: Iterable[Article], *, batch_size: int = 64
) -> Iterator[ArticleAnnotations]:
    """Read articles, one result each, in order; an unreadable one says so in its own result and harms no other.

    Args:
        pipeline: From `build_pipeline`.
        articles: Any number; they are taken `batch_size` at a time.
        batch_size: Articles that go through the components together.
    """
    remaining = iter(articles)
    while batch := list(islice(remaining, batch_size)):
        # Every line is a new word to spaCy's vocabulary: the zone forgets those of the batch with its docs.
        with pipeline.memory_zone():
            results = _read_batch(pipeline, batch)
        yield from results


def _read_batch(pipeline: Language, batch: list[Article]) -> list[ArticleAnnotations]:
    """Read a batch; what is known to the day is read at its last moment, and at its first where that may matter."""
    read = _read_dated(pipeline, [at_last_moment(one) if is_known_to_the_day(one) else one for one in batch])
    days = [n for n, article in enumerate(batch) if is_known_to_the_day(article)]
    dated = [n for n in days if any(claim.time_start for claim in read[n].claims)]
    first = dict(zip(dated, _read_dated(pipeline, [at_first_moment(batch[n]) for n in dated]), strict=True))
    for n in days:
        read[n] = at_any_moment(first[n], read[n]) if n in first else replace(read[n], published_at=None)
    return read


def _read_dated(pipeline: Language, batch: list[Article]) -> list[ArticleAnnotations]:
    opened = [_open_or_refuse(pipeline, article) for article in batch]
    # The docs are changed in place; one that a component fails on leaves the stream with its problem noted.
    deque(pipeline.pipe([doc for doc in opened if isinstance(doc, Doc)]), maxlen=0)
    return [
        doc if isinstance(doc, ArticleAnnotations) else in_original(_annotations(reading(doc)), reading(doc), article)
        for article, doc in zip(batch, opened, strict=True)
    ]


def model_names(pipeline: Language) -> dict[str, str]:
    """Name and version of everything that reads, as `ArticleAnnotations.model` holds them at most."""
    return annotate(pipeline, Article(id="model-names", text=_READ_BY_ALL)).model


def _open_or_refuse(pipeline: Language, article: Article) -> Doc | ArticleAnnotations:
    try:
        return open_article(pipeline, article)
    except ArticleError as error:
        return ArticleAnnotations(
            id=article.id,
            url=article.url,
            headline=article.headline,
            published_at=article.published_at,
            language=error.language,
            model={},
            problem=str(error),
        )


def _note_problem(name: str, component: object, docs: list[Doc], error: Exception) -> None:
    """Keep the fault of a component with the articles it befell (the signature is spaCy's)."""
    for doc in docs:
        reading(doc).problem = f"{name} failed: {type(error).__name__}: {error}"


def _annotations(found: Reading) -> ArticleAnnotations:
    article = found.article
    return ArticleAnnotations(
        id=article.id,
        url=article.url,
        headline=article.headline,
        published_at=article.published_at,
        language="en",
        model=found.model,
        problem=found.problem,
        assets=found.assets,
        price_levels=found.price_levels,
        liquidations=found.liquidations,
        metrics=found.metrics,
        claims=found.claims,
        events=found.events,
        sentiment=found.sentiment,
    )
