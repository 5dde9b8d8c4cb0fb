"""Multinomial logistic regression over string features, in plain numpy.

Full batches, fixed steps and no randomness: the same examples give the same weights.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from nlp.annotations import Role
from nlp.components.role_model import RoleModel
from nlp.training.adam import Floats, adam_step

Features = Sequence[str]

# Features met less often than this say nothing that holds elsewhere.
MIN_COUNT = 2
# Strength of the L2 penalty, chosen by cross-validation over passages among 0.01 .. 1.
PENALTY = 0.1
_N_STEPS = 250
_RATE = 0.15


def fit_roles(examples: Sequence[Features], roles: Sequence[Role], *, name: str) -> RoleModel:
    """Fit weights by Adam on the penalised log likelihood.

    Args:
        examples: Features of each example.
        roles: The role of each.
        name: Name and version of the model.
    """
    rows = _vocabulary(examples)
    columns = tuple(sorted(set(roles)))
    members = [[rows[feature] for feature in example if feature in rows] for example in examples]
    flat = np.array([row for member in members for row in member], dtype=np.int64)
    lengths = np.array([len(member) for member in members])
    if not lengths.all():
        raise ValueError("an example has no feature that occurs twice: it cannot be learnt from")
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    scale = 1 / np.sqrt(lengths)
    expected = np.zeros((len(examples), len(columns)))
    expected[np.arange(len(examples)), [columns.index(role) for role in roles]] = 1.0
    by_row = np.argsort(flat, kind="stable")
    row_starts = np.concatenate([[0], np.cumsum(np.bincount(flat, minlength=len(rows)))[:-1]])
    owner = np.repeat(np.arange(len(examples)), lengths)[by_row]

    weights, bias = np.zeros((len(rows), len(columns))), np.zeros(len(columns))
    moments = [(np.zeros_like(weights), np.zeros_like(weights)), (np.zeros_like(bias), np.zeros_like(bias))]
    for step in range(1, _N_STEPS + 1):
        scores = np.add.reduceat(weights[flat], starts) * scale[:, None] + bias
        errors = _softmax(scores) - expected
        scaled = errors * scale[:, None]
        gradients = (np.add.reduceat(scaled[owner], row_starts) + PENALTY * weights, errors.sum(axis=0))
        rate = _RATE * (1 - step / (_N_STEPS + 1))
        for parameter, gradient, (first, second) in zip((weights, bias), gradients, moments, strict=True):
            adam_step(parameter, gradient, first, second, step=step, rate=rate)
    return RoleModel(name, columns, rows, weights.astype(np.float32), bias.astype(np.float32))


def _vocabulary(examples: Sequence[Features]) -> dict[str, int]:
    counts = Counter(feature for example in examples for feature in example)
    kept = sorted(feature for feature, count in counts.items() if count >= MIN_COUNT)
    return {feature: row for row, feature in enumerate(kept)}


def _softmax(scores: Floats) -> Floats:
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True))
