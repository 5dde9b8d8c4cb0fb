import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nlp.errors import ModelError
from nlp.sentiment.calibrate import MODEL_NAME
from nlp.sentiment.encoder import SentimentInput
from nlp.sentiment.labelled import read_own
from nlp.sentiment.labels import BEARISH, BULLISH, LABELS
from nlp.sentiment.load import MODEL_FOLDER, load_encoder
from nlp.sentiment.onnx_encoder import CONFIG_FILE, GRAPH_FILE, TOKENIZER_FILE, OnnxEncoder, printable

SENTENCES = [
    SentimentInput("Cardano tumbles to a two-year low"),
    SentimentInput("Cardano tumbles while Monero climbs to a record", "Monero"),
    SentimentInput("Cardano tumbles while Monero climbs to a record", "Cardano"),
    SentimentInput("The foundation will hold its yearly meeting in Lisbon on Thursday and stream it"),
    SentimentInput("Up."),
]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder(MODEL_FOLDER)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))


def label(encoder: OnnxEncoder, text: str, target: str | None = None) -> str:
    return LABELS[int(encoder.predict([SentimentInput(text, target)])[0].argmax())]


def test_plain_moves_are_told_apart(encoder: OnnxEncoder) -> None:
    assert label(encoder, "Cardano tumbles to a two-year low") == "bearish"
    assert label(encoder, "Cardano rallies to a two-year high") == "bullish"
    assert label(encoder, "The foundation holds its yearly meeting in Lisbon") == "neutral"


def test_one_sentence_has_two_answers_for_two_targets(encoder: OnnxEncoder) -> None:
    both = encoder.predict(SENTENCES[1:3])
    assert both[0, BULLISH] > both[0, BEARISH]
    assert both[1, BEARISH] > both[1, BULLISH]


def test_a_sentence_has_one_score_whatever_is_in_the_batch_and_on_any_number_of_threads() -> None:
    alone = np.concatenate([OnnxEncoder(MODEL_FOLDER, workers=1).predict([each]) for each in SENTENCES])
    for workers in (1, 2, 5):
        encoder = OnnxEncoder(MODEL_FOLDER, workers=workers)
        assert np.array_equal(encoder.predict(SENTENCES), alone)
        assert np.array_equal(encoder.predict(SENTENCES[::-1])[::-1], alone)
        assert np.array_equal(encoder.predict(SENTENCES * 3)[len(SENTENCES) : 2 * len(SENTENCES)], alone)


def test_real_batches_of_one_length_hold_several_sentences_and_change_no_bit(encoder: OnnxEncoder) -> None:
    inputs = [SentimentInput(row.text, row.target) for row in read_own()[:4000:10]]
    together = encoder.predict(inputs)
    places = range(0, len(inputs), 8)
    assert np.array_equal(together[places], np.concatenate([encoder.predict([inputs[place]]) for place in places]))


@pytest.mark.parametrize(
    ("source", "floor"), [("crypto", 0.73), ("outlet", 0.79), ("article", 0.76), ("forum", 0.73), ("company", 0.80)]
)
def test_rows_that_no_training_saw_are_read_as_well_as_measured(
    encoder: OnnxEncoder, source: str, floor: float
) -> None:
    rows = [row for row in read_own() if row.source == source and row.split == "test"]
    best = encoder.predict([SentimentInput(row.text, row.target) for row in rows]).argmax(axis=1)
    right = sum(LABELS[index] == row.label for index, row in zip(best, rows, strict=True))
    assert right >= floor * len(rows)


def test_a_text_in_which_nothing_is_said_is_neutral(encoder: OnnxEncoder) -> None:
    rows = encoder.predict([SentimentInput(text, "BTC") for text in ("", " \t", "\x00\x1b", "Bitcoin falls")])
    assert rows[:3].tolist() == [[0.0, 1.0, 0.0]] * 3
    assert rows[3].argmax() == BEARISH


def test_a_graph_whose_ranges_move_with_the_input_is_refused(copy: Path) -> None:
    table = json.loads((copy / CONFIG_FILE).read_text())
    del table["ranges"]
    (copy / CONFIG_FILE).write_text(json.dumps(table))
    with pytest.raises(ModelError, match="export it anew"):
        OnnxEncoder(copy)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\x00\x07\x1b[2J",
        "\ud800 lone",
        "🚀" * 300,
        "比特币暴跌，交易所停止提款",
        "sell " * 10_000,
        "a" * 100_000,
    ],
    ids=["empty", "blank", "control", "surrogate", "emoji", "chinese", "10000-tokens", "one-word"],
)
def test_odd_input_gets_probabilities_that_sum_to_one(encoder: OnnxEncoder, text: str) -> None:
    for target in (None, "BTC", text):
        row = encoder.predict([SentimentInput(text, target)])[0]
        assert np.isfinite(row).all()
        assert row.sum() == pytest.approx(1.0, abs=1e-5)


def test_control_characters_do_not_change_a_sentence(encoder: OnnxEncoder) -> None:
    assert printable("Ether\x00 falls\x1b") == "Ether  falls"
    clean, dirty = encoder.predict([SentimentInput("Ether falls"), SentimentInput("Ether\x07falls\x00")])
    assert np.array_equal(clean, dirty)


def test_no_input_gives_no_rows(encoder: OnnxEncoder) -> None:
    assert encoder.predict([]).shape == (0, 3)


@pytest.mark.parametrize("name", [GRAPH_FILE, TOKENIZER_FILE, CONFIG_FILE])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}.*reinstall newstape"):
        OnnxEncoder(copy)


@pytest.mark.parametrize("name", [GRAPH_FILE, TOKENIZER_FILE])
def test_a_tampered_file_is_refused_before_it_is_opened(copy: Path, name: str) -> None:
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(ModelError, match=rf"{name} is not the released file"):
        OnnxEncoder(copy)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.pop("bias"),
        lambda t: t.update(temperature="hot"),
        lambda t: t.update(sha256=[]),
        lambda t: t.update(bias=[1]),
    ],
)
def test_a_broken_configuration_is_named(copy: Path, change: object) -> None:
    table = json.loads((copy / CONFIG_FILE).read_text())
    change(table)  # type: ignore[operator]
    (copy / CONFIG_FILE).write_text(json.dumps(table))
    with pytest.raises(ModelError, match="is no model configuration"):
        OnnxEncoder(copy)


def test_a_model_without_a_checksum_is_refused(copy: Path) -> None:
    table = json.loads((copy / CONFIG_FILE).read_text())
    del table["sha256"][GRAPH_FILE]
    (copy / CONFIG_FILE).write_text(json.dumps(table))
    with pytest.raises(ModelError, match=r"no checksum of model\.onnx"):
        OnnxEncoder(copy)


def test_the_default_model_is_the_one_that_ships(encoder: OnnxEncoder, tmp_path: Path) -> None:
    assert load_encoder("default").name == encoder.name
    assert load_encoder(str(MODEL_FOLDER)).name == encoder.name
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        load_encoder(str(tmp_path))


def test_what_ships_carries_its_licence_and_card() -> None:
    names = {path.name for path in MODEL_FOLDER.iterdir()}
    assert {"BASE_MODEL_LICENSE", "BASE_MODEL_NOTICE", "MODEL_CARD.md"} <= names
    assert sum(path.stat().st_size for path in MODEL_FOLDER.iterdir()) < 25_000_000


def test_the_card_names_the_model_its_checksums_and_its_calibration() -> None:
    card = (MODEL_FOLDER / "MODEL_CARD.md").read_text()
    config = json.loads((MODEL_FOLDER / CONFIG_FILE).read_text())
    assert card.startswith(f"# {config['name']}\n")
    assert config["name"] == MODEL_NAME
    for name in (GRAPH_FILE, TOKENIZER_FILE):
        digest = hashlib.sha256((MODEL_FOLDER / name).read_bytes()).hexdigest()
        assert digest == config["sha256"][name]
        assert f"| {name} | `{digest}` |" in card
    assert f"Temperature {config['temperature']} and bias ({', '.join(map(str, config['bias']))})" in card


@pytest.mark.parametrize(
    ("title", "source"),
    [("crypto set", "crypto"), ("SEntFiN", "sentfin"), ("Twitter", "twitter"), ("FinEntity", "finentity")],
)
def test_the_figures_of_the_card_are_those_of_the_measurements(title: str, source: str) -> None:
    measured = (Path(__file__).parents[3] / "docs" / "measurements_sentiment.md").read_text()
    row = re.search(rf"^\| {source} \| \d+ \| {MODEL_NAME} \| (0\.\d+)", measured, re.MULTILINE)
    figures = (MODEL_FOLDER / "MODEL_CARD.md").read_text().partition("## Figures")[2]
    told = re.search(rf"{title}[^.;,]*(\.\d\d)", figures)
    assert row is not None
    assert told is not None
    assert abs(float(told[1]) - float(row[1])) < 0.0051


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_shipped_model_needs_neither_torch_nor_transformers_and_little_memory() -> None:
    # VmHWM and not ru_maxrss, which a child process takes over from its parent.
    program = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from nlp.sentiment.encoder import SentimentInput\n"
        "from nlp.sentiment.load import load_encoder\n"
        "row = load_encoder('default').predict([SentimentInput('Ether falls')])[0]\n"
        "print(sorted({'torch', 'transformers', 'spacy'} & set(sys.modules)), int(row.argmax()),"
        " int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024)"
    )
    root = Path(__file__).parents[3]
    run = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    modules, best, megabytes = run.stdout.rsplit(maxsplit=2)
    assert (modules, best) == ("[]", "0")
    assert int(megabytes) < 400
