"""What a price level is to the author: the names first, then the verbs, then `spot`.

`role_of` is the one entry: a classifier that was trained on labelled passages can stand beside it with the same result.
"""

import re
from dataclasses import dataclass

from nlp.annotations import Role
from nlp.components.conditions import has_condition
from nlp.components.figure_windows import FigureWindow
from nlp.components.level_verbs import VERB_RULES
from nlp.components.level_words import (
    BETWEEN_LISTED_PRICES,
    BETWEEN_MEAN_AND_PRICE,
    BETWEEN_NAME_AND_PRICE,
    BETWEEN_PRICE_AND_NAME,
    FLIP,
    FLIPPED_FROM,
    FLIPPED_INTO,
    NAME,
    OPENS_INSERTION,
    role_named,
)

_WORD = re.compile(r"[\w'-]+|[¤,;.!?]")
# A name further away than this many words no longer belongs to the price.
_REACH_BEFORE = 13
_REACH_BEHIND = 9
# An apposition ("$420, its highest point") yields to a name that leads to the price ("resistance at $420").
_APPOSITION_PENALTY = 3.0


_BARRIERS = ("support", "resistance")
_APPOSITION_OPENERS = frozenset(
    "a an the its their his which that there now also marking still then just once this or where "
    "hitting setting notching posting registering printing".split()
)


@dataclass(frozen=True, slots=True)
class RoleReading:
    """A role, how sure it is, and why.

    Attributes:
        role: What the level is.
        confidence: 0..1.
        why: The rule's name.
        previous_role: What it was, where the text says that it changed.
    """

    role: Role
    confidence: float
    why: str
    previous_role: Role | None = None


def role_of(window: FigureWindow) -> RoleReading:
    """Read the role of a price from the words around it."""
    if not window.has_words:
        return RoleReading("spot", 0.8, "rule:spot.wordless")
    if _is_ticker_tape(window):
        return RoleReading("spot", 0.9, "rule:spot.ticker_tape")
    flipped = _flipped(window)
    if flipped:
        return flipped
    named = _named(window)
    if named:
        return named
    for rule in VERB_RULES:
        if rule.applies(window):
            return RoleReading(rule.role, rule.confidence, f"rule:{rule.name}")
    return RoleReading("spot", 0.8, "rule:spot.default")


_CONVERSION = re.compile(r"^\s?\(¤\)")
_CAME_TO = re.compile(r"\b(?:risen|rose|fallen|fell|climbed|increased|dropped|declined|moved|crept) to\b")
_LAST_WORD = re.compile(r"[\w']+$")
_PLURAL = re.compile(r"\bthe (?:low|high|mid)[- ]$")
_ROUGHLY = re.compile(r"s\b|\s(?:range|area|region)\b")


def _is_ticker_tape(window: FigureWindow) -> bool:
    """A price that a page sets right behind a name: "Bitcoin$62,484.08"."""
    if window.own_before.endswith(" "):
        return False  # as nearly all do
    glued = _LAST_WORD.search(window.own_before)
    return glued is not None and glued.group() in window.names


def _flipped(window: FigureWindow) -> RoleReading | None:
    match = FLIP.search(window.after[:90]) or FLIP.search(window.before[-70:])
    into = FLIPPED_INTO.match(window.after)
    turned = FLIPPED_FROM.search(window.before[-80:]) if into else None
    if into and turned:
        old, new = turned["old"], into["new"]
    elif match and "¤" not in window.after[: match.start()]:
        old, new = match["old"], match["new"]
    else:
        return None
    if old == new:
        return None
    role: Role = "support" if new == "support" else "resistance"
    previous: Role = "support" if old == "support" else "resistance"
    return RoleReading(role, 0.95, "rule:named.flipped", previous)


def _named(window: FigureWindow) -> RoleReading | None:
    before, behind = (
        _name_before(window.before, window.names),
        _name_behind(_CONVERSION.sub("", window.after, 1), window.names),
    )
    if before is not None and _PLURAL.search(window.own_before) and _ROUGHLY.match(window.own_after):
        before = None  # "in the low $70,000s": no extreme, a rough price
    side = _SIDE_BEHIND.match(window.own_after)
    if side and _BOUNDED.search(window.own_before):
        return RoleReading("support" if side["support"] else "resistance", 0.9, "rule:named.side_of_a_range")
    row = _ROW_BEHIND.match(window.after)
    if row:
        return RoleReading("support" if row["role"] == "support" else "resistance", 0.9, "rule:named.row_behind")
    if before is not None and (behind is None or before[1] <= behind[1]):
        (role, cost), place = before, "before"
    elif behind is not None:
        (role, cost), place = behind, "behind"
    else:
        return None
    if (
        role == "target"
        and place == "before"
        and _MILESTONE_REACHED.search(window.before)
        and not has_condition(window)
    ):
        return RoleReading("spot", 0.8, "rule:spot.milestone_reached")
    if role in ("low", "high") and place == "before" and _is_foretold_extreme(window):
        role = "target"
    return RoleReading(role, 0.97 - 0.02 * cost, f"rule:named.{role}_{place}")


_SIDE_BEHIND = re.compile(
    r"\s(?:(?:level|mark|area|line) )?(?:on|at|from|to|as) (?:the|its) "
    r"(?:(?P<support>bottom|lower|low|downside|underside|south)|(?P<resistance>top|upper|high|upside|topside|north))"
    r"(?: (?:side|end|edge|boundary|bound|border))?\b(?! of\b)"
)
_MILESTONE_REACHED = re.compile(
    r"(?<!could )(?<!may )(?<!might )(?<!will )(?<!would )(?<!can )(?<!to )\b(?:reach(?:ed|es)|hits?|cross(?:ed|"
    r"es)|pass(?:ed|es)|"
    r"surpass(?:ed|es)|topp?(?:ed|s)|breach(?:ed|es)|achiev(?:ed|es)|touch(?:ed|es)|broke)(?: through| past)?"
    r" (?:the |an? |its |another )?(?:[\w-]+ ){0,3}?milestones? (?:of |at |price of )*(?:the )?$"
)
_BOUNDED = re.compile(
    r"\b(?:bound(?:ed|aries)?|fenced|framed|hemmed|boxed|capped|bordered|limited|flanked|confined|range|channel|box|"
    r"corridor|rectangle|levels? to watch|key levels)\b[^.;]{0,90}$"
)
"""Words for a range or its edges, after which a side tells what the edge is: "bounded by $60 on the bottom"."""
_ROW_BEHIND = re.compile(
    r"\s(?:level )?(?:and|or) the ¤ (?P<role>support|resistance)(?:s| (?:levels|zones|areas|"
    r"lines))\b"
)
_AND_IS = re.compile(
    r",? and (?:now )?(?:is|acts|serves|remains|marks|forms|represents|should (?:now )?(?:act|serve))\b"
)
_NEW_CLAUSE = re.compile(
    r"\s(?:is|are|was|would be|could be|may be|comes?|lies|sits|stands|at|for)\b"
    r"|\s(?:of|near|around|above|below)(?: [\w-]+){0,2} ¤"
)
_AS_FAR_AS = re.compile(r"\bas (?:low|high) as\b")
_MIGHT = re.compile(r"\b(?:could|may|might|would|will|can|should|predict\w*|forecast\w*|expect\w*)\b")
_NEW_EXTREME = re.compile(
    r"\b(?:could|may|might|would|will|can|should|predict\w*|forecast\w*|expect\w*|likely)\b(?:[^.;:¤]|¤%){0,70}?"
    r"\s(?:an?|new|fresh|another)\s(?:[\w-]+\s){0,3}(?:low|high|peak|top|bottom|record)"
    r"(?:\s(?:of|at|near|around|above|below|close to|about|somewhere|between))*\s$"
    r"|\b(?:potential|possible|projected|projecting)\s(?:[\w-]+\s){0,2}(?:lows?|highs?|peaks?|tops?|bottoms?)"
    r"(?:\s(?:of|at|near|around|above|below|close to|about))*\s$"
    r"|\bthen (?:an? )?(?:move|rally|run|rise|climb|drop|fall) to (?:an? )?(?:new|fresh) (?:[\w-]+ "
    r"){0,2}?(?:ath|high|low|"
    r"record|peak)(?:\s(?:of|at|near|around|above|below))*\s$"
    r"|\b(?:to|could|may|might|would|will|should)\s(?:bottom|peak|top)(?: out)?(?:\s(?:at|near|around|close to))*\s$"
)

_CAME_TO_TURN = re.compile(
    r"\b(?:rose|fell|went|ran|climbed|surged|jumped|rallied|soared|advanced|dropped|slid|sank|tumbled|continued)"
    r"(?: [\w-]+){0,3}? to (?:bottom|peak|top)(?: out)?(?:\s(?:at|near|around|close to))*\s$"
)
"""A turn that came: "it went on to peak at $X"."""


def _is_foretold_extreme(window: FigureWindow) -> bool:
    """A low or high that is still to come: "might plunge to a low of $X", "expects it to bottom at $X"."""
    if _AS_FAR_AS.search(window.before[-40:]):
        return has_condition(window) or _MIGHT.search(window.before[-160:]) is not None
    foretold = _NEW_EXTREME.search(window.before[-130:])
    return foretold is not None and not _CAME_TO_TURN.search(window.before[-90:])


def _name_before(before: str, names: frozenset[str]) -> tuple[Role, float] | None:
    """The last name before the price, if only linking words stand between them."""
    before = before[-100:]
    matches = list(NAME.finditer(before))
    if not matches:
        return None
    match = matches[-1]
    gap = _CAME_TO.sub("at", before[match.end() :].replace("close to", "near"))
    segments = gap.split("¤")
    words = _words(segments[0])
    is_mean = role_named(match) in ("moving_average", "entry", "stop")
    allowed = BETWEEN_MEAN_AND_PRICE if is_mean else BETWEEN_NAME_AND_PRICE
    comma = words.index(",") if "," in words else -1
    is_inserted = comma >= 0 and words[comma + 1 : comma + 2] and words[comma + 1] in OPENS_INSERTION
    n_commas = 1 if is_inserted or len(segments) > 1 else 0
    if is_inserted and words[comma + 1] == "which":
        words = [*words[: comma + 1], *words[comma + 2 :]]
    if len(words) > _REACH_BEFORE or not _all_in(words, allowed, names, commas=n_commas):
        return None
    if role_named(match) == "moving_average" and ")" in gap and len(segments) > 1:
        return None  # "the 50-day EMA ($1.20), then $1.30": the average's price stands in the parentheses alone
    for segment in segments[1:]:
        if not _all_in(_words(segment), BETWEEN_LISTED_PRICES, names, commas=1):
            return None
    return role_named(match), len(words) + 2.0 * (len(segments) - 1)


def _name_behind(after: str, names: frozenset[str]) -> tuple[Role, float] | None:
    """The first name behind the price, if only linking words stand between them."""
    after = after[:110]
    for match in NAME.finditer(after):
        gap = after[: match.start()]
        if "¤" in gap or match.group().startswith("as "):
            return None  # "at $152, as high as before the raid": what follows is compared with the price
        words = _words(_AND_IS.sub(" is", gap))
        if len(words) > _REACH_BEHIND:
            return None
        if ": " in gap or ". " in gap or "|" in gap:
            return None
        apposed = "," in words or "–" in gap or "(" in gap
        if (
            "," in words
            and words[words.index(",") + 1 :][:1]
            and words[words.index(",") + 1] not in _APPOSITION_OPENERS
        ):
            return None
        if not _all_in(words, BETWEEN_PRICE_AND_NAME, names, commas=1):
            return None
        if apposed and _NEW_CLAUSE.match(after, match.end()):
            return None
        head = NAME.match(after, match.end() + 1) if after[match.end() : match.end() + 1] == " " else None
        # of two names in a row the last one is meant: "the neckline resistance", "the base support"
        role = role_named(match if head is None or role_named(head) not in _BARRIERS else head)
        if role in ("high", "low", "target", "entry") and "to" in words:
            return None  # "below $6,000 to its lowest level": the price is no extreme, it was passed on the way
        return role, len(words) + (_APPOSITION_PENALTY if apposed else 0.0)
    return None


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _all_in(words: list[str], allowed: frozenset[str], names: frozenset[str], *, commas: int) -> bool:
    n_commas = 0
    for word in words:
        if word == ",":
            n_commas += 1
        elif (
            word not in allowed
            and (bare := word.removesuffix("'s")) not in names
            and bare not in allowed
            and not word.isdigit()
        ):
            return False
    return n_commas <= commas
