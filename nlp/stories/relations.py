"""How two articles are alike: the same text, an edited copy, another account of the same story, or not at all."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from typing import Literal

from nlp.stories.fingerprint import Fingerprint, is_telling, signature_similarity
from nlp.stories.words import weight_of

RelationKind = Literal["exact", "near", "same_story"]

COPIES: tuple[RelationKind, ...] = ("exact", "near")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRules:
    """Where articles stop being alike (`configs/stories.toml`).

    Attributes:
        copy_hours: Farther apart, an equal text is a new issue and no copy.
        story_hours: Farther apart, two articles tell no story in common; also the longest that a story takes in new
            accounts after its first one.
        near_similarity: Share of word runs, or of the shorter text's sentences, that an edited copy keeps, 0 to 1.
        near_numbers: Share of numbers that an edited copy keeps, 0 to 1; below it the texts are issues of a template.
        template_similarity: Share of word runs, numbers masked, from which on texts with other numbers are issues of a
            template, 0 to 1.
        same_score: Likeness of two accounts of one story, 0 to 1.
        echo_novelty: An article with at most this share of new sentences and numbers only echoes its story.
        max_compared: How many neighbours an article is compared with at most, those with most keys in common first.
    """

    copy_hours: float
    story_hours: float
    near_similarity: float
    near_numbers: float
    template_similarity: float
    same_score: float
    echo_novelty: float
    max_compared: int

    @property
    def reach(self) -> timedelta:
        """How far apart two articles can be and still be compared."""
        return timedelta(hours=max(self.copy_hours, self.story_hours))


@dataclass(frozen=True, slots=True)
class Relation:
    """How two articles are alike, and how much (0 to 1; the measure depends on the kind)."""

    kind: RelationKind
    similarity: float


def relate(one: Fingerprint, other: Fingerprint, rules: StoryRules) -> Relation | None:
    """Compare two articles; `None` when they have nothing in common that counts. Symmetric."""
    hours = abs(one.happened_at - other.happened_at) / timedelta(hours=1)
    numbers = _overlap(one.numbers, other.numbers)
    if hours <= rules.copy_hours:
        if one.text_key == other.text_key:
            return Relation("exact", 1.0)
        alike = max(signature_similarity(one.signature, other.signature), _sentences_kept(one, other))
        if alike >= rules.near_similarity and (numbers is None or numbers >= rules.near_numbers):
            return Relation("near", alike)
    if hours > rules.story_hours:
        return None
    if one.assets and other.assets and not set(one.assets[:3]) & set(other.assets[:3]):
        return None
    if _is_template(one, other, numbers, rules):
        return None
    score = story_score(one, other)
    return Relation("same_story", score) if score >= rules.same_score else None


def story_score(one: Fingerprint, other: Fingerprint) -> float:
    """Return how much two articles tell the same, 0 to 1, from the words of headline and lead and from the numbers."""
    words = 0.5 * _cosine(one.terms, other.terms) + 0.5 * _cosine(one.headline_terms, other.headline_terms)
    numbers = _overlap(
        [number for number in one.numbers if is_telling(number)],
        [number for number in other.numbers if is_telling(number)],
    )
    return words if numbers is None else 0.6 * words + 0.4 * numbers


def _is_template(one: Fingerprint, other: Fingerprint, numbers: float | None, rules: StoryRules) -> bool:
    """Whether two texts are one form filled in twice: the same words around different numbers."""
    return (
        numbers is not None
        and numbers < rules.near_numbers
        and signature_similarity(one.frame, other.frame) >= rules.template_similarity
    )


def _sentences_kept(one: Fingerprint, other: Fingerprint) -> float:
    """Share of the shorter text's sentences that stand in the longer one word for word; 0 below three sentences."""
    shorter, longer = sorted((set(one.sentences), set(other.sentences)), key=len)
    return len(shorter & longer) / len(shorter) if len(shorter) >= 3 else 0.0


def _overlap(one: Collection[str], other: Collection[str]) -> float | None:
    """Share of the fewer numbers that the other side has too; `None` where a side has none."""
    fewer, more = sorted((set(one), set(other)), key=len)
    return len(fewer & more) / len(fewer) if fewer else None


def _cosine(one: Iterable[str], other: Iterable[str]) -> float:
    """Cosine of two sets of stems, each stem with its weight."""
    first, second = set(one), set(other)
    lengths = _squares(first) * _squares(second)
    return _squares(first & second) / sqrt(lengths) if lengths else 0.0


def _squares(stems: Iterable[str]) -> float:
    return sum(weight_of(stem) ** 2 for stem in stems)
