"""Whose positions a liquidation figure closed: longs, shorts or both."""

import re
from collections.abc import Iterator

from nlp.annotations import PositionSide
from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_windows import FigureWindow

# What lies between a bet and its direction: "betting on another quick drop".
_ON_A = r"(?:on|for) (?:(?!(?:as|after|amid|before|despite|when|while|during|that|and)\b)[\w'-]+ ){0,4}?"
_SIDE = re.compile(
    r"(?<!-)\b(?:(?P<both>(?:both )?(?:the )?(?:longs?|shorts?)(?: positions?)? (?:and|&|or) (?:the )?(?:longs?|"
    r"shorts?)|both sides|"
    r"both (?:the )?(?:buy|sell) and (?:the )?(?:buy|sell)[ -]sides?)"
    r"|(?P<long>longs?|long[ -](?:side|sided|positions?|liquidations?|traders?)|bulls?|bullish (?:\w+ "
    r")?(?:leverage|accounts|bets?|liquidations?|"
    r"positions?|traders?|"
    r"wagers)|buyers|(?:bets?|betting|wagers?|wagering) " + _ON_A + r"(?:bullish|higher|"
    r"upside|rise|rising|"
    r"gains|rally|rebound|increase)\w*)"
    r"|(?P<short>shorts?|short[ -](?:side|sided|positions?|liquidations?|traders?|sellers?)|bears?|bearish (?:\w+ "
    r")?(?:leverage|accounts|bets?|liquidations?|"
    r"positions?|traders?|wagers)|sellers|betting against|bets? against|wagers? against|(?:bets?|betting|wagers?|"
    r"wagering) " + _ON_A + r"(?:bearish|lower|downside|fall|falling|decline|drop|losses|slide|"
    r"decrease)\w*))\b"
    r"(?![ -](?:squeezes?|term|time|period|span|window|lived|run|covering|covers?|ly|ago|while|market|trap|flag|case|"
    r"rally|track|season|cycle|phase|territory|trend)\b|(?:(?<=short)|(?<=long)) of\b)"
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
    r"(?:\b(?:bulk|most|majority|rest|remainder)\b|¤%)[^,¤]{0,40}(?:,\s|\s?[–—]\s?|\s-\s)(?:(?:approximately|about|"
    r"around|some|nearly|or|roughly|over|worth|more than) )*$"
)
_RELATED_BEHIND = re.compile(
    r"(?:[ -]worth)?(?:,\s|\s?[–—]\s?|\s-\s|\s)(?:involve[ds]|were|was|(?:have|has|had) been|"
    r"(?:c[ao]mes? )?from|belong(?:ed|s) to|stem(?:med|s) from|hit|fell on)(?P<whose>[^,.;¤]{0,28})"
)
_NEARLY_ALL = re.compile(
    r"[^¤;.]{0,24}, (?:nearly|almost|virtually) (?:all|every one)(?: of (?:them|it))? "
    r"(?:(?P<both>both)|(?P<long>longs?)|(?P<short>shorts?))\b"
)
# "$40 million of the $70 million was in shorts": the side is that of the part.
_OF_A_TOTAL = re.compile(r"^\s(?:out )?of (?:the |a |that )?(?:total )?(?:of )?¤(?: (?:total|sum|in total|wiped out))?")
_PART_OF_COIN = re.compile(r"¤[^¤;.]{0,60}, (?:with|including) (?:[^¤;.,]{0,50}¤[^¤;.,]{0,12},? and )?[^¤;.,]{0,50}$")
_HAS_A_SIDED_PART = re.compile(
    r"[^.;¤]{0,60}¤ of (?:which|that|it|them) (?:were |was |are |is |came from |in )?(?:long|short|bull|bear)"
)
_PART_OF_IT = re.compile(r"¤ (?:out )?of (?:the |a |that )?(?:total )?(?:of )?$")
# "$80 million in liquidations, mostly from longs", "$80 million, the bulk of it shorts": not all
_MOSTLY = re.compile(
    r"\b(?:mostly|mainly|largely|primarily|predominantly|chiefly|(?:bulk|most|majority) of (?:them|which|it|these|that|"
    r"those))\b[^,¤]{0,24}$"
)
_MOST_OF = re.compile(
    r"(?:\b(?:bulk|most|majority|share|half|quarters?|part)|¤%) of (?:a|an|the|that|this|those|these|its|their|"
    r"all)\b[^¤]{0,24}$"
)
_BREAK = re.compile(
    r"[;.]|,? (?:while|whereas|but|compared|versus|vs)\b|(?<!bet)(?<!bets)(?<!betting)(?<!wagers),? against\b|, "
    r"(?:and|with) "
)
_GOES_ON = re.compile(
    r"\W*(?:that is|that's|that means|in other words|the (?:figure|sum|amount|number|total|damage|toll)"
    r"(?: in question)? (?:is|was|amount(?:s|ed) to|comes? to|came to|reach(?:es|ed)|stands? at|stood at|"
    r"exceed(?:s|ed)))\b"
)
_SUCH = re.compile(r"\s(?:worth )?(?:of |in )?(?:such|these|those) (?:bets|positions|contracts|trades|wagers)\b")
_HIT_BEHIND = re.compile(
    rf"\b(?:as|after|when|while)\s(?:[\w-]+\s){{0,2}}?{_SIDE.pattern}\s(?:[\w-]+\s){{0,2}}?"
    r"(?:got|get|getting|are|were|was|being|feel|felt|suffer\w*|bear|bore|pay|paid|lose|lost|squeezed|liquidated|"
    r"wiped|crushed|caught)\b"
)
_SQUEEZED = re.compile(
    r"\b(?:(?P<side>long|short)[ -])?squeeze (?:that |which |has |had )?(?:liquidat|wip|clean|clear|eras|forc|burn|"
    r"flush|knock|took|cost|caus|trigger|spark|account|led|leads|result)\w*(?: for| to| in)?"
    r"(?: out)?(?: (?:over|about|nearly|some|more than|around|almost|roughly))*\s$"
    r"|\bsqueeze \($"
)
_ONE_ORDER = re.compile(r"\b(?:largest|biggest) (?:single )?(?:[\w-]+ )?(?:order|liquidation|trade|position)\b")
_UNDER_THREAT = re.compile(
    r"(?: (?:worth )?(?:of|in) [\w-]+)?(?: [\w-]+)? (?:at risk|in danger|at stake|"
    r"exposed|under threat)\b"
)
_SQUEEZED_SIDE: dict[str, PositionSide] = {"long": "long", "short": "short"}
_SQUEEZE_AHEAD = re.compile(r"\b(?P<side>long|short)[ -]squeeze\b")
_OF_SQUEEZE = re.compile(r"\s(?:worth )?(?:in|of) (?:an? |the |this )?(?P<side>long|short)[ -]squeeze\b")
_SHARE = re.compile(r"¤(?!%)")
_IN_WORDS = re.compile(
    r"\b(?:totall?ing|nearing|approaching|reaching|close to|amount\w* to|"
    r"equating to|equivalent to|worth|or|equal to|valued at|at|for)"
    r"(?: (?:a total of|about|around|nearly|roughly|over|some|approximately|almost))*\s\(?$|\s\($"
)
_REACH = 70


def side_of(window: FigureWindow) -> PositionSide:
    """The side that was closed, from the words that belong to the figure."""
    if _PART_OF_IT.search(window.own_before[-24:]) or _HAS_A_SIDED_PART.match(window.own_after):
        return "unknown"
    if match := _NEARLY_ALL.match(window.own_after):
        return _side(match)
    apposed = _APPOSED.search(window.own_before[-60:]) and _RELATED_BEHIND.match(window.own_after)
    if apposed and (match := _SIDE.search(apposed["whose"])):
        return _side(match)
    if side := _side_behind(window):
        return side
    before = window.own_before
    if side := _side_squeezed(window):
        return side
    if _MOST_OF.search(before[-50:]) and not _IN_WORDS.search(before[-40:]):
        return "unknown"
    if side := _side_before(before) or _side_of_list(window) or _side_of_whole(window):
        return side
    hit = _HIT_BEHIND.search(window.own_after[: 2 * _REACH])
    return _side(hit) if hit else "unknown"


def _side_behind(window: FigureWindow) -> PositionSide | None:
    """The side named first behind a figure, before the next one; `unknown` if it is that of a part only."""
    own_after = _OF_A_TOTAL.sub("", window.own_after)
    aside = _ASIDE.search(own_after)
    if aside and aside.start() <= _REACH and _RELATED.match(own_after, aside.end()):
        own_after = own_after[: aside.start()] + own_after[aside.end() :]
    after = _BREAK.split(own_after, maxsplit=1)[0].split("¤")[0][:_REACH]
    match = _SIDE.search(after)
    if match is None:
        return None
    if _MOSTLY.search(after[: match.start()]):
        return "unknown"
    if _NEW_SUBJECT.search(after[: match.start()]):
        return None
    return "unknown" if _MOST_OF.search(window.own_before[-50:]) else _side(match)


def _side_of_list(window: FigureWindow) -> PositionSide | None:
    """The side that is told before a list of figures."""
    if window.list_length < 2:
        return None
    shared = list(_SIDE.finditer(window.before[window.before.rfind("¤") + 1 :]))
    return _side(shared[-1]) if shared else None


def _side_of_whole(window: FigureWindow) -> PositionSide | None:
    """The side of a sum that coins had their parts of: "longs of $800 million were closed, with ether losing $X"."""
    part = _PART_OF_COIN.search(window.own_before)
    sides = {_side(match) for match in _SIDE.finditer(window.own_before[: part.start()])} if part else set()
    return sides.pop() if len(sides) == 1 else None


def _side_squeezed(window: FigureWindow) -> PositionSide | None:
    """The side of a squeeze that closed the positions, or may yet do so."""
    before, after = window.own_before, window.own_after
    squeeze = _SQUEEZED.search(before) or _OF_SQUEEZE.match(after)
    if squeeze is None and not _UNDER_THREAT.match(after):
        return None
    if squeeze is None or squeeze["side"] is None:
        squeeze = _SQUEEZE_AHEAD.search(before)
    return _SQUEEZED_SIDE[squeeze["side"]] if squeeze else None


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


def goes_on_from_before(window: FigureWindow) -> bool:
    """Whether the sentence puts a sum to what the one before tells: "The figure came to $1 billion."."""
    return names_such_positions(window) or _GOES_ON.match(window.own_before) is not None


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
