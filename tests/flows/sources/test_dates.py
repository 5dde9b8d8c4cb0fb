"""Times are read as written, or stay missing with a reason."""

from datetime import UTC, date, datetime

import pytest

from flows.sources.dates import read_time, stated_day

NOW = datetime(2024, 8, 6, 12, 0, tzinfo=UTC)


def at(text: str, zone: str = "UTC") -> str | None:
    moment = read_time(text, time_zone=zone, now=NOW).at
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else None


def note(text: str, zone: str = "UTC") -> str | None:
    return read_time(text, time_zone=zone, now=NOW).note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 05 Aug 2024 14:30:15 +0000", "2024-08-05 14:30:15"),
        ("Mon, 5 Aug 2024 14:30 GMT", "2024-08-05 14:30:00"),
        ("5 Aug 24 14:30:00 UT", "2024-08-05 14:30:00"),
        ("Monday, 05-Aug-24 14:30:00 GMT", "2024-08-05 14:30:00"),
        ("Mon, 05 Aug 2024 10:30:00 EDT", "2024-08-05 14:30:00"),
        ("Mon, 05 Aug 2024 14:30:00 +0000 (UTC)", "2024-08-05 14:30:00"),
        ("Mon, 05 Aug 2024 20:00:00 +0530", "2024-08-05 14:30:00"),
        ("2024-08-05T14:30:15Z", "2024-08-05 14:30:15"),
        ("2024-08-05T16:30:15.123456789+02:00", "2024-08-05 14:30:15"),
        ("2024-08-05 22:30 +0800", "2024-08-05 14:30:00"),
        ("2024/8/5 14:30 UTC", "2024-08-05 14:30:00"),
        ("August 5, 2024 at 10:30 a.m. ET", "2024-08-05 14:30:00"),
        ("Aug 5, 2024, 2:30 PM UTC", "2024-08-05 14:30:00"),
        ("5 August 2024 - 22:30 GMT+8", "2024-08-05 14:30:00"),
        ("Sept. 5, 2023 12:05 AM UTC", "2023-09-05 00:05:00"),
    ],
)
def test_common_forms_are_read(text: str, expected: str) -> None:
    assert (at(text), note(text)) == (expected, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 05 Aug 2024 15:30:00 BST", "2024-08-05 14:30:00"),
        ("Mon, 05 Aug 2024 23:30:00 KST", "2024-08-05 14:30:00"),
        ("Mon, 05 Aug 2024 09:30:00 CST", "2024-08-05 15:30:00"),
    ],
)
def test_zone_abbreviation_is_not_taken_for_utc(text: str, expected: str) -> None:
    assert at(text) == expected


def test_abbreviation_with_several_meanings_is_the_outlets_or_nobodys() -> None:
    text = "Mon, 05 Aug 2024 20:00:00 IST"
    assert at(text, "Asia/Kolkata") == "2024-08-05 14:30:00"
    assert at("Mon, 05 Aug 2024 22:30:00 CST", "Asia/Shanghai") == "2024-08-05 14:30:00"
    assert (at(text), note(text)) == (None, "ambiguous_zone")


def test_time_without_zone_is_the_outlets_and_says_so() -> None:
    text = "2024-08-05 10:30:00"
    assert (at(text, "America/New_York"), note(text, "America/New_York")) == ("2024-08-05 14:30:00", "no_zone")


def test_hour_that_the_clocks_show_twice_is_noted() -> None:
    text = "2023-11-05 01:30"
    assert (at(text, "America/New_York"), note(text, "America/New_York")) == ("2023-11-05 05:30:00", "clock_change")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-08-05", "day_only"),
        ("2024/8/5", "day_only"),
        ("August 5, 2024", "day_only"),
        ("05/08/2024 14:30", "ambiguous_order"),
        ("yesterday", "unreadable"),
        ("3 hours ago", "unreadable"),
        ("Mon, 05 Foo 2024 14:30:00 GMT", "absurd"),
        ("2024-02-31T10:00:00Z", "absurd"),
        ("2024-08-05T25:00:00Z", "absurd"),
        ("0001-01-01T00:00:00Z", "absurd"),
        ("1970-01-01T00:00:00Z", "absurd"),
        ("9999-12-31T23:59:59Z", "future"),
        ("2024-08-07T12:00:01Z", "future"),
        ("2024-08-05T14:30:00+99:99", "absurd"),
        ("9" * 100_000, "unreadable"),
    ],
)
def test_what_is_not_certain_stays_missing_with_its_text(text: str, reason: str) -> None:
    read = read_time(text, time_zone="UTC", now=NOW)
    assert (read.at, read.note) == (None, reason)
    assert read.raw and text.startswith(read.raw)


@pytest.mark.parametrize("text", [None, "", "  \n"])
def test_missing_is_missing(text: str | None) -> None:
    read = read_time(text, time_zone="UTC", now=NOW)
    assert (read.raw, read.at, read.note) == (None, None, None)


def test_slightly_early_clock_is_believed() -> None:
    assert at("2024-08-07T11:59:00Z") == "2024-08-07 11:59:00"


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2024-08-05", date(2024, 8, 5)),
        ("August 5, 2024", date(2024, 8, 5)),
        ("2024-08-05T10:00:00Z", None),
        ("2024-02-30", None),
        ("1970-01-01", None),
        ("9999-12-31", None),
        ("05/08/2024", None),
        (None, None),
    ],
)
def test_a_day_is_taken_where_only_a_day_is_stated(raw, day):
    assert stated_day(raw, time_zone="UTC", now=datetime(2024, 8, 6, tzinfo=UTC)) == day


def test_a_day_that_has_not_begun_in_its_zone_is_not_taken():
    now = datetime(2024, 8, 5, 2, tzinfo=UTC)
    assert stated_day("2024-08-05", time_zone="Asia/Tokyo", now=now) == date(2024, 8, 5)
    assert stated_day("2024-08-05", time_zone="America/New_York", now=now) is None
