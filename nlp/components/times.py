"""Component `newstape_times`: the time words of an article, and which of them dates a figure."""

import re
from datetime import timedelta

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.extensions import Reading, reading
from nlp.text.time_expressions import TimeExpression, find_times

_CARRIES_ON = timedelta(hours=36)
"""A day or a part of one named in a sentence also dates the next sentence; a longer period does not."""

_REACH_BEFORE = 120
_REACH_AFTER = 90
_CLAUSE_BREAK = re.compile(
    r";|\s\u2013\s|,\s(?:while|whereas|but|after|before|which|though)\b|\b(?:while|whereas|after|before|but)\b"
)


def mark_times(doc: Doc) -> Doc:
    """Fill `Reading.times`."""
    found = reading(doc)
    article = found.article
    found.times = find_times(found.plain, published_at=article.published_at, time_zone=article.time_zone)
    return doc


Language.component("newstape_times", func=mark_times)


def time_at(found: Reading, start: int, end: int) -> TimeExpression | None:
    """The time words that date the figure at `start:end`, if any.

    The nearest ones in its clause, else in its sentence, else a day or part of a day named in the sentence before it.
    "Since May" dates nothing: it says how long, not when.
    """
    sentence = found.sentence_at(start)
    near = [
        time
        for time in found.times
        if sentence.start <= time.start < sentence.end
        and not time.is_since
        and (time.end <= start or time.start >= end)
        and start - time.end <= _REACH_BEFORE
        and time.start - end <= _REACH_AFTER
    ]
    if near:
        return min(near, key=lambda time: _distance(found, time, start, end))
    if sentence.index == 0:
        return None
    before = found.sentences[sentence.index - 1]
    if before.paragraph != sentence.paragraph:
        return None
    carried = [t for t in found.times if before.start <= t.start < before.end and not t.is_since and _is_short(t)]
    return carried[-1] if carried else None


def _distance(found: Reading, time: TimeExpression, start: int, end: int) -> int:
    left, right = (time.end, start) if time.end <= start else (end, time.start)
    # Words in another clause date something else; those behind the figure are a little less its own than those before.
    breaks = len(_CLAUSE_BREAK.findall(found.plain, left, right))
    return right - left + 80 * breaks + (0 if time.end <= start else 5)


def _is_short(time: TimeExpression) -> bool:
    return time.time_start is not None and time.time_end is not None and time.time_end - time.time_start <= _CARRIES_ON
