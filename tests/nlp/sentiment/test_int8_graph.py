from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs newstape[train]")
pytest.importorskip("onnx", reason="needs newstape[train]")

import transformers  # noqa: E402

from nlp.sentiment.calibrate import checksums, write_config  # noqa: E402
from nlp.sentiment.encoder import SentimentInput  # noqa: E402
from nlp.sentiment.export import BASE_NOTICES, export_model  # noqa: E402
from nlp.sentiment.int8_graph import InputRange  # noqa: E402
from nlp.sentiment.load import MODEL_FOLDER  # noqa: E402
from nlp.sentiment.network import SentimentNetwork, as_tensors, load_tokenizer  # noqa: E402
from nlp.sentiment.onnx_encoder import TOKENIZER_FILE, OnnxEncoder  # noqa: E402

INPUTS = [
    SentimentInput("Cardano tumbles to a two-year low"),
    SentimentInput("Cardano tumbles while Monero climbs to a record", "Monero"),
    SentimentInput("Exchange reopens withdrawals after nine days"),
    SentimentInput("Up."),
] * 3


@pytest.fixture
def base(tmp_path: Path) -> Path:
    torch.manual_seed(5)
    folder = tmp_path / "base"
    shape = {"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128}
    transformers.BertModel(transformers.BertConfig(**shape)).save_pretrained(folder)
    (folder / "tokenizer.json").write_bytes((MODEL_FOLDER / TOKENIZER_FILE).read_bytes())
    for name in BASE_NOTICES:
        (folder / name).write_text("random weights")
    return folder


def test_the_int8_graph_gives_what_the_network_gives_in_any_batch(base: Path, tmp_path: Path) -> None:
    network, folder = SentimentNetwork(base).eval(), tmp_path / "exported"
    torch.nn.init.normal_(network.classifier.weight)
    export_model(network, base, folder, INPUTS)
    write_config(folder, "tiny", 1.0, (0.0, 0.0, 0.0), checksums(folder))
    encoder, tokenizer = OnnxEncoder(folder), load_tokenizer(base)
    found = encoder.logits(INPUTS)
    with torch.inference_mode():
        segments = [(each.text, each.target) for each in INPUTS if each.target is None]
        exact = np.concatenate([network(*as_tensors([tokenizer.encode(text)])).numpy() for text, _ in segments])
    plain = [place for place, each in enumerate(INPUTS) if each.target is None]
    assert np.abs(found[plain] - exact).max() < 0.05 * np.abs(exact).max()
    assert np.array_equal(found, np.concatenate([encoder.logits([each]) for each in INPUTS]))


def test_a_channel_that_dwarfs_the_others_is_drawn_nearer() -> None:
    low, high = np.tile(np.float32([-1, -1, -1]), (9, 1)), np.tile(np.float32([1, 1, 16]), (9, 1))
    met = InputRange(low=low, high=high)
    assert met.spread().tolist() == [1.0, 1.0, 4.0]
    scale, zero = met.scale_and_zero(met.spread())
    assert scale == pytest.approx(5 / 255)
    assert zero == 51
