"""Floors under the figures read from twelve whole articles that were written and annotated before they were first read.

The articles are our own, in the manner of twelve kinds of outlets from 2013 to 2025; `docs/measurements.md` has the
first look, from before any rule was mended by them.
"""

import json
from pathlib import Path

import pytest

from nlp.annotations_json import to_json_dict
from nlp.article import Article
from nlp.pipeline import annotate_many, build_pipeline
from nlp.scoring import render_errors, score_files
from nlp.sentiment.load import load_encoder
from nlp.text.lexicon import load_lexicon

ASSETS = Path(__file__).parents[2] / "configs" / "assets.toml"
ARTICLES = Path(__file__).parent / "articles"

F1_FLOORS = {
    "level_value": 0.99,
    "level_asset": 0.98,
    "level_asset_role": 0.92,
    "liquidation_amount": 0.99,
    "liquidation_full": 0.96,
    "metric_value": 0.97,
    "metric_full": 0.95,
    "event": 0.8,
}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    pipeline = build_pipeline(load_lexicon(ASSETS), load_encoder("lexicon"))
    articles = [Article(id=path.stem, text=path.read_text(encoding="utf-8")) for path in sorted(ARTICLES.glob("*.txt"))]
    predictions = tmp_path_factory.mktemp("quality") / "predictions.jsonl"
    with predictions.open("w", encoding="utf-8") as file:
        for annotations in annotate_many(pipeline, articles):
            file.write(json.dumps(to_json_dict(annotations)) + "\n")
    return score_files(ARTICLES / "gold.jsonl", predictions)


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
