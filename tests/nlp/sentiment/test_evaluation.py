import json
from pathlib import Path

import numpy as np
import pytest

from nlp.errors import GoldFileError
from nlp.sentiment.calibrate import expected_calibration_error, fit, negative_log_likelihood
from nlp.sentiment.measures import macro_f1, measure
from nlp.sentiment.onnx_encoder import probabilities
from nlp.sentiment.user_sets import read_user_sets


def test_sets_of_every_known_form_are_read(tmp_path: Path) -> None:
    (tmp_path / "Sentences_AllAgree.txt").write_bytes(
        "Sales rose at K\xe4rcher .@positive\n\nNothing new .@neutral\n".encode("latin-1")
    )
    fiqa = {"1": {"sentence": "Up we go", "info": [{"target": "A", "sentiment_score": "0.7"}]}}
    (tmp_path / "task1.json").write_text(json.dumps(fiqa))
    (tmp_path / "lin.csv").write_text("id,Title,Final_manual_labelling\n1,Coin falls,-1.0\n2,Coin rises,1\n")
    (tmp_path / "own.csv").write_text("text,label,target\nA beats B,bullish,A\n")
    (tmp_path / "notes.md").write_text("not a set")
    found = read_user_sets(tmp_path)
    assert [r.label for r in found["Sentences_AllAgree.txt"]] == ["bullish", "neutral"]
    assert (found["task1.json"][0].target, found["task1.json"][0].label) == ("A", "bullish")
    assert [r.label for r in found["lin.csv"]] == ["bearish", "bullish"]
    assert found["own.csv"][0].target == "A"
    assert all(r.split == "test" for rows in found.values() for r in rows)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.csv", "a,b\n1,2\n", "needed are a text and a label"),
        ("x.csv", "text,label\nhi,great\n", "unknown label 'great'"),
        ("x.txt", "no label here\n", "line 1 has no @"),
        ("x.json", '{"1": {"info": []}}', "neither 'sentence' nor 'headline'"),
    ],
)
def test_a_set_of_no_known_form_is_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(GoldFileError, match=message):
        read_user_sets(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldFileError, match="no folder"):
        read_user_sets(tmp_path / "none")


def test_measures_of_perfect_and_of_inverted_predictions() -> None:
    truth = np.array([0, 1, 2, 2])
    perfect = np.eye(3, dtype=np.float32)[truth]
    good = measure(perfect, truth)
    assert (good.accuracy, good.macro_f1, good.polarity, good.calibration_error) == (1.0, 1.0, 1.0, 0.0)
    bad = measure(perfect[:, ::-1], truth)
    assert bad.accuracy == pytest.approx(0.25)
    assert bad.polarity == 0.0
    assert bad.calibration_error == pytest.approx(0.75)


def test_the_interval_surrounds_the_accuracy_and_shrinks_with_rows() -> None:
    rng = np.random.default_rng(1)
    rows = rng.dirichlet(np.ones(3), size=900).astype(np.float32)
    truth = rng.integers(0, 3, size=900)
    few, many = measure(rows[:100], truth[:100]), measure(rows, truth)
    assert few.accuracy_low <= few.accuracy <= few.accuracy_high
    assert many.accuracy_high - many.accuracy_low < few.accuracy_high - few.accuracy_low


def test_macro_f1_against_hand_counts() -> None:
    truth, predicted = np.array([0, 0, 1, 2]), np.array([0, 1, 1, 2])
    assert macro_f1(predicted, truth) == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)


def test_calibration_finds_the_temperature_that_made_logits_too_sure() -> None:
    rng = np.random.default_rng(3)
    logits = rng.normal(size=(4000, 3))
    exact = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    truth = np.array([rng.choice(3, p=row) for row in exact])
    temperature, bias = fit(logits * 2.0, truth)
    assert temperature == pytest.approx(2.0, rel=0.15)
    assert all(abs(b) <= 0.3 for b in bias)
    fitted = probabilities(logits * 2.0, temperature, bias)
    assert negative_log_likelihood(fitted, truth) < negative_log_likelihood(
        probabilities(logits * 2.0, 1.0, (0.0, 0.0, 0.0)), truth
    )
    assert expected_calibration_error(fitted, truth) < 0.05
