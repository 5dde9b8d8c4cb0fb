import json
import random
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from flows.errors import MarketDataError, SettingsError
from flows.markets.liquidation_streams import STREAMS, read_message
from flows.markets.provider import ProviderContext, Providers
from flows.settings import SeriesSettings

STAMP = 1_709_251_200_500
MOMENT = datetime(2024, 3, 1, 0, 0, 0, 500_000, tzinfo=UTC)


def binance(side: str, **changes: str) -> dict[str, object]:
    order = {"s": "BTCUSDT", "S": side, "o": "LIMIT", "q": "0.5", "p": "60900", "ap": "61000.5", "X": "FILLED",
             "l": "0.1", "z": "0.5", "T": STAMP}  # fmt: skip
    return {"e": "forceOrder", "E": STAMP + 5, "o": order | changes}


def bybit(*sides: str) -> dict[str, object]:
    rows = [{"T": STAMP, "s": "BTCUSDT", "S": side, "v": "0.5", "p": "61000.5"} for side in sides]
    return {"topic": "allLiquidation.BTCUSDT", "type": "snapshot", "ts": STAMP, "data": rows}


def okx(*sides: str) -> dict[str, object]:
    details = [{"bkLoss": "0", "bkPx": "61000.5", "ccy": "", "posSide": "", "side": side, "sz": "50",
                "ts": str(STAMP)} for side in sides]  # fmt: skip
    item = {"details": details, "instFamily": "BTC-USDT", "instId": "BTC-USDT-SWAP", "instType": "SWAP"}
    return {"arg": {"channel": "liquidation-orders", "instType": "SWAP"}, "data": [item]}


def read(venue: str, message: object) -> list:
    return read_message(STREAMS[venue], json.dumps(message))


@pytest.mark.parametrize(
    ("venue", "message", "side"),
    [
        ("binance", binance("SELL"), "long"),
        ("binance", {"stream": "btcusdt@forceOrder", "data": binance("BUY")}, "short"),
        ("bybit", bybit("Buy"), "long"),
        ("bybit", bybit("Sell"), "short"),
        ("okx", okx("sell"), "long"),
        ("okx", okx("buy"), "short"),
    ],
)
def test_the_side_is_that_of_the_position_whatever_a_venue_names(venue, message, side):
    [liquidation] = read(venue, message)
    assert liquidation.position_side == side
    assert liquidation.price == Decimal("61000.5") and liquidation.happened_at == MOMENT


def test_all_fills_of_an_order_count_not_only_the_last():
    assert read("binance", binance("SELL"))[0].contracts == Decimal("0.5")


@pytest.mark.parametrize(("venue", "message"), [("bybit", bybit("Buy", "Buy")), ("okx", okx("buy", "sell"))])
def test_every_order_of_a_burst_is_read(venue, message):
    assert len(read(venue, message)) == 2


@pytest.mark.parametrize(
    ("venue", "text"),
    [
        ("binance", '{"result": null, "id": 1}'),
        ("bybit", '{"success": true, "ret_msg": "", "op": "subscribe"}'),
        ("bybit", '{"success": true, "ret_msg": "pong", "op": "ping"}'),
        ("okx", '{"event": "subscribe", "arg": {"channel": "liquidation-orders", "instType": "SWAP"}}'),
        ("okx", "pong"),
    ],
)
def test_other_messages_are_no_liquidations(venue, text):
    assert read_message(STREAMS[venue], text) == []


@pytest.mark.parametrize(
    ("venue", "text"),
    [
        ("binance", '{"error": {"code": 2, "msg": "Invalid request"}, "id": 1}'),
        ("bybit", '{"success": false, "ret_msg": "handler not found", "op": "subscribe"}'),
        ("okx", '{"event": "error", "code": "60012", "msg": "Invalid request"}'),
    ],
)
def test_a_refused_subscription_says_so(venue, text):
    with pytest.raises(MarketDataError, match=r"refused: .*(Invalid request|handler not found)"):
        read_message(STREAMS[venue], text)


@pytest.mark.parametrize(
    "text", ["{", "[1]", "[" * 200_000, b"\xff\xfe", json.dumps(binance("HOLD")), json.dumps(binance("SELL", z="much"))]
)
def test_a_message_that_is_not_understood_is_named(text):
    with pytest.raises(ValueError):
        read_message(STREAMS["binance"], text)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("venue", "name", "n"),
    [
        ("binance", "binance_forceOrder", 3),
        ("bybit", "bybit_allLiquidation_v5", 2),
        ("okx", "okx_liquidation_orders", 2),
    ],
)
def test_recorded_messages_are_read(corpus: Path, venue, name, n):
    lines = (corpus / "api_samples" / "tardis" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    found = [item for line in lines for item in read_message(STREAMS[venue], line)]
    assert len(found) == n and all(item.contracts > 0 and item.price > 0 for item in found)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "candles"}, "only liquidations"),
        ({"venue": "binanse"}, "did you mean 'binance'"),
        ({"symbol": "BTC-USDT"}, "only perpetuals in dollars"),
        ({"symbol": "BTC-USD-PERP"}, "only perpetuals in dollars"),
        ({"timeframe": "1w"}, "a day at most"),
        ({"options": {"minutes": 3}}, "has no options"),
    ],
)
def test_a_series_that_has_no_stream_is_refused(http, changes, message):
    values = {
        "kind": "liquidations", "provider": "stream", "source": "stream", "venue": "binance",
        "symbol": "BTC-USDT-PERP", "ticker": "BTC", "timeframe": "5m",
    }  # fmt: skip
    context = ProviderContext(settings_file=Path("markets.toml"), http=http, rng=random.Random(1))
    with pytest.raises(SettingsError, match=message):
        Providers(context).of(SeriesSettings.model_validate(values | changes))
