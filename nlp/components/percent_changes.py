"""Percentages: which are price moves, in which direction, and which belong to another metric.

A percentage is a price move when a word of direction governs it and nothing but a price is what moved.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from nlp.annotations import Direction, MetricKind
from nlp.components import percent_words as words
from nlp.components.figure_windows import FigureWindow
from nlp.components.metric_extremes import extreme_told
from nlp.components.percent_owners import ACCOUNTS_FOR, owner_of_percent

_FROM_EXTREME = re.compile(
    r"\s(?:off|from|away from|short of|shy of|discount to)\s(?:(?:its|the|their|a|"
    r"that)\s)?(?:[\w'-]+\s){0,3}?(?:(?P<high>highs?|peak|record|top|ath)|lows?|bottom)\b"
)
_SIGN = re.compile(r"\b(?P<sign>positive|negative)\b(?: (?:territory|at|and|to|around|near|about|of))*\s?$")
_WAS = re.compile(
    r"\bfrom(?: (?:about|around|approximately|nearly|roughly|over|just|under|a|its|the|some|more than|less than|"
    r"almost|well))*\s$"
)
_UP_OR_DOWN_TO = re.compile(r"\b(?P<way>up|down) to(?: (?:the|about|around|nearly|roughly|just|only|under|over))*\s$")
# A share has no price to hit: "dominance reclaimed 50%" is a rise to it.
_REACHED = re.compile(
    r"\b(?:hits?|reach(?:ed|es)|reclaim(?:ed|s)|touch(?:ed|es)|topp(?:ed|s)|cross(?:ed|es)|surpass(?:ed|es)|exceed(?:ed|s))"
    r"(?: (?:about|around|nearly|roughly|just|over))*\s$"
)
_STAYED = re.compile(
    r"\b(?:remain|stay|stand|stood|h[eo]ld|hover|sit|sat|linger)\w* (?:well |just |slightly |comfortably )?"
    r"(?:above|below|under|over)(?: (?:the|about|around|nearly))*\s$"
)
# "rose 1%, now standing at 49%": where it came to, told by itself
_NOW_AT = re.compile(
    r", (?:now|currently) (?:standing|sitting|hovering) (?:at|around|near)(?: (?:about|around|approximately|"
    r"nearly|roughly|just))*\s$"
)
# "a 25% move to the upside"
_TO_A_SIDE = re.compile(r"\s(?:price )?(?:move|swing|run) to the (?:(?P<up>upside)|downside)\b")
# what something yields
_A_YEAR = re.compile(r"\s(?:a|per|each) (?:year|annum)\b")
# "the 61.8% retracement at $8,900" is a line in a chart; "a 40% retracement" is a move
_CHART_RATIOS = {Decimal(ratio) for ratio in ("23.6", "38.2", "61.8", "78.6", "127.2", "161.8", "261.8")}
_CHART_LINE = re.compile(r"\s?(?:fib(?:onacci)? )?(?:retracement|extension|pullback)\b")
# "Dogecoin led, dropping 5% since noon, followed by cardano at 4% and polygon at 3%"
_FOLLOWED_BY = re.compile(
    r"¤%[^;]{0,70}?\b(?:followed|trailed) by [^;¤]{2,50}(?:¤% and [^;¤]{2,40})?\b(?:at|with|on)(?: a)?\s$"
)
# Words between the verb and its percentage ("lost, over the course of a quiet week, some 5%").
_FURTHEST_VERB = 12
_CLOSE_VERB = 2


@dataclass(frozen=True, slots=True)
class PercentReading:
    """What a percentage says.

    Attributes:
        kind: The metric.
        direction: Which way it went, if said.
        why: The rule.
    """

    kind: MetricKind
    direction: Direction | None
    why: str


def read_percent(window: FigureWindow, asset_ends: tuple[int, ...]) -> PercentReading | None:
    """Decide what a percentage is.

    Args:
        window: The figure.
        asset_ends: Where, in `window.before`, the names of assets end.

    Returns:
        `None` for shares, tariffs, odds and all else that is no market metric.
    """
    owner = (
        "none" if _is_chart_line(window) or _A_YEAR.match(window.own_after) else owner_of_percent(window, asset_ends)
    )
    if owner == "none":
        return None
    direction, rule = _direction(window)
    if owner == "dominance" and ACCOUNTS_FOR.search(window.own_before[-60:]):
        direction = None
    if owner == "funding_rate":
        signed: Direction | None = None
        if window.quantity.sign:
            signed = "negative" if window.quantity.sign < 0 else "positive"
        direction = signed or _sign_told(window) or direction
    if owner is not None:
        direction = _state_of(window, owner, direction)
    if owner in ("volume", "dominance") and direction is None and window.own_before.endswith("("):
        return None
    if owner is not None:
        return PercentReading(cast(MetricKind, owner), direction, f"rule:percent.{owner}")
    return PercentReading("percent_change", direction, rule) if direction is not None else None


def _is_chart_line(window: FigureWindow) -> bool:
    is_ratio = window.quantity.low in _CHART_RATIOS or window.own_before.endswith("the ")
    return is_ratio and _CHART_LINE.match(window.own_after) is not None


def _state_of(window: FigureWindow, owner: str, direction: Direction | None) -> Direction | None:
    """What a metric is said to be rather than to do: an extreme, where it was before, where it stands."""
    if _WAS.search(window.own_before[-40:]) or _NOW_AT.search(window.own_before[-60:]):
        return direction if owner == "funding_rate" and window.quantity.sign else None
    if direction in ("up", "down") and _STAYED.search(window.own_before[-40:]):
        return None
    to = _UP_OR_DOWN_TO.search(window.own_before[-40:])
    if to:
        direction = cast(Direction, to["way"])
    elif direction is None:
        direction = "up" if _REACHED.search(window.own_before[-40:]) else None
    is_negative = owner == "funding_rate" and direction in ("negative", "positive")
    return direction if is_negative else extreme_told(window) or direction


def _sign_told(window: FigureWindow) -> Direction | None:
    """The sign that a funding rate is said to have: "flipped positive at 0.008%"."""
    told = _SIGN.search(window.own_before[-40:])
    return cast(Direction, told["sign"]) if told else None


def _direction(window: FigureWindow) -> tuple[Direction | None, str]:
    if window.quantity.sign:
        return ("up" if window.quantity.sign > 0 else "down"), "rule:percent.signed"
    behind = _behind(window)
    if behind is not None and words.NOUN_BEHIND.match(window.after):
        return behind, "rule:percent.noun_behind"
    before = window.before[-90:]
    matches = list(words.DIRECTION.finditer(before))
    if matches and "¤%" not in before[matches[-1].end() :]:
        gap = before[matches[-1].end() :]
        n_words = len(gap.split())
        is_near = n_words <= _CLOSE_VERB or (behind is None and n_words <= _FURTHEST_VERB)
        if is_near and not re.search(r";|\.\s", gap):
            return _way(matches[-1]), "rule:percent.moved"
    if behind is not None:
        return behind, "rule:percent.move_behind"
    return _shared(window), "rule:percent.shared"


def _behind(window: FigureWindow) -> Direction | None:
    extreme = _FROM_EXTREME.match(window.after)
    if extreme:
        return "down" if extreme["high"] else "up"
    side = _TO_A_SIDE.match(window.after)
    if side:
        return "up" if side["up"] else "down"
    compared = words.MORE_OR_LESS.match(window.after)
    if compared:
        return "up" if compared["more"] else "down"
    match = words.DIRECTION_BEHIND.match(window.after)
    if not match or words.NO_DIRECTION_IN_BETWEEN.search(window.after[: match.start(match.lastgroup or 0)]):
        return None
    return _way(match)


def _shared(window: FigureWindow) -> Direction | None:
    """The verb of the percentage before carries over: "rose 8% and ether 5%"."""
    before = window.before[-110:]
    if _FOLLOWED_BY.search(before):
        before = window.before
    elif not re.search(r"¤%(?:[^;.)]|\)(?!,)){0,60}$", before):
        return None
    matches = list(words.DIRECTION.finditer(before))
    return _way(matches[-1]) if matches else None


def _way(match: re.Match[str]) -> Direction:
    return "up" if match["up"] else "down"
