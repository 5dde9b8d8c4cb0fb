"""Component `newstape_times`: the time words and extents of an article, and which time words date a figure."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.extensions import Reading, reading
from nlp.text.extents import find_extents
from nlp.text.spans import starting_in
from nlp.text.time_expressions import BEFORE_ITS_DAY, TimeExpression, find_times

_CARRIES_ON = timedelta(hours=36)
"""A day or a part of one named in a sentence also dates the next sentence; a longer period does not."""

_REACH_BEFORE = 120
_REACH_AFTER = 90
_FAR = 130
"""Weighted distance in characters beyond which time words no longer date a figure; another clause counts 80."""
_WHEN = re.compile(r",? when\b")
_CLAUSE_BREAK = re.compile(
    r";|\s\u2013\s|,\s(?:while|whereas|but|after|before|which|though|and|far)\b|\b(?:while|whereas|after|before|but)\b"
)


def mark_times(doc: Doc) -> Doc:
    """Fill `Reading.times` and `Reading.extents`."""
    found = reading(doc)
    published_at, time_zone = found.article.published_at, found.article.time_zone
    found.times = find_times(found.plain, published_at=published_at, time_zone=time_zone, index=found.index)
    found.extents = find_extents(found.plain, found.times, published_at=published_at, index=found.index)
    return doc


Language.component("newstape_times", func=mark_times)


def time_at(
    found: Reading, start: int, end: int, *, usable: Callable[[TimeExpression], bool] = lambda _: True
) -> TimeExpression | None:
    """The time words that date the figure at `start:end`, if any.

    The nearest ones in its clause, else in its sentence, else a day or part of a day named in the sentence before it.
    "Since May" dates nothing: it says how long, not when. Time words that are not `usable` are passed over.
    """
    sentence = found.sentence_at(start)
    near = [
        time
        for time in _dating(
            found, max(sentence.start, start - 2 * _REACH_BEFORE), min(sentence.end, end + _REACH_AFTER)
        )
        if usable(time)
        and (time.end <= start or time.start >= end)
        and start - time.end <= _REACH_BEFORE
        and time.start - end <= _REACH_AFTER
    ]
    if near:
        distance, nearest = min(((_distance(found, time, start, end), time) for time in near), key=lambda pair: pair[0])
        return _hour_of(found, nearest, near) if distance <= _FAR else None
    if sentence.index == 0:
        return None
    before = found.sentences[sentence.index - 1]
    if before.paragraph != sentence.paragraph:
        return None
    carried = [time for time in _dating(found, before.start, before.end) if _is_short(time) and usable(time)]
    return carried[-1] if carried else None


def _hour_of(found: Reading, day: TimeExpression, near: Sequence[TimeExpression]) -> TimeExpression:
    """The time of day that stands right before a day and belongs to it ("at 14:00 UTC on 3 June"), else the day."""
    for time in near:
        if (
            time.time_start
            and time.time_end
            and day.time_start
            and day.time_end
            and day.time_start <= time.time_start < time.time_end < day.time_end
            and BEFORE_ITS_DAY.fullmatch(found.plain, time.end, day.start)
        ):
            return time
    return day


def _dating(found: Reading, start: int, end: int) -> Iterator[TimeExpression]:
    """The time words of a stretch that say when: not how long since, and not how far back an extreme reaches."""
    times = starting_in(found.times, start, end)
    extents = starting_in(found.extents, start, end) if times else ()
    for time in times:
        # "since June, when it traded at $3" does date the price.
        if time.is_since and not _WHEN.match(found.plain, time.end):
            continue
        if not any(extent.start <= time.start < extent.end for extent in extents):
            yield time


def _distance(found: Reading, time: TimeExpression, start: int, end: int) -> int:
    left, right = (time.end, start) if time.end <= start else (end, time.start)
    # Words in another clause date something else; those behind the figure are a little less its own than those before.
    # "Last week's crash" dates the crash.
    is_possessive = found.plain.startswith("'s", time.end)
    breaks = len(_CLAUSE_BREAK.findall(found.plain, left, right))
    return right - left + 80 * breaks + 60 * is_possessive + (0 if time.end <= start else 5)


def _is_short(time: TimeExpression) -> bool:
    if time.time_start is None or time.time_end is None:
        return time.window_hours is None
    return time.time_end - time.time_start <= _CARRIES_ON
