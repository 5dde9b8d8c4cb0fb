"""Component `newstape_metrics`: percentages, volumes, funding, flows, indices and averages.

What an amount is, `figure_meaning` decides, whose a percentage is, `metric_percents`; a figure whose words name nothing
goes on about the metric of its passage (`metric_topic`). Statements without a number and averages come from
`metric_statements`, indices from `index_metrics`, parts and repetitions from `metric_parts`.
"""

import re
from decimal import Decimal
from operator import attrgetter

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import MetricMention
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading, reading
from nlp.components.figure_meaning import SUM_KINDS, meaning_of_money
from nlp.components.figure_windows import FigureWindow
from nlp.components.fund_flows import asset_of_flow, is_fund_flow, is_of_funds
from nlp.components.index_metrics import fear_and_greed_sentences, read_index
from nlp.components.metric_assets import asset_of_sum
from nlp.components.metric_directions import direction_of_sum, is_change_of_sum
from nlp.components.metric_mention import metric_of
from nlp.components.metric_parts import read_parts
from nlp.components.metric_percents import metric_of_percent
from nlp.components.metric_statements import read_statements
from nlp.components.metric_topic import metric_on_topic

_START = attrgetter("start")
_LEVERAGE = re.compile(
    r"\b(?:lever(?:ag\w*|ed)|bets?|longs?|shorts?|margin|long position|short position|perpetual\w*|contracts?|"
    r"futures)\b"
)
_NOT_LEVERAGE = re.compile(
    r"\b(?:returns?|gains?|profits?|more|higher|bigger|larger|faster|times|increase|rally|growth|earnings|sales|"
    r"revenue)\b"
)
_OR_MORE = re.compile(r"^ or (?:more|higher)")


def mark_metrics(doc: Doc) -> Doc:
    """Fill `Reading.metrics`."""
    found = reading(doc)
    found.metrics = read_metrics(found)
    return doc


Language.component("newstape_metrics", func=mark_metrics)


def read_metrics(found: Reading) -> tuple[MetricMention, ...]:
    """Find the metrics of an article, in order."""
    taken = {level.start for level in found.price_levels} | {figure.start for figure in found.liquidations}
    index_sentences = fear_and_greed_sentences(found)
    mentions: list[MetricMention] = []
    for window in found.windows:
        if window.quantity.start not in taken:
            mention = _of_figure(found, window, mentions, index_sentences)
            if mention is not None:
                mentions.append(mention)
    mentions += read_parts(found, mentions, taken)
    mentions += read_statements(found, sorted(mentions, key=_START), index_sentences)
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))


def _of_figure(
    found: Reading, window: FigureWindow, mentions: list[MetricMention], index_sentences: set[int]
) -> MetricMention | None:
    kind = window.quantity.kind
    if kind == "percent":
        return metric_of_percent(found, window, mentions)
    if kind == "money" or (kind == "plain" and window.quantity.multiplier >= Decimal(10**6)):
        return _sum(found, window, mentions)
    if kind == "multiple":
        return _leverage(found, window)
    if kind in ("plain", "points"):
        return read_index(found, window, index_sentences, mentions)
    return None


def _sum(found: Reading, window: FigureWindow, mentions: list[MetricMention]) -> MetricMention | None:
    meaning = meaning_of_money(window)
    kind = SUM_KINDS.get(meaning.meaning)
    if kind == "exchange_netflow" and is_of_funds(found, window, mentions):
        kind = "etf_flow"
    if kind is None and meaning.meaning == "other":
        return metric_on_topic(found, window, mentions)
    if kind is None:
        return None
    if kind == "etf_flow" and not is_fund_flow(found, window, mentions):
        kind = "exchange_netflow"
        if not re.search(r"exchange|netflow", window.before + window.after):
            return None
    return metric_of(
        found,
        window,
        kind,
        meaning.why,
        unit=window.quantity.unit or "USD",
        direction=direction_of_sum(found, kind, window),
        asset=asset_of_flow(found, window, mentions)
        if kind == "etf_flow"
        else asset_of_sum(found, window, kind, mentions),
        is_change=is_change_of_sum(kind, window),
    )


def _leverage(found: Reading, window: FigureWindow) -> MetricMention | None:
    near = window.before[-40:] + " ¤ " + window.after[:40]
    if not _LEVERAGE.search(near) or _NOT_LEVERAGE.search(_OR_MORE.sub("", window.after[:24]).split(",")[0]):
        return None
    named = [m for m in found.mentions_in(window.sentence) if m.form != "unit"]
    guess = asset_at(found, window.quantity.start, window.quantity.end) if named else None
    return metric_of(
        found, window, "leverage", "rule:leverage", unit="x", direction=None, asset=guess.ticker if guess else None
    )
