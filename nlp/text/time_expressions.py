"""Time words of market news, resolved against the publication into intervals: "Tuesday", "early trading", "May 12".

Nothing is guessed silently: without a publication time the words are found and their interval stays open (`None`). Days
are the outlet's local days, intervals are in UTC with the end excluded. A part of a day ("by the afternoon") belongs to
the day right behind it ("at noon on Monday"), else to the one named last before it, else to the day of publication.
What the words mean is in `nlp.text.time_meaning`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from nlp.text.stems import StemIndex
from nlp.text.time_meaning import (
    Clock,
    Resolver,
    ago,
    clock_time,
    iso_day,
    named_day,
    named_month,
    part_of_day,
    quarter_of_year,
    relative_day,
    relative_period,
    to_date,
    trading_session,
    trailing,
    weekday_before,
    whole_year,
    window_hours_of,
)

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|Jun\.|July?|Jul\.|Aug(?:ust|\.)?|"
    r"Sep(?:tember|t?\.?)|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|couple of|few)"
_UNIT = r"(?:min(?:ute)?|hour|hr|day|week|month|quarter|year)s?"
COUNTABLE_YEARS = range(1100, 9000)
"""Years of publication from which "999 years ago" can be counted back without leaving the calendar."""

BEFORE_ITS_DAY = re.compile(r",? (?:on |of )?(?:the )?")
"""What may stand between a time of day and the day it belongs to: "at 14:00 UTC on 3 June"."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Time words and what they mean.

    Attributes:
        text: The words, in plain form.
        start: First code point.
        end: One past the last.
        time_start: Start of the interval meant, UTC; `None` where there is no publication time to count from.
        time_end: Its end, excluded.
        window_hours: Length, where the words state one ("24-hour", "past two weeks").
        is_since: "since ..." comes before: the interval is where something else began.
    """

    text: str
    start: int
    end: int
    time_start: datetime | None
    time_end: datetime | None
    window_hours: float | None = None
    is_since: bool = False


def find_times(
    plain: str, *, published_at: datetime | None, time_zone: str, index: StemIndex | None = None
) -> tuple[TimeExpression, ...]:
    """Find the time words of a text, in order and without overlap.

    Args:
        plain: The text in plain form.
        published_at: Aware; `None`, or a year outside `COUNTABLE_YEARS`, leaves every interval open that is not a
            full date.
        time_zone: IANA name of the zone in which the outlet means its days.
        index: The sentences, which no time words span. `None` takes the text for one.
    """
    index = index or StemIndex(plain, [(0, len(plain))])
    regions_with = {stems: index.regions_with(stems) for stems in _ALL_STEMS}
    matches = [
        (match, match.span("core" if "core" in pattern.groupindex else 0), resolve)
        for pattern, resolve, stems in _RULES
        for start, end in regions_with[stems]
        for match in pattern.finditer(plain, start, end)
        if not plain[match.start() - 1 : match.start()].isalnum()
    ]
    matches.sort(key=lambda found: (found[1][0], -found[1][1]))
    zone = ZoneInfo(time_zone)
    is_countable = published_at is not None and published_at.year in COUNTABLE_YEARS
    published = published_at.astimezone(zone) if published_at and is_countable else None
    clock = Clock(published, published.date()) if published else None
    times: list[TimeExpression] = []
    for place, (match, (start, end), resolve) in enumerate(matches):
        if times and start < times[-1].end:
            continue
        here = clock or _clock_of_stated_year(match, zone)
        is_since = _SINCE.search(plain, max(start - 40, 0), start) is not None
        if here is not None:
            here.is_since = is_since
            if resolve in _WITHIN_A_DAY and (named := _day_behind(plain, end, matches[place + 1 : place + 3])):
                named[1](named[0], here)  # leaves its day in the clock
        interval = resolve(match, here) if here else None
        times.append(
            TimeExpression(
                text=plain[start:end],
                start=start,
                end=end,
                time_start=interval[0].astimezone(UTC) if interval else None,
                time_end=interval[1].astimezone(UTC) if interval else None,
                window_hours=window_hours_of(match),
                is_since=is_since,
            )
        )
    return tuple(times)


def _day_behind(
    plain: str, end: int, following: Sequence[tuple[re.Match[str], tuple[int, int], Resolver]]
) -> tuple[re.Match[str], Resolver] | None:
    """The day that is named right behind a time of day: "at 14:00 UTC on 3 June", "late trading Tuesday"."""
    for match, (start, _), resolve in following:
        if start >= end and resolve in _DAYS and BEFORE_ITS_DAY.fullmatch(plain, end, start):
            return match, resolve
    return None


def _clock_of_stated_year(match: re.Match[str], zone: ZoneInfo) -> Clock | None:
    """What a full date is resolved against when the article has none: its own year is all it takes."""
    year = match.groupdict().get("year")
    return Clock(datetime(int(year), 12, 31, tzinfo=zone), date(int(year), 12, 31)) if year else None


_DAYS = (iso_day, named_day, weekday_before, relative_day)
_WITHIN_A_DAY = (clock_time, part_of_day, trading_session)
_SINCE = re.compile(r"\b[Ss]ince (?:the |at least |around |(?:[a-z]+ ){1,4}(?:of|in) (?:the )?)?$")


_YEAR = r"(?P<year>20[012]\d)\b"
_EDGE = r"(?:(?P<edge>[Ee]arly|[Mm]id|[Ll]ate|[Bb]eginning of|[Ss]tart of|[Ee]nd of)[ -])"
_ZONE = r"(?: \(?(?P<zone>UTC|GMT|ET|EST|EDT|PT|CET|BST)\b)?"
_FIGURE_NOUN = (
    r"(?:window|period|span|tally|total|basis|chang\w+|loss|gain|drop|decline|trading|volume|liquidat\w+|rolling|price|"
    r"range)"
)
_CENTURY = ("20",)
_MONTH_STEMS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAY_STEMS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNIT_STEMS = ("min", "hour", "hr", "day", "week", "month", "quarter", "year")
_PART_STEMS = ("morning", "afternoon", "evening", "overnight", "midday", "midnight")
# Patterns begin with letters or digits, not with \b or optional words: that lets the search skip through a text fast
# (the loop in find_times checks the word boundary). A `core` group marks the span where the pattern needs more context.
_RULES: tuple[tuple[re.Pattern[str], Resolver, tuple[str, ...]], ...] = (
    (re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"), iso_day, _CENTURY),
    (
        re.compile(rf"(?P<day>\d\d?)(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})(?:,? {_YEAR}|\b)"),
        named_day,
        _MONTH_STEMS,
    ),
    (
        re.compile(rf"(?P<month>{_MONTH}) (?P<day>\d\d?)(?:st|nd|rd|th)?\b(?![:.,]\d)(?:,? {_YEAR})?"),
        named_day,
        _MONTH_STEMS,
    ),
    (re.compile(rf"(?P<edge>)(?P<month>{_MONTH}),? {_YEAR}"), named_month, _CENTURY),
    (re.compile(rf"{_EDGE}(?P<month>{_MONTH})(?:,? {_YEAR})?"), named_month, _MONTH_STEMS),
    # "May" and "March" are words too, and 2022 may be an amount: alone they need a preposition.
    (
        re.compile(rf"(?:[Ii]n|[Ss]ince|[Ll]ast|this|by|of|until) (?P<core>(?P<edge>)(?P<month>{_MONTH})(?P<year>))\b"),
        named_month,
        _MONTH_STEMS,
    ),
    (
        re.compile(rf"(?:[Ii]n|[Ss]ince|of|by|the|for|throughout) (?P<core>(?P<edge>){_YEAR})(?![.,]\d)"),
        whole_year,
        _CENTURY,
    ),
    (re.compile(rf"{_EDGE}{_YEAR}"), whole_year, _CENTURY),
    (re.compile(rf"Q(?P<quarter>[1-4])\b(?: (?:of )?{_YEAR})?"), quarter_of_year, ("Q1", "Q2", "Q3", "Q4")),
    (
        re.compile(
            r"(?P<which>[Ll]ast |[Nn]ext |[Tt]his )(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
            r"|(?P<alone>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
        ),
        weekday_before,
        _WEEKDAY_STEMS,
    ),
    (re.compile(rf"(?P<count>{_COUNT}) (?P<unit>{_UNIT}) (?:ago|earlier)\b"), ago, ("ago", "earlier")),
    (
        re.compile(
            rf"(?:[Pp]ast|[Ll]ast|[Pp]revious|[Tt]railing) "
            rf"(?:(?P<count>{_COUNT}) (?P<unit>{_UNIT})|(?P<single>hour|day))\b"
        ),
        trailing,
        ("past ", "last ", "previous ", "trailing "),
    ),
    (
        re.compile(
            r"(?:[Ii]n|[Oo]ver|[Ww]ithin|[Ff]or|[Ll]ess than) (?:just |only |about |more than |less than )?"
            rf"(?P<count>{_COUNT}) (?P<unit>{_UNIT})\b"
        ),
        trailing,
        _UNIT_STEMS,
    ),
    (
        re.compile(rf"(?P<count>\d{{1,3}}|one|two|four|seven)[ -](?P<unit>hour|hr|day|week)\b(?= {_FIGURE_NOUN})"),
        trailing,
        ("hour", "hr", "day", "week"),
    ),
    (re.compile(r"(?:[Ee]arlier |[Ll]ater )?(?P<day>[Tt]oday|[Yy]esterday)\b"), relative_day, ("today", "yesterday")),
    (
        re.compile(
            r"(?P<which>[Tt]his|[Ll]ast|[Pp]ast|[Pp]revious) "
            r"(?P<period>week|weekend|month|quarter|year|spring|summer|fall|autumn|winter)\b"
        ),
        relative_period,
        ("this ", "past ", "last ", "previous "),
    ),
    (re.compile(r"(?:[Oo]ver|[Dd]uring) (?P<which>the) (?P<period>weekend)\b"), relative_period, ("weekend",)),
    (re.compile(r"(?:[Yy]ear|[Mm]onth)[ -]to[ -]date\b"), to_date, ("to date", "to-date")),
    (
        re.compile(r"(?P<part>[Ee]arly|[Ll]ate)(?: \w+)? (?:trading|trade|session|hours|deals)\b"),
        part_of_day,
        ("early ", "late "),
    ),
    (
        re.compile(r"(?P<part>[Mm]orning|[Aa]fternoon|[Ee]vening|[Oo]vernight|[Mm]idday|[Mm]idnight)\b"),
        part_of_day,
        _PART_STEMS,
    ),
    (
        re.compile(
            r"(?P<place>Asia|Europe|U\.?S\.?|New York|London)n?(?: morning| afternoon)? "
            r"(?:trading )?(?:hours|session|trading)\b"
        ),
        trading_session,
        ("hours", "session", "trading"),
    ),
    (re.compile(r"(?P<place>Wall Street)(?:'s)? open"), trading_session, ("Wall Street",)),
    (
        re.compile(rf"(?P<hour>\d\d?):(?P<minute>\d\d)(?::\d\d)?\b(?: ?(?P<half>[aApP])\.?[mM]\b\.?)?{_ZONE}"),
        clock_time,
        (":",),
    ),
    (
        re.compile(rf"(?P<hour>\d\d?)(?P<minute>) ?(?P<half>[aApP])\.?[mM]\b\.?{_ZONE}"),
        clock_time,
        ("m.", "pm", "am"),
    ),
)
"""Patterns, their meaning, and stems of which one must be there; where two match at one place the longer one counts."""
_ALL_STEMS = frozenset(stems for _, _, stems in _RULES)
