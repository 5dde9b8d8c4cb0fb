"""A trading venue through ccxt: our symbols and its own, pages of rows, and failures that are named.

Public endpoints only, no keys. Every number stays the text that the venue sent. The rest of the program sees nothing
of ccxt.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import ccxt

from flows.errors import MarketDataError, SettingsError
from flows.markets.ccxt_answers import Answers
from flows.markets.ccxt_offers import Offer, offer, timeframes_of
from flows.markets.ccxt_pages import Page, ask, page_rows
from flows.markets.provider import nearest
from flows.retry import retrying
from flows.settings import HttpSettings
from flows.sources.network import pinned_url
from warehouse.market_rows import MarketKind


class Venue:
    """One venue. Nothing is asked before the first call.

    Args:
        name: As in ccxt.
        market_types: Of `market_types_of`; no other part of the venue is asked.
        http: Time-out, retries, pinned hosts.
        rng: Jitter between tries.

    Raises:
        SettingsError: ccxt knows no such venue.
    """

    def __init__(self, name: str, *, market_types: frozenset[str], http: HttpSettings, rng: random.Random) -> None:
        if name not in ccxt.exchanges:
            raise SettingsError(f"venue {name!r} is not known to ccxt{nearest(name, ccxt.exchanges)}")
        self.name = name
        self._policy = retrying(retries=http.retries, rng=rng)
        self._exchange = getattr(ccxt, name)(
            {
                "enableRateLimit": True,
                "timeout": int(http.deadline_seconds * 1000),
                "number": str,
                "userAgent": http.user_agent,
            }
        )
        self._answers = Answers(self._exchange, deadline_seconds=http.deadline_seconds)
        types = self._exchange.options.get("fetchMarkets")
        if isinstance(types, dict) and "types" in types:
            wanted = [kind for kind in types["types"] if kind in market_types]
            self._exchange.options["fetchMarkets"] = {**types, "types": wanted}
        hostname = getattr(self._exchange, "hostname", None) or ""
        self._exchange.urls["api"] = _placed(self._exchange.urls["api"], hostname, http.static_hosts)

    def timeframes(self, kind: MarketKind) -> list[str]:
        """Steps in which it tells a kind."""
        return timeframes_of(self.name, kind, list(self._exchange.timeframes or {}))

    def offer(self, kind: MarketKind, *, is_perpetual: bool) -> Offer | None:
        """Say whether it serves the history of a kind, the present value only, or nothing."""
        return offer(self.name, kind, self._exchange.has, is_perpetual=is_perpetual)

    def time(self) -> datetime | None:
        """Read its clock off its last answer."""
        return self._answers.time()

    def symbol(self, symbol: str) -> str:
        """Find its name of a symbol; of a perpetual, the one settled in its quote before the one settled in its base.

        Raises:
            MarketDataError: It does not list it (any more), or could not be asked.
        """
        self._patiently("list of markets", self._exchange.load_markets)
        base, quote, perpetual = split_symbol(symbol)
        names = [f"{base}/{quote}:{settle}" for settle in (quote, base)] if perpetual else [f"{base}/{quote}"]
        found = next((name for name in names if name in self._exchange.markets), None)
        if found is None:
            raise MarketDataError(f"{self.name} does not list {symbol}; was it delisted, or is it called otherwise?")
        return found

    def is_trading(self, symbol: str) -> bool:
        """Say whether it lists a symbol as trading now.

        Raises:
            MarketDataError: As `symbol`.
        """
        return self._exchange.markets[self.symbol(symbol)].get("active") is not False

    def contract(self, symbol: str) -> tuple[str, Decimal]:
        """Return its own id of a perpetual, and how many coins one contract is.

        Raises:
            MarketDataError: As `symbol`.
        """
        name = self.symbol(symbol)
        market = self._exchange.markets[name]
        return str(market["id"]), Decimal(str(market["contractSize"] or 1))

    def page_rows(self, symbol: str, kind: MarketKind) -> int:
        """Return how many rows it sends at most."""
        return page_rows(self._exchange, symbol, kind)

    def rows(self, page: Page) -> list[Any]:
        """Ask for a page; an empty one is asked for once more, because venues send them by mistake.

        Raises:
            MarketDataError: It did not deliver, in all tries that the configuration grants.
        """
        what = f"{page.kind} of {page.symbol}"
        found: list[Any] = self._patiently(what, lambda: ask(self._exchange, page))
        return found or list(self._patiently(what, lambda: ask(self._exchange, page)))

    def _patiently(self, what: str, function: Callable[[], Any]) -> Any:  # noqa: ANN401 - ccxt has no types
        return self._policy(self._call, what, function)

    def _call(self, what: str, function: Callable[[], Any]) -> Any:  # noqa: ANN401 - ccxt has no types
        self._answers.forget()
        try:
            return function()
        except Exception as error:
            if (failure := self._answers.failure(what, error)) is not None:
                raise failure from error
            raise


def split_symbol(symbol: str) -> tuple[str, str, bool]:
    """Take `BTC-USDT` or `BTC-USDT-PERP` apart into base, quote and whether it is a perpetual.

    Raises:
        ValueError: It is neither.
    """
    parts = symbol.split("-")
    if all(parts) and (len(parts) == 2 or (len(parts) == 3 and parts[2] == "PERP")):
        return parts[0], parts[1], len(parts) == 3
    raise ValueError(f"symbol {symbol!r} is neither BASE-QUOTE nor BASE-QUOTE-PERP, such as 'BTC-USDT-PERP'")


def market_types_of(symbol: str) -> frozenset[str]:
    """Say which parts of a venue hold a symbol, in the words that venues use for them."""
    _, quote, perpetual = split_symbol(symbol)
    if not perpetual:
        return frozenset({"spot"})
    return frozenset({"swap", "linear"} | ({"inverse"} if quote == "USD" else set()))


def milliseconds(span: timedelta) -> int:
    """Count the whole milliseconds of a span."""
    return span // timedelta(milliseconds=1)


def _placed(urls: Any, hostname: str, static_hosts: dict[str, str]) -> Any:  # noqa: ANN401 - nested as ccxt likes
    """Send what goes to pinned hosts to their addresses."""
    if isinstance(urls, dict):
        return {name: _placed(url, hostname, static_hosts) for name, url in urls.items()}
    if not isinstance(urls, str):
        return urls
    return pinned_url(urls.replace("{hostname}", hostname), static_hosts)
