import json

import pytest

from nlp.errors import ArticleError
from nlp.sentiment.lexicon_encoder import LexiconEncoder
from nlp.sentiment.predict_lines import LineFormat, predict_lines


def predict(lines: list[str], line_format: LineFormat = "text") -> list[dict[str, object]]:
    return [json.loads(line) for line in predict_lines(lines, LexiconEncoder(), line_format=line_format)]


def test_a_sentence_a_line_comes_back_in_order() -> None:
    found = predict(["Solana soars\n", "\n", "Solana crashes\n"])
    assert [row["label"] for row in found] == ["bullish", "bearish"]
    assert list(found[0]) == ["text", "target", "label", "p_bearish", "p_neutral", "p_bullish"]
    assert found[0]["target"] is None


def test_csv_cells_may_hold_commas_and_line_ends() -> None:
    found = predict(["target,text\n", 'Solana,"Solana soars,\n', 'Ether sinks"\n', "Ether,Ether sinks\n"], "csv")
    assert [(row["target"], row["label"]) for row in found] == [("Solana", "bullish"), ("Ether", "bearish")]


def test_jsonl_takes_an_optional_target() -> None:
    found = predict(['{"text": "XRP slips", "target": "XRP"}', '{"text": "XRP slips"}'], "jsonl")
    assert [row["target"] for row in found] == ["XRP", None]


def test_more_lines_than_one_batch_keep_their_order() -> None:
    texts = [f"Line {i}" for i in range(600)]
    assert [row["text"] for row in predict(texts)] == texts


@pytest.mark.parametrize(
    ("lines", "line_format", "message"),
    [
        (["a,b\n", "1,2\n"], "csv", "columns a, b; it needs 'text'"),
        ([], "csv", "needs 'text'"),
        (['{"text": "x"}', "oops"], "jsonl", "line 2 is no JSON object"),
        (["[1]"], "jsonl", "line 1"),
        (['{"text": 4}'], "jsonl", "must be strings"),
    ],
)
def test_a_bad_line_is_named(lines: list[str], line_format: LineFormat, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        predict(lines, line_format)
