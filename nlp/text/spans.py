"""Spans in order of their start: finding those of a stretch without looking at all."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar


class Span(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int:
        """First code point."""
        ...

    @property
    def end(self) -> int:
        """One past the last."""
        ...


SpanT = TypeVar("SpanT", bound=Span)
_START = attrgetter("start")


def starting_in(spans: Sequence[SpanT], start: int, end: int) -> Sequence[SpanT]:
    """Select the spans that begin in `start:end`.

    Args:
        spans: In order of their start.
        start: First offset.
        end: One past the last.
    """
    first = bisect_left(spans, start, key=_START)
    last = bisect_left(spans, end, lo=first, key=_START)
    return spans[first:last]
