"""Conditional logistic regression: weights of features by which the right candidate of each example comes out first.

Full batches, fixed steps and no randomness: the same examples give the same weights.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from nlp.training.adam import adam_step

# Features met in fewer examples than this say nothing that holds elsewhere.
MIN_COUNT = 3
# Strength of the L2 penalty, chosen by cross-validation over passages among 0.1 .. 10.
PENALTY = 1.0
_N_STEPS = 150
_RATE = 0.1


def fit_ranking(
    examples: Sequence[Sequence[Sequence[str]]], right: Sequence[int], *, penalty: float = PENALTY
) -> dict[str, float]:
    """Fit weights by Adam on the penalised log likelihood.

    Args:
        examples: Features of each candidate of each example.
        right: Index of the right candidate in each example.
        penalty: Strength of the L2 penalty.

    Returns:
        Feature to weight, features in order.
    """
    counts = Counter(feature for example in examples for feature in {f for row in example for f in row})
    vocabulary = sorted(feature for feature, count in counts.items() if count >= MIN_COUNT)
    rows = {feature: row for row, feature in enumerate(vocabulary)}
    candidates = [[rows[feature] for feature in row if feature in rows] for example in examples for row in example]
    sizes = np.array([len(example) for example in examples])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(examples)), sizes)
    flat = np.array([row for candidate in candidates for row in candidate], dtype=np.int64)
    candidate_of = np.repeat(np.arange(len(candidates)), [len(candidate) for candidate in candidates])
    expected = np.zeros(len(candidates))
    expected[starts + np.asarray(right)] = 1.0

    weights = np.zeros(len(vocabulary))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _N_STEPS + 1):
        scores = np.bincount(candidate_of, weights=weights[flat], minlength=len(candidates))
        scores -= np.maximum.reduceat(scores, starts)[owner]
        odds = np.exp(scores)
        errors = odds / np.add.reduceat(odds, starts)[owner] - expected
        gradient = np.bincount(flat, weights=errors[candidate_of], minlength=len(vocabulary)) + penalty * weights
        adam_step(weights, gradient, first, second, step=step, rate=_RATE * (1 - step / (_N_STEPS + 1)))
    return dict(zip(vocabulary, weights.tolist(), strict=True))
