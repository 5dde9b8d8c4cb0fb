"""Scores a prediction file against a gold file, and shows the result."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.scoring.files import Row, load_gold, load_predictions, machine_summaries
from nlp.scoring.measures import Agreement, Counts, agreement_of
from nlp.scoring.mentions import Mistake, Tally, tally_levels, tally_liquidations, tally_metrics

SCORED_EVENTS = frozenset(
    "liquidation_cascade short_squeeze breakdown breakout etf_outflow etf_inflow regulation hack macro listing".split()
)
"""Events of other kinds are extra information, not errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScores:
    """The scores of a group of articles.

    Attributes:
        counts: By measure: level_value, level_asset, level_asset_role, liquidation_amount, liquidation_full (side,
            asset and window too), metric_value, metric_full (direction and asset too), event.
        sentiment_article: Class of the whole article.
        sentiment_asset: Class per asset that the gold set names.
        role_accuracy: Share of right roles among the levels whose value was found and whose role is not ambiguous.
        role_confusion: "gold->read" to how often, most frequent first.
        mistakes: Every difference, in the order of the articles.
    """

    counts: dict[str, Counts]
    sentiment_article: Agreement
    sentiment_asset: Agreement
    role_accuracy: float
    role_confusion: dict[str, int]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreReport:
    """The scores of a prediction file.

    Attributes:
        parts: `articles`, and `machine_summaries` where the gold set has some.
        absent: Ids of gold articles without a prediction; all that is in them counts as missed.
        broken: Lines of both files that could not be scored, each with its reason.
    """

    parts: dict[str, PartScores]
    absent: tuple[str, ...]
    broken: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, dict[str, Any]]:
        """The figures for JSON, rounded to four digits."""
        return {name: _part_to_dict(part) for name, part in self.parts.items()}


def score_files(gold: Path, predictions: Path, *, articles: Path | None = None) -> ScoreReport:
    """Score predictions against a gold file.

    Args:
        gold: One annotated article per line.
        predictions: What `newstape read --jsonl` printed.
        articles: Folder of the articles' `ID.meta.json`, which tell machine summaries; `articles` beside the gold file
            when not given.

    Raises:
        GoldFileError: One of the files cannot be read, or no line of it has the expected form.
    """
    annotated, read = load_gold(gold), load_predictions(predictions)
    rows, predicted = annotated.rows, read.rows
    apart = machine_summaries(articles or gold.parent / "articles", list(rows))
    parts = {"articles": _score([row for article_id, row in rows.items() if article_id not in apart], predicted)}
    if apart:
        parts["machine_summaries"] = _score([rows[article_id] for article_id in rows if article_id in apart], predicted)
    return ScoreReport(
        parts=parts,
        absent=tuple(article_id for article_id in rows if article_id not in predicted),
        broken=annotated.broken + read.broken,
    )


def render_scores(report: ScoreReport) -> str:
    """The report as a table in plain text."""
    lines: list[str] = []
    for name, part in report.parts.items():
        lines.append(f"{name:22} precision  recall     F1   right  extra  missed")
        for measure, counts in part.counts.items():
            lines.append(
                f"  {measure:20} {counts.precision:9.3f} {counts.recall:7.3f} {counts.f1:6.3f}"
                f" {counts.n_right:7} {counts.n_extra:6} {counts.n_missed:7}"
            )
        for measure, agreement in (("article", part.sentiment_article), ("asset", part.sentiment_asset)):
            lines.append(
                f"  sentiment_{measure:10} accuracy {agreement.accuracy:.3f}, macro F1 {agreement.macro_f1:.3f} "
                f"of {agreement.n}"
            )
        lines.append(f"  role accuracy        {part.role_accuracy:.3f}")
    if report.absent:
        lines.append(f"no prediction for {len(report.absent)} articles: {' '.join(report.absent)}")
    return "\n".join(lines)


def render_errors(report: ScoreReport) -> str:
    """Every mention that is missing, extra or wrong, one per line."""
    lines: list[str] = []
    for part in report.parts.values():
        for mistake in part.mistakes:
            told = " ".join(
                f"{word} {value}" for word, value in (("expected", mistake.expected), ("got", mistake.got)) if value
            )
            lines.append(f"{mistake.article_id} {mistake.what} {mistake.problem} {mistake.text!r} {told}".rstrip())
    return "\n".join(lines)


def _score(rows: Sequence[Row], predicted: dict[str, Row]) -> PartScores:
    tally = Tally()
    by_article: list[tuple[str, str | None]] = []
    by_asset: list[tuple[str, str | None]] = []
    for row in rows:
        article_id = str(row["id"])
        prediction = predicted.get(article_id, {})
        tally_levels(article_id, row["levels"], prediction.get("price_levels", []), tally)
        tally_liquidations(article_id, row["liquidations"], prediction.get("liquidations", []), tally)
        tally_metrics(article_id, row["metrics"], prediction.get("metrics", []), tally)
        sentiment = prediction.get("sentiment") or {}
        expected, got = row["sentiment"]["overall"], sentiment.get("label")
        by_article.append((expected, got))
        if expected != got:
            tally.mistakes.append(Mistake(article_id, "sentiment", "differs", "", expected, str(got)))
        for ticker, label in row["sentiment"]["per_asset"].items():
            by_asset.append((label, (sentiment.get("by_asset") or {}).get(ticker, {}).get("label")))
        _tally_events(row, prediction, tally)
    n_roles = sum(tally.roles.values())
    return PartScores(
        counts=tally.counts,
        sentiment_article=agreement_of(by_article),
        sentiment_asset=agreement_of(by_asset),
        role_accuracy=sum(n for (gold, read), n in tally.roles.items() if gold == read) / max(1, n_roles),
        role_confusion={f"{gold}->{read}": n for (gold, read), n in tally.roles.most_common() if gold != read},
        mistakes=tuple(tally.mistakes),
    )


def _tally_events(row: Row, prediction: Row, tally: Tally) -> None:
    expected = set(row["events"]) - {"other"}
    got = {event["kind"] for event in prediction.get("events", [])}
    n_right = len(expected & got)
    tally.add("event", Counts(n_right, len((got & SCORED_EVENTS) - expected), len(expected) - n_right))


def _part_to_dict(part: PartScores) -> dict[str, Any]:
    table: dict[str, Any] = {
        measure: {
            "p": round(counts.precision, 4), "r": round(counts.recall, 4), "f1": round(counts.f1, 4),
            "tp": counts.n_right, "fp": counts.n_extra, "fn": counts.n_missed,
        }
        for measure, counts in part.counts.items()
    }  # fmt: skip
    for name, agreement in (("article", part.sentiment_article), ("asset", part.sentiment_asset)):
        table[f"sentiment_{name}"] = {
            "accuracy": round(agreement.accuracy, 4), "macro_f1": round(agreement.macro_f1, 4), "n": agreement.n,
        }  # fmt: skip
    return table | {"role_accuracy": round(part.role_accuracy, 4), "role_confusion": part.role_confusion}
