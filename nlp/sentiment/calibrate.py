"""Fits temperature and bias of an exported model on dev rows, measures calibration, and writes its configuration."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.sentiment.encoder import SentimentInput
from nlp.sentiment.labelled import LabelledSentence
from nlp.sentiment.labels import LABELS
from nlp.sentiment.onnx_encoder import CONFIG_FILE, FIXED_RANGES, GRAPH_FILE, TOKENIZER_FILE, OnnxEncoder, probabilities

MODEL_NAME: Final = "newstape-minilm-4"
CALIBRATION_SOURCE: Final = "crypto"
"""General finance text has more neutral sentences; the product reads crypto."""
TEMPERATURES: Final = np.geomspace(0.5, 3.0, 40)
BIASES: Final = np.linspace(-2.0, 2.0, 81)
BIAS_COST: Final = 0.05
"""What a squared unit of bias must win in log likelihood: a few hundred dev rows are no reason for a large one."""
N_BINS: Final = 10


def calibrate(folder: Path, rows: Sequence[LabelledSentence], *, name: str = MODEL_NAME) -> dict[str, float]:
    """Fit on the crypto dev rows and write `config.json` with the checksums of the model's files.

    Returns:
        Negative log likelihood and expected calibration error on those rows, before and after.
    """
    sha256 = checksums(folder)
    write_config(folder, name, 1.0, (0.0, 0.0, 0.0), sha256)
    dev = [row for row in rows if row.source == CALIBRATION_SOURCE and row.split == "dev"]
    logits = OnnxEncoder(folder).logits([SentimentInput(row.text, row.target) for row in dev])
    truth = np.array([LABELS.index(row.label) for row in dev])
    temperature, bias = fit(logits, truth)
    write_config(folder, name, temperature, bias, sha256)
    before, after = probabilities(logits, 1.0, (0.0, 0.0, 0.0)), probabilities(logits, temperature, bias)
    return {
        "temperature": temperature,
        "bias_neutral": bias[1],
        "bias_bullish": bias[2],
        "nll_before": negative_log_likelihood(before, truth),
        "nll_after": negative_log_likelihood(after, truth),
        "ece_before": expected_calibration_error(before, truth),
        "ece_after": expected_calibration_error(after, truth),
    }


def fit(logits: npt.NDArray[np.float64], truth: npt.NDArray[np.int64]) -> tuple[float, tuple[float, float, float]]:
    """Temperature and bias (bearish fixed at 0) of least negative log likelihood, by coordinate search on a grid.

    Every class counts a third: its share of the dev rows says nothing of its share of the news.
    """
    temperature, neutral, bullish = 1.0, 0.0, 0.0
    weights = 1.0 / np.bincount(truth, minlength=len(LABELS))[truth]

    def loss(t: float, n: float, b: float) -> float:
        likelihood = negative_log_likelihood(probabilities(logits, t, (0.0, n, b)), truth, weights)
        return likelihood + BIAS_COST * (n * n + b * b)

    for _ in range(4):
        temperature = min((float(t) for t in TEMPERATURES), key=lambda t: loss(t, neutral, bullish))
        neutral = min((float(n) for n in BIASES), key=lambda n: loss(temperature, n, bullish))
        bullish = min((float(b) for b in BIASES), key=lambda b: loss(temperature, neutral, b))
    return round(temperature, 4), (0.0, round(neutral, 4), round(bullish, 4))


def negative_log_likelihood(
    rows: npt.NDArray[np.float32], truth: npt.NDArray[np.int64], weights: npt.NDArray[np.float64] | None = None
) -> float:
    """Mean over the rows, weighted if weights are given."""
    losses = -np.log(np.clip(rows[np.arange(len(truth)), truth], 1e-9, 1.0))
    return float(np.average(losses, weights=weights))


def expected_calibration_error(rows: npt.NDArray[np.float32], truth: npt.NDArray[np.int64]) -> float:
    """Gap between confidence and accuracy, averaged over ten equal bins of confidence."""
    confidence, right = rows.max(axis=1), rows.argmax(axis=1) == truth
    bins = np.minimum((confidence * N_BINS).astype(int), N_BINS - 1)
    gaps = [
        abs(float(confidence[bins == b].mean()) - float(right[bins == b].mean())) * float((bins == b).mean())
        for b in range(N_BINS)
        if (bins == b).any()
    ]
    return float(sum(gaps))


def checksums(folder: Path) -> dict[str, str]:
    """File name to SHA-256 of what `OnnxEncoder` opens."""
    return {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in (GRAPH_FILE, TOKENIZER_FILE)}


def write_config(
    folder: Path, name: str, temperature: float, bias: tuple[float, float, float], sha256: dict[str, str]
) -> None:
    """Write the configuration that `OnnxEncoder` reads."""
    table = {
        "name": name,
        "labels": list(LABELS),
        "ranges": FIXED_RANGES,
        "temperature": temperature,
        "bias": list(bias),
        "sha256": sha256,
    }
    (folder / CONFIG_FILE).write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
