"""Writes word lists as regular expressions, so that rules read like the language they describe."""

import re
from typing import Any

_END = ""
_ANY_ENDING = r"\w*"


def one_of(words: str) -> str:
    """A pattern for any word of a list.

    Words with the same beginning share it in the pattern: at a position where none of them begins, one look is enough.

    Args:
        words: Separated by blanks; `*` stands for any word ending, `_` for a blank within one entry.

    Returns:
        A group without a name; `"break* take_out"` finds "breaking" and "take out".
    """
    tree: dict[str, Any] = {}
    for entry in words.split():
        node = tree
        for mark in entry:
            part = _ANY_ENDING if mark == "*" else " " if mark == "_" else re.escape(mark)
            node = node.setdefault(part, {})
        node[_END] = {}
    return f"(?:{_written(tree)})"


def _written(node: dict[str, Any]) -> str:
    # A longer entry is tried before one that is its beginning, an open ending last.
    parts = sorted((part for part in node if part != _END), key=lambda part: part == _ANY_ENDING)
    choices = [part + _written(node[part]) for part in parts]
    if not choices:
        return ""
    if _END in node:
        return f"(?:{'|'.join(choices)})?"
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
