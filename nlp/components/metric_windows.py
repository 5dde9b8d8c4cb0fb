"""The time that a metric covers: "in 24 hours", "over the past week", "year to date"."""

import re

from nlp.components.figure_windows import FigureWindow

_COUNT = r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|ten|twelve|couple of)"
_STATED = re.compile(
    rf"\b(?:past|last|previous|trailing|in|within|over|during|for)[ -](?:the |just |a )?(?:past |last |previous "
    rf")?{_COUNT}[ -](?P<unit>minute|hour|day|week|month|year)s?\b"
    r"|\b(?P<digits>\d{1,3})[ -]?(?P<short>minute|hour|day|week|month|year|h|d)\b"
)
# A word without which the pattern cannot match, pattern, hours.
_NAMED: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("hour", re.compile(r"\b(?:past|last) hour\b|\bhourly\b"), 1.0),
    (
        "da",
        re.compile(
            r"\b(?:past|last|previous) day\b|\btoday\b|\bon the day\b|\bdaily\b|\bday-over-day\b|\bin a day\b|"
            r"\bintraday\b"
        ),
        24.0,
    ),
    (
        "week",
        re.compile(
            r"\b(?:past|last|this|previous) week\b|\bweekly\b|\bweek-over-week\b|\bin a week\b|\bon the week\b|"
            r"\bfor the week\b"
        ),
        168.0,
    ),
    ("month", re.compile(r"\b(?:past|last|this|previous) month\b|\bmonthly\b|\bin a month\b|\bfor the month\b"), 720.0),
    ("year", re.compile(r"\b(?:past|last|previous) year\b|\byear[- ](?:on|over)[- ]year\b|\bin a year\b"), 8760.0),
    ("annually", re.compile(r"\bannually\b"), 8760.0),
)
_HOURS = {"m": 1 / 60, "h": 1.0, "d": 24.0, "w": 168.0, "y": 8760.0}
_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "twelve": 12,
    "couple of": 2,
}
_REACH = 70


def window_hours_of(window: FigureWindow) -> float | None:
    """Hours that a figure covers, as stated close to it."""
    before, after = window.own_before[-_REACH:], window.own_after[:_REACH]
    text, here = before + "\x00" + after, len(before)
    best: tuple[int, float] | None = None
    for match in _STATED.finditer(text):
        best = _nearer(best, match, here, _stated(match))
    for word, pattern, hours in _NAMED:
        if word in text:
            for match in pattern.finditer(text):
                best = _nearer(best, match, here, hours)
    return best[1] if best else None


def _nearer(best: tuple[int, float] | None, match: re.Match[str], here: int, hours: float) -> tuple[int, float]:
    distance = match.start() - here if match.start() > here else here - match.end()
    return (distance, hours) if best is None or distance < best[0] else best


def _stated(match: re.Match[str]) -> float:
    count = match["count"] or match["digits"]
    unit = match["unit"] or match["short"]
    number = float(count) if count.isdigit() else float(_COUNTS[count])
    return round(number * (720.0 if unit == "month" else _HOURS[unit[0]]), 4)
