"""Texts with the labels of their annotators, from the passages or from a gold file, and what the rules read in them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from spacy.language import Language

from nlp.article import Article
from nlp.components.extensions import Reading, reading
from nlp.errors import ArticleError
from nlp.pipeline import open_article
from nlp.training.markup import Mention


class LabelledText(Protocol):
    """What passages and annotated articles have in common."""

    @property
    def id(self) -> str:
        """Passage or article."""
        ...

    @property
    def style(self) -> str:
        """Kind of outlet; `gold` for articles."""
        ...

    @property
    def text(self) -> str:
        """What the labels' offsets count in."""
        ...

    @property
    def levels(self) -> Sequence[Mention]:
        """Labelled price levels."""
        ...

    @property
    def liquidations(self) -> Sequence[Mention]:
        """Labelled liquidations."""
        ...


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article of a gold file (see `LabelledText`)."""

    id: str
    style: str
    text: str
    levels: Sequence[Mention]
    liquidations: Sequence[Mention]


def gold_texts(gold_file: Path) -> Iterator[GoldArticle]:
    """The articles of a gold file; they lie in the folder `articles` beside it."""
    for line in gold_file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = (gold_file.parent / "articles" / f"{row['id']}.txt").read_text(encoding="utf-8")
        yield GoldArticle(row["id"], "gold", text, row["levels"], row["liquidations"])


def read_with(pipeline: Language, labelled: LabelledText, components: Sequence[str]) -> Reading | None:
    """What some components read in a text; `None` for one that the reader takes for another language."""
    try:
        doc = open_article(pipeline, Article(id=labelled.id, text=labelled.text))
    except ArticleError:
        return None
    with pipeline.select_pipes(enable=[f"newstape_{name}" for name in components]):
        return reading(pipeline(doc))
