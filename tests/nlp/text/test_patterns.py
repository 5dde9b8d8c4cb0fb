import re

from hypothesis import given
from hypothesis import strategies as st

from nlp.text.patterns import one_of

ENTRIES = st.text("abc_*-'", min_size=1, max_size=6).filter(lambda entry: entry.strip("_*"))


def test_stars_stand_for_endings_and_bars_for_blanks():
    pattern = re.compile(one_of("break* take_out fall falls"))
    for word in ("breaking", "break", "take out", "fall", "falls"):
        assert pattern.fullmatch(word)
    for word in ("bre", "take", "falling", "takeXout"):
        assert not pattern.fullmatch(word)


def test_the_longer_entry_is_found_first():
    assert re.match(one_of("long long_squeeze"), "long squeeze").group() == "long squeeze"


def test_marks_are_taken_literally():
    assert re.fullmatch(one_of("mt._gox s&p"), "mt. gox")
    assert not re.fullmatch(one_of("mt._gox s&p"), "mtx gox")


@given(st.lists(ENTRIES, min_size=1, max_size=8), st.text("abc -'x", max_size=8))
def test_a_list_finds_what_its_entries_find_one_by_one(entries, text):
    together = re.compile(one_of(" ".join(entries)))
    alone = [re.escape(e).replace("_", " ").replace(r"\*", r"\w*") for e in entries]
    assert bool(together.fullmatch(text)) == any(re.fullmatch(pattern, text) for pattern in alone)
