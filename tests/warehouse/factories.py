"""Rows with everything filled in, so that a test says only what it is about."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import duckdb

from warehouse.boilerplate import ArticleParagraphRow
from warehouse.figures import FigurePlacementRow
from warehouse.market import market_table, merge_market
from warehouse.market_rows import (
    CandleRow,
    EtfFlowRow,
    FearGreedRow,
    FundingRateRow,
    LiquidationRow,
    LongShortRatioRow,
    MarketRow,
    MarkPriceRow,
    OpenInterestRow,
)
from warehouse.rows import (
    AnnotationRow,
    ArticleAssetRow,
    ArticleRevisionRow,
    AssetSentimentRow,
    ClaimRow,
    EventMentionRow,
    FeedEntryRow,
    FeedPollRow,
    FetchRow,
    LiquidationMentionRow,
    MetricMentionRow,
    PriceLevelMentionRow,
    RawDocumentRow,
    RejectionRow,
    RunRow,
    SentenceSentimentRow,
)
from warehouse.story_rows import ArticleLinkRow, StoryMembershipRow, StoryMergeRow
from warehouse.writers import AnnotationBundle, add_annotations, add_article_revisions

Row = TypeVar("Row")

TIMEFRAMES = {"1m": timedelta(minutes=1), "1h": timedelta(hours=1), "4h": timedelta(hours=4), "1d": timedelta(days=1)}

KINDS: dict[type, str] = {
    CandleRow: "candles",
    MarkPriceRow: "mark_prices",
    FundingRateRow: "funding_rates",
    OpenInterestRow: "open_interest",
    LongShortRatioRow: "long_short_ratios",
    LiquidationRow: "liquidations",
    FearGreedRow: "fear_greed",
    EtfFlowRow: "etf_flows",
}


def at(text: str) -> datetime:
    """Read `2024-03-01` or `2024-03-01 06:00` as an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _row(row_type: type[Row], defaults: dict[str, Any], values: dict[str, Any]) -> Row:
    known = {field.name for field in fields(row_type)}  # type: ignore[arg-type]
    return row_type(**{key: value for key, value in {**defaults, **values}.items() if key in known})


_SERIES = {"source": "sim", "venue": "binance", "symbol": "BTC-USDT", "ticker": "BTC", "is_simulated": False}


def candle(open_time: str | datetime, close: float, **values: Any) -> CandleRow:
    opened = at(open_time) if isinstance(open_time, str) else open_time
    timeframe = values.pop("timeframe", "1h")
    closed = opened + TIMEFRAMES[timeframe]
    prices = {name: values.pop(name, None) for name in ("open", "high", "low")}
    amounts = {name: Decimal(str(close if value is None else value)) for name, value in prices.items()}
    defaults = {
        **_SERIES, "timeframe": timeframe, "open_time": opened, "close_time": closed, "available_at": closed,
        "close": Decimal(str(close)), "volume": Decimal(10), **amounts,
    }  # fmt: skip
    return _row(CandleRow, defaults, values)


def candles(first: str | datetime, closes: list[float], **values: Any) -> list[CandleRow]:
    """One candle after the other from `first`."""
    start = at(first) if isinstance(first, str) else first
    step = TIMEFRAMES[values.get("timeframe", "1h")]
    return [candle(start + i * step, close, **values) for i, close in enumerate(closes)]


def funding(observed_at: str | datetime, rate: float, **values: Any) -> FundingRateRow:
    observed = at(observed_at) if isinstance(observed_at, str) else observed_at
    defaults = {
        **_SERIES, "symbol": "BTC-USDT-PERP", "observed_at": observed, "available_at": observed,
        "funding_rate": Decimal(str(rate)), "interval_hours": 8.0,
    }  # fmt: skip
    return _row(FundingRateRow, defaults, values)


def mark_price(open_time: str | datetime, close: float, **values: Any) -> MarkPriceRow:
    same = candle(open_time, close, **{"symbol": "BTC-USDT-PERP", **values})
    return MarkPriceRow(**{field.name: getattr(same, field.name) for field in fields(MarkPriceRow)})


def long_short_ratio(observed_at: str | datetime, ratio: float, **values: Any) -> LongShortRatioRow:
    observed = at(observed_at) if isinstance(observed_at, str) else observed_at
    defaults = {
        **_SERIES, "symbol": "BTC-USDT-PERP", "observed_at": observed, "available_at": observed,
        "long_short_ratio": Decimal(str(ratio)),
    }  # fmt: skip
    return _row(LongShortRatioRow, defaults, values)


def open_interest(observed_at: str | datetime, usd: float, **values: Any) -> OpenInterestRow:
    observed = at(observed_at) if isinstance(observed_at, str) else observed_at
    defaults = {
        **_SERIES, "symbol": "BTC-USDT-PERP", "observed_at": observed, "available_at": observed,
        "open_interest_usd": Decimal(str(usd)),
    }  # fmt: skip
    return _row(OpenInterestRow, defaults, values)


def liquidation(
    open_time: str | datetime, long_usd: float, short_usd: float, *, hours: float = 1, **values: Any
) -> LiquidationRow:
    opened = at(open_time) if isinstance(open_time, str) else open_time
    closed = opened + timedelta(hours=hours)
    defaults = {
        **_SERIES, "symbol": "BTC-USDT-PERP", "open_time": opened, "close_time": closed, "available_at": closed,
        "long_usd": Decimal(str(long_usd)), "short_usd": Decimal(str(short_usd)), "coverage": None,
    }  # fmt: skip
    return _row(LiquidationRow, defaults, values)


def fear_greed(day: str | date, value: int, zone: str, **values: Any) -> FearGreedRow:
    observed = date.fromisoformat(day) if isinstance(day, str) else day
    available = datetime(observed.year, observed.month, observed.day, tzinfo=UTC) + timedelta(minutes=10)
    defaults = {
        "source": "sim", "observed_date": observed, "value": value, "zone": zone, "is_simulated": False,
        "available_at": available,
    }  # fmt: skip
    return _row(FearGreedRow, defaults, values)


def etf_flow(day: str | date, usd: float, **values: Any) -> EtfFlowRow:
    flow_day = date.fromisoformat(day) if isinstance(day, str) else day
    available = datetime(flow_day.year, flow_day.month, flow_day.day, tzinfo=UTC) + timedelta(hours=30)
    defaults = {
        "source": "sim", "ticker": "BTC", "fund": "TOTAL", "flow_date": flow_day, "flow_usd": Decimal(str(usd)),
        "is_simulated": False, "available_at": available,
    }  # fmt: skip
    return _row(EtfFlowRow, defaults, values)


def article(
    article_id: str, published_at: str | datetime | None = "2024-03-10 12:00", **values: Any
) -> ArticleRevisionRow:
    published = at(published_at) if isinstance(published_at, str) else published_at
    fetched = values.get("available_at") or published or at("2024-03-10 12:00")
    defaults = {
        "article_id": article_id, "revision": 1, "outlet": "Moonwire", "url": f"https://moonwire.example/{article_id}",
        "headline": "Bitcoin moves", "text": "Bitcoin moves\n\nIt moved.", "authors": None, "published_raw": None,
        "published_at": published, "fetched_at": fetched, "available_at": fetched, "available_basis": "published_at",
        "revised_at": None, "body_source": "page", "content_hash": "0", "time_zone": "UTC", "is_simulated": False,
    }  # fmt: skip
    return _row(ArticleRevisionRow, defaults, values)


def annotation(article_id: str, **values: Any) -> AnnotationRow:
    revision = values.get("revision", 1)
    defaults = {
        "annotation_id": f"{article_id}-{revision}", "article_id": article_id, "revision": revision, "model": "m1",
        "annotated_at": at("2024-04-01"), "language": "en", "problem": None, "sentiment_label": "bearish",
        "sentiment_score": -0.5, "headline_score": -0.4,
    }  # fmt: skip
    return _row(AnnotationRow, defaults, values)


_MENTION = {
    "text": "$1", "start": 0, "end": 2, "sentence": "It stood at $1.", "why": "rule:test", "modality": "reported",
    "approximate": False, "confidence": 1.0, "asset": "BTC", "time_text": None, "time_start": None, "time_end": None,
}  # fmt: skip


def claim(claim_id: str, kind: str, article_id: str = "a1", **values: Any) -> ClaimRow:
    """Make a claim; `value` sets both ends, instants may be written as text."""
    empty = dict.fromkeys(
        (
            "value_low", "value_high", "unit", "direction", "relation", "position_side", "window_hours",
            "extent_days", "since_date", "average_days", "average_kind", "benchmark", "zone",
        )
    )  # fmt: skip
    if "value" in values:
        values["value_low"] = values["value_high"] = values.pop("value")
    for name in ("value_low", "value_high"):
        if values.get(name) is not None:
            values[name] = Decimal(str(values[name]))
    for name in ("time_start", "time_end"):
        if isinstance(values.get(name), str):
            values[name] = at(values[name])
    if isinstance(values.get("since_date"), str):
        values["since_date"] = date.fromisoformat(values["since_date"])
    defaults = {**_MENTION, **empty, "claim_id": claim_id, "annotation_id": f"{article_id}-1", "kind": kind}
    return _row(ClaimRow, defaults, values)


def price_level(mention_id: str, price: float, article_id: str = "a1", **values: Any) -> PriceLevelMentionRow:
    defaults = {
        **_MENTION, "mention_id": mention_id, "annotation_id": f"{article_id}-1", "price_low": Decimal(str(price)),
        "price_high": Decimal(str(price)), "currency": "USD", "role": "support", "previous_role": None,
        "relation": None,
    }  # fmt: skip
    return _row(PriceLevelMentionRow, defaults, values)


def liquidation_mention(mention_id: str, usd: float, article_id: str = "a1", **values: Any) -> LiquidationMentionRow:
    defaults = {
        **_MENTION, "mention_id": mention_id, "annotation_id": f"{article_id}-1", "amount_usd": Decimal(str(usd)),
        "position_side": "both", "window_hours": 24.0, "source": None, "venue": None, "n_traders": None,
    }  # fmt: skip
    return _row(LiquidationMentionRow, defaults, values)


def metric(mention_id: str, kind: str, value: float | None, article_id: str = "a1", **values: Any) -> MetricMentionRow:
    defaults = {
        **_MENTION, "mention_id": mention_id, "annotation_id": f"{article_id}-1", "kind": kind,
        "value": None if value is None else Decimal(str(value)), "unit": "%", "direction": None,
        "window_hours": None, "window_days": None, "is_change": False,
    }  # fmt: skip
    return _row(MetricMentionRow, defaults, values)


def event(mention_id: str, kind: str, article_id: str = "a1", **values: Any) -> EventMentionRow:
    defaults = {**_MENTION, "mention_id": mention_id, "annotation_id": f"{article_id}-1", "kind": kind}
    return _row(EventMentionRow, defaults, values)


def article_asset(ticker: str, article_id: str = "a1", **values: Any) -> ArticleAssetRow:
    defaults = {"annotation_id": f"{article_id}-1", "ticker": ticker, "n_mentions": 1, "relevance": 1.0}
    return _row(ArticleAssetRow, defaults, values)


def asset_sentiment(ticker: str, score: float, article_id: str = "a1", **values: Any) -> AssetSentimentRow:
    label = "bearish" if score < 0 else "bullish" if score > 0 else "neutral"
    defaults = {
        "annotation_id": f"{article_id}-1", "ticker": ticker, "label": label, "score": score, "n_sentences": 1,
    }  # fmt: skip
    return _row(AssetSentimentRow, defaults, values)


def sentence(article_id: str = "a1", **values: Any) -> SentenceSentimentRow:
    defaults = {
        "annotation_id": f"{article_id}-1", "start": 0, "end": 5, "p_bearish": 0.5, "p_neutral": 0.25,
        "p_bullish": 0.25, "assets": ("BTC", "ETH"), "mover_rank": 1,
    }  # fmt: skip
    return _row(SentenceSentimentRow, defaults, values)


def raw_document(document_id: str, **values: Any) -> RawDocumentRow:
    defaults = {
        "document_id": document_id, "url": "https://moonwire.example/feed", "n_bytes": 10, "http_status": 200,
        "final_url": "https://moonwire.example/feed", "fetched_at": at("2024-03-10"), "content_type": "text/xml",
        "headers": "{}",
    }  # fmt: skip
    return _row(RawDocumentRow, defaults, values)


def feed_poll(feed_id: str, polled_at: str, **values: Any) -> FeedPollRow:
    return _row(FeedPollRow, {"feed_id": feed_id, "polled_at": at(polled_at), "run_id": "r1", "outcome": "ok"}, values)


def fetch(url: str, **values: Any) -> FetchRow:
    defaults = {
        "run_id": "r1", "fetched_at": at("2024-03-10"), "batch": 0, "purpose": "page", "subject": "a1", "url": url,
        "final_url": url, "http_status": 200, "headers": "{}", "document_id": "d1", "reason": None, "detail": None,
        "can_pass": False, "retry_after_seconds": None,
    }  # fmt: skip
    return _row(FetchRow, defaults, values)


def feed_entry(entry_id: str, **values: Any) -> FeedEntryRow:
    defaults = {
        "entry_id": entry_id, "feed_id": "moonwire", "outlet": "Moonwire", "guid": None, "link": None, "title": "T",
        "summary": None, "authors": None, "published_raw": None, "published_at": None, "updated_at": None,
        "first_seen_at": at("2024-03-10"), "document_id": "d1",
    }  # fmt: skip
    return _row(FeedEntryRow, defaults, values)


def rejection(item: str, **values: Any) -> RejectionRow:
    defaults = {
        "run_id": "r1", "rejected_at": at("2024-03-10"), "step": "collect", "origin": "moonwire", "item": item,
        "reason": "no_title", "detail": None,
    }  # fmt: skip
    return _row(RejectionRow, defaults, values)


def run(run_id: str, **values: Any) -> RunRow:
    defaults = {
        "run_id": run_id, "command": "run", "started_at": at("2024-03-10"), "finished_at": None, "status": "running",
        "report": None,
    }  # fmt: skip
    return _row(RunRow, defaults, values)


def story_membership(article_id: str, story_id: str, **values: Any) -> StoryMembershipRow:
    defaults = {
        "article_id": article_id, "story_id": story_id, "n_sentences": 4, "n_new_sentences": 2, "n_numbers": 4,
        "n_new_numbers": 2, "novelty": 0.5, "is_echo": False, "grouped_at": at("2024-04-01"),
    }  # fmt: skip
    return _row(StoryMembershipRow, defaults, values)


def article_link(article_id: str, other_id: str, kind: str = "same_story", similarity: float = 0.5) -> ArticleLinkRow:
    return ArticleLinkRow(article_id=article_id, other_id=other_id, kind=kind, similarity=similarity)


def figure_placement(
    statement_id: str, statement_table: str = "claims", article_id: str = "a1", **values: Any
) -> FigurePlacementRow:
    """Place a statement; `value` sets both ends."""
    value = values.pop("value", 740e6)
    defaults = {
        "statement_id": statement_id, "statement_table": statement_table, "annotation_id": f"{article_id}-1",
        "article_id": article_id, "revision": 1, "figure_id": "f1", "story_id": "s1", "identity": "x", "unit": "USD",
        "kind": "liquidation_total", "asset": "BTC", "text": "$740 million", "start": 0, "window_hours": None,
        "value_low": Decimal(str(value)), "value_high": Decimal(str(value)), "starts_at": None, "ends_at": None,
        "happened_at": at("2024-03-10"),
    }  # fmt: skip
    return _row(FigurePlacementRow, defaults, values)


def article_paragraph(article_id: str, **values: Any) -> ArticleParagraphRow:
    defaults = {
        "article_id": article_id, "outlet": "Moonwire", "key": 1, "text": "Write to the desk at any time of the day.",
        "available_at": at("2024-03-10"),
    }  # fmt: skip
    return _row(ArticleParagraphRow, defaults, values)


def story_merge(story_id: str, into_story_id: str, article_id: str) -> StoryMergeRow:
    return StoryMergeRow(story_id=story_id, into_story_id=into_story_id, article_id=article_id)


def store_market(con: duckdb.DuckDBPyConnection, rows: list[Any], *, known_at: str | datetime = "2030-01-01") -> None:
    """Store market rows of any kinds."""
    known = at(known_at) if isinstance(known_at, str) else known_at
    for row_type, kind in KINDS.items():
        same: list[MarketRow] = [row for row in rows if type(row) is row_type]
        merge_market(con, kind, market_table(same), known_at=known)  # type: ignore[arg-type]


def store_article(
    con: duckdb.DuckDBPyConnection,
    revision: ArticleRevisionRow,
    *,
    annotated: dict[str, Any] | None = None,
    **rows: Any,
) -> None:
    """Store an article with one annotation and its rows (`claims=[...]`, `price_levels=[...]`)."""
    add_article_revisions(con, [revision])
    read = annotation(revision.article_id, revision=revision.revision, **(annotated or {}))
    add_annotations(con, [AnnotationBundle(annotation=read, **{name: tuple(items) for name, items in rows.items()})])
