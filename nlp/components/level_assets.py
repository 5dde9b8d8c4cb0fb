"""Corrects the asset of a price by its size: nobody means ether at $61,000 in an article that quotes bitcoin there.

Only guesses from a distance (an earlier sentence, the article as a whole) are corrected, and only by prices of the same
article whose asset stands right beside them.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nlp.annotations import PriceLevelMention

_NEAR = ("asset:attached", "asset:list", "asset:clause")
# A guess is wrong when all close-by prices of its asset are at least this many times larger or smaller ...
_TOO_FAR = Decimal(5)
# ... and right for the one other asset that has a price within this factor.
_CLOSE = Decimal("1.6")


def correct_assets(levels: Sequence[PriceLevelMention]) -> tuple[PriceLevelMention, ...]:
    """Give levels that cannot be their asset's price to the asset whose price they can be."""
    anchors: dict[tuple[str, str], list[Decimal]] = {}
    for level in levels:
        if level.asset is not None and level.why.endswith(_NEAR):
            anchors.setdefault((level.asset, level.currency), []).append(level.price_low)
    if len(anchors) < 2:
        return tuple(levels)
    return tuple(_corrected(level, anchors) for level in levels)


def _corrected(level: PriceLevelMention, anchors: dict[tuple[str, str], list[Decimal]]) -> PriceLevelMention:
    if level.why.endswith(_NEAR) or level.asset is None:
        return level
    own = anchors.get((level.asset, level.currency), [])
    if not own or min(_ratio(level.price_low, anchor) for anchor in own) < _TOO_FAR:
        return level
    fitting = [
        asset
        for (asset, currency), prices in anchors.items()
        if currency == level.currency and any(_ratio(level.price_low, price) <= _CLOSE for price in prices)
    ]
    if len(fitting) != 1:
        return level
    return replace(level, asset=fitting[0], why=f"{level.why}; asset:by_value", confidence=level.confidence * 0.9)


def _ratio(one: Decimal, other: Decimal) -> Decimal:
    if not (one and other):
        return _TOO_FAR
    return max(one, other) / min(one, other)
