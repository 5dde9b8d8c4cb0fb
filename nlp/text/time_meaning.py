"""What the time words that `nlp.text.time_expressions` finds mean, as intervals in the outlet's local time."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_OF_WORD = {word: number for number, word in enumerate(_NUMBERS)} | {"a": 1, "an": 1, "couple of": 2, "few": 3}
_UNIT_HOURS = {"min": 1 / 60, "hour": 1.0, "hr": 1.0, "h": 1.0, "day": 24.0, "d": 24.0, "week": 168.0, "month": 730.5,
               "quarter": 2191.5, "year": 8766.0}  # fmt: skip
# Local hours of the parts of a day. Trading never stops, so "early" and "late" are wide.
_PARTS = {"early": (0, 12), "morning": (5, 12), "midday": (11, 14), "noon": (11, 14), "afternoon": (12, 18),
          "evening": (17, 24), "night": (18, 30), "overnight": (-6, 9), "late": (15, 24),
          "midnight": (-1, 1)}  # fmt: skip
# Trading hours by place, in that place's own time.
_SESSIONS = {"Asia": ("Asia/Tokyo", 8, 17), "Europe": ("Europe/London", 7, 17), "London": ("Europe/London", 7, 17),
             "US": ("America/New_York", 8, 17), "New York": ("America/New_York", 8, 17),
             "Wall Street": ("America/New_York", 9, 11)}  # fmt: skip
_ZONES = {"ET": "America/New_York", "EST": "America/New_York", "EDT": "America/New_York", "PT": "America/Los_Angeles",
          "CET": "Europe/Paris", "BST": "Europe/London"}  # fmt: skip
_PARTS_OF_YEAR = {"early": (0, 4), "beginning": (0, 3), "start": (0, 3), "mid": (4, 8), "late": (8, 12), "end": (9, 12)}
_EARLIEST_YEAR = 2009
SOON_DAYS = 45
"""A day without a year may lie this far ahead; beyond it the one in the past is meant."""


@dataclass(slots=True)
class Clock:
    """What the words are resolved against.

    Attributes:
        published: Time of publication, in the outlet's zone.
        day: The day that was named last; parts of a day belong to it.
        is_since: The words follow "since": they lie in the past.
    """

    published: datetime
    day: date
    is_since: bool = False


Interval = tuple[datetime, datetime]
Resolver = Callable[[re.Match[str], Clock], Interval | None]


def window_hours_of(match: re.Match[str]) -> float | None:
    """Length in hours that the words state, if they do ("24-hour", "past two weeks")."""
    groups = match.groupdict()
    unit = groups.get("unit") or groups.get("single")
    if unit is None:
        return None
    return _count(groups.get("count")) * _UNIT_HOURS[_unit(unit)]


def _count(word: str | None) -> float:
    if not word:
        return 1
    return float(word) if word.isdigit() else float(_NUMBER_OF_WORD[word.lower()])


def _unit(word: str) -> str:
    word = word.lower().removesuffix("s")
    return "min" if word.startswith("min") else word


def _midnight(day: date, clock: Clock) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.published.tzinfo)


def _days(first: date, n_days: int, clock: Clock) -> Interval:
    # Adding to the date, not to the hour, keeps local days whole across changes of the clocks.
    return _midnight(first, clock), _midnight(first + timedelta(days=n_days), clock)


def _months(year: int, month: int, n_months: int, clock: Clock) -> Interval:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last_year, last_month = year + (month - 1 + n_months) // 12, (month - 1 + n_months) % 12 + 1
    return _midnight(date(year, month, 1), clock), _midnight(date(last_year, last_month, 1), clock)


def _month_number(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def iso_day(match: re.Match[str], clock: Clock) -> Interval | None:
    """2024-05-12."""
    return _calendar_day(int(match["year"]), int(match["month"]), int(match["day"]), clock)


def named_day(match: re.Match[str], clock: Clock) -> Interval | None:
    """May 12, with a year or without."""
    month, day = _month_number(match["month"]), int(match["day"])
    if match["year"]:
        return _calendar_day(int(match["year"]), month, day, clock)
    # Without a year: the last such day, or one soon to come ("June 1" in May), which "since" rules out.
    latest = clock.published.date() + timedelta(days=0 if clock.is_since else SOON_DAYS)
    years = [
        y for y in (latest.year - 1, latest.year) if day <= monthrange(y, month)[1] and date(y, month, day) <= latest
    ]
    if not years:
        return None
    year = years[-1]
    return _calendar_day(year, month, day, clock)


def _calendar_day(year: int, month: int, day: int, clock: Clock) -> Interval | None:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    clock.day = date(year, month, day)
    return _days(clock.day, 1, clock)


def named_month(match: re.Match[str], clock: Clock) -> Interval | None:
    """April 2022, early April."""
    month, here = _month_number(match["month"]), clock.published
    year = int(match["year"]) if match["year"] else here.year - (month > here.month)
    if not match["edge"]:
        return _months(year, month, 1, clock)
    first, n_days = date(year, month, 1), monthrange(year, month)[1]
    third = {"early": 0, "beginning": 0, "start": 0, "mid": 10}.get(match["edge"].split()[0].lower(), 20)
    return _days(first + timedelta(days=third), n_days - 20 if third == 20 else 10, clock)


def whole_year(match: re.Match[str], clock: Clock) -> Interval | None:
    """2022, early 2023."""
    year = int(match["year"])
    if not _EARLIEST_YEAR <= year <= clock.published.year + 5:
        return None
    first, last = _PARTS_OF_YEAR.get((match["edge"] or "").split(" ")[0].lower(), (0, 12))
    return _months(year, 1 + first, last - first, clock)


def quarter_of_year(match: re.Match[str], clock: Clock) -> Interval | None:
    """Q1, Q4 2024."""
    quarter, here = int(match["quarter"]), clock.published
    year = int(match["year"]) if match["year"] else here.year - (3 * quarter - 2 > here.month)
    return _months(year, 3 * quarter - 2, 3, clock)


def weekday_before(match: re.Match[str], clock: Clock) -> Interval | None:
    """Tuesday: the latest one up to the day of publication."""
    here = clock.published.date()
    weekday = match["weekday"] or match["alone"]
    days_ago = (here.weekday() - _WEEKDAYS.index(weekday[:3].lower())) % 7
    which = (match["which"] or "").strip().lower()
    if which == "next":
        days_ago -= 7
    elif which == "last" and days_ago == 0:
        days_ago = 7
    clock.day = here - timedelta(days=days_ago)
    return _days(clock.day, 1, clock)


def ago(match: re.Match[str], clock: Clock) -> Interval | None:
    """Two weeks ago: the unit of time around that moment."""
    unit = _unit(match["unit"])
    span = timedelta(hours=_UNIT_HOURS[unit])
    back = clock.published - timedelta(hours=_count(match["count"]) * _UNIT_HOURS[unit])
    if unit in ("min", "hour", "hr"):
        return back - span / 2, back + span / 2
    return _days(
        (back - span / 2).date() if unit != "day" else back.date(), max(1, round(span / timedelta(days=1))), clock
    )


def trailing(match: re.Match[str], clock: Clock) -> Interval | None:
    """Past 24 hours: up to publication."""
    hours = window_hours_of(match)
    return None if hours is None else (clock.published - timedelta(hours=hours), clock.published)


def relative_day(match: re.Match[str], clock: Clock) -> Interval | None:
    """Today, yesterday."""
    clock.day = clock.published.date() - timedelta(days=match["day"].lower().startswith("yesterday"))
    return _days(clock.day, 1, clock)


def relative_period(match: re.Match[str], clock: Clock) -> Interval | None:
    """Last week, this year, last summer; the past week ends with the publication, last week with a Sunday."""
    period, here = match["period"].lower(), clock.published.date()
    if match["which"].lower() == "past" and period in _UNIT_HOURS:
        return clock.published - timedelta(hours=_UNIT_HOURS[period]), clock.published
    is_past = match["which"].lower() != "this"
    monday = here - timedelta(days=here.weekday())
    if period == "week":
        return _days(monday - timedelta(days=7 * is_past), 7, clock)
    if period == "weekend":
        # On a weekend it is the present one, on any other day the one before, whatever word is used.
        return _days(monday + timedelta(days=5 if here.weekday() >= 5 else -2), 2, clock)
    if period == "month":
        return _months(here.year, here.month, 1, clock) if not is_past else _months(*_month_before(here), 1, clock)
    if period == "quarter":
        return _months(here.year, (here.month - 1) // 3 * 3 + 1 - 3 * is_past, 3, clock)
    if period == "year":
        return _months(here.year - is_past, 1, 12, clock)
    first_month = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9}.get(period, 12)
    year = here.year - (first_month + 2 > here.month if is_past else 0) - (period == "winter" and not is_past)
    return _months(year, first_month, 3, clock)


def _month_before(day: date) -> tuple[int, int]:
    return (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)


def to_date(match: re.Match[str], clock: Clock) -> Interval | None:
    """Year to date."""
    here = clock.published
    is_year = match.group().lower().startswith("year")
    return _midnight(date(here.year, 1 if is_year else here.month, 1), clock), here


def part_of_day(match: re.Match[str], clock: Clock) -> Interval | None:
    """By the afternoon: on the day named last."""
    first, last = _PARTS[match["part"].lower()]
    midnight = _midnight(clock.day, clock)
    return midnight + timedelta(hours=first), midnight + timedelta(hours=last)


def trading_session(match: re.Match[str], clock: Clock) -> Interval | None:
    """Asian trading hours: on the day named last."""
    zone, first, last = _SESSIONS[match["place"].replace(".", "")]
    midnight = datetime(clock.day.year, clock.day.month, clock.day.day, tzinfo=ZoneInfo(zone))
    return midnight + timedelta(hours=first), midnight + timedelta(hours=last)


def clock_time(match: re.Match[str], clock: Clock) -> Interval | None:
    """5 p.m. ET: that hour; 08:10 UTC: that minute."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    if hour > 23 or minute > 59:
        return None
    zone = ZoneInfo(_ZONES.get(match["zone"], "UTC")) if match["zone"] else clock.published.tzinfo
    moment = datetime(clock.day.year, clock.day.month, clock.day.day, hour, minute, tzinfo=zone)
    return moment, moment + timedelta(minutes=1 if match["minute"] else 60)
