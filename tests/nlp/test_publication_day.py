"""Claims of an article of which only the day is known: what the hour moves has no interval of its own."""

from datetime import UTC, date, datetime

import pytest

from nlp.article import Article
from nlp.pipeline import annotate

DAY = date(2025, 2, 18)


def claims(pipeline, body, time_zone="UTC"):
    article = Article(id="a", text=f"Bitcoin moves\n\n{body}", published_date=DAY, time_zone=time_zone)
    found = annotate(pipeline, article)
    assert found.published_at is None
    return found.claims


@pytest.mark.parametrize(
    ("words", "day"), [("today", 18), ("yesterday", 17), ("on Tuesday", 18), ("on Monday", 17)]
)  # fmt: skip
def test_a_day_named_is_counted_from_the_day_of_publication(pipeline, words, day):
    (claim,) = claims(pipeline, f"Bitcoin fell to $93,000 {words}.")
    assert claim.time_start == datetime(2025, 2, day, tzinfo=UTC)


def test_what_moves_with_the_hour_has_no_interval_but_its_length(pipeline):
    (claim,) = claims(pipeline, "Bitcoin fell to $93,000 in the past 12 hours.")
    assert (claim.time_start, claim.time_end, claim.window_hours) == (None, None, 12)


def test_the_day_is_that_of_the_outlet(pipeline):
    (claim,) = claims(pipeline, "Bitcoin fell to $93,000 today.", time_zone="Asia/Tokyo")
    assert claim.time_start == datetime(2025, 2, 17, 15, tzinfo=UTC)
