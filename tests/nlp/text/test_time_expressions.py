import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.text.time_expressions import find_times

# A Thursday, 16:00 in New York.
PUBLISHED = datetime(2024, 9, 5, 20, tzinfo=UTC)


def only(text, published_at=PUBLISHED, time_zone="UTC"):
    (found,) = find_times(text, published_at=published_at, time_zone=time_zone)
    return found


def interval(text, **options):
    found = only(text, **options)
    return f"{found.time_start:%Y-%m-%d %H:%M}", f"{found.time_end:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It fell on Tuesday.", "2024-09-03 00:00", "2024-09-04 00:00"),
        ("It fell on Thursday.", "2024-09-05 00:00", "2024-09-06 00:00"),
        ("It fell last Thursday.", "2024-08-29 00:00", "2024-08-30 00:00"),
        ("It is due next Monday.", "2024-09-09 00:00", "2024-09-10 00:00"),
        ("It fell yesterday.", "2024-09-04 00:00", "2024-09-05 00:00"),
        ("It fell on Feb. 9, 2024.", "2024-02-09 00:00", "2024-02-10 00:00"),
        ("It fell on 9 February 2023.", "2023-02-09 00:00", "2023-02-10 00:00"),
        ("It fell on 2021-05-19.", "2021-05-19 00:00", "2021-05-20 00:00"),
        ("It fell on March 9th.", "2024-03-09 00:00", "2024-03-10 00:00"),
        ("It fell on Nov. 9.", "2023-11-09 00:00", "2023-11-10 00:00"),
        ("It has grown since October 1.", "2023-10-01 00:00", "2023-10-02 00:00"),
        ("It starts on October 1.", "2024-10-01 00:00", "2024-10-02 00:00"),
        ("It fell in April 2022.", "2022-04-01 00:00", "2022-05-01 00:00"),
        ("It has not moved since May.", "2024-05-01 00:00", "2024-06-01 00:00"),
        ("It fell in November.", "2023-11-01 00:00", "2023-12-01 00:00"),
        ("It fell in late October 2023.", "2023-10-21 00:00", "2023-11-01 00:00"),
        ("It fell in 2022.", "2022-01-01 00:00", "2023-01-01 00:00"),
        ("It fell in early 2023.", "2023-01-01 00:00", "2023-05-01 00:00"),
        ("It rose in Q1.", "2024-01-01 00:00", "2024-04-01 00:00"),
        ("It rose in Q4 2023.", "2023-10-01 00:00", "2024-01-01 00:00"),
        ("It fell last week.", "2024-08-26 00:00", "2024-09-02 00:00"),
        ("It fell last month.", "2024-08-01 00:00", "2024-09-01 00:00"),
        ("It rose this year.", "2024-01-01 00:00", "2025-01-01 00:00"),
        ("It fell over the weekend.", "2024-08-31 00:00", "2024-09-02 00:00"),
        ("It rose in the last 24 hours.", "2024-09-04 20:00", "2024-09-05 20:00"),
        ("It rose over the past seven days.", "2024-08-29 20:00", "2024-09-05 20:00"),
        ("It traded there a month ago.", "2024-07-22 00:00", "2024-08-21 00:00"),
        ("It is down year-to-date.", "2024-01-01 00:00", "2024-09-05 20:00"),
        ("It fell in early trading.", "2024-09-05 00:00", "2024-09-05 12:00"),
        ("It rose by the afternoon.", "2024-09-05 12:00", "2024-09-05 18:00"),
        ("It was 08:10 UTC.", "2024-09-05 08:10", "2024-09-05 08:11"),
        ("At 5 p.m. ET it fell.", "2024-09-05 21:00", "2024-09-05 22:00"),
    ],
)
def test_words_become_the_interval_they_mean(text, start, end):
    assert interval(text) == (start, end)


def test_days_are_those_of_the_outlet():
    assert interval("It fell on Tuesday.", time_zone="America/New_York") == ("2024-09-03 04:00", "2024-09-04 04:00")
    assert interval("It fell on Tuesday.", time_zone="Asia/Tokyo") == ("2024-09-02 15:00", "2024-09-03 15:00")


def test_local_day_is_whole_when_the_clocks_change():
    published = datetime(2024, 3, 11, 12, tzinfo=UTC)
    day = only("It fell on Sunday.", published_at=published, time_zone="America/New_York")
    assert (day.time_end - day.time_start).total_seconds() == 23 * 3600


def test_part_of_a_day_belongs_to_the_day_named_before_it():
    found = find_times("On Tuesday it fell; by the afternoon it rose.", published_at=PUBLISHED, time_zone="UTC")
    assert [f"{time.time_start:%d %H}" for time in found] == ["03 00", "03 12"]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("It fell at 14:00 UTC on 3 September.", "2024-09-03 14:00"),
        ("It fell at 14:00 UTC on Tuesday.", "2024-09-03 14:00"),
        ("It fell in late trading yesterday.", "2024-09-04 15:00"),
        ("It fell at 9:30 a.m., and on Tuesday it rose.", "2024-09-05 09:30"),
    ],
)
def test_time_of_day_belongs_to_the_day_right_behind_it(text, start):
    first, _ = find_times(text, published_at=PUBLISHED, time_zone="UTC")
    assert f"{first.time_start:%Y-%m-%d %H:%M}" == start


def test_without_publication_the_words_are_found_and_nothing_is_guessed():
    found = find_times("On Tuesday it fell, in the last 24 hours it rose.", published_at=None, time_zone="UTC")
    assert [(time.text, time.time_start) for time in found] == [("Tuesday", None), ("last 24 hours", None)]


def test_full_date_needs_no_publication():
    assert interval("It peaked on Nov. 9, 2021.", published_at=None) == ("2021-11-09 00:00", "2021-11-10 00:00")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("in the last hour", 1),
        ("over the past 24 hours", 24),
        ("in a 4-hour window", 4),
        ("in just two days", 48),
        ("for a week", 168),
        ("within 30 minutes", 0.5),
    ],
)
def test_length_that_is_stated_is_kept(text, hours):
    assert only(f"It fell {text}.").window_hours == hours


@pytest.mark.parametrize("text", ["since May 12", "since the depths of 2022", "since early 2023"])
def test_since_is_marked(text):
    assert only(f"Not seen {text}.").is_since


@pytest.mark.parametrize(
    "text",
    [
        "It may march on.",
        "The price was 2,022 dollars and 20,000 coins.",
        "Sell 12 may orders.",
        "A second look at the market.",
        "It was the last straw.",
        "24:99 is no time.",
    ],
)
def test_other_words_and_numbers_are_no_times(text):
    assert [t for t in find_times(text, published_at=PUBLISHED, time_zone="UTC") if t.time_start] == []


_WORDS = st.sampled_from(
    [
        "last",
        "Feb.",
        "30",
        "31",
        "2023",
        "Tuesday",
        "early",
        "trading",
        "in",
        "May",
        "99",
        "ago",
        "hours",
        "Q4",
        "5 p.m.",
        "since",
    ]
)


@given(st.lists(_WORDS).map(" ".join), st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)))
def test_any_heap_of_time_words_is_read(text, published):
    found = find_times(text, published_at=published.replace(tzinfo=UTC), time_zone="Asia/Tokyo")
    for earlier, later in itertools.pairwise(found):
        assert earlier.end <= later.start
    assert all(time.time_start is None or time.time_start < time.time_end for time in found)
