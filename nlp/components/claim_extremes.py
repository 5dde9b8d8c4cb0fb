"""Claims of the kind "14-month low", "highest since May", "new all-time high": how far back an extreme reaches."""

import re
from collections.abc import Iterator

from nlp.annotations import Claim, Direction, PriceLevelMention
from nlp.components.asset_guess import asset_at
from nlp.components.claim_base import claim_fields, modality_before
from nlp.components.claim_metrics import zone_in
from nlp.components.extensions import Reading
from nlp.text.extents import Extent
from nlp.text.spans import starting_in

_LEVEL_REACH = 90
# What else can be at a high: the words beside it say so.
_OTHER_MEASURE = re.compile(
    r"\b(?:yields?|volumes?|open interest|funding|inflation|hash ?rate|difficulty|addresses|dominance|supply|"
    r"liquidations?|inflows?|outflows?|flows?|unemployment|rates?|transactions?|tvl|value locked|deficit|debt|"
    r"accumulation|holdings|reserves|revenue|fees|rial|lira|peso|naira)\b",
    re.IGNORECASE,
)
_AS_A_MARK = re.compile(
    r"\b(?:from|below|off|under|near(?:s|ing|ed)?|eye(?:s|ing)|previous|prior|last|old|former|towards?|than|retest\w*|approach\w*|beneath|"
    r"to reclaim)\s+(?:\w+'s |its |the |a |an |their |previous |prior |old )*$",
    re.IGNORECASE,
)
_FELL = re.compile(
    r"\b(?:f[ae]ll|drop|plung|crash|tumbl|slid|slip|sank|crater|plummet|dip|declin|slump|low|below)", re.IGNORECASE
)


_DROP = re.compile(r"\b(?:drop|decline|fall|loss|sell-?off|slump|plunge|crash|worst)", re.IGNORECASE)


def extreme_claims(found: Reading) -> Iterator[Claim]:
    """Turn the extents of an article into claims; one that is only a mark ("40% below its peak") claims nothing."""
    for extent in found.extents:
        sentence = found.sentence_at(extent.start)
        before = found.plain[max(sentence.start, extent.start - 60) : extent.start]
        behind = found.plain[extent.end : min(extent.end + 25, sentence.end)]
        text = found.plain[sentence.start : sentence.end]
        zone = zone_in(text) if "fear" in text.lower() else None
        if zone and extent.since:
            yield _zone_claim(found, extent, zone)
        elif not _AS_A_MARK.search(before) and not _OTHER_MEASURE.search(before + behind):
            yield from _extreme(found, extent)


def _zone_claim(found: Reading, extent: Extent, zone: str) -> Claim:
    return Claim(
        **claim_fields(found, extent.start, extent.end, why="rule:extent.zone"),
        kind="fear_greed_zone",
        asset="ALL",
        unit="index",
        zone=zone,
        extent_days=extent.days,
        since_date=extent.since.isoformat() if extent.since else None,
    )


def _extreme(found: Reading, extent: Extent) -> Iterator[Claim]:
    level = _level_of(found, extent)
    guess = asset_at(found, extent.start, extent.end)
    is_move = extent.subject == "move"
    value = level if level and not is_move else None
    since = extent.since.isoformat() if extent.since else None
    modality = modality_before(found, extent.start)
    for ticker in (level.asset,) if level else guess.basket or (guess.ticker,):
        yield Claim(
            **claim_fields(found, extent.start, extent.end, why="rule:extent", modality=modality),
            kind="extreme_since",
            asset=ticker,
            value_low=value.price_low if value else None,
            value_high=value.price_high if value else None,
            unit="%" if is_move else "USD",
            direction=_direction(found, extent, level),
            extent_days=extent.days,
            since_date=since,
            approximate=value.approximate if value else False,
        )


def _direction(found: Reading, extent: Extent, level: PriceLevelMention | None) -> Direction:
    if extent.subject == "move":
        return "down" if _DROP.search(extent.text) else "up"
    if extent.side is not None:
        return extent.side
    if level is not None and level.role in ("low", "high"):
        return "low" if level.role == "low" else "high"
    sentence = found.sentence_at(extent.start)
    return "low" if _FELL.search(found.plain, sentence.start, extent.end) else "high"


def _level_of(found: Reading, extent: Extent) -> PriceLevelMention | None:
    """The price in the same sentence that the extreme is about: the nearest one."""
    sentence = found.sentence_at(extent.start)
    near = [
        (max(extent.start - level.end, level.start - extent.end), level)
        for level in starting_in(found.price_levels, sentence.start, sentence.end)
        if level.modality == "reported"
    ]
    distance, level = min(near, key=lambda pair: pair[0], default=(0, None))
    return level if distance <= _LEVEL_REACH else None
