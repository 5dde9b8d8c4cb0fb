"""Component `newstape_price_levels`: which figures are prices of what, and what they are to the author.

`figure_meaning` tells prices from other amounts, `asset_guess` whose price it is, `level_roles` the role.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import PriceLevelMention, Relation
from nlp.components.asset_asides import asset_kind
from nlp.components.asset_guess import AssetGuess, asset_at
from nlp.components.bare_prices import currency_of, is_bare_price, is_coin_price
from nlp.components.extensions import Reading, reading
from nlp.components.figure_meaning import meaning_of_money
from nlp.components.figure_windows import FigureWindow
from nlp.components.level_assets import correct_assets
from nlp.components.level_roles import RoleReading, role_of
from nlp.components.modality import modality_of
from nlp.components.times import time_at

_POINTS = "PTS"
_SAME_SIZE = Decimal("1.35")
_RELATION = re.compile(
    r"\b(?:(?P<above>above|over|past|beyond|north of|higher than|upwards of|exceed\w*|surpass\w*|topp?\w*)"
    r"|(?P<below>below|under|beneath|south of|lower than|less than|shy of|sub)"
    r"|(?P<between>between|rang\w+|within)"
    r"|(?P<at>at|to|of|near|around|toward|towards|hit\w*|reach\w*|touch\w*))"
    r"(?:\s(?:the|a|an|its|about|key|around|roughly|important|psychological|this|that|just|crucial|critical))*\s?$"
)


def mark_price_levels(doc: Doc) -> Doc:
    """Fill `Reading.price_levels`."""
    found = reading(doc)
    found.price_levels = read_price_levels(found)
    return doc


Language.component("newstape_price_levels", func=mark_price_levels)


def read_price_levels(found: Reading) -> tuple[PriceLevelMention, ...]:
    """Find the price levels of an article, in order."""
    levels: list[PriceLevelMention] = []
    by_index: dict[int, PriceLevelMention] = {}
    of_money = _prices_in_money(found.windows)
    quoted = sorted({window.quantity.low for window in found.windows if window.index in of_money})
    for window in found.windows:
        why = of_money.get(window.index) or _price_without_currency(found, window, levels, quoted)
        if why is None:
            continue
        level = _level(found, window, why, levels, by_index.get(window.index - 1))
        levels.append(level)
        by_index[window.index] = level
    return correct_assets(levels)


def _prices_in_money(windows: Sequence[FigureWindow]) -> dict[int, str]:
    """Which amounts of money are prices, and the rule that says so, by index of the quantity.

    "Lost $1,700" is a move or a level that gave way: it is a level where the article quotes prices of that size.
    """
    reasons = {window.index: meaning_of_money(window) for window in windows if window.quantity.kind == "money"}
    prices = {index: reason.why for index, reason in reasons.items() if reason.meaning == "price"}
    quoted = [(w.quantity.low, w.quantity.unit) for w in windows if w.index in prices]
    for window in windows:
        reason = reasons.get(window.index)
        if reason is None or reason.why != "rule:money.moved_before":
            continue
        value, unit = window.quantity.low, window.quantity.unit
        if any(unit == other and price / _SAME_SIZE <= value <= price * _SAME_SIZE for price, other in quoted):
            prices[window.index] = "rule:money.size_of_a_price"
    return prices


def _price_without_currency(
    found: Reading, window: FigureWindow, levels: Sequence[PriceLevelMention], quoted: Sequence[Decimal]
) -> str | None:
    """The rule that makes a number or an amount of coins a price, or `None`."""
    if window.quantity.kind == "plain":
        return is_bare_price(found, window, levels, quoted)
    return is_coin_price(found, window) if window.quantity.kind == "coins" else None


def _level(
    found: Reading,
    window: FigureWindow,
    why_price: str,
    levels: Sequence[PriceLevelMention],
    previous: PriceLevelMention | None,
) -> PriceLevelMention:
    quantity = window.quantity
    guess = asset_at(found, quantity.start, quantity.end)
    role = _continued(window, previous) or _followed(window, levels) or role_of(window)
    if role.why == "rule:spot.default":
        role = _remembered(window, guess, levels) or _extreme_before(found, window, guess, levels) or role
    if previous is not None and window.converts is not None:
        guess = AssetGuess(previous.asset, guess.scope)
        role = RoleReading(previous.role, previous.confidence, "rule:converted")
    modality = modality_of(window)
    time = time_at(found, quantity.start, quantity.end)
    is_index = guess.ticker is not None and asset_kind(found, guess.ticker) == "index"
    return PriceLevelMention(
        text=found.span_text(quantity.start, quantity.end),
        start=quantity.start,
        end=quantity.end,
        sentence=found.sentence_text(quantity.start),
        why=f"{role.why}; {why_price}; {guess.why}",
        asset=guess.ticker,
        price_low=quantity.low,
        price_high=quantity.high,
        currency=quantity.unit or (_POINTS if is_index else currency_of(window, levels)),
        role=role.role,
        previous_role=role.previous_role,
        relation=_relation(window),
        approximate=quantity.is_approximate,
        modality="forecast" if role.role == "target" and modality == "reported" else modality,
        time_text=time.text if time else None,
        time_start=time.time_start if time else None,
        time_end=time.time_end if time else None,
        confidence=_confidence(role, why_price),
    )


_AND_THEN = re.compile(
    r"¤(?:,? and|,|;)? (?:then|later|thereafter|subsequently|eventually|finally|possibly|potentially|ultimately|"
    r"afterwards|followed by|even|second|third)"
    r"(?: (?:to|toward|towards|at|by|on to|up to|down to|even|possibly))*\s?$"
)


def _continued(window: FigureWindow, previous: PriceLevelMention | None) -> RoleReading | None:
    """A price that follows another one in a row ("to $2 and then to $3") has its role."""
    if previous is None or previous.role not in ("target", "support", "resistance") or window.list_position:
        return None
    if not _AND_THEN.search(window.before[-40:]):
        return None
    return RoleReading(previous.role, previous.confidence, "rule:and_then")


_IS_FOLLOWED = re.compile(
    r"\W*(?:this|that|it|these|which|they) (?:is|are|was|were|would be|will be) (?:then |also |closely |soon )?"
    r"followed by\b"
)


def _followed(window: FigureWindow, levels: Sequence[PriceLevelMention]) -> RoleReading | None:
    """A price in a sentence that carries a row on ("This is followed by $2 and $3") has the row's role."""
    if not _IS_FOLLOWED.match(window.before):
        return None
    row = next((level for level in reversed(levels) if level.start < window.sentence.start), None)
    if row is None or row.role not in ("target", "support", "resistance"):
        return None
    return RoleReading(row.role, row.confidence * 0.9, "rule:followed_by")


_THAT = re.compile(r"\b(?:that|this|same|the said)\s$")
_LEVEL_NOUN = re.compile(r"\s(?:line|level|area|zone|mark|region)\b")


def _remembered(window: FigureWindow, guess: AssetGuess, levels: Sequence[PriceLevelMention]) -> RoleReading | None:
    """A level that was called support or resistance before: "that $0.21 line"."""
    if not (_THAT.search(window.own_before[-12:]) and _LEVEL_NOUN.match(window.own_after)):
        return None
    for level in reversed(levels):
        same = level.price_low == window.quantity.low and level.asset == guess.ticker
        if same and level.role in ("support", "resistance"):
            return RoleReading(level.role, level.confidence * 0.9, "rule:remembered")
    return None


_EXTREME_TOLD = re.compile(
    r"\b(?:(?P<left>from|off|above|below|near|than) )?(?:(?:its|the|their) )?"
    r"(?:(?P<low>lowest|weakest)|(?P<high>highest|strongest))"
    r"(?: (?:price|level|point|value|mark|trading))* (?:since|in|for|of the)\b"
)
_TOUCHED = re.compile(
    r"\W*(?:(?:it|bitcoin|btc|ether|eth|xrp|prices?|the (?:[\w-]+ )?(?:price|coin|token|cryptocurrency|asset)|at one "
    r"point,? it) )?(?:(?:briefly|even|at one point|then) )?(?:touched|hit|tagged|printed|reached)"
    r"(?: (?:as (?:low|high) as|around|about|roughly|nearly|just|some))*\s"
)
_EARLIER = re.compile(r"\b(?:earlier this|ago|last (?:week|month|year)|back in|previous\w*|the (?:day|week) before)\b")


def _extreme_before(
    found: Reading, window: FigureWindow, guess: AssetGuess, levels: Sequence[PriceLevelMention]
) -> RoleReading | None:
    """The price of a low or high that the sentence before tells of: "At its lowest since May. It touched $X"."""
    index = window.sentence.index - 1
    if index < 0 or not _TOUCHED.fullmatch(window.own_before) or _EARLIER.search(window.own_after):
        return None
    before = found.sentences[index]
    told = list(_EXTREME_TOLD.finditer(found.plain[before.start : before.end].lower()))
    named = {mention.ticker for mention in found.mentions_in(before)}
    has_price = any(before.start <= level.start < before.end for level in levels)
    if not told or told[-1]["left"] or has_price or (named and guess.ticker not in named):
        return None
    return RoleReading("low" if told[-1]["low"] else "high", 0.75, "rule:extreme_told_before")


def _relation(window: FigureWindow) -> Relation | None:
    if window.quantity.is_range:
        return "between"
    match = _RELATION.search(window.before[-40:])
    if match is None or match.lastgroup is None:
        return None
    relations: dict[str, Relation] = {"above": "above", "below": "below", "between": "between", "at": "at"}
    return relations[match.lastgroup]


def _confidence(role: RoleReading, why_price: str) -> float:
    doubt = 0.9 if why_price == "rule:money.default" else 1.0
    return round(role.confidence * doubt, 3)
