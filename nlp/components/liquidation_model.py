"""Component `newstape_liquidation_model`: coins and times of liquidations, weighed against one another.

The rules of `newstape_liquidations` find the amounts and say whose they are. A small conditional logistic regression
then ranks every coin and length of time that the surroundings of a figure offer (`liquidation_candidates`); what the
rules said is one of its features. It was trained on passages of our own (see `nlp.training.train_liquidations`). It is
asked where the rules found no coin, and for every time, and replaces what they say only where another candidate is
clearly more likely. Sides are left to the rules: a model of them was no better.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import LiquidationMention
from nlp.components.extensions import Reading, reading
from nlp.components.liquidation_assets import sums_several_coins
from nlp.components.liquidation_candidates import Candidate, Candidates, asset_candidates, hours_candidates
from nlp.components.liquidation_scene import Scene, scene_of
from nlp.errors import ModelError

MODEL_FILE = Path(__file__).parents[1] / "resources" / "liquidations-1.npz"

CANDIDATES: dict[str, Callable[[Scene], Candidates]] = {
    "asset": asset_candidates,
    "window_hours": hours_candidates,
}
"""What is ranked, by the field of the mention that it fills."""
MIN_ODDS = 4.0
"""How much likelier than what the rules say a candidate must be to replace it."""


@dataclass(frozen=True, slots=True)
class LiquidationModel:
    """Weights of features, by the field that they speak for.

    Attributes:
        name: Name and version.
        weights: Field to feature to weight.
    """

    name: str
    weights: dict[str, dict[str, float]]

    def probabilities(self, field: str, candidates: Candidates) -> dict[Candidate, float]:
        """How likely each candidate is; they sum to 1."""
        weights = self.weights[field]
        scores = {key: sum(weights.get(feature, 0.0) for feature in row) for key, row in candidates.items()}
        highest = max(scores.values())
        odds = {key: exp(score - highest) for key, score in scores.items()}
        total = sum(odds.values())
        return {key: value / total for key, value in odds.items()}


def is_asked(mention: LiquidationMention, field: str) -> bool:
    """Whether the model has a say: a coin that the rules found stays, and what is only supposed has no window."""
    return mention.asset in ("ALL", None) if field == "asset" else mention.modality == "reported"


def choose(likely: dict[Candidate, float], said: Candidate) -> Candidate:
    """The likeliest candidate if the odds are high enough, else what the rules said."""
    best = max(likely, key=lambda key: likely[key])
    return best if likely[best] >= MIN_ODDS * likely[said] else said


def refine_liquidations(found: Reading, model: LiquidationModel) -> tuple[LiquidationMention, ...]:
    """The liquidations of an article with the model's coins and times."""
    windows = {window.quantity.start: window for window in found.windows}
    refined: list[LiquidationMention] = []
    for mention in found.liquidations:
        window = windows.get(mention.start)
        if window is not None and mention.amount_usd is not None:
            mention = _decided(scene_of(found, window, mention, refined[-1] if refined else None), model)
        refined.append(mention)
    return tuple(refined)


def _decided(scene: Scene, model: LiquidationModel) -> LiquidationMention:
    decided = scene.mention
    for field, candidates_of in CANDIDATES.items():
        said = getattr(scene.mention, field)
        if not is_asked(scene.mention, field):
            continue
        if field == "asset" and sums_several_coins(scene.found, scene.window):
            continue
        likely = model.probabilities(field, candidates_of(scene))
        chosen = choose(likely, said)
        if chosen != said:
            changed: dict[str, Any] = {field: chosen}
            decided = replace(
                decided,
                why=f"{decided.why};{field}=model:{model.name}",
                confidence=min(decided.confidence, round(likely[chosen], 3)),
                **changed,
            )
    return decided


def save_liquidation_model(model: LiquidationModel, path: Path) -> None:
    """Write a model to one compressed file; the same model gives the same bytes."""
    parts = {
        part: array
        for field, weights in model.weights.items()
        for part, array in (
            (f"{field}.features", np.frombuffer("\n".join(weights).encode(), dtype=np.uint8)),
            (f"{field}.weights", np.array(list(weights.values()), dtype=np.float16)),
        )
    }
    np.savez_compressed(path, allow_pickle=False, name=np.array(model.name), **parts)


@lru_cache(maxsize=2)
def load_liquidation_model(path: Path = MODEL_FILE) -> LiquidationModel:
    """Read a model.

    Raises:
        ModelError: The file is missing or is no liquidation model.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            weights = {}
            for field in CANDIDATES:
                features = stored[f"{field}.features"].tobytes().decode().split("\n")
                weights[field] = dict(zip(features, stored[f"{field}.weights"].astype(float).tolist(), strict=True))
            return LiquidationModel(str(stored["name"]), weights)
    except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{path} is missing or is no liquidation model ({error}); train one: "
            "python -m nlp.training.train_liquidations"
        ) from error


def mark_liquidation_parts(doc: Doc) -> Doc:
    """Refine `Reading.liquidations`."""
    found = reading(doc)
    if found.liquidations:
        model = load_liquidation_model()
        found.liquidations = refine_liquidations(found, model)
        found.model["liquidations"] = model.name
    return doc


Language.component("newstape_liquidation_model", func=mark_liquidation_parts)
