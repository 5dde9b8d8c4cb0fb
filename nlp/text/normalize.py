"""The plain form of a text: the same length, with typographic variants replaced one for one.

Rules are written against the plain form, spans are cut from the original; both share their offsets because no character
is ever added or removed.
"""

import unicodedata

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`\uff07"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"
_HYPHENS = "\u2010\u2011\ufe63\uff0d\u2043"
_DASHES = "\u2012\u2013\u2014\u2015\u2212"


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
    # The one letter whose lowercase is two characters.
    table[0x130] = "I"
    # A lone surrogate cannot be encoded, so no library below would take it.
    table |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    return table


_TABLE = _table()


def plain_text(text: str) -> str:
    """Replace quotes, dashes, spaces and invisible characters by their plain forms.

    Returns:
        A text of exactly the same length: every offset means the same place in both.
    """
    return text.translate(_TABLE)
