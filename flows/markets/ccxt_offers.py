"""What the public endpoints of each venue give: a history and how far it reaches, the present value only, or nothing.

The table in docs/how_to/add_a_series.md says the same in words; a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from warehouse.market_rows import MarketKind

METHODS: dict[MarketKind, str] = {
    "candles": "fetchOHLCV",
    "mark_prices": "fetchMarkOHLCV",
    "funding_rates": "fetchFundingRateHistory",
    "open_interest": "fetchOpenInterestHistory",
    "long_short_ratios": "fetchLongShortRatioHistory",
}
"""Kinds that venues serve, with the word under which ccxt describes its ability to ask for them."""

Offer = Literal["history", "sampled"]

_BEYOND_CCXT: dict[tuple[str, MarketKind], Offer] = {
    ("krakenfutures", "open_interest"): "history",
    ("coinbaseinternational", "mark_prices"): "history",
    ("coinbaseinternational", "open_interest"): "sampled",
}
"""What `flows.markets.ccxt_pages` gets where ccxt has no method."""

_ONLY_TIMEFRAMES: dict[tuple[str, MarketKind], tuple[str, ...]] = {
    # Its mark prices are those that it settles funding at.
    ("coinbaseinternational", "mark_prices"): ("1h",),
}

_PERPETUALS_OF = {"kraken": ("krakenfutures", "USD"), "coinbase": ("coinbaseinternational", "USDC")}
_HISTORIES_OF_OPEN_INTEREST = "'krakenfutures', 'bybit', 'okx', 'binance', or the provider 'coinglass'"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """How far back a venue tells, as a time or as a number of rows."""

    time: timedelta | None = None
    rows: int | None = None


_EVERYTHING = _Reach()
_REACH: dict[tuple[str, MarketKind], _Reach] = {
    ("binance", "open_interest"): _Reach(time=timedelta(days=29)),  # refuses to be asked for more than 30
    ("binance", "long_short_ratios"): _Reach(time=timedelta(days=29)),
    ("okx", "open_interest"): _Reach(rows=1_440),
    ("okx", "long_short_ratios"): _Reach(rows=1_440),
    ("okx", "funding_rates"): _Reach(time=timedelta(days=92)),
    ("kraken", "candles"): _Reach(rows=720),
    ("bybit", "open_interest"): _EVERYTHING,
    ("bybit", "long_short_ratios"): _EVERYTHING,
    ("krakenfutures", "open_interest"): _EVERYTHING,
}
_STATISTICS: frozenset[MarketKind] = frozenset({"open_interest", "long_short_ratios"})
_USUAL_STATISTICS = _Reach(time=timedelta(days=29))


def offer(venue: str, kind: MarketKind, has: Mapping[str, Any], *, is_perpetual: bool) -> Offer | None:
    """Say how a venue tells a kind; `has` is ccxt's list of its abilities. `None`: not at all."""
    if not has.get("swap" if is_perpetual else "spot") or (kind != "candles" and not is_perpetual):
        return None
    if beyond := _BEYOND_CCXT.get((venue, kind)):
        return beyond
    return "history" if kind in METHODS and has.get(METHODS[kind]) is True else None


def reach(venue: str, kind: MarketKind, step: timedelta) -> timedelta | None:
    """Say how far back a venue's history goes; `None` where it keeps everything, as far as is known."""
    found = _REACH.get((venue, kind), _USUAL_STATISTICS if kind in _STATISTICS else _EVERYTHING)
    return found.rows * step if found.rows else found.time


def timeframes_of(venue: str, kind: MarketKind, usual: list[str]) -> list[str]:
    """Return the steps that a venue tells a kind in; `usual` are those of its candles."""
    return list(_ONLY_TIMEFRAMES.get((venue, kind), usual))


def elsewhere(venue: str, kind: MarketKind, base: str, *, is_perpetual: bool) -> str:
    """Name what to ask instead of a venue that does not offer a kind, as the end of a sentence."""
    if is_perpetual and venue in _PERPETUALS_OF:
        name, quote = _PERPETUALS_OF[venue]
        return f"; its perpetuals are the venue {name!r}, symbol '{base}-{quote}-PERP'"
    spot = next((spot for spot, (name, _) in _PERPETUALS_OF.items() if name == venue), None)
    if not is_perpetual and spot:
        return f"; its spot markets are the venue {spot!r}"
    if kind == "open_interest":
        return f"; a history is told by {_HISTORIES_OF_OPEN_INTEREST}"
    return "; docs/how_to/add_a_series.md lists what each venue offers"
