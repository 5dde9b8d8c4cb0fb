"""Claims made of price levels: prices touched, crossed and held, and those to watch."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from nlp.annotations import Claim, Direction, PriceLevelMention, Relation
from nlp.components.claim_base import claim_fields
from nlp.components.extensions import Reading
from nlp.components.times import time_at

MAX_PRICE_TIME = timedelta(days=370)
"""A price said to have been touched at some time within a longer period is too vague to check."""

_REACH = 90
_PRESENT = re.compile(
    r"\b(?:now|currently|at press time|as of (?:writing|press time|this writing)|"
    r"at the time of (?:writing|press|publication)|is trading|trades|changes hands|"
    r"is changing hands|is hovering|hovers|is priced|sits|stands)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_TRADED = re.compile(
    r"\b(?:traded|trading|changed hands|changing hands|was priced|stood|hovered|hovering)\b", re.IGNORECASE
)
_CROSSED = re.compile(
    r"\b(?:above|below|under|beneath|past|over|through|beyond|reclaim\w*|regain\w*|lost|loses|losing|broke|breach\w*|"
    r"cross\w*)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:to|hit\w*|reach\w*|touch\w*|at|near|around|towards?|of|as (?:low|high) as|tapp\w+|test\w*|tag\w*|wick\w*|"
    r"between)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_FELL = re.compile(
    r"\b(?:f[ae]ll\w*|drop\w*|plung\w*|crash\w*|tumbl\w*|slid\w*|slip\w*|sank|sink\w*|crater\w*|plummet\w*|"
    r"div(?:e|es|ed|ing)|dip\w*|declin\w*|slump\w*|nosediv\w*|lows?|bottom\w*|retreat\w*|down|tank\w*)\b",
    re.IGNORECASE,
)
_ROSE = re.compile(
    r"\b(?:rose|ris(?:e|es|en|ing)|climb\w*|jump\w*|surg\w*|soar\w*|rall\w*|rocket\w*|skyrocket\w*|rebound\w*|recover\w*|"
    r"bounc\w*|highs?|peak\w*|top\w*|up|leap\w*|advanc\w*|gain\w*|spik\w*)\b",
    re.IGNORECASE,
)
_BROKE = re.compile(
    r"\b(?:broke|broken|breaks|breaking|breached|fell|fallen|dropp?ed|slid|slipped|sank|plunged|tumbled|crashed|"
    r"surged|rose|risen|climbed|jumped|rallied|soared|moved|pushed|closed|smashed)\b[^.;]{0,70}?"
    r"\b(?:(?P<below>below|beneath|under)|(?P<above>above|past|over|beyond))\b[^.;]{0,70}$",
    re.IGNORECASE,
)


def level_claims(found: Reading) -> Iterator[Claim]:
    """Turn the price levels of an article into claims."""
    for level in found.price_levels:
        if level.asset is not None and level.currency == "USD":
            before = found.plain[max(found.sentence_at(level.start).start, level.start - _REACH) : level.start]
            yield from _of_level(found, level, before)


def _of_level(found: Reading, level: PriceLevelMention, before: str) -> Iterator[Claim]:
    role, relation = level.role, level.relation
    if role in ("other", "moving_average", "stop", "entry"):
        return
    if level.modality != "reported":
        if relation in ("above", "below") or role == "target":
            yield _price_at(found, level, relation, "rule:level.watched")
    elif role in ("support", "resistance"):
        broke = _BROKE.search(before)
        if broke:
            yield _price_at(found, level, "below" if broke["below"] else "above", "rule:level.broken")
    elif role == "spot" and _PRESENT.search(before):
        # "Now" is the publication, whatever other time the sentence goes on to name.
        yield replace(
            _price_at(found, level, relation, "rule:level.now"), time_text=None, time_start=None, time_end=None
        )
    elif role == "spot" and relation in ("above", "below") and _CROSSED.search(before):
        yield _price_at(found, level, relation, "rule:level.crossed")
    elif role == "spot" and _TRADED.search(before):
        yield _price_at(found, level, relation, "rule:level.traded")
    elif role in ("low", "high") or (role == "spot" and _REACHED.search(before)):
        yield from _touched(found, level, before)


def _price_at(found: Reading, level: PriceLevelMention, relation: Relation | None, why: str) -> Claim:
    return Claim(
        **claim_fields(found, level.start, level.end, why=why, modality=level.modality),
        kind="price_at",
        asset=level.asset,
        value_low=level.price_low,
        value_high=level.price_high,
        unit="USD",
        relation=relation or "at",
        approximate=level.approximate,
        confidence=level.confidence,
    )


def _touched(found: Reading, level: PriceLevelMention, before: str) -> Iterator[Claim]:
    time = time_at(found, level.start, level.end)
    if time and time.time_start and time.time_end and time.time_end - time.time_start > MAX_PRICE_TIME:
        return
    yield Claim(
        **claim_fields(found, level.start, level.end, why="rule:level.touched", modality=level.modality),
        kind="price_touched",
        asset=level.asset,
        value_low=level.price_low,
        value_high=level.price_high,
        unit="USD",
        direction=_touched_side(level, before),
        approximate=level.approximate,
        confidence=level.confidence,
    )


def _touched_side(level: PriceLevelMention, before: str) -> Direction | None:
    """Whether the price came from above (a low of the time) or from below (a high)."""
    if level.role in ("low", "high"):
        return "low" if level.role == "low" else "high"
    fell = max((match.end() for match in _FELL.finditer(before)), default=-1)
    rose = max((match.end() for match in _ROSE.finditer(before)), default=-1)
    if fell == rose:
        return None
    return "low" if fell > rose else "high"
