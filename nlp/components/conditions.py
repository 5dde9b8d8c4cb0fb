"""Whether a figure is told as a fact, supposed in a condition, demanded, or foretold."""

import re
from functools import lru_cache

from nlp.components.figure_windows import FigureWindow
from nlp.text.patterns import one_of

_MOVE_NOUNS = one_of(
    "break breakout breakdown close move push drop dip fall slide climb cross candle breach rise rally surge "
    "bounce hold "
    "failure loss return slip retracement pullback settlement retest rebound jump advance recovery plunge decline "
    "sweep moves closes drops dips rallies pushes breaks "
    "acceptance settlement rejection reclaim tumble correction deviation selloff sell-off slump"
)
_DETERMINERS = one_of(
    "a an any the another only failure clean daily weekly decisive sustained successful convincing confirmed "
    "strong further "
    "clear potential possible hourly four-hour 4-hour monthly bullish bearish every solid"
)
_MOVING = one_of(
    "breaking losing reclaiming clearing closing holding staying falling dropping slipping sliding dipping moving "
    "rising "
    "climbing flipping regaining surpassing crossing overcoming breaching maintaining defending sustaining "
    "failing pushing "
    "trading settling recovering recapturing plunging sinking bouncing"
)
_CONDITION = re.compile(
    r"\b(?:if|once(?! again| more)|unless|until|as long as|so long as|provided|assuming|whether|in case|in the "
    r"event|were to|lest|"
    r"should (?:the|a|an|it|this|they|bitcoin|btc|eth|ethereum|ether|bulls|bears|prices?|buyers|sellers|xrp|we|"
    r"sol|solana|"
    r"doge|dogecoin|selling|demand|ada|cardano|momentum)|were (?:it|the|bitcoin|btc|prices?) to|only (?:a|an|if|"
    r"when|above|below|back)"
    r"|when (?:the )?(?:bulls|bears|buyers|sellers) (?:hold|keep|break|push|reclaim|clear|lose|fail|defend|sustain|"
    r"pull|"
    r"drag)"
    r"|when (?:the )?(?:pair|prices?|coin|token|bitcoin|btc|ether|eth|bitcoin price|btc price) (?:dips|falls|"
    r"drops|breaks"
    r"|closes|slips|slides|rises|climbs|crosses|clears))\b"
)
_UNTIL_IT_DID = re.compile(
    r"\buntil (?:(?!has\b|have\b|is\b|are\b|gets\b|being\b)[\w'-]+ ){1,5}?"
    r"(?<!has )(?<!have )(?<!is )(?<!are )(?<!be )(?<!gets )(?<!been )"
    r"(?:broke|fell|rose|lost|slid|sank|hit|was|were|had|came|went|took|gave|began|held|spoke|[a-z]{3,}(?<!ne)ed)\b"
)
"""What ended at an event that is past supposes nothing: "it held until bitcoin fell below $X"."""
_CONSEQUENCE = re.compile(
    r"[^¤;]{0,70}?\b(?:would|could|may|might|will|can|should|likely|opens?|paves?|signals?|confirms?|invalidates?|"
    r"resumes?|"
    r"needed|necessary|required|is key|is crucial|is critical|to confirm|exposes?|puts|breaks|brings|invites|"
    r"targets?|"
    r"means?|suggests?|needs|and we|and you|is a must|triggers)\b"
)
_HAPPENED = re.compile(
    r"[^¤;.]{0,40}?\b(?:sent|triggered|came|was|were|led|pushed|followed|caused|saw|had|brought|marked|left|put|took|"
    r"helped|lifted|wiped|liquidated|proved|has (?:been|sent|led|triggered|put|left))\b"
)
_NOUN_BREAK = re.compile(rf"\b{_DETERMINERS}\s(?:[\w'-]+\s){{0,3}}{_MOVE_NOUNS}\b")
_OPEN_BREAK = re.compile(
    rf"(?:an?|any|another|only|failure|decisive|clean|sustained|daily|weekly)\s(?:[\w'-]+\s){{0,3}}{_MOVE_NOUNS}\b"
)
_DID = re.compile(
    r"\b(?:pushed|sent|drove|driven|took|taken|brought|led|came|was|were|had|has|have|saw|marked|followed|began|"
    r"started|dragged|pulled|\w+ed)\b"
)
_GERUND = re.compile(rf"(?:^|,\s)[^\w]*(?:[\w'-]+\s){{0,2}}?{_MOVING}\b")
_SIDE_FIRST = re.compile(
    r"(?:^|[.;:,]\s|\b(?:and|but|while)\s)(?:back |only |anything )?(?:above|below|beneath|under|over)(?:\sthe|"
    r"\sthat)?\s?$"
)
_OBLIGED = re.compile(
    r"\b(?:must|needs? to|need(?:s|ed)?|has to|have to|would need|ha(?:s|ve) yet to|yet to|required?|"
    r"(?:wait|watch|look)(?:ing)? for|in order to|able to|manages? to|attempt(?:s|ed|ing)?|try(?:ing)? to|tries "
    r"to|tried to|"
    r"fail(?:s|ed|ing|ure)?(?: \w+)? to|unable to|couldn't|could not|cannot|can't|struggl\w+|battl\w+|fight\w*|"
    r"traders? should|watch|potential|possible|can|key to|goal|"
    r"(?:crucial|important|vital|essential) (?:for|to|that|as))\b"
)
_RESULT = re.compile(r",\s(?:prompting|causing|allowing|helping|leading|forcing|sending|letting|enabling)\b")
"""What followed was done, whatever failed before: "bears could not hold it, prompting a rise above $X"."""
_FORETOLD = re.compile(
    r"\b(?:could|may|might|will|would|expect(?:s|ed|ing)?|likely|forecast(?:s|ing)?|predict(?:s|ed|ing|ion|ions)?|"
    r"project(?:s|ed|ion|ions)|target(?:s|ing)?|eye(?:s|ing)|going to|set to|poised to|sees|potential(?:ly)?|"
    r"anticipat\w+)\b"
)
_FORETOLD_BEHIND = re.compile(
    r"[^¤;.]{0,40}?\b(?:would|could|might|may) (?:be|get|trigger|put|face|have|come|follow|ensue|happen|occur)\b"
)
_CLAUSE = re.compile(
    r",\s(?=(?:and|but|while|with|which|as|it|the|then|this|we|bulls|bears|bitcoin|btc|eth|ethereum|ether|xrp|"
    r"traders|price|"
    r"prices|investors|there|that|a|an|he|she|they)\b)|\b(?:while|but|before|then|after which|and then)\b|[;:]\s|"
    r"\s–\s"
)


@lru_cache(maxsize=4)
def clause_before(window: FigureWindow) -> str:
    """The words before the figure, from the last break between clauses on."""
    cut = 0
    for match in _CLAUSE.finditer(window.before):
        cut = match.end()
    return window.before[cut:]


@lru_cache(maxsize=4)
def has_condition(window: FigureWindow) -> bool:
    """Whether the figure stands in an if-clause or in a move that is told as a possibility."""
    clause = clause_before(window)
    if _CONDITION.search(_UNTIL_IT_DID.sub("", clause)):
        return True
    if _HAPPENED.match(window.after):
        return False
    follows = _CONSEQUENCE.match(window.after) is not None
    move = _NOUN_BREAK.search(clause)
    if move and not _DID.search(clause, move.end()) and (follows or _OPEN_BREAK.match(clause.strip(" \"'"))):
        return True
    return follows and (_GERUND.search(clause) is not None or _SIDE_FIRST.search(window.before[-24:]) is not None)


@lru_cache(maxsize=4)
def is_obliged(window: FigureWindow) -> bool:
    """Whether the move is demanded, tried or failed rather than done."""
    return _OBLIGED.search(_RESULT.split(clause_before(window))[-1]) is not None


def is_foretold(window: FigureWindow) -> bool:
    """Whether the figure is a forecast."""
    return _FORETOLD.search(clause_before(window)) is not None or _FORETOLD_BEHIND.match(window.after) is not None
