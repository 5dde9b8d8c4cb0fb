from pathlib import Path

import numpy as np
import pytest

from nlp.errors import ModelError
from nlp.sentiment.encoder import SentimentInput
from nlp.sentiment.load import load_encoder
from nlp.sentiment.transformers_encoder import _columns

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "bitcoin", "falls", "rises", "ether", "."]


def tiny_model(folder: Path, names: list[str]) -> str:
    """A random two-layer classifier on disk."""
    torch = pytest.importorskip("torch", reason="needs newstape[torch]")
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    torch.manual_seed(5)
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=130,
        id2label=dict(enumerate(names)),
        label2id={name: i for i, name in enumerate(names)},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return str(folder)


def test_any_local_classifier_serves_behind_the_same_interface(tmp_path: Path) -> None:
    encoder = load_encoder(f"hf:{tiny_model(tmp_path, ['positive', 'negative', 'neutral'])}")
    inputs = [
        SentimentInput("bitcoin falls ."),
        SentimentInput("bitcoin falls ether rises .", "ether"),
        SentimentInput(""),
    ]
    together = encoder.predict(inputs)
    assert together.shape == (3, 3)
    assert together.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert np.array_equal(together, np.concatenate([encoder.predict([each]) for each in inputs]))
    assert encoder.predict([SentimentInput("bitcoin " * 10_000)]).shape == (1, 3)


def test_a_model_with_other_classes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="joy, anger, fear"):
        load_encoder(f"hf:{tiny_model(tmp_path, ['joy', 'anger', 'fear'])}")


def test_an_unknown_hub_name_is_refused_without_asking_the_hub() -> None:
    with pytest.raises(ModelError, match=r"newstape\[torch\]|not on this machine"):
        load_encoder("hf:nobody/has-this-model")


@pytest.mark.parametrize(
    ("model", "names", "columns"),
    [
        ("ProsusAI/finbert", ["positive", "negative", "neutral"], [1, 2, 0]),
        ("ElKulako/cryptobert", ["Bearish", "Neutral", "Bullish"], [0, 1, 2]),
        ("copies/ProsusAI/finbert", ["LABEL_0", "LABEL_1", "LABEL_2"], [1, 2, 0]),
        ("copies/ElKulako/cryptobert", ["LABEL_0", "LABEL_1", "LABEL_2"], [0, 1, 2]),
    ],
)
def test_label_maps_of_the_known_models(model: str, names: list[str], columns: list[int]) -> None:
    assert _columns(model, dict(enumerate(names))) == columns


def test_numbered_labels_of_an_unknown_model_are_refused() -> None:
    with pytest.raises(ModelError, match="id2label"):
        _columns("some/model", {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"})
