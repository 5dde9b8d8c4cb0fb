import io
import json

import pytest

TEXT = "Litecoin slid while Monero climbed"


@pytest.fixture
def rows(newstape, monkeypatch):
    """Score a file, or what comes through stdin; every line of the output read."""

    def call(source, stdin=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        result = newstape("sentiment", source)
        assert result.code == 0, result.err
        return [json.loads(line) for line in result.out.splitlines()]

    return call


FILES = {
    "two.csv": f"text,target\n{TEXT},Litecoin\n{TEXT},Monero\n",
    "marked.csv": f"\ufefftext,target\n{TEXT},Litecoin\n{TEXT},Monero\n",
    "two.jsonl": "".join(json.dumps({"text": TEXT, "target": t}) + "\n" for t in ("Litecoin", "Monero")),
    "two.json": "".join(json.dumps({"text": TEXT, "target": t}) + "\n" for t in ("Litecoin", "Monero")),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("through_stdin", [False, True])
def test_one_sentence_asked_for_two_targets_has_two_answers(rows, tmp_path, name, through_stdin):
    path = tmp_path / name
    path.write_text(FILES[name], encoding="utf-8")
    found = rows("-", FILES[name]) if through_stdin else rows(path)
    assert [(row["text"], row["target"], row["label"]) for row in found] == [
        (TEXT, "Litecoin", "bearish"),
        (TEXT, "Monero", "bullish"),
    ]


def test_a_target_may_be_a_ticker_where_the_text_has_the_name(rows, tmp_path):
    path = tmp_path / "tickers.csv"
    path.write_text(f"text,target\n{TEXT},LTC\n{TEXT},xmr\n", encoding="utf-8")
    assert [(row["target"], row["label"]) for row in rows(path)] == [("LTC", "bearish"), ("xmr", "bullish")]


def test_lines_of_text_are_sentences_in_files_and_on_stdin(rows, tmp_path):
    text = "Litecoin plunges 9%\n\nMonero soars, text by our desk\n"
    path = tmp_path / "lines.txt"
    path.write_text(text, encoding="utf-8")
    assert rows(path) == rows("-", text)
    assert [row["label"] for row in rows(path)] == ["bearish", "bullish"]
    assert rows("-") == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.txt", None, "cannot be read"),
        ("latin.txt", b"K\xe4rcher rises\n", "UTF-8"),
        ("x.csv", b"a,b\n1,2\n", "needs 'text'"),
        ("x.json", b'[{"text": "a"}]', "one object a line"),
    ],
)
def test_a_file_that_cannot_be_scored_is_named_with_the_reason(newstape, tmp_path, name, content, message):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = newstape("sentiment", tmp_path / name)
    assert result.code == 2
    assert message in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    ("name", "broken", "named"),
    [
        ("x.txt", b"caf\xe9 sinks", "line 2 is no UTF-8 text"),
        ("x.txt", b"\x00S\x00i", "line 2 is no UTF-8 text"),
        ("x.jsonl", b'{"text": "caf\xe9"}', "line 2 is no UTF-8 text"),
        ("x.jsonl", b"[" * 100_000, "line 2 is no JSON object"),
        ("x.csv", b"caf\xe9 sinks", "line 3 is no UTF-8 text"),
        ("x.csv", b"x " * 100_000, "field larger than field limit"),
    ],
)
def test_a_row_that_is_no_text_is_named_and_the_others_are_scored(newstape, tmp_path, name, broken, named):
    good = b'{"text": "Monero soars"}' if name == "x.jsonl" else b"Monero soars"
    header = b"text\n" if name == "x.csv" else b""
    (tmp_path / name).write_bytes(header + good + b"\n" + broken + b"\n" + good + b"\n")
    result = newstape("sentiment", tmp_path / name)
    assert result.code == 2
    assert [json.loads(line)["text"] for line in result.out.splitlines()] == ["Monero soars", "Monero soars"]
    assert named in result.err


def test_half_a_character_comes_back_escaped(newstape, tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "Monero \\ud83d soars"}\n')
    result = newstape("sentiment", path)
    assert result.code == 0
    assert json.loads(result.out)["text"] == "Monero \ud83d soars"


def test_a_broken_line_is_named_behind_the_scores_of_the_others(newstape, tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "Monero soars"}\n{oops\n{"text": "Monero sinks"}\n')
    result = newstape("sentiment", path)
    assert result.code == 2
    assert [json.loads(line)["label"] for line in result.out.splitlines()] == ["bullish", "bearish"]
    assert "1 line left out" in result.err
    assert "line 2 is no JSON object" in result.err


def test_sentences_in_other_languages_are_scored_and_counted_by_language(newstape, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Bitcoin slid\nБиткоин упал ниже поддержки\nEl precio cae por las ventas de los mineros\nBTC $65,000\n"
    )
    result = newstape("sentiment", path)
    assert result.code == 0
    assert len(result.out.splitlines()) == 4
    assert "2 sentences are not English (ru 1, es 1)" in result.err
