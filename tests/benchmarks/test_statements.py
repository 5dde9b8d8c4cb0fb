"""Many statements of known truth: `make bench`, or `python -m tests.quality.statements.score --per-wording 20`."""

import pytest

from tests.quality.statements.score import false_accusations, run, table

SEEDS = (101, 102)
PRECISION, RECALL = 0.95, 0.93


@pytest.mark.timeout(1800)
def test_thousands_of_statements_get_the_verdict_that_they_deserve():
    outcomes = [one for seed in SEEDS for one in run(seed=seed, per_wording=10)]
    scores = table(outcomes)
    for verdict in ("confirmed", "near", "contradicted"):
        precision, recall, _ = scores["all", verdict]
        assert precision >= PRECISION
        assert recall >= RECALL
    assert [one for one in false_accusations(outcomes) if one.statement.way in ("gap", "part")] == []
