"""Looks at a feed's bytes before a parser does: refuses entity declarations, odd encodings and absurd nesting."""

import codecs
import re

from flows.errors import ParseError

MAX_DEPTH = 1000
"""Elements within elements. Feeds use about six levels, Atom with embedded pages some dozens; the rest is room for
ill-formed feeds whose paragraphs are opened and never closed."""

WIDE_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
)
_DECLARED = re.compile(r"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_HEAD = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|(?P<declares><!DOCTYPE[^\[<>]{0,2000}\[|<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b)"
    r"|(?P<root><[A-Za-z_])",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<(/?)([A-Za-z_][^\s<>/]*)[^<>]*?(/?)>", re.DOTALL)
_NEVER_CLOSED = frozenset({"br", "hr", "img", "input", "meta", "wbr"})


def check_xml(body: bytes, *, name: str, content_type: str) -> None:
    """Refuse a document that could harm the parser.

    Args:
        body: The document.
        name: The feed, for messages.
        content_type: The Content-Type header, whose charset the parser believes.

    Raises:
        ParseError: `entity_declaration`, `encoding`, `nesting`.
    """
    text = _decode(body, name, content_type)
    _refuse_declarations(text, name)
    _refuse_nesting(text, name)


def _decode(body: bytes, name: str, content_type: str) -> str:
    """Decode so that markup is readable; what the letters are does not matter here."""
    for start, encoding in WIDE_ENCODINGS:
        if body.startswith(start):
            return body.decode(encoding, "replace")
    text = body.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    for found in (_DECLARED.search(text[:1000]), _CHARSET.search(content_type)):
        if found and not _shows_markup(found[1]):
            raise ParseError(f"{name}: encoding {found[1]!r} can hide markup; not read", reason="encoding")
    return text


def _shows_markup(encoding: str) -> bool:
    """Say whether markup in this encoding looks as in ASCII (true of unknown names, which the parser ignores)."""
    try:
        codec = codecs.lookup(encoding).name
    except LookupError:
        return True
    # UTF-7 has several spellings of each letter; wide encodings are recognised by their first bytes.
    return codec.startswith(("utf-16", "utf-32")) or (codec != "utf-7" and "<!A".encode(codec) == b"<!A")


def _refuse_declarations(text: str, name: str) -> None:
    for token in _HEAD.finditer(text):
        if token["declares"]:
            raise ParseError(f"{name}: declares its own entities or elements; not read", reason="entity_declaration")
        if token["root"]:
            return


def _refuse_nesting(text: str, name: str) -> None:
    depth = 0
    for tag in _TAG.finditer(text):
        closes, element, is_empty = tag.groups()
        if element is None or is_empty or element.lower() in _NEVER_CLOSED:
            continue
        depth = max(0, depth - 1) if closes else depth + 1
        if depth > MAX_DEPTH:
            raise ParseError(f"{name}: more than {MAX_DEPTH} elements within each other; not read", reason="nesting")
