"""The metric that a passage is on, for figures whose own words name none.

"Bitcoin's dominance is slipping. It stood at 57% in May, and now sits near 54%": between the name of the metric (or the
last figure told of it) and a figure there are only words that say when, which way and how nearly. A clause that brings
nothing new to speak of goes on about what was named last. Any other word (a company, a price, a yield) is a new subject
and ends it, and so does the end of the next sentence, unless that went on about the metric too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.annotations import Direction, MetricKind, MetricMention
from nlp.components import amount_words, percent_words
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_meaning import SMALLEST_MARKET, SUM_KINDS, meaning_named
from nlp.components.figure_windows import FigureWindow
from nlp.components.fund_flows import asset_of_flow
from nlp.components.metric_assets import asset_of_name, is_about_the_market
from nlp.components.metric_directions import direction_of_sum, is_change_of_sum
from nlp.components.metric_mention import metric_of
from nlp.components.topic_words import WORD, is_empty
from nlp.text.spans import starting_in

# A share is stood at, come to or come from; behind any other word stands the size of a move.
_LEVEL = re.compile(
    r"(?:\b(?:(?:at|to|from|is|was|were|been|compar\w+ (?:with|to)|against|versus|vs|hits?|reached|touched|"
    r"shows?|showed|"
    r"printed|reads?|reclaimed|exceed(?:s|ed)|surpass(?:es|ed)|as (?:low|high) as|"
    r"(?:high|low|peak|level|rate|share|reading) of)"
    r"(?: (?:about|around|approximately|nearly|roughly|over|just|only|some|almost|close to|well|now|still|currently|"
    r"above|below|under))*"
    r"|(?:hover\w*|st[oa][no]ds?|s[ia]ts?|remain\w*|stay\w*|float\w*|linger\w*|h[eo]ld\w*) (?:just |well )?(?:around|"
    r"near|above|below|under|over)(?: (?:about|the))?"
    r"|(?:fell|falls?|fallen|rose|rises?|risen|dropp?\w*|climb\w*|slip\w*|slid\w*|dipp?\w*|jump\w*|sank|back|broke|"
    r"moved|went|gone) (?:\w+ )?(?:above|below|under|near|past))\s|\w:\s?)[-+]?$"
)
_TAKEN_UP = re.compile(
    r"\W*(?:[^,;\u00a4]{2,30}, )?(?:(?P<it>it)|this|that|(?:the|this|that) (?:figure|value|metric|number|reading|total|"
    r"sum|amount))\b"
)
# "the market cap recovered to $2 trillion in May, it is down 35% from its peak"
_AND_IT = re.compile(r"[^,;.]{0,40}, (?:(?:but|and|yet|though) )?(?:it|down|up)\b")
_ABOUT_METRIC = re.compile(
    r"\W*(?:[^,;]{2,30}, )?(?:[\w'\u2019.$&-]+ ){0,6}?(?:market[ -]cap\w*|capitali[sz]ation|valuation|market "
    r"value|open "
    r"interest|volumes?|turnover)\b"
)
_OWN = re.compile(r"(?:'s|\u2019s)\s|:")
_OF = re.compile(r"\b(?:for|that of|of|in) (?:the )?$")
_IT = re.compile(r"\W*(?:[^,;\u00a4]{2,40}, )?(?:it|its|they)\b")
_END = re.compile(r"[,.;:()\u00a4\u2013\u2014-]|\b(?:and|but|while|as|after|when)\b")
_REACH = 2
"""Sentences through which a passage stays with whose metric it told."""
_SHARE_WORDS = ("domina", "funding", "share")
"""No share or rate is named without one of these."""
_LARGEST_FUNDING = 3
_BEHIND = 4
"""Words behind a figure that would say what it is of."""
_SCALE = 100
"""A sum goes on about one that is no more than so many times larger or smaller."""
_SUMS: tuple[MetricKind, ...] = ("market_cap", "open_interest", "volume")
_SHARES: tuple[MetricKind, ...] = ("dominance", "funding_rate")


@dataclass(frozen=True, slots=True)
class MetricTopic:
    """What a passage is on.

    Attributes:
        kind: The metric.
        asset: Whose it is.
        direction: Which way the last flow went: the one direction that carries over.
    """

    kind: MetricKind
    asset: str | None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """A place where a metric is named or told, `mention` in the latter case."""

    kind: MetricKind | None
    start: int
    end: int
    mention: MetricMention | None = None


def metric_on_topic(found: Reading, window: FigureWindow, mentions: list[MetricMention]) -> MetricMention | None:
    """A figure that goes on about the metric of its passage: "this is at $4 billion", "and now sits near 54%"."""
    topic = _topic_of(found, window, mentions)
    if topic is None:
        return None
    sign = window.quantity.sign if topic.kind == "funding_rate" else 0
    signed: Direction | None = "negative" if sign < 0 else "positive" if sign > 0 else None
    return metric_of(
        found,
        window,
        topic.kind,
        f"rule:{topic.kind}.topic",
        unit=window.quantity.unit or ("%" if window.quantity.kind == "percent" else "USD"),
        direction=topic.direction or signed or direction_of_sum(found, topic.kind, window),
        asset=topic.asset,
        is_change=is_change_of_sum(topic.kind, window),
    )


def _topic_of(found: Reading, window: FigureWindow, mentions: Sequence[MetricMention]) -> MetricTopic | None:
    """The metric that a figure goes on about without naming it, or `None` where its words are about something else.

    Args:
        found: The article.
        window: A percentage or a sum that no word of its sentence owns.
        mentions: The metrics read before it.
    """
    sentence, start = window.sentence, window.quantity.start
    if window.quantity.kind == "percent" and not (_names_share(found, window) and _is_level(window)):
        return _changed(found, window, mentions)
    here = _named_in(found, window, mentions, sentence)
    since = here[-1].end if here else sentence.start
    if not says_nothing_new(found, window, since):
        return None
    if here:
        kind, places = here[-1].kind, here
    else:
        if sentence.index == 0:
            return None
        places = _named_in(found, window, mentions, found.sentences[sentence.index - 1])
        is_subject = _IT.match(found.lower, sentence.start, start) is not None
        kind = places[0 if is_subject else -1].kind if places else None
    if kind is None:
        is_market = window.quantity.kind == "money" and window.quantity.low >= SMALLEST_MARKET
        is_market = is_market and not here and is_about_the_market(found, sentence)
        return MetricTopic("market_cap", "ALL") if is_market else None
    last = [place for place in places if place.kind == kind][-1]
    told = next((place.mention for place in reversed(places) if place.kind == kind and place.mention), None)
    if not _fits(window, kind, told):
        return None
    if kind == "etf_flow":
        return MetricTopic(kind, asset_of_flow(found, window, mentions), told.direction if told is not None else None)
    asset = _asset_beside(found, window, since)
    if asset is None:
        asset = told.asset if told is not None else _asset_of_name(found, mentions, last, kind)
    return MetricTopic(kind, asset)


def _asset_of_name(found: Reading, mentions: Sequence[MetricMention], name: _Named, kind: MetricKind) -> str | None:
    """Whose metric is named: where its sentence names no asset, whose the last one was."""
    sentence = found.sentence_at(name.start)
    before = [mention for mention in mentions if mention.kind == kind and mention.start < name.start]
    if (
        before
        and not found.mentions_in(sentence)
        and sentence.index - found.sentence_at(before[-1].start).index <= _REACH
    ):
        return before[-1].asset
    return asset_of_name(found, name.start, name.end, kind)


def _changed(found: Reading, window: FigureWindow, mentions: Sequence[MetricMention]) -> MetricTopic | None:
    """The sum of the sentence before that a percentage says to have changed: "It fell 4%", "This is a 9% rise".

    "It" may as well be the coin whose market cap was told, unless the market has it.
    """
    sentence = window.sentence
    last = mentions[-1] if mentions else None
    if last is None or last.kind not in _SUMS:
        return None
    if last.start >= sentence.start:
        goes_on = last.asset == "ALL" and _AND_IT.match(found.lower, last.end, window.quantity.start)
        return MetricTopic(last.kind, "ALL") if goes_on and says_nothing_new(found, window, last.end) else None
    subject = _TAKEN_UP.match(found.lower, sentence.start, window.quantity.start)
    if subject is None or sentence.index == 0:
        return None
    before = found.sentences[sentence.index - 1]
    if not before.start <= last.start < before.end or not _ABOUT_METRIC.match(found.lower, before.start, before.end):
        return None
    if subject["it"] and last.kind == "market_cap" and last.asset != "ALL":
        return None
    if not says_nothing_new(found, window, sentence.start):
        return None
    return MetricTopic(last.kind, _asset_beside(found, window, sentence.start) or last.asset)


def _names_share(found: Reading, window: FigureWindow) -> bool:
    """Whether a share or a rate is spoken of at all, in the sentence or the one before."""
    first = found.sentences[max(window.sentence.index - 1, 0)].start
    return any(found.lower.find(word, first, window.quantity.start) >= 0 for word in _SHARE_WORDS)


def _is_level(window: FigureWindow) -> bool:
    if percent_words.DIRECTION_BEHIND.match(window.own_after) or percent_words.NOUN_BEHIND.match(window.own_after):
        return False
    return _LEVEL.search(window.own_before[-60:]) is not None


def _named_in(
    found: Reading, window: FigureWindow, mentions: Sequence[MetricMention], sentence: Sentence
) -> list[_Named]:
    """The metrics of the figure's unit that a sentence names or tells before the figure, in order."""
    end = min(sentence.end, window.quantity.start)
    is_share = window.quantity.kind == "percent"
    kinds = _SHARES if is_share else tuple(SUM_KINDS.values())
    places = [_Named(m.kind, m.start, m.end, m) for m in starting_in(mentions, sentence.start, end) if m.kind in kinds]
    owner = percent_words.OWNER if is_share else amount_words.OWNER
    for match in owner.finditer(found.lower, sentence.start, end):
        kind = match.lastgroup if is_share else SUM_KINDS.get(meaning_named(match))
        if kind in kinds:
            places.append(_Named(kind, match.start(), match.end()))
    return sorted(places, key=lambda place: place.start)


def says_nothing_new(found: Reading, window: FigureWindow, since: int) -> bool:
    """Whether the words from the name to the figure, and right behind it, have no subject of their own."""
    start = window.quantity.start
    between, last = "", since
    for mention in found.mentions_in(window.sentence):
        if mention.end <= since or mention.start >= start:
            continue
        if not (_OF.search(found.lower, last, mention.start) or _OWN.match(found.lower, mention.end, start)):
            return False
        between += found.lower[last : mention.start] + " "
        last = mention.end
    between += found.lower[last:start]
    behind = WORD.findall(_END.split(window.own_after[:40], maxsplit=1)[0])[:_BEHIND]
    return all(is_empty(word) for word in WORD.findall(between)) and all(
        is_empty(word) or word in window.names for word in behind
    )


def _fits(window: FigureWindow, kind: MetricKind, told: MetricMention | None) -> bool:
    """Whether the figure is of the size that the metric has."""
    value = window.quantity.low
    if kind == "funding_rate":
        return value <= _LARGEST_FUNDING
    if kind == "dominance":
        return 0 < value <= 100
    if told is None or not told.value or told.unit == "%":
        return True
    return told.unit == (window.quantity.unit or "USD") and 1 / _SCALE <= value / told.value <= _SCALE


def _asset_beside(found: Reading, window: FigureWindow, since: int) -> str | None:
    """The asset that the figure's own words put in place of the last: "Ether's was 17%", "for Solana, it fell to"."""
    start, end = window.quantity.start, window.quantity.end
    own = [m for m in found.mentions_in(window.sentence) if since <= m.start < start or end <= m.start < end + 20]
    return asset_at(found, start, end).ticker if own else None
