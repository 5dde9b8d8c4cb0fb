"""Turns the trained network into what ships: a fused graph with int8 weights, the tokenizer, the base model's licence.

Weights are int8 per channel; activations are quantised as each sentence comes, so `OnnxEncoder` runs sentences one by
one. The table of words is int8 too, which makes it a quarter of the size.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Final

import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model

from nlp.errors import ModelError
from nlp.sentiment.network import SentimentNetwork, load_tokenizer
from nlp.sentiment.onnx_encoder import GRAPH_FILE, INPUT_NAMES, TOKENIZER_FILE

OPSET: Final = 17
BASE_NOTICES: Final = {"LICENSE": "BASE_MODEL_LICENSE", "NOTICE": "BASE_MODEL_NOTICE"}


def export_model(network: SentimentNetwork, base: Path, folder: Path) -> None:
    """Write graph, tokenizer and the notices of the base model; `calibrate` adds the configuration.

    Raises:
        ModelError: The base model's folder has no licence to keep beside what ships.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, kept_as in BASE_NOTICES.items():
        if not (base / name).exists():
            raise ModelError(f"{base / name} is missing; the licence of the base model must ship with what comes of it")
        shutil.copyfile(base / name, folder / kept_as)
    load_tokenizer(base).save(str(folder / TOKENIZER_FILE), pretty=False)
    config = network.encoder.config
    with tempfile.TemporaryDirectory() as temporary:
        plain, fused = Path(temporary, "plain.onnx"), Path(temporary, "fused.onnx")
        example = torch.tensor([[101, 2978, 3597, 2378, 102, 6759, 102]])
        torch.onnx.export(
            network.eval(),
            (example, torch.ones_like(example), torch.tensor([[0, 0, 0, 0, 0, 1, 1]])),
            str(plain),
            input_names=list(INPUT_NAMES),
            output_names=["logits"],
            dynamic_axes={name: {0: "batch", 1: "tokens"} for name in INPUT_NAMES} | {"logits": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )
        model = optimize_model(
            str(plain),
            model_type="bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            opt_level=0,
        )
        model.save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            folder / GRAPH_FILE,
            per_channel=True,
            # Seven bits: on processors without VNNI eight-bit products overflow their accumulators and scores drift.
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
            op_types_to_quantize=["MatMul", "Attention", "EmbedLayerNormalization", "Gather", "Gemm"],
        )
