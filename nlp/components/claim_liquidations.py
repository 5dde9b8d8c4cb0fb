"""Claims of the kind "$740 million liquidated in 24 hours": whose positions, over which window, told where."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import TypeVar

from nlp.annotations import Claim, LiquidationMention
from nlp.components.claim_base import GUESSED, claim_fields, time_fields
from nlp.components.extensions import Reading
from nlp.text.spans import starting_in

_Value = TypeVar("_Value")
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


@dataclass(frozen=True, slots=True)
class _Told:
    """What the article says somewhere of each amount, by amount: looked up, since it may state thousands of them."""

    assets: list[tuple[Decimal, str]]
    windows: list[tuple[Decimal, float]]


def liquidation_claims(found: Reading) -> Iterator[Claim]:
    """Turn the liquidations of an article into claims; the same amount told twice is the same figure."""
    told = _told(found)
    for mention in found.liquidations:
        if mention.amount_usd is None or mention.asset is None:
            continue
        asset, is_guess = _asset(found, mention, mention.amount_usd, told)
        window = mention.window_hours or _only_value(told.windows, mention.amount_usd)
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


def _asset(found: Reading, mention: LiquidationMention, amount: Decimal, told: _Told) -> tuple[str | None, bool]:
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
    if same := _only_value(told.assets, amount):
        return same, False
    if _WHOLE_MARKET.search(found.plain, sentence.start, sentence.end):
        return "ALL", False
    if sentence.index and not found.mentions_in(sentence):
        before = found.sentences[sentence.index - 1]
        tickers = {named.ticker for named in found.mentions_in(before)}
        if before.paragraph == sentence.paragraph and len(tickers) == 1:
            return tickers.pop(), True
    return "ALL", bool(found.asset_mentions)  # where no asset is named at all, only the market is left


def _told(found: Reading) -> _Told:
    return _Told(
        assets=sorted(
            {(m.amount_usd, m.asset) for m in found.liquidations if m.amount_usd and m.asset not in (None, "ALL")}
        ),
        windows=sorted({(m.amount_usd, m.window_hours) for m in found.liquidations if m.amount_usd and m.window_hours}),
    )


def _only_value(told: Sequence[tuple[Decimal, _Value]], amount: Decimal) -> _Value | None:
    """What is said of amounts equal to this one within rounding, if one thing only."""
    only = None
    for place in range(bisect_left(told, amount / (1 + _SAME_AMOUNT), key=itemgetter(0)), len(told)):
        other, value = told[place]
        if other * (1 - _SAME_AMOUNT) > amount:
            break
        if only not in (None, value):
            return None
        only = value
    return only


def _is_of_today(found: Reading, end: object) -> bool:
    published_at = found.article.published_at
    return published_at is None or end is None or end >= published_at  # type: ignore[operator]
