"""The five venues, spot and perpetual, each answering in its own shape."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from flows.errors import MarketDataError
from flows.markets.provider import ProviderContext, Providers
from flows.settings import SeriesSettings

START = datetime(2024, 3, 1, tzinfo=UTC)
END = START + timedelta(hours=6, minutes=1)
HOUR = 3_600_000
FIRST = int(START.timestamp() * 1000)


@pytest.fixture
def providers(http) -> Providers:
    return Providers(ProviderContext(settings_file=Path("markets.toml"), http=http, rng=random.Random(1)))


def fetched(providers: Providers, kind: str, venue: str, symbol: str, *, start=START, end=END, **options: object):
    timeframe = "" if kind == "funding_rates" else "1h"
    series = SeriesSettings(
        kind=kind, provider="ccxt", source="ccxt", venue=venue, symbol=symbol, ticker="BTC", timeframe=timeframe,
        options=options,
    )  # fmt: skip
    [batch] = providers.of(series).fetch(series, start=start, end=end)
    assert batch.rejected == () and batch.gaps == ()
    return batch.table


# Bybit -------------------------------------------------------------------------------------------------------------


def bybit(rows_of):
    """Answer a range from its newest row on, no more than a page, as the venue does."""

    def answer(query):
        names = ("start", "end") if "start" in query else ("startTime", "endTime")
        start, end = (int(query[name][0]) for name in names)
        stamps = [FIRST + i * HOUR for i in range(6) if start <= FIRST + i * HOUR <= end]
        page = sorted(stamps, reverse=True)[: int(query["limit"][0])]
        return {"retCode": 0, "retMsg": "OK", "result": {"list": [rows_of(stamp) for stamp in page]}}

    return answer


def bybit_market(query):
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
    rows = {"linear": [linear], "spot": [spot]}[query["category"][0]]
    return {"retCode": 0, "retMsg": "OK", "result": {"category": query["category"][0], "list": rows}}


def candle_text(stamp: int) -> list[str]:
    return [str(stamp), "61000.1", "61200", "60900.5", "61100", "12.5", "763000"]


@pytest.fixture
def at_bybit(venue, monkeypatch):
    monkeypatch.setattr("flows.markets.ccxt_venues.page_rows", lambda *_: 4)
    venue.answers = {
        "/v5/market/instruments-info": bybit_market,
        "/v5/market/kline": bybit(candle_text),
        "/v5/market/mark-price-kline": bybit(lambda stamp: candle_text(stamp)[:5]),
        "/v5/market/funding/history": bybit(
            lambda stamp: {"symbol": "BTCUSDT", "fundingRate": "0.0001", "fundingRateTimestamp": str(stamp)}
        ),
        "/v5/market/open-interest": bybit(lambda stamp: {"openInterest": "2.5", "timestamp": str(stamp)}),
        "/v5/market/account-ratio": bybit(
            lambda stamp: {"symbol": "BTCUSDT", "buyRatio": "0.6", "sellRatio": "0.4", "timestamp": str(stamp)}
        ),
    }
    return venue


@pytest.mark.parametrize(
    ("kind", "symbol", "column", "value"),
    [
        ("candles", "BTC-USDT", "close", "61100"),
        ("candles", "BTC-USDT-PERP", "volume", "12.5"),
        ("mark_prices", "BTC-USDT-PERP", "open", "61000.1"),
        ("funding_rates", "BTC-USDT-PERP", "funding_rate", "0.0001"),
        ("long_short_ratios", "BTC-USDT-PERP", "long_short_ratio", "1.5"),
        ("open_interest", "BTC-USDT-PERP", "open_interest_usd", "152500.25"),  # 2.5 coins at the mark price
    ],
)
def test_bybit_sends_the_newest_of_a_range_first_and_loses_nothing(at_bybit, providers, kind, symbol, column, value):
    options = {"interval_hours": 1} if kind == "funding_rates" else {}
    table = fetched(providers, kind, "bybit", symbol, **options)
    assert table.num_rows == 6 and table[column].to_pylist() == [Decimal(value)] * 6


# OKX ---------------------------------------------------------------------------------------------------------------


def okx_instruments(query):
    spot = {"instType": "SPOT", "instId": "BTC-USDT", "baseCcy": "BTC", "quoteCcy": "USDT", "state": "live"}
    swap = {
        "instType": "SWAP", "instId": "BTC-USDT-SWAP", "uly": "BTC-USDT", "settleCcy": "USDT", "ctVal": "0.01",
        "ctMult": "1", "ctValCcy": "BTC", "ctType": "linear", "state": "live", "expTime": "", "baseCcy": "",
        "quoteCcy": "",
    }  # fmt: skip
    sizes = {"tickSz": "0.1", "lotSz": "1", "minSz": "1", "lever": "10", "listTime": "1611916828000", "alias": ""}
    return {"code": "0", "data": [{**(spot if query["instType"] == ["SPOT"] else swap), **sizes}]}


def okx(rows_of, *, first="before", last="after"):
    def answer(query):
        assert query["instId"][0].startswith("BTC-USDT")
        newer_than, older_than = int(query[first][0]), int(query[last][0])
        stamps = [FIRST + i * HOUR for i in range(6) if newer_than < FIRST + i * HOUR < older_than]
        page = sorted(stamps, reverse=True)[: int(query["limit"][0])]
        return {"code": "0", "msg": "", "data": [rows_of(str(stamp)) for stamp in page]}

    return answer


@pytest.mark.parametrize(
    ("kind", "symbol", "column", "value"),
    [
        ("candles", "BTC-USDT", "close", "61100"),
        ("candles", "BTC-USDT-PERP", "high", "61200"),
        ("mark_prices", "BTC-USDT-PERP", "low", "60900.5"),
        ("open_interest", "BTC-USDT-PERP", "open_interest_usd", "152500000.5"),
        ("long_short_ratios", "BTC-USDT-PERP", "long_short_ratio", "1.25"),
    ],
)
def test_okx_is_asked_for_one_instrument_not_for_all_of_a_coin(
    venue, providers, monkeypatch, kind, symbol, column, value
):
    monkeypatch.setattr("flows.markets.ccxt_venues.page_rows", lambda *_: 4)
    base = "/api/v5/rubik/stat/contracts"
    venue.answers = {
        "/api/v5/public/instruments": okx_instruments,
        "/api/v5/market/history-candles": okx(lambda stamp: [stamp, *candle_text(0)[1:6], "1", "1", "1"]),
        "/api/v5/market/history-mark-price-candles": okx(lambda stamp: [stamp, *candle_text(0)[1:5], "1"]),
        f"{base}/open-interest-history": okx(
            lambda stamp: [stamp, "250000", "2500", "152500000.5"], first="begin", last="end"
        ),
        f"{base}/long-short-account-ratio-contract": okx(lambda stamp: [stamp, "1.25"], first="begin", last="end"),
    }
    table = fetched(providers, kind, "okx", symbol)
    assert table.num_rows == 6 and table[column].to_pylist() == [Decimal(value)] * 6


# Kraken ------------------------------------------------------------------------------------------------------------


def kraken_candles(query):
    start, end = int(query["from"][0]) * 1000, int(query["to"][0]) * 1000
    bar = {"open": "61000.1", "high": "61200", "low": "60900.5", "close": "61100", "volume": 12.5}
    stamps = [FIRST + i * HOUR for i in range(7)]
    return {"candles": [{"time": stamp, **bar} for stamp in stamps if start <= stamp <= end], "more_candles": False}


@pytest.fixture
def at_kraken(venue):
    instrument = {
        "symbol": "PF_XBTUSD", "type": "flexible_futures", "tickSize": 1, "contractSize": 1, "tradeable": True,
        "impactMidSize": 1, "maxPositionSize": 100, "openingDate": "2022-03-22T15:00:00.000Z", "base": "BTC",
        "quote": "USD", "pair": "BTC:USD", "contractValueTradePrecision": 4, "marginLevels": [],
    }  # fmt: skip
    ticker = {
        "symbol": "PF_XBTUSD", "pair": "XBT:USD", "tag": "perpetual", "last": 61100, "markPrice": 61000.5,
        "openInterest": 2.5, "lastTime": "2024-03-01T05:59:00.000Z",
    }  # fmt: skip
    rates = [
        {"timestamp": f"2024-03-01T{hour:02}:00:00Z", "fundingRate": 0.5, "relativeFundingRate": 0.00001}
        for hour in range(7)
    ]
    charts = "/api/charts/v1"
    venue.answers = {
        "/derivatives/api/v3/instruments": lambda _: {"result": "success", "instruments": [instrument]},
        "/derivatives/api/v3/tickers": lambda _: {"result": "success", "tickers": [ticker]},
        "/derivatives/api/v4/historicalfundingrates": lambda _: {"result": "success", "rates": rates},
        f"{charts}/trade/PF_XBTUSD/1h": kraken_candles,
        f"{charts}/mark/PF_XBTUSD/1h": kraken_candles,
    }
    return venue


@pytest.mark.parametrize("kind", ["candles", "mark_prices", "funding_rates"])
def test_perpetuals_of_kraken_are_its_futures_venue(at_kraken, providers, kind):
    options = {"interval_hours": 1} if kind == "funding_rates" else {}
    table = fetched(providers, kind, "krakenfutures", "BTC-USD-PERP", **options)
    assert table.num_rows == (7 if kind == "funding_rates" else 6)
    assert table["symbol"][0].as_py() == "BTC-USD-PERP"


def test_a_venue_without_a_history_of_open_interest_is_sampled_once_a_sync(at_kraken, providers):
    now = datetime.now(UTC).replace(microsecond=0)
    table = fetched(providers, "open_interest", "krakenfutures", "BTC-USD-PERP", start=None, end=now)
    assert table["observed_at"].to_pylist() == [now]
    assert table["open_interest_usd"].to_pylist() == [Decimal("152501.25")]


def test_a_present_value_is_not_dated_back(at_kraken, providers):
    with pytest.raises(MarketDataError, match="tells the present open_interest only"):
        fetched(providers, "open_interest", "krakenfutures", "BTC-USD-PERP", start=None, end=END)


# Coinbase ----------------------------------------------------------------------------------------------------------


def test_perpetuals_of_coinbase_are_its_international_venue(venue, providers):
    instrument = {
        "instrument_id": "1", "instrument_uuid": "u", "symbol": "BTC-PERP", "type": "PERP", "base_asset_name": "BTC",
        "quote_asset_name": "USDC", "base_increment": "0.0001", "quote_increment": "0.1", "trading_state": "TRADING",
        "open_interest": "2.5", "quote": {"mark_price": "61000.5"}, "min_notional_value": "10",
    }  # fmt: skip
    newest_first = [
        {
            "instrument_id": "1",
            "funding_rate": "0.000005",
            "mark_price": "61000",
            "event_time": f"2024-03-01T0{i}:00:00Z",
        }
        for i in reversed(range(7))
    ]

    def funding(query):
        offset = int(query.get("result_offset", ["0"])[0])
        return {"pagination": {}, "results": newest_first[offset : offset + 100]}

    def candles(query):
        start, end = (datetime.fromisoformat(query[name][0]) for name in ("start", "end"))
        assert end - start == timedelta(hours=300)
        row = {"open": "61000.1", "high": "61200", "low": "60900.5", "close": "61100", "volume": "12.5"}
        return {"aggregations": [{"start": f"2024-03-01T0{i}:00:00Z", **row} for i in range(6)]}

    venue.answers = {
        "/api/v1/assets": lambda _: [{"asset_id": "1", "asset_uuid": "u", "asset_name": "USDC", "status": "ACTIVE"}],
        "/api/v1/instruments": lambda _: [instrument],
        "/api/v1/instruments/BTC-PERP": lambda _: instrument,
        "/api/v1/instruments/BTC-PERP/candles": candles,
        "/api/v1/instruments/BTC-PERP/funding": funding,
    }
    assert fetched(providers, "candles", "coinbaseinternational", "BTC-USDC-PERP").num_rows == 6
    rates = fetched(providers, "funding_rates", "coinbaseinternational", "BTC-USDC-PERP", interval_hours=1)
    assert rates.num_rows == 7 and rates["funding_rate"][0].as_py() == Decimal("0.000005")
    now = datetime.now(UTC).replace(microsecond=0)
    sample = fetched(providers, "open_interest", "coinbaseinternational", "BTC-USDC-PERP", start=None, end=now)
    assert sample["open_interest_usd"].to_pylist() == [Decimal("152501.25")]


def test_spot_candles_of_coinbase_come_in_its_ranges(venue, providers):
    product = {
        "product_id": "BTC-USD", "base_currency_id": "BTC", "quote_currency_id": "USD", "product_type": "SPOT",
        "status": "online", "base_increment": "0.00000001", "quote_increment": "0.01", "price_increment": "0.01",
        "base_min_size": "0.0001", "base_max_size": "1000", "quote_min_size": "1", "quote_max_size": "1000000",
        "trading_disabled": False, "price": "61000",
    }  # fmt: skip

    def candles(query):
        start, end = int(query["start"][0]), int(query["end"][0])
        rows = [
            {"start": str(FIRST // 1000 + i * 3600), "low": "60900.5", "high": "61200", "open": "61000.1",
             "close": "61100", "volume": "12.5"}
            for i in reversed(range(7))
        ]  # fmt: skip
        return {"candles": [row for row in rows if start <= int(row["start"]) <= end]}

    venue.answers = {
        "/v2/currencies": lambda _: {"data": [{"id": "USD", "name": "US dollar", "min_size": "0.01"}]},
        "/v2/currencies/crypto": lambda _: {"data": [{"code": "BTC", "name": "Bitcoin", "exponent": 8}]},
        "/v2/exchange-rates": lambda _: {"data": {"currency": "USD", "rates": {}}},
        "/api/v3/brokerage/market/products": lambda query: {
            "products": [product] if query.get("product_type", ["SPOT"]) == ["SPOT"] else [], "num_products": 1
        },
        "/api/v3/brokerage/market/products/BTC-USD/candles": candles,
    }  # fmt: skip
    table = fetched(providers, "candles", "coinbase", "BTC-USD")
    assert table.num_rows == 6 and table["close"][0].as_py() == 61100
