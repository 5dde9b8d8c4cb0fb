"""Component `newstape_liquidations`: amounts of leveraged positions that were closed by force.

Which amounts they are, is decided by `figure_meaning` and by the sentence before ("longs lost $300 million of that");
whose, over which time and by whose count, in `liquidation_details`.
"""

import re
from dataclasses import replace
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import LiquidationMention
from nlp.components.extensions import Reading, Sentence, reading
from nlp.components.figure_meaning import SUM_FROM, meaning_of_money
from nlp.components.figure_windows import FigureWindow, windows_of
from nlp.components.liquidation_details import asset_of, n_traders_near, side_of, source_in, venue_in, window_of
from nlp.components.modality import modality_of

_TOPIC = re.compile(
    r"\b(?:liquidat\w+|rekt|margin calls?|(?:long|short)[ -]squeeze|wip(?:ed|ing|es) out|wiped|wipe-?outs?|blown "
    r"out|force[d-]|"
    r"flush(?:ed)?|squeezed|deleverag\w+|leverage\w*)\b"
)
_NOT_LEVERAGED = re.compile(
    r"\bliquidat(?:e|es|ed|ing|ion)s?\b(?: of)? (?:its|their|his|her|our|all|the company|the firm|the fund|the "
    r"estate|the exchange|company|"
    r"some of|part of|most of|up to|a portion|a part|half)\b[^.;]{0,40}\b(?:holdings?|assets?|reserves?|stake|"
    r"portfolio|treasury|bitcoin|btc|"
    r"ether|eth|coins?|tokens?|shares|equipment|inventory|investments?)\b"
    r"|\b(?:bankrupt\w*|liquidators?|insolven\w*|creditors?|estate|court|chapter (?:7|11)|trustee|winding[ -]up|"
    r"mt\.? gox|reserves liquidated|"
    r"liquidation (?:proceedings|process|plan|preference|value))\b"
)
_SIDED = re.compile(
    r"\b(?:longs?|shorts?|bulls?|bears?|buyers|leveraged|leverage|over-?leveraged|positions?|bets|traders?)\b"
)
_CLOSED = re.compile(
    r"\b(?:los[ts]\w*|lose|losing|closed|wiped?|wiping|erased|gone|hit|evaporat\w*|suffer\w*|cost|burn\w*|"
    r"destroy\w*|vanish\w*|flush\w*|unwound|"
    r"blown|forced|crush\w*|caught|squeez\w*|purg\w*|rekt|liquidat\w*|washed|eliminat\w*|shaken|obliterat\w*|"
    r"cleared|taken out)\b"
)
_SHARE_OF_IT = re.compile(
    r"\b(?:of (?:this|that|which|those|these|it|the total|the amount|them)|the (?:total|rest|remainder|bulk|"
    r"majority|figure|tally|sum)|"
    r"account\w*|ma(?:de|king) up|contribut\w*|alone|led|lead\w*|followed|longs?|shorts?|bulls|bears|compris\w*|"
    r"while|versus|bitcoin|btc|ether|eth|"
    r"ethereum|solana|xrp|dogecoin|largest|biggest|single|respectively|responsible|behind|positions?|traders)\b"
)
_POTENTIAL = re.compile(
    r"\b(?:at risk|would|could|might|may|set to be|be liquidated (?:if|at|once)|if|potential(?:ly)?)\b"
)
_OTHER_SUBJECT = re.compile(
    r"\b(?:open interest|market cap\w*|capitali[sz]ation|volumes?|inflows?|outflows?|etfs?|funds?|options?|"
    r"expir\w+|tvl|locked|holdings|treasury|"
    r"hack\w*|stolen|exploit\w*|raised|revenue|buy(?:ing)? wall|bid liquidity)\b"
)
_COINS_CLOSED = re.compile(
    r"^\s?(?:worth )?(?:of |in )?(?:\w+ )?(?:longs?|shorts?|long positions|short positions|getting liquidated|was "
    r"liquidated|were liquidated|"
    r"liquidated|in liquidations|in (?:long|short) (?:liquidations|positions))\b"
)
# How far, in sentences, a liquidation figure lends its topic to the figures that follow.
_TOPIC_REACH = 2


def mark_liquidations(doc: Doc) -> Doc:
    """Fill `Reading.liquidations`."""
    found = reading(doc)
    found.liquidations = read_liquidations(found)
    return doc


Language.component("newstape_liquidations", func=mark_liquidations)


def read_liquidations(found: Reading) -> tuple[LiquidationMention, ...]:
    """Find the liquidation figures of an article, in order."""
    if not _TOPIC.search(found.plain.lower()):
        return ()
    taken = {level.start for level in found.price_levels}
    mentions: list[LiquidationMention] = []
    last_sentence = -10
    for window in windows_of(found):
        if window.quantity.start in taken:
            continue
        in_topic = 0 <= window.sentence.index - last_sentence <= _TOPIC_REACH and not window.sentence.is_headline
        why = _liquidation_rule(found, window, in_topic=in_topic)
        if why is None:
            continue
        previous = mentions[-1] if in_topic and mentions else None
        mentions.append(_mention(found, window, why, previous))
        last_sentence = window.sentence.index
    return tuple(_both_where_split(found, mentions))


def _liquidation_rule(found: Reading, window: FigureWindow, *, in_topic: bool) -> str | None:
    """The rule that makes a figure a liquidation, or `None`."""
    quantity = window.quantity
    around = window.before + " ¤ " + window.after
    if quantity.kind == "coins":
        return "rule:liquidation.coins" if _COINS_CLOSED.match(window.own_after) else None
    if quantity.kind == "plain" and quantity.multiplier < SUM_FROM:
        return None
    if quantity.kind not in ("money", "plain") or (quantity.unit or "USD") != "USD" or _NOT_LEVERAGED.search(around):
        return None
    meaning = meaning_of_money(window)
    if meaning.meaning == "liquidation":
        return meaning.why.replace("rule:sum.", "rule:")
    if quantity.low < Decimal(1000) or (meaning.meaning in ("price", "move") and quantity.low < SUM_FROM):
        return None
    if meaning.meaning in ("open_interest", "market_cap", "volume", "etf_flow", "stablecoin_supply"):
        return None
    here = window.before[-110:] + " ¤ " + window.after[:80]
    if (
        _SIDED.search(here)
        and _CLOSED.search(here)
        and (in_topic or _TOPIC.search(around))
        and not _OTHER_SUBJECT.search(here)
    ):
        return "rule:liquidation.side_closed"
    if in_topic and _SHARE_OF_IT.search(here) and not _OTHER_SUBJECT.search(here):
        return "rule:liquidation.share_of_it"
    return None


def _mention(found: Reading, window: FigureWindow, why: str, previous: LiquidationMention | None) -> LiquidationMention:
    quantity = window.quantity
    sentence = window.sentence
    text = found.plain[sentence.start : sentence.end].lower()
    source = source_in(text) or _source_beside(found, sentence) or (previous.source if previous else None)
    hours = window_of(window)
    if hours is None and previous is not None and not _opens_anew(window):
        hours = previous.window_hours
    modality = modality_of(window)
    if modality != "reported" and not _POTENTIAL.search(window.before + window.after[:40]):
        modality = "reported"
    return LiquidationMention(
        text=found.span_text(quantity.start, quantity.end),
        start=quantity.start,
        end=quantity.end,
        sentence=found.sentence_text(quantity.start),
        why=why,
        amount_usd=None if quantity.kind == "coins" else quantity.low,
        position_side=side_of(window),
        asset=quantity.unit if quantity.kind == "coins" else asset_of(found, window),
        window_hours=hours,
        source=source,
        venue=venue_in(window),
        modality=modality,
        n_traders=n_traders_near(found, sentence),
        confidence=0.9 if "side_closed" not in why and "share_of_it" not in why else 0.75,
    )


def _opens_anew(window: FigureWindow) -> bool:
    """A sentence with a date or event of its own no longer shares the window of the figure before."""
    return (
        re.search(
            r"\b(?:in (?:20\d\d|january|february|march|april|may|june|july|august|september|october|november|"
            r"december)|"
            r"biggest|largest|record|previous(?:ly)?|last (?:week|month|year))\b",
            window.before,
        )
        is not None
    )


def _source_beside(found: Reading, sentence: Sentence) -> str | None:
    for index in (sentence.index + 1, sentence.index - 1):
        if 0 < index < len(found.sentences):
            beside = found.sentences[index]
            text = found.plain[beside.start : beside.end].lower()
            source = source_in(text)
            if source and _TOPIC.search(text) and not beside.is_headline:
                return source
    return None


def _both_where_split(found: Reading, mentions: list[LiquidationMention]) -> list[LiquidationMention]:
    """A total whose long and short parts stand beside it covers both sides."""
    result = list(mentions)
    for index, mention in enumerate(mentions):
        if mention.position_side != "unknown" or mention.amount_usd is None:
            continue
        here = found.sentence_at(mention.start).index
        beside = {
            other.position_side
            for other in mentions[index + 1 : index + 4]
            if found.sentence_at(other.start).index - here <= 1
            and other.amount_usd is not None
            and other.amount_usd <= mention.amount_usd
        }
        if {"long", "short"} <= beside:
            result[index] = replace(mention, position_side="both")
    return result
