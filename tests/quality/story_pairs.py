"""The labelled pairs of articles, and how well relations are told on them."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from nlp.errors import GoldFileError
from nlp.scoring.measures import Counts
from nlp.stories.relations import RelationKind

CORPUS_DIR = Path(__file__).parents[2] / "nlp" / "resources" / "corpora" / "stories"

Part = Literal["tuning", "held_out"]
Label = Literal["exact", "near", "same_story", "different"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledArticle:
    """An article of the corpus: its key, its moment and its text (headline, blank line, body)."""

    article_id: str
    outlet: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPair:
    """Two articles and the closest relation that fits them."""

    one: LabelledArticle
    other: LabelledArticle
    label: Label


def load_pairs(part: Part) -> list[LabelledPair]:
    """Read the pairs of one part.

    Raises:
        GoldFileError: An edit changes nothing, or a pair names an unknown article or relation.
    """
    path = CORPUS_DIR / f"{part}.toml"
    with path.open("rb") as file:
        rows = tomllib.load(file)
    articles: dict[str, LabelledArticle] = {}
    for row in rows["articles"]:
        articles[row["id"]] = LabelledArticle(
            article_id=row["id"], outlet=row.get("outlet", row["id"]), at=row["at"], text=_text(row, articles)
        )
    pairs = []
    for label, names in ((label, names) for table in rows["pairs"] for label, names in table.items()):
        unknown = [label] * (label not in get_args(Label)) + [n for pair in names for n in pair if n not in articles]
        if unknown:
            raise GoldFileError(f"{path.name}: {unknown[0]!r} is neither a relation nor an article; correct the name")
        pairs += [LabelledPair(one=articles[one], other=articles[other], label=label) for one, other in names]
    return pairs


def score_pairs(pairs: Iterable[LabelledPair], told: Sequence[RelationKind | None]) -> dict[str, Counts]:
    """Count by relation, and by `one_story` (any relation at all), what was told right, told besides and missed."""
    counts: dict[str, Counts] = dict.fromkeys(("exact", "near", "same_story", "one_story"), Counts())
    for pair, kind in zip(pairs, told, strict=True):
        for name in ("exact", "near", "same_story"):
            counts[name] += _compared(name == pair.label, name == kind)
        counts["one_story"] += _compared(pair.label != "different", kind is not None)
    return counts


def tell(
    pairs: Iterable[LabelledPair], relation_of: Callable[[LabelledArticle, LabelledArticle], RelationKind | None]
) -> list[RelationKind | None]:
    """Ask for the relation of each pair."""
    return [relation_of(pair.one, pair.other) for pair in pairs]


def _compared(is_labelled: bool, is_told: bool) -> Counts:
    return Counts(
        n_right=int(is_labelled and is_told), n_extra=int(is_told and not is_labelled),
        n_missed=int(is_labelled and not is_told),
    )  # fmt: skip


def _text(row: Mapping[str, Any], articles: Mapping[str, LabelledArticle]) -> str:
    """Return the text of an article, written out or made of another one by its edits."""
    text: str = articles[row["of"]].text if "of" in row else row["text"].strip()
    edits = [*row.get("replace", []), *([part, ""] for part in row.get("drop", []))]
    for old, new in edits:
        if old not in text:
            raise GoldFileError(f"{row['id']}: {old!r} does not stand in {row['of']!r}; correct the edit")
        text = text.replace(old, new)
    if "drop_after" in row:
        text = text[: text.index(row["drop_after"]) + len(row["drop_after"])]
    return text + "\n\n" + row["append"] if "append" in row else text
