"""What the role model looks at: the words around a price, their kinds, and how the price compares with the others.

A feature is a short string; the model has a weight for each one that it met often enough. Everything comes from the
figure's window, the sentence before, and the other prices of the same asset; no feature depends on a rule or on
another model, so that neither can change what the stored weights mean.
"""

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nlp.components.figure_windows import FigureWindow

_WORDS_FILE = Path(__file__).parents[1] / "resources" / "role_words.toml"

_TOKEN = re.compile(r"¤[%xc]?|[a-z][a-z'’&-]*|\d+|[,;:.()!?/|=+–—-]")
_SUFFIXES = ("ingly", "edly", "ing", "ed", "es", "ly", "'s", "’s", "s")
_NAMING = frozenset(
    "support resistance extreme_high extreme_low model_price option stop entry foretelling liquidation".split()
)
"""Classes whose words name the role of a level."""
_WHOLE_SENTENCE = frozenset("condition stop entry option liquidation model_price foretelling time".split())
_STEPS = (-0.4, -0.15, -0.05, -0.012, 0.012, 0.05, 0.15, 0.4)
"""Bounds of the classes of a price ratio, as natural logarithms."""
_SAME = 1e-6

_CHARACTERS_BEFORE = 160
_CHARACTERS_BEHIND = 120


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What of the article outside the sentence the model may use.

    Attributes:
        sentence_before: The sentence before, in lower case; empty at the start.
        to_median: The price over the median price of the asset in the article; `None` for its only price.
        to_previous: The price over the asset's price before it; `None` for its first price.
    """

    sentence_before: str = ""
    to_median: float | None = None
    to_previous: float | None = None


def features_of(window: FigureWindow, surroundings: Surroundings) -> list[str]:
    """The features of one price, without repetition, in a fixed order."""
    before = _tokens(window.before[-_CHARACTERS_BEFORE:])[::-1]
    behind = _tokens(window.after[:_CHARACTERS_BEHIND])
    features: list[str] = []
    for side, tokens in (("b", before), ("a", behind)):
        features += _words_in_place(side, tokens)
        features += _words_near(side, tokens)
        features += _classes_near(side, tokens)
        features += _naming_word(side, tokens)
    features += _both_sides(before, behind)
    features += _shape(window)
    features += _around(surroundings, before, behind)
    return list(dict.fromkeys(features))


def _words_in_place(side: str, tokens: Sequence[str]) -> list[str]:
    if not tokens:
        return [f"{side}0=EDGE"]
    features = [f"{side}{place}={token}" for place, token in enumerate(tokens[:4])]
    if len(tokens) > 1:
        features.append(f"{side}01={tokens[0]}_{tokens[1]}")
    if len(tokens) > 2:
        features.append(f"{side}012={tokens[0]}_{tokens[1]}_{tokens[2]}")
    return features


def _words_near(side: str, tokens: Sequence[str]) -> list[str]:
    features: list[str] = []
    is_far = False
    for place, token in enumerate(tokens[:14]):
        is_far = is_far or token in ".;:!?" or place > 5
        if token[0].isalpha():
            features.append(f"{side}{'f' if is_far else 'n'}={token}")
    return features


def _classes_near(side: str, tokens: Sequence[str]) -> list[str]:
    features: list[str] = []
    order: list[str] = []
    n_figures = n_breaks = 0
    for place, token in enumerate(tokens[:24]):
        if token[0] == "¤":
            n_figures += 1
            continue
        n_breaks += token in ".;:!?"
        kind = class_of(token)
        if kind:
            features += [f"{side}c{_distance(place)}={kind}", f"{side}k{min(n_figures, 2)}{min(n_breaks, 1)}={kind}"]
            if kind not in order:
                order.append(kind)
    return features + [f"{side}o{n}={'_'.join(order[:n])}" for n in (1, 2, 3) if len(order) >= n]


def _naming_word(side: str, tokens: Sequence[str]) -> list[str]:
    """The nearest word that names a role, how far it is, and what stands between."""
    n_words = n_figures = 0
    pause = ""
    for token in tokens[:20]:
        if token[0] == "¤":
            n_figures += 1
        elif token in ".;":
            pause = "p"
        elif (kind := class_of(token)) in _NAMING:
            features = [f"{side}m={kind}", f"{side}md={kind}_{_distance(n_words)}_{min(n_figures, 2)}{pause}"]
            if not pause:
                features.append(f"{side}ml={kind}_{min(n_figures, 2)}")
            return features
        else:
            n_words += token[0].isalpha()
    return []


def _both_sides(before: Sequence[str], behind: Sequence[str]) -> list[str]:
    led_by = [kind for token in before[:10] if (kind := class_of(token))]
    led_by_verb = [kind for kind in led_by if kind != "mark"][:2]
    followed_by = next((kind for token in behind[:8] if (kind := class_of(token))), "-")
    return [f"x={led_by[0] if led_by else '-'}|{followed_by}", f"x2={'_'.join(led_by_verb)}|{followed_by}"]


def _shape(window: FigureWindow) -> list[str]:
    features = [
        f"lp={min(window.list_position, 2)}_{min(window.list_length, 3)}",
        "range" if window.quantity.is_range else "point",
        "headline" if window.sentence.is_headline else "body",
        f"nb={min(3, window.before[-_CHARACTERS_BEFORE:].count('¤'))}",
        f"na={min(3, window.after[:_CHARACTERS_BEHIND].count('¤'))}",
    ]
    if window.after.lstrip().startswith("?"):
        features.append("question")
    if window.list_length > 1:
        features += [f"ob{n}={token}" for n, token in enumerate(_tokens(window.own_before[-60:])[::-1][:3])]
        for place, token in enumerate(_tokens(window.own_after[:50])[:3]):
            features.append(f"oa{place}={token}")
            if kind := class_of(token):
                features.append(f"oac={kind}")
    return features


def _around(surroundings: Surroundings, before: Sequence[str], behind: Sequence[str]) -> list[str]:
    earlier = _tokens(surroundings.sentence_before[-140:])[-16:]
    features = [f"p={kind}" for kind in _classes(earlier)]
    features += [f"s={kind}" for kind in _classes([*before, *behind]) if kind in _WHOLE_SENTENCE]
    if surroundings.to_median is not None:
        features.append(f"median{_step(surroundings.to_median)}")
    if surroundings.to_previous is not None:
        features.append(f"previous{_step(surroundings.to_previous)}")
    return features


def _classes(tokens: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(kind for token in tokens if (kind := class_of(token))))


def _step(ratio: float) -> str:
    logarithm = math.log(ratio)
    return "=" if abs(logarithm) <= _SAME else str(sum(logarithm >= bound for bound in _STEPS))


def _distance(place: int) -> int:
    return place if place < 3 else 3 if place < 5 else 5 if place < 8 else 8


def _tokens(text: str) -> list[str]:
    return [
        stem_of(token) if token[0].isalpha() else "#" if token.isdigit() else token for token in _TOKEN.findall(text)
    ]


@lru_cache(maxsize=8192)
def stem_of(word: str) -> str:
    """A rough stem: enough to bring the forms of a verb together, no linguistics."""
    if len(word) <= 4:
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def class_of(stem: str) -> str | None:
    """The class of market words that a stem belongs to, if any."""
    return _classes_by_stem().get(stem)


@lru_cache(maxsize=1)
def _classes_by_stem() -> dict[str, str]:
    by_stem: dict[str, str] = {}
    for kind, words in tomllib.loads(_WORDS_FILE.read_text(encoding="utf-8")).items():
        for word in words.split():
            by_stem.setdefault(stem_of(word), kind)
    return by_stem
