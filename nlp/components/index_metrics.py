"""Indices of 0 to 100: readings of the Fear & Greed index, and RSI."""

import re

from nlp.annotations import MetricMention
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow
from nlp.components.metric_mention import metric_of
from nlp.components.metric_phrases import is_legend, names_fear_and_greed
from nlp.components.metric_sums import direction_of_sum

_RSI = re.compile(r"\b(?:rsi|relative strength index)\b[^¤;.]{0,60}$")
_MOOD = re.compile(r"\b(?:sentiment|mood|fear|greed)\b")
_TAKES_UP = re.compile(
    r"\b(?:the|this) (?:(?:current|latest|new|same) )?(?:index|reading|gauge|indicator|metric|"
    r"score)\b"
)
_SCALE_END = re.compile(r"\b(?:from|between) (?:zero|one) (?:to|and|through) $")
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
    first = found.sentences[0]
    if about and first.is_headline and _MOOD.search(text, first.start, first.end):
        about.add(first.index)
    return about


def read_index(found: Reading, window: FigureWindow, index_sentences: set[int]) -> MetricMention | None:
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
            direction=direction_of_sum("rsi", window),
            asset=asset_at(found, quantity.start, quantity.end).ticker,
        )
    around = window.before + " ¤ " + window.after
    if window.sentence.index not in index_sentences or is_legend(around) or not _is_reading(window):
        return None
    is_change = quantity.kind == "points" and _ZONE_POINTS.search(window.before[-30:]) is not None
    return metric_of(
        found,
        window,
        "fear_greed",
        "rule:fear_greed.reading",
        unit="index",
        direction=direction_of_sum("fear_greed", window),
        asset="ALL",
        is_change=is_change,
    )


_READS = re.compile(
    r"(?:\b(?:to|at|of|is|was|reads?|reading|register\w*|score[sd]?|scoring|index|from|stands?|sits?|hit\w*|"
    r"reach\w*|around|near|below|above|by|points?|value|just|currently|a|showing|shows|"
    r"print\w*|fell|dropped|rose|climbed|jumped|with|:|under|over|greed)(?: an?(?: [a-z-]+)?)?|[:(\[=])\s?[\"']?$"
)


_ZONE_BEHIND = re.compile(r"\s?(?:\(|, or |, )[\"']?(?:extreme )?(?:fear|greed|neutral)[\"']?(?:\)|[,.;]|$)")


def _is_reading(window: FigureWindow) -> bool:
    if window.quantity.kind == "points" or _ZONE_BEHIND.match(window.own_after):
        return True
    after = window.own_after
    if re.match(
        r"\s(?:cryptocurrencies|coins|tokens|factors|sources|components|percent|key|different|main|trading|btc|"
        r"years?)\b",
        after,
    ):
        return False
    return _SCALE_END.search(window.before) is None and _READS.search(window.before[-36:]) is not None
