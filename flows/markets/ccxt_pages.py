"""How each venue wants to be asked for a page of rows through ccxt, where venues differ.

Ranges matter: a venue that sends the newest rows of a range first would lose the beginning of one that is longer than
a page, so such a venue is told where the page ends. Every number stays the text that the venue sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from flows.markets.ccxt_offers import METHODS
from flows.markets.timeframes import timeframe_length
from warehouse.market_rows import MarketKind

BARS: frozenset[MarketKind] = frozenset({"candles", "mark_prices"})

_PAGE_ROWS: dict[MarketKind, int] = {
    "candles": 500,
    "mark_prices": 500,
    "funding_rates": 100,
    "open_interest": 500,
    "long_short_ratios": 500,
}
_OWN_PAGES: dict[tuple[str, MarketKind], int] = {
    ("bybit", "open_interest"): 200,
    # One page for all: its requests are counted from the newest settlement on, whatever the page begins with.
    ("coinbaseinternational", "funding_rates"): 100_000,
    ("coinbaseinternational", "mark_prices"): 100_000,
    ("okx", "mark_prices"): 100,
    ("okx", "open_interest"): 100,
    ("okx", "long_short_ratios"): 100,
}
_SIX_HOURS = timeframe_length("6h")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What to ask for: rows of `kind` from `since` (milliseconds), at most `limit`, `step` milliseconds apart."""

    kind: MarketKind
    symbol: str
    timeframe: str
    since: int
    limit: int
    step: int

    @property
    def until(self) -> int:
        """Where the page ends, milliseconds."""
        return self.since + self.limit * self.step


def page_rows(exchange: Any, symbol: str, kind: MarketKind) -> int:  # noqa: ANN401 - ccxt has no types
    """Return how many rows a venue sends at most."""
    own = _OWN_PAGES.get((exchange.id, kind))
    if own:
        return own
    method = METHODS["candles"] if kind in BARS else METHODS[kind]
    limit = exchange.feature_value(symbol, method, "limit")
    return int(limit) if limit else _PAGE_ROWS[kind]


def ask(exchange: Any, page: Page) -> list[Any]:  # noqa: ANN401 - ccxt has no types
    """Ask a venue once.

    Raises:
        TypeError: The answer is no list.
        ccxt.BaseError: The venue did not deliver.
    """
    special = _SPECIAL.get((exchange.id, page.kind))
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


def _kraken_open_interest(exchange: Any, page: Page) -> Any:  # noqa: ANN401
    """Ask its charts, for which ccxt has no word: coins of a linear contract at the beginning of each bar.

    Source: https://docs.kraken.com/api-reference/analytics/market-analytics
    """
    query = {
        "version": "v1",
        "symbol": exchange.market_id(page.symbol),
        "interval": page.step // 1000,
        "since": page.since // 1000,
        "to": page.until // 1000 - 1,
    }
    answer = exchange.request("analytics/{symbol}/open-interest", "charts", "GET", query)
    told = {
        int(stamp) * 1000: opening
        for stamp, (opening, *_) in zip(answer["result"]["timestamp"], answer["result"]["data"], strict=True)
    }
    if exchange.market(page.symbol)["linear"]:
        marks = {bar[0]: bar[1] for bar in _mark_prices(exchange, page)}
        told = {stamp: _product(amount, marks.get(stamp)) for stamp, amount in told.items()}
    return [
        {"timestamp": stamp, "openInterestValue": value}
        for stamp, value in sorted(told.items())
        if page.since <= stamp < page.until
    ]


def _coinbase_funding_rates(exchange: Any, page: Page) -> Any:  # noqa: ANN401
    """Ask for everything since the beginning of the page: requests are counted from the newest settlement on."""
    rows = _funding_rates(exchange, page, paginate=True, paginationCalls=1_000)
    return sorted(rows, key=lambda row: row["timestamp"])


def _coinbase_mark_prices(exchange: Any, page: Page) -> Any:  # noqa: ANN401
    """Make bars of the prices that it settles funding at; what lies between two settlements, it does not tell."""
    told = {row["timestamp"]: row["info"].get("mark_price") for row in _coinbase_funding_rates(exchange, page)}
    return [
        [stamp, opening, *_high_and_low(opening, closing), closing]
        for (stamp, opening), (next_stamp, closing) in pairwise(sorted(told.items()))
        if next_stamp - stamp == page.step
    ]


def _high_and_low(one: str | None, other: str | None) -> tuple[str | None, str | None]:
    try:
        low, high = sorted((one, other), key=Decimal)  # type: ignore[arg-type]
    except (ArithmeticError, TypeError):
        return None, None  # no numbers; the row is refused later, and the others are not
    return high, low


def _coinbase_sample(exchange: Any, page: Page) -> Any:  # noqa: ANN401
    answer = exchange.v1PublicGetInstrumentsInstrument({"instrument": exchange.market_id(page.symbol)})
    value = _product(answer["open_interest"], answer["quote"]["mark_price"])
    return [{"timestamp": page.since, "openInterestValue": value}]


def _product(amount: str | None, price: str | None) -> str | None:
    if amount is None or price is None:
        return None
    try:
        return format(Decimal(amount) * Decimal(price), "f")
    except ArithmeticError:
        return f"{amount} x {price}"  # no numbers; the row is refused later, and the others are not


_Ask = Callable[..., Any]

_ASK: dict[MarketKind, _Ask] = {
    "candles": _candles,
    "mark_prices": _mark_prices,
    "funding_rates": _funding_rates,
    "open_interest": _open_interest,
    "long_short_ratios": _long_short_ratios,
}

_SPECIAL: dict[tuple[str, MarketKind], _Ask] = {
    ("binance", "long_short_ratios"): lambda venue, page: _long_short_ratios(venue, page, until=page.until),
    ("bybit", "candles"): lambda venue, page: _candles(venue, page, until=page.until - 1),
    ("bybit", "mark_prices"): lambda venue, page: _mark_prices(venue, page, until=page.until - 1),
    ("bybit", "funding_rates"): lambda venue, page: _funding_rates(venue, page, until=page.until - 1),
    ("bybit", "open_interest"): _bybit_open_interest,
    ("bybit", "long_short_ratios"): lambda venue, page: _long_short_ratios(
        venue, page, startTime=page.since, endTime=page.until - 1
    ),
    ("coinbaseinternational", "candles"): lambda venue, page: _candles(venue, page, until=page.until),
    ("coinbaseinternational", "funding_rates"): _coinbase_funding_rates,
    ("coinbaseinternational", "mark_prices"): _coinbase_mark_prices,
    ("coinbaseinternational", "open_interest"): _coinbase_sample,
    ("krakenfutures", "open_interest"): _kraken_open_interest,
    ("okx", "funding_rates"): lambda venue, page: _funding_rates(venue, page, after=page.until),
    ("okx", "open_interest"): _okx_open_interest,
    ("okx", "long_short_ratios"): _okx_long_short_ratios,
}
