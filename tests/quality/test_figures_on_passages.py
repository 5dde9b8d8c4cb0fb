"""Floors under liquidations and metrics on passages that were labelled before the reader saw them. They only go up.

The three styles were written after the rules, in the manner of many outlets and ages, and scored once before anybody
read the errors; `docs/measurements.md` keeps that first look beside what these floors hold now.
"""

import json
from dataclasses import asdict

import pytest

from nlp.article import Article
from nlp.scoring import render_errors, score_files
from nlp.training.passages import load_passages
from tests.quality.readings import write_predictions

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
    folder = tmp_path_factory.mktemp("quality")
    gold = folder / "gold.jsonl"
    rows = [{**asdict(passage), "sentiment": {"overall": passage.sentiment, "per_asset": {}}} for passage in passages]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    articles = [Article(id=passage.id, text=passage.text) for passage in passages]
    return score_files(gold, write_predictions(folder / "predictions.jsonl", articles))


@pytest.mark.parametrize("measure", F1_FLOORS)
def test_f1_is_not_below_its_floor(report, measure):
    (part,) = report.parts.values()
    assert part.counts[measure].f1 >= F1_FLOORS[measure], render_errors(report)
