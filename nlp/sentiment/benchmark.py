"""CPU time of a sentence, the shipped model beside BERT-base classifiers: `python -m nlp.sentiment.benchmark`.

The peers have random weights of BERT-base's shape (the time does not depend on the values): the transformers pipeline
as it comes and held to one thread, and the same network through our own export (fused, int8). All take turns, round by
round, and the median round counts, because other programs use the machine too. Needs `newstape[torch]` and `onnx`.
"""

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
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

N_SMALL: Final = 240
N_INT8: Final = 40
N_LARGE: Final = 8  # the pipeline is slow, and its time per sentence varies little
ROUNDS: Final = 5

Work = Callable[[Sequence[str]], object]


def sentences(n: int) -> list[str]:
    """Every so-manyth sentence of the project's own sets."""
    texts = [row.text for row in read_own()]
    return texts[:: len(texts) // n][:n]


def milliseconds(work: Work, texts: Sequence[str]) -> tuple[float, float]:
    """CPU and wall milliseconds for each text."""
    cpu, wall = time.process_time(), time.perf_counter()
    work(texts)
    scale = 1000 / len(texts)
    return (time.process_time() - cpu) * scale, (time.perf_counter() - wall) * scale


def medians(peers: Mapping[str, tuple[Work, Sequence[str]]]) -> dict[str, dict[str, float]]:
    """Let the peers take turns; the medians of their rounds, after a warm-up."""
    for work, texts in peers.values():
        work(texts[:4])
    rounds = [{name: milliseconds(*peer) for name, peer in peers.items()} for _ in range(ROUNDS)]
    return {
        name: {
            key: round(statistics.median(taken[name][at] for taken in rounds), 2)
            for at, key in enumerate(("cpu_ms", "wall_ms"))
        }
        for name in peers
    }


def one_by_one(encoder: OnnxEncoder) -> Work:
    """Calls with a single sentence, as where sentences come one at a time."""
    return lambda texts: [encoder.predict([SentimentInput(text)]) for text in texts]


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
    threads = torch.get_num_threads()

    def through(encoder: OnnxEncoder) -> Work:
        return lambda texts: encoder.predict([SentimentInput(text) for text in texts])

    with tempfile.TemporaryDirectory() as temporary:
        base, exported = bert_base(Path(temporary, "base")), Path(temporary, "exported")
        export_model(SentimentNetwork(base), base, exported, [SentimentInput(text) for text in large])
        write_config(exported, "random", 1.0, (0.0, 0.0, 0.0), checksums(exported))
        pipeline = transformers.pipeline("text-classification", model=str(base), device="cpu")

        def through_pipeline(n_threads: int) -> Work:
            def work(texts: Sequence[str]) -> object:
                torch.set_num_threads(n_threads)
                return pipeline(list(texts))

            return work

        pipe, one = f"BERT-base, pipeline, as it comes ({threads} threads)", "BERT-base, pipeline, 1 thread"
        int8, shipped = "BERT-base, our int8 export, 1 thread", "shipped, 1 thread"
        encoder = OnnxEncoder(MODEL_FOLDER, workers=1)
        table = medians(
            {
                shipped: (through(encoder), small),
                "shipped, 2 threads": (through(OnnxEncoder(MODEL_FOLDER, workers=2)), small),
                "shipped, 1 thread, one call a sentence": (one_by_one(encoder), small),
                int8: (through(OnnxEncoder(exported, workers=1)), small[:N_INT8]),
                one: (through_pipeline(1), large),
                pipe: (through_pipeline(threads), large),
            }
        )
    ratios = {name: round(table[name]["cpu_ms"] / table[shipped]["cpu_ms"], 1) for name in (one, pipe, int8)}
    sys.stdout.write(json.dumps({"per sentence": table, "times the CPU of the shipped model": ratios}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
