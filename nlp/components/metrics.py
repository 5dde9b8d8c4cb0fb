"""Component `newstape_metrics`: percentages, volumes, funding, flows, indices and averages.

Figures are given their kind by `figure_meaning` (sums), `percent_changes` (percentages)
statements without a number come from `metric_phrases`, averages from `average_metrics`, indices from `index_metrics`,
parts and repetitions from `metric_parts`.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import attrgetter

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import Direction, MetricMention
from nlp.components.asset_asides import asset_kind
from nlp.components.asset_guess import asset_at
from nlp.components.average_metrics import read_averages
from nlp.components.extensions import Reading, Sentence, reading
from nlp.components.figure_meaning import SUM_KINDS, meaning_of_money
from nlp.components.figure_windows import FigureWindow, lowered
from nlp.components.fund_flows import asset_of_flow, coin_of_fund, is_fund_flow, is_of_funds, names_all_funds
from nlp.components.index_metrics import fear_and_greed_sentences, read_index
from nlp.components.metric_assets import asset_of_name, asset_of_sum
from nlp.components.metric_directions import direction_of_sum, is_change_of_sum, way_from_one
from nlp.components.metric_mention import metric_of
from nlp.components.metric_parts import read_parts
from nlp.components.metric_phrases import PhraseReading, find_phrases, find_zone
from nlp.components.metric_topic import topic_of
from nlp.components.percent_changes import read_percent
from nlp.components.shared_percents import dominant, shared_metric
from nlp.text.spans import starting_in

_START = attrgetter("start")
_LEVERAGE = re.compile(
    r"\b(?:lever(?:ag\w*|ed)|bets?|longs?|shorts?|margin|long position|short position|perpetual\w*|contracts?|"
    r"futures)\b"
)
_NOT_LEVERAGE = re.compile(
    r"\b(?:returns?|gains?|profits?|more|higher|bigger|larger|faster|times|increase|rally|growth|earnings|sales|"
    r"revenue)\b"
)
# "$700 million was wiped out, which is 35% more": the sum grew, no price.
_GROWTH_OF_SUM = re.compile(
    r"¤(?!%)[^¤;.]{0,40}?,? (?:\(|which (?:is|was|marks?|represents?)|marking|representing|(?:a|an) (?:increase|"
    r"rise|jump|surge|drop)"
    r" of|up|down)(?: (?:a|an|by|about|around|nearly|roughly|over|almost|more than|some))*\s?$"
)
_LONGEST_PERIOD = 400
_OR_MORE = re.compile(r"^ or (?:more|higher)")
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
_BASKET = re.compile(
    # the market where it is what moved, not where something did
    r"(?:^\W*|[,;:]\s|\b(?:while|as|but|than|and|underperforming|outperforming|against) )(?:the )?(?:(?:broader|"
    r"wider|overall|whole|entire|total) )*"
    r"(?:crypto(?:currency)?|broader|wider|overall|whole|entire|digital asset) markets?(?:'s)?\s(?!cap|value)"
    r"|\bmarkets in (?!a )|\b(?:stock|equity|asian|european|global) markets\b"
    r"|\b(?:altcoins|altcoin (?:market|index|sector)|alts|coins|tokens|cryptos|cryptocurrencies|index|stocks|"
    r"(?:digital|crypto|virtual|major|risk|other) assets|"
    r"majors|memecoins|names|miners|companies|"
    r"currencies|projects|top (?:10|20|50|100|ten|twenty|¤)|each|respectively, of|sector|shares of [^¤]+ and)\b"
)


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
    mentions += _phrases(found, sorted(mentions, key=_START), index_sentences)
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))


def _of_figure(
    found: Reading, window: FigureWindow, mentions: list[MetricMention], index_sentences: set[int]
) -> MetricMention | None:
    kind = window.quantity.kind
    if kind == "percent":
        return _percent(found, window, mentions)
    if kind == "money" or (kind == "plain" and window.quantity.multiplier >= Decimal(10**6)):
        return _sum(found, window, mentions)
    if kind == "multiple":
        return _leverage(found, window)
    if kind in ("plain", "points"):
        return read_index(found, window, index_sentences, mentions)
    return None


def _percent(found: Reading, window: FigureWindow, mentions: list[MetricMention]) -> MetricMention | None:
    read = read_percent(window, _asset_ends(found, window))
    shared = shared_metric(found, window, mentions) if read is None or read.kind == "percent_change" else None
    if shared is None and (read is None or read.kind == "percent_change"):
        shared = _on_topic(found, window, mentions)
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
    if sentence.index == 0 or not _AT_EXCHANGES.match(found.plain[sentence.start : sentence.end].lower()):
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
    between = _INSERTED.sub(",", found.plain[since : window.quantity.start].lower())
    if mentions:
        between = _COMPARED.sub("", between)
    return _BASKET.search(between) is not None


def _sum(found: Reading, window: FigureWindow, mentions: list[MetricMention]) -> MetricMention | None:
    meaning = meaning_of_money(window)
    kind = SUM_KINDS.get(meaning.meaning)
    if kind == "exchange_netflow" and is_of_funds(found, window, mentions):
        kind = "etf_flow"
    if kind is None and meaning.meaning == "other":
        return _on_topic(found, window, mentions)
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


def _on_topic(found: Reading, window: FigureWindow, mentions: list[MetricMention]) -> MetricMention | None:
    """A figure that goes on about the metric of its passage: "this is at $4 billion", "and now sits near 54%"."""
    topic = topic_of(found, window, mentions)
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


def _leverage(found: Reading, window: FigureWindow) -> MetricMention | None:
    near = window.before[-40:] + " ¤ " + window.after[:40]
    if not _LEVERAGE.search(near) or _NOT_LEVERAGE.search(_OR_MORE.sub("", window.after[:24]).split(",")[0]):
        return None
    named = [m for m in found.mentions_in(window.sentence) if m.form != "unit"]
    guess = asset_at(found, window.quantity.start, window.quantity.end) if named else None
    return metric_of(
        found, window, "leverage", "rule:leverage", unit="x", direction=None, asset=guess.ticker if guess else None
    )


def _phrases(found: Reading, figures: Sequence[MetricMention], index_sentences: set[int]) -> Iterator[MetricMention]:
    small = lowered(found.plain)
    for start, end in found.index.regions_with(_HINT_STEMS):
        if not _HINT.search(small, start, end):
            continue
        sentence = found.sentence_at(start)
        text = _masked(found, sentence, small)
        here = starting_in(figures, sentence.start, sentence.end)
        for phrase in find_phrases(text):
            if not any(
                figure.kind == phrase.kind
                and (
                    phrase.kind == "etf_flow"
                    or _same_clause(text, phrase.start, phrase.end, figure.start - sentence.start)
                )
                for figure in here
            ):
                yield _phrase(found, sentence, phrase)
        yield from read_averages(found, sentence, text)
        if not any(figure.kind == "fear_greed" for figure in here):
            zone = find_zone(text, names_index=sentence.index in index_sentences)
            if zone is not None:
                yield _phrase(found, sentence, zone)


# No statement without a number, and no average, does without one of these.
_HINT = re.compile(
    r"funding|open (?:interest|positions)|\boi\b|volume|dominance|flow|fear|greed|redemption|average|"
    r"[seqd]mas?(?:\b|\d)|\bmas?\b|"
    r"\d-(?:day|week)"
)
_HINT_STEMS = (
    *(
        "funding",
        "open interest",
        "open positions",
        "oi",
        "volume",
        "dominance",
        "flow",
        "inflow",
        "outflow",
        "netflow",
    ),
    *("fear", "greed", "redemption", "average", "sma", "ema", "qma", "dma", "ma", "mas", "day", "week"),
)


def _same_clause(text: str, start: int, end: int, other: int) -> bool:
    between = text[end:other] if other >= end else text[other:start]
    return len(between) < 60 and not re.search(r"[;.]\s|\b(?:while|but|whereas)\b", between)


def _masked(found: Reading, sentence: Sentence, small: str) -> str:
    """A sentence in lower case with every figure but periods of averages masked, same offsets."""
    pieces: list[str] = []
    last = sentence.start
    for quantity in starting_in(found.quantities, sentence.start, sentence.end):
        if quantity.kind == "plain" and quantity.low <= _LONGEST_PERIOD:
            continue
        pieces += (small[last : quantity.start], "¤" * (quantity.end - quantity.start))
        last = quantity.end
    pieces.append(small[last : max(last, sentence.end)])
    return "".join(pieces)


def _phrase(found: Reading, sentence: Sentence, phrase: PhraseReading) -> MetricMention:
    kind, direction = phrase.kind, phrase.direction
    start, end = sentence.start + phrase.start, sentence.start + phrase.end
    asset = "ALL" if kind == "fear_greed" else asset_of_name(found, start, end, kind)
    if kind == "etf_flow" and asset is not None:
        asset = "ALL" if names_all_funds(found, sentence) else coin_of_fund(found, asset)
    return MetricMention(
        text=found.span_text(start, end),
        start=start,
        end=end,
        sentence=found.sentence_text(start),
        why=f"rule:phrase.{kind}",
        kind=kind,
        value=None,
        unit="index" if kind == "fear_greed" else None,
        direction=direction,
        asset=asset,
        confidence=0.8,
    )
