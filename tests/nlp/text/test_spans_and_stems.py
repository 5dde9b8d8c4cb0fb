from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from nlp.text.spans import starting_in
from nlp.text.stems import StemIndex


@dataclass(frozen=True)
class Piece:
    start: int
    end: int


@given(st.lists(st.integers(0, 50)), st.integers(0, 50), st.integers(0, 50))
def test_spans_are_found_as_by_looking_at_each(starts, first, last):
    spans = [Piece(start, start + 1) for start in sorted(starts)]
    assert list(starting_in(spans, first, last)) == [span for span in spans if first <= span.start < last]


@given(st.lists(st.text("abAB ", max_size=8), min_size=1))
def test_regions_are_those_in_which_a_word_begins_with_a_stem(pieces):
    text, regions = "", []
    for piece in pieces:
        regions.append((len(text), len(text) + len(piece)))
        text += f"{piece}\n"
    expected = [
        (start, end)
        for start, end in regions
        if any(word.startswith(("abab", "bba")) for word in text[start:end].lower().split())
    ]
    found = StemIndex(text, regions).regions_with(("abab", "bba"))
    # A stem that stands inside a word is looked for where another word begins like it: too many are no harm.
    assert set(expected) <= set(found) <= set(regions)
    assert found == sorted(found)


def regions_of(text, *stems):
    """The sentences of a text, which end with a full stop, that hold one of the stems."""
    ends = [at + 1 for at, letter in enumerate(text) if letter == "."]
    index = StemIndex(text, list(zip([0, *ends[:-1]], ends, strict=True)))
    return [text[start:end].strip() for start, end in index.regions_with(stems)]


def test_a_stem_begins_a_word():
    assert regions_of("It is falling. A shortfall. Fallen.", "fall") == ["It is falling.", "Fallen."]


def test_a_stem_with_a_capital_is_found_as_it_is_written():
    assert regions_of("It may fall. In May. MAY.", "May") == ["In May."]


def test_a_stem_goes_on_over_blanks_and_signs():
    assert regions_of("All time. All-time high. All of it.", "all-time", "all time") == ["All time.", "All-time high."]


def test_a_short_stem_is_a_word_of_its_own_even_behind_a_figure():
    assert regions_of("At 5pm. Pmt.", "pm") == ["At 5pm."]


def test_a_stem_of_digits_or_signs_is_found_anywhere():
    assert regions_of("In x2021. At 5:30. None.", "20", ":") == ["In x2021.", "At 5:30."]
