"""Any Hugging Face sequence classifier behind the same interface; needs `newstape[torch]`.

Nothing is downloaded unless that is asked for: a name that is not a folder must already lie in the local cache.
"""

import os
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nlp.annotations import SentimentLabel
from nlp.errors import ModelError
from nlp.sentiment.encoder import SentimentInput
from nlp.sentiment.labels import LABELS
from nlp.sentiment.onnx_encoder import MAX_CHARACTERS, printable

MAX_TOKENS: Final = 128

KNOWN_LABELS: Final[Mapping[str, SentimentLabel]] = {
    "bearish": "bearish",
    "negative": "bearish",
    "neutral": "neutral",
    "bullish": "bullish",
    "positive": "bullish",
}
"""ProsusAI/finbert says positive, negative, neutral; ElKulako/cryptobert Bearish, Neutral, Bullish."""

NUMBERED_LABELS: Final[Mapping[str, tuple[SentimentLabel, SentimentLabel, SentimentLabel]]] = {
    "ProsusAI/finbert": ("bullish", "bearish", "neutral"),
    "ElKulako/cryptobert": ("bearish", "neutral", "bullish"),
}
"""For copies whose configuration only says LABEL_0, LABEL_1, LABEL_2."""


class TransformersEncoder:
    """Runs a sequence classifier in torch, one sentence at a time, so that a sentence has one score.

    Attributes:
        name: Name of the model or its folder.
    """

    def __init__(self, model: str, *, allow_download: bool = False) -> None:
        """Load a model.

        Args:
            model: A folder, or a name on the Hugging Face hub.
            allow_download: Fetch a name that is not in the local cache.

        Raises:
            ModelError: torch is not installed, the model is not there, or it has other classes.
        """
        if not allow_download:
            # The library asks the hub for optional files even of a cached model; this keeps it silent.
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            import torch
            from transformers import AutoModelForSequenceClassification, AutoTokenizer
        except ImportError as error:
            raise ModelError(f"{model!r} needs torch; pip install 'newstape[torch]'") from error
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(model, local_files_only=not allow_download)
            self._network: Any = AutoModelForSequenceClassification.from_pretrained(
                model, local_files_only=not allow_download
            ).eval()
        except Exception as error:  # hub, configuration and weight errors have no common base
            raise ModelError(
                f"the model {model!r} is not on this machine or cannot be read ({type(error).__name__}); give a folder "
                "with its files, fetch it into the Hugging Face cache, or allow the download"
            ) from error
        self.name = model
        self._columns = _columns(model, self._network.config.id2label)
        self._torch: Any = torch

    def predict(self, inputs: Sequence[SentimentInput]) -> npt.NDArray[np.float32]:
        """Score sentences; see `SentenceEncoder.predict`. The target is passed as second segment."""
        rows = np.zeros((len(inputs), len(LABELS)), dtype=np.float32)
        with self._torch.inference_mode():
            for row, each in enumerate(inputs):
                batch = self._tokenizer(
                    printable(each.text[:MAX_CHARACTERS]),
                    each.target,
                    truncation="only_first",
                    max_length=MAX_TOKENS,
                    return_tensors="pt",
                )
                logits = self._network(**batch).logits[0].double()
                rows[row] = logits.softmax(dim=0).numpy()[self._columns]
        return rows


def _columns(model: str, names: Mapping[int, str]) -> list[int]:
    """Where bearish, neutral and bullish stand in the model's output."""
    meant: dict[int, SentimentLabel | None] = {int(i): KNOWN_LABELS.get(name.lower()) for i, name in names.items()}
    numbered = next((labels for known, labels in NUMBERED_LABELS.items() if model.endswith(known)), None)
    if numbered and all(name.upper().startswith("LABEL_") for name in names.values()):
        meant = dict(enumerate(numbered))
    if sorted(str(label) for label in meant.values()) != sorted(LABELS):
        raise ModelError(
            f"{model!r} has the classes {', '.join(names.values())}; needed are bearish, neutral, bullish "
            "(or negative, neutral, positive): name them in id2label of its config.json"
        )
    return [next(i for i, label in meant.items() if label == wanted) for wanted in LABELS]
