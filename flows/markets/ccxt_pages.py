"""How each venue wants to be asked for a page of rows through ccxt, where venues differ.

Ranges matter: a venue that sends the newest rows of a range first would lose the beginning of one that is longer than
a page, so such a venue is told where the page ends. Every number stays the text that the venue sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flows.markets.timeframes import timeframe_length
from flows.settings import SeriesKind

METHODS: dict[SeriesKind, str] = {
    "candles": "fetchOHLCV",
    "mark_prices": "fetchMarkOHLCV",
    "funding_rates": "fetchFundingRateHistory",
    "open_interest": "fetchOpenInterestHistory",
    "long_short_ratios": "fetchLongShortRatioHistory",
}
"""Kinds that venues serve, with the word under which ccxt describes its ability to ask for them."""

BARS: frozenset[SeriesKind] = frozenset({"candles", "mark_prices"})

_PAGE_ROWS: dict[SeriesKind, int] = {
    "candles": 500,
    "mark_prices": 500,
    "funding_rates": 100,
    "open_interest": 500,
    "long_short_ratios": 500,
}
_SMALLER_PAGES: dict[tuple[str, SeriesKind], int] = {
    ("bybit", "open_interest"): 200,
    ("okx", "mark_prices"): 100,
    ("okx", "open_interest"): 100,
    ("okx", "long_short_ratios"): 100,
}
_SIX_HOURS = timeframe_length("6h")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What to ask for: rows of `kind` from `since` (milliseconds), at most `limit`, `step` milliseconds apart."""

    kind: SeriesKind
    symbol: str
    timeframe: str
    since: int
    limit: int
    step: int

    @property
    def until(self) -> int:
        """Where the page ends, milliseconds."""
        return self.since + self.limit * self.step


def is_sampled(venue: str, kind: SeriesKind) -> bool:
    """Say whether a venue tells the present value only, so that each sync adds one observation."""
    return (venue, kind) in _SAMPLES


def page_rows(exchange: Any, symbol: str, kind: SeriesKind) -> int:  # noqa: ANN401 - ccxt has no types
    """Return how many rows a venue sends at most."""
    smaller = _SMALLER_PAGES.get((exchange.id, kind))
    if smaller:
        return smaller
    method = METHODS["candles"] if kind in BARS else METHODS[kind]
    limit = exchange.feature_value(symbol, method, "limit")
    return int(limit) if limit else _PAGE_ROWS[kind]


def ask(exchange: Any, page: Page) -> list[Any]:  # noqa: ANN401 - ccxt has no types
    """Ask a venue once.

    Raises:
        TypeError: The answer is no list.
        ccxt.BaseError: The venue did not deliver.
    """
    special = _SPECIAL.get((exchange.id, page.kind)) or _SAMPLES.get((exchange.id, page.kind))
    answer = special(exchange, page) if special else _ASK[page.kind](exchange, page)
    if not isinstance(answer, list):
        raise TypeError(f"a list was expected, not {type(answer).__name__}")
    return answer


def _candles(exchange: Any, page: Page, **params: Any) -> Any:  # noqa: ANN401
    return exchange.fetch_ohlcv(page.symbol, page.timeframe, page.since, page.limit, params)


def _mark_prices(exchange: Any, page: Page, **params: Any) -> Any:  # noqa: ANN401
    return exchange.fetch_mark_ohlcv(page.symbol, page.timeframe, page.since, page.limit, params)


def _funding_rates(exchange: Any, page: Page, **params: Any) -> Any:  # noqa: ANN401
    return exchange.fetch_funding_rate_history(page.symbol, page.since, page.limit, params)


def _open_interest(exchange: Any, page: Page, **params: Any) -> Any:  # noqa: ANN401
    return exchange.fetch_open_interest_history(page.symbol, page.timeframe, page.since, page.limit, params)


def _long_short_ratios(exchange: Any, page: Page, **params: Any) -> Any:  # noqa: ANN401
    return exchange.fetch_long_short_ratio_history(page.symbol, page.timeframe, page.since, page.limit, params)


def _bybit_open_interest(exchange: Any, page: Page) -> Any:  # noqa: ANN401
    """Value contracts of linear perpetuals, which are told in coins, at the mark price of their moment."""
    rows = _open_interest(exchange, page, until=page.until - 1)
    if all(row["openInterestValue"] is not None for row in rows):
        return rows
    marks = {bar[0]: bar[1] for bar in _mark_prices(exchange, page, until=page.until - 1)}
    return [
        {**row, "openInterestValue": _product(row["openInterestAmount"], marks.get(row["timestamp"]))} for row in rows
    ]


def _okx_open_interest(exchange: Any, page: Page) -> Any:  # noqa: ANN401
    """Ask for one instrument: the endpoint that ccxt uses adds up all contracts of a coin."""
    answer = exchange.publicGetRubikStatContractsOpenInterestHistory(_okx_range(exchange, page))
    return [{"timestamp": int(row[0]), "openInterestValue": row[3]} for row in reversed(answer["data"])]


def _okx_long_short_ratios(exchange: Any, page: Page) -> Any:  # noqa: ANN401
    answer = exchange.publicGetRubikStatContractsLongShortAccountRatioContract(_okx_range(exchange, page))
    return [{"timestamp": int(row[0]), "longShortRatio": row[1]} for row in reversed(answer["data"])]


def _okx_range(exchange: Any, page: Page) -> dict[str, Any]:  # noqa: ANN401
    period = exchange.timeframes[page.timeframe]
    if timeframe_length(page.timeframe) >= _SIX_HOURS:
        period += "utc"  # otherwise its days begin in Hong Kong
    return {
        "instId": exchange.market_id(page.symbol),
        "period": period,
        "begin": page.since - 1,
        "end": page.until,
        "limit": page.limit,
    }


def _kraken_sample(exchange: Any, page: Page) -> Any:  # noqa: ANN401
    ticker = exchange.fetch_ticker(page.symbol)["info"]
    amount = ticker["openInterest"]  # coins of a linear contract, dollars of an inverse one
    value = _product(amount, ticker["markPrice"]) if exchange.market(page.symbol)["linear"] else amount
    return [{"timestamp": page.since, "openInterestValue": value}]


def _coinbase_sample(exchange: Any, page: Page) -> Any:  # noqa: ANN401
    answer = exchange.v1PublicGetInstrumentsInstrument({"instrument": exchange.market_id(page.symbol)})
    value = _product(answer["open_interest"], answer["quote"]["mark_price"])
    return [{"timestamp": page.since, "openInterestValue": value}]


def _product(amount: str | None, price: str | None) -> str | None:
    if amount is None or price is None:
        return None
    return format(Decimal(amount) * Decimal(price), "f")


_Ask = Callable[..., Any]

_ASK: dict[SeriesKind, _Ask] = {
    "candles": _candles,
    "mark_prices": _mark_prices,
    "funding_rates": _funding_rates,
    "open_interest": _open_interest,
    "long_short_ratios": _long_short_ratios,
}

_SPECIAL: dict[tuple[str, SeriesKind], _Ask] = {
    ("binance", "long_short_ratios"): lambda venue, page: _long_short_ratios(venue, page, until=page.until),
    ("bybit", "candles"): lambda venue, page: _candles(venue, page, until=page.until - 1),
    ("bybit", "mark_prices"): lambda venue, page: _mark_prices(venue, page, until=page.until - 1),
    ("bybit", "funding_rates"): lambda venue, page: _funding_rates(venue, page, until=page.until - 1),
    ("bybit", "open_interest"): _bybit_open_interest,
    ("bybit", "long_short_ratios"): lambda venue, page: _long_short_ratios(
        venue, page, startTime=page.since, endTime=page.until - 1
    ),
    ("coinbaseinternational", "candles"): lambda venue, page: _candles(venue, page, until=page.until),
    # Pages are counted from the newest settlement on, so the first one asked for needs all newer ones too.
    ("coinbaseinternational", "funding_rates"): lambda venue, page: _funding_rates(
        venue, page, paginate=True, paginationCalls=100
    ),
    ("okx", "funding_rates"): lambda venue, page: _funding_rates(venue, page, after=page.until),
    ("okx", "open_interest"): _okx_open_interest,
    ("okx", "long_short_ratios"): _okx_long_short_ratios,
}

_SAMPLES: dict[tuple[str, SeriesKind], _Ask] = {
    ("krakenfutures", "open_interest"): _kraken_sample,
    ("coinbaseinternational", "open_interest"): _coinbase_sample,
}
