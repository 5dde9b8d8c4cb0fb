import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from flows.errors import MarketDataError, SettingsError
from flows.markets.provider import MarketBatch, ProviderContext, Providers
from flows.settings import SeriesSettings

HOUR = 3_600_000
START = datetime(2024, 3, 1, tzinfo=UTC)
END = START + timedelta(hours=30)


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def klines(n: int, *, start: datetime = START, skip: tuple[int, ...] = ()) -> list[list[object]]:
    first = milliseconds(start)
    return [
        [first + i * HOUR, f"{100 + i}.10000000", f"{102 + i}.00", f"{99 + i}.00", f"{101 + i}.07", "3.50000000",
         first + (i + 1) * HOUR - 1, "0", 1, "0", "0", "0"]
        for i in range(n) if i not in skip
    ]  # fmt: skip


def series(**changes: object) -> SeriesSettings:
    values = {
        "kind": "candles", "provider": "ccxt", "source": "ccxt", "venue": "binance", "symbol": "BTC-USDT",
        "ticker": "BTC", "timeframe": "1h", "options": {"history_days": 1.25},
    } | changes  # fmt: skip
    return SeriesSettings.model_validate(values)


@pytest.fixture
def providers(http) -> Providers:
    context = ProviderContext(settings_file=Path("markets.toml"), http=http, rng=random.Random(1))
    return Providers(context)


def fetch(providers: Providers, wanted: SeriesSettings, *, start=None, end=END) -> list[MarketBatch]:
    return list(providers.of(wanted).fetch(wanted, start=start, end=end))


def test_candles_come_exact_and_under_our_symbol(venue, providers):
    venue.candles = klines(3)
    [batch] = fetch(providers, series())
    row = batch.table.to_pylist()[0]
    assert row["open"] == Decimal("100.1") and row["close"] == Decimal("101.07") and row["volume"] == Decimal("3.5")
    assert (row["venue"], row["symbol"], row["ticker"], row["timeframe"]) == ("binance", "BTC-USDT", "BTC", "1h")
    assert row["open_time"] == START and row["close_time"] == row["available_at"] == START + timedelta(hours=1)


def test_a_history_of_several_pages_comes_whole_and_once(venue, providers):
    venue.candles, venue.page_rows = klines(30), 7
    [batch] = fetch(providers, series())
    assert batch.table["open_time"].to_pylist() == [START + timedelta(hours=i) for i in range(30)]
    assert batch.n_duplicates == 0 and batch.gaps == ()
    assert len(venue.data_requests()) == 5


def test_the_candle_that_is_still_open_is_counted_and_not_stored(venue, providers):
    venue.candles = klines(31)
    [batch] = fetch(providers, series(), start=START, end=END + timedelta(minutes=20))
    assert batch.table.num_rows == 30 and batch.n_open == 1
    assert max(batch.table["close_time"].to_pylist()) == END


def test_a_clock_that_runs_ahead_does_not_close_an_open_candle(venue, providers):
    venue.candles, venue.date = klines(30), "Sat, 02 Mar 2024 05:50:00 GMT"
    [batch] = fetch(providers, series(), start=START, end=END + timedelta(minutes=10))
    assert batch.n_open == 1 and max(batch.table["close_time"].to_pylist()) == START + timedelta(hours=29)


def test_a_halt_of_the_venue_is_listed_as_a_gap(venue, providers):
    venue.candles = klines(30, skip=(10, 11, 12))
    [batch] = fetch(providers, series())
    [gap] = batch.gaps
    assert (gap.first, gap.last, gap.n_missing) == (START + timedelta(hours=10), START + timedelta(hours=12), 3)


def test_a_hole_between_the_stored_rows_and_the_first_new_one_is_a_gap(venue, providers):
    venue.candles = klines(30)[20:]
    [batch] = fetch(providers, series(), start=START + timedelta(hours=15))
    assert [gap.n_missing for gap in batch.gaps] == [5]


@pytest.mark.parametrize("trouble", ["429", "418", "500", "503", "truncated", "empty", "repeated", "html"])
def test_trouble_that_passes_costs_no_row(venue, providers, trouble):
    venue.candles, venue.page_rows = klines(30), 10
    venue.trouble = ["fine", trouble]
    [batch] = fetch(providers, series())
    assert batch.table.num_rows == 30 and batch.gaps == () and batch.rejected == ()


def test_the_wait_that_a_venue_asks_for_is_kept(venue, providers):
    venue.candles, venue.trouble, venue.retry_after = klines(30), ["429"], "1"
    started = datetime.now(UTC)
    [batch] = fetch(providers, series())
    assert batch.table.num_rows == 30
    assert datetime.now(UTC) - started >= timedelta(seconds=1)


def test_a_venue_that_bans_us_for_long_is_left_alone(venue, providers):
    venue.candles, venue.trouble, venue.retry_after = klines(30), ["418"] * 9, "600"
    with pytest.raises(MarketDataError, match="binance: candles of BTC/USDT") as caught:
        fetch(providers, series())
    assert caught.value.retry_after_seconds == 600
    assert len(venue.data_requests()) == 1


def test_what_came_before_a_failure_is_handed_on(venue, providers):
    venue.candles, venue.page_rows = klines(30), 10
    venue.trouble = ["fine", "503", "503", "503"]
    batches = providers.of(series()).fetch(series(), start=None, end=END)
    assert next(batches).table.num_rows == 10
    with pytest.raises(MarketDataError) as caught:
        next(batches)
    assert caught.value.retryable


def test_a_row_that_cannot_be_is_refused_and_the_others_come(venue, providers):
    venue.candles = klines(30)
    venue.candles[4][2] = "1.0"
    venue.candles[9][4] = None
    [batch] = fetch(providers, series())
    assert batch.table.num_rows == 28
    assert [(item.item, item.reason) for item in batch.rejected] == [
        ("candles binance BTC-USDT 1h at 2024-03-01T04:00:00+00:00", "high_below_low"),
        ("candles binance BTC-USDT 1h at 2024-03-01T09:00:00+00:00", "missing_value"),
    ]


def test_a_delisted_symbol_says_so(providers):
    with pytest.raises(MarketDataError, match="does not list LUNA-USDT") as caught:
        fetch(providers, series(symbol="LUNA-USDT"))
    assert not caught.value.retryable


def test_a_symbol_without_newer_rows_gives_none(venue, providers):
    assert fetch(providers, series()) == []


def test_funding_rates_keep_the_stamp_of_the_venue(venue, providers):
    first = milliseconds(START)
    venue.funding = [
        {"symbol": "BTCUSDT", "fundingTime": first + i * 8 * HOUR + 4, "fundingRate": "-0.00007500", "markPrice": ""}
        for i in range(3)
    ]
    wanted = series(
        kind="funding_rates", symbol="BTC-USDT-PERP", timeframe="", options={"history_days": 2, "interval_hours": 8}
    )
    [batch] = fetch(providers, wanted)
    assert batch.table.num_rows == 3 and batch.gaps == ()
    row = batch.table.to_pylist()[0]
    assert row["funding_rate"] == Decimal("-0.000075") and row["interval_hours"] == 8.0
    assert row["observed_at"] == START + timedelta(milliseconds=4) and row["symbol"] == "BTC-USDT-PERP"


def test_open_interest_comes_in_usd(venue, providers):
    venue.open_interest = [
        {"symbol": "BTCUSDT", "sumOpenInterest": "75.5", "sumOpenInterestValue": "3248828.71251440",
         "timestamp": milliseconds(START) + i * HOUR}
        for i in range(30)
    ]  # fmt: skip
    [batch] = fetch(providers, series(kind="open_interest", symbol="BTC-USDT-PERP"))
    assert batch.table.num_rows == 30
    assert batch.table["open_interest_usd"][0].as_py() == Decimal("3248828.7125144")


def test_mark_prices_are_bars_without_a_volume(venue, providers):
    venue.candles = klines(3)
    [batch] = fetch(providers, series(kind="mark_prices", symbol="BTC-USDT-PERP"))
    assert "/fapi/v1/markPriceKlines" in venue.data_requests()[-1]
    assert batch.table.num_rows == 3 and "volume" not in batch.table.column_names
    assert batch.table["close"][0].as_py() == Decimal("101.07")


def test_long_short_ratios_count_accounts(venue, providers):
    venue.open_interest = [
        {"symbol": "BTCUSDT", "longShortRatio": "1.8621", "longAccount": "0.6506", "shortAccount": "0.3494",
         "timestamp": milliseconds(START) + i * HOUR}
        for i in range(3)
    ]  # fmt: skip
    [batch] = fetch(providers, series(kind="long_short_ratios", symbol="BTC-USDT-PERP"))
    assert batch.table["long_short_ratio"].to_pylist() == [Decimal("1.8621")] * 3


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"venue": "binanse"}, "did you mean 'binance'"),
        ({"symbol": "BTCUSDT"}, "neither BASE-QUOTE nor BASE-QUOTE-PERP"),
        ({"timeframe": "7h"}, "timeframe '7h' is not one of binance's"),
        ({"timeframe": "soon"}, "timeframe 'soon' is not a number"),
        ({"kind": "funding_rates", "options": {"interval_hours": 8}}, "write BTC-USDT-PERP"),
        ({"kind": "funding_rates", "symbol": "BTC-USDT-PERP"}, "interval_hours is missing"),
        ({"kind": "liquidations"}, "has no liquidations"),
        ({"kind": "open_interest", "venue": "kraken", "symbol": "BTC-USD-PERP"}, "'krakenfutures', symbol"),
        ({"options": {"history_day": 3}}, "options.history_day: unknown key .* did you mean 'history_days'"),
    ],
)
def test_a_series_that_cannot_be_had_is_refused_before_anything_is_asked(providers, venue, changes, message):
    with pytest.raises(SettingsError, match=message) as caught:
        providers.of(series(**changes))
    assert "markets.toml: series" in str(caught.value)
    assert venue.requests == []
