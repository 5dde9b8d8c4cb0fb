from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from flows.markets.liquidation_bars import SETTLE, Heard, LiquidationBars
from flows.markets.liquidation_streams import Liquidation
from flows.settings import SeriesSettings

START = datetime(2024, 3, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SERIES = SeriesSettings(
    kind="liquidations", provider="stream", source="stream", venue="okx", symbol="BTC-USDT-PERP", ticker="BTC",
    timeframe="5m",
)  # fmt: skip


def liquidation(minute: float, *, side="long", contracts="50", price="60000") -> Liquidation:
    return Liquidation(
        market_id="BTC-USDT-SWAP", position_side=side, contracts=Decimal(contracts), price=Decimal(price),
        happened_at=START + minute * MINUTE,
    )  # fmt: skip


@pytest.fixture
def bars() -> LiquidationBars:
    return LiquidationBars(SERIES, contract_size=Decimal("0.01"), now=START)


def heard(*spans: tuple[float, float]) -> Heard:
    ears = Heard()
    for first, last in spans:
        ears.mark(START + first * MINUTE)
        ears.mark(START + last * MINUTE)
        ears.stop()
    return ears


def add(bars: LiquidationBars, item: Liquidation):
    return bars.add(item, item.happened_at)


def test_a_bar_sums_dollars_by_the_side_that_was_closed(bars):
    add(bars, liquidation(1))
    add(bars, liquidation(2, price="61000"))
    add(bars, liquidation(3, side="short", contracts="1"))
    [row] = bars.finished(START + 6 * MINUTE, heard((0, 6)))
    assert (row.long_usd, row.short_usd, row.coverage) == (Decimal(60500), Decimal(600), 1.0)
    assert (row.open_time, row.close_time) == (START, START + 5 * MINUTE)
    assert row.available_at == START + 6 * MINUTE


def test_an_open_bar_is_not_delivered_and_a_closed_one_only_after_it_settled(bars):
    ears = heard((0, 20))
    assert list(bars.finished(START + 5 * MINUTE, ears)) == []
    assert list(bars.finished(START + 5 * MINUTE + SETTLE - timedelta(seconds=1), ears)) == []
    assert len(list(bars.finished(START + 5 * MINUTE + SETTLE, ears))) == 1
    assert list(bars.finished(START + 5 * MINUTE + SETTLE, ears)) == []


def test_a_bar_says_how_much_of_it_was_heard(bars):
    [first, second] = bars.finished(START + 11 * MINUTE, heard((1, 2), (3, 6), (9, 12)))
    assert (first.coverage, second.coverage) == (0.6, 0.4)


def test_a_bar_that_was_not_heard_is_missing_not_zero(bars):
    rows = list(bars.finished(START + 16 * MINUTE, heard((0, 4), (10, 16))))
    assert [row.open_time for row in rows] == [START, START + 10 * MINUTE]
    assert rows[0].long_usd == 0 and rows[0].coverage == 0.8


def test_the_time_between_the_last_sign_of_life_and_the_break_was_not_heard():
    ears = Heard()
    ears.mark(START)
    ears.mark(START + MINUTE)
    ears.stop()
    ears.mark(START + 4 * MINUTE)
    assert ears.share(START, START + 4 * MINUTE) == 0.25


def test_an_order_that_comes_twice_counts_once(bars):
    add(bars, liquidation(1))
    add(bars, liquidation(1))
    [row] = bars.finished(START + 6 * MINUTE, heard((0, 6)))
    assert row.long_usd == 30000


def test_what_comes_after_its_bar_is_refused(bars):
    list(bars.finished(START + 6 * MINUTE, heard((0, 6))))
    refused = bars.add(liquidation(4.9), START + 5.5 * MINUTE)
    assert refused is not None and refused.reason == "too_late"


@pytest.mark.parametrize("minutes", [-2, 2])
def test_a_venue_whose_clock_is_off_by_minutes_is_not_believed(bars, minutes):
    refused = bars.add(liquidation(10 + minutes), START + 10 * MINUTE)
    assert refused is not None and refused.reason == "clock_off"
    assert "okx BTC-USDT-PERP" in refused.item and "heard at" in refused.detail


@pytest.mark.parametrize(
    ("contracts", "price"), [("NaN", "60000"), ("Infinity", "1"), ("0", "1"), ("-3", "5"), ("1e9", "1e9")]
)
def test_an_amount_that_cannot_be_is_refused_and_leaves_the_sum_alone(bars, contracts, price):
    refused = add(bars, liquidation(1, contracts=contracts, price=price))
    assert refused is not None and refused.reason == "amount_out_of_range"
    add(bars, liquidation(2))
    [row] = bars.finished(START + 6 * MINUTE, heard((0, 6)))
    assert row.long_usd == 30_000
