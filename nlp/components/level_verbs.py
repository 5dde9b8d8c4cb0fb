"""Roles that no name states: a level to hold or break, a forecast, an extreme told by its verb.

Rules are tried in order; each looks at the words before the price (up to the price) and behind it.
"""

import re
from dataclasses import dataclass

from nlp.annotations import Role
from nlp.components.figure_windows import FigureWindow

_HEDGE = (
    r"(?:\s(?:the|a|an|its|this|that|about|around|near|nearly|roughly|just|slightly|almost|key|crucial|critical|"
    r"important|"
    r"psychological|psychologically|significant|major|round|coveted|big|whopping|some|approximately|or|even|again|"
    r"now|mark|level|"
    r"level of|levels of|mark of|price of|price level of|immediate|next|previous|last|recent|old|current|"
    r"much-anticipated|"
    r"anticipated|elusive|highly|symbolic|important|local|lower|higher|former))*\s?$"
)
_UP_BREAK = (
    r"(?:break(?:s|ing|out)?|broke|broken|clear(?:s|ed|ing)?|overcom(?:e|es|ing)|surpass(?:es|ed|ing)?|"
    r"reclaim(?:s|ed|ing)?|recaptur(?:e|es|ed|ing)|regain(?:s|ed|ing)?|breach(?:es|ed|ing)?|cross(?:es|ed|ing)?|"
    r"pierc(?:e|es|ed|ing)|flip(?:s|ped|ping)?|clos(?:e|es|ed|ing)|clean break|push(?:es|ed|ing)?|mov(?:e|es|ed|"
    r"ing)|penetrat\w+|conquer\w*|tak(?:e|es|ing) out|crack(?:s|ed|ing)?|recover(?:s|ed|ing)?|settl\w+|climb(?:s|"
    r"ed|ing)?|ris(?:e|es|ing)|consolidat\w+|jump(?:s|ed|ing)?|surge|rally|return(?:s|ed|ing)?|get(?:s|ting)?|"
    r"hold(?:s|ing)?|stay(?:s|ing)?|advance)"
)
_ABOVE = r"(?:\s(?:[\w'-]+\s){0,3}?(?:above|past|over|beyond|through|out of|of|at))?"
_DOWN_BREAK = (
    r"(?:break(?:s|ing|down)?|broke|broken|drop(?:s|ped|ping)?|fall(?:s|ing)?|fell|slip(?:s|ped|ping)?|"
    r"clos(?:e|es|ed|ing)|mov(?:e|es|ed|ing)|dip(?:s|ped|ping)?|slid(?:e|es|ing)|declin(?:e|es|ing)|plung(?:e|es|"
    r"ing)|breach(?:es|ed|ing)?|sink(?:s|ing)?|correct(?:s|ion|ing)?|crash(?:es|ing)?|trad(?:e|es|ing)|stay(?:s|"
    r"ing)?|remain(?:s|ing)?|go(?:es|ing)?|retreat\w*|weaken\w*|pullback|tumbl\w+|settl\w+|slump)"
)
_BELOW = r"\s(?:[\w'-]+\s){0,4}?(?:below|under|beneath)"
_LOSE = r"(?:los(?:e|es|ing|s of)|surrender(?:s|ing)?|give up|giving up)"
_MODAL = (
    r"(?:could|may|might|will|would|can|should|shall|likely|expect(?:s|ed|ing)?|set to|poised to|bound to|"
    r"going to|about to|ready to|looks? to|looking to|aim(?:s|ing)? (?:to|for|at)|on track (?:to|for)|on course "
    r"(?:to|for)|needs? to|must|has to|have to|potential(?:ly)?|possib(?:le|ly|ility)|chance|chances|odds|"
    r"probab\w+|possibly|hop(?:e|es|ing)|want(?:s)?|predict(?:s|ed|ing)?|forecast(?:s|ed|ing)?|project(?:s|ed|"
    r"ing)?|envision\w*|foresee\w*|anticipat\w+|believes?|believe|calls? for|calling for|warn(?:s|ed|ing)?|"
    r"suggest(?:s|ed|ing)?|signal(?:s|ling)?|eventually|'ll|’ll|if|unlikely|prepar\w+ (?:to|for)|heading|headed|"
    r"path|road|way|room|door|trigger|sights?|next|ahead of)"
)
_REACH = (
    r"(?:to|toward|towards|at|near|around|reach(?:es|ing)?|hit(?:s|ting)?|test(?:s|ing)?|re-?test(?:s|ing)?|"
    r"touch(?:es|ing)?|revisit(?:s|ing)?|top(?:s|ping)?|as (?:high|low|far|much) as|into|for|above|past|over|"
    r"beyond|below|under|see|approach|expose|expos(?:es|ing)|visit|attack|challenge|in the|between|tag|tagging|"
    r"down to|up to)"
)

_CONDITION = re.compile(
    r"\b(?:if|once|unless|until|should (?:the |a |an |it|this|bitcoin|btc|eth|ethereum|bulls|bears|price|buyers|"
    r"sellers|xrp|we)|as long as|so long as|"
    r"provided|assuming|whether|in case|in the event|were (?:it|the|bitcoin|btc) to|were to|only (?:a|an|if|when))\b"
)
_CONSEQUENCE_AFTER = re.compile(
    r"[^¤;]{0,70}?\b(?:would|could|may|might|will|can|should|likely|opens?|paves?|signals?|confirm\w*|"
    r"invalidat\w*|needed|necessary|required|"
    r"is key|is crucial|is critical|to confirm|exposes?|puts)\b"
)
_NOUN_BREAK = re.compile(
    r"\b(?:an?|any|the|another|only|failure|clean|daily|weekly|decisive|sustained|successful|convincing|confirmed|"
    r"strong|further|clear|"
    r"potential|possible|another)\s(?:(?:[\w-]+\s){0,3})(?:break(?:out|down)?|close|move|push|drop|dip|fall|slide|"
    r"climb|cross|candle|breach|rise|rally|surge|bounce|hold|failure|loss|return|slip|retracement|pullback|"
    r"settlement|retest|rebound|jump|advance|recovery|plunge|decline)\b"
)
_OBLIGED = re.compile(
    r"\b(?:must|needs? to|need(?:s|ed)?|has to|have to|had to|would need|ha(?:s|ve) yet to|yet to|require[sd]?|"
    r"essential|wait(?:ing)? for|watch(?:ing)? for|looking for|"
    r"in order to|able to|manage[sd]? to|attempt(?:s|ed|ing)?|try(?:ing)? to|tries to|fail(?:s|ed|ing|ure)?(?: "
    r"\w+)? to|unable to|couldn't|could not|cannot|can't|"
    r"struggl\w+|battl\w+|fight\w*|target(?:s|ing)?|aim\w*|eye(?:s|ing)?|traders? should|watch|whether|potential|"
    r"possible|can|key to|goal)\b"
)
_PAST_CONTEXT = re.compile(r"\b(?:had|was|were|did|when it|after|since|following)\b")


@dataclass(frozen=True, slots=True)
class VerbRule:
    """A role told by a verb.

    Attributes:
        name: Reported as the reason.
        role: What it makes the level.
        confidence: 0..1.
        before: Pattern on the words before the price, up to the price.
        after: Pattern on the words behind the price, if one is needed.
        needs: `condition`: an if-clause or a break told as a possibility; `obligation`: must, failed to, needs to;
            `either`; `none`: neither.
    """

    name: str
    role: Role
    confidence: float
    before: re.Pattern[str]
    after: re.Pattern[str] | None = None
    needs: str = ""

    def applies(self, window: FigureWindow) -> bool:
        """Whether the rule holds for a price."""
        if not self.before.search(window.before[-100:]):
            return False
        if self.after is not None and not self.after.match(window.after):
            return False
        if self.needs == "condition":
            return has_condition(window)
        if self.needs == "either":
            return has_condition(window) or is_obliged(window)
        if self.needs == "none":
            return not has_condition(window)
        return True


def clause_before(window: FigureWindow) -> str:
    """The words before the price, from the last break between clauses on."""
    before = window.before
    cut = max(before.rfind(";"), before.rfind(": "), before.rfind(" – "))
    for match in _CLAUSE.finditer(before):
        cut = max(cut, match.end())
    return before[max(cut, 0) :]


_CLAUSE = re.compile(
    r",\s(?=(?:and|but|while|with|which|as|it|the|then|this|we|bulls|bears|bitcoin|btc|eth|ethereum|ether|xrp|"
    r"traders|price|prices|investors|there|that|a|an)\b)|\bwhile\b|\bbut\b|\bbefore\b|\bthen\b"
)


def has_condition(window: FigureWindow) -> bool:
    """Whether the price stands in an if-clause or in a break that is told as a possibility."""
    clause = clause_before(window)
    if _CONDITION.search(clause):
        return True
    return bool(_NOUN_BREAK.search(clause) and _CONSEQUENCE_AFTER.match(window.after))


def is_obliged(window: FigureWindow) -> bool:
    """Whether the move is demanded, tried or failed rather than done."""
    return _OBLIGED.search(clause_before(window)) is not None


def _rule(name: str, role: Role, confidence: float, before: str, after: str | None = None, needs: str = "") -> VerbRule:
    return VerbRule(name, role, confidence, re.compile(before), re.compile(after) if after else None, needs)


_ANY = r"$"
VERB_RULES: tuple[VerbRule, ...] = (
    _rule(
        "other.liquidated_at",
        "other",
        0.8,
        r"\b(?:liquidat\w+|liquidity|options?|contracts?|puts?|calls?|"
        r"expir\w+)\b(?:\s[\w'-]+){0,4}\s(?:at|to|above|below|around|near|between)" + _HEDGE,
    ),
    _rule("other.option", "other", 0.9, _ANY, r"\s?(?:[\w-]+\s)?(?:puts?|calls?|strikes?)\b"),
    _rule(
        "entry.bought",
        "entry",
        0.75,
        r"\b(?:bought|buy|buying|accumulat\w+|purchas\w+|acquir\w+|long(?:ed|"
        r"ing)?|load(?:ed|ing)? up|dca|bids?|buyers)\b[^¤]{0,50}?\s(?:at|around|near|between|for|below|under|"
        r"averaging)(?: an? average(?: price)?(?: of)?)?" + _HEDGE,
    ),
    _rule(
        "target.sell",
        "target",
        0.7,
        r"\b(?:sell(?:ing)?|take profits?|taking profits?)\b[^¤]{0,40}?\s(?:at|"
        r"around|near|between)" + _HEDGE,
    ),
    _rule(
        "support.defend", "support", 0.9, r"\b(?:defend(?:s|ed|ing)?|protect(?:s|ed|ing)?|guard(?:s|ed|ing)?)" + _HEDGE
    ),
    _rule(
        "resistance.rejected",
        "resistance",
        0.85,
        r"\b(?:reject(?:ed|ion|ions|s|ing)?|capped|caps|stall(?:s|ed|"
        r"ing)?|halted|turned (?:away|back|down)|refus\w+|stopped|blocked|thwarted)(?:\s[\w'-]+){0,3}?\s(?:at|"
        r"near|from|around|by|below|of|above)" + _HEDGE,
    ),
    _rule(
        "resistance.failed",
        "resistance",
        0.85,
        r"\b(?:fail(?:s|ed|ing|ure)?|unable|struggl(?:e|es|ed|ing)|"
        r"couldn't|could not|cannot|can't|yet)(?:\s[\w'-]+){0,3}?\s?(?:to|at|with)?\s(?:[\w'-]+\s){0,2}?(?:break|"
        r"clear|overcome|surpass|reclaim|breach|cross|pierce|hold|close|move|push|climb|rise|get|stay|sustain|"
        r"reach|hit|past|above|regain|conquer|crack|flip)" + _ABOVE + _HEDGE,
    ),
    _rule(
        "support.bounced",
        "support",
        0.8,
        r"\b(?:bounc(?:e|es|ed|ing)|rebound(?:s|ed|ing)? "
        r"off)(?:\s[\w'-]+){0,2}?\s(?:off|from|at|around|near)" + _HEDGE,
    ),
    _rule(
        "support.hold",
        "support",
        0.85,
        r"\b(?:hold(?:s|ing)?|held|stay(?:s|ing|ed)?|remain(?:s|ed|ing)?|"
        r"consolidat\w+|maintain\w*|sustain\w*|keep(?:s|ing)?|stabili[sz]\w+|clos(?:e|es|ing)|liv(?:e|es|ing)|"
        r"stand(?:s|ing)?|trad(?:e|es|ing))(?:\s[\w'-]+){0,3}?\s(?:above|over|on to|onto)" + _HEDGE,
        None,
        "either",
    ),
    _rule(
        "support.hold_level",
        "support",
        0.8,
        r"\b(?:hold(?:s|ing)?|maintain\w*|sustain\w*|keep(?:s|ing)?)(?: "
        r"on to| onto)?" + _HEDGE,
        None,
        "either",
    ),
    _rule("support.break_down", "support", 0.85, r"\b" + _DOWN_BREAK + _BELOW + _HEDGE, None, "condition"),
    _rule("support.lose", "support", 0.85, r"\b" + _LOSE + _HEDGE, None, "either"),
    _rule(
        "resistance.stay_below",
        "resistance",
        0.7,
        r"\b(?:stay|stays|stayed|staying|remain|remains|remained|"
        r"stuck|capped|held)(?:\s[\w'-]+){0,2}?\s(?:below|under|beneath)" + _HEDGE,
    ),
    _rule("resistance.break_up", "resistance", 0.85, r"\b" + _UP_BREAK + _ABOVE + _HEDGE, None, "either"),
    _rule(
        "resistance.test_of",
        "resistance",
        0.65,
        r"\b(?:(?:another|a|its|potential|next|fresh|possible|"
        r"imminent) (?:[\w-]+ )?(?:re-?test|test|break|breakout|breach)|break|breakout) (?:of|above|at|past)" + _HEDGE,
    ),
    _rule(
        "high.before_falling",
        "high",
        0.75,
        r"(?:to|at|touch(?:ed|ing)|hit(?:ting)?|reach(?:ed|ing)|near|above|"
        r"topped|of)" + _HEDGE,
        r"[^¤.;]{0,30}?\bbefore (?:[\w-]+ ){0,2}?(?:fall|retreat|drop|pull|correct|crash|"
        r"slid|slip|giving|revers|"
        r"tumbl|plung|cool|declin|sink|dip|eas|los|retrac)",
    ),
    _rule(
        "low.before_rising",
        "low",
        0.75,
        r"(?:to|at|touch(?:ed|ing)|hit(?:ting)?|reach(?:ed|ing)|near|below|"
        r"under|of)" + _HEDGE,
        r"[^¤.;]{0,30}?\bbefore (?:[\w-]+ ){0,2}?(?:rebound|recover|bounc|climb|rall|"
        r"rising|paring|stabili|surg|"
        r"jump|rever|regain|reclaim)",
    ),
    _rule(
        "high.not_seen_since",
        "high",
        0.75,
        r"\b(?:climb\w*|ris\w*|rose|surg\w*|jump\w*|soar\w*|rall\w+|"
        r"spik\w*|rocket\w*|advanc\w*|hit|above)\b[^¤]{0,30}$",
        r",? (?:a |the )?(?:price |level|levels|territory|"
        r"mark|prices?)*\s?(?:last |not |never |un)(?:seen|"
        r"visited|traded|reached|touched)",
    ),
    _rule(
        "low.not_seen_since",
        "low",
        0.75,
        r"\b(?:crater\w*|fell|fall\w*|drop\w*|plung\w*|tumbl\w*|sank|sink\w*|"
        r"crash\w*|slump\w*|slid\w*|dip\w*|declin\w*|below|nosediv\w*|plummet\w*|down)\b[^¤]{0,30}$",
        r",? (?:a |the )?(?:price |level|levels|territory|mark|prices?)*\s?(?:last |not |never |un)(?:seen|"
        r"visited|traded|reached|touched)",
    ),
    _rule(
        "low.flash_crash",
        "low",
        0.75,
        r"\b(?:flash[ -]crash\w*|wick(?:s|ed|ing)? (?:down|lower)|scam wick|"
        r"flash crash\b[^.;¤]{0,60})\b[^¤]{0,40}?\bto" + _HEDGE,
    ),
    _rule("high.wick", "high", 0.65, r"\bwick(?:s|ed|ing)?(?: up| higher)? (?:to|above|near|towards?)" + _HEDGE),
    _rule("target.forecast", "target", 0.8, r"\b" + _MODAL + r"\b[^¤;]{0,64}?\b" + _REACH + _HEDGE, None, "none"),
    _rule(
        "target.condition",
        "target",
        0.75,
        r"\b(?:could|may|might|will|would|can|should|likely)\b[^¤;]{0,64}?\b" + _REACH + _HEDGE,
    ),
    _rule(
        "target.eyes",
        "target",
        0.85,
        r"\b(?:eye(?:s|d|ing)?|target(?:s|ed|ing)?|eyes (?:set )?on|sights? "
        r"(?:set )?on|aim(?:s|ed|ing)? (?:for|at)|predict(?:s|ed|ing)?|forecast(?:s|ing)?|bet(?:s|ting)? on|"
        r"call(?:s|ed|ing)? for|path (?:to|toward)|road to|race to|gunning for|next stop|en route to|on (?:its|"
        r"the) way to|march(?:es|ing)? (?:to|toward|towards)|head(?:s|ed|ing) (?:to|for|toward|towards|back to)|"
        r"watch(?:es|ing)? for|expos(?:e|es|ing)|closing in on)" + _HEDGE,
    ),
    _rule(
        "target.by_when",
        "target",
        0.7,
        r"\b(?:to|hit|reach|at|see|seeing|of|for)" + _HEDGE,
        r"[^¤.;]{0,24}?\b(?:by (?:the )?(?:end of|year|late|early|mid|q[1-4]|20[1-4]\d|christmas|next|january|"
        r"february|march|april|may|june|july|august|september|october|november|december|summer|winter)|(?:this|"
        r"next) (?:year|month|week|cycle|bull)|in the (?:coming|next|near|long)|price target|prediction|target)",
    ),
    _rule(
        "target.rally",
        "target",
        0.7,
        r"\b(?:rally|run|move|push|surge|drop|slide|climb|decline|correction|"
        r"fall|dump|crash|retracement|pullback|squeeze|rise|breakout|jump|leg (?:up|down|higher|lower)|bounce|"
        r"plunge)\b (?:back )?(?:to|toward|towards|down to|up to|into)" + _HEDGE,
        None,
        "",
    ),
)
