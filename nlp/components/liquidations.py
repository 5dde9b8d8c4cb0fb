"""Component `newstape_liquidations`: amounts of leveraged positions that were closed by force.

Which amounts they are, is decided by `liquidation_rules`; whose side, coin, time and count, by `liquidation_sides`,
`liquidation_assets`, `liquidation_windows` and `liquidation_details`; what they share with one another and with the
sentences around them, by `liquidation_wholes`, `liquidation_splits`, `liquidation_scope` and `liquidation_context`.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import LiquidationMention, PositionSide
from nlp.components.extensions import Reading, Sentence, reading
from nlp.components.figure_meaning import SUM_FROM, meaning_of_money
from nlp.components.figure_windows import FigureWindow
from nlp.components.liquidation_assets import asset_of, asset_of_condition, given_to
from nlp.components.liquidation_context import asset_told_before, side_shared, side_told_next, subject_before
from nlp.components.liquidation_details import n_traders_near, source_in, venue_in
from nlp.components.liquidation_rules import (
    ANY_TOPIC,
    TOPIC,
    is_dollar_sum,
    is_something_else,
    is_told_before,
    liquidation_rule,
)
from nlp.components.liquidation_scope import is_market_wide, is_told_of_all, market_wide_headlines
from nlp.components.liquidation_sides import goes_on_from_before, names_such_positions, side_of, side_told_last
from nlp.components.liquidation_splits import both_where_split
from nlp.components.liquidation_wholes import hours_shared, is_single, twin_of, whole_of
from nlp.components.liquidation_windows import hours_told_before, last_time_before, points_to_time_before, window_of
from nlp.components.modality import modality_of

_POTENTIAL = re.compile(
    r"\b(?:at risk|would|could|might|may|set to be|be liquidated (?:if|at|once)|if|in the event|potential(?:ly)?)\b"
)
_AT_RISK = re.compile(
    r"\s(?:worth )?(?:of |in )?(?:[\w-]+ ){0,4}?(?:at risk|in danger|at stake|under threat|vulnerable)\b"
)
_CONDITION_BEHIND = re.compile(
    r"[^¤;.]{0,70}?(?<!as )\b(?:if|once|unless|in case|in the event|should (?:the|it|prices?|[a-z]+) "
    r"(?:[a-z]+ )?(?:fall|drop|rise|break|slip|climb|close|move|reach|hit|return|rally|slide|lose|revisit|retest))\b"
)
_SAME_COUNT = re.compile(r"\b(?:count|tally|toll|figure|one)\b[^¤]{0,24}$")
_CONFIDENCE = {
    "rule:liquidation.same_amount": 0.75,
    "rule:liquidation.sided": 0.85, "rule:liquidation.side_closed": 0.75, "rule:liquidation.share_of_it": 0.7,
}  # fmt: skip
# How far, in sentences, a liquidation figure lends its topic to the figures that follow.
_TOPIC_REACH = 2
_LONGEST_CHAIN = 12
# A total that the article comes back to is among its first figures.
_FIRST_MENTIONS = 12


def mark_liquidations(doc: Doc) -> Doc:
    """Fill `Reading.liquidations`."""
    found = reading(doc)
    found.liquidations = read_liquidations(found)
    return doc


Language.component("newstape_liquidations", func=mark_liquidations)


def read_liquidations(found: Reading) -> tuple[LiquidationMention, ...]:
    """Find the liquidation figures of an article, in order."""
    if not ANY_TOPIC.search(found.lower):
        return ()
    taken = {level.start for level in found.price_levels}
    mentions: list[LiquidationMention] = []
    last_sentence = -10
    for window in found.windows:
        if window.quantity.start in taken:
            continue
        in_topic = bool(mentions) and (
            0 <= window.sentence.index - last_sentence <= _TOPIC_REACH or is_told_before(found, window.sentence)
        )
        in_topic = in_topic and not found.sentences[found.sentence_at(mentions[-1].start).index].is_headline
        why = liquidation_rule(found, window, in_topic=in_topic)
        if why is None:
            continue
        chain = [
            m
            for m in mentions[-_LONGEST_CHAIN:]
            if window.sentence.index - found.sentence_at(m.start).index <= _TOPIC_REACH
        ]
        mentions.append(_mention(found, window, why, mentions, chain if in_topic else []))
        last_sentence = window.sentence.index
    mentions += _same_amounts(found, mentions, taken)
    in_order = sorted(mentions, key=lambda mention: mention.start)
    return tuple(both_where_split(found, market_wide_headlines(found, in_order)))


def _same_amounts(
    found: Reading, mentions: Sequence[LiquidationMention], taken: set[int]
) -> Iterator[LiquidationMention]:
    """An amount that is called a liquidation once is one wherever it stands without an owner of its own."""
    taken = taken | {mention.start for mention in mentions}
    known = {mention.amount_usd for mention in mentions if mention.amount_usd is not None}
    in_headline = {m.amount_usd for m in mentions if found.sentence_at(m.start).is_headline}
    for window in found.windows if known else ():
        quantity = window.quantity
        if quantity.start in taken or quantity.low not in known or not is_dollar_sum(window):
            continue
        meaning = meaning_of_money(window)
        crosses = window.sentence.is_headline or quantity.low in in_headline
        is_free = meaning.meaning == "other" if crosses else meaning.why == "rule:money.unowned_sum"
        if is_free and not is_something_else(found, window):
            yield _mention(found, window, "rule:liquidation.same_amount", mentions, [])


def _mention(
    found: Reading,
    window: FigureWindow,
    why: str,
    mentions: Sequence[LiquidationMention],
    chain: Sequence[LiquidationMention],
) -> LiquidationMention:
    """Put a mention together; what it does not say itself it takes from the total that it is a part of."""
    quantity, sentence = window.quantity, window.sentence
    whole = whole_of(found, window, chain)
    if whole is not None and whole.asset not in ("ALL", None) and asset_of(found, window) not in ("ALL", whole.asset):
        whole = None
    modality = modality_of(window)
    if modality != "reported" and not _POTENTIAL.search(window.before + window.after[:40]):
        modality = "reported"
    is_at_risk = modality == "reported" and _AT_RISK.match(window.own_after)
    if is_at_risk or (modality == "forecast" and _CONDITION_BEHIND.match(window.own_after)):
        modality = "conditional"
    side = _side(found, window, chain, whole)
    asset = quantity.unit if quantity.kind == "coins" else _asset(found, window, mentions, chain, whole, side)
    if modality != "reported" and asset == "ALL":
        asset = asset_of_condition(found, window)
    text = found.plain[sentence.start : sentence.end].lower()
    return LiquidationMention(
        text=found.span_text(quantity.start, quantity.end),
        start=quantity.start,
        end=quantity.end,
        sentence=found.sentence_text(quantity.start),
        why=why,
        amount_usd=None if quantity.kind == "coins" else quantity.low,
        position_side=side,
        asset=asset,
        window_hours=_hours(found, window, chain, whole) if modality == "reported" else None,
        source=source_in(text) or _source_beside(found, sentence) or (whole.source if whole else None),
        venue=venue_in(window),
        modality=modality,
        n_traders=n_traders_near(found, sentence),
        confidence=_CONFIDENCE.get(why, 0.9),
    )


def _side(
    found: Reading, window: FigureWindow, chain: Sequence[LiquidationMention], whole: LiquidationMention | None
) -> PositionSide:
    side = side_of(window)
    if side == "unknown" and window.sentence.index > 0 and goes_on_from_before(window):
        side = side_told_last(found, found.sentences[window.sentence.index - 1])
    like = twin_of(found, window, chain) or whole
    if side == "unknown" and like is not None and like.position_side != "both":
        side = like.position_side
    if side == "unknown":
        side = side_shared(found, window, chain)
    return side_told_next(found, window.sentence) if side == "unknown" else side


def _asset(
    found: Reading,
    window: FigureWindow,
    mentions: Sequence[LiquidationMention],
    chain: Sequence[LiquidationMention],
    whole: LiquidationMention | None,
    side: PositionSide,
) -> str | None:
    given = given_to(found, window)
    if given is not None or is_market_wide(window):
        return given or "ALL"
    asset = asset_of(found, window)
    if asset != "ALL":
        return asset
    if window.quantity.low < SUM_FROM:
        return _asset_of_small(found, window, mentions)
    if chain and _SAME_COUNT.search(window.own_before[-40:]):
        return chain[-1].asset
    if names_such_positions(window) and side_of(window) == "unknown" and window.sentence.index > 0:
        named = found.mentions_in(found.sentences[window.sentence.index - 1])
        return named[-1].ticker if named else "ALL"
    repeated = next((m for m in mentions[:_FIRST_MENTIONS] if m.amount_usd == window.quantity.low), None)
    if repeated is not None and not is_told_of_all(window.own_before) and repeated.asset not in ("ALL", None):
        return repeated.asset
    like = twin_of(found, window, chain) or whole
    if like is None and side != "unknown":
        like = subject_before(found, window, chain)
    if like is None and side != "unknown":
        return asset_told_before(found, window.sentence)
    return like.asset if like is not None else "ALL"


def _asset_of_small(found: Reading, window: FigureWindow, mentions: Sequence[LiquidationMention]) -> str | None:
    """The coin of less than a million, which is hardly the market's: that of the figure or of the sentence before."""
    if mentions and (mentions[-1].amount_usd or 0) < SUM_FROM:
        return mentions[-1].asset
    before = found.sentences[max(0, window.sentence.index - 1)]
    tickers = {m.ticker for m in found.mentions_in(before)}
    return tickers.pop() if len(tickers) == 1 else "ALL"


def _hours(
    found: Reading, window: FigureWindow, chain: Sequence[LiquidationMention], whole: LiquidationMention | None
) -> float | None:
    """The window that the sentence states, else that of its total, else of a sentence before that sets the time."""
    if is_single(window):
        return window_of(window, in_clause=True)
    hours = window_of(window)
    if hours is None and points_to_time_before(window):
        told = chain[-1].window_hours if chain else None
        hours = told if told is not None else last_time_before(found, window.sentence)
    if hours is None and whole is not None:
        hours = whole.window_hours
    if hours is None:
        hours = hours_shared(found, window, chain)
    return hours_told_before(found, window.sentence) if hours is None else hours


def _source_beside(found: Reading, sentence: Sentence) -> str | None:
    for index in (sentence.index + 1, sentence.index - 1):
        if 0 < index < len(found.sentences):
            beside = found.sentences[index]
            text = found.plain[beside.start : beside.end].lower()
            source = source_in(text)
            if source and TOPIC.search(text) and not beside.is_headline:
                return source
    return None
