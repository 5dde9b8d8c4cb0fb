"""The market series: their names, and their rows as Python records, one per table, as in `warehouse.rows`.

Every one is known to the point in time: `available_at` is the earliest moment anyone could have acted on it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

MarketKind = Literal[
    "candles",
    "mark_prices",
    "funding_rates",
    "open_interest",
    "long_short_ratios",
    "liquidations",
    "fear_greed",
    "etf_flows",
]
"""The market series, each by the name of its table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandleRow:
    """A closed candle. `available_at` is the earliest moment anyone could have acted on it."""

    source: str
    venue: str
    symbol: str
    ticker: str
    timeframe: str
    open_time: datetime
    close_time: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal | None
    is_simulated: bool
    available_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPriceRow:
    """A closed candle of the price at which a venue values positions of a perpetual."""

    source: str
    venue: str
    symbol: str
    ticker: str
    timeframe: str
    open_time: datetime
    close_time: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    is_simulated: bool
    available_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRateRow:
    """A settled funding rate, as a fraction per interval."""

    source: str
    venue: str
    symbol: str
    ticker: str
    observed_at: datetime
    funding_rate: Decimal
    interval_hours: float
    is_simulated: bool
    available_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInterestRow:
    """Open interest at one moment."""

    source: str
    venue: str
    symbol: str
    ticker: str
    observed_at: datetime
    open_interest_usd: Decimal
    is_simulated: bool
    available_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LongShortRatioRow:
    """Accounts that are net long over accounts that are net short, at one moment."""

    source: str
    venue: str
    symbol: str
    ticker: str
    observed_at: datetime
    long_short_ratio: Decimal
    is_simulated: bool
    available_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LiquidationRow:
    """Liquidations of one bar: positions closed by force, by the side that was closed.

    `coverage` is the share of the bar in which a stream was heard; `None` where the source does not say.
    """

    source: str
    venue: str
    symbol: str
    ticker: str
    open_time: datetime
    close_time: datetime
    long_usd: Decimal
    short_usd: Decimal
    is_simulated: bool
    available_at: datetime
    coverage: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FearGreedRow:
    """The Fear & Greed index of one day, 0..100, with its class."""

    source: str
    observed_date: date
    value: int
    zone: str
    is_simulated: bool
    available_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EtfFlowRow:
    """Net flow into one fund (`TOTAL` for all) on one trading day; negative is an outflow."""

    source: str
    ticker: str
    fund: str
    flow_date: date
    flow_usd: Decimal
    is_simulated: bool
    available_at: datetime


MarketRow = (
    CandleRow
    | MarkPriceRow
    | FundingRateRow
    | OpenInterestRow
    | LongShortRatioRow
    | LiquidationRow
    | FearGreedRow
    | EtfFlowRow
)
"""A row of any market series."""
