"""Events that figures show: squeezes and cascades from liquidations, flows of funds; for `nlp.components.events`."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from nlp.annotations import EventKind, EventMention, LiquidationMention, PositionSide
from nlp.components.asset_asides import asset_kind
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading
from nlp.components.market_direction import lead_end
from nlp.text.spans import starting_in

TWO_SIDED_SHARE = Decimal(2) / 3
"""Where one side lost more than this share of what the other lost, both were shaken out."""
_BEHIND = 70
_NOT_BY = re.compile(r"\bnot (?:primarily |mainly |really )?(?:driven|caused|triggered|fuell?ed|sparked|powered) by\b")
_TO_COME = re.compile(
    r"\b(?:ready|set|due|about|waiting|likely) to be (?:liquidated|wiped)|\b(?:face|facing|at risk of) liquidation"
)
OTHER_TIME = re.compile(
    r"\b(?:back in|at the time|last year|years? ago|previous (?:cycles?|bull|bear)|past cycles|historically|"
    r"in the past(?! (?:\d|\w+ (?:hours|days|weeks|months)|hour|day|week|month|year))|"
    r"in early 20\d\d|in late 20\d\d|that year|earlier this year|"
    # news tell the day; a month with its year is history
    r"(?<!was )(?<!were )in (?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december),? (?:of )?20\d\d)\b"
)


def events_of_liquidations(found: Reading, direction: int) -> Iterator[EventMention]:
    """A reported liquidation is a squeeze where the shorts were closed, a cascade where the market fell."""
    end_of_lead = lead_end(found)
    told = [
        liquidation
        for liquidation in found.liquidations
        if liquidation.modality == "reported" and not found.sentence_at(liquidation.start).is_boilerplate
    ]
    sentences = {found.sentence_at(liquidation.start).index for liquidation in told}
    is_news = len(sentences) > 1 or any(index < end_of_lead for index in sentences)
    for liquidation in told:
        side = liquidation.position_side
        if (side == "unknown" and not is_news) or _is_denied(found, liquidation):
            continue
        if (side == "short" and direction >= 0) or (side == "unknown" and direction > 0):
            kind: EventKind = "short_squeeze"
            is_two_sided = _lost_much(told, "long", liquidation)
        elif (side == "long" and direction <= 0) or (side in ("unknown", "both") and direction < 0):
            kind = "liquidation_cascade"
            is_two_sided = direction == 0 and _lost_much(told, "short", liquidation)
        else:
            continue
        if not is_two_sided:
            yield event_mention(found, kind, liquidation.start, liquidation.end, f"rule:liquidations.{side}", 0.7)


def _is_denied(found: Reading, liquidation: LiquidationMention) -> bool:
    """Whether liquidations are said not to have moved the price, or are still to come."""
    sentence = found.sentence_at(liquidation.start)
    before = found.lower[sentence.start : liquidation.start]
    behind = found.lower[liquidation.end : min(sentence.end, liquidation.end + _BEHIND)]
    return _NOT_BY.search(before) is not None or _TO_COME.search(behind) is not None


def _lost_much(told: Sequence[LiquidationMention], side: PositionSide, than: LiquidationMention) -> bool:
    """Whether a side lost about as much as the other side did, or more than anything did whose side is not told."""
    share = Decimal(1) if than.position_side == "unknown" else TWO_SIDED_SHARE
    return any(
        other.position_side == side and (other.amount_usd or 0) > share * (than.amount_usd or 0) for other in told
    )


def events_of_fund_flows(found: Reading) -> Iterator[EventMention]:
    """Flows of funds that are told in figures, early in the article or more than once.

    One fund that goes against the sum of all funds is no flow of its own.
    """
    end_of_lead = lead_end(found)
    flows = [
        metric
        for metric in found.metrics
        if metric.kind == "etf_flow"
        and metric.value is not None
        and metric.modality == "reported"
        and not _is_of_the_past(found, metric.start)
    ]
    against: dict[str, tuple[str, EventKind]] = {
        "inflow": ("outflow", "etf_inflow"),
        "outflow": ("inflow", "etf_outflow"),
    }
    for direction, (other, kind) in against.items():
        is_against_sum = any(flow.direction == other and not _is_of_one_fund(found, flow.start) for flow in flows)
        told = [
            flow
            for flow in flows
            if flow.direction == direction and not (is_against_sum and _is_of_one_fund(found, flow.start))
        ]
        sentences = {found.sentence_at(flow.start).index for flow in told}
        if len(sentences) > 1 or any(index < end_of_lead for index in sentences):
            yield event_mention(found, kind, told[0].start, told[0].end, f"rule:flows.{direction}", 0.75)


def _is_of_one_fund(found: Reading, start: int) -> bool:
    sentence = found.sentence_at(start)
    return any(
        asset_kind(found, mention.ticker) == "etf"
        for mention in starting_in(found.asset_mentions, sentence.start, start)
    )


def _is_of_the_past(found: Reading, start: int) -> bool:
    sentence = found.sentence_at(start)
    text = found.plain[sentence.start : sentence.end].lower()
    return sentence.is_boilerplate or OTHER_TIME.search(text) is not None


def event_mention(found: Reading, kind: EventKind, start: int, end: int, why: str, confidence: float) -> EventMention:
    """The event with the words around it and the asset that it befell."""
    return EventMention(
        text=found.span_text(start, end),
        start=start,
        end=end,
        sentence=found.sentence_text(start),
        why=why,
        kind=kind,
        asset=asset_at(found, start, end).ticker,
        confidence=confidence,
    )
