"""The numeric grammar: every amount, percentage, multiple and coin count of a text, with exact spans.

Pure text, no spaCy. A number literal is found first, then what stands directly before it (sign, currency) and behind
it (multiplier, unit) is read with small anchored patterns, so the time is linear in the text. `ranges` joins what
belongs together. What a quantity means (a price, a loss, a volume) is decided in `nlp.components`.
"""

import re
from bisect import bisect_right
from decimal import Decimal

from nlp.text.currencies import CODES, CURRENCY_BEFORE, UNIT_AFTER, currency_of_sign, unit_of_word
from nlp.text.numbers import (
    LARGEST_FIGURE,
    MULTIPLIERS,
    SMALL_WORD_NUMBER,
    SMALLEST_FIGURE,
    WORD_NUMBER,
    is_grouped_by_point,
    parse_literal,
    parse_words,
)
from nlp.text.quantity import Quantity, QuantityKind
from nlp.text.ranges import join_ranges

_NUMBER = re.compile(
    # most characters need one look only
    r"(?=[\d.])(?:"
    # a plain blank groups thousands only where a currency says that one amount is meant: "US$6 000", "5 980 euros"
    rf"(?:(?<=[$€£¥₹])|(?<=[$€£¥₹] )|(?<=\b(?:{CODES}) ))[1-9]\d{{0,2}}(?: \d{{3}}){{1,6}}(?![\d,]| ?%)(?:\.\d+)?"
    r"|\b[1-9]\d{0,2}(?: \d{3}){1,6}(?:[.,]\d\d?)?(?= (?:euros?|dollars|francs|pounds|rou?bles?|yen|won)\b"
    rf"| (?:{CODES})\b| ?(?:[-–] ?[1-9]\d{{0,2}}(?: \d{{3}}){{1,6}} ?)?[$€£₽](?![\w$]))"
    r"|\b[1-9]\d{0,2}(?: \d{3}){2,6}(?= (?:sats?|satoshis?|BTC|ETH)\b)"
    r"|(?:\d|(?<![\w.])\.\d)\d*(?:[.,'’\u2009\u202f\u00a0]\d+| ,000(?!\d)|, 000(?!\d))*(?:[eE][+-]?\d\d?(?![\w.]))?)"
)
_SIGNS_BEHIND = ("$", "€", "£", "¥", "₩", "₹", "₺", "₽", "₫", "₿")
_SCALES = tuple(
    written
    for scale in ("hundred", "thousand", "million", "billion", "trillion", "percent", "per cent")
    for written in (scale, scale.capitalize())
)
_IN_WORDS = re.compile(rf"\b(?i:{WORD_NUMBER})$|\b(?i:{SMALL_WORD_NUMBER})(?=[ -](?i:per[ ]?cent)$)")
_LONGEST_IN_WORDS = 48
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b0x[0-9a-fA-F]{6,}\b")

_MULTIPLIER = re.compile(
    r"\+?[\s-]?(?i:(?P<word>(?:lakh|thousand) crores?|grand|thousand|million|billion|trillion|crores?|lakhs?"
    r"|ml?n|mio|mil|bl?n|bil|trl?n|tn|tril)"
    r"(?:s(?![A-Za-z]))?)(?![A-Za-z0-9])"
    r"|(?P<letter>[kKmMbBtT]|MM)(?![A-Za-z0-9])"
    r"|(?P<glued>[KMBTk]|[mb]n)(?=[A-Z][a-z])"
    r"|[ \u00a0](?P<apart>[KMBTkm])(?![A-Za-z0-9'’.+-])"
)
_APPROXIMATE = re.compile(
    r"(?:(?<!~)~|≈|\b(?:about|around|near|nearly|roughly|approximately|approx\.?|almost|some|circa|ca\.|close to"
    r"|nearing|approaching|approached|shy of|just (?:over|under|above|below|north of|south of)"
    r"|(?:slightly|a little) (?:over|under|above|below)|in the (?:region|neighbou?rhood|vicinity) of|more or less"
    r"|order of|up to))"
    r"(?: an?| the| its| that)?\s?$",
    re.IGNORECASE,
)
_APPROXIMATELY_AFTER = re.compile(r"-ish\b| or so\b| region\b| area\b|s(?= range| region| area)", re.IGNORECASE)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATE_BEFORE = re.compile(rf"\b{_MONTH}\s?(?:\d{{1,2}}(?:st|nd|rd|th)?\s?(?:[-–,/&]|to|and)\s?)?$", re.IGNORECASE)
_DATE_AFTER = re.compile(rf"(?:\s?[-–]\s?\d{{1,2}})?\s?(?:(?:st|nd|rd|th)\s)?(?:of\s)?{_MONTH}", re.IGNORECASE)
_NOT_A_FIGURE_BEFORE = re.compile(
    r"(?:[A-Za-z_#@&]|[A-Za-z]-|\d[:.]|\d/|-\d\d?-|(?<![A-Za-z])(?:[vV]|[vV]ersion|[vV]er\.|BIP|EIP|ERC|No\.|[nN]umber|[cC]hapter"
    r"|[sS]ection|[pP]art|[sS]tep|[pP]hase|[wW]ave|[qQ]uarter|[tT]op)\s?-?)$"
)
_NOT_A_FIGURE_AFTER = re.compile(
    r"st|nd|rd|th|[a-zA-Z]|:\d|/(?!100\b)\d|-[A-Za-z]|\.\d|[\s-]?(?:a\.m|p\.m|am\b|pm\b|UTC|GMT|EST|EDT|PST|ET\b|BST|CET)"
    r"|\s?(?i:bps?|pp)\b|[\s-](?:basis|percentage)[\s-]points?\b"
    r"|\s(?:(?:full|trading|consecutive|straight|more|or so) )?"
    r"(?i:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|quarters?|years?|decades?|times|hourly|daily|"
    r"[SEsew]?[mM][aA]s?)\b"
)

# Two figures with a slash between them ("40,200/39,800", "61.5k/60k"), not a date, a score or a part ("24/7", "1/2").
_SLASH_BEHIND = re.compile(r"/\d+(?:[.,]\d|[kK]\b)")
_SLASH_BEFORE = re.compile(r"(?:[.,]\d+[kK]?|\d[kK])/$")


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Find the quantities of a text, in order, ranges joined.

    Dates, times, ordinals, versions, addresses and numbers that are part of a word are left out. A bare year
    ("2021") is left out too unless digits with a separator or a sign say that it is a figure. So is what lies beyond
    `LARGEST_FIGURE` and `SMALLEST_FIGURE`.
    """
    may_have_address = "/" in text or "www." in text or "0x" in text
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if may_have_address else []
    starts = [start for start, _ in addresses]
    spans = [match.span() for match in _NUMBER.finditer(text)]
    in_words = _numbers_in_words(text)
    if in_words:
        spans = sorted(spans + in_words)
    found: list[Quantity] = []
    for start, end in spans:
        if found and start < found[-1].end:
            continue
        if addresses:
            i = bisect_right(starts, start) - 1
            if i >= 0 and start < addresses[i][1]:
                continue
        quantity = _read_one(text, start, end, after=found[-1].end if found else 0)
        if quantity is not None:
            found.append(quantity)
    return tuple(quantity for quantity in join_ranges(text, found) if _is_within_bounds(quantity))


def _is_within_bounds(quantity: Quantity) -> bool:
    return quantity.high < LARGEST_FIGURE and (not quantity.low or quantity.low >= SMALLEST_FIGURE)


def _numbers_in_words(text: str) -> list[tuple[int, int]]:
    """Spans of "half a billion", "twenty-five" (percent), found from their last word backwards."""
    spans: list[tuple[int, int]] = []
    for scale in _SCALES:
        start = text.find(scale)
        while start >= 0:
            end = start + len(scale)
            if start < 2 or not text[start - 2].isdigit():
                match = _IN_WORDS.search(text, max(0, start - _LONGEST_IN_WORDS), end)
                if match is not None:
                    spans.append(match.span())
            start = text.find(scale, end)
    return spans


def _read_one(text: str, start: int, end: int, *, after: int) -> Quantity | None:
    literal = text[start:end]
    in_words = not (literal[0].isdigit() or literal[0] == ".")
    value = parse_words(literal) if in_words else parse_literal(literal)
    if value is None:
        return None
    span_start, currency, sign = _before(text, start, after)
    multiplier, span_end, is_letter = _multiplier(text, end, has_currency=currency is not None)
    kind, unit, factor, span_end = _unit(text, span_end, currency)
    sign_behind = text[span_end - 1] in _SIGNS_BEHIND
    if kind == "money" and multiplier == 1 and is_grouped_by_point(literal, unit, sign_behind=sign_behind):
        value *= 1000
    if kind == "plain":
        if not _is_figure(text, start, span_end, value, literal, scaled=multiplier != 1 and not is_letter):
            return None
        if in_words:
            return None
    elif kind in ("percent", "multiple") and start and _NOT_A_FIGURE_BEFORE.search(text, max(0, start - 1), start):
        return None
    amount = value * multiplier * factor
    return Quantity(
        start=span_start,
        end=span_end,
        kind=kind,
        low=amount,
        high=amount,
        unit=unit,
        sign=sign,
        is_approximate=bool(_APPROXIMATE.search(text, max(0, span_start - 32), span_start))
        or bool(_APPROXIMATELY_AFTER.match(text, span_end)),
        literal=value,
        multiplier=multiplier,
        has_currency_mark=kind == "money",
    )


def _before(text: str, start: int, after: int) -> tuple[int, str | None, int]:
    """Where the span starts, the currency written before the digits, and the sign; `after` is where others end."""
    currency = None
    match = CURRENCY_BEFORE.search(text, max(after, start - 8), start)
    if match:
        currency, start = currency_of_sign(match["mark"]), match.start("mark")
        inner = match["sign"]
        if inner:
            return start, currency, 1 if inner == "+" else -1
    if start and text[start - 1] in "+-−–" and (start == 1 or text[start - 2] in " \n\t([|:;,*\u00a0"):
        return start - 1, currency, 1 if text[start - 1] == "+" else -1
    return start, currency, 0


def _multiplier(text: str, end: int, *, has_currency: bool) -> tuple[Decimal, int, bool]:
    """The multiplier behind the digits, where it ends, and whether it is a mere letter."""
    match = _MULTIPLIER.match(text, end)
    if not match:
        return Decimal(1), end, False
    word = match["word"] or match["letter"] or match["glued"] or match["apart"]
    # "5 m" and "15m" are metres and minutes, "1 k" is nothing, unless money is meant
    is_money = has_currency or text[match.end() : match.end() + 1] in _SIGNS_BEHIND
    if not is_money and (match["apart"] or word in ("m", "t", "b", "mm")):
        return Decimal(1), end, False
    return MULTIPLIERS[word.lower()], match.end(), match["word"] is None


def _unit(text: str, end: int, currency: str | None) -> tuple[QuantityKind, str | None, Decimal, int]:
    """Kind, unit, factor to the unit (cents, satoshis), end of the span."""
    one = Decimal(1)
    match = UNIT_AFTER.match(text, end)
    if not match:
        return ("money", currency, one, end) if currency else ("plain", None, one, end)
    if match["percent"]:
        return ("money", currency, one, end) if currency else ("percent", None, one, match.end())
    if match["multiple"]:
        return ("money", currency, one, end) if currency else ("multiple", None, one, match.end())
    if match["points"]:
        return ("money", currency, one, end) if currency else ("points", None, one, match.end())
    money_word = match["sign"] or match["word"] or match["code"]
    if money_word:
        unit, factor = unit_of_word(money_word)
        if currency:
            is_same = unit == currency and factor == one and not match["sign"]
            return "money", currency, one, match.end() if is_same else end
        return "money", unit, factor, match.end()
    if currency:
        return "money", currency, one, end
    unit, factor = unit_of_word(match["coins"])
    return "coins", unit, factor, match.end()


def _is_figure(text: str, start: int, end: int, value: Decimal, literal: str, *, scaled: bool) -> bool:
    """A number without any unit: can it be a figure at all?"""
    is_separated = "," in literal or "." in literal or text[end - 1] in "kK"
    if _NOT_A_FIGURE_BEFORE.search(text, max(0, start - 8), start) and not scaled:
        if not (is_separated and _SLASH_BEFORE.search(text, max(0, start - 12), start)):
            return False
    if end < len(text) and _NOT_A_FIGURE_AFTER.match(text, end) and not _is_glued_to_a_name(text, end):
        if not (is_separated and _SLASH_BEHIND.match(text, end)):
            return False
    if "e" in literal.lower() or literal.startswith("00"):
        return False
    if literal.isdigit():
        if len(literal) == 4 and 1990 <= value <= 2049 and not text.startswith(" level", end):
            return False
        if value <= 31 and (_DATE_BEFORE.search(text, max(0, start - 20), start) or _DATE_AFTER.match(text, end)):
            return False
    return True


def _is_glued_to_a_name(text: str, end: int) -> bool:
    """A lost blank, as in `2635Bias`: a capital and a small letter follow."""
    return text[end : end + 1].isupper() and text[end + 1 : end + 2].islower()
