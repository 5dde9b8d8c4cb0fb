"""Labelled sentences: the record, the project's own sets, and what makes two texts the same."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from nlp.annotations import SentimentLabel
from nlp.errors import GoldFileError
from nlp.sentiment.labels import LABELS

Split = Literal["train", "dev", "test"]

OWN_FOLDER: Final = Path(__file__).parent.parent / "resources" / "corpora" / "sentiment"
"""The project's own sets; the README there holds the annotation guide."""

OWN_SOURCES: Final = ("crypto", "outlet", "article", "forum", "company")
"""First words of the file names there; each is a set of its own."""

_URL = re.compile(r"https?://\S+|www\.\S+")
_NOT_WORD = re.compile(r"[^\w%.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSentence:
    """One labelled question.

    Attributes:
        text: The sentence.
        target: Whose holders are asked about, as named in the text; `None` for the sentence as a whole.
        label: The answer.
        source: The set it comes from.
        split: Fixed part of its set; the same text is always in the same part.
    """

    text: str
    target: str | None
    label: SentimentLabel
    source: str
    split: Split


def same_text_key(text: str) -> str:
    """Key under which texts that differ in case, links, punctuation or white space are the same."""
    return _NOT_WORD.sub(" ", _URL.sub(" ", text.lower())).strip(" .")


def split_of(key: str, *, dev: float = 0.1, test: float = 0.1) -> Split:
    """Assign a part by a hash of the key, so that it never depends on order or on other rows."""
    place = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") / 2**64
    return "test" if place < test else "dev" if place < test + dev else "train"


def read_own(folder: Path = OWN_FOLDER) -> list[LabelledSentence]:
    """Read the sentences that were written and labelled for this project.

    Raises:
        GoldFileError: A line lacks a field or has an unknown label.
    """
    rows: list[LabelledSentence] = []
    paths = [(source, path) for source in OWN_SOURCES for path in sorted(folder.glob(f"{source}_*.jsonl"))]
    for source, path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                if row["label"] not in LABELS or row["split"] not in ("train", "dev", "test"):
                    raise ValueError(f"label {row['label']!r}, split {row['split']!r}")
                rows.append(
                    LabelledSentence(
                        text=row["text"], target=row["target"], label=row["label"], source=source, split=row["split"]
                    )
                )
            except (ValueError, KeyError, TypeError) as error:
                raise GoldFileError(f"{path.name}, line {number}: {error}; see the README beside it") from error
    return rows


def without_leaks(rows: Iterable[LabelledSentence]) -> list[LabelledSentence]:
    """Drop from train what is also in a dev or test part of any set, and repeated questions within a part.

    Where two sets hold the same text, evaluation keeps it and training loses it. Contradicting repeats of one question
    are dropped but for the first.
    """
    rows = list(rows)
    evaluated = {same_text_key(row.text) for row in rows if row.split != "train"}
    tested = {same_text_key(row.text) for row in rows if row.split == "test"}
    kept: list[LabelledSentence] = []
    seen: set[tuple[str, str | None]] = set()
    for row in rows:
        key = same_text_key(row.text)
        question = (key, row.target.lower() if row.target else None)
        leaks = (row.split == "train" and key in evaluated) or (row.split == "dev" and key in tested)
        if not key or leaks or question in seen:
            continue
        seen.add(question)
        kept.append(row)
    return kept


def count_by(rows: Sequence[LabelledSentence]) -> dict[tuple[str, Split], dict[SentimentLabel, int]]:
    """Rows of each set and part by label."""
    counts: dict[tuple[str, Split], dict[SentimentLabel, int]] = {}
    for row in rows:
        table = counts.setdefault((row.source, row.split), dict.fromkeys(LABELS, 0))
        table[row.label] += 1
    return counts
