import json

import pytest

from nlp.errors import ArticleError
from nlp.sentiment.lexicon_encoder import LexiconEncoder
from nlp.sentiment.predict_lines import LineFormat, predict_lines


def name_in(text: str, target: str) -> str | None:
    return "Ether" if target == "ETH" and "Ether" in text else None


def predict(
    lines: list[str], line_format: LineFormat = "text", broken: list[str] | None = None
) -> list[dict[str, object]]:
    on_broken = [].append if broken is None else broken.append
    found = predict_lines(
        lines, LexiconEncoder(), line_format=line_format, name_in=name_in, on_broken=on_broken, on_foreign=[].append
    )
    return [json.loads(line) for line in found]


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


def test_a_ticker_asks_about_the_asset_that_the_text_calls_by_its_name() -> None:
    found = predict(
        ['{"text": "Bitcoin crashes, Ether soars", "target": "ETH"}', '{"text": "Gas soars", "target": "ETH"}'], "jsonl"
    )
    assert [(row["target"], row["label"]) for row in found] == [("ETH", "bullish"), ("ETH", "bullish")]


def test_more_lines_than_one_batch_keep_their_order() -> None:
    texts = [f"Line {i}" for i in range(600)]
    assert [row["text"] for row in predict(texts)] == texts


def test_a_csv_without_text_is_refused_with_its_columns() -> None:
    with pytest.raises(ArticleError, match="columns a, b; it needs 'text'"):
        predict(["a,b\n", "1,2\n"], "csv")
    with pytest.raises(ArticleError, match="needs 'text'"):
        predict([], "csv")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("oops", "line 2 is no JSON object with 'text'"),
        ("[1]", "line 2 is no JSON object with 'text'"),
        ('{"title": "x"}', "line 2 is no JSON object with 'text'"),
        ('{"text": 4}', "line 2: 'text' and 'target' must be strings"),
        ('{"text": "x", "target": ["x"]}', "line 2: 'text' and 'target' must be strings"),
    ],
)
def test_a_broken_json_line_is_named_and_the_rest_goes_on(line: str, reason: str) -> None:
    broken: list[str] = []
    found = predict(['{"text": "Solana soars"}', line, '{"text": "Solana sinks"}'], "jsonl", broken)
    assert [row["text"] for row in found] == ["Solana soars", "Solana sinks"]
    assert len(broken) == 1
    assert broken[0].startswith(reason)
    assert broken[0].endswith(repr(line))
