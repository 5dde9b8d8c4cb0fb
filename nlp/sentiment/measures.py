"""Accuracy, macro-F1, polarity and calibration of predictions, with bootstrap intervals."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.sentiment.calibrate import expected_calibration_error
from nlp.sentiment.labels import BEARISH, BULLISH, LABELS, NEUTRAL

N_RESAMPLES: Final = 1000
INTERVAL: Final = (2.5, 97.5)

Classes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How well predictions agree with labels.

    Attributes:
        n: Rows.
        accuracy: Share of right classes.
        accuracy_low: Lower end of its 95 % bootstrap interval.
        accuracy_high: Upper end.
        macro_f1: Mean F1 over the classes that occur in the labels.
        polarity: Of the rows that are not neutral: share where the right one of bearish and bullish is likelier.
        calibration_error: Expected calibration error, ten bins.
    """

    n: int
    accuracy: float
    accuracy_low: float
    accuracy_high: float
    macro_f1: float
    polarity: float
    calibration_error: float


def measure(rows: npt.NDArray[np.float32], truth: Classes, *, seed: int = 7) -> Measures:
    """Compare probabilities, shape (n, 3), with true classes, shape (n,)."""
    predicted = rows.argmax(axis=1)
    right = predicted == truth
    resampled = np.random.default_rng(seed).integers(0, len(truth), size=(N_RESAMPLES, len(truth)))
    low, high = np.percentile(right[resampled].mean(axis=1), INTERVAL)
    sided = truth != NEUTRAL
    leaning = np.where(rows[:, BULLISH] > rows[:, BEARISH], BULLISH, BEARISH)
    return Measures(
        n=len(truth),
        accuracy=float(right.mean()),
        accuracy_low=float(low),
        accuracy_high=float(high),
        macro_f1=macro_f1(predicted, truth),
        polarity=float((leaning == truth)[sided].mean()) if sided.any() else float("nan"),
        calibration_error=expected_calibration_error(rows, truth),
    )


def macro_f1(predicted: Classes, truth: Classes) -> float:
    """Mean F1 over the classes that occur in the labels."""
    scores = []
    for label in range(len(LABELS)):
        hits = int(((predicted == label) & (truth == label)).sum())
        named, there = int((predicted == label).sum()), int((truth == label).sum())
        if there:
            scores.append(2 * hits / (named + there))
    return float(np.mean(scores))
