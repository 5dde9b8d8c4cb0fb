"""A trading venue and an index publisher on the loopback interface, answering as Binance and alternative.me do."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import ccxt
import pytest

from flows.settings import HttpSettings
from tests.flows.loopback import small_limits


@dataclass
class Venue:
    """What the venue would answer, and what happens to its next answers.

    `trouble` holds one word for each of the next answers with data: a status (`429`, `503`), `truncated`, `empty`,
    `repeated`, `html`, `drip`, `silence`, or `fine`. `is_down` makes every answer but Kraken's a 503. `answers` are
    those of other venues, by path; `errors` what they say in trouble, by word; `lists` the paths that trouble spares.
    """

    candles: list[list[object]] = field(default_factory=list)
    funding: list[dict[str, object]] = field(default_factory=list)
    open_interest: list[dict[str, object]] = field(default_factory=list)
    index: object = None
    trouble: list[str] = field(default_factory=list)
    page_rows: int = 1000
    date: str | None = None
    is_down: bool = False
    retry_after: str | None = None
    requests: list[str] = field(default_factory=list)
    answers: dict[str, Callable[[dict[str, list[str]]], object]] = field(default_factory=dict)
    errors: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    lists: frozenset[str] = frozenset({"/api/v3/exchangeInfo", "/fapi/v1/exchangeInfo"})
    address: str = ""
    last_page: bytes = b"[]"

    def data_requests(self) -> list[str]:
        return [path for path in self.requests if urlsplit(path).path not in self.lists]


def _page(venue: Venue, rows: list, stamp, query: dict[str, list[str]]) -> list:
    start = int(query.get("startTime", ["0"])[0])
    limit = min(int(query.get("limit", ["500"])[0]), venue.page_rows)
    return [row for row in rows if int(stamp(row)) >= start][:limit]


def _answer(venue: Venue, path: str, query: dict[str, list[str]]) -> object:
    if path in venue.answers:
        return venue.answers[path](query)
    if path == "/api/v3/exchangeInfo":
        return {"timezone": "UTC", "symbols": [_market("BTCUSDT", "BTC"), _market("ETHUSDT", "ETH")]}
    if path == "/fapi/v1/exchangeInfo":
        return {"timezone": "UTC", "symbols": [_market("BTCUSDT", "BTC") | _PERPETUAL]}
    if path.lower().endswith("klines"):
        return _page(venue, venue.candles, lambda row: row[0], query)
    if path == "/fapi/v1/fundingRate":
        return _page(venue, venue.funding, lambda row: row["fundingTime"], query)
    if path in ("/futures/data/openInterestHist", "/futures/data/globalLongShortAccountRatio"):
        return _page(venue, venue.open_interest, lambda row: row["timestamp"], query)
    if path == "/fng/":
        return venue.index
    return None


class Kraken:
    """Sends the newest rows whatever is asked for, the open candle among them; seconds, and a weighted price."""

    def __init__(self, *, n_rows: int, last: datetime) -> None:
        self.n_rows = n_rows
        self.last = int(last.timestamp())

    def answers(self) -> dict[str, Callable[[dict[str, list[str]]], object]]:
        return {
            "/0/public/AssetPairs": self.pairs,
            "/0/public/Assets": self.assets,
            "/0/public/OHLC": self.candles,
        }

    def pairs(self, _: dict[str, list[str]]) -> object:
        pair = {
            "altname": "XBTUSD", "wsname": "XBT/USD", "base": "XXBT", "quote": "ZUSD", "pair_decimals": 1,
            "lot_decimals": 8, "cost_decimals": 5, "ordermin": "0.0001", "tick_size": "0.1", "status": "online",
            "leverage_buy": [], "leverage_sell": [], "fees": [[0, 0.4]], "fees_maker": [[0, 0.25]],
        }  # fmt: skip
        return {"error": [], "result": {"XXBTZUSD": pair}}

    def assets(self, _: dict[str, list[str]]) -> object:
        names = {"XXBT": "XBT", "ZUSD": "USD"}
        detail = {"aclass": "currency", "decimals": 10, "display_decimals": 5, "status": "enabled"}
        return {"error": [], "result": {key: {**detail, "altname": name} for key, name in names.items()}}

    def candles(self, query: dict[str, list[str]]) -> object:
        first = self.last - (self.n_rows - 1) * 3600
        rows = [
            [first + i * 3600, "61000.1", "61200.0", "60900.5", "61100.0", "61050.2", "12.50000000", 7]
            for i in range(self.n_rows)
        ]
        since = int(query.get("since", ["0"])[0])
        return {"error": [], "result": {"XXBTZUSD": [row for row in rows if row[0] > since], "last": self.last}}


_PERPETUAL = {
    "pair": "BTCUSDT",
    "contractType": "PERPETUAL",
    "contractStatus": "TRADING",
    "marginAsset": "USDT",
    "deliveryDate": 4133404800000,
    "onboardDate": 1569398400000,
}


def _market(symbol: str, base: str) -> dict[str, object]:
    return {
        "symbol": symbol,
        "status": "TRADING",
        "baseAsset": base,
        "quoteAsset": "USDT",
        "isSpotTradingAllowed": True,
        "permissionSets": [["SPOT"]],
        "baseAssetPrecision": 8,
        "quotePrecision": 8,
        "filters": [
            {"filterType": "PRICE_FILTER", "minPrice": "0.01", "maxPrice": "1000000.00", "tickSize": "0.01"},
            {"filterType": "LOT_SIZE", "minQty": "0.00001", "maxQty": "9000.0", "stepSize": "0.00001"},
        ],
    }


def _respond(state: Venue, path: str) -> tuple[int, bytes]:
    parts = urlsplit(path)
    state.requests.append(path)
    if state.is_down and not parts.path.startswith("/0/"):
        return 503, b'{"msg": "down for maintenance"}'
    document = _answer(state, parts.path, parse_qs(parts.query))
    body = json.dumps(document).encode()
    if parts.path in state.lists:
        return 200, body
    trouble = state.trouble.pop(0) if state.trouble else "fine"
    if trouble in state.errors:
        return state.errors[trouble]
    if trouble in ("drip", "silence"):
        return 200, trouble.encode()
    if trouble.isdigit():
        return int(trouble), b'{"code": -1003, "msg": "Too many requests."}'
    spoilt = {
        "truncated": body[: len(body) // 2],
        "empty": b"[]",
        "html": b"<html><body>Just a moment...</body></html>",
        "repeated": state.last_page,
    }
    if trouble == "fine":
        state.last_page = body
    return 200 if document is not None else 404, spoilt.get(trouble, body)


def _drip(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, until the client has had enough."""
    with contextlib.suppress(OSError):
        for _ in range(100):
            handler.wfile.write(b" ")
            time.sleep(0.02)


@pytest.fixture
def venue(monkeypatch: pytest.MonkeyPatch) -> Iterator[Venue]:
    """The venue; it is asked as fast as it answers, and not at the pace that real ones ask for."""
    monkeypatch.setattr(ccxt.Exchange, "throttle", lambda *_: None)
    state = Venue()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = _respond(state, self.path)
            if body == b"silence":
                time.sleep(1)
                return
            self.send_response_only(status)
            self.send_header("Date", state.date or self.date_time_string())
            if status != 200 and state.retry_after:
                self.send_header("Retry-After", state.retry_after)
            self.send_header("Content-Type", "text/html" if body.startswith(b"<") else "application/json")
            self.send_header("Content-Length", "999" if body == b"drip" else str(len(body)))
            self.end_headers()
            if body == b"drip":
                _drip(self)
            else:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    state.address = f"127.0.0.1:{server.server_port}"
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def http(venue: Venue) -> HttpSettings:
    hosts = (
        "api.binance.com", "fapi.binance.com", "api.alternative.me", "api.kraken.com", "futures.kraken.com",
        "www.okx.com", "api.bybit.com", "api.coinbase.com", "api.international.coinbase.com",
    )  # fmt: skip
    return small_limits(deadline_seconds=3, retries=2, static_hosts=dict.fromkeys(hosts, venue.address))
