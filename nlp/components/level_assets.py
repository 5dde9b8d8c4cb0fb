"""Corrects the asset of a price by its size: nobody means ether at $61,000 in an article that quotes bitcoin there.

Guesses from a distance (an earlier sentence, the article as a whole) are corrected by prices of the same article whose
asset stands right beside them; one from the same clause only where it is out of all proportion.
"""

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


def correct_assets(levels: Sequence[PriceLevelMention]) -> tuple[PriceLevelMention, ...]:
    """Give levels that cannot be their asset's price to the asset whose price they can be."""
    anchors: dict[tuple[str, str], list[PriceLevelMention]] = {}
    for level in levels:
        if level.asset is not None and level.why.endswith(_NEAR):
            anchors.setdefault((level.asset, level.currency), []).append(level)
    if len(anchors) < 2:
        return tuple(levels)
    return tuple(_corrected(level, anchors) for level in levels)


def _corrected(level: PriceLevelMention, anchors: dict[tuple[str, str], list[PriceLevelMention]]) -> PriceLevelMention:
    if level.asset is None or level.why.endswith(_CERTAIN):
        return level
    too_far = _FAR_FROM_CLAUSE if level.why.endswith(_NEAR) else _TOO_FAR
    own = [other.price_low for other in anchors.get((level.asset, level.currency), ()) if other is not level]
    if not own or min(_ratio(level.price_low, anchor) for anchor in own) < too_far:
        return level
    fitting = [
        asset
        for (asset, currency), others in anchors.items()
        if currency == level.currency
        and any(other is not level and _ratio(level.price_low, other.price_low) <= _CLOSE for other in others)
    ]
    if len(fitting) != 1:
        return level
    return replace(level, asset=fitting[0], why=f"{level.why}; asset:by_value", confidence=level.confidence * 0.9)


def _ratio(one: Decimal, other: Decimal) -> Decimal:
    if not (one and other):
        return _TOO_FAR
    return max(one, other) / min(one, other)
