"""The labelled liquidations obey their own rules."""

import re
from collections import Counter

import pytest

from nlp.training.passages import Passage, load_passages
from nlp.training.train_liquidations import LIQUIDATION_CORPUS_DIR


@pytest.fixture(scope="module")
def passages() -> tuple[Passage, ...]:
    return load_passages(LIQUIDATION_CORPUS_DIR)


def test_the_corpus_is_as_large_as_the_readme_says(passages):
    readme = (LIQUIDATION_CORPUS_DIR / "README.md").read_text(encoding="utf-8")
    for name, count in (("passages", len(passages)), ("liquidations", sum(len(p.liquidations) for p in passages))):
        assert re.search(rf"^\| {name} \| {count} \|$", readme, re.MULTILINE), f"{name} are {count} now"


def test_every_side_and_the_market_a_coin_and_none_are_labelled(passages):
    mentions = [mention for passage in passages for mention in passage.liquidations]
    assert min(Counter(mention["side"] for mention in mentions).values()) > 20
    assert {"ALL", None, "BTC", "ETH", "SOL"} <= {mention["asset"] for mention in mentions}


def test_only_liquidations_are_labelled(passages):
    assert not any(passage.levels or passage.metrics for passage in passages)


def test_what_is_only_supposed_has_no_window(passages):
    for passage in passages:
        assert not [m for m in passage.liquidations if m.get("hypothetical") and m["window_hours"]], passage.id


def test_no_passage_is_there_twice(passages):
    assert len({passage.text for passage in passages}) == len(passages)
