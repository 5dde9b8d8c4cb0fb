"""Floors under the figures read from the annotated set. They only go up: raise one when a change earns it."""

import os
from pathlib import Path

import pytest

from nlp.scoring import render_errors, score_files
from tests.quality.readings import articles_of, write_predictions

F1_FLOORS = {
    "level_value": 0.99,
    "level_asset": 0.99,
    "level_asset_role": 0.98,
    "liquidation_amount": 0.99,
    "liquidation_full": 0.95,
    "metric_value": 0.98,
    "metric_full": 0.98,
}

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    corpus = os.environ.get("NEWSTAPE_CORPUS")
    if not corpus:
        pytest.skip("NEWSTAPE_CORPUS is unset: it names the folder with gold/")
    gold = Path(corpus) / "gold"
    path = tmp_path_factory.mktemp("quality") / "predictions.jsonl"
    return score_files(gold / "gold.jsonl", write_predictions(path, articles_of(gold / "articles")))


@pytest.mark.parametrize("measure", F1_FLOORS)
def test_f1_is_not_below_its_floor(report, measure):
    counts = report.parts["articles"].counts[measure]
    assert counts.f1 >= F1_FLOORS[measure], render_errors(report)


def test_every_article_was_read(report):
    assert report.absent == ()
