"""The text as its readers see it: what is stored but not shown is left out, what is stored in code is spelled out.

A zero-width space inside a price, a soft hyphen, an accent stored as a character of its own or an entity that a page
left over would cut a figure or a name in two. The rules read the shown text; `ShownText.original_span` gives the place
in the article that a span of it stands for.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_ACCENT = "\u0300-\u034e\u0350-\u036f\u20d0-\u20ff\ufe20-\ufe2f"
_FRACTIONS = {
    "\u00bd": ".5", "\u00bc": ".25", "\u00be": ".75", "\u215b": ".125", "\u215c": ".375", "\u215d": ".625",
    "\u215e": ".875", "\u2155": ".2", "\u2156": ".4", "\u2157": ".6", "\u2158": ".8",
}  # fmt: skip
_FRACTION = "".join(_FRACTIONS)
_SUBSCRIPTS = str.maketrans("\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089", "0123456789")

_SPECIAL = re.compile(f"[{_INVISIBLE}{_ACCENT}{_FRACTION}\u2080-\u2089]")
_CODED = re.compile(
    rf"(?P<accented>[^\W\d_][{_ACCENT}]+)"
    rf"|(?P<invisible>[{_INVISIBLE}{_ACCENT}]+)"
    r"|&(?:amp;){0,3}(?P<entity>(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    rf"|(?:(?<=\b\d) |(?<=\b\d\d) )?(?P<fraction>[{_FRACTION}])"
    # "$0.0\u2085123" and "$0.0{5}123": how many zeros stand behind the point, as trackers of small coins write it
    r"|(?<=\.0)(?P<zeros>[\u2080-\u2089]{1,2}|\{\d{1,2}\})(?=\d)"
)
_ONLY_INVISIBLE = re.compile(f"[{_INVISIBLE}]+")


@dataclass(frozen=True, slots=True)
class ShownText:
    """A shown text and where it differs from the original.

    Attributes:
        text: What readers see.
        starts: Offsets in `text` of the pieces that differ (empty ones too), in order.
        ends: One past the last code point of each.
        original_starts: Where each piece begins in the original.
        original_ends: One past its last code point there.
    """

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    original_starts: tuple[int, ...] = ()
    original_ends: tuple[int, ...] = ()

    @property
    def is_original(self) -> bool:
        """Nothing differs."""
        return not self.starts

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that a span (not an empty one) of the shown text stands for."""
        return self._original(start, is_end=False), self._original(end - 1, is_end=True)

    def _original(self, offset: int, *, is_end: bool) -> int:
        """Where a shown character begins in the original, or one past where it ends."""
        i = bisect_right(self.starts, offset) - 1
        if i < 0:
            return offset + is_end
        if offset < self.ends[i]:
            return self.original_ends[i] if is_end else self.original_starts[i]
        return self.original_ends[i] + offset - self.ends[i] + is_end


def shown_text(text: str) -> ShownText:
    """Spell out entities, fractions and counted zeros, join accents to their letters, leave out what is invisible."""
    if "&" not in text and "{" not in text and (text.isascii() or not _SPECIAL.search(text)):
        return ShownText(text)
    pieces: list[str] = []
    spans: list[tuple[int, int, int, int]] = []
    position = length = 0
    for match in _CODED.finditer(text):
        shown = _shown(match)
        if shown == match.group():
            continue
        kept = text[position : match.start()]
        length += len(kept)
        pieces += (kept, shown)
        spans.append((length, length + len(shown), *match.span()))
        length += len(shown)
        position = match.end()
    if not spans:
        return ShownText(text)
    pieces.append(text[position:])
    return ShownText("".join(pieces), *zip(*spans, strict=True))


def _shown(match: re.Match[str]) -> str:
    if match["invisible"]:
        return ""
    if match["accented"]:
        composed = unicodedata.normalize("NFC", match["accented"])
        return composed if len(composed) == 1 else composed[0]
    if match["entity"]:
        spelled = html.unescape("&" + match["entity"])
        return match.group() if spelled == "&" + match["entity"] else _ONLY_INVISIBLE.sub("", spelled)
    if match["fraction"]:
        is_part = match.start() > 0 and match.string[match.start() - 1].isdigit()
        return ("" if is_part else "0") + _FRACTIONS[match["fraction"]]
    n_zeros = int(match["zeros"].strip("{}").translate(_SUBSCRIPTS))
    return "0" * (n_zeros - 1)
