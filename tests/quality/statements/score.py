"""Sends drawn statements the whole way, text to verdict, and scores what comes out.

`python -m tests.quality.statements.score --seed 11 --per-wording 3` prints the table of docs/measurements.md and what
went wrong (`--errors`).
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.article_rows import bundle_of, model_key
from flows.settings import load_settings, packaged_configs
from flows.steps.annotate import load_pipeline
from flows.steps.check import tolerances_of
from flows.steps.check_article import revision_row
from nlp.article import Article
from nlp.pipeline import annotate_many
from tests.quality.statements.draw import Statement, draw_statements
from tests.quality.statements.tape import Tape, simulate
from tests.warehouse import factories as make
from warehouse.claims import check_claims
from warehouse.connection import open_warehouse
from warehouse.writers import add_annotations, add_article_revisions

CHECKED_AT = datetime(2026, 1, 1, tzinfo=UTC)
UNREAD = "unread"


@dataclass(frozen=True)
class Outcome:
    """A statement with the verdict it got: one word, several joined by `+`, or `unread`."""

    statement: Statement
    got: str
    details: str

    @property
    def is_right(self) -> bool:
        if self.statement.way == "supposed":
            return self.got in ("untestable", UNREAD)
        return self.got == self.statement.deserves


def judge(tape: Tape, statements: Sequence[Statement], folder: Path) -> list[Outcome]:
    """Read, store and check the statements, each in an article of its own."""
    settings = load_settings(packaged_configs())
    articles = [Article(id=one.key, text=one.text, published_at=one.published_at) for one in statements]
    pipeline = load_pipeline(settings.assets_file, "lexicon")
    rows = [revision_row(article, as_of=CHECKED_AT) for article in articles]
    bundles = [
        bundle_of(row, reading, model=model_key(reading.model), annotated_at=CHECKED_AT)
        for row, reading in zip(rows, annotate_many(pipeline, articles), strict=True)
    ]
    with open_warehouse(folder / "statements.duckdb") as con:
        make.store_market(con, tape.rows())
        add_article_revisions(con, rows)
        add_annotations(con, bundles)
        check_claims(
            con, known_at=CHECKED_AT, tolerances=tolerances_of(settings.claims),
            settle_hours=settings.claims.settle_hours, checked_at=CHECKED_AT,
        )  # fmt: skip
        sql = "select article_id, kind, asset, text, verdict, reason, finding from claim_verdicts order by start"
        verdicts: dict[str, list[tuple[str, ...]]] = {}
        for key, *rest in con.execute(sql).fetchall():
            verdicts.setdefault(key, []).append(tuple(rest))
    outcomes = []
    for one in statements:
        found = verdicts.get(one.key, [])
        got = "+".join(sorted({row[3] for row in found})) or UNREAD
        outcomes.append(Outcome(one, got, "; ".join(" | ".join(str(cell) for cell in row) for row in found)))
    return outcomes


def table(outcomes: Sequence[Outcome]) -> dict[tuple[str, str], tuple[float, float, int]]:
    """Return precision, recall and number by kind (and `all`) and deserved verdict; the supposed are not among them."""
    counts: dict[str, Counter[str]] = {"given": Counter(), "deserved": Counter(), "right": Counter()}
    for outcome in outcomes:
        if outcome.statement.way == "supposed":
            continue
        for kind in (outcome.statement.kind, "all"):
            counts["deserved"][f"{kind}/{outcome.statement.deserves}"] += 1
            counts["right"][f"{kind}/{outcome.statement.deserves}"] += outcome.is_right
            for verdict in outcome.got.split("+"):
                counts["given"][f"{kind}/{verdict}"] += 1
    scores = {}
    for name, n in counts["deserved"].items():
        kind, _, verdict = name.partition("/")
        right = counts["right"][name]
        scores[kind, verdict] = (right / max(counts["given"][name], 1), right / n, n)
    return scores


def false_accusations(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return statements that got a contradiction which they do not deserve."""
    return [one for one in outcomes if "contradicted" in one.got and one.statement.deserves != "contradicted"]


def run(*, seed: int, per_wording: int) -> list[Outcome]:
    """Simulate, draw and judge."""
    tape = simulate(seed)
    with tempfile.TemporaryDirectory() as folder:
        return judge(tape, draw_statements(tape, seed=seed, per_wording=per_wording), Path(folder))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--per-wording", type=int, default=3)
    parser.add_argument("--errors", action="store_true", help="list what went wrong, but with the wordings held out")
    arguments = parser.parse_args()
    outcomes = run(seed=arguments.seed, per_wording=arguments.per_wording)
    for title, name in (
        ("wordings that rules were mended on", "mended"),
        ("wordings held out", "held out"),
        ("wordings written later, before reading the rules", "fresh"),
    ):
        part = [one for one in outcomes if one.statement.part == name]
        sys.stdout.write(f"\n{title}\n")
        for (kind, verdict), (precision, recall, n) in sorted(table(part).items()):
            sys.stdout.write(f"{kind:22}{verdict:14}{precision:7.3f}{recall:7.3f}{n:7}\n")
        supposed = [one for one in part if one.statement.way == "supposed"]
        sys.stdout.write(f"supposed, kept undecided: {sum(one.is_right for one in supposed)} of {len(supposed)}\n")
        gaps = [one for one in false_accusations(part) if one.statement.way in ("gap", "part")]
        sys.stdout.write(f"contradicted undeservedly: {len(false_accusations(part))}, for a gap: {len(gaps)}\n")
    if arguments.errors:
        for one in outcomes:
            if not one.is_right and one.statement.part != "held out":
                said = " ".join(one.statement.text.splitlines()[2:])
                sys.stdout.write(
                    f"{one.statement.kind} {one.statement.way} {one.statement.deserves} -> {one.got} "
                    f"[{one.statement.published_at:%a %Y-%m-%d %H}]: {said}\n    {one.details}\n"
                )


if __name__ == "__main__":
    main()
