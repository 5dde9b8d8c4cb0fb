import json
from collections import Counter
from pathlib import Path

import pytest

from nlp.errors import GoldFileError
from nlp.sentiment.labelled import (
    OWN_FOLDER,
    OWN_SOURCES,
    LabelledSentence,
    count_by,
    read_own,
    same_text_key,
    split_of,
    without_leaks,
)
from nlp.sentiment.labels import LABELS


def row(text: str, *, split: str = "train", target: str | None = None, label: str = "neutral") -> LabelledSentence:
    return LabelledSentence(text=text, target=target, label=label, source="s", split=split)  # type: ignore[arg-type]


def test_case_links_and_punctuation_make_no_other_text() -> None:
    assert same_text_key("Ether  UP 4%! https://a.example/x") == same_text_key("ether up 4%")
    assert same_text_key("Ether up 4%") != same_text_key("Ether up 5%")


def test_a_key_always_falls_into_the_same_part() -> None:
    parts = Counter(split_of(f"text {i}") for i in range(2000))
    assert split_of("text 1") == split_of("text 1")
    assert 120 < parts["test"] < 280
    assert 120 < parts["dev"] < 280


def test_training_loses_what_evaluation_holds() -> None:
    rows = [
        row("Ether gains"),
        row("ETHER GAINS!", split="test"),
        row("Bitcoin gains"),
        row("bitcoin gains", split="dev"),
    ]
    assert [(r.text, r.split) for r in without_leaks(rows)] == [("ETHER GAINS!", "test"), ("bitcoin gains", "dev")]


def test_one_text_may_ask_about_two_targets_but_not_twice_about_one() -> None:
    rows = [row("A up, B down", target="A"), row("A up, B down", target="B"), row("a up, b down", target="a")]
    assert [r.target for r in without_leaks(rows)] == ["A", "B"]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "crypto_x.jsonl").write_text('{"text": "a", "target": null, "label": "up", "split": "train"}\n')
    with pytest.raises(GoldFileError, match=r"crypto_x\.jsonl, line 1: label 'up'"):
        read_own(tmp_path)


def test_the_own_sets_are_large_balanced_and_know_targets() -> None:
    rows = read_own()
    assert len(rows) >= 4000
    labels = Counter(r.label for r in rows)
    assert min(labels.values()) > 0.25 * len(rows)
    assert sum(r.target is not None for r in rows) > 1500
    assert all(r.target is None or r.target.lower() in r.text.lower() for r in rows)


def test_the_own_sets_have_no_repeats_across_their_parts() -> None:
    rows = read_own()
    assert len(without_leaks(rows)) == len(rows)
    parts: dict[str, set[str]] = {}
    for each in rows:
        parts.setdefault(same_text_key(each.text), set()).add(each.split)
    assert all(len(found) == 1 for found in parts.values())


def test_every_part_of_the_crypto_set_and_every_test_part_has_every_label() -> None:
    counts = count_by(read_own())
    assert {source for source, _ in counts} == set(OWN_SOURCES)
    assert all(min(found.values()) >= 30 for (source, _), found in counts.items() if source == "crypto")
    assert all(min(found.values()) >= 8 for (_, split), found in counts.items() if split == "test")


def test_ids_are_unique_and_the_second_labels_agree_as_the_readme_says() -> None:
    paths = [path for source in OWN_SOURCES for path in OWN_FOLDER.glob(f"{source}_*.jsonl")]
    assert {path.name for path in OWN_FOLDER.glob("*.jsonl")} - {path.name for path in paths} == {"second_labels.jsonl"}
    rows = [json.loads(line) for path in paths for line in path.read_text().splitlines()]
    labels = {r["id"]: r["label"] for r in rows}
    assert len(labels) == len(rows)
    second = [json.loads(line) for line in (OWN_FOLDER / "second_labels.jsonl").read_text().splitlines()]
    pairs = Counter((labels[r["id"]], r["label"]) for r in second)
    agreed = sum(pairs[label, label] for label in LABELS)
    assert (pairs.total(), agreed) == (300, 296)
    first, again = (Counter(pair[side] for pair in pairs.elements()) for side in (0, 1))
    chance = sum(first[label] * again[label] for label in LABELS) / 300**2
    assert (agreed / 300 - chance) / (1 - chance) == pytest.approx(0.98, abs=0.005)  # Cohen's kappa
