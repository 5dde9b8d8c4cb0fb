"""The labelled passages obey their own rules."""

import re
from collections import Counter
from itertools import pairwise
from typing import get_args

import pytest

from nlp.annotations import Direction, EventKind, MetricKind, Modality, PositionSide, Relation, Role
from nlp.errors import GoldFileError
from nlp.training.markup import read_markup, read_values
from nlp.training.passages import CORPUS_DIR, Passage, load_passages

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')]*\s+(?=[A-Z0-9$\"“‘'(*#@€£•-])|\n+")


@pytest.fixture(scope="module")
def passages() -> tuple[Passage, ...]:
    return load_passages()


def _mentions(passage: Passage) -> list[dict]:
    return [*passage.levels, *passage.liquidations, *passage.metrics]


def count_sentences(passage: Passage) -> int:
    """Its headline, and every line or sentence of its body."""
    body = passage.text.partition("\n")[2]
    return sum(bool(part.strip()) for part in SENTENCE_END.split(body)) + bool(passage.headline)


def test_the_corpus_is_as_large_as_the_readme_says(passages):
    readme = (CORPUS_DIR / "README.md").read_text(encoding="utf-8")
    counts = {
        "passages": len(passages),
        "sentences": sum(count_sentences(p) for p in passages),
        "levels": sum(len(p.levels) for p in passages),
        "liquidations": sum(len(p.liquidations) for p in passages),
        "metrics": sum(len(p.metrics) for p in passages),
    }
    assert counts["sentences"] >= 1500
    for name, count in counts.items():
        assert re.search(rf"^\| {name} \| {count} \|$", readme, re.MULTILINE), f"{name} are {count} now"


def test_every_role_in_the_readme_has_its_count(passages):
    readme = (CORPUS_DIR / "README.md").read_text(encoding="utf-8")
    roles = Counter(m["role"] for p in passages for m in p.levels)
    assert set(roles) == set(get_args(Role))
    for role, count in roles.items():
        assert f"{role} {count}" in readme, f"{role} {count}"


def test_every_span_is_its_text_and_holds_no_outer_space(passages):
    for passage in passages:
        for mention in _mentions(passage):
            span = passage.text[mention["start"] : mention["end"]]
            assert span == mention["text"] == span.strip() != "", passage.id


def test_spans_of_one_passage_do_not_overlap(passages):
    for passage in passages:
        spans = sorted((m["start"], m["end"]) for m in _mentions(passage))
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), passage.id


def test_labels_come_from_the_closed_sets(passages):
    for passage in passages:
        assert set(passage.events) <= set(get_args(EventKind))
        for level in passage.levels:
            assert level["role"] in get_args(Role)
            assert level["modality"] in get_args(Modality)
            assert level["relation"] in (None, *get_args(Relation))
            assert level["previous_role"] in (None, *get_args(Role))
        for liquidation in passage.liquidations:
            assert liquidation["side"] in get_args(PositionSide)
        for metric in passage.metrics:
            assert metric["kind"] in get_args(MetricKind)
            assert metric["direction"] in (None, *get_args(Direction))


def test_levels_have_positive_prices_and_liquidations_an_amount(passages):
    for passage in passages:
        assert all(0 < level["low"] <= level["high"] for level in passage.levels), passage.id
        assert all(q["amount_usd"] is None or q["amount_usd"] >= 10_000 for q in passage.liquidations), passage.id
        assert all(q["amount_usd"] is not None or q.get("ignore") for q in passage.liquidations), passage.id


def test_a_flip_names_two_different_roles_unless_the_level_was_broken(passages):
    flipped = [level for p in passages for level in p.levels if level["previous_role"]]
    assert len(flipped) >= 30
    assert sum(level["previous_role"] != level["role"] for level in flipped) >= len(flipped) - 2


def test_no_passage_and_no_sentence_stands_in_the_corpus_twice(passages):
    sentences = Counter(
        line.strip()
        for passage in passages
        for line in re.split(r"(?<=[.!?])\s+|\n+", passage.text)
        if len(line.strip()) > 60 and line.strip() != passage.headline
    )
    # a market summary repeats its lead, as such pages do
    assert sum(count > 1 for count in sentences.values()) <= 1
    assert max(Counter(p.text for p in passages).values()) == 1


def test_markup_resolves_to_offsets_in_the_plain_text():
    marked = read_markup("Ether lost {$1,700|support ETH <} and {$2.1m|liq long ETH 24h by:Coinglass}.", asset=None)
    assert marked.text == "Ether lost $1,700 and $2.1m."
    (level,), (liquidation,) = marked.levels, marked.liquidations
    assert (level["start"], level["end"], level["relation"]) == (11, 17, "below")
    assert (liquidation["amount_usd"], liquidation["window_hours"]) == (2_100_000.0, 24.0)
    assert liquidation["source"] == "Coinglass"


@pytest.mark.parametrize(
    ("span", "values"),
    [
        ("$58-60K", (58_000.0, 60_000.0)),
        ("$330- $300", (300.0, 330.0)),
        ("71 cents", (0.71, 0.71)),
        ("0.00005272 BTC", (0.00005272, 0.00005272)),
        ("$16,500 to $17,000", (16_500.0, 17_000.0)),
        ("210 satoshi", (0.0000021, 0.0000021)),
    ],
)
def test_values_are_read_from_spans(span, values):
    assert read_values(span) == pytest.approx(values)


@pytest.mark.parametrize("marked", ["{$5|suport}", "{$5|support below}", "{five|spot}", "an open { brace", "{$5|}"])
def test_broken_markup_is_refused(marked):
    with pytest.raises(GoldFileError):
        read_markup(marked, asset="BTC")


def test_a_broken_file_is_named_in_the_error(tmp_path):
    (tmp_path / "wires.txt").write_text("@ 2020 + BTC\nBitcoin at {$5|nothing}.\n", encoding="utf-8")
    with pytest.raises(GoldFileError, match=r"wires\.txt, passage wires-001"):
        load_passages(tmp_path)
