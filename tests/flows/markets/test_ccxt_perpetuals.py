"""Every venue and kind, each answering in its own shape: what the table of the guide offers is really had."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from flows.errors import MarketDataError, SettingsError
from flows.markets.provider import MarketBatch, ProviderContext, Providers
from flows.settings import SeriesSettings
from tests.flows.venue_shapes import CANDLE, SHAPES, START

END = START + timedelta(hours=6, minutes=1)
TABLE = Path(__file__).parents[3] / "docs" / "how_to" / "add_a_series.md"
SPOT = {"binance": "BTC-USDT", "okx": "BTC-USDT", "bybit": "BTC-USDT", "kraken": "BTC-USD", "coinbase": "BTC-USD",
        "coinbaseinternational": "BTC-USDC"}  # fmt: skip
PERPETUAL = {
    "binance": "BTC-USDT-PERP", "okx": "BTC-USDT-PERP", "bybit": "BTC-USDT-PERP", "kraken": "BTC-USD-PERP",
    "krakenfutures": "BTC-USD-PERP", "coinbase": "BTC-USDC-PERP", "coinbaseinternational": "BTC-USDC-PERP",
}  # fmt: skip
EXPECTED = {
    "candles": ("volume", CANDLE[4]),
    "mark_prices": ("open", "61000.1"),
    "funding_rates": ("funding_rate", "0.0001"),
    "open_interest": ("open_interest_usd", "152500.25"),  # 2.5 coins at the mark price
    "long_short_ratios": ("long_short_ratio", "1.5"),
}


@pytest.fixture
def providers(http) -> Providers:
    return Providers(ProviderContext(settings_file=Path("markets.toml"), http=http, rng=random.Random(1)))


@pytest.fixture
def _small_pages(monkeypatch):
    monkeypatch.setattr("flows.markets.ccxt_venues.page_rows", lambda *_: 4)


def series(kind: str, venue: str, symbol: str, **options: object) -> SeriesSettings:
    if kind == "funding_rates":
        options = {"interval_hours": 1} | options
    timeframe = "" if kind == "funding_rates" else "1h"
    return SeriesSettings(
        kind=kind, provider="ccxt", source="ccxt", venue=venue, symbol=symbol, ticker="BTC", timeframe=timeframe,
        options=options,
    )  # fmt: skip


def fetched(providers: Providers, wanted: SeriesSettings, *, start=START, end=END) -> MarketBatch:
    [batch] = providers.of(wanted).fetch(wanted, start=start, end=end)
    return batch


def offered() -> list[tuple[str, str, str, str]]:
    """Venue, kind, symbol and what the guide says of them, one for each cell of its table."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("| venue | candles of spot"))
    cells = []
    for line in lines[first + 2 :]:
        if not line.startswith("|"):
            break
        name, spot, *others = (cell.strip() for cell in line.strip("|").split("|"))
        venue = name.strip("`")
        cells.append((venue, "candles", SPOT.get(venue, "BTC-USD"), spot))
        kinds = ("candles", "mark_prices", "funding_rates", "open_interest", "long_short_ratios")
        cells += [(venue, kind, PERPETUAL[venue], told) for kind, told in zip(kinds, others, strict=True)]
    return cells


CELLS = offered()
IDS = [f"{venue}-{kind}-{symbol}" for venue, kind, symbol, _ in CELLS]


def test_the_table_of_the_guide_has_the_five_venues_and_all_kinds():
    assert {venue for venue, *_ in CELLS} == set(SHAPES)
    assert len(CELLS) == 7 * 6
    assert {told.split(",")[0] for *_, told in CELLS} == {"history", "sampled", "not offered"}


@pytest.mark.usefixtures("_small_pages")
@pytest.mark.parametrize(("venue_name", "kind", "symbol", "told"), CELLS, ids=IDS)
def test_what_the_guide_offers_is_had_and_the_rest_is_refused(venue, providers, venue_name, kind, symbol, told):
    SHAPES[venue_name].install(venue, range(7))
    wanted = series(kind, venue_name, symbol)
    if told == "not offered":
        with pytest.raises(SettingsError, match=rf"no public {kind}|belong to a perpetual"):
            providers.of(wanted)
        return
    if told.startswith("sampled"):
        now = datetime.now(UTC).replace(microsecond=0)
        batch = fetched(providers, wanted, start=None, end=now)
        assert batch.table["observed_at"].to_pylist() == [now]
    else:
        batch = fetched(providers, wanted)
        assert batch.table.num_rows == (6 if kind in ("candles", "mark_prices") else 7)
    column, value = EXPECTED[kind]
    assert batch.table[column].to_pylist() == [Decimal(value)] * batch.table.num_rows
    assert batch.rejected == () and batch.gaps == () and batch.table["symbol"][0].as_py() == symbol


def test_numbers_keep_every_digit_that_a_venue_sends(venue, providers):
    SHAPES["krakenfutures"].install(venue, range(7))
    bar = b'{"time": 1709251200000, "open": 0.12345678901234567, "high": 1, "low": 0.1, "close": 0.2, "volume": 3}'
    venue.errors["digits"] = (200, b'{"candles": [%b], "more_candles": false}' % bar)
    venue.trouble = ["digits"]
    batch = fetched(providers, series("candles", "krakenfutures", "BTC-USD-PERP"), end=START + timedelta(hours=1))
    assert batch.table["open"].to_pylist() == [Decimal("0.12345678901234567")]


def test_a_present_value_is_not_dated_back(venue, providers):
    SHAPES["coinbaseinternational"].install(venue, range(7))
    with pytest.raises(MarketDataError, match="tells the present open_interest only"):
        fetched(providers, series("open_interest", "coinbaseinternational", "BTC-USDC-PERP"), start=None)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            series("open_interest", "coinbaseinternational", "BTC-USDC-PERP", history_days=30),
            r"options.history_days: .* one value a sync; a history is told by 'krakenfutures', 'bybit', .*'coinglass'",
        ),
        (series("mark_prices", "kraken", "BTC-USD-PERP"), r"the venue 'krakenfutures', symbol 'BTC-USD-PERP'"),
        (series("funding_rates", "coinbase", "BTC-USD-PERP"), r"'coinbaseinternational', symbol 'BTC-USDC-PERP'"),
        (series("candles", "krakenfutures", "BTC-USD"), r"its spot markets are the venue 'kraken'"),
        (
            series("mark_prices", "coinbaseinternational", "BTC-USDC-PERP").model_copy(update={"timeframe": "5m"}),
            r"timeframe '5m' is not one of coinbaseinternational's: 1h$",
        ),
        (series("open_interest", "bitmex", "BTC-USD-PERP"), r"no public open_interest .*'krakenfutures', 'bybit'"),
        (series("long_short_ratios", "krakenfutures", "BTC-USD-PERP"), r"add_a_series.md lists what each venue"),
    ],
)
def test_what_a_venue_does_not_have_is_refused_with_what_has_it(venue, providers, wanted, message):
    with pytest.raises(SettingsError, match=message):
        providers.of(wanted)
    assert venue.requests == []


def test_history_is_not_asked_for_beyond_what_a_venue_keeps(venue, providers):
    SHAPES["binance"].install(venue, range(7))
    wanted = series("open_interest", "binance", "BTC-USDT-PERP", history_days=400)
    fetched(providers, wanted, start=None)
    asked = int(venue.data_requests()[0].split("startTime=")[1].split("&")[0])
    assert datetime.fromtimestamp(asked / 1000, UTC) == END - timedelta(days=29)


def test_a_null_among_mark_prices_costs_the_bars_beside_it_only(venue, providers):
    SHAPES["coinbaseinternational"].install(venue, range(7))
    path = "/api/v1/instruments/BTC-PERP/funding"
    whole = venue.answers[path]({})
    whole["results"][3]["mark_price"] = None
    venue.answers[path] = lambda query: whole if "0" in query.get("result_offset", ["0"]) else {"results": []}
    batch = fetched(providers, series("mark_prices", "coinbaseinternational", "BTC-USDC-PERP"))
    assert batch.table.num_rows == 4
    assert [item.reason for item in batch.rejected] == ["missing_value", "missing_value"]
