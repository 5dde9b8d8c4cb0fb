"""Reads publication times as publishers write them, and says when it cannot.

Ready-made parsers guess: they read 2024/8/5 as November, take BST for UTC and keep the year 9999. Here a time that is
not certain stays missing, with a note that says why:

    day_only            a date without a time of day is no instant (`stated_day` has the day)
    ambiguous_zone      a zone abbreviation with several meanings, none of them the outlet's
    ambiguous_order     01/02/2024
    unreadable          no form that is known here
    absurd              before the first news site or without such a day
    future              more than a day after it was seen

and these notes go with a time that was taken:

    no_zone             the outlet's zone was assumed
    clock_change        the hour that the outlet's clocks went through twice (the first was assumed) or skipped
    from_updated        the feed has only one date, written as that of the last change
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

REFUSALS = frozenset({"day_only", "ambiguous_zone", "ambiguous_order", "unreadable", "absurd", "future"})
"""The notes of times that were not taken."""
FUTURE_TOLERANCE = timedelta(days=1)
MAX_RAW_CHARS = 100
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

ZONE_HOURS = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "PKT": 5, "ICT": 7, "WIB": 7, "HKT": 8, "SGT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10,
    "AEDT": 11, "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "BRT": -3,
}  # fmt: skip
"""Abbreviations with one meaning among publishers; those of North America as RFC 2822 fixes them.

Missing on purpose: IST (India, Israel, Ireland), AST (Arabia, Atlantic). They count only where the outlet's own zone
uses them.
"""

ZONE_NAMES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
"""Abbreviations that mean whatever the clocks there show."""

_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>[+-]\d{2}:?\d{2}|[+-]\d{2}|[a-z]{1,5}(?:[+-]\d{1,2}(?::?\d\d)?)?)?(?:\s*\([a-z ]+\))?"
)
_DATES = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    r"(?:[a-z]{3,9}\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<month>[a-z]{3,9})\.?,?[\s-]+(?P<year>\d{4}|\d\d)",
    r"(?:[a-z]{3,9}\.?,?\s+)?(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
)
_FORMS = tuple(
    re.compile(rf"{date}(?:(?:\s*T\s*|,?\s+(?:at\s+)?|\s*[-–|]\s*){_TIME})?", re.IGNORECASE) for date in _DATES
)
_NUMERIC_ORDER = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A time as written, as an instant in UTC if that is certain, and what is to be said about it."""

    raw: str | None
    at: datetime | None
    note: str | None = None

    @property
    def trust(self) -> str:
        """How far it can be relied on: `stated`, `assumed` (with a note), `refused` or `missing`."""
        if self.at is None:
            return "refused" if self.raw else "missing"
        return "assumed" if self.note else "stated"


def read_time(raw: str | None, *, time_zone: str, now: datetime) -> ReadTime:
    """Read one time.

    Args:
        raw: As the publisher writes it.
        time_zone: The outlet's zone, assumed (and noted) where the text names none.
        now: When it was seen.
    """
    text = " ".join((raw or "").split())[:MAX_RAW_CHARS]
    if not text:
        return ReadTime(None, None)
    match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        return ReadTime(text, None, "ambiguous_order" if _NUMERIC_ORDER.fullmatch(text) else "unreadable")
    if match["hour"] is None:
        return ReadTime(text, None, "day_only")
    try:
        local = _clock_time(match)
        zone = _zone(match["zone"], time_zone, local)
        if zone is None:
            return ReadTime(text, None, "ambiguous_zone")
        at = local.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return ReadTime(text, None, "absurd")
    if at < EARLIEST:
        return ReadTime(text, None, "absurd")
    if at > now + FUTURE_TOLERANCE:
        return ReadTime(text, None, "future")
    return ReadTime(text, at, _assumption(match["zone"], local, zone))


def stated_day(raw: str | None, *, time_zone: str, now: datetime) -> date | None:
    """Return the day that a text states where it states no time of day, a day that has begun.

    Args:
        raw: As the publisher writes it.
        time_zone: The outlet's zone, whose day it is.
        now: When it was seen.
    """
    text = " ".join((raw or "").split())[:MAX_RAW_CHARS]
    match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if match is None or match["hour"] is not None:
        return None
    try:
        year, month = int(match["year"]), match["month"].lower()
        day = date(
            year + (2000 if year < 100 else 0),
            int(month) if month.isdigit() else _month(month),
            int(match["day"]),
        )
    except ValueError:
        return None
    return day if EARLIEST.date() <= day <= now.astimezone(ZoneInfo(time_zone)).date() else None


def day_end(day: date, time_zone: str) -> datetime:
    """Return the instant at which a day ends in a zone."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(time_zone)).astimezone(UTC)


def _clock_time(match: re.Match[str]) -> datetime:
    year, month, hour = match["year"], match["month"].lower(), int(match["hour"])
    half = (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour on a twelve-hour clock")
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return datetime(
        int(year) + (2000 if len(year) == 2 else 0),
        int(month) if month.isdigit() else _month(month),
        int(match["day"]),
        hour,
        int(match["minute"]),
        int(match["second"] or 0),
        int((match["fraction"] or "0").ljust(6, "0")[:6]),
    )


def _month(name: str) -> int:
    """The number of an English month, written out or cut to three letters or more."""
    for number, month in enumerate(MONTHS, start=1):
        if month.startswith(name):
            return number
    raise ValueError(f"no month is called {name!r}")


def _zone(written: str | None, outlet_zone: str, local: datetime) -> tzinfo | None:
    """The zone that a text names, or the outlet's where it names none; `None` where it could be several."""
    home = ZoneInfo(outlet_zone)
    if not written:
        return home
    name = written.upper()
    offset = re.fullmatch(r"(?:UTC|GMT|UT)?([+-])(\d{1,2}):?(\d\d)?", name)
    if offset:
        sign, hours, minutes = offset.groups()
        delta = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-delta if sign == "-" else delta)
    if name == local.replace(tzinfo=home).tzname():
        return home
    if name in ZONE_NAMES:
        return ZoneInfo(ZONE_NAMES[name])
    return timezone(timedelta(hours=ZONE_HOURS[name])) if name in ZONE_HOURS else None


def _assumption(written: str | None, local: datetime, zone: tzinfo) -> str | None:
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first != second:
        return "clock_change"
    return None if written else "no_zone"
