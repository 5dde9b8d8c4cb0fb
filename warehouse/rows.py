"""The rows as Python records, one per table, field names equal to column names.

Instants are aware datetimes in UTC, amounts are Decimal. The readers of text and of venues fill these in `flows`;
`warehouse.writers` stores them; market series have `warehouse.market_rows`. What each column means, with unit and
range, stands in the table comments (`docs/data_dictionary.md` is generated from them).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocumentRow:
    """One distinct body that an address returned."""

    document_id: str
    url: str
    final_url: str
    fetched_at: datetime
    http_status: int
    content_type: str | None
    headers: str
    n_bytes: int
    stored_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRow:
    """What one request brought, or why it brought nothing."""

    run_id: str
    fetched_at: datetime
    batch: int
    purpose: str
    subject: str
    url: str
    final_url: str | None
    http_status: int | None
    headers: str | None
    document_id: str | None
    reason: str | None
    detail: str | None
    can_pass: bool
    retry_after_seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPollRow:
    """One poll of one feed; the latest one holds the validators for the next request."""

    feed_id: str
    polled_at: datetime
    run_id: str
    outcome: str
    http_status: int | None = None
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    document_id: str | None = None
    n_entries: int = 0
    n_new: int = 0
    n_rejected: int = 0
    n_failures: int | None = None
    next_due_at: datetime | None = None
    newest_at: datetime | None = None
    typical_gap_minutes: float | None = None
    longest_gap_minutes: float | None = None
    is_ill_formed: bool | None = None
    n_pages: int | None = None
    n_pages_unread: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntryRow:
    """What a feed said of one item, in one version of its words."""

    entry_id: str
    feed_id: str
    outlet: str
    guid: str | None
    link: str | None
    title: str
    summary: str | None
    authors: str | None
    published_raw: str | None
    published_at: datetime | None
    updated_at: datetime | None
    first_seen_at: datetime
    document_id: str
    tags: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRevisionRow:
    """One version of one article; revision 1 is the first one seen."""

    article_id: str
    revision: int
    outlet: str
    url: str | None
    headline: str
    text: str
    authors: str | None
    published_raw: str | None
    published_at: datetime | None
    fetched_at: datetime
    available_at: datetime
    available_basis: str
    revised_at: datetime | None
    body_source: str
    content_hash: str
    time_zone: str
    is_simulated: bool
    entry_id: str | None = None
    document_id: str | None = None
    page_kind: str | None = None
    correction: str | None = None
    published_trust: str | None = None
    tags: str | None = None
    language: str | None = None
    published_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationRow:
    """One reading of one article revision by one set of models."""

    annotation_id: str
    article_id: str
    revision: int
    model: str
    annotated_at: datetime
    language: str
    problem: str | None
    sentiment_label: str | None
    sentiment_score: float | None
    headline_score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAssetRow:
    """An asset that an article is about."""

    annotation_id: str
    ticker: str
    n_mentions: int
    relevance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """What every mention row has: its key, its span and its sentence."""

    mention_id: str
    annotation_id: str
    text: str
    start: int
    end: int
    sentence: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLevelMentionRow(MentionRow):
    """A price level that an article states."""

    asset: str | None
    price_low: Decimal
    price_high: Decimal
    currency: str
    role: str
    previous_role: str | None
    relation: str | None
    approximate: bool
    modality: str
    time_text: str | None
    time_start: datetime | None
    time_end: datetime | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LiquidationMentionRow(MentionRow):
    """A liquidation figure that an article states."""

    amount_usd: Decimal | None
    position_side: str
    asset: str | None
    window_hours: float | None
    source: str | None
    venue: str | None
    modality: str
    n_traders: int | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricMentionRow(MentionRow):
    """A metric that an article states."""

    kind: str
    value: Decimal | None
    unit: str | None
    direction: str | None
    asset: str | None
    window_hours: float | None
    window_days: float | None
    is_change: bool
    modality: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMentionRow(MentionRow):
    """An event that an article tells of."""

    kind: str
    asset: str | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A checkable statement of an article."""

    claim_id: str
    annotation_id: str
    text: str
    start: int
    end: int
    sentence: str
    why: str
    kind: str
    asset: str | None
    value_low: Decimal | None
    value_high: Decimal | None
    unit: str | None
    direction: str | None
    relation: str | None
    position_side: str | None
    window_hours: float | None
    extent_days: float | None
    since_date: date | None
    average_days: float | None
    average_kind: str | None
    benchmark: str | None
    zone: str | None
    approximate: bool
    modality: str
    time_text: str | None
    time_start: datetime | None
    time_end: datetime | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceSentimentRow:
    """Sentiment of one sentence; `mover_rank` 1 moved the article's score most."""

    annotation_id: str
    start: int
    end: int
    p_bearish: float
    p_neutral: float
    p_bullish: float
    assets: tuple[str, ...]
    mover_rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetSentimentRow:
    """Sentiment of an article towards one asset."""

    annotation_id: str
    ticker: str
    label: str
    score: float
    n_sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run of a command, with its report."""

    run_id: str
    command: str
    started_at: datetime
    finished_at: datetime | None
    status: str
    report: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectionRow:
    """One item that was refused, with the reason. Nothing is dropped without one."""

    run_id: str
    rejected_at: datetime
    step: str
    origin: str
    item: str
    reason: str
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRow:
    """One digest as it was built; `content` is the JSON that every format is rendered from."""

    digest_id: str
    as_of: datetime
    window_start: datetime
    built_at: datetime
    content: str
