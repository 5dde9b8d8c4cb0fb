"""Component `newstape_metrics`: percentages, volumes, funding, flows, indices and averages.

Figures are given their kind by `figure_meaning` (sums), `percent_changes` (percentages) and the index rules below;
statements without a number come from `metric_phrases`, averages from `average_metrics`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import Direction, MetricKind, MetricMention
from nlp.components.asset_guess import asset_at
from nlp.components.average_metrics import read_averages
from nlp.components.extensions import Reading, Sentence, reading
from nlp.components.figure_meaning import meaning_of_money
from nlp.components.figure_windows import FigureWindow, lowered
from nlp.components.metric_phrases import PhraseReading, find_phrases, find_zone, is_legend, names_fear_and_greed
from nlp.components.metric_sums import asset_of_sum, direction_of_sum, is_change_of_sum, is_fund_flow
from nlp.components.metric_windows import window_hours_of
from nlp.components.modality import modality_of
from nlp.components.percent_changes import read_percent
from nlp.text.spans import starting_in

_SUM_KINDS: dict[str, MetricKind] = {
    "open_interest": "open_interest",
    "etf_flow": "etf_flow",
    "exchange_netflow": "exchange_netflow",
    "volume": "volume",
    "market_cap": "market_cap",
    "stablecoin_supply": "stablecoin_supply",
}
_LEVERAGE = re.compile(
    r"\b(?:leverag\w*|bets?|longs?|shorts?|margin|long position|short position|perpetual\w*|contracts?|futures)\b"
)
_NOT_LEVERAGE = re.compile(
    r"\b(?:returns?|gains?|profits?|more|higher|bigger|larger|faster|times|increase|rally|growth|earnings|sales|"
    r"revenue)\b"
)
_RSI = re.compile(r"\b(?:rsi|relative strength index)\b[^¤;.]{0,60}$")
_LONGEST_PERIOD = 400
_DOMINANCE_REACH = 12
_BASKET = re.compile(
    r"\b(?:altcoins?|alts|coins|tokens|cryptos|cryptocurrencies|index|stocks|majors|memecoins|names|miners|companies|"
    r"currencies|top (?:10|20|50|100|ten|twenty|¤)|each|respectively, of|sector|shares of [^¤]+ and)\b"
)
_MOOD = re.compile(r"\b(?:sentiment|mood|fear|greed)\b")
_ZONE_POINTS = re.compile(
    r"\b(?:dip|drop|fall|fell|rise|rose|jump|gain|decline|lost|up|down|increase|decrease|climb|plunge|slid|change|"
    r"added|shed)\w*\b"
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
    index_sentences = _fear_and_greed_sentences(found)
    mentions: list[MetricMention] = []
    for window in found.windows:
        if window.quantity.start not in taken:
            mention = _of_figure(found, window, index_sentences)
            if mention is not None:
                mentions.append(mention)
    mentions += _told_elsewhere(found, mentions, taken)
    mentions += _phrases(found, mentions, index_sentences)
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))


def _fear_and_greed_sentences(found: Reading) -> set[int]:
    """Indexes of the sentences about the Fear & Greed index: those that name it and the two behind each."""
    text = found.plain.lower()
    if "greed" not in text:
        return set()
    about: set[int] = set()
    for sentence in found.sentences:
        if names_fear_and_greed(text[sentence.start : sentence.end]):
            about |= {sentence.index, sentence.index + 1, sentence.index + 2}
    first = found.sentences[0]
    if about and first.is_headline and _MOOD.search(text, first.start, first.end):
        about.add(first.index)
    return about


def _of_figure(found: Reading, window: FigureWindow, index_sentences: set[int]) -> MetricMention | None:
    kind = window.quantity.kind
    if kind == "percent":
        return _percent(found, window)
    if kind == "money" or (kind == "plain" and window.quantity.multiplier >= Decimal(10**6)):
        return _sum(found, window)
    if kind == "multiple":
        return _leverage(found, window)
    if kind in ("plain", "points"):
        return _index(found, window, index_sentences)
    return None


def _percent(found: Reading, window: FigureWindow) -> MetricMention | None:
    read = read_percent(window, _asset_ends(found, window))
    if read is None:
        return None
    guess = asset_at(found, window.quantity.start, window.quantity.end)
    asset = guess.ticker
    if read.kind == "percent_change" and guess.scope not in ("attached", "list") and _is_basket(found, window):
        asset = None
    if read.kind in ("market_cap", "volume", "open_interest"):
        asset = asset_of_sum(found, window)
    if read.kind == "dominance":
        asset = _dominant(found, window) or asset
    return _mention(
        found, window, read.kind, f"{read.why}; {guess.why}", unit="%", direction=read.direction, asset=asset
    )


def _dominant(found: Reading, window: FigureWindow) -> str | None:
    """Whose dominance it is: "BTC dominance", "bitcoin's dominance"."""
    word = found.plain.lower().rfind("dominance", window.sentence.start, window.quantity.start)
    mentions = [m for m in found.mentions_in(window.sentence) if m.end <= word]
    return mentions[-1].ticker if mentions and word - mentions[-1].end <= _DOMINANCE_REACH else None


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
    between = found.plain[since : window.quantity.start].lower()
    return _BASKET.search(between) is not None


def _sum(found: Reading, window: FigureWindow) -> MetricMention | None:
    meaning = meaning_of_money(window)
    kind = _SUM_KINDS.get(meaning.meaning)
    if kind is None:
        return None
    if kind == "etf_flow" and not is_fund_flow(found, window):
        kind = "exchange_netflow"
        if not re.search(r"exchange|netflow", window.before + window.after):
            return None
    return _mention(
        found,
        window,
        kind,
        meaning.why,
        unit="USD",
        direction=direction_of_sum(kind, window),
        asset=asset_of_sum(found, window),
        is_change=is_change_of_sum(kind, window),
    )


_PART_OF_IT = re.compile(
    r"\b(?:account\w* for|responsible for|contribut\w*|led by|(?:bring|bringing|brought) the [\w-]+ (?:total|tally) to)"
    r"[^¤;.]{0,30}$"
)


def _told_elsewhere(found: Reading, mentions: list[MetricMention], taken: set[int]) -> Iterator[MetricMention]:
    """Unowned sums that another figure explains: the same amount in headline and body, or a part of the sum before."""
    sums = [mention for mention in mentions if mention.kind in _SUM_KINDS and mention.unit == "USD"]
    taken = taken | {mention.start for mention in mentions}
    for window in found.windows if sums else ():
        quantity = window.quantity
        is_sum = quantity.kind == "money" and quantity.unit == "USD" and quantity.low >= Decimal(10**6)
        if not is_sum or quantity.start in taken or meaning_of_money(window).meaning != "other":
            continue
        whole = _same_amount(found, window, sums) or _whole_before(found, window, sums)
        if whole is not None:
            is_flow = whole.kind in ("etf_flow", "exchange_netflow")
            yield _mention(
                found,
                window,
                whole.kind,
                "rule:sum.told_elsewhere",
                unit="USD",
                direction=whole.direction if is_flow else direction_of_sum(whole.kind, window),
                asset=whole.asset if is_flow or whole.value == quantity.low else asset_of_sum(found, window),
            )


def _same_amount(found: Reading, window: FigureWindow, sums: list[MetricMention]) -> MetricMention | None:
    in_headline = window.sentence.is_headline
    same = (mention for mention in sums if mention.value == window.quantity.low)
    return next((m for m in same if found.sentence_at(m.start).is_headline != in_headline), None)


def _whole_before(found: Reading, window: FigureWindow, sums: list[MetricMention]) -> MetricMention | None:
    if not _PART_OF_IT.search(window.own_before[-60:]):
        return None
    before = [mention for mention in sums if mention.start < window.quantity.start]
    near = before and window.sentence.index - found.sentence_at(before[-1].start).index <= 1
    return before[-1] if near else None


def _leverage(found: Reading, window: FigureWindow) -> MetricMention | None:
    near = window.before[-40:] + " ¤ " + window.after[:40]
    if not _LEVERAGE.search(near) or _NOT_LEVERAGE.search(window.after[:24]):
        return None
    named = [m for m in found.mentions_in(window.sentence) if m.form != "unit"]
    guess = asset_at(found, window.quantity.start, window.quantity.end) if named else None
    return _mention(
        found, window, "leverage", "rule:leverage", unit="x", direction=None, asset=guess.ticker if guess else None
    )


def _index(found: Reading, window: FigureWindow, index_sentences: set[int]) -> MetricMention | None:
    quantity = window.quantity
    if quantity.low > 100 or quantity.is_range or quantity.multiplier != 1:
        return None
    if _RSI.search(window.before):
        return _mention(
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
    return _mention(
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
    r"print\w*|fell|dropped|rose|climbed|jumped|with|:|under|over|greed)|[:(\[=])\s?[\"']?$"
)


def _is_reading(window: FigureWindow) -> bool:
    if window.quantity.kind == "points":
        return True
    after = window.own_after
    if re.match(
        r"\s(?:cryptocurrencies|coins|tokens|factors|sources|components|percent|key|different|main|trading|btc|"
        r"years?)\b",
        after,
    ):
        return False
    return _READS.search(window.before[-24:]) is not None


def _phrases(found: Reading, figures: list[MetricMention], index_sentences: set[int]) -> Iterator[MetricMention]:
    small = lowered(found.plain)
    for sentence in _sentences_with_hints(found, small):
        text = _masked(found, sentence, small)
        here = [figure for figure in figures if sentence.start <= figure.start < sentence.end]
        for phrase in find_phrases(text):
            if not any(
                figure.kind == phrase.kind
                and _same_clause(text, phrase.start, phrase.end, figure.start - sentence.start)
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
    r"funding|open interest|volume|dominance|flow|fear|greed|redemption|average|[seqd]mas?\b|\bmas?\b|\d-(?:day|week)"
)


def _sentences_with_hints(found: Reading, small: str) -> Iterator[Sentence]:
    last = -1
    for hint in _HINT.finditer(small):
        sentence = found.sentence_at(hint.start())
        if sentence.index > last:
            last = sentence.index
            yield sentence


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


_MARKET = re.compile(r"\bmarkets?\b(?! cap)")


def _phrase(found: Reading, sentence: Sentence, phrase: PhraseReading) -> MetricMention:
    kind, direction = phrase.kind, phrase.direction
    start, end = sentence.start + phrase.start, sentence.start + phrase.end
    guess = asset_at(found, start, end)
    of_market = kind == "volume" and _MARKET.search(found.plain.lower(), max(sentence.start, start - 60), start)
    asset = "ALL" if kind == "fear_greed" or of_market else guess.ticker
    return MetricMention(
        text=found.span_text(start, end),
        start=start,
        end=end,
        sentence=found.sentence_text(start),
        why=f"rule:phrase.{kind}; {guess.why}",
        kind=kind,
        value=None,
        unit="index" if kind == "fear_greed" else None,
        direction=direction,
        asset=asset,
        confidence=0.8,
    )


def _mention(
    found: Reading,
    window: FigureWindow,
    kind: MetricKind,
    why: str,
    *,
    unit: str,
    direction: Direction | None,
    asset: str | None,
    is_change: bool = False,
) -> MetricMention:
    quantity = window.quantity
    hours = window_hours_of(window)
    return MetricMention(
        text=found.span_text(quantity.start, quantity.end),
        start=quantity.start,
        end=quantity.end,
        sentence=found.sentence_text(quantity.start),
        why=why,
        kind=kind,
        value=quantity.low,
        unit=unit,
        direction=direction,
        asset=asset,
        window_hours=hours if hours is not None and hours <= 168 else None,
        window_days=hours / 24 if hours is not None and hours > 168 else None,
        is_change=is_change,
        modality=modality_of(window),
        confidence=0.85,
    )
