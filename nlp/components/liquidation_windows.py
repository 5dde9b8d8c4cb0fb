"""Over how many hours a liquidation figure was counted."""

import re
from functools import lru_cache

from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_windows import FigureWindow

_NUMBER = (
    r"(?P<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty-four|forty-eight|couple of)"
)
_FILL = r"(?:(?:the|just|a|about|roughly|less than|only|under|over|single|mere|matter of|span of|past|last) )*"
# A point in time or the age of a record is no window: "an hour earlier", "4-week high", "7-day heatmap".
_NO_SPAN = (
    r"(?! (?:earlier|ago|before|prior|later|from now|old)\b)"
    r"(?![ -](?:[\w-]+ )?(?:highs?|lows?|peak|record|average|moving|streak|heatmap|chart|candle|volume|old|"
    r"decline|drop|"
    r"rally|gain|range|ema|sma|funding)\b)"
)
_WINDOW: tuple[tuple[re.Pattern[str], float | None], ...] = tuple(
    (re.compile(pattern), hours)
    for pattern, hours in (
        (
            rf"\b(?:past|last|previous|trailing|preceding|prior|in|within|over|during|under|than|every) "
            rf"{_FILL}{_NUMBER}[ -]?(?:full |short )?"
            rf"(?P<unit>minutes?|mins?|hours?|hrs?|h\b|days?|weeks?)\b{_NO_SPAN}",
            None,
        ),
        (rf"\b{_NUMBER}[ -]?(?P<unit>minute|hour|hr|h|day|week)s?\b{_NO_SPAN}", None),
        (
            r"\b(?:past|last|single|final|previous|following) (?:60 minutes|sixty minutes|hour)\b|\bin (?:an|one|"
            r"a single|under an) hour\b"
            rf"|\bwithin (?:an|the|one) hour\b|\bhourly\b|"
            rf"\b(?:the|that|this|an|every) (?:(?!half )\w+ ){{0,2}}?hour\b{_NO_SPAN}"
            r"|\bsixty minutes\b",
            1.0,
        ),
        (
            rf"\b(?:past|last|previous|preceding|prior|entire|whole|single|one|same|full) (?:trading )?day\b{_NO_SPAN}|"
            rf"\btoday\b(?!:)|"
            rf"\bdaily\b|"
            r"\bon the day\b"
            r"|\b(?:in|within|over) (?:just |only |under |about )?(?:a|one|a single) day\b|(?<!of the )\bday's\b|"
            r"\bsingle-day\b|\bone-day\b|"
            r"\b24-?h(?:r|rs)?\b"
            r"|\bfor the day\b|\bin the day to\b|"
            r"\b(?:in|over|during|within|throughout|(?<!liquidation )(?<!order )(?<!trade )of) the day\b(?! before)",
            24.0,
        ),
        (
            r"\bpast week\b|\bthe (?:last|previous|preceding|prior) week\b|\bthis week\b|"
            r"\b(?:over|during) the (?:full |whole |entire )?week\b|"
            r"\bweekly\b|\bin a week\b",
            168.0,
        ),
        (r"\b(?:past|last) half hour\b|\bhalf an hour\b", 0.5),
    )
)
_TIME_WORD = re.compile(r"min|hour|hr|day|dai|week|\d[ -]?h\b")
"""One of these stands in every statement of a length of time; most sentences hold none."""
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "twenty-four": 24, "forty-eight": 48, "couple of": 2,
}  # fmt: skip
_UNIT_HOURS = {"m": 1 / 60, "h": 1.0, "d": 24.0, "w": 168.0}
_NEW_CLAUSE = re.compile(r"[;.]|,? \b(?:as|while|whereas|but|when|after|before)\b|, (?:and|with|[a-z]+ing) ")
_FOR_A_PART = re.compile(
    r", (?:with|including)(?: (?:an?|some|about|over|another|the|nearly|around|[a-z]+ble))* ¤|"
    r"\b(?:most|much|majority|half|bulk|many|part|two thirds|¤%) of (?:which|them|it|that|those)\b"
)
_BREAK = re.compile(r"[;.]|,? (?:while|whereas|but|compared|versus|vs|against)\b|, (?:and|with) ")
_OF_A_MOVE = re.compile(
    r"(?:¤%|\bfrom ¤ to (?:[\w-]+ ){0,5}?¤) (?:(?:in|within) (?:(?:merely|barely|as little as|no more than) )?)?$"
)
_SINCE = re.compile(r"\bsince (?:the )?(?:start|beginning) of $")
# "the worst hour since June, when $90 million was closed": the time is not that of the other day.
_ANOTHER_DAY = re.compile(r"\bsince\b[^;]{0,40}, (?:when|which saw|during which)\b")
_OF_A_REFERENCE = re.compile(r"\d\s?% of (?:the |all )?(?:total|overall)\b")
_SAME_TIME = re.compile(
    r"\b(?:same|this|that) (?:very )?(?:same )?"
    r"(?:time ?frame|time ?span|period|window|span|interval|stretch|time period)\b|\bduring this time\b"
)
_TIME_AS_TOPIC = re.compile(
    r"(?:(?:over|in|during|within) )?the (?:past|last|previous) \d{1,2} (?:hour|day)s?\b[^\d$%]*$"
    r"|(?:on |in |over )?(?:the|a) (?:\d{1,2}|four|twelve)[- ]?hour (?:window|view|data|period|time ?frame|"
    r"count|figures?|table|picture|tally|total|"
    r"breakdown|snapshot)\b[^\d$%]*$"
)
_CHART_AS_TOPIC = re.compile(
    r"(?:on |in )?the (?P<count>\d{1,2}|four|twelve)[- ]?(?P<unit>hour) (?:chart|map|heatmap)\b[^\d$%]*$"
)
_CLOSED = re.compile(r"liquidat|\bwiped out\b|\brekt\b")
_MONEY = re.compile(r"[$€£]\s?\d|\d\s?(?:million|billion|[mb]n?\b|usd)")
_REACH_BACK = 5
_LONGER = 40
"""What another figure or a break between clauses counts for in the distance to a statement of time, in characters."""


def window_of(window: FigureWindow, *, in_clause: bool = False) -> float | None:
    """Hours that the figure covers: the statement nearest to it in its sentence, or in its clause only."""
    before, after = window.own_before, window.own_after
    if in_clause:
        before, after = _NEW_CLAUSE.split(before)[-1], _NEW_CLAUSE.split(after, maxsplit=1)[0]
    return _nearest(before + "\x00" + after, len(before))


def points_to_time_before(window: FigureWindow) -> bool:
    """Whether the sentence says "in the same period": its time was told before."""
    return _SAME_TIME.search(window.own_before + "\x00" + window.own_after) is not None


def last_time_before(found: Reading, sentence: Sentence) -> float | None:
    """The last length of time that one of the sentences before states."""
    for before in reversed(found.sentences[max(0, sentence.index - _REACH_BACK) : sentence.index]):
        text = found.plain[before.start : before.end].lower()
        hours = _nearest(text, len(text))
        if hours is not None:
            return hours
    return None


def hours_told_before(found: Reading, sentence: Sentence) -> float | None:
    """The time that the sentence before is about, if it has no sums of its own: "The last 24 hours were brutal."."""
    if sentence.index == 0 or sentence.is_headline:
        return None
    before = found.sentences[sentence.index - 1]
    if before.is_headline or found.plain.count("\n", before.end - 1, sentence.start) > 1:
        return None
    text = found.plain[before.start : before.end].lower()
    chart = _CHART_AS_TOPIC.match(text)
    if chart:
        return _stated_hours(chart)
    if _MONEY.search(text) or _OF_A_REFERENCE.search(text) or not (_CLOSED.search(text) or _TIME_AS_TOPIC.match(text)):
        return None
    return _nearest(text, len(text))


@lru_cache(maxsize=64)
def times_stated(text: str) -> tuple[tuple[int, int, float], ...]:
    """Where a text in lower case states a length of time, and its hours; the figures of a paragraph share sentences."""
    if not _TIME_WORD.search(text):
        return ()
    return tuple(
        (match.start(), match.end(), fixed if fixed is not None else _stated_hours(match))
        for pattern, fixed in _WINDOW
        for match in pattern.finditer(text)
    )


def _nearest(text: str, here: int) -> float | None:
    best: tuple[int, float] | None = None
    for start, end, hours in times_stated(text):
        crossed = text[min(end, here) : max(start, here)].count("¤")
        between = text[end:here] if end <= here else text[here:start]
        if start >= here and _FOR_A_PART.search(between):
            continue
        if end <= here and _ANOTHER_DAY.search(between):
            continue
        # "crashes 15% in three minutes, $100 million liquidated", "$320 million since the start of this week"
        if (_OF_A_MOVE.search(text[:start]) and "," in between) or _SINCE.search(text[:start]):
            continue
        distance = len(between) + _LONGER * crossed + (_LONGER if _BREAK.search(between) else 0)
        if best is None or distance < best[0]:
            best = distance, hours
    return best[1] if best else None


def _stated_hours(match: re.Match[str]) -> float:
    count = match["count"]
    return round((float(count) if count.isdigit() else _COUNTS[count]) * _UNIT_HOURS[match["unit"][0]], 4)
