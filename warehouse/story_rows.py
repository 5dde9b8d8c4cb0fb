"""The rows of stories as Python records, one per table, field names equal to column names (see `warehouse.rows`)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFingerprintRow:
    """What is kept of the first version of an article to compare it with others."""

    article_id: str
    outlet: str
    happened_at: datetime
    available_at: datetime
    assets: tuple[str, ...]
    text_key: int
    signature: str
    frame: str
    sentences: tuple[str, ...]
    numbers: tuple[str, ...]
    headline_terms: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFingerprintRow(ArticleFingerprintRow):
    """A fingerprint with the story that its article belongs to, after merging, and its keys that were sought."""

    story_id: str
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleKeyRow:
    """A key under which an article meets others."""

    key: int
    article_id: str
    happened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLinkRow:
    """Two articles that are alike."""

    article_id: str
    other_id: str
    kind: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMembershipRow:
    """The story that an article was placed in."""

    article_id: str
    story_id: str
    n_sentences: int
    n_new_sentences: int
    n_numbers: int
    n_new_numbers: int
    novelty: float
    is_echo: bool
    grouped_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMergeRow:
    """A story that turned out to be another one."""

    story_id: str
    into_story_id: str
    article_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UngroupedArticleRow:
    """The first version of an article that was read and has no story yet."""

    article_id: str
    outlet: str
    text: str
    assets: tuple[str, ...]
    happened_at: datetime
    available_at: datetime
