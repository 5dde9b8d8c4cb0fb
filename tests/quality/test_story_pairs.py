"""Copies and stories on labelled pairs, with the thresholds that ship. Floors are what was reached; they only go up."""

from functools import cache

import pytest

from flows.settings import load_settings, packaged_configs
from flows.steps.annotate import load_pipeline
from flows.steps.group import story_rules
from nlp.article import Article
from nlp.pipeline import annotate
from nlp.stories.fingerprint import StoryArticle, fingerprint_of, keys_of
from nlp.stories.relations import relate
from tests.quality.story_pairs import load_pairs, score_pairs, tell

# Precision and recall by part and relation.
FLOORS = {
    ("tuning", "exact"): (1.0, 1.0),
    ("tuning", "near"): (1.0, 1.0),
    ("tuning", "same_story"): (1.0, 1.0),
    ("tuning", "one_story"): (1.0, 1.0),
    ("held_out", "exact"): (1.0, 1.0),
    ("held_out", "near"): (1.0, 1.0),
    ("held_out", "same_story"): (0.86, 0.92),
    ("held_out", "one_story"): (0.93, 0.96),
}


@pytest.fixture(scope="module")
def fingerprint():
    pipeline = load_pipeline(packaged_configs() / "assets.toml", "lexicon")
    pipeline.disable_pipe("newstape_sentiment")

    @cache
    def take(labelled):
        read = annotate(pipeline, Article(id=labelled.article_id, text=labelled.text, published_at=labelled.at))
        return fingerprint_of(
            StoryArticle(
                article_id=labelled.article_id, outlet=labelled.outlet, text=labelled.text,
                assets=tuple(asset.ticker for asset in read.assets), happened_at=labelled.at, available_at=labelled.at,
            )
        )  # fmt: skip

    return take


@pytest.fixture(scope="module")
def rules():
    return story_rules(load_settings(packaged_configs()))


@pytest.mark.parametrize("part", ["tuning", "held_out"])
def test_relations_are_told_as_well_as_before(part, fingerprint, rules, capsys):
    pairs = load_pairs(part)

    def kind_of(one, other):
        relation = relate(fingerprint(one), fingerprint(other), rules)
        return relation.kind if relation else None

    told = tell(pairs, kind_of)
    wrong = [
        f"{pair.label}, told {kind}: {pair.one.article_id}, {pair.other.article_id}"
        for pair, kind in zip(pairs, told, strict=True)
        if (kind or "different") != pair.label
    ]
    scores = {name: (counts.precision, counts.recall) for name, counts in score_pairs(pairs, told).items()}
    lines = [f"{part:9} {name:11} precision {p:.3f}  recall {r:.3f}" for name, (p, r) in scores.items()]
    with capsys.disabled():
        print("", *lines, sep="\n")  # noqa: T201
    for name, (precision, recall) in scores.items():
        assert precision >= FLOORS[part, name][0], "\n".join([*lines, *wrong])
        assert recall >= FLOORS[part, name][1], "\n".join([*lines, *wrong])


@pytest.mark.parametrize("part", ["tuning", "held_out"])
def test_articles_that_belong_together_meet_under_a_key(part, fingerprint):
    strangers = [
        (pair.one.article_id, pair.other.article_id)
        for pair in load_pairs(part)
        if pair.label != "different" and not set(keys_of(fingerprint(pair.one))) & set(keys_of(fingerprint(pair.other)))
    ]
    assert strangers == []


def test_there_are_enough_pairs_and_a_third_is_held_out():
    tuning, held_out = load_pairs("tuning"), load_pairs("held_out")
    assert len(tuning) + len(held_out) >= 150
    assert len(held_out) >= (len(tuning) + len(held_out)) / 3
    ids = [{a.article_id for pair in part for a in (pair.one, pair.other)} for part in (tuning, held_out)]
    assert not ids[0] & ids[1]
