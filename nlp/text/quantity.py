"""The record of the numeric grammar."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

QuantityKind = Literal["money", "percent", "multiple", "coins", "points", "plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount as it stands in the text.

    Attributes:
        start: First code point: the sign or currency if there is one, else the first digit.
        end: One past the last digit, multiplier or unit.
        kind: `plain` where no unit is written.
        low: Unsigned value; the lower end of a range.
        high: Equal to `low` for a point.
        unit: Currency code for money, ticker for coins, `None` otherwise.
        sign: -1 or 1 where one is written, else 0.
        is_approximate: "about", "near", "~".
        literal: The digits alone, before the multiplier.
        multiplier: What the digits were multiplied by.
        has_currency_mark: The currency is written at this very number, not taken over from its neighbour.
    """

    start: int
    end: int
    kind: QuantityKind
    low: Decimal
    high: Decimal
    unit: str | None = None
    sign: int = 0
    is_approximate: bool = False
    literal: Decimal = Decimal(0)
    multiplier: Decimal = Decimal(1)
    has_currency_mark: bool = False

    @property
    def is_range(self) -> bool:
        """Two ends were written."""
        return self.low != self.high
