"""Percentages as metrics: a move of a price, or of the metric that owns it or that its passage is on."""

import re

from nlp.annotations import MetricMention
from nlp.components.asset_asides import asset_kind
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow
from nlp.components.metric_assets import asset_of_sum
from nlp.components.metric_directions import way_from_one
from nlp.components.metric_mention import metric_of
from nlp.components.metric_topic import metric_on_topic
from nlp.components.percent_changes import read_percent
from nlp.components.shared_percents import dominant, shared_metric

# "$700 million was wiped out, which is 35% more": the sum grew, no price.
_GROWTH_OF_SUM = re.compile(
    r"¤(?!%)[^¤;.]{0,40}?,? (?:\(|which (?:is|was|marks?|represents?)|marking|representing|(?:a|an) (?:increase|"
    r"rise|jump|surge|drop)"
    r" of|up|down)(?: (?:a|an|by|about|around|nearly|roughly|over|almost|more than|some))*\s?$"
)
# What an insertion says of a coin, makes it no basket: "bitcoin cash, which splits into two coins, fell".
_INSERTED = re.compile(r",\s(?:which|who|whose|that|one of|an?|the)\b[^,]*,")
_MANY = re.compile(
    r"\b(?:a lot of|many|most|several|dozens of|hundreds of|a number of|other) (?:[\w-]+ ){0,2}?(?:assets|"
    r"projects|names|coins|tokens)\b"
)
_AT_EXCHANGES = re.compile(r"\W*(?:the |all |most )?(?:[\w'-]+ ){0,3}exchanges\b")
_IT = re.compile(r"\b(?:it|its)\b")
# "Ether took the biggest loss of all the major coins, falling 9%": the others are what it is compared with.
_COMPARED = re.compile(
    r"\b(?:(?:[a-z]+est|most|least|only|best|worst|leader|leading|led(?! to)|leads(?! to)|one|first|"
    r"outperform\w*|underperform\w*|"
    r"than|unlike|like)\b[^,;¤]{0,34}?)[^,;¤]{0,30}?\b(?:altcoins|alts|coins|tokens|cryptos|"
    r"cryptocurrencies|majors|memecoins|currencies|assets|projects)\b"
)
# the market where it is what moved, not where something did
_MARKET_MOVED = re.compile(
    r"(?:^\W*|[,;:]\s|\b(?:while|as|but|than|and|underperforming|outperforming|against) )(?:the )?(?:(?:broader|"
    r"wider|overall|whole|entire|total) )*"
    r"(?:crypto(?:currency)?|broader|wider|overall|whole|entire|digital asset) markets?(?:'s)?\s(?!cap|value)"
    r"|\bmarkets in (?!a )|\b(?:stock|equity|asian|european|global) markets\b"
)
_BASKET = re.compile(
    r"\b(?:altcoins|altcoin (?:market|index|sector)|alts|coins|tokens|cryptos|cryptocurrencies|index|stocks|"
    r"(?:digital|crypto|virtual|major|risk|other) assets|"
    r"majors|memecoins|names|miners|companies|"
    r"currencies|projects|top (?:10|20|50|100|ten|twenty|¤)|each|respectively, of|sector|shares of [^¤]+ and)\b"
)


def metric_of_percent(found: Reading, window: FigureWindow, mentions: list[MetricMention]) -> MetricMention | None:
    """The metric that a percentage is; `None` for shares, odds and all else that is none."""
    read = read_percent(window, _asset_ends(found, window))
    shared = shared_metric(found, window, mentions) if read is None or read.kind == "percent_change" else None
    if shared is None and (read is None or read.kind == "percent_change"):
        shared = metric_on_topic(found, window, mentions)
    if shared is not None:
        return shared
    if read is None or _is_growth_of_liquidations(found, window):
        return None
    guess = asset_at(found, window.quantity.start, window.quantity.end)
    asset = guess.ticker
    if read.kind == "percent_change" and guess.scope not in ("attached", "list") and _is_basket(found, window):
        asset = None
    kind = "volume" if read.kind == "percent_change" and _is_volume_of_exchanges(found, window) else read.kind
    if read.kind in ("market_cap", "volume", "open_interest"):
        asset = asset_of_sum(found, window, read.kind, mentions)
    if read.kind == "dominance":
        asset = dominant(found, window) or asset
    direction = read.direction or (way_from_one(found, window) if kind != "percent_change" else None)
    return metric_of(found, window, kind, f"{read.why}; {guess.why}", unit="%", direction=direction, asset=asset)


def _is_volume_of_exchanges(found: Reading, window: FigureWindow) -> bool:
    """Whether exchanges rose or fell, in volume as sentences before say: "Volumes fell. Two exchanges lost 9%"."""
    sentence = window.sentence
    if sentence.index == 0 or not _AT_EXCHANGES.match(found.lower, sentence.start, sentence.end):
        return False
    before = found.sentences[max(sentence.index - 2, 0)].start
    return "volume" in found.lower[before : sentence.start]


def _is_growth_of_liquidations(found: Reading, window: FigureWindow) -> bool:
    """Whether the percentage says how much a liquidation figure right before has grown: "$7 million, up 30%"."""
    if window.index == 0 or not _GROWTH_OF_SUM.search(window.own_before):
        return False
    last = found.quantities[window.index - 1].start
    return any(mention.start == last for mention in found.liquidations)


def _asset_ends(found: Reading, window: FigureWindow) -> tuple[int, ...]:
    """Where the names of assets end in `window.before`, which ends at the figure or its list."""
    first = (
        window.quantity.start
        if window.list_position == 0
        else found.quantities[window.index - window.list_position].start
    )
    shift = len(window.before) - first
    # a mask is shorter than its figure, so earlier names stand a little further left: enough to tell which comes last
    return tuple(m.end + shift for m in found.mentions_in(window.sentence) if m.end <= first and m.form != "unit")


def _is_basket(found: Reading, window: FigureWindow) -> bool:
    mentions = [m for m in found.mentions_in(window.sentence) if m.end <= window.quantity.start]
    since = mentions[-1].end if mentions else window.sentence.start
    if not mentions and _MANY.search(window.own_before):
        return True
    if mentions and asset_kind(found, mentions[-1].ticker) == "index":
        return False
    since = max([since, *(pronoun.end() for pronoun in _IT.finditer(found.plain, since, window.quantity.start))])
    between = _INSERTED.sub(",", found.lower[since : window.quantity.start])
    if mentions:
        between = _COMPARED.sub("", between)
    if "market" in between and _MARKET_MOVED.search(between):
        return True
    return _BASKET.search(between) is not None
