"""Claims of the kind "14-month low", "highest since May", "new all-time high": how far back an extreme reaches."""

import re
from collections.abc import Iterator
from datetime import date

from nlp.annotations import Claim, Direction, PriceLevelMention
from nlp.components.asset_guess import asset_at
from nlp.components.claim_base import GUESSED, claim_fields, modality_before
from nlp.components.claim_metrics import zone_in
from nlp.components.claim_words import came_from
from nlp.components.extensions import Reading
from nlp.components.figure_windows import lowered
from nlp.components.market_direction import market_direction
from nlp.text.extents import Extent
from nlp.text.spans import starting_in

_LEVEL_REACH = 90
# What else can be at a high: the words beside it say so.
_OTHER_MEASURE = re.compile(
    r"\b(?:yields?|volumes?|open (?:interest|positions)|funding|inflation|hash ?rate|difficulty|addresses|"
    r"dominance|supply|liquidations?|inflows?|outflows?|flows?|unemployment|rates?|transactions?|tvl|value locked|"
    r"deficit|debt|accumulation|holdings|reserves|revenue|fees|index|sentiment|rsi|rial|lira|peso|naira)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,.;:]\s")
_ASIDE = re.compile(r",\s(?:after|which|who|amid|despite|with|where|following|while)\s[^,;]*,\s")
_AS_A_MARK = re.compile(
    r"\b(?:from|below|off|under|near(?:s|ing|ed)?|eye(?:s|ing)|previous|prior|last|old|former|towards?|than|retest\w*|approach\w*|beneath|"
    r"to reclaim)\s+(?:\w+'s |its |the |a |an |their |previous |prior |old )*$",
    re.IGNORECASE,
)
# "The lowest part of its range" is no low, and crossing something for the first time since May is none either.
_NO_EXTREME = re.compile(r"\b(?:part|end|half|edge|side|quarter|third) of\b|\brange\b", re.IGNORECASE)
_FIRST_TIME = re.compile(r"first\b", re.IGNORECASE)
_ABSENT_ZONE = re.compile(
    r"\b(?:not|never|\w+n't)\s(?:been\s)?(?:\w+\s){0,4}since\b|"
    r"\blast (?:seen|visited|there|reached|recorded|printed) in\b",
    re.IGNORECASE,
)
# "A 13-month low before it climbed to $57,000": the later price is not the low.
_AFTERWARDS = re.compile(r"\b(?:before|after|then|while|when|until|but)\b", re.IGNORECASE)
# The lowest value of an index is no visit to its zone.
_OF_VALUE = re.compile(r"\b(?:low|high)(?:s|est)?\b", re.IGNORECASE)
# "A drop of $10,000, the largest since 2022": the size of a move, named before.
_SIZE = re.compile(r"(?:the |its |their )?(?:largest|biggest|steepest|sharpest|worst)\b", re.IGNORECASE)
_MOVE_NAMED = re.compile(
    r"\b(?:(?P<down>drop|decline|fall|loss|sell-?off|slump|plunge|crash)|(?P<up>rise|gain|jump|rally|surge))s?\b",
    re.IGNORECASE,
)
_SINCE_REACH = 30
_VAGUE = 0.05
_TOO_VAGUE = 0.3

_DROP = re.compile(r"\b(?:drop|decline|fall|loss|sell-?off|slump|plunge|crash|worst)", re.IGNORECASE)


def extreme_claims(found: Reading) -> Iterator[Claim]:
    """Turn the extents of an article into claims; one that is only a mark ("40% below its peak") claims nothing."""
    for extent in found.extents:
        sentence = found.sentence_at(extent.start)
        before = _ASIDE.sub(" ", found.plain[sentence.start : extent.start])[-60:]
        behind = found.plain[extent.end : min(extent.end + 25, sentence.end)]
        text = found.plain[sentence.start : sentence.end]
        zone = zone_in(text) if "fear" in text.lower() else None
        if zone and extent.since and not _OF_VALUE.search(extent.text):
            yield _zone_claim(found, extent.start, extent.end, zone, extent.since)
        elif _AS_A_MARK.search(before) or _NO_EXTREME.search(extent.text):
            continue
        elif not _OTHER_MEASURE.search(before + extent.text + _CLAUSE.split(behind)[0]):
            yield from _extreme(found, extent)
    yield from _absent_zones(found)


def _absent_zones(found: Reading) -> Iterator[Claim]:
    """The last visit to a zone, which is no extreme: "Extreme Fear, where it has not stayed since early 2023"."""
    for match in found.matches(_ABSENT_ZONE, ("fear", "greed")):
        sentence = found.sentence_at(match.start())
        text = found.plain[sentence.start : sentence.end]
        zone = zone_in(text)
        time = next(iter(starting_in(found.times, match.end(), match.end() + _SINCE_REACH)), None)
        if zone is None or time is None or time.time_start is None or time.time_end is None:
            continue
        if not any(extent.start < time.end and match.start() < extent.end for extent in found.extents):
            since = (time.time_start + (time.time_end - time.time_start) / 2).date()
            yield _zone_claim(found, match.start(), time.end, zone, since)


def _zone_claim(found: Reading, start: int, end: int, zone: str, since: date) -> Claim:
    fields = claim_fields(found, start, end, why="rule:extent.zone", modality=modality_before(found, start))
    return Claim(
        **fields,
        kind="fear_greed_zone",
        asset="ALL",
        unit="index",
        zone=zone,
        since_date=since.isoformat(),
    )


def _extreme(found: Reading, extent: Extent) -> Iterator[Claim]:
    moved = _move_before(found, extent)
    if moved is None and extent.subject != "move" and _SIZE.match(extent.text):
        return  # the largest of something else
    level = _level_of(found, extent)
    guess = asset_at(found, extent.start, extent.end)
    is_move = extent.subject == "move" or moved is not None
    value = level if level and not is_move else None
    since = extent.since.isoformat() if extent.since else None
    modality = modality_before(found, extent.start)
    for ticker in (level.asset,) if level else guess.basket or (guess.ticker,):
        fields = claim_fields(found, extent.start, extent.end, why="rule:extent", modality=modality)
        vagueness = _vagueness(found, extent)
        side = moved or _direction(found, extent, level)
        is_open = side is None or fields["time_start"] is None or _FIRST_TIME.match(extent.text) or moved
        if is_open or vagueness > _TOO_VAGUE:
            fields["confidence"] = GUESSED
        yield Claim(
            **fields,
            kind="extreme_since",
            asset=ticker,
            value_low=value.price_low if value else None,
            value_high=value.price_high if value else None,
            unit="%" if is_move else "USD",
            direction=side or ("low" if market_direction(found) < 0 else "high"),
            extent_days=extent.days,
            since_date=since,
            approximate=(value is not None and value.approximate) or vagueness > _VAGUE,
        )


def _move_before(found: Reading, extent: Extent) -> Direction | None:
    """The way of the move whose size the extent ranks, where only the words before it name it."""
    if extent.subject == "move" or not _SIZE.match(extent.text):
        return None
    start = max(found.sentence_at(extent.start).start, extent.start - 60)
    named = list(_MOVE_NAMED.finditer(found.plain, start, extent.start))
    return None if not named else "down" if named[-1]["down"] else "up"


def _direction(found: Reading, extent: Extent, level: PriceLevelMention | None) -> Direction | None:
    """Which end it is, as far as the words tell: "levels not seen since May" leaves it open."""
    if extent.subject == "move":
        return "down" if _DROP.search(extent.text) else "up"
    if extent.side is not None:
        return extent.side
    if level is not None and level.role in ("low", "high"):
        return "low" if level.role == "low" else "high"
    sentence = found.sentence_at(extent.start)
    return came_from(lowered(found.plain[sentence.start : extent.end]))


def _level_of(found: Reading, extent: Extent) -> PriceLevelMention | None:
    """The price in the same sentence that the extreme is about: the nearest one."""
    sentence = found.sentence_at(extent.start)
    near = [
        (max(extent.start - level.end, level.start - extent.end), level)
        for level in starting_in(found.price_levels, sentence.start, sentence.end)
        if level.modality == "reported"
        and not _is_of_other_asset(found, extent, level)
        and not (level.start >= extent.end and _AFTERWARDS.search(found.plain, extent.end, level.start))
    ]
    distance, level = min(near, key=lambda pair: pair[0], default=(0, None))
    return level if distance <= _LEVEL_REACH else None


def _vagueness(found: Reading, extent: Extent) -> float:
    """Half the length of the period that an extreme reaches back to, as a share of the way: "since 2022"."""
    time = next(iter(starting_in(found.times, extent.start, extent.end)), None)
    if extent.since is None:
        return 0  # "lowest in nine months" is as exact as its number
    if time is None or not extent.days or time.time_start is None or time.time_end is None:
        return 0
    return (time.time_end - time.time_start).days / 2 / extent.days


def _is_of_other_asset(found: Reading, extent: Extent, level: PriceLevelMention) -> bool:
    """Whether an asset is named between them: "Bitcoin touched an 18-month high and ether broke through $2,000"."""
    left, right = (extent.end, level.start) if extent.end <= level.start else (level.end, extent.start)
    return any(mention.ticker == level.asset for mention in starting_in(found.asset_mentions, left, right)) and (
        extent.end <= level.start
    )
