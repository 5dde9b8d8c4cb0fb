"""Roles that a price has from its neighbours.

A row that goes on, an extreme told in the sentence before or behind, a level named again.
"""

import re
from collections.abc import Sequence

from nlp.annotations import PriceLevelMention
from nlp.components.asset_guess import AssetGuess
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow
from nlp.components.level_roles import RoleReading, role_of
from nlp.components.level_tables import role_in_table
from nlp.text.spans import starting_in

_PLAIN = ("rule:spot.default", "rule:spot.wordless", "rule:spot.moved_to", "rule:spot.crossed")
"""Rules whose role the neighbours may better."""


def role_among(
    found: Reading,
    window: FigureWindow,
    guess: AssetGuess,
    levels: Sequence[PriceLevelMention],
    previous: PriceLevelMention | None,
) -> RoleReading:
    """The role of a price, read from its own words and, where they name none, from what stands around them.

    Args:
        found: The article.
        window: The price.
        guess: Its asset.
        levels: The levels before it.
        previous: The level right before it, if the figure before it is one.
    """
    role = _continued(window, previous) or _followed(window, levels) or _likewise(window, levels) or role_of(window)
    if role.why in ("rule:spot.moved_from", "rule:spot.moved_from_to"):
        return _leg_of_retracement(window) or role
    if role.why not in _PLAIN:
        return role
    return (
        _remembered(window, guess, levels)
        or _extreme_before(found, window, guess, levels)
        or _extreme_behind(found, window)
        or _leg_of_retracement(window)
        or role_in_table(found, window)
        or _told_along(window, previous)
        or role
    )


_AND_THEN = re.compile(
    r"¤(?:,? and|,|;)? (?:then|later|thereafter|subsequently|eventually|finally|possibly|potentially|ultimately|"
    r"afterwards|followed by|even|second|third)"
    r"(?: (?:to|toward|towards|at|by|on to|up to|down to|even|possibly|the))*\s?$"
)


def _continued(window: FigureWindow, previous: PriceLevelMention | None) -> RoleReading | None:
    """A price that follows another one in a row ("to $2 and then to $3") has its role."""
    if previous is None or previous.role not in ("target", "support", "resistance") or window.list_position:
        return None
    if not _AND_THEN.search(window.before[-40:]):
        return None
    return RoleReading(previous.role, previous.confidence, "rule:and_then")


_ALONG = re.compile(r"¤(?: [\w'-]+){1,4},? and(?: (?:about|around|over|nearly|just))*\s$")


def _told_along(window: FigureWindow, previous: PriceLevelMention | None) -> RoleReading | None:
    """A second price of the same report: "it hit $61 at ten and $63 by noon"."""
    if previous is None or previous.role != "spot" or not _ALONG.search(window.before[-60:]):
        return None
    return RoleReading("spot", 0.75, "rule:spot.told_along")


_IS_FOLLOWED = re.compile(
    r"\W*(?:this|that|it|these|which|they) (?:is|are|was|were|would be|will be) (?:then |also |closely |soon )?"
    r"followed by\b|\W*(?:more )?(?:specifically|precisely|exactly|to be exact|to be precise),? (?:at|around|near) "
)


def _followed(window: FigureWindow, levels: Sequence[PriceLevelMention]) -> RoleReading | None:
    """A price in a sentence that carries a row on ("This is followed by $2 and $3") has the row's role."""
    if not _IS_FOLLOWED.match(window.before):
        return None
    row = next((level for level in reversed(levels) if level.start < window.sentence.start), None)
    if row is None or row.role not in ("target", "support", "resistance"):
        return None
    return RoleReading(row.role, row.confidence * 0.9, "rule:followed_by")


_FOR_ANOTHER = re.compile(
    r"\W*(?:and |while |but )?for (?:the )?[\w-]{2,16}(?: [\w-]{2,16})?,? (?:it|that|this|(?:the|"
    r"that) (?:same )?(?:level|line|mark|"
    r"number|figure|price))(?:'s| (?:is|sits|lies|stands|comes in))(?: (?:at|near|around|about))*\s$"
)


def _likewise(window: FigureWindow, levels: Sequence[PriceLevelMention]) -> RoleReading | None:
    """The same told of another coin: "For bitcoin, support is $X. For SOL, it is $Y"."""
    if not _FOR_ANOTHER.match(window.own_before):
        return None
    last = next((level for level in reversed(levels) if level.start < window.sentence.start), None)
    if last is None or last.role == "spot" or last.start < window.sentence.start - 240:
        return None
    return RoleReading(last.role, last.confidence * 0.9, "rule:likewise")


_THAT = re.compile(r"\b(?:that|this|same|the said)\s$")
_LEVEL_NOUN = re.compile(r"\s(?:line|level|area|zone|mark|region)\b")


def _remembered(window: FigureWindow, guess: AssetGuess, levels: Sequence[PriceLevelMention]) -> RoleReading | None:
    """A level that was called support or resistance before: "that $0.21 line"."""
    if not (_THAT.search(window.own_before[-12:]) and _LEVEL_NOUN.match(window.own_after)):
        return None
    for level in reversed(levels):
        same = level.price_low == window.quantity.low and level.asset == guess.ticker
        if same and level.role in ("support", "resistance"):
            return RoleReading(level.role, level.confidence * 0.9, "rule:remembered")
    return None


_EXTREME_TOLD = re.compile(
    r"\b(?:(?P<left>from|off|above|below|near|than) )?(?:(?:its|the|their) )?"
    r"(?:(?P<low>lowest|weakest)|(?P<high>highest|strongest))"
    r"(?: (?:price|level|point|value|mark|trading))* (?:since|in|for|of the)\b"
)
_TOUCHED = re.compile(
    r"\W*(?:(?:it|bitcoin|btc|ether|eth|xrp|prices?|the (?:[\w-]+ )?(?:price|coin|token|cryptocurrency|asset)|at one "
    r"point,? it) )?(?:(?:briefly|even|at one point|then) )?(?:touched|hit|tagged|printed|reached)"
    r"(?: (?:as (?:low|high) as|around|about|roughly|nearly|just|some))*\s"
)
_EARLIER = re.compile(r"\b(?:earlier this|ago|last (?:week|month|year)|back in|previous\w*|the (?:day|week) before)\b")


def _extreme_before(
    found: Reading, window: FigureWindow, guess: AssetGuess, levels: Sequence[PriceLevelMention]
) -> RoleReading | None:
    """The price of a low or high that the sentence before tells of: "At its lowest since May. It touched $X"."""
    index = window.sentence.index - 1
    if index < 0 or not _TOUCHED.fullmatch(window.own_before) or _EARLIER.search(window.own_after):
        return None
    before = found.sentences[index]
    told = list(_EXTREME_TOLD.finditer(found.plain[before.start : before.end].lower()))
    named = {mention.ticker for mention in found.mentions_in(before)}
    if (
        not told
        or told[-1]["left"]
        or starting_in(levels, before.start, before.end)
        or (named and guess.ticker not in named)
    ):
        return None
    return RoleReading("low" if told[-1]["low"] else "high", 0.75, "rule:extreme_told_before")


_LEG = re.compile(
    r"\b(?:retracement|retraced?|fib(?:onacci)?)\b[^.;]{0,60}? (?:of|from) (?:the|its|that|this) (?:[\w-]+ ){0,4}?"
    r"(?:(?P<up>rally|rise|advance|upswing|recovery|climb|upmove|bull run|upward (?:move|wave|leg))|"
    r"(?P<down>drop|decline|fall|slide|downswing|sell-?off|crash|downmove|downward (?:move|wave|leg))|move|leg|"
    r"swing|wave)s?"
    r" (?P<ends>(?:that (?:ran|went|began) )?(?:from|between) (?:the |its )?(?:¤ (?:to|and|up to|down to) "
    r"(?:the |its )?)?)$"
)
_OTHER_END = re.compile(r"¤ (?:to|and|up to|down to) (?:the |its )?$")


def _leg_of_retracement(window: FigureWindow) -> RoleReading | None:
    """The ends of a move that a retracement is measured on: "38.2% retracement of the rally from $X to $Y"."""
    leg = _LEG.search(window.own_before[-150:])
    if leg is None or not (leg["up"] or leg["down"]):
        return None
    is_start = _OTHER_END.search(leg["ends"]) is None
    return RoleReading("low" if is_start == bool(leg["up"]) else "high", 0.8, "rule:retraced_leg")


_THIS_IS = re.compile(
    r"\W*(?:this|that|it|which) (?:is|was|marks|marked|represents|represented|became)(?: also| now)?(?: (?:its|the|"
    r"an?|their|"
    r"bitcoin's|ether's))? (?:new )?(?:[\w-]+ ){0,2}?(?:(?P<low>lowest|weakest|low)|(?P<high>highest|strongest|high))\b"
    r"(?! (?:volume|number|since the))"
)


def _extreme_behind(found: Reading, window: FigureWindow) -> RoleReading | None:
    """The price of a low or high that the sentence behind tells of: "It fell to $X. This is its lowest since May"."""
    index = window.sentence.index + 1
    if index >= len(found.sentences) or "¤" in window.own_after.replace("¤%", ""):
        return None
    behind = found.sentences[index]
    told = _THIS_IS.match(found.plain[behind.start : min(behind.end, behind.start + 120)].lower())
    if told is None:
        return None
    return RoleReading("low" if told["low"] else "high", 0.75, "rule:extreme_told_behind")
