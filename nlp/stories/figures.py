"""Which statements are one figure: the same kind of thing of the same asset in the same window, with the same value.

Values are the same within rounding. Within one story the value of an event that is still being counted may drift, and
stays one figure with values over time. Like articles, statements are placed one after the other and never move.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from math import floor, log

from nlp.stories.fingerprint import hash_of

WINDOW_RATIO = 1.25
"""Windows that differ by more (24 hours and 12) make different figures; one that is not stated fits all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRules:
    """Where figures stop being the same (`configs/stories.toml`).

    Attributes:
        window_hours: Farther apart, an equal value is a figure of its own.
        rounding_percent: Largest difference that rounding explains, in percent; less where more digits are stated.
        drift_percent: Largest step of a value that drifts, in percent.
        drift_kinds: Kinds whose value drifts while an event is being counted.
    """

    window_hours: float
    rounding_percent: float
    drift_percent: float
    drift_kinds: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A figure as one article states it.

    Attributes:
        statement_id: Key of the claim or mention.
        story_id: Story of its article.
        identity: Everything that must be equal: kind, asset, direction, side, unit, modality...
        kind: Of claim, mention or metric.
        value_low: Lower end; equal to `value_high` for a point, `None` where no number is stated.
        value_high: Upper end.
        window_hours: Length of the window that it covers, if stated.
        starts_at: Start of the interval meant, if it is dated.
        ends_at: End of that interval.
        happened_at: When the article speaks.
    """

    statement_id: str
    story_id: str
    identity: str
    kind: str
    value_low: Decimal | None
    value_high: Decimal | None
    window_hours: float | None
    starts_at: datetime | None
    ends_at: datetime | None
    happened_at: datetime


def figure_id_of(statement_id: str) -> str:
    """Name the figure that a statement opens."""
    return f"f{hash_of(f'figure {statement_id}'):016x}"


class FigureBook:
    """The figures of a stretch of time.

    Args:
        rules: Where figures stop being the same.
    """

    def __init__(self, rules: FigureRules) -> None:
        self._rules = rules
        self._by_value: defaultdict[tuple[str, int | None], list[tuple[Statement, str]]] = defaultdict(list)
        self._by_story: dict[tuple[str, str], list[tuple[Statement, str]]] = defaultdict(list)

    def restore(self, statement: Statement, figure_id: str) -> None:
        """Take in a statement that was placed before."""
        self._by_value[statement.identity, self._bucket(statement)].append((statement, figure_id))
        self._by_story[statement.identity, statement.story_id].append((statement, figure_id))

    def place(self, statement: Statement) -> str:
        """Place a new statement, in the order in which they were available, and return the id of its figure."""
        figure_id = self._find(statement) or figure_id_of(statement.statement_id)
        self.restore(statement, figure_id)
        return figure_id

    def _find(self, statement: Statement) -> str | None:
        equal = [
            (abs(other.happened_at - statement.happened_at), figure_id)
            for other, figure_id in self._near_in_value(statement)
            if self._fits(statement, other) and self._is_rounding(statement, other)
        ]
        if equal:
            return min(equal)[1]
        if statement.kind not in self._rules.drift_kinds or statement.value_low is None:
            return None
        drifted = [
            (abs(other.happened_at - statement.happened_at), figure_id)
            for other, figure_id in self._by_story.get((statement.identity, statement.story_id), [])
            if self._fits(statement, other) and _difference(statement, other) <= self._rules.drift_percent / 100
        ]
        return min(drifted)[1] if drifted else None

    def _near_in_value(self, statement: Statement) -> Iterator[tuple[Statement, str]]:
        bucket = self._bucket(statement)
        for near in (None,) if bucket is None else (bucket - 1, bucket, bucket + 1):
            yield from self._by_value.get((statement.identity, near), [])

    def _bucket(self, statement: Statement) -> int | None:
        """Number of the value on a scale whose steps are as wide as rounding can be."""
        if statement.value_low is None or statement.value_low <= 0:
            return None
        return floor(log(float(statement.value_low)) / log(1 + self._rules.rounding_percent / 100))

    def _fits(self, one: Statement, other: Statement) -> bool:
        """Whether both speak of the same window."""
        if abs(one.happened_at - other.happened_at) > timedelta(hours=self._rules.window_hours):
            return False
        if one.window_hours and other.window_hours:
            shorter, longer = sorted((one.window_hours, other.window_hours))
            if longer > WINDOW_RATIO * shorter:
                return False
        if one.starts_at and one.ends_at and other.starts_at and other.ends_at:
            return one.starts_at < other.ends_at and other.starts_at < one.ends_at
        return True

    def _is_rounding(self, one: Statement, other: Statement) -> bool:
        if one.value_low is None or other.value_low is None:
            return one.value_low == other.value_low
        ends = ((one.value_low, other.value_low), (one.value_high, other.value_high))
        return _difference(one, other) <= self._rules.rounding_percent / 100 and all(
            first is None or second is None or abs(first - second) <= _half_digit(first, second)
            for first, second in ends
        )


def _difference(one: Statement, other: Statement) -> float:
    """Return the larger relative difference of the ends of two stated values."""
    worst = 0.0
    for first, second in ((one.value_low, other.value_low), (one.value_high, other.value_high)):
        if first != second:
            if not first or not second:
                return float("inf")
            worst = max(worst, abs(float(first) - float(second)) / max(abs(float(first)), abs(float(second))))
    return worst


def _half_digit(first: Decimal, second: Decimal) -> Decimal:
    """Return half of the last digit that the coarser one of two numbers states."""
    exponents = [int(value.normalize().as_tuple().exponent) for value in (first, second)]
    return Decimal(5).scaleb(max(exponents) - 1)
