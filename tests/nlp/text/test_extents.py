from datetime import UTC, date, datetime

import pytest

from nlp.text.extents import find_extents
from nlp.text.time_expressions import find_times

PUBLISHED = datetime(2024, 9, 5, 20, tzinfo=UTC)


def extents(text, published_at=PUBLISHED):
    times = find_times(text, published_at=published_at, time_zone="UTC")
    return find_extents(text, times, published_at=published_at)


@pytest.mark.parametrize(
    ("text", "span", "side", "days"),
    [
        ("Bitcoin sank to a 14-month low.", "14-month low", "low", 426.16),
        ("Ether touched an 18-month high.", "18-month high", "high", 547.92),
        ("Ether fell to a two-year low.", "two-year low", "low", 730.5),
        ("It is at five-day highs.", "five-day highs", "high", 5),
        ("It printed a new monthly low.", "monthly low", "low", 30.44),
        ("It set a new all-time high.", "all-time high", "high", float("inf")),
        ("It broke to fresh record highs.", "fresh record", "high", float("inf")),
        ("It is the lowest level in more than a year.", "lowest level in more than a year", "low", 365.25),
        ("It is the lowest since May 12.", "lowest since May 12", "low", 116),
        ("It is the highest point this year.", "highest point this year", "high", 248),
        ("A level not seen since June 2022.", "not seen since June 2022", None, 812),
    ],
)
def test_how_far_back_an_extreme_reaches(text, span, side, days):
    (found,) = extents(text)
    assert (found.text, found.side, found.days) == (span, side, days)


def test_since_a_longer_period_means_its_middle():
    (found,) = extents("It is the weakest since the 2022 bear market.")
    assert found.since == date(2022, 7, 2)
    assert found.text.endswith("2022 bear market")


def test_two_statements_in_one_sentence_stay_two():
    found = extents("It fell to a 14-month low, a price not seen since the crash of 2020.")
    assert [extent.days for extent in found] == [426.16, 1526]


def test_date_with_its_year_is_enough_without_publication():
    (found,) = extents("It is the lowest since June 2022.", published_at=None)
    assert (found.since, found.days) == (date(2022, 6, 16), None)


def test_biggest_drop_is_of_a_move_not_of_a_price():
    (found,) = extents("It was the biggest one-day drop since March 2020.")
    assert found.subject == "move"


@pytest.mark.parametrize("text", ["Highly volatile times.", "Buy low, sell high.", "It follows a monthly lower range."])
def test_other_lows_and_highs_are_no_extents(text):
    assert extents(text) == ()
