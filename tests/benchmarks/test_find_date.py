"""How well `newstape check --find-date` finds the days of real articles whose days are known."""

import json
import re
import sys
from datetime import date, timedelta

import pytest

from tests.flows.commands.conftest import newstape  # noqa: F401 - a fixture
from tests.flows.commands.test_real_data import import_market
from tests.flows.conftest import settings  # noqa: F401 - a fixture

pytestmark = pytest.mark.corpus

FIRST_DAY = date(2019, 9, 1)
"""Where the daily candles of bitcoin begin."""
NEAR = timedelta(days=1)
"""Outlets write on the day or on the morning after, in zones of their own."""


@pytest.mark.timeout(1800)
def test_a_day_that_is_named_is_the_true_one(newstape, corpus, capsys):  # noqa: F811
    for result in import_market(newstape, corpus):
        assert result.code == 0, result.err
    tried = named = right = in_list = 0
    for text in sorted((corpus / "gold" / "articles").glob("*.txt")):
        told = json.loads(text.with_suffix(".meta.json").read_text(encoding="utf-8"))["date"] or ""
        if not re.match(r"\d{4}-\d\d-\d\d", told) or (true_day := date.fromisoformat(told[:10])) < FIRST_DAY:
            continue
        found = json.loads(newstape("check", text, "--find-date", "--json").out)
        is_near = [abs(date.fromisoformat(fit["day"]) - true_day) <= NEAR for fit in found["best"]]
        tried += 1
        named += found["problem"] is None
        right += found["problem"] is None and is_near[0]
        in_list += any(is_near)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{tried} articles: {named} days named, {right} rightly; true day among the best in {in_list}\n"
        )
    assert tried == 20
    assert named == right
    assert in_list >= 5
