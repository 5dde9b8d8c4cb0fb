"""Readers of labelled sets that a user has and newstape may not ship: one folder, files told by their form.

Sentences_AllAgree.txt ...   Financial PhraseBank: `sentence@label`, Latin-1
*.json                       FiQA task 1: `sentence` or `headline`, `target`, `sentiment_score` -1..1
*.csv                        CryptoLin (a title and a manual label of -1, 0, 1) or plain: text, label, maybe target
"""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from nlp.annotations import SentimentLabel
from nlp.errors import GoldFileError
from nlp.sentiment.labelled import LabelledSentence

FIQA_NEUTRAL: Final = 0.1
"""Scores nearer to zero than this are neutral; FiQA has no classes of its own."""

TEXT_COLUMNS: Final = ("text", "title", "headline", "sentence", "news")
LABEL_COLUMNS: Final = ("label", "final_manual_labelling", "final_label", "sentiment")
TARGET_COLUMNS: Final = ("target", "entity", "asset")
LABEL_WORDS: Final[Mapping[str, SentimentLabel]] = {
    "bearish": "bearish", "negative": "bearish", "-1": "bearish",
    "neutral": "neutral", "0": "neutral",
    "bullish": "bullish", "positive": "bullish", "1": "bullish",
}  # fmt: skip


def read_user_sets(folder: Path) -> dict[str, list[LabelledSentence]]:
    """Read every set of a folder.

    Returns:
        File name to rows, all in the test part.

    Raises:
        GoldFileError: The folder is missing or a file has none of the known forms.
    """
    if not folder.is_dir():
        raise GoldFileError(f"{folder} is no folder; give one with .txt, .json or .csv sets")
    readers = {".txt": _phrasebank, ".json": _fiqa, ".csv": _csv}
    found = {}
    for path in sorted(folder.iterdir()):
        if reader := readers.get(path.suffix.lower()):
            try:
                found[path.name] = list(reader(path))
            except (ValueError, KeyError, TypeError, csv.Error) as error:
                raise GoldFileError(f"{path}: {error}; see nlp/sentiment/user_sets.py for the forms") from error
    return found


def _phrasebank(path: Path) -> Iterator[LabelledSentence]:
    for number, line in enumerate(path.read_text(encoding="latin-1").splitlines(), 1):
        if line.strip():
            text, mark, label = line.rpartition("@")
            if not mark:
                raise ValueError(f"line {number} has no @")
            yield _row(text, None, label, path)


def _fiqa(path: Path) -> Iterator[LabelledSentence]:
    table = json.loads(path.read_text(encoding="utf-8"))
    for entry in table.values() if isinstance(table, dict) else table:
        infos: list[dict[str, Any]] = entry.get("info", [entry])
        text = entry.get("sentence") or entry.get("headline")
        if not isinstance(text, str):
            raise ValueError("an entry has neither 'sentence' nor 'headline'")
        for info in infos:
            score = float(info["sentiment_score"])
            label = "neutral" if abs(score) < FIQA_NEUTRAL else "positive" if score > 0 else "negative"
            yield _row(text, info.get("target"), label, path)


def _csv(path: Path) -> Iterator[LabelledSentence]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        names = {name.lower().strip(): name for name in table.fieldnames or ()}
        text, label, target = (
            next((names[c] for c in columns if c in names), None)
            for columns in (TEXT_COLUMNS, LABEL_COLUMNS, TARGET_COLUMNS)
        )
        if text is None or label is None:
            raise ValueError(f"the columns are {', '.join(names) or 'none'}; needed are a text and a label")
        for row in table:
            yield _row(row[text], (row[target] or None) if target else None, row[label], path)


def _row(text: str, target: str | None, label: str, path: Path) -> LabelledSentence:
    word = label.strip().lower().removesuffix(".0")
    if word not in LABEL_WORDS:
        raise ValueError(f"unknown label {label!r}; known are {', '.join(LABEL_WORDS)}")
    return LabelledSentence(text=text.strip(), target=target, label=LABEL_WORDS[word], source=path.stem, split="test")
