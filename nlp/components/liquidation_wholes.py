"""What a liquidation figure takes from others: the total that it is a part of, the figure that it repeats, its split.

Side, asset and time come from the words of the figure's own sentence first. Only a figure that is called a part ("of
that", "longs accounted for") shares the time and the side of its total; a sentence that simply follows does not.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nlp.annotations import LiquidationMention, PositionSide
from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_windows import FigureWindow

_NOUN_OF_TOTAL = (
    r"(?:total|tally|sum|amount|figure|count|toll|flush|wipe-?out|carnage|damage|liquidations?|liquidated "
    r"(?:amount|positions|value)|"
    r"(?:wiped|closed)(?:-out)? positions|losses)"
)
_ALL_OF_IT = (
    rf"(?:this|that|these|those|which|them|it|(?:the|its) (?:[\w-]+ ){{0,2}}?{_NOUN_OF_TOTAL}|(?:total|"
    rf"all) (?:\w+ )?liquidations)"
)
_PART_BEFORE = re.compile(
    rf"\b(?:out of|of|from|among) {_ALL_OF_IT}\b[^;¤]{{0,60}}$"
    r"|\b(?:account\w*|responsible) for[^;¤]{0,40}$"
    r"|\b(?:ma(?:de|kes|king) up|compris\w+|constitut\w+|represent\w+|contribut\w+)[^;¤]{0,40}$"
    r"|\bthe (?:rest|remainder|remaining|balance)\b[^;¤]{0,40}$"
)
_PART_BEHIND = re.compile(
    rf"\s(?:worth )?(?:out of|of|in|from) {_ALL_OF_IT}\b|\s(?:that |which )?(?:came|coming|stemm\w+|originat\w+|"
    rf"were|was|being) "
    rf"(?:from )?(?:[\w-]+ ){{0,2}}?(?:longs?|shorts?|bulls|bears|bets)\b|[^;.,¤]{{0,30}} of {_ALL_OF_IT}\b"
)
_EARLIER_VALUE = re.compile(
    r"\bfrom(?: (?:just|only|about|around|nearly|roughly|a|an|the))*\s$"
    r"|\b(?:exceed|surpass|beat|top|eclips|above|past|against|compared (?:to|with))\w* (?:the|its|their) "
    r"(?:previous|prior|last|"
    r"earlier|former|old) (?:high|record|peak|figure|total|tally|mark)(?: of)?\s$"
)
_ALSO = re.compile(r"\balso\b")
_RANKED = re.compile(
    r"¤[^¤;.]{0,48}?,? (?:(?:and )?(?:just |far |well |slightly )?(?:ahead of|behind|followed by|trailed by|topping)|"
    r"compared (?:with|to)|(?:vs|versus)\.?)(?: (?:about|around|nearly|roughly|over|some|just|only|another))*\s"
    r"(?:¤[^¤;.]{1,24}?(?:, and|,| and)\s){0,4}$"
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
_NUMBERS_BEFORE = re.compile(
    r"^\W*(?:the|this|that|these|those) (?:numbers?|figures?|sums?|tally|amounts?) "
    r"(?:is|was|were|are)\b"
)
_THEY_ARE_PART = re.compile(
    r"^\W*(?:they|these|those|this|that|it)\b[^¤;.]{0,60}\b(?:of|out of) (?:the|a|all)\b[^¤;.]{0,30}$"
)
_OF_SIDES = re.compile(r"[^;.¤]{0,20}, ¤% [^;.¤]{0,20}\b(?:long|short)")
_GIVEN_TO_COIN = re.compile(r"\s(?:for|in|of|from|on|across) ")
_MARKET_WIDE = re.compile(
    r"(?<!among )(?<!of )\b(?:all (?:assets|coins|cryptos|tokens|cryptocurrencies|pairs|markets))\b"
    r"|\b(?:market-?wide|across (?:the (?:whole |entire |broader )?(?:crypto\w* )?market|all (?:assets|coins|"
    r"tokens|crypto\w*)|"
    r"(?:\w+ )?crypto\w*)|total crypto|crypto-wide|(?:total|overall|in total|altogether)[^.;]{0,30} crypto|crypto "
    r"(?:market|futures|derivatives|longs|shorts|long|short)|"
    r"cryptocurrency (?:market|futures|derivatives)|digital asset market|market (?:meltdown|crash|rout|"
    r"sell-?off|wipe-?out|"
    r"bloodbath|carnage) (?:that|which))\b"
)
_IN_THE_MARKET = re.compile(
    r"[^;,.¤]{0,60}? (?:in|across|on|throughout|over) (?:the )?(?:(?:whole|entire|broader|wider|overall) )?"
    r"(?:crypto(?:currency)?|digital asset) (?:derivatives |futures )?markets?\b"
)
_TAKEN_UP = re.compile(
    r"\b(?:the|this|that|such) [^.;\d]{0,40}?\b(?P<side>long|short)[ -](?:position |side )?(?:wipe-?out|flush|"
    r"washout|purge|cascade)\b"
)
_NEW_COUNT = re.compile(
    r"\bliquidations (?:have |has |had |alone )?(?:reach|hit|stood|stand|total|exceed|surpass|cross|top|climb|ros|"
    r"came|jump|surg|soar|spik)\w*[^;¤]{0,24}$"
    r"|\b(?:single|individual|(?:biggest|largest) (?:order|position|trade))\b[^;¤]*$|\bfrom(?: (?:just|"
    r"only|about|around|nearly|roughly|a|an|the))*\s$"
)
_SINGLE = re.compile(
    r"\b(?:single|individual)[ -](?:largest|biggest|order|position|trade|trader|liquidation|"
    r"wallet)\b|\b(?:biggest|largest) (?:single|order|position|trade)\b"
)
_OPENS_ANEW = re.compile(
    r"\b(?:(?:in|of|on) (?:20\d\d|january|february|march|april|mai|june|july|august|september|october|november|"
    r"december)|"
    r"yesterday|previous(?:ly)?|last (?:week|month|year)|earlier|ago|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|record|"
    r"this (?:week|month|year)|year[- ]to[- ]date|so far)\b"
)
_SUM = re.compile(r"\d\s?(?:million|billion|[mb]n?\b)")
_SPLIT = re.compile(
    r"\bshorts?\b[^.;]{0,80}\b(?:while|and|with|against|compared|versus)\b[^.;]{0,30}\blongs?\b[^.;]{0,60}\d\s?%"
    r"|\blongs?\b[^.;]{0,80}\b(?:while|and|with|against|compared|versus)\b[^.;]{0,30}\bshorts?\b[^.;]{0,60}\d\s?%"
)
_SLACK = Decimal("1.05")
# A total may be off from the sum of its rounded parts by one in so many.
_SUM_SLACK = 100


def is_market_wide(window: FigureWindow) -> bool:
    """Whether the words around a figure say that it counts all coins."""
    near = window.own_before[-60:] + " ¤ " + window.own_after[:40]
    return _MARKET_WIDE.search(near) is not None or _IN_THE_MARKET.match(window.own_after) is not None


def whole_of(found: Reading, window: FigureWindow, chain: Sequence[LiquidationMention]) -> LiquidationMention | None:
    """The total, here or in the sentence before, that the figure is called a part of."""
    if not chain or window.sentence.index - found.sentence_at(chain[-1].start).index > 1:
        return None
    if not (_PART_BEFORE.search(window.own_before[-110:]) or _PART_BEHIND.match(window.own_after)):
        return None
    totals = [m for m in chain if m.amount_usd is not None and m.amount_usd >= window.quantity.low]
    here = [m for m in totals if m.start >= window.sentence.start]
    totals = here or totals
    whole = max(totals, key=lambda m: m.amount_usd or 0, default=None)
    sides = {m.position_side for m in chain if whole and m.sentence == whole.sentence}
    # "Shorts lost $X and longs $Y; Bybit handled $Z of the total": the total is that of both
    return replace(whole, position_side="unknown") if whole and {"long", "short"} <= sides else whole


def is_single(window: FigureWindow) -> bool:
    """Whether the figure is one order or position, which has no time of counting."""
    return _SINGLE.search(window.own_before[-90:]) is not None


def hours_shared(found: Reading, window: FigureWindow, chain: Sequence[LiquidationMention]) -> float | None:
    """The window of the figure right before, where this one goes on with its breakdown ("Ether led with $X")."""
    if (
        not chain
        or _NEW_COUNT.search(window.own_before[-90:])
        or _OPENS_ANEW.search(window.own_before + window.own_after)
    ):
        return None
    last = found.sentence_at(chain[-1].start)
    goes_on = _THEY_ARE_PART.search(window.own_before) or _NUMBERS_BEFORE.search(window.own_before)
    if window.sentence.index - last.index <= 1 and goes_on:
        return chain[-1].window_hours
    text = found.plain
    line = text[text.rfind("\n", 0, window.sentence.start) + 1 : window.quantity.start]
    is_list_item = line.lstrip()[:1] in ("-", "•", "*", "·")
    if window.sentence.index - last.index > 1 or (is_list_item and last.index != window.sentence.index):
        return None
    hours = chain[-1].window_hours
    is_part = any(
        m.amount_usd is not None and m.amount_usd >= window.quantity.low and m.window_hours == hours for m in chain
    )
    return hours if is_part else None


def twin_of(found: Reading, window: FigureWindow, chain: Sequence[LiquidationMention]) -> LiquidationMention | None:
    """The figure of the same sentence that this one is the earlier value of: "reached $200m, up from $38m"."""
    if not chain or not _EARLIER_VALUE.search(window.own_before[-60:]):
        return None
    return chain[-1] if found.sentence_at(chain[-1].start).index == window.sentence.index else None


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
    is_alone = len({m.asset for m in told}) == 1 and len({m.asset for m in here}) == 1 and not _MARKET_WIDE.search(text)
    return chain[-1] if is_alone else None


def asset_told_before(found: Reading, sentence: Sentence) -> str:
    """The one coin whose liquidations the sentence before is about without a sum: "BTC short liquidations tripled."."""
    if sentence.index == 0 or found.sentences[sentence.index - 1].is_headline:
        return "ALL"
    before = found.sentences[sentence.index - 1]
    text = found.plain[before.start : before.end].lower()
    tickers = {m.ticker for m in found.mentions_in(before)}
    is_about = "liquidat" in text and _SUM.search(text) is None and _MARKET_WIDE.search(text) is None
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
    return _GIVEN_TO_COIN.match(window.own_after) is not None and _RANKED.search(window.own_before) is not None


def side_told_next(found: Reading, sentence: Sentence) -> PositionSide:
    """The side that one of the next two sentences names when it takes up the event ("the long-position wipeout")."""
    if sentence.is_headline:
        return "unknown"
    for after in found.sentences[sentence.index + 1 : sentence.index + 3]:
        match = _TAKEN_UP.search(found.plain[after.start : after.end].lower())
        if match:
            return "long" if match["side"] == "long" else "short"
    return "unknown"


def market_wide_headlines(found: Reading, mentions: list[LiquidationMention]) -> list[LiquidationMention]:
    """A headline that names the coin that moved may still count all coins, as the body says of the same amount.

    The other way round, an amount that is one coin's elsewhere is so in a sentence that names this coin only.
    """
    wide = {
        m.amount_usd
        for m in mentions
        if m.asset == "ALL" and not found.sentence_at(m.start).is_headline and _MARKET_WIDE.search(m.sentence.lower())
    }
    of_coin = {m.amount_usd: m.asset for m in mentions if m.asset not in ("ALL", None) and m.amount_usd not in wide}
    return [_told_elsewhere(found, mention, wide, of_coin) for mention in mentions]


def _told_elsewhere(
    found: Reading,
    mention: LiquidationMention,
    wide: set[Decimal | None],
    of_coin: dict[Decimal | None, str],
) -> LiquidationMention:
    sentence = found.sentence_at(mention.start)
    if mention.amount_usd in wide and sentence.is_headline:
        return replace(mention, asset="ALL")
    coin = of_coin.get(mention.amount_usd) if mention.asset == "ALL" else None
    named = {m.ticker for m in found.mentions_in(sentence)}
    return replace(mention, asset=coin) if coin is not None and named == {coin} else mention


def _other_side_in_percent(found: Reading, mentions: Sequence[LiquidationMention], index: int) -> bool:
    """Whether the next sentence splits the total between the sides, one of them in percent."""
    after = found.sentence_at(mentions[index].start).index + 1
    if after >= len(found.sentences):
        return False
    text = found.plain[found.sentences[after].start : found.sentences[after].end].lower()
    return _SPLIT.search(text) is not None


def _add_up(parts: Sequence[LiquidationMention], total: LiquidationMention) -> bool:
    """Whether two figures, one of longs and one of shorts, make up a third, rounded as they are."""
    first, second = (part.amount_usd for part in parts)
    if first is None or second is None or total.amount_usd is None:
        return False
    is_sum = abs(first + second - total.amount_usd) * _SUM_SLACK <= total.amount_usd
    return is_sum and {part.position_side for part in parts} == {"long", "short"}


def both_where_split(found: Reading, mentions: list[LiquidationMention]) -> list[LiquidationMention]:
    """A total whose long and short parts stand beside it covers both sides, and its parts the same time."""
    result = list(mentions)
    places = [found.sentence_at(mention.start) for mention in mentions]
    for index, mention in enumerate(mentions):
        here = places[index].index
        before, after = mentions[max(0, index - 2) : index], mentions[index + 1 : index + 3]
        if len(before) == 2 and here - places[index - 2].index <= 1 and _add_up(before, mention):
            result[index] = replace(mention, position_side="both")
            continue
        if len(after) == 2 and places[index + 2].index - here <= 1 and _add_up(after, mention):
            result[index] = replace(mention, position_side="both")
            for part in (index + 1, index + 2):
                if result[part].window_hours is None:
                    result[part] = replace(result[part], window_hours=mention.window_hours)
            continue
        if places[index].is_headline or mention.position_side != "unknown" or mention.amount_usd is None:
            continue
        parts = {
            other.position_side: other.amount_usd
            for place, other in zip(places[index + 1 : index + 4], mentions[index + 1 : index + 4], strict=True)
            if place.index - here <= 1
            and other.amount_usd is not None
            and other.asset == mention.asset
            and other.window_hours in (None, mention.window_hours)
        }
        is_told = any(side in parts for side in ("long", "short")) and _other_side_in_percent(found, mentions, index)
        if is_told or (
            {"long", "short"} <= parts.keys()
            and sum(parts[side] for side in ("long", "short")) <= mention.amount_usd * _SLACK
        ):
            result[index] = replace(mention, position_side="both")
    return result
