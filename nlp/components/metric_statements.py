"""Statements on metrics without a number, and averages, in the sentences that have a word for them."""

import re
from collections.abc import Iterator, Sequence

from nlp.annotations import MetricMention
from nlp.components.average_metrics import read_averages
from nlp.components.extensions import Reading, Sentence
from nlp.components.fear_greed_zones import find_zone
from nlp.components.figure_windows import lowered
from nlp.components.fund_flows import coin_of_fund, names_all_funds
from nlp.components.metric_assets import asset_of_name
from nlp.components.metric_phrases import PhraseReading, find_phrases
from nlp.text.spans import starting_in

_LONGEST_PERIOD = 400


def read_statements(
    found: Reading, figures: Sequence[MetricMention], index_sentences: set[int]
) -> Iterator[MetricMention]:
    """Find what is said of metrics without a number, where no figure of the same clause says it.

    Args:
        found: The article.
        figures: The metrics with a number, in order.
        index_sentences: Indexes of the sentences on the Fear & Greed index.
    """
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
