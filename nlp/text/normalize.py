"""The plain form of a text: the same length, with typographic variants replaced one for one.

Rules are written against the plain form, spans are cut from the text itself; both share their offsets because no
character is ever added or removed (`nlp.text.shown` does what takes that).
"""

import re
import unicodedata

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u2800\u3000"
_INVISIBLE = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`\uff07"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"
_HYPHENS = "\u2010\u2011\ufe63\uff0d\u2043"
_DASHES = "\u2012\u2013\u2014\u2015\u2212"
_SIGNS = {"\u066a": "%", "\ufe6a": "%", "\u066b": ".", "\u066c": ",", "\ufe69": "$", "\U0001f4b2": "$"}
# The zeros of the digits that other scripts write.
_ZEROS = "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0e50\u0ed0\u0f20\u1040\u17e0"

# Cyrillic and Greek letters that the eye cannot tell from Latin ones, each before its double.
_DOUBLES = (
    "\u0410A\u0412B\u0421C\u0415E\u041dH\u0406I\u0408J\u041aK\u041cM\u041eO\u0420P\u0405S\u0422T\u0425X"
    "\u0430a\u0441c\u0435e\u0456i\u0458j\u043ak\u043eo\u0440p\u0455s\u0442t\u0443y\u0445x"
    "\u0391A\u0392B\u0395E\u0397H\u0399I\u039aK\u039cM\u039dN\u039fO\u03a1P\u03a4T\u03a7X\u03a5Y\u0396Z\u03bfo\u03bdv"
)
_OTHER_LETTER = re.compile("[\u0370-\u04ff]")
_MIXED_WORD = re.compile("[A-Za-z\u0370-\u04ff]{2,40}")
# Blanks that hold the groups of one number together, and a decimal comma behind them: "65\u202f000,50".
_GROUP_BLANK = "\u00a0\u2007\u2009\u202f"
_GROUPS = re.compile(
    rf"(?<![\d.,])[1-9]\d{{0,2}}(?:[{_GROUP_BLANK}]\d{{3}}){{1,6}}(?![\d{_GROUP_BLANK}]|,\d{{3}})(?P<comma>,\d)?"
)
_ANY_GROUP_BLANK = re.compile(f"[{_GROUP_BLANK}]")


def _table() -> dict[int, str]:
    table = dict.fromkeys(map(ord, _SPACES + _INVISIBLE), " ")
    table |= dict.fromkeys(map(ord, _SINGLE_QUOTES), "'")
    table |= dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"')
    table |= dict.fromkeys(map(ord, _HYPHENS), "-")
    # A dash keeps its own look: "$58-$60" is a range, "$58 \u2013 a low" a break. Both become the en dash.
    table |= dict.fromkeys(map(ord, _DASHES), "\u2013")
    table |= {code: " " for code in range(32) if chr(code) not in "\n\t"}
    table |= {code: " " for code in range(127, 160)}
    table |= {ord("\u2028"): "\n", ord("\u2029"): "\n", ord("\u0085"): "\n"}
    # Full-width digits, letters and signs as some Asian desks write them.
    for code in range(0xFF01, 0xFF5F):
        table.setdefault(code, unicodedata.normalize("NFKC", chr(code)))
    # Bold and script letters and digits of the mathematical block, in which posts set their headings.
    for code in range(0x1D400, 0x1D800):
        letter = unicodedata.normalize("NFKC", chr(code))
        if len(letter) == 1 and letter.isascii():
            table.setdefault(code, letter)
    table |= {ord(sign): plain for sign, plain in _SIGNS.items()}
    table |= {ord(zero) + digit: str(digit) for zero in _ZEROS for digit in range(10)}
    # The one letter whose lowercase is two characters.
    table[0x130] = "I"
    # A lone surrogate cannot be encoded, so no library below would take it.
    table |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    return table


_TABLE = _table()
# Most of a text is plain as it stands; a table asks for every character of a text that has but one of these.
_NOT_PLAIN = re.compile("[^\n\t -_a-~]+")
_DOUBLE_OF = {ord(other): latin for other, latin in zip(_DOUBLES[::2], _DOUBLES[1::2], strict=True)}


def plain_text(text: str) -> str:
    """Replace quotes, dashes, spaces, digits and invisible characters by their plain forms.

    A word of Latin letters and of others that look Latin is read as Latin, since no language mixes them; a word that
    is all of another alphabet stays, whatever it looks like.

    Returns:
        A text of exactly the same length: every offset means the same place in both.
    """
    if not text.isascii():
        if _ANY_GROUP_BLANK.search(text):
            text = _GROUPS.sub(_one_number, text)
        if _OTHER_LETTER.search(text):
            text = _MIXED_WORD.sub(_one_alphabet, text)
    return _NOT_PLAIN.sub(lambda match: match.group().translate(_TABLE), text)


def _one_number(match: re.Match[str]) -> str:
    """The groups of a number with the separators that go with its decimal mark."""
    number = match.group()
    if match["comma"]:
        return _ANY_GROUP_BLANK.sub(".", number)
    return _ANY_GROUP_BLANK.sub(",", number)


def _one_alphabet(match: re.Match[str]) -> str:
    word = match.group()
    if word.isascii() or not any(letter.isascii() for letter in word):
        return word
    latin = word.translate(_DOUBLE_OF)
    return latin if latin.isascii() else word
