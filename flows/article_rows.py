"""The one file where both vocabularies meet: articles out of the warehouse, annotations into its rows."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

from nlp.annotations import ArticleAnnotations, ArticleSentiment
from nlp.article import Article
from nlp.stories.figures import Statement
from nlp.stories.fingerprint import Fingerprint, StoryArticle, keys_of
from nlp.stories.grouping import Placement
from nlp.text.paragraphs import Paragraph
from warehouse.figures import FigurePlacementRow, StatementRow
from warehouse.rows import (
    AnnotationRow,
    ArticleAssetRow,
    ArticleRevisionRow,
    AssetSentimentRow,
    ClaimRow,
    EventMentionRow,
    LiquidationMentionRow,
    MetricMentionRow,
    PriceLevelMentionRow,
    SentenceSentimentRow,
)
from warehouse.story_rows import (
    ArticleFingerprintRow,
    ArticleKeyRow,
    ArticleLinkRow,
    StoryMembershipRow,
    StoryMergeRow,
    UngroupedArticleRow,
)
from warehouse.writers import AnnotationBundle

_Row = TypeVar("_Row")


def article_of(row: ArticleRevisionRow, boilerplate: Iterable[Paragraph] = ()) -> Article:
    """Make the reader's article from a stored revision; in `boilerplate` nothing will be read."""
    return Article(
        id=row.article_id, text=row.text, url=row.url, published_at=row.published_at, time_zone=row.time_zone,
        published_date=row.published_date,
        boilerplate=tuple((paragraph.start, paragraph.end) for paragraph in boilerplate),
    )  # fmt: skip


def model_key(model: Mapping[str, str]) -> str:
    """Write names and versions of models in the one form in which annotations are kept and looked up."""
    return json.dumps(dict(model), sort_keys=True)


def bundle_of(
    row: ArticleRevisionRow, annotations: ArticleAnnotations, *, model: str, annotated_at: datetime
) -> AnnotationBundle:
    """Make the rows of one annotation; keys depend only on the revision, the models and the spans.

    Args:
        row: The revision that was read.
        annotations: What was read.
        model: `model_key` of the pipeline; an article that was refused has no models of its own.
        annotated_at: When it was read.
    """
    annotation_id = _key(row.article_id, str(row.revision), model)
    sentiment = annotations.sentiment
    return AnnotationBundle(
        annotation=AnnotationRow(
            annotation_id=annotation_id,
            article_id=row.article_id,
            revision=row.revision,
            model=model,
            annotated_at=annotated_at,
            language=annotations.language,
            problem=annotations.problem,
            sentiment_label=sentiment.label if sentiment else None,
            sentiment_score=sentiment.score if sentiment else None,
            headline_score=sentiment.headline_score if sentiment else None,
        ),
        assets=tuple(
            ArticleAssetRow(
                annotation_id=annotation_id, ticker=asset.ticker, n_mentions=asset.n_mentions, relevance=asset.relevance
            )
            for asset in annotations.assets
        ),
        price_levels=_mentions(PriceLevelMentionRow, annotation_id, annotations.price_levels),
        liquidations=_mentions(LiquidationMentionRow, annotation_id, annotations.liquidations),
        metrics=_mentions(MetricMentionRow, annotation_id, annotations.metrics),
        events=_mentions(EventMentionRow, annotation_id, annotations.events),
        claims=_mentions(ClaimRow, annotation_id, annotations.claims),
        sentences=_sentences(annotation_id, sentiment) if sentiment else (),
        asset_sentiments=tuple(
            AssetSentimentRow(
                annotation_id=annotation_id, ticker=ticker, label=item.label, score=item.score,
                n_sentences=item.n_sentences,
            )
            for ticker, item in sentiment.by_asset.items()
        ) if sentiment else (),
    )  # fmt: skip


def story_article_of(row: UngroupedArticleRow) -> StoryArticle:
    """Make what a fingerprint is taken of."""
    return StoryArticle(**{field.name: getattr(row, field.name) for field in fields(StoryArticle)})


def fingerprint_row(fingerprint: Fingerprint) -> ArticleFingerprintRow:
    """Make the row of a fingerprint."""
    return ArticleFingerprintRow(**{field.name: getattr(fingerprint, field.name) for field in fields(Fingerprint)})


def fingerprint_from(row: ArticleFingerprintRow) -> Fingerprint:
    """Make a fingerprint of its row."""
    return Fingerprint(**{field.name: getattr(row, field.name) for field in fields(Fingerprint)})


def key_rows(fingerprint: Fingerprint) -> list[ArticleKeyRow]:
    """Make the rows of the keys under which an article meets others."""
    return [
        ArticleKeyRow(key=key, article_id=fingerprint.article_id, happened_at=fingerprint.happened_at)
        for key in keys_of(fingerprint)
    ]


def membership_rows(
    placements: Iterable[Placement], *, echo_novelty: float, grouped_at: datetime
) -> tuple[list[ArticleLinkRow], list[StoryMembershipRow], list[StoryMergeRow]]:
    """Make the rows of where articles were placed; one is an echo that is a copy or has at most `echo_novelty`."""
    links, memberships, merges = [], [], []
    for placement in placements:
        links += [
            ArticleLinkRow(
                article_id=placement.article_id, other_id=link.other_id, kind=link.kind, similarity=link.similarity
            )
            for link in placement.links
        ]
        is_echo = not placement.opens_story and (placement.is_copy or placement.novelty <= echo_novelty)
        memberships.append(
            StoryMembershipRow(
                article_id=placement.article_id, story_id=placement.story_id, n_sentences=placement.n_sentences,
                n_new_sentences=placement.n_new_sentences, n_numbers=placement.n_numbers,
                n_new_numbers=placement.n_new_numbers, novelty=placement.novelty, is_echo=is_echo,
                grouped_at=grouped_at,
            )
        )  # fmt: skip
        merges += [
            StoryMergeRow(story_id=merged, into_story_id=placement.story_id, article_id=placement.article_id)
            for merged in placement.merged_ids
        ]
    return links, memberships, merges


def statement_from(row: StatementRow) -> Statement:
    """Make what a figure book places."""
    return Statement(**{field.name: getattr(row, field.name) for field in fields(Statement)})


def figure_placement_row(row: StatementRow, figure_id: str) -> FigurePlacementRow:
    """Make the row of where a statement was placed."""
    return FigurePlacementRow(**{field.name: getattr(row, field.name) for field in fields(row)}, figure_id=figure_id)


def _mentions(row_type: type[_Row], annotation_id: str, mentions: tuple[Any, ...]) -> tuple[_Row, ...]:
    """Copy mentions into rows field by field; both share their names, and the rows add the keys."""
    names = [item.name for item in fields(row_type)]  # type: ignore[arg-type]
    key_name = "claim_id" if "claim_id" in names else "mention_id"
    rows = []
    for ordinal, mention in enumerate(mentions):
        values = {name: getattr(mention, name) for name in names if hasattr(mention, name)}
        if values.get("since_date") is not None:
            values["since_date"] = date.fromisoformat(values["since_date"])
        values["annotation_id"] = annotation_id
        values[key_name] = _key(annotation_id, row_type.__name__, str(ordinal))
        rows.append(row_type(**values))
    return tuple(rows)


def _sentences(annotation_id: str, sentiment: ArticleSentiment) -> tuple[SentenceSentimentRow, ...]:
    ranks = {index: rank for rank, index in enumerate(sentiment.movers, start=1)}
    return tuple(
        SentenceSentimentRow(
            annotation_id=annotation_id,
            start=sentence.start,
            end=sentence.end,
            p_bearish=sentence.p_bearish,
            p_neutral=sentence.p_neutral,
            p_bullish=sentence.p_bullish,
            assets=sentence.assets,
            mover_rank=ranks.get(index),
        )
        for index, sentence in enumerate(sentiment.sentences)
    )


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]
