"""CPU time of a sentence, the shipped model beside BERT-base classifiers: `python -m nlp.sentiment.benchmark`.

The peers have random weights of BERT-base's shape (the time does not depend on the values): the transformers pipeline
as it comes, and the same network through our own export (fused, int8). Needs `newstape[torch]` and `onnx`.
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import torch
import transformers

from nlp.sentiment.calibrate import checksums, write_config
from nlp.sentiment.encoder import SentimentInput
from nlp.sentiment.export import BASE_NOTICES, export_model
from nlp.sentiment.labelled import read_own
from nlp.sentiment.load import MODEL_FOLDER
from nlp.sentiment.network import SentimentNetwork
from nlp.sentiment.onnx_encoder import TOKENIZER_FILE, OnnxEncoder

N_SMALL: Final = 400
N_LARGE: Final = 40  # BERT-base is slow, and its time per sentence varies little


def sentences(n: int) -> list[str]:
    """Every so-manyth sentence of the project's own sets."""
    texts = [row.text for row in read_own()]
    return texts[:: len(texts) // n][:n]


def seconds(work: Callable[[Sequence[str]], object], texts: Sequence[str]) -> dict[str, float]:
    """CPU and wall milliseconds for each text, after a warm-up."""
    work(texts[:4])
    cpu, wall = time.process_time(), time.perf_counter()
    work(texts)
    return {
        "cpu_ms": round((time.process_time() - cpu) / len(texts) * 1000, 2),
        "wall_ms": round((time.perf_counter() - wall) / len(texts) * 1000, 2),
    }


def bert_base(folder: Path) -> Path:
    """A random BERT-base with the tokenizer of the shipped model."""
    config = transformers.BertConfig(num_labels=3)
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    shutil.copyfile(MODEL_FOLDER / TOKENIZER_FILE, folder / "tokenizer.json")
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "PreTrainedTokenizerFast"}))
    for name in BASE_NOTICES:
        (folder / name).write_text("random weights")
    return folder


def main() -> int:
    """Measure and print JSON; returns a process exit code."""
    small, large = sentences(N_SMALL), sentences(N_LARGE)

    def through(encoder: OnnxEncoder) -> Callable[[Sequence[str]], object]:
        return lambda texts: encoder.predict([SentimentInput(text) for text in texts])

    table = {f"shipped, {n} threads": seconds(through(OnnxEncoder(MODEL_FOLDER, workers=n)), small) for n in (1, 2)}
    with tempfile.TemporaryDirectory() as temporary:
        base, exported = bert_base(Path(temporary, "base")), Path(temporary, "exported")
        export_model(SentimentNetwork(base), base, exported)
        write_config(exported, "random", 1.0, (0.0, 0.0, 0.0), checksums(exported))
        table["BERT-base, our int8 export, 1 thread"] = seconds(through(OnnxEncoder(exported, workers=1)), large)
        pipeline = transformers.pipeline("text-classification", model=str(base), device="cpu")
        table[f"BERT-base, default pipeline, {torch.get_num_threads()} threads"] = seconds(
            lambda texts: pipeline(list(texts)), large
        )
    sys.stdout.write(json.dumps(table, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
