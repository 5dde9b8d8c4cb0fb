"""Joins numbers that belong together: ranges become one quantity, shared units and multipliers are handed over.

"$58-60K" is one zone from 58,000 to 60,000; "from $5 to $4" are the two ends of a move and stay apart; "10-15%" stays
two percentages, each with its own span.
"""

import re
from dataclasses import replace
from decimal import Decimal

from nlp.text.quantity import Quantity

_DASH = re.compile(r"\s?[-–—‑‒−~]\s?")
_TO = re.compile(r"(?:\s(?:mark|level))?\s(?:to|and up to|(?:all the way )?(?:up |down )?to|through|till|until)\s")
_AND = re.compile(r"(?:\s(?:mark|level))?\s(?:and|&)\s")
_JOINS_ENDS = re.compile(
    r"\s?[-–—‑‒−~]\s?|(?:\s(?:mark|level|area|zone))?\s(?:and|to|&|or|up to|and up to|down to)\s"
    r"(?:(?:the|about|around|roughly|approximately|nearly|almost|just|some|even|as high as|as low as)\s)*"
)
_LIST = re.compile(r"(?:,|\s?/|,?\s(?:and|or|then|&)|,\s(?:and|or)\sthen)\s?(?:then\s|even\s|possibly\s)?")
_CONVERTED = re.compile(r"\s?[(\[/]\s?(?:or |about |around |roughly |approximately |approx\.? |some |~|≈)?$")

_BETWEEN = re.compile(
    r"\b(?:between|in between|ranges?(?: of| between)?|zone of|band of|area of|region of)"
    r"(?: the| about| around| roughly| approximately)?\s?$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\bfrom(?:\s(?:just|about|around|over|under|above|below|near(?:ly)?|roughly|as|low|high|an?|the|its|some"
    r"|approximately|almost|a mere|lows?|highs?|of))*\s?$"
    r"|\bfrom(?:\s[\w'’-]+){1,5}?\s(?:highs?|lows?|peaks?|tops?|bottoms?|records?|troughs?|ath)(?:\s(?:of|at|near|around|above|below|about))*\s?$",
    re.IGNORECASE,
)
_SPREAD_FROM = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|zone|area|region|band|oscillat\w+|fluctuat\w+|hover\w*|support|resistance|demand|"
    r"supply"
    r"|anywhere|everywhere|var(?:y|ies|ied|ying)|consolidat\w+|extend(?:s|ed|ing)|span(?:s|ned|ning)?|stretch\w*|"
    r"prices?"
    r"|gap|targets?|estimates?|forecasts?|predictions?|traded|trading|runs?|ran)"
    r"\s(?:(?!(?:went|moved|fell|rose|dropped|jumped|climbed|slid|sank|surged|soared|tumbled|crashed|plunged|swung|has|have|upwards?|downwards?|higher|lower)\b)"
    r"\w+\s){0,2}$",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"\b(?:raised?|raises|raising|lift(?:s|ed|ing)?|cut(?:s|ting)?|lower(?:s|ed|ing)?|hik(?:es?|ed|ing)|upp(?:ed|ing)|"
    r"revis\w+|trim\w*|slash\w*|increas\w+|boost\w*|downgrad\w+|upgrad\w+)\b.*\bfrom\b",
    re.IGNORECASE,
)
"""A forecast that went from one end to the other: two targets, no zone."""
_RAN = re.compile(r"\b(?:ran|runs?|running)\s$", re.IGNORECASE)
_IN_DAYS = re.compile(
    r"\s(?:in|within|inside)\s(?:[\w-]+\s){0,4}(?:minutes?|hours?|days?|weeks?|months?|sessions?)\b", re.IGNORECASE
)
"""A run that took its time: "ran from $3 to $5 in two weeks", no zone."""
_ZONE_AFTER = re.compile(
    r"\s?(?:(?:price|support|resistance|demand|supply|key|critical|trading|target)\s)*"
    r"(?:zone|range|area|region|band|corridor|channel|cluster|window|territory|liquidity)\b",
    re.IGNORECASE,
)
_MOVED_BY = re.compile(
    r"\b(?:up|down|rose|risen|rises?|rising|fell|falls?|fallen|falling|gain(?:ed|s|ing)?|lost|los(?:es|ing)|shed"
    r"|adds?|added|jump(?:ed|s|ing)?|drop(?:ped|s|ping)?"
    r"|slid|slips?|slipped|surged?|surg(?:es|ing)|climb(?:ed|s|ing)?|dip(?:ped|s)?|increas\w+|decreas\w+|"
    r"declin\w+|by)"
    r"(?: about| around| nearly| almost| some| roughly| over| more than| just)?\s?$",
    re.IGNORECASE,
)

_MOVED_THE_PRICE = re.compile(
    r"\b(?:crash|push|drove|driv|sen[dt]|took|tak(?:e|ing)|lift|drag|pull|brought|bring|knock|propel|tank|pump|dump)\w*"
    r"\s(?:[\w']+\s){0,4}prices?\s$",
    re.IGNORECASE,
)
"""The price was moved, it did not range: "crashed bitcoin's price from $31,000 to $29,000"."""
_CROSSED = re.compile(r"\b(?:above|past|beyond|below|under|over)\s?$", re.IGNORECASE)
"""What is crossed is one price, and the move goes on to the next one: "lifted it above $600 to $618"."""

_GLUED_SIGNS = ("+", "-", "−", "–")
"""A price and its change with nothing between them, as copied from a ticker: "$67,123.45-2.1%"."""

_WIDEST_GAP = 24
# Two ends further apart than this do not share one multiplier ("from $1 to $100K") ...
_WIDEST_RATIO = 10
# ... and so far apart no two ends make a zone: "tops $116,000 - $555 million lost", "crashed $32 to $2".
_WIDEST_BARE_ZONE = 3


def join_ranges(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """Hand over shared units and join the ends of ranges.

    Args:
        text: The text that the spans refer to.
        found: Quantities in order, one per number literal.

    Returns:
        The same in order; each zone is one quantity with `low < high`.
    """
    joined: list[Quantity] = []
    for right in found:
        if not joined:
            joined.append(right)
            continue
        left = joined[-1]
        gap = text[left.end : right.start] if right.start - left.end <= _WIDEST_GAP else None
        if gap is None or left.is_range:
            joined.append(right)
            continue
        left, right = _share(gap, left, right, text)
        if _is_zone(text, gap, left, right):
            joined[-1] = _zone(left, right)
        else:
            joined[-1] = left
            joined.append(right)
    return tuple(joined)


def are_listed(text: str, left: Quantity, right: Quantity) -> bool:
    """Whether two neighbours are items of one list: "$2, $3 and $4"."""
    return (
        left.kind == right.kind
        and left.unit == right.unit
        and right.start - left.end <= 16
        and _LIST.fullmatch(text, left.end, right.start) is not None
    )


def is_conversion(text: str, left: Quantity, right: Quantity) -> bool:
    """Whether the right one repeats the left one in another currency: "$5,000 (£3,889)"."""
    return (
        right.kind in ("money", "coins")
        and left.unit != right.unit
        and right.start - left.end <= 20
        and _CONVERTED.fullmatch(text, left.end, right.start) is not None
    )


def _share(gap: str, left: Quantity, right: Quantity, text: str) -> tuple[Quantity, Quantity]:
    """Give the one what is only written at the other: "$58-60K", "10 to 15%", "$46k to 52k"."""
    if gap in _GLUED_SIGNS and left.kind == "money" and right.kind == "percent" and _has_separator(text, left):
        return left, replace(right, start=right.start - 1, sign=1 if gap == "+" else -1)
    is_dash = _DASH.fullmatch(gap) is not None
    if not (is_dash or _TO.fullmatch(gap) or _AND.fullmatch(gap) or _LIST.fullmatch(gap)):
        return left, right
    if is_dash and _is_cents_only(text, left, right):
        cents = int(left.low) + right.literal / 100
        return left, replace(right, kind=left.kind, unit=left.unit, low=cents, high=cents)
    if left.kind == "plain" and right.kind in ("percent", "multiple") and left.multiplier == 1:
        return replace(left, kind=right.kind), right
    if left.kind == "plain" and right.kind in ("money", "coins") and not _starts_with_mark(text, right):
        left = replace(left, kind=right.kind, unit=right.unit)
    elif left.kind == "money" and right.kind == "plain" and (is_dash or right.multiplier != 1 or _alike(left, right)):
        right = replace(right, kind=left.kind, unit=left.unit)
    if left.kind != right.kind or left.unit != right.unit:
        return left, right
    return _share_multiplier(left, right)


def _is_cents_only(text: str, left: Quantity, right: Quantity) -> bool:
    """Only the digits behind the point are written again: "$11.45-50"."""
    return (
        left.kind == "money"
        and right.kind == "plain"
        and left.multiplier == right.multiplier == 1
        and (left.low > 1 or right.literal / 100 > left.low)
        and text[max(left.end - 3, 0)] == "."
        and right.end - right.start == 2
        and abs(int(left.low) + right.literal / 100 - left.low) < (left.low / 10 if left.low > 1 else left.low)
    )


def _share_multiplier(left: Quantity, right: Quantity) -> tuple[Quantity, Quantity]:
    if left.multiplier == right.multiplier or not (left.literal and right.literal):
        return left, right
    ratio = max(left.literal, right.literal) / min(left.literal, right.literal)
    if ratio > _WIDEST_RATIO:
        return left, right
    if left.multiplier == 1 and left.literal < right.literal:
        return _times(left, right.multiplier), right
    if right.multiplier == 1 and not right.has_currency_mark and right.literal < 1000:
        return left, _times(right, left.multiplier)
    return left, right


def _starts_with_mark(text: str, quantity: Quantity) -> bool:
    return not text[quantity.start].isdigit()


def _has_separator(text: str, quantity: Quantity) -> bool:
    return any(mark in text[quantity.start : quantity.end] for mark in ",.")


def _alike(left: Quantity, right: Quantity) -> bool:
    return left.multiplier == 1 and left.low > 0 and Decimal("0.5") < right.low / left.low < 2


def _times(quantity: Quantity, multiplier: Decimal) -> Quantity:
    return replace(
        quantity, low=quantity.literal * multiplier, high=quantity.literal * multiplier, multiplier=multiplier
    )


def _is_zone(text: str, gap: str, left: Quantity, right: Quantity) -> bool:
    if left.kind not in ("money", "plain", "coins", "points") or left.kind != right.kind or left.unit != right.unit:
        return False
    low, high = sorted((left.low, right.low))
    if low == high or high > low * _WIDEST_RATIO:
        return False
    before = text[max(0, left.start - 48) : left.start]
    if _BETWEEN.search(before) and _JOINS_ENDS.fullmatch(gap):
        return True
    if _DASH.fullmatch(gap):
        from_match = _FROM.search(before)
        if from_match and _SPREAD_FROM.search(before[: from_match.start()]):
            return True
        return not from_match or bool(_ZONE_AFTER.match(text, right.end))
    if not _TO.fullmatch(gap) or high > low * _WIDEST_BARE_ZONE:
        return False
    from_match = _FROM.search(before)
    if from_match:
        if _REVISED.search(before) or (_RAN.search(before[: from_match.start()]) and _IN_DAYS.match(text, right.end)):
            return False
        if _MOVED_THE_PRICE.search(before[: from_match.start()]):
            return False
        return bool(_SPREAD_FROM.search(before[: from_match.start()]) or _ZONE_AFTER.match(text, right.end))
    return not (_MOVED_BY.search(before) or _CROSSED.search(before))


def _zone(left: Quantity, right: Quantity) -> Quantity:
    low, high = sorted((left.low, right.low))
    return replace(
        left,
        end=right.end,
        low=low,
        high=high,
        is_approximate=left.is_approximate or right.is_approximate,
        has_currency_mark=left.has_currency_mark or right.has_currency_mark,
    )
