from datetime import timedelta

import pytest

from nlp.stories.fingerprint import keys_of
from nlp.stories.grouping import StoryBook, arrival, story_id_of
from tests.nlp.stories.test_relations import AT, RULES, fingerprint

ACCOUNT = "Lanternway bridge robbed of $71.3M\n\nSomebody emptied the bridge: $71.3M, or 26,400 ETH, gone."


@pytest.fixture
def book():
    return StoryBook(RULES)


def test_the_first_article_opens_a_story_that_is_called_after_it(book):
    placement = book.place(fingerprint())
    assert placement.story_id == story_id_of("a")
    assert (placement.opens_story, placement.novelty, placement.links) == (True, 1.0, ())


def test_a_copy_has_no_novelty_and_an_account_without_new_figures_half(book):
    book.place(fingerprint())
    assert book.place(fingerprint(hours=1, article_id="copy")).novelty == 0
    account = book.place(fingerprint(ACCOUNT, hours=2, article_id="account"))
    assert (account.story_id, account.n_new_numbers, account.novelty) == (story_id_of("a"), 0, 0.5)
    grown = ACCOUNT.replace("gone", "gone, and 3,100 ETH went to a mixer")
    assert book.place(fingerprint(grown, hours=3, article_id="grown")).n_new_numbers == 1


def test_a_restored_book_places_like_the_one_that_was_never_put_away(book):
    first = fingerprint()
    book.restore(first, "s-known", keys_of(first))
    assert book.place(fingerprint(hours=1, article_id="copy")).story_id == "s-known"


def test_a_story_takes_in_no_new_account_after_its_time(book):
    book.place(fingerprint())
    within = book.place(fingerprint(ACCOUNT, hours=40, article_id="within"))
    assert within.story_id == story_id_of("a")
    after = book.place(fingerprint(ACCOUNT.replace("Somebody", "A thief who"), hours=60, article_id="after"))
    assert [link.kind for link in after.links] == ["near"]
    other = book.place(fingerprint(ACCOUNT.split("\n\n")[0] + "\n\nRobbed: $71.3M.", hours=87, article_id="other"))
    assert other.story_id == story_id_of("other")


def test_many_articles_under_one_key_do_not_slow_the_next_one(book):
    for number in range(300):
        book.place(
            fingerprint(f"Bitcoin price today\n\nIt is {number + 200}.", hours=number / 60, article_id=f"x{number}")
        )
    placement = book.place(fingerprint("Bitcoin price today\n\nIt is 199.5.", hours=6, article_id="last"))
    assert len(placement.links) <= RULES.max_compared


def test_arrival_is_decided_by_availability_then_by_the_publisher():
    early = fingerprint(article_id="z", happened_at=AT - timedelta(hours=1))
    assert sorted([fingerprint(article_id="a"), early], key=arrival)[0] is early
    assert arrival(fingerprint(hours=1)) > arrival(fingerprint(happened_at=AT + timedelta(days=1)))
