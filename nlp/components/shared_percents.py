"""Percentages that go on from a metric told before, in their sentence or the one before, without naming it again."""

import re

from nlp.annotations import Direction, MetricKind, MetricMention
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow
from nlp.components.metric_extremes import extreme_told
from nlp.components.metric_mention import metric_of
from nlp.components.percent_words import DIRECTION

# "while ether's is at 0.01%": the metric is the one of the clause before.
_ELLIPSIS = re.compile(
    r"¤%[^¤;.]{0,40}?\b(?:while|and|but|whereas|with) (?:[\w-]+ )?[\w-]+'s (?:(?:own|now|also|currently|has|had) )*"
    r"(?:is|was|sits|sat|stands|stood|fell|rose|dropped|slipped|climbed|dipped|edged|shrank|grew|hovers|hovered|turned|"
    r"flipped|moved)(?: (?:up|down|lower|higher))?(?: (?:to|at|around|near))(?: (?:about|around|just|only|nearly))*\s$"
)
_CARRIED_KINDS = ("funding_rate", "dominance")
# A participle has the subject of its sentence: "the market cap rose 18% after gaining 30% in 2020".
_PARTICIPLE = re.compile(
    r"¤%[^¤;.]{0,40}?(?:\b(?:after|having|following|before) (?:[a-z]+ing\b|an? |its )[^¤;.]{0,24}|\band(?: by)? )$"
)
_SHARED_KINDS = ("market_cap", "volume", "open_interest", "dominance")
# "dominance of over 50% all summer, and highs of 69%"
_EXTREME_OF_IT = re.compile(r"\b(?:highs?|lows?|peaks?) of(?: (?:about|around|nearly|roughly|over|just))*\s$")
_IT_STANDS = re.compile(
    r"^\W*(?:it|this|that|(?:the|this) (?:figure|share|metric|number|reading)) (?:(?:now|currently|still|has|had) )*"
    r"(?:sits?|sat|stands?|stood|is|was|hovers?|fell|rose|dropped|climbed|slipped|reached)(?: (?:to|at|around|"
    r"near|above|below|about|"
    r"just|nearly|only|under|over))*\s$"
)
_OF_THE_MARKET = re.compile(r"\s?of (?:the )?(?:(?:total|entire|whole|overall) )?(?:crypto\w* )?market\b(?! cap)")
_COMMANDS = re.compile(
    r"\b(?:command|control|hold|compris|represent|occup|captur)\w*(?: (?:now|just|only|about|around|nearly|over|"
    r"roughly|some))*\s$"
)
_NEXT_IN_ROW = re.compile(
    r"\b(?:is|comes|came|ranks) (?:next|second|third)(?:,)? (?:with|at) $|, followed by [^¤;.]{2,24}? (?:with|at) $"
)
_DOMINANCE = re.compile(r"\bdominance\b")
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
        return _shared(
            found, window, here.kind, told, asset_at(found, window.quantity.start, window.quantity.end).ticker
        )
    if here is not None and here.kind in _SHARED_KINDS:
        if _PARTICIPLE.search(before):
            return _shared(found, window, here.kind, _way_told(window), here.asset)
        if _EXTREME_OF_IT.search(before):
            return _shared(found, window, here.kind, extreme_told(window), here.asset)
    if _tells_dominance(found, window, last):
        guess = asset_at(found, window.quantity.start, window.quantity.end).ticker
        asset = _dominant_before(found, window) if _IT_STANDS.search(before) else guess
        return _shared(found, window, "dominance", extreme_told(window), asset)
    return None


def _tells_dominance(found: Reading, window: FigureWindow, last: MetricMention | None) -> bool:
    if _OF_THE_MARKET.match(window.own_after) and _COMMANDS.search(window.own_before):
        return True
    is_row = last is not None and last.kind == "dominance" and _NEXT_IN_ROW.search(window.own_before) is not None
    if is_row and last is not None and window.sentence.index - found.sentence_at(last.start).index <= 1:
        return True
    if window.sentence.index == 0 or not _IT_STANDS.search(window.own_before):
        return False
    before = found.sentences[window.sentence.index - 1]
    return _DOMINANCE.search(found.plain[before.start : before.end].lower()) is not None


def _dominant_before(found: Reading, window: FigureWindow) -> str | None:
    sentence = found.sentences[window.sentence.index - 1]
    word = found.plain.lower().rfind("dominance", sentence.start, sentence.end)
    named = [m.ticker for m in found.mentions_in(sentence) if m.end <= word]
    return named[-1] if named else asset_at(found, window.quantity.start, window.quantity.end).ticker


def _way_told(window: FigureWindow) -> Direction | None:
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
    word = found.plain.lower().rfind("dominance", window.sentence.start, window.quantity.start)
    mentions = [m for m in found.mentions_in(window.sentence) if m.end <= word]
    return mentions[-1].ticker if mentions and word - mentions[-1].end <= _DOMINANCE_REACH else None
