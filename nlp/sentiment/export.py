"""Turns the trained network into what ships: an int8 graph, the tokenizer, the base model's licence."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch

from nlp.errors import ModelError
from nlp.sentiment.encoder import SentimentInput
from nlp.sentiment.int8_graph import InputRange, int8_graph, range_name
from nlp.sentiment.network import SentimentNetwork, as_tensors, load_tokenizer
from nlp.sentiment.onnx_encoder import GRAPH_FILE, TOKENIZER_FILE, model_segments

BASE_NOTICES: Final = {"LICENSE": "BASE_MODEL_LICENSE", "NOTICE": "BASE_MODEL_NOTICE"}
N_RANGE_SENTENCES: Final = 400
"""Enough: ranges hardly differ from sentence to sentence."""


def export_model(network: SentimentNetwork, base: Path, folder: Path, sentences: Sequence[SentimentInput]) -> None:
    """Write graph, tokenizer and the notices of the base model; `calibrate` adds the configuration.

    Args:
        network: Trained.
        base: Folder of the base model.
        folder: Where to write.
        sentences: From training; every so-manyth of them gives the ranges of the activations.

    Raises:
        ModelError: The base model's folder has no licence to keep beside what ships.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, kept_as in BASE_NOTICES.items():
        if not (base / name).exists():
            raise ModelError(f"{base / name} is missing; the licence of the base model must ship with what comes of it")
        shutil.copyfile(base / name, folder / kept_as)
    load_tokenizer(base).save(str(folder / TOKENIZER_FILE), pretty=False)
    weights = {name: tensor.float().numpy() for name, tensor in network.state_dict().items()}
    step = max(1, len(sentences) // N_RANGE_SENTENCES)
    ranges = input_ranges(network.eval(), base, sentences[::step])
    n_heads = network.encoder.config.num_attention_heads
    onnx.save(int8_graph(weights, ranges, n_heads=n_heads), folder / GRAPH_FILE)


def input_ranges(network: SentimentNetwork, base: Path, sentences: Sequence[SentimentInput]) -> dict[str, InputRange]:
    """Run sentences one by one and keep the extremes of what enters each matrix product."""
    met: dict[str, list[torch.Tensor]] = {}

    def keep(name: str) -> Callable[[torch.nn.Module, tuple[torch.Tensor, ...]], None]:
        def hook(_module: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            met.setdefault(name, []).append(torch.stack(torch.aminmax(inputs[0][0], dim=0)))

        return hook

    hooks = [
        module.register_forward_pre_hook(keep(range_name(layer, product)))
        for layer, block in enumerate(network.encoder.encoder.layer)
        for product, module in (
            ("attention", block.attention.self.query),
            ("joined", block.attention.output.dense),
            ("widened", block.intermediate.dense),
            ("narrowed", block.output.dense),
        )
    ]
    tokenizer = load_tokenizer(base)
    with torch.inference_mode():
        for each in sentences:
            network(*as_tensors([tokenizer.encode(*model_segments(each.text, each.target))]))
    for hook in hooks:
        hook.remove()
    extremes = {name: torch.stack(found).numpy().astype(np.float32) for name, found in met.items()}
    return {name: InputRange(low=found[:, 0], high=found[:, 1]) for name, found in extremes.items()}
