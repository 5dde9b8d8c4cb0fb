from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from nlp.annotations import PriceLevelMention
from nlp.components.levels_before import LevelsBefore, has_like

PRICES = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(100_000), places=2)


def level(low, high=None, *, why="rule:money.default", currency="USD"):
    return PriceLevelMention(
        text="", start=0, end=1, sentence="", why=why, asset="BTC",
        price_low=Decimal(low), price_high=Decimal(high or low), currency=currency,
    )  # fmt: skip


@given(
    prices=st.lists(PRICES, max_size=20).map(sorted),
    price=PRICES,
    within=st.sampled_from([Decimal(2), Decimal("1.35")]),
)
def test_a_like_price_is_found_just_where_a_look_at_all_finds_one(prices, price, within):
    assert has_like(prices, price, within=within) == any(price / within <= other <= price * within for other in prices)


def test_both_ends_of_a_zone_are_prices_and_a_rule_keeps_its_own():
    before = LevelsBefore()
    before.add(level(60_000))
    before.add(level(50_000, 52_000, why="rule:bare.named_level", currency="EUR"))
    before.add(level(3, why="rule:spot; rule:bare.pair"))
    assert before.prices == [3, 50_000, 52_000, 60_000]
    assert (before.named_prices, before.pair_prices) == ([50_000, 52_000], [3])
    assert before.currencies == {"USD", "EUR"}
    assert [one.price_low for one in before.in_order] == [60_000, 50_000, 3]
