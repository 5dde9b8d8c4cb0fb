"""Puts what was read from the shown text back where it stands in the article: offsets, spans and sentences."""

from dataclasses import replace
from typing import TypeVar

from nlp.annotations import ArticleAnnotations, ArticleSentiment, Mention
from nlp.article import Article
from nlp.components.extensions import Reading

_MentionT = TypeVar("_MentionT", bound=Mention)


def in_original(annotations: ArticleAnnotations, found: Reading, article: Article) -> ArticleAnnotations:
    """Return annotations whose spans are those of the article as it came in.

    Args:
        annotations: With the spans of the shown text.
        found: What they were made of.
        article: As it came in.
    """
    if found.shown.is_original:
        return annotations
    return replace(
        annotations,
        headline=article.headline,
        price_levels=_moved(annotations.price_levels, found, article.text),
        liquidations=_moved(annotations.liquidations, found, article.text),
        metrics=_moved(annotations.metrics, found, article.text),
        claims=_moved(annotations.claims, found, article.text),
        events=_moved(annotations.events, found, article.text),
        sentiment=annotations.sentiment and _moved_sentiment(annotations.sentiment, found),
    )


def _moved(mentions: tuple[_MentionT, ...], found: Reading, text: str) -> tuple[_MentionT, ...]:
    moved = []
    for mention in mentions:
        start, end = found.shown.original_span(mention.start, mention.end)
        sentence = found.sentence_at(mention.start)
        left, right = found.shown.original_span(sentence.start, sentence.end)
        moved.append(replace(mention, start=start, end=end, text=text[start:end], sentence=text[left:right]))
    return tuple(moved)


def _moved_sentiment(sentiment: ArticleSentiment, found: Reading) -> ArticleSentiment:
    sentences = []
    for sentence in sentiment.sentences:
        start, end = found.shown.original_span(sentence.start, sentence.end)
        sentences.append(replace(sentence, start=start, end=end))
    return replace(sentiment, sentences=tuple(sentences))
