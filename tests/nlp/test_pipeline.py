import json
import time
from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.annotations_json import to_json_dict
from nlp.article import Article
from nlp.components.extensions import reading
from nlp.pipeline import MAX_CHARACTERS, annotate, annotate_many, model_names

BODY = (
    "Bitcoin fell 6% on Tuesday to $53,400, a seven-month low, and $210 million of longs were liquidated in 24 hours. "
    "Support is seen near $50,000. Ether, at $2,240, lost its 200-day moving average."
)
STORY = Article(
    id="story",
    text=f"Bitcoin slides\n\n{BODY}",
    url="https://outlet.example/1",
    published_at=datetime(2024, 9, 5, tzinfo=UTC),
)
WORDS = st.sampled_from(
    [
        *"Bitcoin BTC NEAR $ $58-60K 5% -3.1% $0.00001 1,2,3 ( ) , . -".split(),
        *"liquidated longs ETF outflows funding rate".split(),
        *[
            "since",
            "all-time high",
            "Fear & Greed",
            "200-day moving average",
            "support at",
            "if",
            "would",
            "on Tuesday",
        ],
        *["\n", "\u200b", "\u202e\u0639\u0631\u0628", "\U0001f680"],
    ]
)


def test_every_part_of_an_article_is_read(pipeline):
    annotations = annotate(pipeline, STORY)
    assert annotations.problem is None
    assert annotations.headline == "Bitcoin slides"
    assert [asset.ticker for asset in annotations.assets] == ["BTC", "ETH"]
    for part in ("price_levels", "liquidations", "metrics", "claims", "events"):
        assert getattr(annotations, part), part
    assert annotations.sentiment is not None
    assert set(annotations.model) >= {"rules", "assets", "events", "sentiment"}


def test_spans_are_cut_from_the_text_itself(pipeline):
    text = (
        STORY.text.replace("$53,400", "\u200b$53,400\u200b")
        .replace("200-day", "200\u2011day")
        .replace("fell", "\U0001f4c9fell")
    )
    annotations = annotate(pipeline, Article(id="x", text=text))
    mentions = [
        *annotations.price_levels,
        *annotations.liquidations,
        *annotations.metrics,
        *annotations.claims,
        *annotations.events,
    ]
    assert len(mentions) > 8
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.sentence in text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\x00\x01\x02\x03PNG" * 50, "not text"),
        (
            "Der Kurs ist auf den tiefsten Stand des Jahres gefallen, und die Anleger sind nicht froh.",
            "not English (de)",
        ),
        ("a" * (MAX_CHARACTERS + 1), "characters, at most"),
    ],
)
def test_what_cannot_be_read_says_why_and_has_no_figures(pipeline, text, problem):
    annotations = annotate(pipeline, Article(id="x", text=text))
    assert problem in annotations.problem
    assert annotations.price_levels == annotations.assets == ()
    assert annotations.sentiment is None


def test_unreadable_article_harms_no_other(pipeline):
    articles = [STORY, Article(id="empty", text=""), Article(id="again", text=STORY.text)]
    results = list(annotate_many(pipeline, articles, batch_size=2))
    assert [result.id for result in results] == ["story", "empty", "again"]
    assert [result.problem is None for result in results] == [True, False, True]
    assert [level.text for level in results[2].price_levels] == [level.text for level in results[0].price_levels]


def test_absurd_amounts_leave_nothing_that_a_table_cannot_hold(pipeline):
    digits = "9" * 23
    text = (
        f"Bitcoin rose to ${digits} and fell {digits}% below {digits}. Longs worth ${digits} or "
        f"$99999999999999 trillion were liquidated on volume of ${digits}, {digits} traders in {digits} hours. "
        "Support is at $50,000."
    )
    read = annotate(pipeline, Article(id="absurd", text=text))
    assert read.problem is None
    assert [level.price_low for level in read.price_levels] == [50_000]
    assert (read.liquidations, read.metrics) == ((), ())


def test_fault_of_a_component_is_reported_with_its_article(pipeline, monkeypatch):
    component = pipeline.get_pipe("newstape_sentiment")

    def fail(self, doc):
        if reading(doc).article.id == "bad":
            raise ValueError("no weights")
        return doc

    monkeypatch.setattr(type(component), "__call__", fail)
    bad, good = annotate_many(pipeline, [Article(id="bad", text=STORY.text), STORY])
    assert bad.problem == "newstape_sentiment failed: ValueError: no weights"
    assert bad.price_levels
    assert good.problem is None


def test_articles_are_taken_as_they_are_needed(pipeline):
    taken = []

    def feed():
        for number in range(10):
            taken.append(number)
            yield Article(id=str(number), text=STORY.text)

    next(annotate_many(pipeline, feed(), batch_size=3))
    assert taken == [0, 1, 2]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=60).map(" ".join)))
def test_no_text_crashes_the_reader(pipeline, text):
    annotations = annotate(pipeline, Article(id="x", text=text, published_at=datetime(2024, 2, 29, tzinfo=UTC)))
    assert annotations.problem is None or "failed" not in annotations.problem
    json.dumps(to_json_dict(annotations), allow_nan=False).encode("utf-8", "surrogatepass")


def test_time_grows_with_the_length_and_no_faster(pipeline):
    def seconds(n_copies, joint):
        text = "Bitcoin slides\n\n" + joint.join([BODY] * n_copies)
        begin = time.process_time()
        assert annotate(pipeline, Article(id="x", text=text)).problem is None
        return time.process_time() - begin

    for joint in ("\n\n", " "):
        short, long = min(seconds(40, joint) for _ in range(2)), seconds(320, joint)
        assert long < 8 * short * 2.5 + 0.2


def test_words_of_read_articles_are_forgotten(pipeline):
    articles = [
        Article(id=str(n), text=f"Bitcoin at ${n:,}\n\nIt fell to ${n + 7:,}, said x{n}y.")
        for n in range(50_000, 50_300)
    ]
    before = len(pipeline.vocab.strings)
    assert all(found.price_levels for found in annotate_many(pipeline, articles))
    assert len(pipeline.vocab.strings) == before


def test_json_has_the_fields_under_their_names(pipeline):
    annotations = annotate(pipeline, STORY)
    line = json.loads(json.dumps(to_json_dict(annotations), allow_nan=False))
    assert set(line) == {field.name for field in fields(annotations)}
    assert line["published_at"] == "2024-09-05T00:00:00+00:00"
    level = next(level for level in line["price_levels"] if level["text"] == "$53,400")
    assert (level["price_low"], level["currency"]) == (53400, "USD")
    assert isinstance(level["price_low"], int)


@pytest.mark.parametrize(
    "piece", ["$", ",", "1,", "(", " - ", "$1-", "\u200b1", "&#36;", "5% ", "BTC ", ". ", "\n", "a\u0301"]
)
def test_endless_repetition_is_read_in_linear_time(pipeline, piece):
    def seconds(n):
        text = "Bitcoin fell to $65,000.\n\n" + piece * n
        begin = time.process_time()
        annotations = annotate(pipeline, Article(id="x", text=text))
        assert annotations.problem is None or "failed" not in annotations.problem
        return time.process_time() - begin

    short = min(seconds(400) for _ in range(2))
    assert seconds(3200) < 8 * short * 2.5 + 0.2


def test_the_amounts_of_a_long_list_of_liquidations_are_compared_in_linear_time(pipeline):
    def seconds(n):
        text = "A long day\n\n" + "".join(f"Longs worth ${7000 + at} million were liquidated.\n" for at in range(n))
        begin = time.process_time()
        assert len(annotate(pipeline, Article(id="x", text=text)).claims) == n
        return time.process_time() - begin

    short = min(seconds(400) for _ in range(2))
    assert seconds(4000) < 10 * short * 2.2


def test_the_names_of_all_models_are_known_before_anything_is_read(pipeline):
    assert set(model_names(pipeline)) == {"assets", "rules", "roles", "liquidations", "events", "sentiment"}
