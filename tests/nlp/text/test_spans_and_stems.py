from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from nlp.text.spans import starting_in
from nlp.text.stems import regions_with


@dataclass(frozen=True)
class Piece:
    start: int
    end: int


@given(st.lists(st.integers(0, 50)), st.integers(0, 50), st.integers(0, 50))
def test_spans_are_found_as_by_looking_at_each(starts, first, last):
    spans = [Piece(start, start + 1) for start in sorted(starts)]
    assert list(starting_in(spans, first, last)) == [span for span in spans if first <= span.start < last]


@given(st.lists(st.text("ab ", min_size=1, max_size=6), min_size=1))
def test_regions_are_those_in_which_a_stem_begins(pieces):
    text, regions = "", []
    for piece in pieces:
        regions.append((len(text), len(text) + len(piece)))
        text += piece
    expected = [
        (a, b) for a, b in regions if any(text.startswith(stem, at) for at in range(a, b) for stem in ("ab", "ba"))
    ]
    assert regions_with(text, ("ab", "ba"), regions) == expected
