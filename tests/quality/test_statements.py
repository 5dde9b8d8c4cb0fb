"""Statements with known truth, in many wordings, the whole way from text to verdict."""

import pytest

from tests.quality.statements.draw import VERDICTS
from tests.quality.statements.fresh import FRESH, FRESH_SUPPOSED
from tests.quality.statements.score import false_accusations, run, table
from tests.quality.statements.wordings import SUPPOSED, WORDINGS
from warehouse.claims import CLAIM_KINDS

FLOORS = {"confirmed": (0.97, 0.95), "near": (0.97, 0.95), "contradicted": (0.97, 0.95), "untestable": (0.92, 0.97)}
"""Precision and recall by deserved verdict over all kinds, held-out wordings included: what was reached."""
KIND_RECALL = 0.75
"""Least recall of any verdict of any kind."""


@pytest.fixture(scope="module")
def outcomes():
    return run(seed=23, per_wording=1)


def test_every_kind_is_said_in_eight_ways_and_supposed_in_one():
    assert set(WORDINGS) == set(SUPPOSED) == set(FRESH) == set(FRESH_SUPPOSED) == set(CLAIM_KINDS)
    assert min(len(set(wordings)) for wordings in WORDINGS.values()) >= 8


def test_every_kind_is_drawn_with_every_verdict(outcomes):
    drawn = {(one.statement.kind, one.statement.deserves) for one in outcomes}
    assert drawn == {(kind, verdict) for kind in CLAIM_KINDS for verdict in VERDICTS}


def test_statements_get_the_verdict_that_they_deserve(outcomes):
    scores = table(outcomes)
    wrong = [f"{one.statement.deserves} -> {one.got}: {one.statement.text!r}" for one in outcomes if not one.is_right]
    for verdict, (precision, recall) in FLOORS.items():
        assert scores["all", verdict][0] >= precision, "\n".join(wrong)
        assert scores["all", verdict][1] >= recall, "\n".join(wrong)
    for (kind, verdict), (_, recall, _) in scores.items():
        assert recall >= KIND_RECALL, f"{kind} {verdict}\n" + "\n".join(wrong)


def test_nobody_is_contradicted_for_a_gap_in_the_data(outcomes):
    assert [one for one in outcomes if one.statement.way in ("gap", "part")]
    assert [one for one in false_accusations(outcomes) if one.statement.way in ("gap", "part")] == []


def test_what_is_only_supposed_gets_no_verdict(outcomes):
    supposed = [one for one in outcomes if one.statement.way == "supposed"]
    assert len(supposed) >= len(CLAIM_KINDS)
    assert [one for one in supposed if not one.is_right] == []
