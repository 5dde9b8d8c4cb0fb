import numpy as np
import pytest

from nlp.training.regression import fit_roles

EXAMPLES = [("held", "at"), ("held", "near"), ("capped", "at"), ("capped", "near"), ("held", "at"), ("capped", "at")]
ROLES = ["support", "support", "resistance", "resistance", "support", "resistance"]


def test_a_telling_feature_decides():
    model = fit_roles(EXAMPLES, ROLES, name="t")
    for word, role in (("held", "support"), ("capped", "resistance")):
        assert model.roles[model.probabilities([word, "at"]).argmax()] == role


def test_probabilities_sum_to_one_even_without_a_known_feature():
    model = fit_roles(EXAMPLES, ROLES, name="t")
    assert model.probabilities(["never seen"]).sum() == pytest.approx(1)


def test_training_twice_gives_the_same_weights():
    first, second = (fit_roles(EXAMPLES, ROLES, name="t") for _ in range(2))
    assert np.array_equal(first.weights, second.weights)


def test_features_met_once_are_not_kept():
    assert "rare" not in fit_roles([*EXAMPLES, ("held", "rare")], [*ROLES, "support"], name="t").rows


def test_an_example_without_any_kept_feature_is_refused():
    with pytest.raises(ValueError, match="no feature"):
        fit_roles([*EXAMPLES, ("rare",)], [*ROLES, "support"], name="t")
