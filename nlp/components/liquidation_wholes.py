"""What a liquidation figure takes from those before: the total that it is a part of, the count that it goes on with.

Side, asset and time come from the words of the figure's own sentence first. Only a figure that is called a part ("of
that", "longs accounted for") shares the time and the side of its total; a sentence that simply follows does not.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nlp.annotations import LiquidationMention
from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_windows import FigureWindow
from nlp.components.liquidation_details import names_venue
from nlp.components.liquidation_rules import is_on_one_position
from nlp.components.liquidation_windows import times_stated

_NOUN_OF_TOTAL = (
    r"(?:total|tally|sum|amount|figure|count|toll|flush|wipe-?out|carnage|damage|liquidations?|liquidated "
    r"(?:amount|positions|value)|"
    r"(?:wiped|closed)(?:-out)? positions|losses)"
)
_ALL_OF_IT = (
    rf"(?:this|that|these|those|which|them|it|(?:the|its) (?:[\w-]+ ){{0,2}}?{_NOUN_OF_TOTAL}|(?:total|"
    rf"all) (?:\w+ )?liquidations)"
)
_OF_IT_BEFORE = re.compile(rf"\b(?:out of|of|from|among) {_ALL_OF_IT}\b[^;¤]{{0,60}}$")
_PART_BEFORE = re.compile(
    r"\b(?:account\w*|responsible) for[^;¤]{0,40}$"
    r"|\b(?:ma(?:de|kes|king) up|compris\w+|constitut\w+|represent\w+|contribut\w+)[^;¤]{0,40}$"
    r"|\bthe (?:rest|remainder|remaining|balance)\b[^;¤]{0,40}$"
)
_PART_BEHIND = re.compile(
    rf"\s(?:worth )?(?:out of|of|in|from) {_ALL_OF_IT}\b|\s(?:that |which )?(?:came|coming|stemm\w+|originat\w+|"
    rf"were|was|being) "
    rf"(?:from )?(?:[\w-]+ ){{0,2}}?(?:longs?|shorts?|bulls|bears|bets)\b|"
    rf"[^;.,¤]{{0,30}}(?<!all)(?<!most)(?<!much)(?<!bulk)(?<!half) of {_ALL_OF_IT}\b"
)
_EARLIER_VALUE = re.compile(
    r"\bfrom(?: (?:just|only|about|around|nearly|roughly|a|an|the))*\s$"
    r"|\b(?:exceed|surpass|beat|top|eclips|above|past|against|compared (?:to|with))\w* (?:the|its|their) "
    r"(?:previous|prior|last|"
    r"earlier|former|old) (?:high|record|peak|figure|total|tally|mark)(?: of)?\s$"
)
_NUMBERS_BEFORE = re.compile(
    r"^\W*(?:the|this|that|these|those) (?:numbers?|figures?|sums?|tally|amounts?) "
    r"(?:is|was|were|are)\b"
)
_THEY_ARE_PART = re.compile(
    r"^\W*(?:they|these|those|this|that|it)\b[^¤;.]{0,60}\b(?:of|out of) (?:the|a|all)\b[^¤;.]{0,30}$"
)
_NEW_COUNT = re.compile(
    r"\bliquidations (?:have |has |had |alone )?(?:reach|hit|stood|stand|total|exceed|surpass|cross|top|climb|ros|"
    r"came|jump|surg|soar|spik)\w*[^;¤]{0,24}$"
    r"|\b(?:single|individual|(?:biggest|largest) (?:order|position|trade))\b[^;¤]*$|\bfrom(?: (?:just|"
    r"only|about|around|nearly|roughly|a|an|the))*\s$"
)
_SINGLE = re.compile(
    r"\b(?:single|individual)[ -](?:largest|biggest|order|position|trade|trader|liquidation|"
    r"wallet)\b|\b(?:biggest|largest) (?:single(?![ -](?:day|hour|week|session|event))|order|position|trade)\b"
    r"|\b(?:biggest|largest) (?:hit|casualty) (?:was|is|came) (?:an?|on|in|for)\b"
    r"|\b(?:biggest|largest) liquidation (?:happened|occurred|took place|order|was (?:on|in|an?)|came)\b"
)
# How much larger an amount may be than its rounded form that was given before.
_AGAIN = Decimal("1.1")
_OPENS_ANEW = re.compile(
    r"\b(?:(?:in|of|on) (?:20\d\d|january|february|march|april|mai|june|july|august|september|october|november|"
    r"december)|"
    r"yesterday|previous(?:ly)?|last (?:week|month|year)|earlier|ago|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|record|"
    r"this (?:week|month|year)|year[- ]to[- ]date|so far)\b"
)


def whole_of(found: Reading, window: FigureWindow, chain: Sequence[LiquidationMention]) -> LiquidationMention | None:
    """The total, here or in the sentence before, that the figure is called a part of."""
    if not chain or window.sentence.index - found.sentence_at(chain[-1].start).index > 1:
        return None
    before = window.own_before[-110:]
    is_of_it = _OF_IT_BEFORE.search(before) or _PART_BEHIND.match(window.own_after)
    if not is_of_it and not _PART_BEFORE.search(before):
        return None
    totals = [m for m in chain if m.amount_usd is not None and m.amount_usd >= window.quantity.low]
    here = [m for m in totals if m.start >= window.sentence.start]
    totals = here or totals
    whole = max(totals, key=lambda m: m.amount_usd or 0, default=None)
    # what an exchange had is no part of one coin among several
    if whole is not None and names_venue(window) and len({m.asset for m in chain if m.asset != "ALL"}) > 1:
        return None
    sides = {m.position_side for m in chain if whole and m.sentence == whole.sentence}
    if whole is not None and not is_of_it:
        last = found.sentence_at(whole.start)
        if not is_within_reach(found, window, last, whole.window_hours):
            whole = replace(whole, window_hours=None)
    # "Shorts lost $X and longs $Y; Bybit handled $Z of the total": the total is that of both
    return replace(whole, position_side="unknown") if whole and {"long", "short"} <= sides else whole


def is_single(window: FigureWindow) -> bool:
    """Whether the figure is one order or position, which has no time of counting."""
    return _SINGLE.search(window.own_before[-120:]) is not None or is_on_one_position(window)


def hours_shared(found: Reading, window: FigureWindow, chain: Sequence[LiquidationMention]) -> float | None:
    """The window of the figure right before, where this one goes on with its breakdown ("Ether led with $X")."""
    if (
        not chain
        or _NEW_COUNT.search(window.own_before[-90:])
        or _OPENS_ANEW.search(window.own_before + window.own_after)
    ):
        return None
    last = found.sentence_at(chain[-1].start)
    goes_on = _THEY_ARE_PART.search(window.own_before) or _NUMBERS_BEFORE.search(window.own_before)
    if window.sentence.index - last.index <= 1 and goes_on:
        return chain[-1].window_hours
    text = found.plain
    line = text[text.rfind("\n", 0, window.sentence.start) + 1 : window.quantity.start]
    is_list_item = line.lstrip()[:1] in ("-", "•", "*", "·")
    if window.sentence.index - last.index > 1 or (is_list_item and last.index != window.sentence.index):
        return None
    hours = chain[-1].window_hours
    is_part = any(
        m.amount_usd is not None
        and (m.amount_usd >= window.quantity.low or (m is chain[-1] and _is_about_as_much(m, window)))
        and m.window_hours == hours
        for m in chain
    )
    return hours if is_part and is_within_reach(found, window, last, hours) else None


def _is_about_as_much(last: LiquidationMention, window: FigureWindow) -> bool:
    """Whether the figure before is given again, more exactly: "over $1 billion. The data shows $1.04 billion"."""
    return last.amount_usd is not None and last.amount_usd * _AGAIN >= window.quantity.low


def is_within_reach(found: Reading, window: FigureWindow, last: Sentence, hours: float | None) -> bool:
    """Whether a figure may share a time: a new paragraph takes over what the sentence before says itself, no more."""
    if last.paragraph == window.sentence.paragraph:
        return True
    if window.sentence.index - last.index > 1:
        return False
    return any(stated == hours for _, _, stated in times_stated(found.lower[last.start : last.end]))


def twin_of(found: Reading, window: FigureWindow, chain: Sequence[LiquidationMention]) -> LiquidationMention | None:
    """The figure of the same sentence that this one is the earlier value of: "reached $200m, up from $38m"."""
    if not chain or not _EARLIER_VALUE.search(window.own_before[-60:]):
        return None
    return chain[-1] if found.sentence_at(chain[-1].start).index == window.sentence.index else None
