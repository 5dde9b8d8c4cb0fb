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

_FROM_EXTREME = re.compile(
    r"\s(?:off|from|away from|short of|shy of)\s(?:(?:its|the|their|a|"
    r"that)\s)?(?:[\w'-]+\s){0,3}?(?:(?P<high>highs?|peak|record|top|ath)|lows?|bottom)\b"
)
_SIGN = re.compile(r"\b(?P<sign>positive|negative)\b(?: (?:territory|at|and|to|around|near|about|of))*\s?$")
_WAS = re.compile(
    r"\bfrom(?: (?:about|around|nearly|roughly|over|just|under|a|its|the|some|more than|less than|almost|well))*\s$"
)
_STAYED = re.compile(
    r"\b(?:remain|stay|stand|stood|h[eo]ld|hover|sit|sat|linger)\w* (?:well |just |slightly |comfortably )?"
    r"(?:above|below|under|over)(?: (?:the|about|around|nearly))*\s$"
)
_SHARE_OF_MARKET = re.compile(
    r"\s?(?:market )?(?:share|dominance|slice|portion)?\s?of the (?:(?:total|entire|overall|whole|global|combined) )*"
    r"(?:crypto\w*|digital asset) (?:market|sector|economy)"
    r"|\s?(?:market )?(?:share|slice) of the (?:(?:total|entire|overall|whole|global|combined) )*market\b"
)
# "lost 10% of its total capitalization"
_OF_ITS_CAP = re.compile(
    r"\s?of (?:its|their|the) (?:(?:total|entire|overall|combined) )*(?:market )?(?:capitali[sz]ation|cap|valuation)\b"
)
_ASIDE = re.compile(
    r" [\u2013\u2014-] [^\u2013\u2014¤]{3,90}? [\u2013\u2014-] |, which [^,¤]{3,140},|\([^()¤]{1,24}\)"
    r"| as (?:the |a )?(?:\w+ ){0,3}?(?:asset|coin|crypto\w*|currency)\b"
)
_STANDS_AT = re.compile(
    r"\b(?:at|to|is|was|are|above|below|under|over|near|around|past|hit|hits|reached|high of|low of|lows? of)"
    r"(?: (?:(?:just|only|about|around|nearly|roughly|over|under|below|above|approximately|almost) )*(?:an? "
    r")?(?:[a-z]+ )?)?\s?$"
)
# "open interest in futures contracts rose": the contracts only say whose interest it is
_ATTRIBUTE = re.compile(
    r"\b(?:open interest|oi|funding(?: rates?)?|volumes?|dominance|capitali[sz]ation) (?:for|in|of|on|across) "
    r"(?:[\w'-]+ ){0,3}$"
)
# "the 61.8% retracement at $8,900" is a line in a chart; "a 40% retracement" is a move
_CHART_RATIOS = {Decimal(ratio) for ratio in ("23.6", "38.2", "61.8", "78.6", "127.2", "161.8", "261.8")}
_CHART_LINE = re.compile(r"\s?(?:fib(?:onacci)? )?(?:retracement|extension|pullback)\b")
_SHARE_OF = re.compile(r"\b(?:share|slice|portion) of (?:the )?(?:[\w'-]+ ){0,3}$")
_PRICE_WORD = re.compile(r"\b(?:prices?|trad(?:es|ed|ing)|shares?|index|stocks?)\b")
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
    owner = "none" if _is_chart_line(window) else _owner(window, asset_ends)
    if owner == "none":
        return None
    direction, rule = _direction(window)
    if owner == "funding_rate":
        direction = "negative" if window.quantity.sign < 0 else _sign_told(window) or direction
    if owner is not None:
        direction = _state_of(window, owner, direction)
    if owner == "volume" and direction is None and window.own_before.endswith("("):
        return None
    if owner is not None:
        return PercentReading(cast(MetricKind, owner), direction, f"rule:percent.{owner}")
    return PercentReading("percent_change", direction, rule) if direction is not None else None


def _is_chart_line(window: FigureWindow) -> bool:
    is_ratio = window.quantity.low in _CHART_RATIOS or window.own_before.endswith("the ")
    return is_ratio and _CHART_LINE.match(window.own_after) is not None


def _state_of(window: FigureWindow, owner: str, direction: Direction | None) -> Direction | None:
    """What a metric is said to be rather than to do: an extreme, where it was before, where it stands."""
    if _WAS.search(window.own_before[-40:]):
        return None
    if direction in ("up", "down") and _STAYED.search(window.own_before[-40:]):
        return None
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
    match = words.DIRECTION_BEHIND.match(window.after)
    if not match or words.NO_DIRECTION_IN_BETWEEN.search(window.after[: match.start(match.lastgroup or 0)]):
        return None
    return _way(match)


def _shared(window: FigureWindow) -> Direction | None:
    """The verb of the percentage before carries over: "rose 8% and ether 5%"."""
    before = window.before[-110:]
    matches = list(words.DIRECTION.finditer(before))
    if not matches or not re.search(r"¤%[^;.]{0,60}$", before):
        return None
    return _way(matches[-1])


def _way(match: re.Match[str]) -> Direction:
    return "up" if match["up"] else "down"


def _owner(window: FigureWindow, asset_ends: tuple[int, ...]) -> str | None:
    """Whose percentage it is when no price moved; `none` for things that are not kept."""
    after = window.own_after
    if _SHARE_OF_MARKET.match(after) and "stablecoin" not in window.own_before[-60:]:
        return "dominance"
    if _OF_ITS_CAP.match(after):
        return "market_cap"
    if words.SHARE_BEHIND.match(after):
        return "dominance" if re.match(r"\s?(?:bitcoin |btc )?dominance", after) else "none"
    lead = words.IN_WHAT_BEHIND.match(after)
    if lead and (match := words.OWNER.match(after, lead.end())):
        return match.lastgroup
    before = _ASIDE.sub(lambda aside: " " * len(aside.group()), window.before)
    start = _clause_start(before)
    clause = before[start:]
    owners = list(words.OWNER.finditer(clause))
    if not owners:
        return None
    if owners[-1].lastgroup == "none" and len(owners) > 1 and _ATTRIBUTE.search(clause, 0, owners[-1].start()):
        owners.pop()
    if owners[-1].lastgroup in ("open_interest", "volume") and _SHARE_OF.search(clause, 0, owners[-1].start()):
        return "none"
    rivals = [match.end() for match in words.PRICE_SUBJECT.finditer(clause)] + [end - start for end in asset_ends]
    # "volume for BTC rose 5%": the asset behind the owner only says whose volume it is
    behind = clause[owners[-1].end() :]
    belongs = re.match(r"(?:'s)?\s*(?:for|in|of|on|across)\s", behind)
    # "dominance as the top crypto asset stands at 54%": a share that is read, nothing that moved
    reads = (
        owners[-1].lastgroup in ("dominance", "implied_volatility")
        and _STANDS_AT.search(behind)
        and not _PRICE_WORD.search(behind)
        and not any(end - start > owners[-1].end() for end in asset_ends)
    )
    if reads:
        return owners[-1].lastgroup
    is_bound = belongs is not None or owners[-1].group().rpartition(" ")[2] in ("on", "of", "to", "in", "over")
    if not is_bound and any(end > owners[-1].end() for end in rivals):
        return None
    return owners[-1].lastgroup


def _clause_start(before: str) -> int:
    start = max(0, len(before) - 140)
    for match in words.CLAUSE.finditer(before, start):
        start = match.end()
    return start
