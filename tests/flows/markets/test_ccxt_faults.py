"""Trouble at every venue, told as each tells it."""

import random
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import ccxt
import pytest

from flows.errors import MarketDataError
from flows.markets.provider import MarketBatch, ProviderContext, Providers
from flows.settings import SeriesSettings
from tests.flows.venue_shapes import SHAPES, START, Shape

END = START + timedelta(hours=30)
PASSING = ("429", "418", "500", "503", "busy", "truncated", "empty", "repeated", "html")


@pytest.fixture(params=SHAPES.values(), ids=SHAPES)
def shape(request: pytest.FixtureRequest) -> Shape:
    return request.param


@pytest.fixture
def fetch(http, monkeypatch):
    """Fetch the hours of a shape's symbol in pages of ten, as far as it has pages."""
    monkeypatch.setattr("flows.markets.ccxt_venues.page_rows", lambda *_: 10)

    def new_providers() -> Providers:
        return Providers(ProviderContext(settings_file=Path("markets.toml"), http=http, rng=random.Random(1)))

    def forget() -> None:
        """Forget which symbols the venues list."""
        nonlocal providers
        providers = new_providers()

    def run(shape: Shape, *, symbol: str = "", start=START, end=END, into: list | None = None) -> list[MarketBatch]:
        series = SeriesSettings(
            kind="candles", provider="ccxt", source="ccxt", venue=shape.name, symbol=symbol or shape.symbol,
            ticker="BTC", timeframe="1h",
        )  # fmt: skip
        batches = [] if into is None else into
        batches.extend(providers.of(series).fetch(series, start=start, end=end))
        return batches

    providers = new_providers()
    run.forget = forget
    return run


@pytest.mark.parametrize("trouble", PASSING)
def test_trouble_that_passes_costs_no_row(venue, fetch, shape, trouble):
    shape.install(venue, range(30))
    venue.trouble = [trouble] if shape.name == "kraken" else ["fine", trouble]
    [batch] = fetch(shape)
    assert batch.table["open_time"].to_pylist() == [START + timedelta(hours=i) for i in range(30)]
    assert batch.gaps == () and batch.rejected == ()
    assert venue.trouble == []


@pytest.mark.parametrize("trouble", ["429", "503", "busy", "truncated", "html"])
def test_trouble_that_stays_is_told_after_three_tries_and_may_be_tried_again(venue, fetch, shape, trouble):
    shape.install(venue, range(30))
    venue.trouble = [trouble] * 99
    with pytest.raises(MarketDataError, match=f"^{shape.name}: candles of BTC/") as caught:
        fetch(shape)
    assert caught.value.retryable
    assert len(venue.data_requests()) == 3


def test_the_wait_that_a_venue_asks_for_is_known_as_seconds_or_as_a_date(venue, fetch, shape):
    shape.install(venue, range(30))
    venue.date = format_datetime(datetime(2024, 3, 2, 6, tzinfo=UTC), usegmt=True)
    for told in ("600", format_datetime(datetime(2024, 3, 2, 6, 10, tzinfo=UTC), usegmt=True)):
        venue.trouble, venue.retry_after = ["429"] * 9, told
        before = len(venue.data_requests())
        with pytest.raises(MarketDataError) as caught:
            fetch(shape)
        assert caught.value.retry_after_seconds == 600
        assert len(venue.data_requests()) == before + 1  # ten minutes are too long to wait for in a run


def test_a_symbol_that_is_gone_says_so_and_is_not_asked_for_again(venue, fetch, shape):
    shape.install(venue, range(30))
    with pytest.raises(MarketDataError, match=r"does not list LUNA-.*delisted"):
        fetch(shape, symbol=shape.symbol.replace("BTC", "LUNA"))
    venue.trouble = ["delisted"]
    with pytest.raises(MarketDataError, match="delisted") as caught:
        fetch(shape)
    assert not caught.value.retryable and len(venue.data_requests()) == 1


NOT_TRADING = {
    "binance": ("status", "BREAK"),
    "okx": ("state", "suspend"),
    "bybit": ("status", "Closed"),
    "kraken": ("status", "cancel_only"),
    "krakenfutures": ("tradeable", False),
    "coinbase": ("trading_disabled", True),
    "coinbaseinternational": ("trading_state", "HALT"),
}


def with_value(document: object, key: str, value: object) -> object:
    """Set a key wherever it stands in a document."""
    if isinstance(document, dict):
        return {name: value if name == key else with_value(inner, key, value) for name, inner in document.items()}
    return [with_value(inner, key, value) for inner in document] if isinstance(document, list) else document


def test_a_market_that_stands_still_hands_on_its_rows_and_says_so(venue, fetch, shape):
    shape.install(venue, range(20))
    assert [batch.table.num_rows for batch in fetch(shape)] == [20]  # quiet, but trading
    for path in shape.lists:
        listed, change = venue.answers[path], NOT_TRADING[shape.name]
        venue.answers[path] = lambda query, listed=listed, change=change: with_value(listed(query), *change)
    fetch.forget()
    batches: list[MarketBatch] = []
    with pytest.raises(
        MarketDataError, match=r"as not trading, halted or delisted; its last row is of 2024-03-01 19:00"
    ):
        fetch(shape, into=batches)
    assert [batch.table.num_rows for batch in batches] == [20]
    shape.install(venue, range(30))
    fetch(shape)  # a halt that begins now is none yet


def test_a_halt_is_a_gap(venue, fetch, shape):
    shape.install(venue, [*range(12), *range(15, 30)])
    [batch] = fetch(shape)
    assert [(gap.first, gap.n_missing) for gap in batch.gaps] == [(START + timedelta(hours=12), 3)]


def test_a_clock_that_is_minutes_off_closes_no_open_candle(venue, fetch, shape):
    shape.install(venue, range(30))
    ours = END + timedelta(minutes=5)
    venue.date = format_datetime(END - timedelta(minutes=5), usegmt=True)  # ours runs ahead
    [batch] = fetch(shape, end=ours)
    assert batch.table.num_rows == 29 and batch.n_open == 1
    venue.date = format_datetime(ours, usegmt=True)  # ours runs behind
    [batch] = fetch(shape, end=END - timedelta(minutes=5))
    assert batch.table.num_rows == 29 and batch.n_not_yet_known == 0


@pytest.mark.parametrize(("trouble", "message"), [("drip", "took longer than 0.3 s"), ("silence", "RequestTimeout")])
def test_a_venue_that_sends_slowly_or_not_at_all_is_given_up(venue, http, trouble, message):
    SHAPES["okx"].install(venue, range(30))
    venue.trouble = [trouble] * 9
    hasty = http.model_copy(update={"deadline_seconds": 0.3, "retries": 1})
    providers = Providers(ProviderContext(settings_file=Path("markets.toml"), http=hasty, rng=random.Random(1)))
    series = SeriesSettings(
        kind="candles", provider="ccxt", source="ccxt", venue="okx", symbol="BTC-USDT", ticker="BTC", timeframe="1h"
    )
    provider = providers.of(series)
    began = time.monotonic()
    with pytest.raises(MarketDataError, match=message) as caught:
        list(provider.fetch(series, start=START, end=END))
    assert caught.value.retryable and time.monotonic() - began < 3


def test_every_request_waits_for_its_turn_in_the_pace_that_the_venue_asks_for(venue, fetch, shape, monkeypatch):
    turns = []
    monkeypatch.setattr(ccxt.Exchange, "throttle", lambda _, cost: turns.append(cost))
    shape.install(venue, range(30))
    fetch(shape)
    assert len(turns) == len(venue.requests) and min(turns) > 0


def test_the_pace_of_a_venue_is_its_own_and_not_zero():
    assert all(getattr(ccxt, name)().rateLimit > 0 for name in SHAPES)
