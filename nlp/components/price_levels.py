"""Component `newstape_price_levels`: which figures are prices of what, and what they are to the author.

`figure_meaning` tells prices from other amounts, `asset_guess` whose price it is, `level_roles` the role.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import PriceLevelMention, Relation
from nlp.components.asset_asides import asset_kind
from nlp.components.asset_guess import AssetGuess, asset_at
from nlp.components.bare_prices import currency_of, is_bare_price
from nlp.components.coin_prices import is_coin_price, ratio_quoted
from nlp.components.extensions import Reading, reading
from nlp.components.figure_meaning import meaning_of_money
from nlp.components.figure_windows import FigureWindow
from nlp.components.index_levels import is_index_level
from nlp.components.level_assets import correct_assets
from nlp.components.level_neighbours import role_among
from nlp.components.level_roles import RoleReading
from nlp.components.levels_before import LevelsBefore, has_like
from nlp.components.modality import modality_of
from nlp.components.times import time_at

_POINTS = "PTS"
_IS_A_MOVE = re.compile(r"\b(?:shed(?:s|ding)?|add(?:s|ed|ing)?|a further|an additional|an extra)(?: \w+){0,3}\s$")
"""What is shed or added is never a level, whatever its size."""
_IS_ITS_SHARE = re.compile(r",? \(?(?:or|that is|i\.e\.|a|an)? ?(?:about |nearly |some |roughly )?¤%")
"""Told as a percentage too: "fell $8.86, or 43.4%"."""
_SAME_SIZE = Decimal("1.35")
_AMERICAN = "$US"
"""How Australian papers write the American dollar; their own bears the bare sign."""
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
    before = LevelsBefore()
    by_index: dict[int, PriceLevelMention] = {}
    of_money = _prices_in_money(found.windows)
    quoted = sorted({window.quantity.low for window in found.windows if window.index in of_money})
    for window in found.windows:
        if _repeats_a_sum(found, window, by_index):
            continue
        why = of_money.get(window.index) or _price_without_currency(found, window, before, quoted)
        if why is None:
            continue
        level = _level(found, window, why, before, by_index.get(window.index - 1))
        before.add(level)
        by_index[window.index] = level
    return correct_assets(before.in_order)


def _prices_in_money(windows: Sequence[FigureWindow]) -> dict[int, str]:
    """Which amounts of money are prices, and the rule that says so, by index of the quantity.

    "Lost $1,700" is a move or a level that gave way: it is a level where the article quotes prices of that size.
    """
    reasons = {window.index: meaning_of_money(window) for window in windows if window.quantity.kind == "money"}
    prices = {index: reason.why for index, reason in reasons.items() if reason.meaning == "price"}
    quoted: dict[str | None, list[Decimal]] = {}
    for window in windows:
        if window.index in prices:
            quoted.setdefault(window.quantity.unit, []).append(window.quantity.low)
    for of_unit in quoted.values():
        of_unit.sort()
    for window in windows:
        reason = reasons.get(window.index)
        if reason is None or reason.why != "rule:money.moved_before":
            continue
        if _IS_A_MOVE.search(window.own_before) or _IS_ITS_SHARE.match(window.own_after):
            continue
        if has_like(quoted.get(window.quantity.unit, []), window.quantity.low, within=_SAME_SIZE):
            prices[window.index] = "rule:money.size_of_a_price"
    return prices


def _repeats_a_sum(found: Reading, window: FigureWindow, levels: Mapping[int, PriceLevelMention]) -> bool:
    """Whether it converts an amount that is no price: "lost up to $450,000 (£368,000)"."""
    first = window.converts
    return first is not None and first not in levels and found.quantities[first].kind in ("money", "coins")


def _price_without_currency(
    found: Reading, window: FigureWindow, before: LevelsBefore, quoted: Sequence[Decimal]
) -> str | None:
    """The rule that makes a number or an amount of coins a price, or `None`."""
    if window.quantity.kind == "plain":
        return is_bare_price(found, window, before, quoted)
    if window.quantity.kind == "points":
        return is_index_level(found, window, before.in_order)
    return is_coin_price(found, window) if window.quantity.kind == "coins" else None


def _level(
    found: Reading,
    window: FigureWindow,
    why_price: str,
    before: LevelsBefore,
    previous: PriceLevelMention | None,
) -> PriceLevelMention:
    quantity = window.quantity
    guess = asset_at(found, quantity.start, quantity.end)
    ratio = ratio_quoted(found, window) if why_price == "rule:bare.ratio" else None
    if ratio is not None:
        guess = AssetGuess(ratio[0], "attached")
    role = role_among(found, window, guess, before.in_order, previous)
    is_at_home = previous is not None and _is_in_home_currency(found, window, previous)
    if previous is not None and (window.converts is not None or is_at_home):
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
        currency="AUD" if is_at_home else _currency(found, window, before, ratio=ratio, is_index=is_index),
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


def _is_in_home_currency(found: Reading, window: FigureWindow, previous: PriceLevelMention) -> bool:
    """Whether a bare sign in brackets converts American dollars: "$US3,000 ($4,100)"."""
    between = found.plain[previous.end : window.quantity.start]
    return between == " (" and previous.text.startswith(_AMERICAN) and window.quantity.unit == previous.currency


def _currency(
    found: Reading,
    window: FigureWindow,
    before: LevelsBefore,
    *,
    ratio: tuple[str, str] | None,
    is_index: bool,
) -> str:
    if ratio is not None:
        return ratio[1]
    if is_index and window.quantity.kind in ("plain", "points"):
        return _POINTS
    return window.quantity.unit or currency_of(found, window, before)


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
