"""Component `newstape_role_model`: roles of price levels that no rule could name.

Where the rules of `level_roles` find nothing and would say `spot`, a small multinomial logistic regression decides. It
was trained on the labelled passages (see `nlp.training.train_roles`) and overrules `spot` only when another role is
clearly more likely, for `spot` is what most unnamed prices are.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from statistics import median
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import PriceLevelMention, Role
from nlp.components.extensions import Reading, reading
from nlp.components.role_features import Surroundings, features_of
from nlp.errors import ModelError

MODEL_FILE = Path(__file__).parents[1] / "resources" / "roles-1.npz"

DEFAULT_RULE = "rule:spot.default"
CONVERTED_RULE = "rule:converted"
# It was trained on prices; the points of an index stand for themselves.
_POINTS = "PTS"
# In the passages unnamed prices are a support or a target far more often than in the news; the odds make up for that.
MIN_ODDS_OVER_SPOT = 2.0


@dataclass(frozen=True, slots=True)
class RoleModel:
    """Weights of features, by role.

    Attributes:
        name: Name and version.
        roles: Columns of the weights.
        rows: Feature to its row.
        weights: Shape (n_features, n_roles).
        bias: Shape (n_roles,).
    """

    name: str
    roles: tuple[Role, ...]
    rows: dict[str, int]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def probabilities(self, features: Sequence[str]) -> npt.NDArray[np.float32]:
        """How likely each role is. Shape (n_roles,), sums to 1."""
        rows = [row for feature in features if (row := self.rows.get(feature)) is not None]
        scores = self.bias.copy()
        if rows:
            scores += self.weights[rows].sum(axis=0) / np.sqrt(len(rows))
        scores = np.exp(scores - scores.max())
        return np.asarray(scores / scores.sum(), dtype=np.float32)


def save_role_model(model: RoleModel, path: Path) -> None:
    """Write a model to one compressed file; the same model gives the same bytes."""
    np.savez_compressed(
        path,
        name=np.array(model.name),
        roles=np.array(model.roles),
        features=np.frombuffer("\n".join(model.rows).encode(), dtype=np.uint8),
        weights=model.weights.astype(np.float16),
        bias=model.bias.astype(np.float32),
    )


@lru_cache(maxsize=2)
def load_role_model(path: Path = MODEL_FILE) -> RoleModel:
    """Read a model.

    Raises:
        ModelError: The file is missing or is no role model.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            features = stored["features"].tobytes().decode().split("\n")
            return RoleModel(
                name=str(stored["name"]),
                roles=tuple(stored["roles"].tolist()),
                rows={feature: row for row, feature in enumerate(features)},
                weights=stored["weights"].astype(np.float32),
                bias=stored["bias"],
            )
    except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{path} is missing or is no role model ({error}); train one: python -m nlp.training.train_roles"
        ) from error


def refine_roles(found: Reading, model: RoleModel) -> tuple[PriceLevelMention, ...]:
    """The price levels of an article, with the model's role where the rules had none to give."""
    surroundings = surroundings_of(found)
    windows = {window.quantity.start: window for window in found.windows}
    levels: list[PriceLevelMention] = []
    for level in found.price_levels:
        rule = level.why.partition(";")[0]
        window = windows.get(level.start)
        if rule == DEFAULT_RULE and window is not None and level.currency != _POINTS:
            level = _decided(level, model, features_of(window, surroundings[level.start]))
        elif rule == CONVERTED_RULE and levels:
            level = replace(level, role=levels[-1].role, modality=levels[-1].modality)
        levels.append(level)
    return tuple(levels)


def surroundings_of(found: Reading) -> dict[int, Surroundings]:
    """What the model may see of the article, for each price level by its start."""
    by_asset: dict[tuple[str | None, str], list[tuple[int, float]]] = defaultdict(list)
    for level in found.price_levels:
        by_asset[level.asset, level.currency].append((level.start, _middle(level)))
    result: dict[int, Surroundings] = {}
    for prices in by_asset.values():
        centre = median(price for _, price in prices)
        for place, (start, price) in enumerate(prices):
            result[start] = Surroundings(
                sentence_before=_sentence_before(found, start),
                to_median=price / centre if len(prices) > 1 and centre > 0 < price else None,
                to_previous=price / prices[place - 1][1] if place and prices[place - 1][1] > 0 < price else None,
            )
    return result


def _decided(level: PriceLevelMention, model: RoleModel, features: Sequence[str]) -> PriceLevelMention:
    probabilities = model.probabilities(features)
    best = int(probabilities.argmax())
    role = model.roles[best]
    if role == "spot" or probabilities[best] < MIN_ODDS_OVER_SPOT * probabilities[model.roles.index("spot")]:
        return level
    return replace(
        level,
        role=role,
        why=level.why.replace(DEFAULT_RULE, f"model:{model.name}.{role}", 1),
        modality="forecast" if role == "target" and level.modality == "reported" else level.modality,
        confidence=round(float(probabilities[best]), 3),
    )


def _middle(level: PriceLevelMention) -> float:
    return math.sqrt(level.price_low * level.price_high)


def _sentence_before(found: Reading, offset: int) -> str:
    index = found.sentence_at(offset).index
    if index == 0:
        return ""
    sentence = found.sentences[index - 1]
    return found.plain[sentence.start : sentence.end].lower()


def mark_roles(doc: Doc) -> Doc:
    """Refine `Reading.price_levels`."""
    found = reading(doc)
    if found.price_levels:
        model = load_role_model()
        found.price_levels = refine_roles(found, model)
        found.model["roles"] = model.name
    return doc


Language.component("newstape_role_model", func=mark_roles)
