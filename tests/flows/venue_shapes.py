"""The five venues (seven: Kraken and Coinbase keep their perpetuals apart), each with answers and errors of its own.

`Shape.install(venue)` makes the loopback venue of `venue_server` answer as one of them does.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

START = datetime(2024, 3, 1, tzinfo=UTC)
FIRST = int(START.timestamp() * 1000)
HOUR = 3_600_000

Query = dict[str, list[str]]
Answer = Callable[[Query], object]


def stamps(hours) -> list[int]:
    return [FIRST + hour * HOUR for hour in hours]


def iso(stamp: int) -> str:
    return datetime.fromtimestamp(stamp / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Shape:
    """How one venue answers.

    Attributes:
        name: As in ccxt.
        symbol: One of ours that it has candles of.
        answers: Makes its answers, by path, from the times that it has rows of.
        errors: Status and body of what it says in trouble, by one word each; `empty` is a page without rows.
        lists: Paths that trouble does not touch.
    """

    name: str
    symbol: str
    answers: Callable[[list[int]], dict[str, Answer]]
    errors: dict[str, tuple[int, object]]
    lists: frozenset[str] = field(default=frozenset())

    def install(self, venue, hours) -> None:
        rows = stamps(hours)
        venue.answers = self.answers(rows)
        venue.lists = self.lists
        venue.errors = {word: (status, json.dumps(body).encode()) for word, (status, body) in self.errors.items()}


CANDLE = ("61000.1", "61200", "60900.5", "61100", "12.5")
_BAR = dict(zip(("open", "high", "low", "close", "volume"), CANDLE, strict=True))


# Binance -----------------------------------------------------------------------------------------------------------


def _binance_market(symbol: str, **more: object) -> dict[str, object]:
    return {
        "symbol": symbol, "status": "TRADING", "baseAsset": "BTC", "quoteAsset": "USDT", "isSpotTradingAllowed": True,
        "permissionSets": [["SPOT"]], "baseAssetPrecision": 8, "quotePrecision": 8,
        "filters": [{"filterType": "PRICE_FILTER", "minPrice": "0.01", "maxPrice": "1000000", "tickSize": "0.01"}],
    } | more  # fmt: skip


def binance(rows: list[int]) -> dict[str, Answer]:
    def page(make: Callable[[int], object]) -> Answer:
        def answer(query: Query) -> object:
            start, limit = int(query["startTime"][0]), int(query["limit"][0])
            return [make(stamp) for stamp in rows if stamp >= start][:limit]

        return answer

    perpetual = {"contractType": "PERPETUAL", "marginAsset": "USDT", "deliveryDate": 4133404800000}
    kline = page(lambda stamp: [stamp, *CANDLE, stamp + HOUR - 1, "0", 1, "0", "0", "0"])
    return {
        "/api/v3/exchangeInfo": lambda _: {"symbols": [_binance_market("BTCUSDT")]},
        "/fapi/v1/exchangeInfo": lambda _: {"symbols": [_binance_market("BTCUSDT", **perpetual)]},
        "/api/v3/klines": kline,
        "/fapi/v1/klines": kline,
        "/fapi/v1/markPriceKlines": kline,
        "/fapi/v1/fundingRate": page(
            lambda stamp: {"symbol": "BTCUSDT", "fundingTime": stamp + 4, "fundingRate": "0.0001"}
        ),
        "/futures/data/openInterestHist": page(
            lambda stamp: {"symbol": "BTCUSDT", "sumOpenInterest": "2.5", "sumOpenInterestValue": "152500.25",
                           "timestamp": stamp}
        ),
        "/futures/data/globalLongShortAccountRatio": page(
            lambda stamp: {"symbol": "BTCUSDT", "longShortRatio": "1.5", "timestamp": stamp}
        ),
    }  # fmt: skip


# Bybit -------------------------------------------------------------------------------------------------------------


def _bybit_markets(query: Query) -> object:
    linear = {
        "symbol": "BTCUSDT", "contractType": "LinearPerpetual", "status": "Trading", "baseCoin": "BTC",
        "quoteCoin": "USDT", "settleCoin": "USDT", "launchTime": "1584230400000", "deliveryTime": "0",
        "priceScale": "2", "fundingInterval": 60, "leverageFilter": {}, "priceFilter": {"tickSize": "0.10"},
        "lotSizeFilter": {"qtyStep": "0.001", "minOrderQty": "0.001", "maxOrderQty": "100"},
    }  # fmt: skip
    spot = {
        "symbol": "BTCUSDT", "baseCoin": "BTC", "quoteCoin": "USDT", "status": "Trading", "marginTrading": "none",
        "lotSizeFilter": {"basePrecision": "0.000001", "quotePrecision": "0.01", "minOrderQty": "0.001"},
        "priceFilter": {"tickSize": "0.01"},
    }  # fmt: skip
    found = {"linear": [linear], "spot": [spot]}[query["category"][0]]
    return {"retCode": 0, "retMsg": "OK", "result": {"category": query["category"][0], "list": found}}


def bybit(rows: list[int]) -> dict[str, Answer]:
    """Answers a range from its newest row on, no more than a page."""

    def page(make: Callable[[int], object]) -> Answer:
        def answer(query: Query) -> object:
            names = ("start", "end") if "start" in query else ("startTime", "endTime")
            start, end = (int(query[name][0]) for name in names)
            inside = sorted((stamp for stamp in rows if start <= stamp <= end), reverse=True)
            found = [make(stamp) for stamp in inside[: int(query["limit"][0])]]
            return {"retCode": 0, "retMsg": "OK", "result": {"list": found}}

        return answer

    return {
        "/v5/market/instruments-info": _bybit_markets,
        "/v5/market/kline": page(lambda stamp: [str(stamp), *CANDLE, "763000"]),
        "/v5/market/mark-price-kline": page(lambda stamp: [str(stamp), *CANDLE[:4]]),
        "/v5/market/funding/history": page(
            lambda stamp: {"symbol": "BTCUSDT", "fundingRate": "0.0001", "fundingRateTimestamp": str(stamp)}
        ),
        "/v5/market/open-interest": page(lambda stamp: {"openInterest": "2.5", "timestamp": str(stamp)}),
        "/v5/market/account-ratio": page(
            lambda stamp: {"symbol": "BTCUSDT", "buyRatio": "0.6", "sellRatio": "0.4", "timestamp": str(stamp)}
        ),
    }


# OKX ---------------------------------------------------------------------------------------------------------------


def _okx_markets(query: Query) -> object:
    spot = {"instType": "SPOT", "instId": "BTC-USDT", "baseCcy": "BTC", "quoteCcy": "USDT", "state": "live"}
    swap = {
        "instType": "SWAP", "instId": "BTC-USDT-SWAP", "uly": "BTC-USDT", "settleCcy": "USDT", "ctVal": "0.01",
        "ctMult": "1", "ctValCcy": "BTC", "ctType": "linear", "state": "live", "expTime": "", "baseCcy": "",
        "quoteCcy": "",
    }  # fmt: skip
    sizes = {"tickSz": "0.1", "lotSz": "1", "minSz": "1", "lever": "10", "listTime": "1611916828000", "alias": ""}
    return {"code": "0", "data": [{**(spot if query["instType"] == ["SPOT"] else swap), **sizes}]}


def okx(rows: list[int]) -> dict[str, Answer]:
    """Answers what lies between two moments from its newest row on, no more than a page."""

    def page(make: Callable[[str], object], *, first: str = "before", last: str = "after") -> Answer:
        def answer(query: Query) -> object:
            assert query["instId"][0].startswith("BTC-USDT")
            newer_than, older_than = int(query[first][0]), int(query[last][0])
            inside = sorted((stamp for stamp in rows if newer_than < stamp < older_than), reverse=True)
            found = [make(str(stamp)) for stamp in inside[: int(query["limit"][0])]]
            return {"code": "0", "msg": "", "data": found}

        return answer

    base = "/api/v5/rubik/stat/contracts"
    return {
        "/api/v5/public/instruments": _okx_markets,
        "/api/v5/market/history-candles": page(lambda stamp: [stamp, *CANDLE, CANDLE[4], "1", "1"]),
        "/api/v5/market/history-mark-price-candles": page(lambda stamp: [stamp, *CANDLE[:4], "1"]),
        "/api/v5/public/funding-rate-history": page(
            lambda stamp: {"instType": "SWAP", "instId": "BTC-USDT-SWAP", "fundingTime": stamp,
                           "fundingRate": "0.0002", "realizedRate": "0.0001"}
        ),
        f"{base}/open-interest-history": page(
            lambda stamp: [stamp, "250", "2.5", "152500.25"], first="begin", last="end"
        ),
        f"{base}/long-short-account-ratio-contract": page(lambda stamp: [stamp, "1.5"], first="begin", last="end"),
    }  # fmt: skip


# Kraken ------------------------------------------------------------------------------------------------------------


def kraken(rows: list[int]) -> dict[str, Answer]:
    """Sends the newest rows whatever is asked for; seconds, and a weighted price among the others."""
    pair = {
        "altname": "XBTUSD", "wsname": "XBT/USD", "base": "XXBT", "quote": "ZUSD", "pair_decimals": 1,
        "lot_decimals": 8, "cost_decimals": 5, "ordermin": "0.0001", "tick_size": "0.1", "status": "online",
        "leverage_buy": [], "leverage_sell": [], "fees": [[0, 0.4]], "fees_maker": [[0, 0.25]],
    }  # fmt: skip
    asset = {"aclass": "currency", "decimals": 10, "display_decimals": 5, "status": "enabled"}
    assets = {"XXBT": {**asset, "altname": "XBT"}, "ZUSD": {**asset, "altname": "USD"}}

    def candles(query: Query) -> object:
        since = int(query.get("since", ["0"])[0])
        opening, high, low, closing, volume = CANDLE
        found = [[stamp // 1000, opening, high, low, closing, "61050.2", volume, 7] for stamp in rows[-720:]]
        return {"error": [], "result": {"XXBTZUSD": [row for row in found if int(str(row[0])) > since], "last": 0}}

    return {
        "/0/public/AssetPairs": lambda _: {"error": [], "result": {"XXBTZUSD": pair}},
        "/0/public/Assets": lambda _: {"error": [], "result": assets},
        "/0/public/OHLC": candles,
    }


def krakenfutures(rows: list[int]) -> dict[str, Answer]:
    instrument = {
        "symbol": "PF_XBTUSD", "type": "flexible_futures", "tickSize": 1, "contractSize": 1, "tradeable": True,
        "impactMidSize": 1, "maxPositionSize": 100, "openingDate": "2022-03-22T15:00:00.000Z", "base": "BTC",
        "quote": "USD", "pair": "BTC:USD", "contractValueTradePrecision": 4, "marginLevels": [],
    }  # fmt: skip
    rates = [{"timestamp": iso(stamp), "fundingRate": 0.5, "relativeFundingRate": 0.0001} for stamp in rows]

    def candles(query: Query) -> object:
        start, end = int(query["from"][0]) * 1000, int(query["to"][0]) * 1000
        found = [{"time": stamp, **_BAR} for stamp in rows if start <= stamp <= end]
        return {"candles": found, "more_candles": False}

    def open_interest(query: Query) -> object:
        assert query["interval"] == ["3600"]
        start, end = int(query["since"][0]) * 1000, int(query["to"][0]) * 1000
        inside = [stamp for stamp in rows if start <= stamp <= end]
        data = [["2.5", "2.6", "2.4", "2.55"] for _ in inside]
        told = {"timestamp": [stamp // 1000 for stamp in inside], "data": data, "more": False}
        return {"result": told, "errors": []}

    charts = "/api/charts/v1"
    return {
        "/derivatives/api/v3/instruments": lambda _: {"result": "success", "instruments": [instrument]},
        "/derivatives/api/v4/historicalfundingrates": lambda _: {"result": "success", "rates": rates},
        f"{charts}/trade/PF_XBTUSD/1h": candles,
        f"{charts}/mark/PF_XBTUSD/1h": candles,
        f"{charts}/analytics/PF_XBTUSD/open-interest": open_interest,
    }


# Coinbase ----------------------------------------------------------------------------------------------------------


def coinbase(rows: list[int]) -> dict[str, Answer]:
    product = {
        "product_id": "BTC-USD", "base_currency_id": "BTC", "quote_currency_id": "USD", "product_type": "SPOT",
        "status": "online", "base_increment": "0.00000001", "quote_increment": "0.01", "price_increment": "0.01",
        "base_min_size": "0.0001", "base_max_size": "1000", "quote_min_size": "1", "quote_max_size": "1000000",
        "trading_disabled": False, "price": "61000",
    }  # fmt: skip

    def candles(query: Query) -> object:
        start, end = int(query["start"][0]) * 1000, int(query["end"][0]) * 1000
        found = [{"start": str(stamp // 1000), **_BAR} for stamp in reversed(rows) if start <= stamp <= end]
        return {"candles": found}

    def products(query: Query) -> object:
        return {"products": [product] if query.get("product_type", ["SPOT"]) == ["SPOT"] else [], "num_products": 1}

    return {
        "/v2/currencies": lambda _: {"data": [{"id": "USD", "name": "US dollar", "min_size": "0.01"}]},
        "/v2/currencies/crypto": lambda _: {"data": [{"code": "BTC", "name": "Bitcoin", "exponent": 8}]},
        "/v2/exchange-rates": lambda _: {"data": {"currency": "USD", "rates": {}}},
        "/api/v3/brokerage/market/products": products,
        "/api/v3/brokerage/market/products/BTC-USD/candles": candles,
    }


def coinbaseinternational(rows: list[int]) -> dict[str, Answer]:
    instrument = {
        "instrument_id": "1", "instrument_uuid": "u", "symbol": "BTC-PERP", "type": "PERP", "base_asset_name": "BTC",
        "quote_asset_name": "USDC", "base_increment": "0.0001", "quote_increment": "0.1", "trading_state": "TRADING",
        "open_interest": "2.5", "quote": {"mark_price": "61000.1"}, "min_notional_value": "10",
    }  # fmt: skip

    def funding(query: Query) -> object:
        offset = int(query.get("result_offset", ["0"])[0])
        newest_first = [
            {"instrument_id": "1", "funding_rate": "0.0001", "mark_price": "61000.1", "event_time": iso(stamp)}
            for stamp in reversed(rows)
        ]
        return {"pagination": {}, "results": newest_first[offset : offset + 100]}

    def candles(query: Query) -> object:
        start, end = (datetime.fromisoformat(query[name][0]).timestamp() * 1000 for name in ("start", "end"))
        return {"aggregations": [{"start": iso(stamp), **_BAR} for stamp in rows if start <= stamp <= end]}

    return {
        "/api/v1/assets": lambda _: [{"asset_id": "1", "asset_uuid": "u", "asset_name": "USDC", "status": "ACTIVE"}],
        "/api/v1/instruments": lambda _: [instrument, {**instrument, "symbol": "BTC-USDC", "type": "SPOT"}],
        "/api/v1/instruments/BTC-PERP": lambda _: instrument,
        "/api/v1/instruments/BTC-PERP/candles": candles,
        "/api/v1/instruments/BTC-USDC/candles": candles,
        "/api/v1/instruments/BTC-PERP/funding": funding,
    }


def _errors(make: Callable[[str], object], **more: tuple[int, object]) -> dict[str, tuple[int, object]]:
    """What a venue says at the usual statuses, and what it says in its own way."""
    return {word: (int(word), make(text)) for word, text in _TEXTS.items()} | more


_TEXTS = {"429": "Too many requests", "418": "Banned", "500": "Something went wrong", "503": "Down for maintenance"}

SHAPES = {
    shape.name: shape
    for shape in (
        Shape(
            "binance", "BTC-USDT", binance,
            _errors(
                lambda text: {"code": -1000, "msg": text},
                busy=(503, {"code": -1008, "msg": "Server is currently overloaded with other requests."}),
                delisted=(400, {"code": -1121, "msg": "Invalid symbol."}),
                empty=(200, []),
            ),
            frozenset({"/api/v3/exchangeInfo", "/fapi/v1/exchangeInfo"}),
        ),
        Shape(
            "okx", "BTC-USDT", okx,
            _errors(
                lambda text: {"code": "50001", "msg": text, "data": []},
                busy=(200, {"code": "50040", "msg": "Frequent API requests", "data": []}),
                delisted=(200, {"code": "51001", "msg": "Instrument ID does not exist", "data": []}),
                empty=(200, {"code": "0", "msg": "", "data": []}),
            ),
            frozenset({"/api/v5/public/instruments"}),
        ),
        Shape(
            "bybit", "BTC-USDT", bybit,
            _errors(
                lambda text: {"retCode": 10006, "retMsg": text, "result": {}},
                busy=(200, {"retCode": 10016, "retMsg": "Server error", "result": {}}),
                delisted=(200, {"retCode": 10001, "retMsg": "Not supported symbols", "result": {}}),
                empty=(200, {"retCode": 0, "retMsg": "OK", "result": {"list": []}}),
            ),
            frozenset({"/v5/market/instruments-info"}),
        ),
        Shape(
            "kraken", "BTC-USD", kraken,
            _errors(
                lambda text: {"error": [f"EGeneral:{text}"]},
                busy=(200, {"error": ["EService:Timeout"]}),
                delisted=(200, {"error": ["EQuery:Unknown asset pair"]}),
                empty=(200, {"error": [], "result": {"XXBTZUSD": [], "last": 0}}),
            ),
            frozenset({"/0/public/AssetPairs", "/0/public/Assets"}),
        ),
        Shape(
            "krakenfutures", "BTC-USD-PERP", krakenfutures,
            _errors(
                lambda text: {"result": "error", "error": text},
                busy=(200, {"result": "error", "error": "Server Error"}),
                delisted=(404, {"result": "error", "error": "contractNotFound"}),
                empty=(200, {"candles": [], "more_candles": False}),
            ),
            frozenset({"/derivatives/api/v3/instruments"}),
        ),
        Shape(
            "coinbase", "BTC-USD", coinbase,
            _errors(
                lambda text: {"error": "unknown", "error_details": text, "message": text},
                busy=(429, {"errors": [{"id": "rate_limit_exceeded", "message": "Too many requests"}]}),
                delisted=(404, {"error": "NOT_FOUND", "error_details": "valid product_id is required"}),
                empty=(200, {"candles": []}),
            ),
            frozenset({"/v2/currencies", "/v2/currencies/crypto", "/v2/exchange-rates",
                       "/api/v3/brokerage/market/products"}),
        ),
        Shape(
            "coinbaseinternational", "BTC-USDC-PERP", coinbaseinternational,
            _errors(
                lambda text: {"title": text, "status": 0},
                busy=(502, {"title": "Bad gateway", "status": 502}),
                delisted=(404, {"title": "Instrument not found", "status": 404}),
                empty=(200, {"aggregations": []}),
            ),
            frozenset({"/api/v1/assets", "/api/v1/instruments"}),
        ),
    )
}  # fmt: skip
