"""Floors under liquidations and metrics on passages that were labelled before the reader saw them. They only go up.

The three styles were written after the rules, in the manner of many outlets and ages, and scored once before anybody
read the errors; `docs/measurements.md` keeps that first look beside what these floors hold now.
"""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from nlp.annotations_json import to_json_dict
from nlp.article import Article
from nlp.pipeline import annotate_many, build_pipeline
from nlp.scoring import render_errors, score_files
from nlp.sentiment.load import load_encoder
from nlp.text.lexicon import load_lexicon
from nlp.training.passages import load_passages

ASSETS = Path(__file__).parents[2] / "configs" / "assets.toml"
STYLES = {"liquidation_reports", "liquidation_briefs", "flows_and_gauges"}

F1_FLOORS = {
    "liquidation_amount": 0.94,
    "liquidation_full": 0.90,
    "metric_value": 0.96,
    "metric_full": 0.93,
}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    passages = [passage for passage in load_passages() if passage.style in STYLES]
    pipeline = build_pipeline(load_lexicon(ASSETS), load_encoder("lexicon"))
    read = annotate_many(pipeline, [Article(id=passage.id, text=passage.text) for passage in passages])
    folder = tmp_path_factory.mktemp("quality")
    gold, predictions = folder / "gold.jsonl", folder / "predictions.jsonl"
    rows = [{**asdict(passage), "sentiment": {"overall": passage.sentiment, "per_asset": {}}} for passage in passages]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    predictions.write_text("".join(json.dumps(to_json_dict(row)) + "\n" for row in read), encoding="utf-8")
    return score_files(gold, predictions)


@pytest.mark.parametrize("measure", F1_FLOORS)
def test_f1_is_not_below_its_floor(report, measure):
    (part,) = report.parts.values()
    assert part.counts[measure].f1 >= F1_FLOORS[measure], render_errors(report)
