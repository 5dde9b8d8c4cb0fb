"""Claims of the kind "down 8% in 24 hours": a change needs its window, or the base that it is counted from."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from nlp.annotations import Claim, MetricMention
from nlp.components.asset_asides import asset_kind
from nlp.components.claim_base import GUESSED, claim_fields, dated, time_fields
from nlp.components.extensions import Reading
from nlp.text.spans import starting_in

_MIN_WINDOW_HOURS = 20
"""A day, even a short one: "this morning" dates the sentence, not the change."""

_BASE_BEHIND = re.compile(
    r"\s?,?\s?(?:\((?:[^()]*)\)\s?)?(?:above|below|off|under|shy of|short of|away from|"
    r"higher than|lower than|"
    r"from(?! midnight\b)|since|versus|compared|against|at (?:its|the|today's|one) (?:\w+ )?(?:low|high|worst|"
    r"peak|bottom|point))\b",
    re.IGNORECASE,
)
_PERIOD_BASE = re.compile(
    r"\s?,?\s?from (?:(?P<day>a day (?:ago|earlier|before)|24 hours (?:ago|earlier|before)|yesterday)|"
    r"(?P<week>a week (?:ago|earlier|before)|seven days (?:ago|earlier|before)))\b",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"\b(?:up to|as much as|as many as|at most|at one point|a maximum of)(?: \w+)?\s$", re.IGNORECASE)
_IN_GENERAL = re.compile(
    r"\b(?:on average|average|averag(?:es|ed|ing)|histor\w+|typical\w*|usual\w*|past cycles?|cycles|each time|"
    r"every time|previous (?:cycles?|years?)|tends?|at one point|at (?:its|the) (?:worst|peak))\b",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\b(?:past|last|previous|trailing|prior|\d+|seven|thirty|twenty-four|one)[- ](?:\w+[- ])?"
    r"(?:hours?|hrs?|h|days?|weeks?|months?)\b|\b(?:24h|7d)\b|\bin (?:a|one) (?:day|hour)\b",
    re.IGNORECASE,
)
_PAST_EVENT = re.compile(
    r"\b(?:had|recent|earlier|previous|initial\w*|during the|after (?:a|the|its|that|this))\b", re.IGNORECASE
)


def percent_claims(found: Reading, metric: MetricMention) -> Iterator[Claim]:
    """Claim the change that a metric states, unless its base is a mark on the chart or it is a general truth."""
    if metric.kind != "percent_change" or not metric.asset or metric.direction not in ("up", "down"):
        return
    sentence = found.sentence_at(metric.start)
    text = found.plain[sentence.start : sentence.end]
    before = found.plain[max(sentence.start, metric.start - 60) : metric.start]
    if _AT_MOST.search(before) or _AT_MOST.search(f"{metric.text} ") or _IN_GENERAL.search(text):
        return
    window = metric.window_hours or (metric.window_days * 24 if metric.window_days else None)
    fields, is_open = _window_fields(found, metric, window)
    base = _BASE_BEHIND.match(found.plain, metric.end)
    if base:
        period = _PERIOD_BASE.match(found.plain, metric.end)
        if period:
            window, is_open = (24.0 if period["day"] else 168.0), False
            fields = time_fields(None)
        else:
            counted = _from_day(found, base.end())
            if counted is None:
                return
            fields, window, is_open = counted, None, asset_kind(found, metric.asset) == "crypto"
    common = claim_fields(
        found, metric.start, metric.end, why=f"rule:metric.{metric.kind}", modality=metric.modality,
        confidence=min(metric.confidence, GUESSED) if is_open else metric.confidence,
    )  # fmt: skip
    yield Claim(
        **common | fields, kind="percent_change", asset=metric.asset, value_low=metric.value, value_high=metric.value,
        unit="%", direction=metric.direction, window_hours=window,
    )  # fmt: skip


def _window_fields(found: Reading, metric: MetricMention, window: float | None) -> tuple[dict[str, Any], bool]:
    """The time of a change, and whether the text leaves its window open."""
    sentence = found.sentence_at(metric.start)
    text = found.plain[sentence.start : sentence.end]
    if window is not None:
        # "For the week" may be the calendar's week or seven days; "in 24 hours" ends with the publication.
        named = dated(found, metric.start, metric.end)
        is_present = named is None or named.time_end is None or _reaches_publication(found, named.time_end)
        fields = time_fields(None if is_present else named)
        return fields, _TRAILING.search(text) is None or not is_present
    time = dated(found, metric.start, metric.end, min_hours=_MIN_WINDOW_HOURS)
    if time is not None and time.window_hours is None and _PAST_EVENT.search(text):
        return time_fields(time), True
    is_session = asset_kind(found, metric.asset or "") != "crypto" and time is None
    return time_fields(time), time is None and not is_session


def _reaches_publication(found: Reading, end: datetime) -> bool:
    published_at = found.article.published_at
    return published_at is not None and end + timedelta(hours=12) >= published_at


def _from_day(found: Reading, position: int) -> dict[str, Any] | None:
    """From the end of the day named ("down 10% from Monday") to the publication."""
    published_at = found.article.published_at
    time = next(iter(starting_in(found.times, position, position + 3)), None)
    if time is None or time.time_start is None or time.time_end is None or published_at is None:
        return None
    if time.time_end - time.time_start > timedelta(hours=25) or time.time_end >= published_at:
        return None
    if found.plain.startswith("'s", time.end) and not re.match(
        r"'s clos(?:e|ing)", found.plain[time.end : time.end + 9]
    ):
        return None
    return {"time_text": time.text, "time_start": time.time_end, "time_end": published_at}
