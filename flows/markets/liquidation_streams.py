"""The public liquidation streams of venues: where they are, how to subscribe, and what their messages say.

ccxt has a reader for them too, but it drops what a cascade is made of: all but the first order of a burst, all but the
first detail of an OKX message, and the earlier fills of an order at Binance.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from flows.errors import MarketDataError, SettingsError
from flows.markets.ccxt_venues import split_symbol
from flows.markets.provider import MarketBatch, ProviderContext, nearest, series_label
from flows.markets.timeframes import timeframe_length
from flows.settings import SeriesSettings

PositionSide = Literal["long", "short"]

_CLOSED_BY_ORDER: dict[str, PositionSide] = {"sell": "long", "buy": "short"}
_CLOSED_POSITION: dict[str, PositionSide] = {"buy": "long", "sell": "short"}
_DOLLARS = frozenset({"USDT", "USDC"})  # contracts in USD are settled in coins, and sized in dollars


@dataclass(frozen=True, slots=True, kw_only=True)
class Liquidation:
    """A position that a venue closed by force.

    Attributes:
        market_id: The venue's name of the contract.
        position_side: The side that was closed; a liquidated long is a sell order.
        contracts: Filled amount, in contracts.
        price: In the quote of the contract; at Bybit and OKX the bankruptcy price.
        happened_at: By the venue's clock.
    """

    market_id: str
    position_side: PositionSide
    contracts: Decimal
    price: Decimal
    happened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One venue's stream.

    Attributes:
        url: Where it is.
        subscribe: The message that asks for the contracts of these ids.
        read: Takes the liquidations out of a message; others give none.
        ping: What keeps the connection open; `None` for the ping frames of the protocol.
    """

    url: str
    subscribe: Callable[[Sequence[str]], dict[str, Any]]
    read: Callable[[dict[str, Any]], Iterator[Liquidation]]
    ping: str | None = None


def read_message(stream: Stream, text: str | bytes) -> list[Liquidation]:
    """Read what a venue sent.

    Raises:
        MarketDataError: It refused the subscription.
        ValueError: The message is not understood.
    """
    if text == "pong":
        return []
    try:
        message = json.loads(text, parse_float=str, parse_int=str)
    except RecursionError as error:
        raise ValueError(f"nested too deeply: {str(text)[:100]}") from error
    if not isinstance(message, dict):
        raise ValueError(f"an object was expected, not {str(text)[:100]}")
    if message.get("event") == "error" or message.get("success") is False or message.get("error"):
        raise MarketDataError(f"the subscription was refused: {str(text)[:200]}")
    try:
        return list(stream.read(message))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise ValueError(f"{type(error).__name__}: {error} in {str(text)[:200]}") from error


def _binance_subscription(ids: Sequence[str]) -> dict[str, Any]:
    return {"method": "SUBSCRIBE", "params": [f"{name.lower()}@forceOrder" for name in ids], "id": 1}


def _binance(message: dict[str, Any]) -> Iterator[Liquidation]:
    event = message.get("data", message)
    if event.get("e") == "forceOrder":
        order = event["o"]
        yield Liquidation(
            market_id=order["s"],
            position_side=_CLOSED_BY_ORDER[order["S"].lower()],
            contracts=Decimal(order["z"]),
            price=Decimal(order["ap"]),
            happened_at=_instant(order["T"]),
        )


def _bybit_subscription(ids: Sequence[str]) -> dict[str, Any]:
    return {"op": "subscribe", "args": [f"allLiquidation.{name}" for name in ids]}


def _bybit(message: dict[str, Any]) -> Iterator[Liquidation]:
    if message.get("topic", "").startswith("allLiquidation."):
        for item in message["data"]:
            yield Liquidation(
                market_id=item["s"],
                position_side=_CLOSED_POSITION[item["S"].lower()],  # Bybit names the position, not the order
                contracts=Decimal(item["v"]),
                price=Decimal(item["p"]),
                happened_at=_instant(item["T"]),
            )


def _okx_subscription(_ids: Sequence[str]) -> dict[str, Any]:
    return {"op": "subscribe", "args": [{"channel": "liquidation-orders", "instType": "SWAP"}]}


def _okx(message: dict[str, Any]) -> Iterator[Liquidation]:
    if message.get("arg", {}).get("channel") == "liquidation-orders":
        for item in message.get("data", []):
            for detail in item["details"]:
                yield Liquidation(
                    market_id=item["instId"],
                    position_side=_CLOSED_BY_ORDER[detail["side"]],
                    contracts=Decimal(detail["sz"]),
                    price=Decimal(detail["bkPx"]),
                    happened_at=_instant(detail["ts"]),
                )


def _instant(milliseconds: str) -> datetime:
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)


STREAMS: dict[str, Stream] = {
    # https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams
    # One order per contract and second, the largest: a lower bound in a cascade.
    "binance": Stream(
        url="wss://fstream.binance.com/market/ws",
        subscribe=_binance_subscription,
        read=_binance,
    ),
    # https://bybit-exchange.github.io/docs/v5/websocket/public/all-liquidation: all of them
    "bybit": Stream(
        url="wss://stream.bybit.com/v5/public/linear",
        subscribe=_bybit_subscription,
        read=_bybit,
        ping='{"op": "ping"}',
    ),
    # https://www.okx.com/docs-v5/en/#public-data-websocket-liquidation-orders-channel: not all of them
    "okx": Stream(
        url="wss://ws.okx.com:8443/ws/v5/public",
        subscribe=_okx_subscription,
        read=_okx,
        ping="ping",
    ),
}
"""Streams by ccxt's name of the venue."""


class StreamProvider:
    """The provider `stream`: such series have no history to fetch; `newstape listen` stores them as they happen."""

    def __init__(self, context: ProviderContext) -> None:
        self._context = context

    def check(self, series: SeriesSettings) -> None:
        """Check kind, venue and symbol."""
        label = series_label(series, self._context.settings_file)
        if series.kind != "liquidations":
            raise SettingsError(f"{label}: provider 'stream' has only liquidations")
        if series.venue not in STREAMS:
            hint = nearest(series.venue, list(STREAMS))
            raise SettingsError(f"{label}: venue {series.venue!r} has no stream here{hint}")
        if series.options:
            raise SettingsError(f"{label}: options.{next(iter(series.options))}: provider 'stream' has no options")
        try:
            _, quote, is_perpetual = split_symbol(series.symbol)
            is_too_long = timeframe_length(series.timeframe) > timedelta(days=1)
        except ValueError as error:
            raise SettingsError(f"{label}: {error}") from error
        if not is_perpetual or quote not in _DOLLARS:
            raise SettingsError(f"{label}: only perpetuals in dollars, such as 'BTC-USDT-PERP', are listened to")
        if is_too_long:
            raise SettingsError(f"{label}: timeframe {series.timeframe!r}: bars of a stream last a day at most")

    def fetch(self, series: SeriesSettings, *, start: datetime | None, end: datetime) -> Iterator[MarketBatch]:
        """Deliver nothing: what was not listened to is gone."""
        yield from ()

    def earliest(self, series: SeriesSettings, *, now: datetime) -> datetime | None:
        """Say that there is no history."""
        return None
