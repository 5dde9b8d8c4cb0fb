"""Floors under the figures read from twelve whole articles that were written and annotated before they were first read.

The articles are our own, in the manner of twelve kinds of outlets from 2013 to 2025; `docs/measurements.md` has the
first look, from before any rule was mended by them.
"""

import json
from pathlib import Path

import pytest

from nlp.scoring import render_errors, score_files
from tests.quality.readings import articles_of, write_predictions

ARTICLES = Path(__file__).parent / "articles"

F1_FLOORS = {
    "level_value": 0.99,
    "level_asset": 0.98,
    "level_asset_role": 0.94,
    "liquidation_amount": 0.99,
    "liquidation_full": 0.96,
    "metric_value": 0.97,
    "metric_full": 0.95,
    "event": 0.8,
}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("quality") / "predictions.jsonl"
    return score_files(ARTICLES / "gold.jsonl", write_predictions(path, articles_of(ARTICLES)))


@pytest.mark.parametrize("measure", F1_FLOORS)
def test_f1_is_not_below_its_floor(report, measure):
    counts = report.parts["articles"].counts[measure]
    assert counts.f1 >= F1_FLOORS[measure], render_errors(report)


def test_every_span_is_where_the_annotation_says():
    for line in (ARTICLES / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = (ARTICLES / f"{row['id']}.txt").read_text(encoding="utf-8")
        for mention in row["levels"] + row["liquidations"] + row["metrics"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
