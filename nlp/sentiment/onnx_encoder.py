"""The trained model on ONNX Runtime: no torch, no transformers, a second to load.

A run holds sentences of one length, so nothing is padded. The graph fixes the ranges of its activations
(`int8_graph.py`) and its rows are independent: a sentence comes out the same whatever its run holds, bit for bit.
"""

import hashlib
import json
import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

from nlp.errors import ModelError
from nlp.sentiment.encoder import SentimentInput

GRAPH_FILE: Final = "model.onnx"
TOKENIZER_FILE: Final = "tokenizer.json"
CONFIG_FILE: Final = "config.json"
INPUT_NAMES: Final = ("input_ids", "attention_mask", "token_type_ids")
FIXED_RANGES: Final = "fixed"
"""Graphs without fixed ranges give a sentence another score in another run."""
RUN_TOKENS: Final = 128
"""Larger runs leave the processor's nearest cache; smaller ones fetch the weights too often."""
MAX_CHARACTERS: Final = 4000
"""Far more than the tokens that fit; keeps a runaway text from costing time in the tokenizer."""
MAX_TARGET_CHARACTERS: Final = 80
MARKS: Final = ("«", "»")
"""Stand around the target; both are words of the base model's table and rare in English news."""
SILENT: Final = (0.0, 1.0, 0.0)
"""Of a text in which nothing is said; the network was never asked about one."""

_REINSTALL: Final = "reinstall newstape, or set annotate.encoder = 'lexicon'"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelConfig:
    """What the configuration file of a model says.

    Attributes:
        name: Name and version.
        temperature: Divides the logits.
        bias: Is added to the logits before; bearish, neutral, bullish.
        sha256: File name to the checksum of its content.
    """

    name: str
    temperature: float
    bias: tuple[float, float, float]
    sha256: dict[str, str]


class OnnxEncoder:
    """Scores sentences with an exported model.

    Attributes:
        name: Name and version, from the model's configuration.
    """

    def __init__(self, folder: Path, *, workers: int | None = None) -> None:
        """Load and verify a model.

        Args:
            folder: Holds graph, tokenizer and configuration.
            workers: Threads that score sentences side by side; by default one for each core this process may use.

        Raises:
            ModelError: A file is missing, unreadable, or not the one that was released.
        """
        config = read_config(folder)
        verify(folder, config)
        self.name = config.name
        self._config = config
        self._workers = workers or len(os.sched_getaffinity(0))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
            self._session: Any = onnxruntime.InferenceSession(
                str(folder / GRAPH_FILE), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise ModelError(f"{folder}: the model does not load ({error}); {_REINSTALL}") from error
        self._tokenizer.no_padding()

    def predict(self, inputs: Sequence[SentimentInput]) -> npt.NDArray[np.float32]:
        """Score sentences; see `SentenceEncoder.predict`."""
        rows = probabilities(self.logits(inputs), self._config.temperature, self._config.bias)
        rows[[not printable(each.text[:MAX_CHARACTERS]) for each in inputs]] = SILENT
        return rows

    def logits(self, inputs: Sequence[SentimentInput]) -> npt.NDArray[np.float64]:
        """Raw outputs of the graph, shape (len(inputs), 3)."""
        if not inputs:
            return np.zeros((0, 3))
        encodings = [self._encode(each) for each in inputs]
        runs = _runs_of_one_length(encodings)
        rows = np.zeros((len(encodings), 3))

        def run(places: Sequence[int]) -> None:
            rows[places] = self._run([encodings[place] for place in places])

        if self._workers == 1 or len(runs) == 1:
            for places in runs:
                run(places)
        else:
            with ThreadPoolExecutor(min(self._workers, len(runs))) as pool:
                list(pool.map(run, runs))
        return rows

    def _encode(self, each: SentimentInput) -> Encoding:
        return self._tokenizer.encode(*model_segments(each.text[:MAX_CHARACTERS], each.target))

    def _run(self, encodings: Sequence[Encoding]) -> npt.NDArray[np.float32]:
        columns = ([e.ids for e in encodings], [e.attention_mask for e in encodings], [e.type_ids for e in encodings])
        feed = {name: np.array(values, dtype=np.int64) for name, values in zip(INPUT_NAMES, columns, strict=True)}
        rows: npt.NDArray[np.float32] = self._session.run(None, feed)[0]
        return rows


def _runs_of_one_length(encodings: Sequence[Encoding]) -> list[list[int]]:
    """Places of the encodings, parted into runs: one length each, and no more tokens than a run is quickest with."""
    by_length: dict[int, list[int]] = {}
    for place, encoding in enumerate(encodings):
        by_length.setdefault(len(encoding.ids), []).append(place)
    return [
        places[start : start + size]
        for length, places in by_length.items()
        for size in (max(1, RUN_TOKENS // length),)
        for start in range(0, len(places), size)
    ]


def model_segments(text: str, target: str | None) -> tuple[str] | tuple[str, str]:
    """The segments that the model reads.

    The target is set between marks wherever it is named, so that its own clause stands out; a target that is not named
    follows as a second segment.
    """
    text = printable(text)
    target = printable((target or "")[:MAX_TARGET_CHARACTERS])
    if not target:
        return (text,)
    named = re.compile(rf"(?<!\w){re.escape(target)}(?!\w)", re.IGNORECASE)
    marked, n_named = named.subn(lambda match: f"{MARKS[0]} {match.group()} {MARKS[1]}", text)
    return (marked,) if n_named else (text, target)


def printable(text: str) -> str:
    """The text without control characters and lone surrogates, which the tokenizer refuses or takes for words."""
    return "".join(c if c.isprintable() or c.isspace() else " " for c in text).strip()


def probabilities(
    logits: npt.NDArray[np.float64], temperature: float, bias: Sequence[float]
) -> npt.NDArray[np.float32]:
    """Calibrated probabilities from raw logits; rows sum to 1."""
    scaled = (logits + np.asarray(bias)) / temperature
    exponentials = np.exp(scaled - scaled.max(axis=1, keepdims=True, initial=-np.inf))
    result: npt.NDArray[np.float32] = (exponentials / exponentials.sum(axis=1, keepdims=True)).astype(np.float32)
    return result


def read_config(folder: Path) -> ModelConfig:
    """Read the configuration of a model.

    Raises:
        ModelError: It is missing or has another form.
    """
    path = folder / CONFIG_FILE
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        if table.get("ranges") != FIXED_RANGES:
            raise ValueError(f"'ranges' must be {FIXED_RANGES!r}: its graph is of an older form, export it anew")
        bearish, neutral, bullish = (float(value) for value in table["bias"])
        return ModelConfig(
            name=str(table["name"]),
            temperature=float(table["temperature"]),
            bias=(bearish, neutral, bullish),
            sha256={str(name): str(digest) for name, digest in table["sha256"].items()},
        )
    except FileNotFoundError as error:
        raise ModelError(f"no sentiment model in {folder}: {CONFIG_FILE} is missing; {_REINSTALL}") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path} is no model configuration ({error}); {_REINSTALL}") from error


def verify(folder: Path, config: ModelConfig) -> None:
    """Compare every file with its released checksum.

    Raises:
        ModelError: A file is missing or altered.
    """
    for name in (GRAPH_FILE, TOKENIZER_FILE):
        if name not in config.sha256:
            raise ModelError(f"{folder / CONFIG_FILE} has no checksum of {name}; {_REINSTALL}")
        try:
            digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(f"{folder / name} cannot be read ({error.strerror}); {_REINSTALL}") from error
        if digest != config.sha256[name]:
            raise ModelError(f"{folder / name} is not the released file (SHA-256 {digest[:12]}...); {_REINSTALL}")
