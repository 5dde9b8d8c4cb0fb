"""Labelled price levels with what the role model sees of them, as training sees them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language

from nlp.annotations import Role
from nlp.components.extensions import Reading
from nlp.components.role_features import features_of
from nlp.components.role_model import surroundings_of
from nlp.training.labelled_texts import LabelledText, read_with

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


def role_examples(pipeline: Language, texts: Iterable[LabelledText]) -> Iterator[RoleExample]:
    """Examples of all texts; one that the reader takes for another language has none."""
    for labelled in texts:
        found = read_with(pipeline, labelled, _NEEDED)
        if found is not None:
            yield from _examples(found, labelled)


def _examples(found: Reading, labelled: LabelledText) -> Iterator[RoleExample]:
    surroundings = surroundings_of(found)
    windows = {window.quantity.start: window for window in found.windows}
    levels = list(found.price_levels)
    for label in labelled.levels:
        level = next((x for x in levels if x.start < label["end"] and label["start"] < x.end), None)
        if level is None or label.get("ignore") or label.get("role_ambiguous"):
            continue
        levels.remove(level)
        features = features_of(windows[level.start], surroundings[level.start])
        yield RoleExample(
            labelled.id, labelled.style, tuple(features), label["role"], level.role, level.why.partition(";")[0]
        )
