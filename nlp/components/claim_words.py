"""Words of claims about prices: which verbs say that a price was there, and what takes that back.

All functions take the words before a price as `figure_windows.lowered` writes them.
"""

import re
from typing import Literal

_FALL = (
    r"f(?:ell|alls|alling|allen)|drop(?:s|ped|ping)|plung(?:es|ed|ing)|crash(?:es|ed|ing)|tumbl(?:es|ed|ing)|"
    r"slid(?:es|ing)?|slip(?:s|ped|ping)|s(?:ank|inks|inking|unk)|crater(?:s|ed|ing)|plummet(?:s|ed|ing)|"
    r"d(?:ived|ives|iving|ove)|dip(?:s|ped|ping)|declin(?:es|ed|ing)|slump(?:s|ed|ing)|nosediv(?:es|ed|ing)|"
    r"retreat(?:s|ed|ing)|tank(?:s|ed|ing)|cav(?:es|ed|ing)(?: in)?|collaps(?:es|ed|ing)|nuk(?:es|ed|ing)|"
    r"dump(?:s|ed|ing)|bottom(?:s|ed|ing)(?: out)?|eas(?:es|ed|ing)|wick(?:s|ed|ing)|"
    r"sold off|lost|sheds?|shedding|down"
)
_RISE = (
    r"r(?:ose|ises|ising|isen)|climb(?:s|ed|ing)|jump(?:s|ed|ing)|surg(?:es|ed|ing)|soar(?:s|ed|ing)|"
    r"rall(?:ies|ied|ying)|(?:sky)?rocket(?:s|ed|ing)|rebound(?:s|ed|ing)|recover(?:s|ed|ing)|bounc(?:es|ed|ing)|"
    r"leap(?:s|ed|t|ing)|advanc(?:es|ed|ing)|gain(?:s|ed|ing)|spik(?:es|ed|ing)|peak(?:s|ed|ing)|topp(?:ed|ing)|"
    r"pump(?:s|ed|ing)|cr(?:ept|eeps)|lift(?:s|ed|ing)|up"
)
_MOVE = (
    r"return(?:s|ed|ing)|went|came|moved|moving|pushed|pushing|sent|sending|dragged|knocked|took|taking|taken|brought|"
    r"led|driven|drove"
)
_REACH = (
    r"hits?|hitting|reach(?:es|ed|ing)|touch(?:es|ed|ing)|tapp(?:ed|ing)|tag(?:s|ged|ging)|test(?:ed|ing)|"
    r"retest(?:ed|ing)|print(?:ed|ing)|marked|saw|set|notched|clocked"
)
_NOUN = (
    r"(?:the|its|this|that|'s|their|an?)\s(?:\w+\s)?(?:fall|drop|collapse|plunge|crash|slide|decline|slump|tumble|dip|"
    r"rise|climb|jump|surge|rally|rebound|recovery|bounce)"
)
_FILL = (
    r"(?:(?:about|around|near|nearly|roughly|some|just|almost|over|under|the|a|an|its|low|high|mid|little|as|\w+ly)\s)*"
)
_BETWEEN = r"(?:[^.;:]|\.\d){0,70}?"
_STATE = (
    r"is|was|are|were|remains?|remained|stays?|stayed|holds?|held|holding|trad(?:es|ed|ing)|hover(?:s|ed|ing)|sits?|"
    r"sitting|stands?|stood|keeps?|kept|back|now|clos(?:es|ed)|ended|settled|finished|consolidat(?:es|ed|ing)"
)

_MOVED = re.compile(
    rf"\b(?:(?P<noun>{_NOUN})|(?:{_FALL}|{_RISE}|{_MOVE}|{_REACH}))\b(?P<way>{_BETWEEN})"
    rf"\b(?:to|at|near|around|as (?:low|high|little|much) as|of)\s{_FILL}$"
)
_REACHED = re.compile(rf"\b(?:{_REACH}|top(?:ped|ping))\s(?P<way>){_FILL}$")
_CROSSED = re.compile(
    rf"\b(?:{_FALL}|{_RISE}|{_MOVE}|{_STATE}|br(?:oke|oken|eaks|eaking)|cross(?:es|ed|ing)|smash(?:es|ed|ing)|"
    rf"slic(?:es|ed|ing))\b(?P<way>{_BETWEEN})\b(?:above|below|under|beneath|past|over|through|beyond)\s{_FILL}$|"
    rf"\b(?:reclaim(?:s|ed|ing)|regain(?:s|ed|ing)|los(?:t|es|ing)|br(?:oke|oken|eaks|eaking)|breach(?:es|ed|ing)|"
    rf"cross(?:es|ed|ing)|retook|retaken|cleared)\s{_FILL}$"
)
_UNREAL_VERB = re.compile(
    r"(?:\b(?:to|could|may|might|would|will|should|can|cannot|must|if|unless|until|once|whether|not|never|no|nor|"
    r"without|fail(?:s|ed|ing|ure)?|yet|almost|nearly|refus\w+|unable|hardly|barely|neither|nobody|avoid\w*|next|"
    r"let's|wait(?:s|ing)? for)|n't)\s(?:\w+\s){0,3}$"
)
_INDEFINITE = re.compile(r"^an?\s")
_NO_FACT = re.compile(
    r"\b(?:supports?|resistances?|targets?|next|stops?|average|would|could|should|might|may|will|if|unless|until|"
    r"towards?|aim\w*|eye\w*|need\w*|bids?|offers?|sellers|buyers|orders?|liquidity|short of|shy of|not|never|away|"
    r"worth|invest\w*|rais\w+|task|plan\w*|wants?|wanted|hop(?:es?|ed|ing)|tr(?:y|ies|ied|ying)|fail\w*|struggl\w*|"
    r"attempt\w*|able|gear\w*|tests?)\b|n't\b|^\sto\s"
)
_FELL = re.compile(rf"\b(?:{_FALL}|fall|drop|plunge|lows?|bottom|as little as)\b")
_OTHER_UP = re.compile(
    r"\b(?:pil|stack|line|back|wrap|end|build|built|ma[dk]e|set|show|turn|open|dr[iy]|w[io]nd|wound|speed|sped|sign|"
    r"team|prop|hold|held|shor|sum|catch|caught|free|gear|double|follow)(?:s|ed|ped|d|ing|ping|ned|es)? $"
)
_ROSE = re.compile(rf"\b(?:{_RISE}|rise|highs?|peak|record)\b")


def was_reached(before: str) -> bool:
    """Whether the words before a price say that the market moved to it."""
    return any(_is_fact(match, before) for match in (_REACHED.search(before), _last(_MOVED, before)) if match)


def was_named_as_reached(before: str) -> bool:
    """Whether the verb right before a price says that the market reached it."""
    match = _REACHED.search(before)
    return match is not None and _is_fact(match, before)


def was_crossed(before: str) -> bool:
    """Whether they say that the market went over or under the price, or is on that side of it."""
    match = _last(_CROSSED, before)
    return match is not None and _is_fact(match, before)


def came_from(before: str) -> Literal["low", "high"] | None:
    """Whether the price came down to the level (a low) or up to it (a high)."""
    fell = max((match.end() for match in _FELL.finditer(before)), default=-1)
    rose = max((match.end() for match in _ROSE.finditer(before) if not _is_particle(match, before)), default=-1)
    if fell == rose:
        return None
    return "low" if fell > rose else "high"


def _is_particle(match: re.Match[str], before: str) -> bool:
    """Whether an "up" belongs to a verb that says nothing of prices: "orders piled up", "the week wrapped up"."""
    return match.group() == "up" and _OTHER_UP.search(before, 0, match.start()) is not None


def is_unreal(before: str, position: int) -> bool:
    """Whether the verb at a position is negated, supposed or foretold by the words right before it."""
    return _UNREAL_VERB.search(before[:position]) is not None


def _is_fact(match: re.Match[str], before: str) -> bool:
    groups = match.groupdict()
    noun = groups.get("noun")
    if (
        noun
        and _INDEFINITE.match(noun)
        and not re.search(r"\b(?:after|following|with|on|in|into)\s$", before[: match.start()])
    ):
        return False
    return not is_unreal(before, match.start()) and _NO_FACT.search(groups.get("way") or "") is None


def _last(pattern: re.Pattern[str], before: str) -> re.Match[str] | None:
    """The match that starts last: the verb nearest to the price."""
    found, position = None, 0
    while (match := pattern.search(before, position)) is not None:
        found, position = match, match.start() + 1
    return found
