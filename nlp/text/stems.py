"""Looks where it can pay off: the stretches of a text that hold one of a rule's stems.

A regular expression with many branches costs a fixed time for every character. Rules therefore name stems of which one
must be in the sentence, and are only tried there. A text is read once, for how its words begin; after that a stem that
is nowhere costs one look into a table.
"""

import re
from collections.abc import Sequence
from functools import cache

Region = tuple[int, int]
_BEGINNING = re.compile(r"([a-z][a-z]{0,2})[a-z]*")


class StemIndex:
    """Finds the regions of a text in which a word begins with a stem.

    A stem stands at the beginning of a word ("fall" finds "falling", not "shortfall"; one of two letters is the whole
    word) and may go on over blanks and signs ("all-time"). In lower case it is found in any case, with a capital only
    as it is written. A stem that begins with a digit or a sign is found anywhere.

    Attributes:
        starts: Where the regions start.
    """

    def __init__(self, text: str, regions: Sequence[Region]) -> None:
        """Read a text.

        Args:
            text: In plain form.
            regions: Start and end offsets, in order and without overlap.
        """
        self._text, self._lower, self._regions = text, text.lower(), regions
        self.starts = [start for start, _ in regions]
        self._by_beginning: dict[str, list[int]] = {}
        for number, (start, end) in enumerate(regions):
            for beginning in set(_BEGINNING.findall(self._lower, start, end)):
                self._by_beginning.setdefault(beginning, []).append(number)

    def regions_with(self, stems: tuple[str, ...]) -> list[Region]:
        """Select the regions with at least one of the stems, in order."""
        hits: set[int] = set()
        for stem, beginning, is_lower in _looked_up(stems):
            for number in self._by_beginning.get(beginning, ()) if beginning else range(len(self._regions)):
                if number not in hits:
                    start, end = self._regions[number]
                    if (self._lower if is_lower else self._text).find(stem, start, end) >= 0:
                        hits.add(number)
        return [self._regions[number] for number in sorted(hits)]


@cache
def _looked_up(stems: tuple[str, ...]) -> tuple[tuple[str, str, bool], ...]:
    """Each stem with the beginning of its first word ("" where it begins with none), and whether it is lower case."""
    beginnings = (_BEGINNING.match(stem.lower()) for stem in stems)
    return tuple(
        (stem, beginning[1] if beginning else "", stem == stem.lower())
        for stem, beginning in zip(stems, beginnings, strict=True)
    )
