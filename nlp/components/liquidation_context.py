"""The coin and the side that the sentences around a liquidation figure tell, where its own says neither."""

import re
from collections.abc import Sequence

from nlp.annotations import LiquidationMention, PositionSide
from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_windows import FigureWindow
from nlp.components.liquidation_assets import owns_positions
from nlp.components.liquidation_scope import is_told_of_all

_ALSO = re.compile(r"\balso\b")
_RANKED = re.compile(
    r"¤[^¤;.]{0,48}?,? (?:(?:and )?(?:just |far |well |slightly )?(?:ahead of|behind|followed by|trailed by|topping)|"
    r"compared (?:with|to)|(?:vs|versus)\.?)(?: (?:about|around|nearly|roughly|over|some|just|only|another))*\s"
    r"(?:¤[^¤;.]{1,24}?(?:, and|,| and)\s){0,4}$"
)
# "longs of $40M in X, $31M in Y and $12M in Z"
_IN_A_ROW = re.compile(
    r"¤ (?:for|in|of|from|on) [\w'-]+(?: [\w'-]+)?(?:,| and|, and)"
    r"(?: (?:about|around|nearly|roughly|over|some|another))*\s$"
)
_LED = re.compile(
    r"^[^¤;.,]{0,40}\b(?:led|leads|leading|topped|tops|dominated)\b[^¤;.,]{0,30}\b(?:with|at)"
    r"(?: (?:about|around|nearly|roughly|over|some|just))*\s$"
)
# "Ether and Solana come in second and third": the ranking before goes on, and so does what it ranks.
_PLACED = re.compile(
    r"\b(?:com(?:es?|ing)|came|rank(?:s|ed|ing)?|took|takes?|placed|finish(?:ed|es)) (?:in )?(?:(?:at|the) )?"
    r"(?:second|third|fourth|next|runner-up)\b[^;]*$"
)
_OF_SIDES = re.compile(r"[^;.¤]{0,20}, ¤% [^;.¤]{0,20}\b(?:long|short)")
_GIVEN_TO_COIN = re.compile(r"\s(?:for|in|of|from|on|across) ")
_TAKEN_UP = re.compile(
    r"\b(?:the|this|that|such) [^.;\d]{0,40}?\b(?P<side>long|short)[ -](?:position |side )?(?:wipe-?out|flush|"
    r"washout|purge|cascade)\b"
)
_SUM = re.compile(r"\d\s?(?:million|billion|[mb]n?\b)")


def subject_before(
    found: Reading, window: FigureWindow, chain: Sequence[LiquidationMention]
) -> LiquidationMention | None:
    """The figure here or in the sentence before whose one coin carries on ("ETH longs lost $X. Shorts $Y.")."""
    if not chain or chain[-1].asset in ("ALL", None):
        return None
    sentence = found.sentence_at(chain[-1].start)
    if not 0 <= window.sentence.index - sentence.index <= 1:
        return None
    here = [m for m in chain if sentence.start <= m.start < sentence.end]
    text = found.plain[sentence.start : sentence.end].lower()
    # after a row of coins, one sentence each, the next side is that of the market
    told = here if window.sentence.index == sentence.index else [m for m in chain if m.asset != "ALL"]
    is_alone = len({m.asset for m in told}) == 1 and len({m.asset for m in here}) == 1 and not is_told_of_all(text)
    return chain[-1] if is_alone else None


def asset_told_before(found: Reading, sentence: Sentence) -> str:
    """The one coin whose liquidations the sentence before is about without a sum: "BTC short liquidations tripled."."""
    if sentence.index == 0 or found.sentences[sentence.index - 1].is_headline:
        return "ALL"
    before = found.sentences[sentence.index - 1]
    text = found.plain[before.start : before.end].lower()
    mentions = found.mentions_in(before)
    # what bitcoin's moves close is the market's, unless the positions are called bitcoin's
    tickers = {m.ticker for m in mentions if m.ticker != "BTC" or owns_positions(found, m)}
    if len({m.ticker for m in mentions}) > 1:
        return "ALL"
    is_about = "liquidat" in text and _SUM.search(text) is None and not is_told_of_all(text)
    return tickers.pop() if is_about and len(tickers) == 1 else "ALL"


def side_shared(found: Reading, window: FigureWindow, chain: Sequence[LiquidationMention]) -> PositionSide:
    """The side of the figure before where this one is "also" such a loss, is ranked beside it, or leads its parts."""
    if not chain:
        return "unknown"
    if _ALSO.search(window.own_before):
        return chain[-1].position_side
    distance = window.sentence.index - found.sentence_at(chain[-1].start).index
    is_ranked = distance == 0 and _is_ranked(window)
    is_alone = len(chain) == 1 or found.sentence_at(chain[-2].start).index < window.sentence.index - 1
    is_leading = distance == 1 and is_alone and _LED.search(window.own_before) is not None
    is_leading = is_leading and not _OF_SIDES.match(window.own_after)
    is_ranked = is_ranked or (distance <= 1 and _PLACED.search(window.own_before) is not None)
    return chain[-1].position_side if (is_ranked or is_leading) and chain[-1].position_side != "both" else "unknown"


def _is_ranked(window: FigureWindow) -> bool:
    """Whether the coin of the figure stands in a row with the one before: "$9M, ahead of $4M for X and $2M for Y"."""
    if _GIVEN_TO_COIN.match(window.own_after) is None:
        return False
    return _RANKED.search(window.own_before) is not None or _IN_A_ROW.search(window.own_before[-48:]) is not None


def side_told_next(found: Reading, sentence: Sentence) -> PositionSide:
    """The side that one of the next two sentences names when it takes up the event ("the long-position wipeout")."""
    if sentence.is_headline:
        return "unknown"
    for after in found.sentences[sentence.index + 1 : sentence.index + 3]:
        match = _TAKEN_UP.search(found.plain[after.start : after.end].lower())
        if match:
            return "long" if match["side"] == "long" else "short"
    return "unknown"
