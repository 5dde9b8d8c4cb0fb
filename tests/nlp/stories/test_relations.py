from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from nlp.stories.fingerprint import StoryArticle, fingerprint_of, is_telling, keys_of, signature_similarity
from nlp.stories.relations import StoryRules, relate

AT = datetime(2024, 3, 10, 12, tzinfo=UTC)
RULES = StoryRules(
    copy_hours=72, story_hours=48, near_similarity=0.5, near_numbers=0.6, template_similarity=0.3, same_score=0.25,
    echo_novelty=0.5, max_compared=20,
)  # fmt: skip
TEXT = """Lanternway bridge loses $71.3 million

Thieves took $71.3 million from the bridge Lanternway on Monday. Most of it, 26,400 ETH, was swapped within two hours.

The operators froze the bridge. Ether fell 2 percent to $2,140."""


def fingerprint(text=TEXT, hours=0.0, article_id="a", **values):
    at = AT + timedelta(hours=hours)
    defaults = {"outlet": "Moonwire", "assets": ("ETH",), "happened_at": at, "available_at": at}
    return fingerprint_of(StoryArticle(article_id=article_id, text=text, **{**defaults, **values}))


def kind(one, other):
    relation = relate(one, other, RULES)
    assert relation == relate(other, one, RULES)
    return relation and relation.kind


@pytest.mark.parametrize(
    "text",
    [
        TEXT.upper(),
        TEXT.replace("\n\n", "\n \n"),
        TEXT.replace("Lanternway bridge loses", "Headline of another desk:"),
        TEXT + "\n\nThis is not investment advice.",
        TEXT.replace("two hours", "two\u00a0hours"),
    ],
)
def test_the_same_words_are_an_exact_copy_however_they_are_set(text):
    assert kind(fingerprint(), fingerprint(text)) == "exact"


def test_an_edited_copy_is_near_and_keeps_its_figures():
    edited = TEXT.replace("Thieves took", "Robbers made off with")
    assert kind(fingerprint(), fingerprint(edited)) == "near"
    refilled = TEXT.replace("71.3", "12.9").replace("26,400", "4,870").replace("2,140", "2,990")
    assert kind(fingerprint(), fingerprint(refilled)) is None


def test_the_same_text_much_later_is_a_new_issue():
    assert kind(fingerprint(), fingerprint(hours=71)) == "exact"
    assert kind(fingerprint(), fingerprint(hours=24 * 7)) is None


def test_articles_about_different_assets_tell_no_story_in_common():
    account = "Lanternway bridge robbed of $71.3M\n\nSomebody emptied Lanternway: $71.3M gone."
    assert kind(fingerprint(), fingerprint(account)) == "same_story"
    assert kind(fingerprint(), fingerprint(account, assets=("SOL",))) is None
    assert kind(fingerprint(), fingerprint(account, hours=49)) is None


def test_texts_without_words_or_numbers_are_compared_without_fault():
    for text in ("", "?", "!!!\n\n...", "Nothing"):
        assert kind(fingerprint(), fingerprint(text)) is None
        assert len(fingerprint(text).signature) == 8 * 64
        assert len(set(keys_of(fingerprint(text)))) == len(keys_of(fingerprint(text)))


def test_a_fingerprint_is_the_same_whoever_takes_it_and_whenever():
    one = fingerprint()
    assert fingerprint() == one
    assert one.text_key == 3301623073573785934
    assert replace(one, article_id="b") == fingerprint(article_id="b")
    assert signature_similarity(one.signature, one.signature) == 1


def test_numbers_are_compared_with_their_multipliers():
    one, other = fingerprint("X\n\nIt lost $740M and 1.5 thousand."), fingerprint("X\n\n$740 million, 1,500.")
    assert one.numbers == other.numbers == ("740000000", "1500")
    assert fingerprint("X\n\n" + "9" * 5000).numbers == ()


@pytest.mark.parametrize(
    ("number", "telling"), [("2024", False), ("24", False), ("3", False), ("740000000", True), ("2.9", True)]
)
def test_years_and_small_counts_say_nothing_of_a_story(number, telling):
    assert is_telling(number) is telling
