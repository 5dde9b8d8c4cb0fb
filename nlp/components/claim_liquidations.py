"""Claims of the kind "$740 million liquidated in 24 hours": whose positions, over which window, told where."""

import re
from collections.abc import Iterator
from decimal import Decimal

from nlp.annotations import Claim, LiquidationMention
from nlp.components.claim_base import GUESSED, claim_fields, time_fields
from nlp.components.extensions import Reading
from nlp.text.spans import starting_in

_SAME_AMOUNT = Decimal("0.01")
_WHOLE_MARKET = re.compile(
    r"\b(?:crypto\w*|market-wide|marketwide|across|total|overall|all|combined|altogether|digital assets?|industry|"
    r"exchanges|traders)\b",
    re.IGNORECASE,
)
_OF_ASSET = re.compile(
    r"(?:[^.;,$]{0,30}?\b(?:washout|liquidat\w+|wiped|losses|flush)\b[^.;,$]{0,50}?)? (?:in|on|of) (?:the )?$|"
    r"[^.;,$]{0,80}? in (?=\w+ alone\b)",
    re.IGNORECASE,
)

_OWNER = re.compile(r"\b(?:longs|shorts|positions|bets|contracts) (?:in|on|of) (?:the )?$", re.IGNORECASE)
_WORTH = re.compile(
    r"\s(?:worth|of|totall?ing|valued at)\s(?:about |around |roughly |nearly |some |over )?", re.IGNORECASE
)


def liquidation_claims(found: Reading) -> Iterator[Claim]:
    """Turn the liquidations of an article into claims; the same amount told twice is the same figure."""
    for mention in found.liquidations:
        if mention.amount_usd is None or mention.asset is None:
            continue
        asset, is_guess = _asset(found, mention)
        window = mention.window_hours or _window_told_elsewhere(found, mention)
        fields = claim_fields(
            found, mention.start, mention.end, why="rule:liquidation", modality=mention.modality,
            confidence=mention.confidence,
        )  # fmt: skip
        if window and not mention.window_hours and _is_of_today(found, fields["time_end"]):
            fields |= time_fields(None)  # told with its window elsewhere, which ends with the publication
        if is_guess or (window is None and fields["time_start"] is None):
            fields["confidence"] = min(mention.confidence, GUESSED)
        yield Claim(
            **fields,
            kind="liquidation_total",
            asset=asset,
            value_low=mention.amount_usd,
            value_high=mention.amount_usd,
            unit="USD",
            position_side=mention.position_side,
            window_hours=window,
        )


def _asset(found: Reading, mention: LiquidationMention) -> tuple[str | None, bool]:
    """Whose positions, and whether that is a guess: a total that names no coin may still be that of one."""
    if mention.asset != "ALL":
        return mention.asset, False
    sentence = found.sentence_at(mention.start)
    for named in starting_in(found.asset_mentions, mention.end, min(sentence.end, mention.end + 90)):
        if _OF_ASSET.fullmatch(found.plain, mention.end, named.start) or found.plain.startswith(" alone", named.end):
            return named.ticker, False
    for named in starting_in(found.asset_mentions, max(sentence.start, mention.start - 60), mention.start):
        owner = found.plain[max(sentence.start, named.start - 30) : named.start]
        if _OWNER.search(owner) and _WORTH.fullmatch(found.plain, named.end, mention.start):
            return named.ticker, False
    same = {other.asset for other in found.liquidations if _is_same(mention, other) and other.asset != "ALL"}
    if len(same) == 1:
        return same.pop(), False
    if _WHOLE_MARKET.search(found.plain, sentence.start, sentence.end):
        return "ALL", False
    if sentence.index and not found.mentions_in(sentence):
        before = found.sentences[sentence.index - 1]
        tickers = {named.ticker for named in found.mentions_in(before)}
        if before.paragraph == sentence.paragraph and len(tickers) == 1:
            return tickers.pop(), True
    return "ALL", bool(found.asset_mentions)  # where no asset is named at all, only the market is left


def _window_told_elsewhere(found: Reading, mention: LiquidationMention) -> float | None:
    windows = {other.window_hours for other in found.liquidations if _is_same(mention, other) and other.window_hours}
    return windows.pop() if len(windows) == 1 else None


def _is_same(one: LiquidationMention, other: LiquidationMention) -> bool:
    if one is other or one.amount_usd is None or not other.amount_usd:
        return False
    return abs(one.amount_usd - other.amount_usd) <= _SAME_AMOUNT * other.amount_usd


def _is_of_today(found: Reading, end: object) -> bool:
    published_at = found.article.published_at
    return published_at is None or end is None or end >= published_at  # type: ignore[operator]
