import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.components.role_features import Surroundings, class_of, features_of, stem_of


@pytest.fixture
def window_at(read):
    """The window of the figure that begins at a span's first occurrence."""

    def window(text, span):
        found = read(text)
        return next(w for w in found.windows if found.span_text(w.quantity.start, w.quantity.end) == span)

    return window


@pytest.mark.parametrize(
    ("forms", "kind"),
    [
        (("rejected", "rejection"), "failing"),
        (("surging", "surged", "surges"), "rising"),
        (("slides", "slide"), "falling"),
        (("hurdles", "hurdle"), "resistance"),
    ],
)
def test_forms_of_a_word_share_its_class(forms, kind):
    assert {class_of(stem_of(form)) for form in forms} == {kind}


@given(st.text())
def test_a_stem_is_never_longer_than_its_word(word):
    assert len(stem_of(word)) <= len(word)


def test_the_value_of_a_price_is_no_feature(window_at):
    cheap = window_at("Sellers capped bitcoin at $40 again.", "$40")
    dear = window_at("Sellers capped bitcoin at $98,500 again.", "$98,500")
    assert features_of(cheap, Surroundings()) == features_of(dear, Surroundings())


def test_features_do_not_repeat(window_at):
    features = features_of(window_at("Up, up and up to $5 it went, up and up.", "$5"), Surroundings())
    assert len(features) == len(set(features))


def test_a_price_above_and_one_below_the_others_differ(window_at):
    window = window_at("Watch $50,000.", "$50,000")
    above, below = (features_of(window, Surroundings(to_median=ratio)) for ratio in (1.1, 0.9))
    assert set(above) != set(below)


def test_the_longest_window_gives_a_bounded_number_of_features(window_at):
    window = window_at("sold " * 5000 + "bitcoin at $50,000 " + "and bought " * 5000, "$50,000")
    assert len(features_of(window, Surroundings(sentence_before="fell " * 1000))) < 250
