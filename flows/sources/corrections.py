"""Recognises where a publisher says that an article was corrected, and returns its words."""

import re

MAX_NOTE_CHARS = 500

_NOTE = re.compile(
    r"^[\s*_(\[]*(?:editor['’]?s['’]? note|correction|corrected|clarification|clarified|erratum)\b"
    r"|\ban earlier version of this (?:article|story|post|piece|report|headline)\b"
    r"|\ba previous version of this (?:article|story|post|piece|report|headline)\b"
    r"|\bthis (?:article|story|post|piece|report|headline) (?:has been|was) (?:corrected|amended|updated to correct)\b"
    r"|\bwe (?:regret|apologi[sz]e for) the error\b",
    re.IGNORECASE,
)
_EDITORS = re.compile(r"^[\s*_(\[]*editor", re.IGNORECASE)
_CORRECTS = re.compile(r"\b(?:correct\w*|misstat\w*|amend\w*|error|erroneous\w*|mistake\w*|clarif\w*)\b", re.IGNORECASE)
_MARKET = re.compile(r"^[\s*_(\[]*correct(?:ion|ed)(?!\s*[:.(\])—–-])", re.IGNORECASE)


def correction_note(text: str) -> str | None:
    """Return the line in which an article says that it was corrected; `None` where it says no such thing.

    "Correction" is also what a market does: at the beginning of a line the word counts only with a sign after it.
    """
    for line in text.split("\n"):
        found = _NOTE.search(line)
        if not found or _MARKET.match(line):
            continue
        if _EDITORS.match(line) and not _CORRECTS.search(line):
            continue  # most notes of editors are about something else
        return line.strip()[:MAX_NOTE_CHARS]
    return None
