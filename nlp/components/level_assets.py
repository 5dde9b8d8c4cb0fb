"""Corrects the asset of a price by its size: nobody means ether at $61,000 in an article that quotes bitcoin there.

Guesses from a distance (an earlier sentence, the article as a whole) are corrected by prices of the same article whose
asset stands right beside them; one from the same clause only where it is out of all proportion.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nlp.annotations import PriceLevelMention

_NEAR = ("asset:attached", "asset:list", "asset:clause")
_CERTAIN = ("asset:attached", "asset:list")
# A guess is wrong when all close-by prices of its asset are at least this many times larger or smaller ...
_TOO_FAR = Decimal(5)
# (so many times where the asset is named in the same clause, as in "dogecoin rose while bitcoin's losses near $65,000")
_FAR_FROM_CLAUSE = Decimal(50)
# ... and right for the one other asset that has a price within this factor.
_CLOSE = Decimal("1.6")


_Prices = dict[tuple[str, str], list[Decimal]]


def correct_assets(levels: Sequence[PriceLevelMention]) -> tuple[PriceLevelMention, ...]:
    """Give levels that cannot be their asset's price to the asset whose price they can be."""
    anchors: _Prices = {}
    for level in levels:
        if level.asset is not None and level.price_low and level.why.endswith(_NEAR):
            anchors.setdefault((level.asset, level.currency), []).append(level.price_low)
    if len(anchors) < 2:
        return tuple(levels)
    # Sorted, so that the price next to another is found without a look at all.
    for prices in anchors.values():
        prices.sort()
    return tuple(_corrected(level, anchors) for level in levels)


def _corrected(level: PriceLevelMention, anchors: _Prices) -> PriceLevelMention:
    if level.asset is None or not level.price_low or level.why.endswith(_CERTAIN):
        return level
    if level.role == "entry":
        return level  # what was paid years ago is like no price of today
    is_anchor = level.why.endswith(_NEAR)
    too_far = _FAR_FROM_CLAUSE if is_anchor else _TOO_FAR
    own = _nearest_ratio(level.price_low, anchors.get((level.asset, level.currency), []), is_among=is_anchor)
    if own is None or own < too_far:
        return level
    fitting = [
        asset
        for (asset, currency), prices in anchors.items()
        if currency == level.currency
        and asset != level.asset
        and (_nearest_ratio(level.price_low, prices, is_among=False) or _TOO_FAR) <= _CLOSE
    ]
    if len(fitting) != 1:
        return level
    return replace(level, asset=fitting[0], why=f"{level.why}; asset:by_value", confidence=level.confidence * 0.9)


def _nearest_ratio(price: Decimal, prices: Sequence[Decimal], *, is_among: bool) -> Decimal | None:
    """How many times a price is larger or smaller than the nearest one of a sorted list; `None` without another.

    Args:
        price: Above 0.
        prices: Sorted, above 0.
        is_among: The price itself is one of the list and is left out.
    """
    first = bisect_left(prices, price)
    after = first + 1 if is_among else first
    ratios = [price / prices[first - 1]] if first else []
    if after < len(prices):
        ratios.append(prices[after] / price)
    return min(ratios, default=None)
