"""Floors under liquidations on the passages that the model learns from. They only go up.

The model is judged on passages that it did not learn from: four models, each without a quarter of them.
"""

from pathlib import Path
from zlib import crc32

import pytest

from nlp.pipeline import build_pipeline
from nlp.sentiment.load import load_encoder
from nlp.text.lexicon import load_lexicon
from nlp.training.liquidation_examples import RANKED, liquidation_examples
from nlp.training.passages import load_passages
from nlp.training.train_liquidations import LIQUIDATION_CORPUS_DIR, decide, train

ASSETS = Path(__file__).parents[2] / "configs" / "assets.toml"
N_FOLDS = 4

FOUND_FLOOR = 0.77
FULL_FLOOR = 0.79
GAIN_FLOOR = 0.02

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def passages():
    return load_passages(LIQUIDATION_CORPUS_DIR)


@pytest.fixture(scope="module")
def examples(passages):
    return list(liquidation_examples(build_pipeline(load_lexicon(ASSETS), load_encoder("lexicon")), passages))


@pytest.fixture(scope="module")
def shares(examples):
    """How many have side, asset and window right: by the rules, and by rules and model."""
    folds = [crc32(example.text_id.encode()) % N_FOLDS for example in examples]
    models = [train([x for x, f in zip(examples, folds, strict=True) if f != fold]) for fold in range(N_FOLDS)]
    both = [decide(models[fold], example) for example, fold in zip(examples, folds, strict=True)]
    return [
        sum(all(parts[field] == x.right[field] for field in RANKED) for x, parts in zip(examples, said, strict=True))
        / len(examples)
        for said in ([example.said for example in examples], both)
    ]


def test_the_amounts_are_found(passages, examples):
    assert len(examples) / sum(len(passage.liquidations) for passage in passages) >= FOUND_FLOOR


def test_rules_and_model_together_are_not_below_their_floor(shares):
    assert shares[1] >= FULL_FLOOR


def test_the_model_earns_its_place_beside_the_rules(shares):
    rules, both = shares
    assert both - rules >= GAIN_FLOOR
