"""Totals whose long and short parts stand beside them: they cover both sides."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nlp.annotations import LiquidationMention
from nlp.components.extensions import Reading, Sentence

_SPLIT = re.compile(
    r"\bshorts?\b[^.;]{0,80}\b(?:while|and|with|against|compared|versus)\b[^.;]{0,30}\blongs?\b[^.;]{0,60}\d\s?%"
    r"|\blongs?\b[^.;]{0,80}\b(?:while|and|with|against|compared|versus)\b[^.;]{0,30}\bshorts?\b[^.;]{0,60}\d\s?%"
)
_SLACK = Decimal("1.05")
_SLACK_OF_FLOOR = Decimal("1.25")
_FLOOR = re.compile(r"\b(?:over|more than|above|exceed\w*|past|topp?\w*|surpass\w*)\s$")
# How many sentences away from a total its second side may stand; the first is beside it.
_SPLIT_REACH = 2
# A total may be off from the sum of its rounded parts by one in so many.
_SUM_SLACK = 100


def both_where_split(found: Reading, mentions: list[LiquidationMention]) -> list[LiquidationMention]:
    """A total whose long and short parts stand beside it covers both sides, and its parts the same time."""
    result = list(mentions)
    places = [found.sentence_at(mention.start) for mention in mentions]
    for index, mention in enumerate(mentions):
        here = places[index].index
        parts_of_it = _parts_of(mentions, places, index)
        if parts_of_it is not None:
            result[index] = replace(mention, position_side="both")
            for part in parts_of_it:
                if index < part and result[part].window_hours is None and places[part].index - here <= 1:
                    result[part] = replace(result[part], window_hours=mention.window_hours)
            continue
        if places[index].is_headline or mention.position_side != "unknown" or mention.amount_usd is None:
            continue
        parts = {
            other.position_side: other.amount_usd
            for place, other in zip(places[index + 1 : index + 4], mentions[index + 1 : index + 4], strict=True)
            if place.index - here <= 1
            and other.amount_usd is not None
            and other.asset == mention.asset
            and other.window_hours in (None, mention.window_hours)
        }
        is_told = any(side in parts for side in ("long", "short")) and _other_side_in_percent(found, mentions, index)
        if is_told or (
            {"long", "short"} <= parts.keys()
            and sum(parts[side] for side in ("long", "short")) <= mention.amount_usd * _slack(found, mention)
        ):
            result[index] = replace(mention, position_side="both")
    return result


def _parts_of(mentions: Sequence[LiquidationMention], places: Sequence[Sentence], index: int) -> tuple[int, int] | None:
    """Where the two sides stand that make up a total: both before it, both behind it, or one on either side."""
    total = places[index]
    for parts in ((index + 1, index + 2), (index - 2, index - 1), (index - 1, index + 1)):
        if parts[0] < 0 or parts[1] >= len(mentions):
            continue
        distances = [abs(places[part].index - total.index) for part in parts]
        is_near = min(distances) <= 1 and max(distances) <= _SPLIT_REACH
        is_near = is_near and all(places[part].is_headline == total.is_headline for part in parts)
        if is_near and _add_up([mentions[part] for part in parts], mentions[index]):
            return parts
    return None


def _add_up(parts: Sequence[LiquidationMention], total: LiquidationMention) -> bool:
    """Whether two figures, one of longs and one of shorts, make up a third, rounded as they are."""
    first, second = (part.amount_usd for part in parts)
    if first is None or second is None or total.amount_usd is None:
        return False
    is_sum = abs(first + second - total.amount_usd) * _SUM_SLACK <= total.amount_usd
    return is_sum and {part.position_side for part in parts} == {"long", "short"}


def _slack(found: Reading, total: LiquidationMention) -> Decimal:
    """How many times the total its parts may be: more where it is called a floor ("over $1 billion")."""
    before = found.lower[max(0, total.start - 12) : total.start]
    return _SLACK_OF_FLOOR if _FLOOR.search(before) else _SLACK


def _other_side_in_percent(found: Reading, mentions: Sequence[LiquidationMention], index: int) -> bool:
    """Whether the next sentence splits the total between the sides, one of them in percent."""
    after = found.sentence_at(mentions[index].start).index + 1
    if after >= len(found.sentences):
        return False
    text = found.plain[found.sentences[after].start : found.sentences[after].end].lower()
    return _SPLIT.search(text) is not None
