"""Makes plain text of what publishers put into titles and descriptions: markup, entities (often twice), odd signs."""

import html
import re
import unicodedata
from collections.abc import Iterable

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

MAX_UNESCAPES = 3
"""A title escaped more often than this is left as it is."""

MAX_TAGS = 40
MAX_TAG_CHARS = 80

BLOCKS = frozenset(
    "p div section article blockquote li ul ol h1 h2 h3 h4 h5 h6 tr table td th br hr pre figcaption header".split()
)
DROPPED = ("script", "style", "noscript", "template", "iframe", "svg", "form", "figure")

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_DROPPED_ELEMENT = re.compile(
    r"<(script|style|noscript|template|iframe)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.DOTALL)
_INVISIBLE = {"Cc", "Cf", "Cs", "Co"}
_JOINERS = "\u200c\u200d"
"""Zero-width joiners carry meaning in Persian and in emoji, so they go only from between Latin letters and digits."""
_JOINER_IN_WORD = re.compile(r"(?<=[A-Za-z0-9])[\u200c\u200d]+(?=[A-Za-z0-9])")


def plain_line(text: str) -> str:
    """Return a title or name as one line of plain text.

    Entities are resolved up to three times over, tags are dropped with the content of scripts, and control,
    bidirectional and zero-width characters are removed. A `<` that begins no tag stays.
    """
    for _ in range(MAX_UNESCAPES):
        resolved = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
        if resolved == text:
            break
        text = resolved
    text = _TAG.sub(" " if "<br" in text else "", _DROPPED_ELEMENT.sub(" ", text))
    return " ".join(visible(text).split())


def plain_tags(words: Iterable[str]) -> tuple[str, ...]:
    """Return a publisher's keywords as plain text, each once, in order; as many and as long as people write."""
    named = (plain_line(word) for word in words)
    return tuple(dict.fromkeys(name for name in named if 0 < len(name) <= MAX_TAG_CHARS))[:MAX_TAGS]


def plain_paragraphs(markup: str) -> str:
    """Return a piece of HTML as plain text, one line per paragraph."""
    if "<" not in markup:
        return plain_line(markup)
    try:
        tree = lxml_html.fragment_fromstring(f"<div>{_DROPPED_ELEMENT.sub(' ', markup)}</div>")
    except (etree.LxmlError, ValueError):
        return plain_line(markup)
    etree.strip_elements(tree, etree.Comment, *DROPPED, with_tail=False)
    for element in tree.iter(*BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    lines = (plain_line(line) for line in "".join(tree.itertext()).split("\n"))
    return "\n".join(line for line in lines if line)


def visible(text: str) -> str:
    """Remove characters that cannot be seen but can mislead; white space stays."""
    text = _JOINER_IN_WORD.sub("", text)
    return "".join(
        char for char in text if char.isspace() or char in _JOINERS or unicodedata.category(char) not in _INVISIBLE
    )
