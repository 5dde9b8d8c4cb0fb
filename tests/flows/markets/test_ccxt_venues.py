"""Venues whose pages behave otherwise than Binance's."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from flows.markets.ccxt_venues import split_symbol
from flows.markets.provider import ProviderContext, Providers
from flows.settings import SeriesSettings
from tests.flows.venue_server import Kraken

START = datetime(2024, 3, 1, tzinfo=UTC)
END = START + timedelta(hours=40)


@pytest.fixture
def providers(http) -> Providers:
    return Providers(ProviderContext(settings_file=Path("markets.toml"), http=http, rng=random.Random(1)))


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def test_a_venue_that_only_serves_its_last_rows_leaves_a_listed_gap(venue, providers):
    kraken = Kraken(n_rows=13, last=END)
    venue.answers = kraken.answers()
    series = SeriesSettings(
        kind="candles", provider="ccxt", source="ccxt", venue="kraken", symbol="BTC-USD", ticker="BTC", timeframe="1h"
    )
    [batch] = providers.of(series).fetch(series, start=START, end=END + timedelta(minutes=1))
    assert batch.table.num_rows == 12 and batch.n_open == 1
    assert batch.table["volume"][0].as_py() == Decimal("12.5") and batch.table["close"][0].as_py() == 61100
    assert [(gap.first, gap.n_missing) for gap in batch.gaps] == [(START, 28)]


class Okx:
    """Sends a range from its newest end on, so a range longer than a page would lose its beginning."""

    page_rows = 3
    step = 8 * 3_600_000

    def instruments(self, query: dict[str, list[str]]) -> object:
        perpetual = {
            "instType": "SWAP", "instId": "BTC-USDT-SWAP", "uly": "BTC-USDT", "instFamily": "BTC-USDT", "baseCcy": "",
            "quoteCcy": "", "settleCcy": "USDT", "ctVal": "0.01", "ctMult": "1", "ctValCcy": "BTC", "ctType": "linear",
            "listTime": "1611916828000", "expTime": "", "lever": "100", "tickSz": "0.1", "lotSz": "1", "minSz": "1",
            "state": "live", "alias": "",
        }  # fmt: skip
        return {"code": "0", "msg": "", "data": [perpetual] if query["instType"] == ["SWAP"] else []}

    def funding(self, query: dict[str, list[str]]) -> object:
        stamps = [seconds(START) * 1000 + i * self.step for i in range(6)]
        newer_than, older_than = int(query["before"][0]), int(query["after"][0])
        inside = [stamp for stamp in stamps if newer_than < stamp < older_than]
        rows = [
            {"instType": "SWAP", "instId": "BTC-USDT-SWAP", "fundingTime": str(stamp), "fundingRate": "0.0002",
             "realizedRate": "0.00015"}
            for stamp in sorted(inside, reverse=True)[: int(query["limit"][0])]
        ]  # fmt: skip
        return {"code": "0", "msg": "", "data": rows}


def test_a_venue_that_sends_the_newest_first_loses_no_settlement(venue, providers, monkeypatch):
    okx = Okx()
    monkeypatch.setattr("flows.markets.ccxt_venues.Venue.page_rows", lambda *_: okx.page_rows)
    venue.answers = {
        "/api/v5/public/instruments": okx.instruments,
        "/api/v5/public/funding-rate-history": okx.funding,
    }
    series = SeriesSettings(
        kind="funding_rates", provider="ccxt", source="ccxt", venue="okx", symbol="BTC-USDT-PERP", ticker="BTC",
        options={"interval_hours": 8, "history_days": 2},
    )  # fmt: skip
    [batch] = providers.of(series).fetch(series, start=None, end=START + timedelta(hours=40))
    assert batch.table["observed_at"].to_pylist() == [START + timedelta(hours=8 * i) for i in range(6)]
    assert batch.table["funding_rate"][0].as_py() == Decimal("0.00015") and batch.gaps == ()


@pytest.mark.parametrize("symbol", ["BTC", "BTCUSDT", "BTC-", "-USDT", "BTC-USDT-SWAP", "BTC-USDT-PERP-X", ""])
def test_a_symbol_of_another_form_is_refused(symbol):
    with pytest.raises(ValueError, match="neither BASE-QUOTE nor BASE-QUOTE-PERP"):
        split_symbol(symbol)
