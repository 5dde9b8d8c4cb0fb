"""What "this", "the rate" or "it" at the start of a sentence takes up: a metric that the sentence before names."""

import re

from nlp.annotations import MetricKind
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow

_ADVERB = r"(?:(?:at (?:press time|the time of [a-z]+)|as of [^,;¤]{2,24}|currently|now|today|presently|yesterday),? )?"
_TAKES_UP = re.compile(
    rf"^\W*{_ADVERB}(?:(?P<it>it)|(?P<rate>(?:this|that|the) rate)|this|that|(?:this|that|the) (?:figure|metric|"
    rf"number|reading"
    r"|value|level|indicator|ratio|measure))(?:'s)? (?:[a-z][\w'-]* ){0,6}-?\$?$"
)
_METRICS: tuple[tuple[MetricKind, re.Pattern[str]], ...] = (
    ("funding_rate", re.compile(r"\bfunding\b")),
    ("open_interest", re.compile(r"\bopen interest\b|\boi\b")),
    ("dominance", re.compile(r"\bdominance\b")),
    ("volume", re.compile(r"\b(?:trading|spot|daily|24-hour) volumes?\b|^\W*(?:the )?volumes?\b")),
    ("market_cap", re.compile(r"\bmarket[ -]cap(?:itali[sz]ation)?s?\b")),
)
# A price or a coin in between is what the figure is about.
_OTHER_SUBJECT = re.compile(r"\b(?:prices?|traders?|investors?|coin|token|shares?|bulls|bears|week|month|year|day)\b")
_PRICE_TOLD = re.compile(r"\bprices?\b|\btrad(?:es|ed|ing) (?:at|near|around|for)\b|\bchang\w+ hands\b")
_SUBJECT_REACH = 60
"""How far from the start of a sentence its subject stands."""


def metric_taken_up(found: Reading, window: FigureWindow) -> tuple[MetricKind, str | None] | None:
    """The metric that a sentence goes on about without naming it, and the asset that is named with it, if one is.

    "Funding is negative. At press time, this stands at -0.006%." "It" takes up a subject only.
    """
    sentence = window.sentence
    takes_up = _TAKES_UP.match(window.own_before)
    if takes_up is None or sentence.index == 0 or _OTHER_SUBJECT.search(window.own_before):
        return None
    if any(mention.end <= window.quantity.start for mention in found.mentions_in(sentence)):
        return None
    before = found.sentences[sentence.index - 1]
    text = found.lower[before.start : before.end]
    if _PRICE_TOLD.search(text):
        return None
    named = [(matches[-1].start(), kind) for kind, name in _METRICS if (matches := list(name.finditer(text)))]
    if takes_up["rate"]:
        named = [(place, kind) for place, kind in named if kind == "funding_rate"]
    if takes_up["it"]:
        named = [(place, kind) for place, kind in named if place <= _SUBJECT_REACH and not _price_told(found, window)]
    if not named:
        return None
    mentions = found.mentions_in(before)
    return max(named)[1], mentions[-1].ticker if mentions else None


def _price_told(found: Reading, window: FigureWindow) -> bool:
    """Whether the sentence before names a coin: "it" may be the coin as well."""
    return bool(found.mentions_in(found.sentences[window.sentence.index - 1]))
