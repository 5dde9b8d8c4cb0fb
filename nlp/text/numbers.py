"""Reads number literals and number words as exact decimals. Knows nothing of currencies (see `quantities`)."""

import re
from decimal import Decimal

# More digits than this is an address, a hash or noise, never a market figure.
MAX_DIGITS = 24
# Bounds of every figure that is read. The largest sums of the market are some 10^16 (a year's turnover in won), the
# smallest prices some 10^-12 dollars; beyond them stands noise or a hoax, which no table has to hold.
LARGEST_FIGURE = Decimal(10**18)
SMALLEST_FIGURE = Decimal("1e-18")

# Each form is unambiguous on its own; "1,234" is always read the English way.
_FORMS = (
    (re.compile(r"\d+(?:\.\d+)?|\.\d+"), "", "."),
    (re.compile(r"[1-9]\d{0,2}(?:,\d{3}|, 000| ,000)+(?:\.\d+)?"), ", ", "."),  # a blank that slipped in: 65, 000
    (re.compile(r"[1-9]\d?(?:,\d\d)+,\d{3}(?:\.\d+)?"), ",", "."),  # Indian grouping: 12,34,567
    (re.compile(r"[1-9]\d{0,2}(?:['’ \u2009\u202f\u00a0]\d{3})+(?:\.\d+)?"), "'’ \u2009\u202f\u00a0", "."),
    (re.compile(r"[1-9]\d{0,2}(?: \d{3})+,\d{1,2}"), " ", ","),
    (re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+,\d{1,2}"), ".", ","),
    (re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}"), ".", ","),
    (re.compile(r"0,\d+|\d+,\d{1,2}"), "", ","),  # decimal comma: never three digits behind it
    (re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)[eE][+-]?\d{1,2}"), "", "."),
)
_POINT_GROUP = re.compile(r"[1-9]\d{0,2}\.\d{3}")
# Where prices are written with a decimal comma, or with no decimals at all.
_POINT_GROUPING = frozenset({"BRL", "IDR", "VND", "ARS"})

MULTIPLIERS = {
    "k": Decimal(10**3), "thousand": Decimal(10**3), "thousands": Decimal(10**3),
    "m": Decimal(10**6), "mm": Decimal(10**6), "mn": Decimal(10**6), "mln": Decimal(10**6), "mio": Decimal(10**6),
    "mil": Decimal(10**6), "million": Decimal(10**6), "millions": Decimal(10**6),
    "b": Decimal(10**9), "bn": Decimal(10**9), "bln": Decimal(10**9), "bil": Decimal(10**9),
    "billion": Decimal(10**9), "billions": Decimal(10**9),
    "t": Decimal(10**12), "tn": Decimal(10**12), "trn": Decimal(10**12), "trln": Decimal(10**12),
    "tril": Decimal(10**12),
    "trillion": Decimal(10**12), "trillions": Decimal(10**12),
    "grand": Decimal(10**3), "hundred": Decimal(100), "lakh": Decimal(10**5), "lakhs": Decimal(10**5),
    "crore": Decimal(10**7), "crores": Decimal(10**7),
    "thousand crore": Decimal(10**10), "thousand crores": Decimal(10**10),
    "lakh crore": Decimal(10**12), "lakh crores": Decimal(10**12),
}  # fmt: skip

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: Decimal(i) for i, word in enumerate(_UNITS)} | {w: Decimal(10 * i) for i, w in enumerate(_TENS, 2)}
_WORDS |= {"a": Decimal(1), "an": Decimal(1), "half": Decimal("0.5"), "quarter": Decimal("0.25")}

_SMALL_WORD = "|".join(sorted([*_UNITS[1:], *_TENS], key=len, reverse=True))
_SCALE_WORD = "hundred|thousand|million|billion|trillion"
WORD_NUMBER = (
    r"(?:(?:half|quarter|(?:three[- ])?quarters)[ -](?:of[ -])?an?"
    rf"|an?|(?:{_SMALL_WORD})(?:-(?:{_SMALL_WORD}))?)(?:[ ]and[ ]a[ ](?:half|quarter))?"
    rf"(?:[ -](?:{_SCALE_WORD})\b)+"
)
"""A number in words that ends in a scale: "half a billion", "two hundred million", "one and a half trillion"."""

SMALL_WORD_NUMBER = rf"(?:{_SMALL_WORD})(?:-(?:{_SMALL_WORD}))?"
"""A number in words below one hundred: "twenty-five"."""


def parse_literal(literal: str) -> Decimal | None:
    """Read digits with their separators.

    Returns:
        `None` where the separators do not make one number ("1.2.3", "12.05.2020", "5,480,5,450").
    """
    if len(literal) > MAX_DIGITS:
        return None
    for form, grouping, point in _FORMS:
        if form.fullmatch(literal):
            plain = literal
            for mark in grouping:
                plain = plain.replace(mark, "")
            return Decimal(plain.replace(point, "."))
    return None


def is_grouped_by_point(literal: str, currency: str | None, *, sign_behind: bool) -> bool:
    """Whether the one point of a sum of money groups thousands: "65.000 \u20ac" is 65,000, "$1.646" is not.

    Decimal is what English texts mean by it, unless the currency or the sign behind the digits says that the
    continental way is followed, or three zeros, which nobody writes behind tens of dollars, say the same.
    """
    if not _POINT_GROUP.fullmatch(literal):
        return False
    n_leading = literal.index(".")
    if currency == "EUR":
        return sign_behind or n_leading > 1
    return currency in _POINT_GROUPING or (n_leading > 1 and literal.endswith(".000"))


def parse_words(words: str) -> Decimal | None:
    """Read a number in words, as `WORD_NUMBER` and `SMALL_WORD_NUMBER` find it."""
    value = Decimal(0)
    parts = re.split(r"[ -]+", words.lower())
    fraction = Decimal(0)
    if "and" in parts:
        after = parts.index("and")
        fraction = _WORDS[parts[after + 2]]
        del parts[after : after + 3]
    if parts[:2] == ["three", "quarters"]:
        value, parts = Decimal("0.75"), parts[2:]
    elif parts[0] in ("half", "quarter", "quarters"):
        value, parts = _WORDS[parts[0].removesuffix("s")], parts[1:]
    scale = Decimal(1)
    for part in parts:
        if part in MULTIPLIERS:
            scale *= MULTIPLIERS[part]
        elif part in _WORDS and not (part in ("a", "an") and value):
            value += _WORDS[part]
        elif part not in ("a", "an", "of"):
            return None
    return (value + fraction) * scale
