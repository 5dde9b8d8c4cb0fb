"""Measures encoders on test parts nobody trained on: `python -m nlp.sentiment.evaluate --datasets FOLDER`.

Prints a Markdown table of sentences and one of articles; `--output` writes it to a file. See `user_sets.py` for sets of
your own (`--sets`), and `--gold` for annotated articles.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from nlp.article import Article
from nlp.errors import GoldFileError, NlpError
from nlp.pipeline import annotate_many, build_pipeline
from nlp.sentiment.baselines import TfidfEncoder, VaderEncoder
from nlp.sentiment.encoder import SentenceEncoder, SentimentInput
from nlp.sentiment.labelled import LabelledSentence, read_own, without_leaks
from nlp.sentiment.labels import LABELS
from nlp.sentiment.load import load_encoder
from nlp.sentiment.measures import Measures, macro_f1, measure
from nlp.sentiment.public_sets import read_public
from nlp.sentiment.user_sets import read_user_sets
from nlp.text.lexicon import load_lexicon

ASSETS_FILE: Final = Path(__file__).parents[2] / "configs" / "assets.toml"
NEVER: Final = len(LABELS)
"""Class of an asset that was not predicted: wrong whatever the label."""


def held_out(rows: Sequence[LabelledSentence]) -> dict[str, list[LabelledSentence]]:
    """The test rows of each set."""
    parts: dict[str, list[LabelledSentence]] = {}
    for row in rows:
        if row.split == "test":
            parts.setdefault(row.source, []).append(row)
    return parts


def evaluate_sentences(encoder: SentenceEncoder, rows: Sequence[LabelledSentence]) -> Measures:
    """Score rows with their targets and compare."""
    predicted = encoder.predict([SentimentInput(row.text, row.target) for row in rows])
    return measure(predicted, np.array([LABELS.index(row.label) for row in rows]))


def evaluate_articles(encoder: SentenceEncoder, gold: Path) -> dict[str, float]:
    """Read annotated articles with the whole pipeline.

    Args:
        encoder: For the sentences.
        gold: Folder with `gold.jsonl` (id, sentiment.overall, sentiment.per_asset) and `articles/ID.txt`.

    Returns:
        Accuracy and macro-F1 of articles and of their assets, with the counts.

    Raises:
        GoldFileError: The folder does not have that form.
    """
    try:
        labels = {row["id"]: row["sentiment"] for row in map(json.loads, _lines(gold / "gold.jsonl"))}
        articles = [Article(id=i, text=(gold / "articles" / f"{i}.txt").read_text(encoding="utf-8")) for i in labels]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldFileError(f"{gold}: {error!r}; expected are gold.jsonl and articles/ID.txt") from error
    overall, assets = [], []
    for found in annotate_many(build_pipeline(load_lexicon(ASSETS_FILE), encoder), articles):
        truth, sentiment = labels[found.id], found.sentiment
        overall.append((LABELS.index(sentiment.label) if sentiment else NEVER, LABELS.index(truth["overall"])))
        for ticker, label in truth["per_asset"].items():
            read = sentiment.by_asset.get(ticker) if sentiment else None
            assets.append((LABELS.index(read.label) if read else NEVER, LABELS.index(label)))
    table: dict[str, float] = {}
    for name, pairs in (("article", overall), ("asset", assets)):
        predicted, truth_classes = np.array(pairs).T
        table[f"{name}_accuracy"] = float((predicted == truth_classes).mean())
        table[f"{name}_macro_f1"] = macro_f1(predicted, truth_classes)
        table[f"n_{name}s"] = len(pairs)
    return table


def sentence_table(results: Mapping[str, Mapping[str, Measures]]) -> str:
    """Markdown: one row for each set and encoder."""
    lines = [
        "| set | n | encoder | accuracy (95 % interval) | macro-F1 | polarity | calibration error |",
        "|---|---|---|---|---|---|---|",
    ]
    for source, by_encoder in results.items():
        for encoder, m in by_encoder.items():
            lines.append(
                f"| {source} | {m.n} | {encoder} | {m.accuracy:.3f} ({m.accuracy_low:.3f} to {m.accuracy_high:.3f}) "
                f"| {m.macro_f1:.3f} | {m.polarity:.3f} | {m.calibration_error:.3f} |"
            )
    return "\n".join(lines)


def article_table(results: Mapping[str, Mapping[str, float]]) -> str:
    """Markdown: one row for each encoder."""
    lines = [
        "| encoder | articles | accuracy | macro-F1 | assets | accuracy | macro-F1 |",
        "|---|---|---|---|---|---|---|",
    ]
    for encoder, m in results.items():
        lines.append(
            f"| {encoder} | {m['n_articles']} | {m['article_accuracy']:.3f} | {m['article_macro_f1']:.3f} "
            f"| {m['n_assets']} | {m['asset_accuracy']:.3f} | {m['asset_macro_f1']:.3f} |"
        )
    return "\n".join(lines)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate; returns a process exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m nlp.sentiment.evaluate", description=(__doc__ or "").split("\n")[0]
    )
    corpus = os.environ.get("NEWSTAPE_CORPUS")
    parser.add_argument("--datasets", type=Path, default=Path(corpus, "datasets") if corpus else None)
    parser.add_argument("--gold", type=Path, default=Path(corpus, "gold") if corpus else None)
    parser.add_argument("--sets", type=Path, help="folder with sets of your own; see user_sets.py")
    parser.add_argument("--encoder", action="append", help="as for load_encoder; may be given again")
    parser.add_argument("--no-baselines", action="store_true", help="leave out VADER and TF-IDF")
    parser.add_argument("--output", type=Path, help="write the tables to this file")
    options = parser.parse_args(arguments)
    try:
        report = _report(options)
    except NlpError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if options.output:
        options.output.write_text(report, encoding="utf-8")
    else:
        sys.stdout.write(report)
    return 0


def _report(options: argparse.Namespace) -> str:
    rows = without_leaks([*read_own(), *(read_public(options.datasets) if options.datasets else [])])
    parts = held_out(rows) | (read_user_sets(options.sets) if options.sets else {})
    encoders: list[SentenceEncoder] = [load_encoder(name) for name in options.encoder or ["default", "lexicon"]]
    if not options.no_baselines:
        encoders += [VaderEncoder(), TfidfEncoder(rows)]
    sentences = {
        source: {encoder.name: evaluate_sentences(encoder, part) for encoder in encoders}
        for source, part in parts.items()
    }
    report = f"## Sentences\n\n{sentence_table(sentences)}\n"
    if options.gold:
        articles = {encoder.name: evaluate_articles(encoder, options.gold) for encoder in encoders}
        report += f"\n## Articles\n\n{article_table(articles)}\n"
    return report


if __name__ == "__main__":
    sys.exit(main())
