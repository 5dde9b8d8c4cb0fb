"""What stands before and behind a figure: the windows that the rules for levels, liquidations and metrics look through.

In a window every other figure is masked by its kind, so that a rule can say `from ¤ to $` or `up ¤%`. Items of a list
("$2, $3 and $4") share the words before the first and behind the last one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.components.extensions import Reading, Sentence
from nlp.text.quantity import Quantity
from nlp.text.ranges import are_listed, is_conversion

# Rules look no further than this within a sentence.
_WIDTH_BEFORE = 220
_WIDTH_AFTER = 160

_MONTH_OF_MAY = re.compile(
    r"May\b(?:(?=\s[\d¤]|[.,;)]|'s)|"
    + "|".join(
        rf"(?<=\b{word}May)"
        for word in (
            "in ",
            "of ",
            "on ",
            "to ",
            "since ",
            "last ",
            "until ",
            "by ",
            "from ",
            "early ",
            "late ",
            "mid-",
            "and ",
            "this ",
            "through ",
            "before ",
            "after ",
        )
    )
    + r"|(?<=\d May))"
)
"""The month; "may" as a verb has no such neighbours."""

MASKS = {"money": "¤", "plain": "¤", "points": "¤", "percent": "¤%", "multiple": "¤x", "coins": "¤c"}


_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FigureWindow:
    """A figure with the words around it, in lower case, other figures masked, the figure itself left out.

    Windows are equal only to themselves, so that what was found out about one can be remembered.

    Attributes:
        quantity: The figure.
        index: Its position in `Reading.quantities`.
        sentence: The sentence it stands in.
        before: From the start of the sentence to the figure, or to the list it is part of.
        after: From the figure, or the end of its list, to the end of the sentence.
        own_before: The same up to the figure itself.
        own_after: The same from the figure itself on.
        list_position: 0 for the first item of a list (or no list).
        list_length: 1 when there is no list.
        names: The words of the asset names in the sentence.
        converts: Index of the quantity that this one repeats in another currency, if it does.
    """

    quantity: Quantity
    index: int
    sentence: Sentence
    before: str
    after: str
    own_before: str
    own_after: str
    list_position: int = 0
    list_length: int = 1
    names: frozenset[str] = frozenset()
    converts: int | None = None

    @property
    def has_words(self) -> bool:
        """Whether any word stands beside it; in a bare row of figures none does."""
        return _LETTER.search(self.before) is not None or _LETTER.search(self.after) is not None


def windows_of(found: Reading) -> Iterator[FigureWindow]:
    """The windows of all quantities, in order."""
    quantities = found.quantities
    first = 0
    while first < len(quantities):
        sentence = found.sentence_at(quantities[first].start)
        last = first + 1
        while last < len(quantities) and quantities[last].start < sentence.end:
            last += 1
        yield from _windows_of_sentence(found, sentence, range(first, last))
        first = last


def _windows_of_sentence(found: Reading, sentence: Sentence, indices: range) -> Iterator[FigureWindow]:
    quantities = found.quantities
    masked, places = _masked(found, sentence, indices)
    names = frozenset(word for mention in found.mentions_in(sentence) for word in mention.text.lower().split())
    for group in _lists(found.plain, quantities, indices):
        group_start, group_end = places[group[0] - indices[0]][0], places[group[-1] - indices[0]][1]
        before = masked[max(0, group_start - _WIDTH_BEFORE) : group_start]
        after = masked[group_end : group_end + _WIDTH_AFTER]
        for position, index in enumerate(group):
            start, end = places[index - indices[0]]
            quantity = quantities[index]
            converts = index - 1 if index > indices[0] and _converts(found.plain, quantities, index) else None
            yield FigureWindow(
                quantity=quantity,
                index=index,
                sentence=sentence,
                before=before,
                after=after,
                own_before=before if position == 0 else masked[max(0, start - _WIDTH_BEFORE) : start],
                own_after=after if index == group[-1] else masked[end : end + _WIDTH_AFTER],
                list_position=position,
                list_length=len(group),
                names=names,
                converts=converts,
            )


def _masked(found: Reading, sentence: Sentence, indices: range) -> tuple[str, list[tuple[int, int]]]:
    """The sentence in lower case with its figures masked, and where the masks are."""
    plain, quantities = found.plain, found.quantities
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    length, last = 0, sentence.start
    for index in indices:
        quantity = quantities[index]
        piece, mask = plain[last : quantity.start], MASKS[quantity.kind]
        pieces += (piece, mask)
        length += len(piece)
        places.append((length, length + len(mask)))
        length += len(mask)
        last = quantity.end
    pieces.append(plain[last : max(last, sentence.end)])
    return lowered("".join(pieces)), places


def lowered(text: str) -> str:
    """The text in lower case, same length, one line; the month is told from the verb ("mai")."""
    small = (_MONTH_OF_MAY.sub("Mai", text) if "May" in text else text).lower()
    # a few capitals grow when lowered (İ); offsets matter more than their case
    return (small if len(small) == len(text) else text).replace("\n", " ")


def _lists(plain: str, quantities: tuple[Quantity, ...], indices: range) -> Iterator[range]:
    first = indices[0]
    for index in indices[1:]:
        if not are_listed(plain, quantities[index - 1], quantities[index]):
            yield range(first, index)
            first = index
    yield range(first, indices[-1] + 1)


def _converts(plain: str, quantities: tuple[Quantity, ...], index: int) -> bool:
    return is_conversion(plain, quantities[index - 1], quantities[index])
