"""Splits a text into sentences, headings and bullets with rules that know how market news is written.

Boundaries are character offsets into the plain form of the text (see `nlp.text.normalize`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_SENTENCE = 2000
"""Characters; longer pieces without any full stop are cut."""

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen lt col sgt st jr sr inc corp ltd co cos llc plc bros vs no nos vol "
    "fig est approx jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat "
    "sun u.s u.k e.u u.n e.g i.e cf a.m p.m d.c u.s.a l.p n.y al ed eds dept ave blvd".split()
)
# After these, a capital letter still begins a new sentence: "at 5 p.m. The coin", "in the U.S. It was".
_CAN_END = frozenset("i.e cf a.m p.m u.s u.k e.u u.n u.s.a d.c n.y inc corp ltd co cos llc plc etc jr sr".split())
_STARTERS = frozenset(
    "the a an this that these those it its he she they we i you in on at as but and however meanwhile while when if "
    "although though after before since according for there here his her their our my what why how who still yet so "
    "bitcoin ethereum ether shares prices traders analysts investors data".split()
)
_JOINING_WORDS = frozenset(
    "the a an of in on at to by and or for with from its is are was were has have had as that than since before "
    "after "
    "into over under near about around between".split()
)
_END = re.compile(
    # begins with its signs, which lets the search skip what lies between them
    r"[.!?\u2026](?:[.!?\u2026]*[\"')\]]*(?=\s)|(?<!\u2026)[\"')\]]+(?=[A-Z])|(?<=[a-z]{2}[.!?])(?=[A-Z][a-z]+\s))"
)
_LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*$")
# Feeds glue these onto the sentence before them.
_INLINE_START = re.compile(
    r"(?:You (?:might|may) also like|Related (?:Reading|News|Stories|Article)|Also [Rr]ead|Read [Mm]ore|"
    r"Continue [Rr]eading|Recommended|The post (?=.{3,300}? (?:first )?appeared first on)|"
    r"\*?(?:Disclaimer|Disclosure)\b)(?::|(?<=post ))|\*This is not\b"
)
_INLINE_MARKS = (":", "The post ", "*This is not")
"""One of these is in every phrase of the pattern above."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence's place: offsets without surrounding white space, and the number of the block it stands in."""

    start: int
    end: int
    paragraph: int


def split_sentences(plain: str) -> tuple[Piece, ...]:
    """Split a plain text into sentences.

    The first line is a block of its own (the headline). A single line break inside a sentence, as page scrapers leave
    them around links, does not end it.
    """
    pieces: list[Piece] = []
    for number, (start, end) in enumerate(_blocks(plain)):
        for left, right in _sentences(plain, start, end):
            pieces.append(Piece(left, right, number))
    return tuple(pieces)


def _blocks(plain: str) -> Iterator[tuple[int, int]]:
    """Offsets of the stretches between hard line breaks, stripped and never empty."""
    block_start, block_end, is_first = 0, 0, True
    position, size = 0, len(plain)
    while position < size:
        line_end = plain.find("\n", position)
        line_end = size if line_end < 0 else line_end
        line = plain[position:line_end]
        stripped = line.strip()
        if stripped:
            left = position + len(line) - len(line.lstrip())
            if block_end and (
                is_first or not _continues(plain[block_start:block_end], stripped, plain[block_end:left])
            ):
                yield block_start, block_end
                block_start, is_first = left, False
            elif not block_end:
                block_start = left
            block_end = left + len(stripped)
        position = line_end + 1
    if block_end:
        yield block_start, block_end


def _continues(before: str, line: str, gap: str) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if gap.count("\n") > 1 or before[-1] in '.!?:"':
        return line[0] in ".,;)" and len(line) < 3
    if line[0].islower() or line[0] in ",.;)(":
        return True
    last_word = before.rsplit(None, 1)[-1].lower()
    return last_word in _JOINING_WORDS or before[-1] == ","


def _sentences(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [match.end() for match in _END.finditer(plain, start, end) if _ends(plain, match, end)]
    if any(plain.find(mark, start, end) >= 0 for mark in _INLINE_MARKS):
        cuts += [match.start() for match in _INLINE_START.finditer(plain, start, end) if match.start() > start]
    left = start
    for cut in [*sorted(cuts), end]:
        piece = plain[left:cut]
        stripped = piece.strip()
        if stripped:
            begin = left + len(piece) - len(piece.lstrip())
            yield from _bounded(plain, begin, begin + len(stripped))
        left = max(left, cut)


def _bounded(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what no human wrote as one sentence at a blank, so that the time rules take stays in proportion."""
    while end - start > MAX_SENTENCE:
        blank = plain.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = blank if blank > start else start + MAX_SENTENCE
        yield start, cut
        start = cut + 1 if blank > start else cut
        while start < end and plain[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _ends(plain: str, match: re.Match[str], end: int) -> bool:
    """Whether the punctuation that was matched ends a sentence."""
    following = plain[match.end() : min(match.end() + 40, end)].lstrip()
    if not following:
        return False
    mark = match.group()
    if following[0].islower():
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    word_match = _LAST_WORD.search(plain, max(match.start() - 20, 0), match.start())
    if word_match is None:
        return True
    word = word_match.group().lower()
    if len(word) == 1 and word_match.group().isupper():
        return _first_word(following) in _STARTERS
    if word in _CAN_END:
        return _first_word(following) in _STARTERS
    return word not in _ABBREVIATIONS


def _first_word(text: str) -> str:
    return text.split(None, 1)[0].strip("\"'([*,").lower()
