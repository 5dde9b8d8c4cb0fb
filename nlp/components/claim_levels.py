"""Claims made of price levels: prices touched, crossed and held, and those to watch.

A level is only a claim where the words say that the price was there: supports, targets and plans are none.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from nlp.annotations import Claim, PriceLevelMention, Relation
from nlp.components.asset_asides import asset_kind
from nlp.components.claim_base import GUESSED, claim_fields, time_fields
from nlp.components.claim_words import came_from, is_unreal, was_crossed, was_named_as_reached, was_reached
from nlp.components.extensions import Reading
from nlp.components.figure_windows import lowered
from nlp.text.spans import starting_in

MAX_PRICE_TIME = timedelta(days=370)
"""A price said to have been touched at some time within a longer period is too vague to check."""

_REACH = 110
_PRESENT = re.compile(
    r"\b(?:now|currently|at press time|as of (?:writing|press time|publication|this writing)|"
    r"at the time of (?:writing|press|publication)|is trading|trades|changes hands|"
    r"is changing hands|is hovering|hovers|is priced|sits|stands|sitting|fetches|costs)\b(?P<way>[^.;]{0,60})$"
)
# "Last" and "recently" are the publication too, but a stated time comes first: "it was last at $20,000 in 2022".
_LATELY = re.compile(
    r"\b(?:recently (?:trad(?:ed|ing)|chang(?:ed|ing) hands|quoted|at)|"
    r"was last (?:seen |quoted |trading |changing hands |priced )?(?:at|near|around)|last traded)\b"
    r"(?P<way>[^.;]{0,40})$"
)
_AS_OF_WRITING = re.compile(
    r"\s(?:as of (?:(?:this |the time of )?writing|press time|publication)|at press time|"
    r"at the time of (?:writing|press|publication)|"
    r"(?:when|as) (?:this|the) (?:story|article|report|piece) (?:was|is|went) (?:being )?"
    r"(?:written|filed|published|prepared|to press|live|out))\b"
)
_TRADED = re.compile(
    r"\b(?:traded|trading|changed hands|changing hands|(?:was |is )?(?:priced|quoted)|stood|hovered|hovering|"
    r"at a price of|opened|opens|began|begins|started|was worth)\b(?P<way>[^.;]{0,40})$"
)
_CLOSED = re.compile(
    r"\b(?:closed|clos(?:es|ing)|ended|ending|to (?:end|close|finish)|finished|settled)"
    r"(?: (?:the|its) (?:day|session|week))?(?: \w+)? (?:at|near|around)\s(?:\w+\s)?$"
)
_NO_PRICE = re.compile(
    r"\b(?:supports?|resistances?|targets?|next|need\w*|eye\w*|aim\w*|look\w*|if|unless|should|could|would|average|"
    r"not|never|bids?|offers?|orders?)\b|n't\b"
)
_EXTREME_NOUN = re.compile(
    r"\b(?P<mark>(?:all-time |record |old |previous |former )*)(?P<noun>lows?|highs?|bottom|peak|trough|record|ath)"
    r"(?P<recent> so far| (?:of|for|in) the (?:day|session))?(?: on [a-z]\w+(?: \d{1,2})?| yesterday)?"
    r"(?: (?:of|at|near|around|was|is|came in at|stood at|just above|just below)|:)+\s"
    r"(?:\w+ly |about |just |near |above |below |the )*$"
)
_RECENT = re.compile(r"\b(?:so far|today|intraday|session|24-hour|daily|overnight|of the day)\b")
_NEW = re.compile(
    r"\b(?:new|fresh|hits?|hitting|sets?|setting|reach(?:es|ed|ing)|touch(?:es|ed|ing)|"
    r"(?:fell|dropped|slid|rose|climbed) to)"
    r"\s(?:\w+[- ]){0,4}$"
)
_PLAN = re.compile(
    r"\b(?:supports?|resistances?|targets?|then|next|revisit\w*|retest of|visit to|back to|if|below|above|under)\b"
)
_BROKE = re.compile(
    r"\b(?:broke|broken|breaks|breaking|breached|fell|fallen|dropp?ed|slid|slipped|sank|plunged|tumbled|crashed|"
    r"surged|rose|risen|climbed|jumped|rallied|soared|moved|pushed|closed|smashed)\b[^.;]{0,70}?"
    r"\b(?:(?P<below>below|beneath|under)|(?P<above>above|past|over|beyond))\b[^.;]{0,70}$"
)
# "In early trading it fell to", "traded as low as": the price came there, whatever "trading" says before.
_MOVED_AT_ALL = re.compile(r"\bas (?:low|high) as\b|\b(?:early|late|\w+'s|in|of|morning|afternoon) trading\b")
_TICKER = re.compile(r"\b[A-Z]{2,6}\b")


def level_claims(found: Reading) -> Iterator[Claim]:
    """Turn the price levels of an article into claims."""
    for level in found.price_levels:
        if level.asset is not None and level.currency == "USD" and not _is_of_unread_asset(found, level):
            first = max(found.sentence_at(level.start).start, level.start - _REACH)
            before = lowered(found.plain[first : level.start])
            yield from _of_level(found, level, before)


def _of_level(found: Reading, level: PriceLevelMention, before: str) -> Iterator[Claim]:
    if level.role in ("other", "moving_average", "stop", "entry"):
        return
    if level.modality != "reported":
        if level.relation in ("above", "below") or level.role == "target":
            yield _price_at(found, level, level.relation, "rule:level.watched")
    elif level.role in ("support", "resistance"):
        broke = _BROKE.search(before)
        if broke and not is_unreal(before, broke.start()):
            yield _price_at(found, level, "below" if broke["below"] else "above", "rule:level.broken", sure=False)
        elif broke is None and was_reached(before):
            yield from _touched(found, level, before)
    elif level.role != "target":
        yield from _of_price(found, level, before)


def _of_price(found: Reading, level: PriceLevelMention, before: str) -> Iterator[Claim]:
    role, relation = level.role, level.relation
    noun = _EXTREME_NOUN.search(before)
    if noun and role in ("low", "high"):
        yield from _extreme(found, level, before, noun)
    elif _CLOSED.search(before):
        yield from _closed(found, level)
    elif role == "spot" and _AS_OF_WRITING.match(found.lower, level.end):
        yield _price_at(found, level, relation, "rule:level.now", time=time_fields(None))
    elif was_crossed(before) and relation in ("above", "below"):
        yield _price_at(found, level, relation, "rule:level.crossed", sure=False)
    elif _states(_PRESENT, before) and role == "spot":
        # "Now" is the publication, whatever other time the sentence goes on to name.
        yield _price_at(found, level, relation, "rule:level.now", time=time_fields(None))
    elif _states(_LATELY, before):
        yield _price_at(found, level, relation, "rule:level.lately")
    elif was_named_as_reached(before):
        yield from _touched(found, level, before)
    elif _states(_TRADED, before) and not _MOVED_AT_ALL.search(before):
        yield _price_at(found, level, relation, "rule:level.traded", sure=False)
    elif was_reached(before):
        yield from _touched(found, level, before)


def _states(pattern: re.Pattern[str], before: str) -> bool:
    match = pattern.search(before)
    return match is not None and not is_unreal(before, match.start()) and _NO_PRICE.search(match["way"]) is None


def _extreme(found: Reading, level: PriceLevelMention, before: str, noun: re.Match[str]) -> Iterator[Claim]:
    """The very end of a move, where the text says when: "Tuesday's low was", "the high so far"."""
    claims = list(_touched(found, level, before, relation="at"))
    is_dated = claims and claims[0].time_start is not None
    is_recent = noun["recent"] or _RECENT.search(before)
    is_new = _NEW.search(before[: noun.start("noun")])
    if not is_dated and not is_new and (noun["mark"] or noun["noun"] == "record" or _PLAN.search(before)):
        return  # some earlier low or record: a mark on the chart
    if is_unreal(before, noun.start()):
        return
    yield from claims if is_dated or not is_recent else _touched(found, level, before, relation="at", sure=True)


def _closed(found: Reading, level: PriceLevelMention) -> Iterator[Claim]:
    """A stock has one close a session; when a coin's day ends is the writer's choice, so it only traded there."""
    if found.lexicon and asset_kind(found, level.asset or "") != "crypto":
        yield _price_at(found, level, "at", "rule:level.closed")
    else:
        yield from _touched(found, level, "", why="rule:level.closed")


def _price_at(
    found: Reading,
    level: PriceLevelMention,
    relation: Relation | None,
    why: str,
    *,
    sure: bool = True,
    time: dict[str, Any] | None = None,
) -> Claim:
    """A price at some time; one that was "crossed" at no stated time may have been crossed back since."""
    fields = claim_fields(found, level.start, level.end, why=why, modality=level.modality) | (time or {})
    is_open = fields["time_start"] is None and not sure
    return Claim(
        **fields | {"confidence": min(level.confidence, GUESSED) if is_open else level.confidence},
        kind="price_at",
        asset=level.asset,
        value_low=level.price_low,
        value_high=level.price_high,
        unit="USD",
        relation=relation or "at",
        approximate=level.approximate,
    )


def _touched(
    found: Reading,
    level: PriceLevelMention,
    before: str,
    *,
    relation: Relation | None = None,
    why: str = "rule:level.touched",
    sure: bool = False,
) -> Iterator[Claim]:
    fields = claim_fields(found, level.start, level.end, why=why, modality=level.modality)
    start, end = fields["time_start"], fields["time_end"]
    if start and end and end - start > MAX_PRICE_TIME:
        return
    is_open = start is None and not sure
    noun_side = level.role if level.role in ("low", "high") else None
    yield Claim(
        **fields | {"confidence": min(level.confidence, GUESSED) if is_open else level.confidence},
        kind="price_touched",
        asset=level.asset,
        value_low=level.price_low,
        value_high=level.price_high,
        unit="USD",
        direction=noun_side or came_from(before),
        relation=relation,
        approximate=level.approximate,
    )


def _is_of_unread_asset(found: Reading, level: PriceLevelMention) -> bool:
    """Whether a ticker that was not taken for an asset stands nearer: "AVAX is down to $19, LINK to $14"."""
    sentence = found.sentence_at(level.start)
    mentions = [m for m in starting_in(found.asset_mentions, sentence.start, level.start) if m.end <= level.start]
    if not mentions or found.lexicon is None:
        return False
    between = found.plain[mentions[-1].end : level.start]
    return any(match.group() in found.lexicon.assets for match in _TICKER.finditer(between))
