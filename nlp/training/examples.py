"""Labelled price levels with what the role model sees of them, from the passages or from a gold file."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from nlp.annotations import Role
from nlp.article import Article
from nlp.components.extensions import reading
from nlp.components.role_features import features_of
from nlp.components.role_model import surroundings_of
from nlp.errors import ArticleError
from nlp.pipeline import open_article
from nlp.training.markup import Mention
from nlp.training.passages import Passage

_NEEDED = ("sentences", "times", "assets", "quantities", "price_levels")


@dataclass(frozen=True, slots=True)
class RoleExample:
    """One price level that the rules found and an annotator labelled.

    Attributes:
        text_id: Passage or article.
        style: Kind of outlet; `gold` for articles.
        features: What the model sees.
        role: The annotator's.
        rule_role: What the rules say.
        rule: Name of the rule.
    """

    text_id: str
    style: str
    features: tuple[str, ...]
    role: Role
    rule_role: Role
    rule: str


def passage_examples(pipeline: Language, passages: Iterable[Passage]) -> Iterator[RoleExample]:
    """Examples of all passages; one that the reader takes for another language has none."""
    for passage in passages:
        yield from _examples(pipeline, passage.id, passage.style, passage.text, passage.levels)


def gold_examples(pipeline: Language, gold_file: Path) -> Iterator[RoleExample]:
    """Examples of a gold file whose articles lie in the folder `articles` beside it."""
    for line in gold_file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = (gold_file.parent / "articles" / f"{row['id']}.txt").read_text(encoding="utf-8")
        yield from _examples(pipeline, row["id"], "gold", text, row["levels"])


def _examples(
    pipeline: Language, text_id: str, style: str, text: str, labels: Iterable[Mention]
) -> Iterator[RoleExample]:
    try:
        doc = open_article(pipeline, Article(id=text_id, text=text))
    except ArticleError:
        return
    with pipeline.select_pipes(enable=[f"newstape_{name}" for name in _NEEDED]):
        found = reading(pipeline(doc))
    surroundings = surroundings_of(found)
    windows = {window.quantity.start: window for window in found.windows}
    levels = list(found.price_levels)
    for label in labels:
        level = next((x for x in levels if x.start < label["end"] and label["start"] < x.end), None)
        if level is None or label.get("ignore") or label.get("role_ambiguous"):
            continue
        levels.remove(level)
        features = features_of(windows[level.start], surroundings[level.start])
        yield RoleExample(text_id, style, tuple(features), label["role"], level.role, level.why.partition(";")[0])
