"""Writes word lists as regular expressions, so that rules read like the language they describe."""


def one_of(words: str) -> str:
    """An alternation of the words of a list.

    Args:
        words: Separated by blanks; `*` stands for any word ending, `_` for a blank within one entry.

    Returns:
        A group without a name; `"break* take_out"` finds "breaking" and "take out".
    """
    entries = (entry.replace("_", " ").replace("*", r"\w*") for entry in words.split())
    return "(?:" + "|".join(entries) + ")"
