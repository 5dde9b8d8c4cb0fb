"""Component `newstape_liquidations`: amounts of leveraged positions that were closed by force.

Which amounts they are, is decided by `figure_meaning` and by the sentence before ("longs lost $300 million of that");
whose, over which time and by whose count, in `liquidation_details`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import LiquidationMention, PositionSide
from nlp.components.extensions import Reading, Sentence, reading
from nlp.components.figure_meaning import SUM_FROM, meaning_of_money
from nlp.components.figure_windows import FigureWindow
from nlp.components.liquidation_details import (
    asset_of,
    asset_of_condition,
    hours_told_before,
    n_traders_near,
    side_of,
    source_in,
    venue_in,
    window_of,
)
from nlp.components.modality import modality_of
from nlp.text.patterns import one_of

_TOPIC = re.compile(
    r"\b"
    + one_of(
        "liquidat* rekt margin_call margin_calls long_squeeze short_squeeze long-squeeze short-squeeze wiped_out "
        "wiping_out "
        "wipes_out wiped wipeout wipe-out wipeouts blown_out force-* forced forcibly flush flushed squeezed "
        "deleverag* leverage*"
    )
    + r"\b"
)
_ANY_TOPIC = re.compile(
    _TOPIC.pattern + r"|\b(?:longs|shorts|(?:long|short) positions|(?:bullish|bearish) bets|betting against)\b"
)
_NOT_LEVERAGED = re.compile(
    r"\bliquidat(?:e|es|ed|ing|ion)s?\b(?: of)? (?:its|their|his|her|our|all|the company|the firm|the fund|the "
    r"estate|the exchange|"
    r"company|some of|part of|most of|up to|a portion|a part|half)\b[^.;]{0,40}\b"
    + one_of(
        "holding holdings asset assets reserve* stake portfolio treasury bitcoin btc ether eth coin coins token "
        "tokens shares "
        "equipment inventory investment investments"
    )
    + r"\b|\b"
    + one_of(
        "bankrupt* liquidator* insolven* creditor* estate court chapter_7 chapter_11 trustee winding_up "
        "winding-up mt._gox mt_gox "
        "reserves_liquidated liquidation_proceedings liquidation_process liquidation_plan liquidation_preference "
        "liquidation_value"
    )
    + r"\b"
)
_SIDES = one_of("long longs short shorts bull bulls bear bears leveraged over-leveraged overleveraged bullish bearish")
_SIDED = re.compile(rf"\b(?:{_SIDES}|positions?|bets|traders|leverage|betting against|speculators)\b")
_SIDED_BEHIND = re.compile(
    rf"\s?(?:(?:worth )?(?:of|in)\s)?(?:(?:the|these|those|such|its|btc|eth|bitcoin|ether|ethereum|xrp|sol|crypto|"
    rf"leveraged|futures|"
    rf"open|late|over-leveraged|mostly|both|perpetual|perp)\s)*(?:{_SIDES}|positions|contracts|bets)\b(?![ "
    rf"-](?:term|time|squeeze))"
)
_CLOSED = re.compile(
    r"\b"
    + one_of(
        "lost lose loses losing closed wipe wipes wiped wiping erase* gone hit evaporat* suffer* burn* destroy* "
        "vanish* flush* "
        "unwound blown force* crush* caught squeez* purg* rekt liquidat* washed eliminat* shaken obliterat* "
        "cleared toast clear_out "
        "shut disappear* stopped_out punish* pain rout absorb* blew_up blows_up blow_up hammered"
    )
    + r"\b"
)
_SHARE_OF_IT = re.compile(
    r"\b"
    + one_of(
        "of_this of_that of_which of_those of_these of_it the_total the_amount of_them the_rest the_remainder "
        "the_bulk the_majority "
        "the_figure the_tally the_sum account* making_up made_up make_up contribut* alone led lead* followed long "
        "longs short shorts "
        "bulls bears compris* while versus bitcoin btc ether eth ethereum solana xrp dogecoin largest biggest "
        "single respectively "
        "responsible behind position positions traders levels_of tally count toll figure number same_period lost losing"
    )
    + r"\b"
)
_POTENTIAL = re.compile(
    r"\b(?:at risk|would|could|might|may|set to be|be liquidated (?:if|at|once)|if|potential(?:ly)?)\b"
)
_OTHER_SUBJECT = re.compile(
    r"\b"
    + one_of(
        "open_interest market_cap* capitali* volume volumes inflow* outflow* etf etfs fund funds options expir* "
        "tvl locked holdings "
        "treasury hack* stolen exploit* raised revenue buy_wall bid_liquidity bought purchased acquired "
        "selling_off transferred "
        "moved opened deposited profit profits loan"
    )
    + r"\b"
)
_NOT_CLOSED = re.compile(
    r"\b"
    + one_of("opened opens opening placed holds holding adding added deposit* unrealized unrealised")
    + r"\b[^¤]{0,24}$"
    r"|\b(?:he|she|they|who|trader|whale)(?:'d| had| has|'s)? (?:shut|closed|exited) (?:an?|his|her|the|their) $"
)
_STANDING_ORDERS = re.compile(
    r"(?: ¤| and| or| in| worth| of| shorts?| longs?| positions?){0,5} (?:are|is|were|was|being) (?:placed|"
    r"stacked|resting|waiting|sitting|built)\b"
)
_COINS_CLOSED = re.compile(
    r"^\s?(?:worth )?(?:of |in )?(?:\w+ )?(?:longs?|shorts?|long positions|short positions|getting liquidated|was "
    r"liquidated|"
    r"were liquidated|liquidated|in liquidations|in (?:long|short) (?:liquidations|positions))\b"
)
_TAKEN_UP = re.compile(
    r"\b(?:the|this|that|such) [^.;\d]{0,40}?\b(?P<side>long|short)[ -](?:position |side )?(?:wipe-?out|flush|"
    r"washout|purge|cascade)\b"
)
_SIDE_HIT = re.compile(rf"\b(?:longs|shorts|bulls|bears)\b[^.;]{{0,30}}?{_CLOSED.pattern}")
_WHOLE_MARKET = re.compile(
    r"\b(?:all (?:assets|coins|cryptos|tokens|cryptocurrencies|pairs|markets)|market-?wide|across the (?:whole |entire "
    r")?(?:crypto )?market|total crypto|crypto-wide)\b"
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
    if not _ANY_TOPIC.search(found.plain.lower()):
        return ()
    taken = {level.start for level in found.price_levels}
    mentions: list[LiquidationMention] = []
    last_sentence = -10
    for window in found.windows:
        if window.quantity.start in taken:
            continue
        in_topic = 0 <= window.sentence.index - last_sentence <= _TOPIC_REACH and bool(mentions)
        in_topic = in_topic and not found.sentences[found.sentence_at(mentions[-1].start).index].is_headline
        why = _liquidation_rule(found, window, in_topic=in_topic)
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
    return tuple(_both_where_split(found, sorted(mentions, key=lambda mention: mention.start)))


def _same_amounts(
    found: Reading, mentions: Sequence[LiquidationMention], taken: set[int]
) -> Iterator[LiquidationMention]:
    """The headline and the body say the same amount; where one of them calls it a liquidation, the other is one too."""
    taken = taken | {mention.start for mention in mentions}
    in_headline, in_body = set[Decimal](), set[Decimal]()
    for mention in mentions:
        if mention.amount_usd is not None:
            (in_headline if found.sentence_at(mention.start).is_headline else in_body).add(mention.amount_usd)
    for window in found.windows:
        quantity = window.quantity
        known = in_body if window.sentence.is_headline else in_headline
        if quantity.start in taken or quantity.low not in known or not _is_dollar_sum(window):
            continue
        if meaning_of_money(window).meaning == "other" and not _is_something_else(window):
            yield _mention(found, window, "rule:liquidation.same_amount", mentions, [])


def _is_dollar_sum(window: FigureWindow) -> bool:
    quantity = window.quantity
    is_sum = quantity.kind == "money" or (quantity.kind == "plain" and quantity.multiplier >= SUM_FROM)
    return is_sum and (quantity.unit or "USD") == "USD"


def _liquidation_rule(found: Reading, window: FigureWindow, *, in_topic: bool) -> str | None:
    """The rule that makes a figure a liquidation, or `None`."""
    quantity = window.quantity
    if quantity.kind == "coins":
        return "rule:liquidation.coins" if _COINS_CLOSED.match(window.own_after) else None
    if quantity.low < SUM_FROM or not _is_dollar_sum(window) or _is_something_else(window):
        return None
    meaning = meaning_of_money(window)
    if meaning.meaning == "liquidation":
        return meaning.why.replace("rule:sum.", "rule:")
    if meaning.meaning not in ("other", "option", "exchange_netflow"):
        return None
    if _SIDED_BEHIND.match(window.own_after) and _side_was_hit(found, window.sentence):
        return "rule:liquidation.sided"
    return _told_by_its_side(window, in_topic=in_topic)


def _side_was_hit(found: Reading, sentence: Sentence) -> bool:
    """Whether the sentence before says that longs or shorts lost; what follows is then how much."""
    if sentence.index == 0:
        return False
    before = found.sentences[sentence.index - 1]
    return _SIDE_HIT.search(found.plain[before.start : before.end].lower()) is not None


def _is_something_else(window: FigureWindow) -> bool:
    """Holdings sold off, a bankruptcy, positions that are merely open."""
    around = window.before + " ¤ " + window.after
    return (
        _NOT_LEVERAGED.search(around) is not None
        or _NOT_CLOSED.search(window.own_before[-40:]) is not None
        or _STANDING_ORDERS.match(window.own_after) is not None
    )


def _told_by_its_side(window: FigureWindow, *, in_topic: bool) -> str | None:
    """A sum that no word of liquidation owns, but longs, shorts or a total that was named before."""
    here = window.own_before[-110:] + " ¤ " + window.own_after[:80]
    if _OTHER_SUBJECT.search(here):
        return None
    is_closed = _CLOSED.search(here) is not None
    is_topic = in_topic or _TOPIC.search(window.before + " ¤ " + window.after) is not None
    if _SIDED_BEHIND.match(window.own_after) and (is_closed or is_topic):
        return "rule:liquidation.sided"
    if is_closed and _SIDED.search(here):
        return "rule:liquidation.side_closed"
    return "rule:liquidation.share_of_it" if in_topic and _SHARE_OF_IT.search(here) else None


def _mention(
    found: Reading,
    window: FigureWindow,
    why: str,
    mentions: Sequence[LiquidationMention],
    chain: Sequence[LiquidationMention],
) -> LiquidationMention:
    """Put a mention together; what it does not say itself it takes from the total that it is a part of."""
    quantity, sentence = window.quantity, window.sentence
    total = max((m for m in chain if m.amount_usd is not None), key=lambda m: m.amount_usd or 0, default=None)
    if total is not None and (total.amount_usd or 0) < quantity.low:
        total = None
    asset = quantity.unit if quantity.kind == "coins" else asset_of(found, window)
    side = side_of(window)
    hours = window_of(window)
    if side == "unknown":
        side = _side_told_next(found, sentence)
    if hours is None:
        hours = _hours_told_elsewhere(found, window, total, chain)
    is_whole_market = _WHOLE_MARKET.search(window.own_before[-60:] + " ¤ " + window.own_after[:40]) is not None
    if is_whole_market:
        asset = "ALL"
    elif asset == "ALL":
        is_counted_on = chain and _SAME_COUNT.search(window.own_before[-40:])
        asset = chain[-1].asset if is_counted_on else _asset_of_same_amount(mentions, quantity.low)
    if total is not None and not is_whole_market and not _opens_anew(window):
        side = total.position_side if side == "unknown" and asset not in ("ALL", None) else side
        asset = total.asset if asset == "ALL" and side != "unknown" else asset
    text = found.plain[sentence.start : sentence.end].lower()
    source = source_in(text) or _source_beside(found, sentence) or (total.source if total else None)
    modality = modality_of(window)
    if modality != "reported" and not _POTENTIAL.search(window.before + window.after[:40]):
        modality = "reported"
    if modality != "reported" and asset == "ALL":
        asset = asset_of_condition(found, window)
    return LiquidationMention(
        text=found.span_text(quantity.start, quantity.end),
        start=quantity.start,
        end=quantity.end,
        sentence=found.sentence_text(quantity.start),
        why=why,
        amount_usd=None if quantity.kind == "coins" else quantity.low,
        position_side=side,
        asset=asset,
        window_hours=hours,
        source=source,
        venue=venue_in(window),
        modality=modality,
        n_traders=n_traders_near(found, sentence),
        confidence=_CONFIDENCE.get(why, 0.9),
    )


def _hours_told_elsewhere(
    found: Reading, window: FigureWindow, total: LiquidationMention | None, chain: Sequence[LiquidationMention]
) -> float | None:
    """The window of the total or the figure before, else of a sentence before that sets the time."""
    if not chain:
        return hours_told_before(found, window.sentence)
    return None if _opens_anew(window) else (total or chain[-1]).window_hours


def _side_told_next(found: Reading, sentence: Sentence) -> PositionSide:
    """The side that one of the next two sentences names when it takes up the event ("the long-position wipeout")."""
    if sentence.is_headline:
        return "unknown"
    for after in found.sentences[sentence.index + 1 : sentence.index + 3]:
        match = _TAKEN_UP.search(found.plain[after.start : after.end].lower())
        if match:
            return "long" if match["side"] == "long" else "short"
    return "unknown"


def _asset_of_same_amount(mentions: Sequence[LiquidationMention], amount: Decimal) -> str | None:
    """A figure that is repeated keeps the asset that it had at first."""
    return next((m.asset for m in mentions[:_FIRST_MENTIONS] if m.amount_usd == amount), "ALL")


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
