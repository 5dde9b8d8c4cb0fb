"""Whose positions a liquidation figure closed: longs, shorts or both."""

import re
from collections.abc import Iterator

from nlp.annotations import PositionSide
from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_windows import FigureWindow

_SIDE = re.compile(
    r"(?<!-)\b(?:(?P<both>(?:both )?(?:the )?(?:longs?|shorts?)(?: positions?)? (?:and|&|or) (?:the )?(?:longs?|"
    r"shorts?)|both sides|"
    r"both (?:the )?(?:buy|sell) and (?:the )?(?:buy|sell)[ -]sides?)"
    r"|(?P<long>longs?|long[ -](?:side|sided|positions?|liquidations?|traders?)|bulls?|bullish (?:\w+ "
    r")?(?:leverage|accounts|bets?|liquidations?|"
    r"positions?|traders?|"
    r"wagers)|buyers|(?:bets?|betting|wagers?|wagering) (?:on|for) (?:an? |the |further |more )*(?:bullish|higher|"
    r"upside|rise|rising|"
    r"gains|rally|rebound|price (?:increase|rise|gain))\w*)"
    r"|(?P<short>shorts?|short[ -](?:side|sided|positions?|liquidations?|traders?|sellers?)|bears?|bearish (?:\w+ "
    r")?(?:leverage|accounts|bets?|liquidations?|"
    r"positions?|traders?|wagers)|sellers|betting against|bets? against|wagers? against|(?:bets?|betting|wagers?|"
    r"wagering) (?:on|for) "
    r"(?:an? |the |further |more )*(?:bearish|lower|downside|fall|falling|decline|drop|losses|slide|price "
    r"(?:decrease|drop|fall))\w*))\b"
    r"(?![ -](?:squeezes?|term|time|lived|run|covering|covers?|ly|ago|while|market|trap|flag|case|rally|"
    r"track)\b|(?:(?<=short)|(?<=long)) of\b)"
)
_NEW_SUBJECT = re.compile(r",|\b(?:as|after|when|before|and|with)\b")
_ASIDE = re.compile(
    r", (?:or|representing|equal to|equivalent to|accounting for|about|around|nearly|roughly|worth) "
    r"[^,¤]*(?:¤%)?[^,¤]*,"
)
_RELATED = re.compile(
    r"(?: in [\w ]+?| of [\w ]+?)? (?:fell (?:\w+ ){0,2}on|involved|came from|were|was|belonged to|hit|stemmed "
    r"from|fell "
    r"on)\b[^,;.¤]{0,30}"
)
_APPOSED = re.compile(
    r"(?:\b(?:bulk|most|majority|rest|remainder)\b[^,¤]{0,40}), (?:(?:approximately|about|"
    r"around|some|nearly|or|roughly|over) )*$"
)
_RELATED_BEHIND = re.compile(
    r"(?:[ -]worth)?,? (?:involved|were|was|(?:have|has|had) been|came from|belonged to|stemmed from|hit|fell "
    r"on)(?P<whose>[^,.;¤]{0,28})"
)
_NEARLY_ALL = re.compile(
    r"[^¤;.]{0,24}, (?:nearly|almost|virtually) (?:all|every one)(?: of (?:them|it))? "
    r"(?:(?P<both>both)|(?P<long>longs?)|(?P<short>shorts?))\b"
)
_MOST_OF = re.compile(
    r"(?:\b(?:bulk|most|majority|share|half|quarters?|part)|¤%) of (?:a|an|the|that|this|those|these|its|their|"
    r"all)\b[^¤]{0,24}$"
)
_BREAK = re.compile(
    r"[;.]|,? (?:while|whereas|but|compared|versus|vs)\b|(?<!bet)(?<!bets)(?<!betting)(?<!wagers),? against\b|, "
    r"(?:and|with) "
)
_SUCH = re.compile(r"\s(?:worth )?(?:of |in )?(?:such|these|those) (?:bets|positions|contracts|trades|wagers)\b")
_HIT_BEHIND = re.compile(
    rf"\b(?:as|after|when|while)\s(?:[\w-]+\s){{0,2}}?{_SIDE.pattern}\s(?:[\w-]+\s){{0,2}}?"
    r"(?:got|get|getting|are|were|was|being|feel|felt|suffer\w*|bear|bore|pay|paid|lose|lost|squeezed|liquidated|"
    r"wiped|crushed|caught)\b"
)
_SQUEEZED = re.compile(
    r"\b(?P<side>long|short)[ -]squeeze (?:that |which |has |had )?(?:liquidat|wip|clean|clear|eras|forc|burn|"
    r"flush|knock|took|cost)\w*"
    r"(?: out)?(?: (?:over|about|nearly|some|more than|around|almost|roughly))*\s$"
)
_ONE_ORDER = re.compile(r"\b(?:largest|biggest) (?:single )?(?:[\w-]+ )?(?:order|liquidation|trade|position)\b")
_UNDER_THREAT = re.compile(
    r"(?: (?:worth )?(?:of|in) [\w-]+)?(?: [\w-]+)? (?:at risk|in danger|at stake|"
    r"exposed|under threat)\b"
)
_SQUEEZE_AHEAD = re.compile(r"\b(?P<side>long|short)[ -]squeeze\b")
_SHARE = re.compile(r"¤(?!%)")
_IN_WORDS = re.compile(
    r"\b(?:totall?ing|amount\w* to|equating to|equivalent to|worth|or|equal to|valued at|at|for)"
    r"(?: (?:a total of|about|around|nearly|roughly|over|some|approximately|almost))*\s\(?$"
)
_REACH = 70


def side_of(window: FigureWindow) -> PositionSide:
    """The side that was closed, from the words that belong to the figure."""
    own_after = window.own_after
    aside = _ASIDE.search(own_after)
    if aside and aside.start() <= _REACH and _RELATED.match(own_after, aside.end()):
        own_after = own_after[: aside.start()] + own_after[aside.end() :]
    after = _BREAK.split(own_after, maxsplit=1)[0].split("¤")[0][:_REACH]
    if match := _NEARLY_ALL.match(window.own_after):
        return _side(match)
    apposed = _APPOSED.search(window.own_before[-60:]) and _RELATED_BEHIND.match(window.own_after)
    if apposed and (match := _SIDE.search(apposed["whose"])):
        return _side(match)
    match = _SIDE.search(after)
    if match and not _NEW_SUBJECT.search(after[: match.start()]):
        return "unknown" if _MOST_OF.search(window.own_before[-50:]) else _side(match)
    before = window.own_before
    if _MOST_OF.search(before[-50:]):
        return "unknown"
    if side := _side_before(before):
        return side
    if window.list_length > 1 and (shared := list(_SIDE.finditer(window.before[window.before.rfind("¤") + 1 :]))):
        return _side(shared[-1])
    squeeze = _SQUEEZED.search(before)
    if squeeze:
        return "short" if squeeze["side"] == "short" else "long"
    ahead = _SQUEEZE_AHEAD.search(before) if _UNDER_THREAT.match(window.own_after) else None
    if ahead:
        return "short" if ahead["side"] == "short" else "long"
    hit = _HIT_BEHIND.search(window.own_after[: 2 * _REACH])
    return _side(hit) if hit else "unknown"


def _side_before(before: str) -> PositionSide | None:
    """The side named last before a figure and behind the one before, in its clause or else in its sentence."""
    cuts = [found.end() for found in _BREAK.finditer(before)]
    whole_clause = before[before.rfind(";") + 1 :]
    for stretch in (before[cuts[-1] :] if cuts else before, whole_clause):
        own = stretch[stretch.rfind("¤") + 1 :]
        matches = list(_SIDE.finditer(own))
        # "shorts lost $X, while the largest single order was $Y": the clause has a subject of its own
        if matches and not _ONE_ORDER.search(own, matches[-1].end()):
            return _side(matches[-1])
        # "longs made up ¤% of liquidations, totalling $X": a share is no figure of another side
        shared = {_side(found) for found in _SIDE.finditer(_SHARE.split(stretch)[-1])} if "¤%" in stretch else set()
        if len(shared) == 1 and _IN_WORDS.search(stretch[-40:]):
            return shared.pop()
    return None


def names_such_positions(window: FigureWindow) -> bool:
    """Whether the figure counts positions that the sentence before tells of: "$6 million worth of such bets"."""
    return _SUCH.match(window.own_after) is not None


def sides_named(text: str) -> Iterator[tuple[int, int, PositionSide]]:
    """Where a text in lower case names a side, and which."""
    for match in _SIDE.finditer(text):
        yield match.start(), match.end(), _side(match)


def side_told_last(found: Reading, sentence: Sentence) -> PositionSide:
    """The side that a sentence names last."""
    matches = list(_SIDE.finditer(found.plain[sentence.start : sentence.end].lower()))
    return _side(matches[-1]) if matches else "unknown"


def _side(match: re.Match[str]) -> PositionSide:
    return "both" if match["both"] else "long" if match["long"] else "short"
