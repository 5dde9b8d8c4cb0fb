"""A rule that tells the role of a price by the verb that leads to it."""

import re
from dataclasses import dataclass
from typing import Literal

from nlp.annotations import Role
from nlp.components.conditions import has_condition, is_obliged
from nlp.components.figure_windows import FigureWindow
from nlp.text.patterns import one_of

Need = Literal["condition", "either", "fact"]

# What may stand right before a price without changing what it is.
_HEDGE = (
    r"(?:\s"
    + one_of(
        "the a an its this that about around near nearly roughly just slightly almost key crucial critical important "
        "psychological psychologically significant major round coveted big whopping some approximately or even "
        "again now mark "
        "level level_of levels_of mark_of price_of price_level_of immediate just_over just_under just_above "
        "just_below slightly_above slightly_below next previous last recent old current "
        "much-anticipated anticipated elusive highly symbolic local lower higher low mid high "
        "former at_least well historic daily weekly monthly yearly hourly solid"
    )
    + r")*(?:\s(?:the|its|a|an)?\s?(?:[\w-]+\s){0,2}?(?:trend ?line|neckline|line|band|boundary|border|edge|average|"
    r"channel|retracement|cluster) (?:at|of|near|around|from))?\s?[~\u2248]?$"
)


@dataclass(frozen=True, slots=True)
class VerbRule:
    """A role told by a verb.

    Attributes:
        name: Reported as the reason.
        role: What it makes the level.
        confidence: 0..1.
        before: Pattern on the words before the price, up to the price.
        behind: Pattern on the words behind the price, if one is needed.
        need: `condition`: only in an if-clause or a move told as a possibility; `either`: that, or must, failed to;
            `fact`: neither.
        reach: How many characters before the price are looked at.
    """

    name: str
    role: Role
    confidence: float
    before: re.Pattern[str]
    behind: re.Pattern[str] | None
    need: Need | None
    reach: int

    def applies(self, window: FigureWindow) -> bool:
        """Whether the rule holds for a price."""
        if self.behind is not None and not self.behind.match(window.after):
            return False
        if self.need is not None and not self._is_met(window):
            return False
        return self.before.search(window.before, max(0, len(window.before) - self.reach)) is not None

    def _is_met(self, window: FigureWindow) -> bool:
        if self.need == "condition":
            return has_condition(window)
        supposed = has_condition(window) or is_obliged(window)
        return supposed if self.need == "either" else not supposed


def verb_rule(
    name: str,
    role: Role,
    confidence: float,
    before: str,
    *,
    behind: str | None = None,
    need: Need | None = None,
    reach: int = 75,
) -> VerbRule:
    """Make a rule.

    Args:
        name: Role and a word for the rule, joined by a dot.
        role: What it makes the level.
        confidence: 0..1.
        before: Regular expression for the words before the price, hedges left out.
        behind: Regular expression for the words behind the price.
        need: See `VerbRule`.
        reach: See `VerbRule`.
    """
    behind_pattern = re.compile(behind) if behind else None
    return VerbRule(name, role, confidence, re.compile(before + _HEDGE), behind_pattern, need, reach)
