"""Numbers without a sign to which the asset itself is said to move: "Bitcoin fell below 20,000", "it hit 19,800".

The asset, or a pronoun for it, has to be what moves: its addresses, volumes and open interest fall to numbers too.
"""

import re
from decimal import Decimal

from nlp.components.asset_asides import asset_kind
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow

_KINDS = ("crypto", "stablecoin", "commodity")
_SMALLEST_WHOLE = Decimal(100)
"""Smaller whole numbers are as often ranks, scores and counts; with decimals they are prices."""
_WIDEST_GAP = 90
_ADVERBS = (
    r"(?: (?:has|had|have|also|then|briefly|now|quickly|later|even|again|was|is|already|recently|just|ever|soon|"
    r"earlier|today|finally|nearly|almost|since|still|once))*"
)
_MOVED = (
    r"(?:f[ae]ll|fallen|falls|falling|drop(?:s|ped|ping)?|r[io]se|rises|risen|rising|climb(?:s|ed|ing)?|slid|slides?|"
    r"sliding|slip(?:s|ped|ping)?|s[au]nk|sinks?|plung(?:e[sd]?|ing)|tumbl(?:e[sd]?|ing)|crash(?:es|ed|ing)?|"
    r"jump(?:s|ed|ing)?|surg(?:e[sd]?|ing)|soar(?:s|ed|ing)?|rall(?:ied|ies|ying)|recover(?:s|ed|ing)?|bounce[sd]?|"
    r"rebound(?:s|ed|ing)?|dip(?:s|ped|ping)?|retreat(?:s|ed|ing)?|dived|dives|dove|spik(?:e[sd]?|ing)|"
    r"declin(?:e[sd]?|ing)|went|goes|pushed|shot|advanced|eased|pulled back|sold off|opens?|clos(?:e[sd]?|ing)|ends?|"
    r"opened|ended|settled|stood|stands|hover(?:s|ed|ing)?)"
)
_BY = (
    r"(?: (?:back|again|further|sharply|briefly|down|up|lower|higher|slightly|steadily|by|about|another|more than|"
    r"some|as much as|¤%|¤ percent|nearly|early|late|on|overnight|today|yesterday|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|all the way|from ¤),?)*"
)
_ABOUT = (
    r"(?: (?:the|about|around|just|nearly|almost|roughly|as (?:low|high) as|above|below|a (?:new )?(?:low|high) of))*"
)
_TO = rf" (?:to|at|below|under|above|past|over|beneath|beyond|through|near|around|as (?:low|high|far) as){_ABOUT}\s"
_REACHED = (
    r"(?:hits?|reach(?:es|ed)|touch(?:es|ed)|tests?|tested|cross(?:es|ed)|br(?:oke|eaks)|breach(?:es|ed)|tops|topped|"
    rf"reclaim(?:s|ed)|clear(?:s|ed)|surpass(?:es|ed)|regain(?:s|ed)){_ABOUT}\s"
)
_GAP = re.compile(rf"(?:'s)?(?: prices?)?{_ADVERBS} (?:{_MOVED}{_BY}{_TO}|{_REACHED})")
_PRONOUN = re.compile(
    r"(?:^|[,;:] |\b(?:and|but|then|as|when|before|after|while|until|¤|\d{4}) )"
    r"(?:it|the (?:price|token|coin|cryptocurrency))(?= )"
)
_FIGURE = re.compile(r"[$\u20ac\u00a3]?\d[\d,.]*(?<![,.])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_WHAT = re.compile(r"\s?[-–]?\s?(?:day|week|month|year|hour)s?\b")


def is_moved_to(found: Reading, window: FigureWindow) -> bool:
    """Whether a bare number is where its asset went, and nothing but a verb of moving stands between them."""
    quantity = window.quantity
    plain = found.plain[quantity.start : quantity.end]
    if quantity.multiplier != 1 or _YEAR.fullmatch(plain) or _OF_WHAT.match(window.own_after):
        return False
    if quantity.low < _SMALLEST_WHOLE and "." not in plain:
        return False
    named = [m for m in found.mentions_in(window.sentence) if m.end <= quantity.start]
    if named and asset_kind(found, named[-1].ticker) in _KINDS:
        gap = found.plain[named[-1].end : quantity.start]
        if len(gap) <= _WIDEST_GAP and _GAP.fullmatch(_FIGURE.sub("¤", gap).lower()):
            return True
    near = window.own_before[-_WIDEST_GAP:]
    return bool(found.assets) and any(_GAP.fullmatch(near, match.end()) for match in _PRONOUN.finditer(near))
