"""How far back something is the extreme: "14-month low", "highest since May 2021", "all-time high", "in a year"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from nlp.text.spans import starting_in
from nlp.text.stems import StemIndex
from nlp.text.time_expressions import TimeExpression

_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.31, "year": 365.25}
_NUMBERS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split())} | {"a": 1, "an": 1}  # fmt: skip
_ADVERBS = {"daily": 1.0, "weekly": 7.0, "monthly": 30.44, "quarterly": 91.31, "yearly": 365.25, "annual": 365.25}
_COUNT = r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?P<unit>hour|day|week|month|quarter|year)"

_PERIOD_EXTREME = re.compile(
    rf"\b(?:{_COUNT}[- ]{_UNIT}|(?P<adverb>daily|weekly|monthly|quarterly|yearly|annual))"
    r"[- ](?P<side>low|high|bottom|peak)s?\b(?!er)",
)
_RECORD = re.compile(
    r"\b(?:all[- ]time|record|lifetime|historic)[- ](?P<side>high|low|peak|bottom)s?\b|\b(?P<ath>aths?)\b|"
    r"\b(?:new|fresh) (?:price )?(?P<record>record)s?\b(?! (?:of|for|in) (?:\w+ )?(?:volume|inflow|outflow|flow))",
)
_COMPARED = re.compile(
    r"\b(?:(?P<extreme>lowest|highest|weakest|strongest|biggest|largest|worst|best|steepest|sharpest|cheapest)\b"
    r"[^.;:\n]{0,50}?"
    r"|(?P<absent>(?:not|\w+n't|never|last|nobody has|no one has) (?:been )?"
    r"(?:seen|visited|touched|traded|reached|witnessed|recorded)\b"
    r"[^.;:\n]{0,40}?)"
    r"|(?P<first>first time|first (?:close|trade|move|visit) (?:above|below) [^.;:\n]{0,20}?)\s?)"
    rf"\s?\b(?:(?P<since>since)\b|in (?:more than |over |almost |nearly |about |around |at least )?{_COUNT} {_UNIT}s?\b"
    r"|(?:of|this|so far this|for) (?P<this>the year|year|the month|month))",
)
_LAST_IN = re.compile(
    r"\blast (?:been )?(?:seen|visited|touched|traded|reached|witnessed|recorded|covered|printed) (?:in|during|at)\b"
    r"(?: the)?(?: (?:early|late|depths|middle|start|end|beginning|lows?|highs?|bear market|bull market|crash|winter))?"
    r"(?: of)?(?: the)? ",
)
_ERA = re.compile(r" (?:bear market|bull market|bull run|crash|peak|winter|cycle|lows?|highs?)\b")
_LOW_WORDS = ("lowest", "weakest", "worst", "cheapest", "steepest")
_EXTREMES = ("high", "low", "bottom", "peak")
_RECORDS = ("all-time", "all time", "record", "lifetime", "historic", "ath")
_COMPARISONS = (
    *("lowest", "highest", "weakest", "strongest", "biggest", "largest", "worst", "best", "steepest", "sharpest"),
    *("cheapest", "seen", "visited", "touched", "traded", "reached", "witnessed", "recorded", "first "),
)
_SINCE_REACH = 60


@dataclass(frozen=True, slots=True)
class Extent:
    """How far back an extreme reaches.

    Attributes:
        text: The words, in plain form.
        start: First code point.
        end: One past the last.
        side: Whether a low or a high is meant; `None` where the words leave it open ("not seen since").
        days: Length in days; `math.inf` for all time, `None` where only a date is given or the length is vague.
        since: The day compared with; the middle where the text names a longer period.
        subject: `price` for levels, `move` for "the biggest drop since".
    """

    text: str
    start: int
    end: int
    side: Literal["low", "high"] | None
    days: float | None
    since: date | None
    subject: Literal["price", "move"] = "price"


def find_extents(
    plain: str,
    times: Sequence[TimeExpression],
    *,
    published_at: datetime | None,
    index: StemIndex | None = None,
) -> tuple[Extent, ...]:
    """Find what is said to be an extreme, in order and without overlap.

    Args:
        plain: The text in plain form.
        times: Its time words; "since" takes its date from them.
        published_at: From which "of the year" is counted; `None` leaves those lengths open.
        index: The sentences, in each of which an extreme stands alone. `None` takes the text for one.
    """
    lower = plain.lower()
    index = index or StemIndex(plain, [(0, len(plain))])
    extents = [_period(match, plain) for match in _near(_PERIOD_EXTREME, _EXTREMES, lower, index)]
    extents += [_record(match, plain) for match in _near(_RECORD, _RECORDS, lower, index)]
    for match in _near(_COMPARED, _COMPARISONS, lower, index):
        compared = _compared(match, plain, times, published_at)
        if compared is not None:
            extents.append(compared)
    for match in _near(_LAST_IN, ("last ",), lower, index):
        last = _last_in(match, plain, times, published_at)
        if last is not None:
            extents.append(last)
    extents.sort(key=lambda extent: (extent.start, -extent.end))
    kept: list[Extent] = []
    for extent in extents:
        if not kept or extent.start >= kept[-1].end:
            kept.append(extent)
    return tuple(kept)


def _near(pattern: re.Pattern[str], stems: tuple[str, ...], lower: str, index: StemIndex) -> Iterator[re.Match[str]]:
    for start, end in index.regions_with(stems):
        yield from pattern.finditer(lower, start, end)


def _period(match: re.Match[str], plain: str) -> Extent:
    if match["adverb"]:
        days = _ADVERBS[match["adverb"]]
    else:
        days = _length(match)
    return Extent(
        plain[match.start() : match.end()], match.start(), match.end(), _side(match["side"]), round(days, 2), None
    )


def _record(match: re.Match[str], plain: str) -> Extent:
    side = _side(match["side"]) if match["side"] else "high"
    return Extent(plain[match.start() : match.end()], match.start(), match.end(), side, float("inf"), None)


def _compared(
    match: re.Match[str], plain: str, times: Sequence[TimeExpression], published_at: datetime | None
) -> Extent | None:
    extreme = match["extreme"] or ""
    is_move = (
        re.search(r"\b(?:drop|decline|fall|gain|rise|rally|loss|move|jump|day|week|month|sell-?off)\b", match.group())
        is not None
    )
    side: Literal["low", "high"] | None = None
    if extreme:
        side = "low" if extreme in _LOW_WORDS else "high"
    subject: Literal["price", "move"] = "move" if is_move and extreme not in ("lowest", "highest") else "price"
    end, days, since = match.end(), None, None
    if match["since"]:
        named = next(iter(starting_in(times, match.end(), match.end() + _SINCE_REACH)), None)
        if named is None:
            return None
        tail = _ERA.match(match.string, named.end)
        end = tail.end() if tail else named.end
        if named.time_start is not None and named.time_end is not None:
            since = (named.time_start + (named.time_end - named.time_start) / 2).date()
            if published_at is not None:
                days = float((published_at.date() - since) / timedelta(days=1))
    elif match["this"]:
        if published_at is not None:
            since = date(published_at.year, published_at.month if "month" in match["this"] else 1, 1)
            days = float((published_at.date() - since).days)
    else:
        days = round(_length(match), 2)
    text = plain[match.start() : end]
    return Extent(text, match.start(), end, side, days, since, subject)


def _last_in(
    match: re.Match[str], plain: str, times: Sequence[TimeExpression], published_at: datetime | None
) -> Extent | None:
    """The price "last seen in 2022": nothing like it since."""
    named = next(iter(starting_in(times, match.start(), match.end() + 1)), None)
    if named is None or named.time_start is None or named.time_end is None or published_at is None:
        return None
    since = (named.time_start + (named.time_end - named.time_start) / 2).date()
    days = float((published_at.date() - since).days)
    if days <= 0:
        return None
    end = max(named.end, match.end())
    return Extent(plain[match.start() : end].rstrip(), match.start(), end, None, days, since)


def _length(match: re.Match[str]) -> float:
    count = match["count"]
    return (float(count) if count.isdigit() else float(_NUMBERS[count])) * _DAYS[match["unit"]]


def _side(word: str) -> Literal["low", "high"]:
    return "low" if word in ("low", "bottom") else "high"
