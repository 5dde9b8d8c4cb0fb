"""Indices of 0 to 100: readings of the Fear & Greed index, and RSI."""

import re
from collections.abc import Sequence

from nlp.annotations import MetricMention
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading
from nlp.components.fear_greed_zones import is_legend, names_fear_and_greed
from nlp.components.figure_windows import FigureWindow
from nlp.components.metric_directions import direction_of_sum
from nlp.components.metric_mention import metric_of
from nlp.components.metric_topic import says_nothing_new
from nlp.components.shared_percents import dominant

_RSI = re.compile(r"\b(?:rsi|relative strength index)\b[^¤;.]{0,60}$")
_MOOD = re.compile(r"\b(?:sentiment|mood|fear|greed)\b")
_TAKES_UP = re.compile(
    r"\b(?:the|this) (?:(?:current|latest|new|same) )?(?:index|reading|gauge|indicator|metric|"
    r"score)\b"
)
# "The neutral phase stands at 54/100"
_SCORED = re.compile(r"\d ?/ ?100\b|\d out of 100\b")
_NO_READING = re.compile(r"[\s-]?(?:bps?|basis)\b")
_WHOLE_SCALE = re.compile(r"¤\s?/\s?$|\bout of(?: a possible)? $")
_SCALE_END = re.compile(r"\b(?:from|between) (?:zero|one) (?:to|and|through) $")
_DOMINANCE_IS = re.compile(
    r"(?<!short )(?<!long )\bdominance(?: (?:today|now|currently|still|index|rate|level|has|was|is|at|of|stands?|sits?|"
    r"stood|fell|rose|dropped|climbed|hit|reached|around|near|just|about|to))*\s$"
)
_ZONE_POINTS = re.compile(
    r"\b(?:dip|drop|fall|fell|rise|rose|jump|gain|decline|lost|up|down|increase|decrease|climb|plunge|slid|change|"
    r"added|shed)\w*\b"
)


def fear_and_greed_sentences(found: Reading) -> set[int]:
    """Indexes of the sentences about the Fear & Greed index: those that name it, two behind each, and what goes on."""
    text = found.lower
    if "greed" not in text:
        return set()
    about: set[int] = set()
    for sentence in found.sentences:
        if names_fear_and_greed(text[sentence.start : sentence.end]):
            about |= {sentence.index, sentence.index + 1, sentence.index + 2}
        elif sentence.index - 1 in about and _TAKES_UP.search(text, sentence.start, sentence.end):
            about |= {sentence.index, sentence.index + 1}
        elif _MOOD.search(text, sentence.start, sentence.end) and _SCORED.search(text, sentence.start, sentence.end):
            about.add(sentence.index)
    first = found.sentences[0]
    if about and first.is_headline and _MOOD.search(text, first.start, first.end):
        about.add(first.index)
    return about


def read_index(
    found: Reading, window: FigureWindow, index_sentences: set[int], mentions: Sequence[MetricMention]
) -> MetricMention | None:
    """The reading that a bare number is, where the sentence is about an index."""
    quantity = window.quantity
    if quantity.low > 100 or quantity.is_range or quantity.multiplier != 1:
        return None
    if _RSI.search(window.before):
        return metric_of(
            found,
            window,
            "rsi",
            "rule:rsi",
            unit="index",
            direction=direction_of_sum(found, "rsi", window),
            asset=asset_at(found, quantity.start, quantity.end).ticker,
        )
    dominance = _read_dominance(found, window)
    if dominance is not None:
        return dominance
    around = window.before + " ¤ " + window.after
    if window.sentence.index not in index_sentences or is_legend(around):
        return None
    if not _is_reading(window) and not _is_next_reading(found, window, mentions):
        return None
    is_change = quantity.kind == "points" and _ZONE_POINTS.search(window.before[-30:]) is not None
    return metric_of(
        found,
        window,
        "fear_greed",
        "rule:fear_greed.reading",
        unit="index",
        direction=direction_of_sum(found, "fear_greed", window),
        asset="ALL",
        is_change=is_change,
    )


def _read_dominance(found: Reading, window: FigureWindow) -> MetricMention | None:
    """A share that is told without its sign: "Bitcoin's dominance is 46.9"."""
    if window.quantity.kind != "plain" or not _DOMINANCE_IS.search(window.own_before):
        return None
    return metric_of(
        found,
        window,
        "dominance",
        "rule:dominance.bare",
        unit="%",
        direction=direction_of_sum(found, "dominance", window),
        asset=dominant(found, window) or asset_at(found, window.quantity.start, window.quantity.end).ticker,
    )


_READS = re.compile(
    r"(?:\b(?:to|at|of|is|was|reads?|reading|register\w*|score[sd]?|scoring|index|from|stands?|sits?|hit\w*|"
    r"reach\w*|around|near|below|above|by|points?|value|just|currently|a|showing|shows|"
    r"print\w*|fell|dropped|rose|climbed|jumped|with|:|under|over|greed)(?: an?(?: [a-z-]+)?)?|[:(\[=])\s?[\"']?$"
)


_AND = re.compile(r"(?:,|\band|\bor|\bthan|\bversus|\bvs\.?|\bagainst|\bwith)(?: (?:about|around|just|only))?\s$")
_ZONE_BEHIND = re.compile(r"\s?(?:\(|, or |, )[\"']?(?:extreme )?(?:fear|greed|neutral)[\"']?(?:\)|[,.;]|$)")


def _is_next_reading(found: Reading, window: FigureWindow, mentions: Sequence[MetricMention]) -> bool:
    """Whether it goes on from a reading of its sentence: "54 last week and 70 last month"."""
    last = mentions[-1] if mentions else None
    if last is None or last.kind != "fear_greed" or last.start < window.sentence.start:
        return False
    return _AND.search(window.own_before) is not None and says_nothing_new(found, window, last.end)


def _is_reading(window: FigureWindow) -> bool:
    if (window.quantity.kind == "points" and not _WHOLE_SCALE.search(window.own_before)) or _ZONE_BEHIND.match(
        window.own_after
    ):
        return True
    after = window.own_after
    if re.match(r"/\s?(?:¤|100\b)| out of ¤", after):
        return True
    if _NO_READING.match(after) or _WHOLE_SCALE.search(window.own_before):
        return False
    if re.match(
        r"\s(?:cryptocurrencies|coins|tokens|factors|sources|components|percent|key|different|main|trading|btc|"
        r"years?)\b",
        after,
    ):
        return False
    return _SCALE_END.search(window.before) is None and _READS.search(window.before[-36:]) is not None
