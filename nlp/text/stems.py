"""Looks where it can pay off: the stretches of a text that hold one of a rule's stems.

A regular expression with many branches costs a fixed time for every character; finding a literal costs next to nothing.
Rules therefore name stems of which one must be in the sentence, and are only tried there.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

Region = tuple[int, int]
_START = itemgetter(0)


def regions_with(text: str, stems: Iterable[str], regions: Sequence[Region]) -> list[Region]:
    """Select the regions in which one of the stems begins, in order.

    Args:
        text: Where the stems are looked for, as they are (no change of case).
        stems: Literal pieces of words.
        regions: Start and end offsets, in order and without overlap.
    """
    hits: set[int] = set()
    for stem in stems:
        at = text.find(stem)
        while at >= 0:
            index = bisect_right(regions, at, key=_START) - 1
            # Look on from the next region: one hit is enough.
            at = regions[index + 1][0] if index + 1 < len(regions) else len(text)
            if index >= 0:
                hits.add(index)
            at = text.find(stem, at)
    return [regions[index] for index in sorted(hits)]
