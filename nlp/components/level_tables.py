"""Roles that a table gives its prices: the heading of the column tells what they are.

Three forms come out of pages: cells with bars between them, a label and its price on one line, and every cell on a line
of its own. Only prices that no word beside them names are looked up.
"""

import re

from nlp.annotations import Role
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow
from nlp.components.level_roles import RoleReading

_LONGEST_TABLE = 60
"""Lines looked through for the heading."""
_LONGEST_LINE = 240
_NEARBY = 600
"""How far before a line the word "forecast" makes lows, averages and highs of the table forecasts."""
_LONGEST_CELL = 60
_MOST_CELLS = 6
"""Short lines that are taken for the heading of a table whose cells stand on lines of their own."""
_PRICE = re.compile(r"[$\u20ac\u00a3\u00a5]\s?\d")
_RULE = re.compile(r"[\s|:\-\u2013+=*]*")
_LABEL = (
    r"\W*(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)\w*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|"
    r"(?:early|mid|late|end of|q[1-4]|week|month|year|day|by|in)|\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d)[\s,.:/|"
    r"\u2013-]*)*+"
)
_ROW = re.compile(_LABEL + r"(?:(?:[$\u20ac\u00a3\u00a5]\s?)[\d.,]+[\s|~\u2013-]*)*", re.IGNORECASE)
"""A line of dates and prices only: "2027 | $1.10 | $1.45", "Mar 04, 2026$0.0021", "$0.0021"."""
_HEADINGS = re.compile(
    r"(?P<stop>stop[- ]?loss|\bstops?\b)|(?P<entry>\bentr(?:y|ies)\b|buy zone)"
    r"|(?P<support>\bsupports?\b)|(?P<resistance>\bresistances?\b)"
    r"|(?P<target>predict|forecast|project|target|scenario|potential|expected|estimate|outlook|\bbull|\bbear|base case|"
    r"\bby 20\d\d)"
    r"|(?P<spot>current|\bprice\b|\blast\b|\bclos(?:e|ing)\b|\bopen(?:ing)?\b|\bnow\b|\bvalue\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\b(?:min|max|minimum|maximum|average|avg|mean|low|high|lowest|highest)\b", re.IGNORECASE)
_FORETELLS = re.compile(r"predict|forecast|project", re.IGNORECASE)
_EXTREMES = re.compile(
    r"(?P<high>\bath\b|\bhigh(?:est)?\b|\bpeak\b|\bmax)|(?P<low>\batl\b|\blow(?:est)?\b|\bmin)", re.IGNORECASE
)
_ROLES: dict[str, Role] = {
    "stop": "stop", "entry": "entry", "support": "support", "resistance": "resistance", "target": "target",
    "spot": "spot", "high": "high", "low": "low",
}  # fmt: skip


def role_in_table(found: Reading, window: FigureWindow) -> RoleReading | None:
    """The role that the column of a price gives it, or `None` where it stands in no table."""
    plain, start = found.plain, window.quantity.start
    line_start = plain.rfind("\n", max(start - _LONGEST_LINE - 1, 0), start) + 1
    line_end = plain.find("\n", start, start + _LONGEST_LINE)
    if line_end < 0:
        line_end = len(plain)
    if line_end - line_start > _LONGEST_LINE:
        return None
    line = plain[line_start:line_end]
    bars = line[: start - line_start].count("|") if "|" in line else None
    if bars is None and not _ROW.fullmatch(line):
        return None
    heading = _heading_above(plain, line_start, bars=bars is not None)
    if bars is not None and heading:
        heading = heading[0].split("|")[bars : bars + 1]
    if not heading:
        return None
    near = plain[max(line_start - _NEARBY, 0) : line_start]
    foretells = _FORETELLS.search(near) or _FORETELLS.search(plain, 0, min(found.article.body_start, _LONGEST_LINE))
    return _role_of(" ".join(heading), foretells=foretells is not None)


def _heading_above(plain: str, line_start: int, *, bars: bool) -> list[str]:
    """The line above a table that holds its headings, or the short lines that do."""
    heading: list[str] = []
    end = line_start - 1
    for _ in range(_LONGEST_TABLE):
        if end <= 0:
            break
        first = plain.rfind("\n", 0, end) + 1
        line, end = plain[first:end], first - 1
        if _RULE.fullmatch(line) or (not heading and (_PRICE.search(line) or _ROW.fullmatch(line))):
            continue
        if bars:
            return [line] if "|" in line else []
        if len(line) > _LONGEST_CELL or len(heading) == _MOST_CELLS or _PRICE.search(line):
            break
        heading.append(line)
    return heading


def _role_of(heading: str, *, foretells: bool) -> RoleReading | None:
    if foretells and _ENDS.search(heading):
        return RoleReading("target", 0.8, "rule:table.target")
    named, extreme = _HEADINGS.search(heading), _EXTREMES.search(heading)
    match = extreme if extreme and (named is None or named["spot"]) else named
    if match is None or match.lastgroup is None:
        return None
    role = _ROLES[match.lastgroup]
    return RoleReading(role, 0.8, f"rule:table.{role}")
