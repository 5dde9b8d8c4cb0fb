"""The verdicts that the program gives to the sample's statements, against those that they deserve (facts.toml)."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import DURING_THE_CRASH
from warehouse.connection import open_reader

FACTS = Path(__file__).parents[2] / "configs" / "sample" / "facts.toml"
KINDS = {"price_above": "price_at", "session_change": "percent_change", "fear_greed_since": "fear_greed_zone"}
"""Kinds of facts that are measured as a claim of another kind."""
NO_CLAIM = {"etf_flow", "etf_flow_total", "moving_average"}
"""Kinds of facts for which there is no kind of claim."""

# Floors of precision and recall by deserved verdict, over the facts that have a kind of claim: what was reached.
FLOORS = {"confirmed": (1.0, 0.89), "contradicted": (1.0, 1.0), "untestable": (0.66, 1.0)}
REPEATED = {("billions-nuked-and-the-horn-still-blows", "$1.4 BILLION"): "the headline has the figure of the text"}
"""Article and words of claims that are contradicted though no fact lists them, with the reason."""

QUERY = """
    select
        articles.url, articles.revision, articles.text, claim_verdicts.text, claim_verdicts.start, claim_verdicts."end",
        kind, asset, verdict, reason, finding
    from claim_verdicts
    inner join articles using (article_id)
"""
SEED_LIKE = "bitcoin-740-million-flush"


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict, in its version of an article."""

    article: str
    article_text: str
    text: str
    start: int
    end: int
    kind: str
    asset: str | None
    verdict: str
    reason: str | None
    finding: str | None

    def belongs_to(self, fact):
        """Whether the claim lies inside or around the words of the fact, and is of its kind and asset."""
        if fact["article"] != self.article or KINDS.get(fact["kind"], fact["kind"]) != self.kind:
            return False
        if "ticker" in fact and fact["ticker"] != self.asset:
            return False
        return self.overlaps(fact)

    def overlaps(self, fact):
        plain = self.article_text.replace("\u2019", "'")
        start = plain.find(fact["quote"])
        while start >= 0:
            if self.start < start + len(fact["quote"]) and start < self.end:
                return True
            start = plain.find(fact["quote"], start + 1)
        return False


@pytest.fixture(scope="module")
def claims(sample_run):
    """Every claim of every version of every article, in the verdict that it had when that version stood."""
    settings, reports = sample_run
    assert [step.error for report in reports for step in report.steps if step.error] == []
    latest = {}
    for as_of in (DURING_THE_CRASH, None):  # of a version that stands at both moments, the later verdict counts
        with open_reader(settings.main.paths.snapshot, as_of=as_of) as con:
            rows = con.execute(QUERY).fetchall()
        for url, revision, *rest in rows:
            slug = url.rsplit("/", 1)[-1] + (f".r{revision}" if revision > 1 else "")
            claim = Judged(slug, *rest)
            latest[claim.article, claim.start, claim.end, claim.kind, claim.asset] = claim
    return list(latest.values())


@pytest.fixture(scope="module")
def facts():
    with FACTS.open("rb") as file:
        return tomllib.load(file)["facts"]


def verdicts_of(fact, claims):
    """The verdicts of the claims that state a fact; none when it was not read."""
    return {claim.verdict for claim in claims if claim.belongs_to(fact)}


def scores(facts, claims):
    """Precision and recall by deserved verdict, and the facts that got another one or none."""
    right, deserved, given = Counter(), Counter(), Counter()
    wrong = []
    for fact in facts:
        if fact["kind"] in NO_CLAIM:
            continue
        verdicts = verdicts_of(fact, claims)
        deserved[fact["verdict"]] += 1
        right[fact["verdict"]] += verdicts == {fact["verdict"]}
        given.update(verdicts)
        if verdicts != {fact["verdict"]}:
            wrong.append(
                f"{fact['article']}: {fact['quote']} ({fact['kind']}): {fact['verdict']}, got {verdicts or '-'}"
            )
    table = {
        verdict: (right[verdict] / max(given[verdict], 1), right[verdict] / number)
        for verdict, number in deserved.items()
    }
    return table, wrong


def test_statements_get_the_verdict_that_they_deserve(facts, claims):
    table, wrong = scores(facts, claims)
    lines = [f"{verdict:13} precision {p:.3f}  recall {r:.3f}" for verdict, (p, r) in sorted(table.items())]
    for verdict, (precision, recall) in FLOORS.items():
        assert table[verdict][0] >= precision, "\n".join([*lines, *wrong])
        assert table[verdict][1] >= recall, "\n".join([*lines, *wrong])


def test_nobody_is_accused_falsely(facts, claims):
    wrong = [fact for fact in facts if fact["verdict"] == "contradicted"]
    accused = [
        claim
        for claim in claims
        if claim.verdict == "contradicted"
        and (claim.article, claim.text) not in REPEATED
        and not any(claim.article == fact["article"] and claim.overlaps(fact) for fact in wrong)
    ]
    assert accused == []


@pytest.mark.parametrize(
    ("kind", "text", "verdict"),
    [
        ("extreme_since", "14-month low", "confirmed"),
        ("extreme_since", "2022", "contradicted"),
        ("fear_greed_zone", "since early 2023", "contradicted"),
        ("liquidation_total", "$740 million", "confirmed"),
        ("price_touched", "$53,000", "confirmed"),
        ("price_at", "$57,000", "confirmed"),
        ("etf_flow_streak", "net outflows", "confirmed"),
        ("funding_sign", "persistently positive", "confirmed"),
        ("open_interest_rank", "Open interest", "confirmed"),
    ],
)
def test_the_story_of_the_flush_is_checked_figure_by_figure(claims, kind, text, verdict):
    verdicts = {
        claim.verdict
        for claim in claims
        if claim.article == SEED_LIKE and claim.kind == kind and text in claim.text and claim.reason != "conditional"
    }
    assert verdicts == {verdict}
