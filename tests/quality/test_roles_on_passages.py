"""Roles on kinds of outlet that the model did not see in training. Floors only go up."""

from pathlib import Path

import pytest

from nlp.pipeline import build_pipeline
from nlp.sentiment.load import load_encoder
from nlp.text.lexicon import load_lexicon
from nlp.training.passages import load_passages
from nlp.training.role_examples import role_examples
from nlp.training.train_roles import decide, train

ASSETS = Path(__file__).parents[2] / "configs" / "assets.toml"
HELD_OUT = {"dailies", "hype", "newsletters", "pair_analysis", "predictions", "quick_news", "ta_notes", "wires"}

ACCURACY_FLOOR = 0.80
GAIN_FLOOR = 0.05

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def accuracies():
    pipeline = build_pipeline(load_lexicon(ASSETS), load_encoder("lexicon"))
    examples = list(role_examples(pipeline, load_passages()))
    model = train([example for example in examples if example.style not in HELD_OUT])
    unseen = [example for example in examples if example.style in HELD_OUT]
    both = sum(decide(model, example)[1] == example.role for example in unseen)
    rules = sum(example.rule_role == example.role for example in unseen)
    return rules / len(unseen), both / len(unseen)


def test_rules_and_model_together_are_not_below_their_floor(accuracies):
    assert accuracies[1] >= ACCURACY_FLOOR


def test_the_model_earns_its_place_beside_the_rules(accuracies):
    rules, both = accuracies
    assert both - rules >= GAIN_FLOOR
