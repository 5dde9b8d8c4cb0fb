"""Paragraphs that an outlet could print under every article: notices, addresses, invitations. Never news of the day.

Whether one is boilerplate is learned from how often the outlet repeats it; here is what may be learned at all.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from nlp.text.normalize import plain_text

MIN_WORDS = 6
"""Shorter ones are headings ("Bitcoin price analysis"), which say what the next paragraph is about."""

_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIGURE = re.compile(r"\d|\b(?:hundred|thousand|million|billion|trillion)\b")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's place, without surrounding white space, and the hash of its words."""

    start: int
    end: int
    key: int


def repeatable_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs that could be an outlet's boilerplate: below the headline, long enough, without figures.

    A year is no figure. A paragraph with any other number is left out however often it comes: better a notice too
    many is read than a price of the day too few.
    """
    plain = plain_text(text)
    found = []
    for number, match in enumerate(_PARAGRAPH.finditer(plain)):
        piece = match.group()
        words = _WORD.findall(piece.lower())
        if number and len(words) >= MIN_WORDS and not _FIGURE.search(_YEAR.sub(" ", piece.lower())):
            start = match.start() + len(piece) - len(piece.lstrip())
            digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()
            found.append(Paragraph(start, start + len(piece.strip()), int.from_bytes(digest, "big") >> 1))
    return tuple(found)


def begins_with_any(text: str, paragraph: Paragraph, beginnings: Iterable[str]) -> bool:
    """Whether a paragraph begins with one of some words, whatever their case."""
    start = text[paragraph.start : paragraph.end].lower()
    return any(start.startswith(beginning.lower()) for beginning in beginnings)


def blanked(plain: str, spans: Sequence[tuple[int, int]]) -> str:
    """Replace spans by blanks: nothing is read there, and every offset stays what it was."""
    for start, end in spans:
        plain = plain[:start] + " " * (end - start) + plain[end:]
    return plain
