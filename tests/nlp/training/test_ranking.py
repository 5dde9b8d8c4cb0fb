import pytest

from nlp.training.ranking import fit_ranking

EXAMPLES = [[["near", "coin"], ["far", "coin"]], [["far"], ["near"]], [["near"], ["far", "coin"]], [["far"], ["near"]]]
RIGHT = [0, 1, 0, 1]


def test_what_the_right_candidates_share_gets_the_larger_weight():
    weights = fit_ranking(EXAMPLES, RIGHT)
    assert weights["near"] > 0 > weights["far"]


def test_the_same_examples_give_the_same_weights():
    assert fit_ranking(EXAMPLES, RIGHT) == fit_ranking(EXAMPLES, RIGHT)


def test_a_feature_of_too_few_examples_is_left_out():
    assert "rare" not in fit_ranking([[["near", "rare"], ["far"]], *EXAMPLES], [0, *RIGHT])


def test_a_stronger_penalty_gives_smaller_weights():
    weak, strong = (fit_ranking(EXAMPLES, RIGHT, penalty=penalty)["near"] for penalty in (0.1, 10))
    assert strong < weak


def test_more_examples_of_the_same_kind_weigh_more():
    once, often = fit_ranking(EXAMPLES, RIGHT)["near"], fit_ranking(EXAMPLES * 5, RIGHT * 5)["near"]
    assert often > once == pytest.approx(once)
