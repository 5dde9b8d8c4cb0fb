"""Counts of right, extra and missed mentions, and agreement of classes."""

from collections.abc import Sequence
from dataclasses import dataclass

CLASSES = ("bearish", "neutral", "bullish")
_TOLERANCE = 1e-6
_SMALLEST = 1e-12


@dataclass(frozen=True, slots=True)
class Counts:
    """Mentions compared with the gold set.

    Attributes:
        n_right: Predicted and in the gold set.
        n_extra: Predicted only.
        n_missed: In the gold set only.
    """

    n_right: int = 0
    n_extra: int = 0
    n_missed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.n_right + other.n_right, self.n_extra + other.n_extra, self.n_missed + other.n_missed)

    @property
    def precision(self) -> float:
        """Share of the predicted mentions that are right; 0 when there are none."""
        return _share(self.n_right, self.n_right + self.n_extra)

    @property
    def recall(self) -> float:
        """Share of the gold mentions that were found; 0 when there are none."""
        return _share(self.n_right, self.n_right + self.n_missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far predicted classes agree with the gold ones.

    Attributes:
        accuracy: Share of equal pairs.
        macro_f1: Mean of the F1 of the three classes; a class that neither side uses counts 1.
        n: Number of pairs.
    """

    accuracy: float
    macro_f1: float
    n: int


def agreement_of(pairs: Sequence[tuple[str, str | None]]) -> Agreement:
    """Compare (gold, predicted) classes."""
    scores = []
    for label in CLASSES:
        n_both = sum(gold == predicted == label for gold, predicted in pairs)
        n_either = sum(gold == label for gold, _ in pairs) + sum(predicted == label for _, predicted in pairs)
        scores.append(2 * n_both / n_either if n_either else 1.0)
    n_equal = sum(gold == predicted for gold, predicted in pairs)
    return Agreement(accuracy=n_equal / max(1, len(pairs)), macro_f1=sum(scores) / len(scores), n=len(pairs))


def is_close(one: float | None, other: float | None) -> bool:
    """Whether two numbers are equal up to rounding; two absent ones are."""
    if one is None or other is None:
        return one is None and other is None
    return abs(one - other) <= _TOLERANCE * max(_SMALLEST, abs(one), abs(other))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
