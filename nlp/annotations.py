"""The records that one article is read into.

The field names are the public contract: Python records, JSON lines and SQL columns share them. What a text states is a
mention or a claim; what a venue measured lives in the warehouse under its bare name.

Every mention carries its span (`start`, `end`: code points into the article's text, `text[start:end]` is the bare
quantity), the sentence it stands in, and `why`: the rule or model that made it what it is.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

Role = Literal[
    "support", "resistance", "low", "high", "target", "spot", "moving_average", "entry", "stop", "other",
]  # fmt: skip
Relation = Literal["above", "below", "at", "between"]
Modality = Literal["reported", "conditional", "forecast"]
PositionSide = Literal["long", "short", "both", "unknown"]
Direction = Literal["up", "down", "high", "low", "positive", "negative", "inflow", "outflow"]
MetricKind = Literal[
    "funding_rate", "open_interest", "fear_greed", "etf_flow", "volume", "market_cap", "dominance", "leverage",
    "percent_change", "moving_average", "rsi", "implied_volatility", "exchange_netflow", "stablecoin_supply",
]  # fmt: skip
EventKind = Literal[
    "liquidation_cascade", "long_squeeze", "short_squeeze", "breakdown", "breakout", "capitulation", "all_time_high",
    "etf_inflow", "etf_outflow", "macro", "regulation", "hack", "listing", "delisting", "token_unlock",
    "network_upgrade", "halving", "whale_move", "other",
]  # fmt: skip
ClaimKind = Literal[
    "price_touched", "price_at", "percent_change", "extreme_since", "moving_average_cross", "liquidation_total",
    "funding_sign", "open_interest_rank", "fear_greed_zone", "etf_flow_streak", "relative_move",
]  # fmt: skip
SentimentLabel = Literal["bearish", "neutral", "bullish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of the article that states something.

    Attributes:
        text: The span itself, `article.text[start:end]`.
        start: First code point of the span.
        end: One past its last code point.
        sentence: The sentence around it, as it stands in the text.
        why: Rule or model that produced it, e.g. `rule:support.named` or `model:roles-1`.
    """

    text: str
    start: int
    end: int
    sentence: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAsset:
    """An asset that the article is about.

    Attributes:
        ticker: As in `configs/assets.toml`.
        n_mentions: How often it is named outside boilerplate.
        relevance: 0..1; a headline weighs more than the lead, the lead more than the rest. Sums to at most 1.
    """

    ticker: str
    n_mentions: int
    relevance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLevelMention(Mention):
    """A price per unit of an asset.

    Attributes:
        asset: Ticker, or `None` where the text does not say whose price it is.
        price_low: Lower end; equal to `price_high` for a point.
        price_high: Upper end.
        currency: ISO code, `BTC` or `ETH` for crypto quotes, `PTS` for index points.
        role: What the level is to the author.
        previous_role: What it was before, where the text says that it flipped.
        relation: Where the price is or was in relation to the level, if said.
        approximate: "near", "around", "roughly".
        modality: Reported as fact, supposed, or foretold.
        time_text: The words that date it.
        time_start: Start of the interval they mean, resolved against `published_at`; `None` without a date.
        time_end: End of that interval (exclusive).
        confidence: 0..1.
    """

    asset: str | None
    price_low: Decimal
    price_high: Decimal
    currency: str = "USD"
    role: Role = "spot"
    previous_role: Role | None = None
    relation: Relation | None = None
    approximate: bool = False
    modality: Modality = "reported"
    time_text: str | None = None
    time_start: datetime | None = None
    time_end: datetime | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LiquidationMention(Mention):
    """An amount of forcibly closed leveraged positions.

    Attributes:
        amount_usd: US dollars; `None` where only a coin count is given.
        position_side: The side that was closed. A liquidated long is a sell order.
        asset: Ticker, `ALL` when market wide, `None` for a single position whose coin is not stated.
        window_hours: Length of the window that the figure covers, in hours.
        source: Who counted (Coinglass...).
        venue: Where, if stated.
        modality: `conditional` for "would put $3 billion of shorts at risk".
        n_traders: How many traders were hit, if stated.
        confidence: 0..1.
    """

    amount_usd: Decimal | None
    position_side: PositionSide = "unknown"
    asset: str | None = "ALL"
    window_hours: float | None = None
    source: str | None = None
    venue: str | None = None
    modality: Modality = "reported"
    n_traders: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricMention(Mention):
    """A statement about a market metric, with a number or without.

    Attributes:
        kind: Which metric.
        value: Unsigned for changes: `direction` has the sign. `None` for "funding had been positive".
        unit: `USD` or another currency, `%`, `index`, `x` or `None`.
        direction: Which way, or on which side of its usual range.
        asset: Ticker, `ALL` for the whole market, `None` where it belongs to no asset.
        window_hours: Window of the figure in hours, when it is stated in minutes, hours or days.
        window_days: Period in days, for averages and longer windows.
        is_change: The value is a change of the metric, not its standing.
        modality: Reported as fact, supposed, or foretold.
        confidence: 0..1.
    """

    kind: MetricKind
    value: Decimal | None
    unit: str | None = None
    direction: Direction | None = None
    asset: str | None = None
    window_hours: float | None = None
    window_days: float | None = None
    is_change: bool = False
    modality: Modality = "reported"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Mention):
    """A checkable statement with its parameters; which of them are set depends on `kind`.

    Attributes:
        kind: One of the checks of the warehouse.
        asset: Ticker, `ALL` for the market, `None` where the text does not say.
        value_low: The stated figure, or the lower end of a stated range.
        value_high: Upper end; equal to `value_low` for a point.
        unit: `USD`, `%`, `index`, `days`.
        direction: up/down for moves, high/low for extremes, positive/negative for funding, inflow/outflow for flows.
        relation: Where the price is said to be relative to the level.
        position_side: For liquidation totals.
        window_hours: Window of the figure.
        extent_days: For extremes: how far back the text says it is the extreme (`14-month low`: 426).
        since_date: For extremes: the day the text compares with ("since 12 May"), as ISO date.
        average_days: For moving averages: the period.
        average_kind: `sma` or `ema`.
        benchmark: For relative moves: the other asset or index.
        zone: For Fear & Greed: the class named.
        approximate: "near", "around", "roughly": widens the tolerance.
        modality: Only `reported` claims are checked now; the others become watches.
        time_text: The words that date it.
        time_start: Start of the interval meant, UTC; `None` without a date.
        time_end: End of that interval (exclusive).
        confidence: 0..1.
    """

    kind: ClaimKind
    asset: str | None
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    unit: str | None = None
    direction: Direction | None = None
    relation: Relation | None = None
    position_side: PositionSide | None = None
    window_hours: float | None = None
    extent_days: float | None = None
    since_date: str | None = None
    average_days: float | None = None
    average_kind: Literal["sma", "ema"] | None = None
    benchmark: str | None = None
    zone: str | None = None
    approximate: bool = False
    modality: Modality = "reported"
    time_text: str | None = None
    time_start: datetime | None = None
    time_end: datetime | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention(Mention):
    """Something that happened, found by its trigger words.

    Attributes:
        kind: From the closed list.
        asset: Whom it befell, if the text says so.
        confidence: 0..1.
    """

    kind: EventKind
    asset: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceSentiment:
    """Sentiment of one sentence. The three probabilities sum to 1.

    Attributes:
        start: First code point of the sentence.
        end: One past its last.
        p_bearish: Bad for the holders of what it is about.
        p_neutral: Neither.
        p_bullish: Good for them.
        assets: Tickers named in it.
    """

    start: int
    end: int
    p_bearish: float
    p_neutral: float
    p_bullish: float
    assets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetSentiment:
    """Sentiment towards one asset.

    Attributes:
        label: The class of `score`.
        score: -1 (bearish) .. 1 (bullish).
        n_sentences: Sentences that say something of the asset.
    """

    label: SentimentLabel
    score: float
    n_sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSentiment:
    """Sentiment of the article as a market reading.

    Attributes:
        label: The class of `score`.
        score: -1 (bearish) .. 1 (bullish).
        headline_score: The same for the headline alone.
        by_asset: Ticker to its sentiment.
        sentences: Every sentence that was scored, in order.
        movers: Indexes into `sentences` of those that moved the score most, strongest first.
    """

    label: SentimentLabel
    score: float
    headline_score: float
    by_asset: dict[str, AssetSentiment] = field(default_factory=dict)
    sentences: tuple[SentenceSentiment, ...] = ()
    movers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAnnotations:
    """Everything that was read out of one article.

    Attributes:
        id: The article's.
        url: The article's.
        headline: Its first line.
        published_at: The article's.
        language: ISO 639-1 code; figures are read from English text only.
        model: Names and versions of every model and lexicon that had a part, e.g. `{"sentiment": "lexicon-1"}`.
        problem: Why nothing (or not everything) could be read, e.g. `not English (de)`; `None` when all went well.
    """

    id: str
    url: str | None
    headline: str
    published_at: datetime | None
    language: str
    model: dict[str, str]
    problem: str | None = None
    assets: tuple[ArticleAsset, ...] = ()
    price_levels: tuple[PriceLevelMention, ...] = ()
    liquidations: tuple[LiquidationMention, ...] = ()
    metrics: tuple[MetricMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[EventMention, ...] = ()
    sentiment: ArticleSentiment | None = None
