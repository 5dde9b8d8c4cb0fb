"""The trained network in torch: a MiniLM encoder, mean pooling, one linear layer. For training and export only."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import torch
from tokenizers import Encoding, Tokenizer
from torch import nn
from transformers import AutoModel

from nlp.sentiment.labels import LABELS

MAX_TOKENS: Final = 96
"""Longer inputs lose the end of the text."""


class SentimentNetwork(nn.Module):  # type: ignore[misc]  # torch is skipped by mypy, so its classes are Any
    """Token ids to three logits."""

    def __init__(self, base: Path, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(self.encoder.config.hidden_size, len(LABELS))

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Classify a batch.

        Shape:
            Inputs (batch, tokens), output (batch, 3).
        """
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * mask).sum(dim=1) / mask.sum(dim=1)
        return self.classifier(self.dropout(pooled))


def mean_weights(
    first: Mapping[str, torch.Tensor], second: Mapping[str, torch.Tensor], share: float
) -> dict[str, torch.Tensor]:
    """The weighted mean of two networks that go back to the same one; `share` is the second's, from 0 to 1."""
    return {
        name: torch.lerp(weights, second[name], share) if weights.is_floating_point() else weights
        for name, weights in first.items()
    }


def load_tokenizer(base: Path) -> Tokenizer:
    """The tokenizer of the base model, without the padding to 128 that its file asks for."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_first")
    return tokenizer


def as_tensors(encodings: list[Encoding]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pad a batch of encodings on the right.

    Returns:
        input_ids, attention_mask, token_type_ids.
    """
    width = max(len(e.ids) for e in encodings)
    ids, mask, types = (torch.zeros(len(encodings), width, dtype=torch.long) for _ in range(3))
    for row, e in enumerate(encodings):
        ids[row, : len(e.ids)] = torch.tensor(e.ids)
        mask[row, : len(e.ids)] = 1
        types[row, : len(e.ids)] = torch.tensor(e.type_ids)
    return ids, mask, types
