"""Readers of the permissively licensed sets that training uses next to the project's own.

They are named here and not copied: get each from its source and put it under one folder as

    sentfin/SEntFiN.csv                           github.com/pyRis/SEntFiN (MIT)
    twitter_financial_news_sentiment/sent_*.csv   zeroshot/twitter-financial-news-sentiment (MIT)
    finentity/FinEntity.json                      github.com/yixuantt/FinEntity (ODC-BY 1.0)
    surge_stock_sentiment/sentiment.csv           github.com/surge-ai/stock-sentiment (MIT)
"""

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from nlp.annotations import SentimentLabel
from nlp.errors import GoldFileError
from nlp.sentiment.labelled import LabelledSentence, same_text_key, split_of

_LABEL: Final[dict[str, SentimentLabel]] = {"positive": "bullish", "neutral": "neutral", "negative": "bearish"}
_TWITTER: Final[dict[str, SentimentLabel]] = {"0": "bearish", "1": "bullish", "2": "neutral"}
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'$])")
_FILES: Final = {
    "sentfin": "sentfin/SEntFiN.csv",
    "twitter": "twitter_financial_news_sentiment/sent_train.csv",
    "finentity": "finentity/FinEntity.json",
    "surge": "surge_stock_sentiment/sentiment.csv",
}


def read_public(folder: Path) -> list[LabelledSentence]:
    """Read all four sets.

    Raises:
        GoldFileError: A set is not there; the message says where to get it.
    """
    missing = [name for name in _FILES.values() if not (folder / name).exists()]
    if missing:
        raise GoldFileError(f"{folder} lacks {', '.join(missing)}; see the head of nlp/sentiment/public_sets.py")
    return [
        *read_sentfin(folder / _FILES["sentfin"]),
        *read_twitter(folder / _FILES["twitter"]),
        *read_twitter(folder / "twitter_financial_news_sentiment/sent_valid.csv"),
        *read_finentity(folder / _FILES["finentity"]),
        *read_surge(folder / _FILES["surge"]),
    ]


def read_sentfin(path: Path) -> Iterator[LabelledSentence]:
    """Indian business headlines with a label for each entity; cells that do not parse are left out."""
    for row in _csv_rows(path):
        try:
            decisions = ast.literal_eval(row["Decisions"])
        except (ValueError, SyntaxError):
            continue
        for target, label in decisions.items():
            yield LabelledSentence(
                text=row["Title"],
                target=target,
                label=_LABEL[label],
                source="sentfin",
                split=split_of(same_text_key(row["Title"])),
            )


def read_twitter(path: Path) -> Iterator[LabelledSentence]:
    """Tweets of financial outlets; the published validation part is the test part."""
    is_test = path.stem.endswith("valid")
    for row in _csv_rows(path):
        key = same_text_key(row["text"])
        split = "test" if is_test else split_of(key, dev=0.06, test=0.0)
        yield LabelledSentence(
            text=row["text"], target=None, label=_TWITTER[row["label"]], source="twitter", split=split
        )


def read_finentity(path: Path) -> Iterator[LabelledSentence]:
    """Wire paragraphs with entity labels; where an offset misses its entity, the nearest occurrence is taken."""
    for paragraph in json.loads(path.read_text(encoding="utf-8")):
        content, split = paragraph["content"], split_of(same_text_key(paragraph["content"]))
        for entity in paragraph["annotations"]:
            value = entity["value"]
            starts = [m.start() for m in re.finditer(re.escape(value), content)]
            if not starts:
                continue
            at = min(starts, key=lambda start: abs(start - entity["start"]))
            yield LabelledSentence(
                text=_sentence_around(content, at),
                target=value,
                label=_LABEL[entity["tag"].lower()],
                source="finentity",
                split=split,
            )


def read_surge(path: Path) -> Iterator[LabelledSentence]:
    """Posts about one stock, positive or negative; for training only."""
    for row in _csv_rows(path):
        ticker = row["Stock Ticker"].strip()
        yield LabelledSentence(
            text=" ".join(row["Tweet Text"].split()),
            target=ticker if ticker and ticker.lower() in row["Tweet Text"].lower() else None,
            label=_LABEL[row["Sentiment"].lower()],
            source="surge",
            split="train",
        )


def _csv_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _sentence_around(content: str, at: int) -> str:
    start = 0
    for match in _SENTENCE_END.finditer(content):
        if match.start() > at:
            return content[start : match.start()]
        start = match.end()
    return content[start:]
