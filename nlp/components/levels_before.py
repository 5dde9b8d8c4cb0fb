"""The price levels before a figure, kept so that one of like size is found without looking at all of them."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from nlp.annotations import PriceLevelMention


@dataclass(slots=True)
class LevelsBefore:
    """Grows as an article is read from its start.

    Attributes:
        in_order: The levels as they stand in the text.
        prices: The ends of all of them, sorted.
        pair_prices: Those of levels that the name of a trading pair made prices, sorted.
        named_prices: Those of levels that their own name made prices, sorted.
        currencies: All that they are quoted in.
    """

    in_order: list[PriceLevelMention] = field(default_factory=list)
    prices: list[Decimal] = field(default_factory=list)
    pair_prices: list[Decimal] = field(default_factory=list)
    named_prices: list[Decimal] = field(default_factory=list)
    currencies: set[str] = field(default_factory=set)

    def add(self, level: PriceLevelMention) -> None:
        """Keep the next level of the text."""
        self.in_order.append(level)
        self.currencies.add(level.currency)
        kept = [self.prices]
        if "bare.pair" in level.why:
            kept.append(self.pair_prices)
        if "bare.named_level" in level.why:
            kept.append(self.named_prices)
        for prices in kept:
            for end in {level.price_low, level.price_high}:
                insort(prices, end)


def has_like(prices: Sequence[Decimal], price: Decimal, *, within: Decimal) -> bool:
    """Whether one of sorted prices is at most `within` times larger or smaller."""
    first = bisect_left(prices, price / within)
    return first < len(prices) and prices[first] <= price * within
