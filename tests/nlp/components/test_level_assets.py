"""Prices that cannot be their asset's, and the whole article's prices beside them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from nlp.annotations import PriceLevelMention
from nlp.components.level_assets import correct_assets


def level(price, asset, how):
    return PriceLevelMention(
        text=f"${price}",
        start=0,
        end=1,
        sentence="",
        asset=asset,
        price_low=Decimal(price),
        price_high=Decimal(price),
        currency="USD",
        role="spot",
        why=f"rule:x; asset:{how}",
    )


def assets_of(*levels):
    return [found.asset for found in correct_assets(levels)]


def test_a_price_out_of_proportion_goes_to_the_one_asset_that_it_fits():
    anchors = [level("61000", "BTC", "attached"), level("2600", "ETH", "attached")]
    assert assets_of(*anchors, level("60200", "ETH", "previous")) == ["BTC", "ETH", "BTC"]


def test_a_price_near_any_price_of_its_asset_stays():
    anchors = [level("61000", "BTC", "attached"), level("2600", "ETH", "attached"), level("15000", "ETH", "attached")]
    assert assets_of(*anchors, level("60200", "ETH", "previous"))[-1] == "ETH"


def test_a_price_that_fits_two_other_assets_stays():
    anchors = [
        level("2500", "ETH", "attached"),
        level("60000", "BTC", "attached"),
        level("61000", "WBTC", "attached"),
    ]
    assert assets_of(*anchors, level("60200", "ETH", "previous"))[-1] == "ETH"


@pytest.mark.parametrize("price", ["60200", "65000"])
def test_a_price_of_the_same_clause_needs_another_of_its_asset_to_be_judged_by(price):
    alone = [level("61000", "BTC", "attached"), level(price, "DOGE", "clause")]
    judged = [*alone, level("0.2", "DOGE", "attached")]
    assert assets_of(*alone)[1] == "DOGE"
    assert assets_of(*judged)[1] == "BTC"


def test_a_price_of_zero_is_left_alone():
    anchors = [level("61000", "BTC", "attached"), level("0.2", "DOGE", "attached")]
    assert assets_of(*anchors, level("0", "BTC", "previous")) == ["BTC", "DOGE", "BTC"]


def test_what_was_paid_long_ago_stays_with_its_asset():
    anchors = [level("700", "BTC", "attached"), level("5", "LTC", "attached")]
    paid = replace(level("5", "BTC", "previous"), role="entry")
    assert assets_of(*anchors, paid)[-1] == "BTC"
    assert assets_of(*anchors, level("5", "BTC", "previous"))[-1] == "LTC"
