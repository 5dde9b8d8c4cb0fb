"""Percentages that go on from a metric told before, in their sentence or the one before, without naming it again."""

import re

from nlp.annotations import Direction, MetricKind, MetricMention
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow
from nlp.components.metric_extremes import extreme_told
from nlp.components.metric_mention import metric_of
from nlp.components.percent_words import DIRECTION, MORE_OR_LESS, PRICE_SUBJECT

# "while ether's is at 0.01%": the metric is the one of the clause before.
_ELLIPSIS = re.compile(
    r"¤%[^¤;.]{0,40}?\b(?:while|and|but|whereas|with) (?:[\w-]+ )?[\w-]+'s (?:share |dominance |rate "
    r")?(?:(?:own|now|also|currently|has|had) )*"
    r"(?:is|was|sits|sat|stands|stood|fell|rose|dropped|slipped|climbed|dipped|edged|shrank|grew|dwindled|declined|increased|hovers|hovered|turned|"
    r"flipped|moved)(?: (?:up|down|lower|higher))?(?: (?:to|at|around|near))(?: (?:about|around|just|only|nearly))*\s$"
)
_CARRIED_KINDS = ("funding_rate", "dominance")
# A participle has the subject of its sentence: "the market cap rose 18% after gaining 30% in 2020".
_PARTICIPLE = re.compile(
    r"¤%[^¤;.]{0,40}?(?:\b(?:after|having|following|before) (?:[a-z]+ing\b|an? |its )[^¤;.]{0,24}|\band(?: by)? )$"
)
# "the market is worth $1 trillion after falling 15%"
_AFTER_MOVING = re.compile(
    r"¤(?!%)[^¤;.]{0,24}? (?:after|having) [a-z]+ing(?: (?:by|about|over|nearly|around|almost))*\s$"
)
# "the market cap rose from $1 to $2 trillion, which means that it grew 10%"
_WHICH_IS = re.compile(
    r"¤(?!%)[^¤;.]{0,60}?, (?:which|that) (?:means?|makes?|made|is|was|marks?|represents?|equals?|amounts? "
    r"to)\b[^¤;,.]{0,40}$"
)
_CHANGE_OF_IT = re.compile(
    r",\s(?:[^;.$%]|\.(?=\w)|[ap]\.m\.){0,40}?\b(?:falling|rising|dropping|climbing|jumping|surging|declining|increasing|decreasing|"
    r"slipping|sliding|growing|shrinking|an? (?:[a-z-]+ )?(?:increase|rise|jump|surge|gain|drop|fall|decline|"
    r"decrease|slide)"
    r" of|(?:about|nearly|almost|roughly|over|some|more than))(?: (?:by|about|nearly|almost|roughly|over|some|"
    r"more than))*\s$"
)
_LONGEST_GAP = 110
_SHARED_KINDS = ("market_cap", "volume", "open_interest", "dominance")
# "dominance of over 50% all summer, and highs of 69%"
_EXTREME_OF_IT = re.compile(r"\b(?:highs?|lows?|peaks?) of(?: (?:about|around|nearly|roughly|over|just))*\s$")
_OF_THE_MARKET = re.compile(r"\s?of (?:the )?(?:(?:total|entire|whole|overall) )?(?:crypto\w* )?market\b(?! cap)")
_COMMANDS = re.compile(
    r"\b(?:command|control|hold|compris|represent|occup|captur)\w*(?: (?:now|just|only|about|around|nearly|over|"
    r"roughly|some))*\s$"
)
_NEXT_IN_ROW = re.compile(
    r"\b(?:is|comes|came|ranks) (?:next|second|third)(?:,)? (?:with|at) $|, followed by [^¤;.]{2,24}? (?:with|at) $"
)
_FELL_TO = re.compile(
    r"\b(?:(?P<up>(?:rose|climbed|jumped|up|grew|increased))|fell|dropped|slipped|down|declined|sank)(?: "
    r"(?:further|again|back))? to\b[^¤]{0,16}$"
)
# "while ether moved up to 30% and ripple was at 11%": a price moves by per cent, a share to them
_NEXT_SHARE = re.compile(
    r"¤%[^¤;.]{0,12}?(?:,|\band|\bwhile|\bbut|\bwith) [^¤;.,]{2,30}? (?:up to|down to|(?:rose|fell|climbed|"
    r"dropped|grew|shrank|"
    r"moved|slipped|jumped) to|(?:is|was|stood|stands|sits|sat) at|at)(?: (?:about|around|nearly|roughly|just|"
    r"only))*\s$"
)
_IT_ACCOUNTS = re.compile(
    r"\b(?:dominance|market share)\b[^¤]{0,40}\bit (?:now |still |currently )?(?:accounts for|commands|holds|"
    r"represents)(?: [a-z]+)?\s$"
)
_DOMINANCE_REACH = 12
_LEADER = re.compile(
    r"\bdominance of the (?:world's |market's )?(?:most valuable|largest|biggest|leading|top|oldest|first) "
    r"(?:crypto(?:currency)?|digital (?:asset|currency|coin)|coin)\b"
)


def shared_metric(found: Reading, window: FigureWindow, mentions: list[MetricMention]) -> MetricMention | None:
    """The metric that the percentage goes on from, or `None` where it stands for itself."""
    last = mentions[-1] if mentions else None
    here = last if last is not None and last.start >= window.sentence.start else None
    before = window.own_before
    if here is not None and here.kind in _CARRIED_KINDS and _ELLIPSIS.search(before):
        sign = window.quantity.sign if here.kind == "funding_rate" else 0
        told: Direction | None = "negative" if sign < 0 else "positive" if sign > 0 else _way_told(window)
        return _shared(found, window, here.kind, told, asset_at(found, *_span(window)).ticker)
    if here is not None and here.kind == "dominance" and _NEXT_SHARE.search(before):
        return _shared(found, window, "dominance", _way_told(window), asset_at(found, *_span(window)).ticker)
    if _IT_ACCOUNTS.search(before):
        return _shared(found, window, "dominance", None, asset_at(found, *_span(window)).ticker)
    if here is not None and here.asset == "ALL" and here.kind in _SHARED_KINDS and _AFTER_MOVING.search(before):
        return _shared(found, window, here.kind, _way_told(window), here.asset)
    if here is not None and here.kind in _SHARED_KINDS:
        if (
            _PARTICIPLE.search(before)
            or _inherits(found, window, here)
            or (_is_last_sum(found, window, here) and _WHICH_IS.search(before))
        ):
            return _shared(found, window, here.kind, _way_told(window), here.asset)
        if _EXTREME_OF_IT.search(before):
            return _shared(found, window, here.kind, extreme_told(window), here.asset)
    if _tells_dominance(found, window, last):
        asset = asset_at(found, *_span(window)).ticker
        fell = _FELL_TO.search(before)
        way: Direction | None = ("up" if fell["up"] else "down") if fell else None
        return _shared(found, window, "dominance", extreme_told(window) or way, asset)
    return None


def _span(window: FigureWindow) -> tuple[int, int]:
    return window.quantity.start, window.quantity.end


def _inherits(found: Reading, window: FigureWindow, sum_before: MetricMention) -> bool:
    """Whether the percentage says how the sum right before it changed: "at $4 billion, falling 19% since March"."""
    gap = found.lower[sum_before.end : window.quantity.start]
    if len(gap) > _LONGEST_GAP or not _CHANGE_OF_IT.search(gap) or PRICE_SUBJECT.search(gap):
        return False
    return not any(sum_before.end <= m.start < window.quantity.start for m in found.mentions_in(window.sentence))


def _is_last_sum(found: Reading, window: FigureWindow, metric: MetricMention) -> bool:
    return window.index > 0 and found.quantities[window.index - 1].start == metric.start


def _tells_dominance(found: Reading, window: FigureWindow, last: MetricMention | None) -> bool:
    if _OF_THE_MARKET.match(window.own_after) and _COMMANDS.search(window.own_before):
        return True
    if last is None or last.kind != "dominance" or not _NEXT_IN_ROW.search(window.own_before):
        return False
    return window.sentence.index - found.sentence_at(last.start).index <= 1


def _way_told(window: FigureWindow) -> Direction | None:
    fell = _FELL_TO.search(window.own_before)
    if fell:
        return "up" if fell["up"] else "down"
    compared = MORE_OR_LESS.match(window.own_after)
    if compared:
        return "up" if compared["more"] else "down"
    behind = DIRECTION.search(window.own_after[:24].split(",")[0])
    told = [*DIRECTION.finditer(window.own_before[-60:].rsplit("¤%", maxsplit=1)[-1])] or ([behind] if behind else [])
    matches = told or list(DIRECTION.finditer(window.own_before[-110:]))
    return None if not matches else "up" if matches[-1]["up"] else "down"


def _shared(
    found: Reading, window: FigureWindow, kind: MetricKind, direction: Direction | None, asset: str | None
) -> MetricMention:
    return metric_of(found, window, kind, f"rule:{kind}.carried", unit="%", direction=direction, asset=asset)


def dominant(found: Reading, window: FigureWindow) -> str | None:
    """Whose dominance it is: "BTC dominance", "bitcoin's dominance"."""
    if _LEADER.search(window.before):
        return "BTC"
    word = found.lower.rfind("dominance", window.sentence.start, window.quantity.start)
    mentions = [m for m in found.mentions_in(window.sentence) if m.end <= word]
    return mentions[-1].ticker if mentions and word - mentions[-1].end <= _DOMINANCE_REACH else None
