"""Claims made of metrics: percent moves, funding, open interest, sentiment, averages."""

import re
from collections.abc import Iterator
from typing import Any

from nlp.annotations import Claim, Direction, MetricMention
from nlp.components.claim_base import claim_fields, modality_before, time_fields
from nlp.components.claim_percents import percent_claims
from nlp.components.extensions import Reading

_ZONE = re.compile(r"\b(extreme fear|extreme greed|fear(?! ?(?:and|&))|(?<!and )(?<!& )greed|neutral)\b", re.IGNORECASE)
_EXPONENTIAL = re.compile(r"\b(?:exponential|EMAs?)\b", re.IGNORECASE)
_PERIOD = re.compile(r"(\d{1,3})(?:[- ]?(day|week|d|w)\b)?", re.IGNORECASE)
_PERIOD_DAYS = {"day": 1.0, "d": 1.0, "week": 7.0, "w": 7.0}
_AVERAGE_STANDS = re.compile(
    r"(?:'s)?,? (?:which |now |currently )*(?:runs?|sits?|lies|is|stands?|comes in|waits?|hovers|at|near|around)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:not|never|no|without|yet to)\b|n't\b", re.IGNORECASE)
_BY_DEGREE = re.compile(
    r"\b(?:persistent\w*|consistent\w*|always|deep\w*|very|strong\w*|extreme\w*|as|only|particularly|so)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(r"\b(?:all-time|record|historic\w*) (?P<side>high|low)s?\b", re.IGNORECASE)
_RECORD_REACH = 60
_STANDING = re.compile(r"\b(?:has been|have been|is|are|remains?|stays?)\b", re.IGNORECASE)
_OTHER_READING = re.compile(
    r"\b(?:from|than|versus|vs\.?|compared (?:with|to)|below|under|above|over|beyond|out of)\s"
    r"(?:about |around |a |the |level of )*$",
    re.IGNORECASE,
)


def metric_claims(found: Reading) -> Iterator[Claim]:
    """Turn the metrics of an article into claims."""
    for metric in found.metrics:
        yield from _of_metric(found, metric)


def zone_in(sentence: str) -> str | None:
    """The class of the Fear & Greed Index that a sentence names, as the index spells it ("Extreme Fear")."""
    match = _ZONE.search(sentence)
    return match.group().title() if match else None


def _of_metric(found: Reading, metric: MetricMention) -> Iterator[Claim]:
    why = f"rule:metric.{metric.kind}"
    common = claim_fields(
        found, metric.start, metric.end, why=why, modality=metric.modality, confidence=metric.confidence
    )
    direction = metric.direction
    if metric.kind == "percent_change":
        yield from percent_claims(found, metric)
    elif metric.kind == "funding_rate" and direction in ("positive", "negative"):
        yield from _of_funding(found, metric, common)
    elif metric.kind == "open_interest" and not metric.is_change:
        side = _record_behind(found, metric) or direction
        if side in ("high", "low"):
            yield Claim(**common, kind="open_interest_rank", asset=metric.asset, direction=side)
    elif metric.kind == "fear_greed" and not metric.is_change and not _is_other_reading(found, metric):
        zone = zone_in(metric.text) or zone_in(metric.sentence)
        if metric.value is not None or zone is not None:
            common["modality"] = modality if (modality := metric.modality) != "reported" else modality_before(
                found, metric.start
            )  # fmt: skip
            yield Claim(
                **common, kind="fear_greed_zone", asset="ALL", value_low=metric.value, value_high=metric.value,
                unit="index", zone=zone,
            )  # fmt: skip
    elif metric.kind == "moving_average" and direction in ("up", "down"):
        if not _AVERAGE_STANDS.match(found.plain, metric.end):
            yield from _of_average(metric, common)


def _of_funding(found: Reading, metric: MetricMention, common: dict[str, Any]) -> Iterator[Claim]:
    """A sign, or its negation: "no negative print" is positive, "not persistently negative" says nothing."""
    sentence = found.sentence_at(metric.start)
    words = found.plain[max(sentence.start, metric.start - 30) : metric.end]
    direction = metric.direction
    if _NEGATION.search(words):
        if _BY_DEGREE.search(words):
            return
        direction = "positive" if direction == "negative" else "negative"
    time_end, published_at = common["time_end"], found.article.published_at
    if _STANDING.search(words) and time_end and published_at and time_end < published_at:
        common |= time_fields(None)  # "has been" lasts until now: the past day in the sentence is of something else
    yield Claim(**common, kind="funding_sign", asset=metric.asset, direction=direction)


def _record_behind(found: Reading, metric: MetricMention) -> Direction | None:
    """The side on which open interest is said to be near its record ("remains near an all-time low")."""
    end = min(found.sentence_at(metric.start).end, metric.end + _RECORD_REACH)
    match = _RECORD.search(found.plain, metric.start, end)
    return None if match is None else "high" if match["side"].lower() == "high" else "low"


def _is_other_reading(found: Reading, metric: MetricMention) -> bool:
    """Whether the value is what the index came from, or only a threshold: "from 57", "not been below 25 since"."""
    if metric.value is None:
        return False
    sentence = found.sentence_at(metric.start)
    return _OTHER_READING.search(found.plain, sentence.start, metric.start) is not None


def _of_average(metric: MetricMention, common: dict[str, Any]) -> Iterator[Claim]:
    is_exponential = _EXPONENTIAL.search(metric.text) is not None
    if "cross" in metric.text.lower():
        return  # of two averages with each other: says nothing of the price
    unit: str | None = None
    # From the end, because in "50- and 100-day" the unit of the first period stands with the second.
    for count, named_unit in reversed(_PERIOD.findall(metric.text)):
        unit = named_unit.lower() or unit
        if unit is not None:
            yield Claim(
                **common,
                kind="moving_average_cross",
                asset=metric.asset,
                relation="above" if metric.direction == "up" else "below",
                average_days=float(count) * _PERIOD_DAYS[unit],
                average_kind="ema" if is_exponential else "sma",
            )
