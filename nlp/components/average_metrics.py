"""Moving averages as metrics: on which side of one the price is, and the price of the average where it is given."""

import re
from collections.abc import Iterator, Sequence

from nlp.annotations import Direction, MetricMention, PriceLevelMention
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading, Sentence
from nlp.components.moving_averages import AVERAGE, find_averages
from nlp.text.spans import starting_in

# Characters between an average and its price: "the 200-day moving average, presently at $X".
_REACH_BEHIND = 30
_REACH_BEFORE = 12
# Nothing between an average and a figure but these: the figure is its price, whatever else the price is.
_GIVES_PRICE = re.compile(
    r"(?: (?:line|sma|ema|ma|average))?(?: \([^()$\d]*(?:\d+-\w+ \w+[^()$\d]*)?\))?,?(?: (?:which|that|is|was|"
    r"are|now|presently|currently|located|standing|sits?|"
    r"stands?|runs?|comes? in|seen|at|around|near|about|slightly|just|above|below))*,?\s?[(:]?\s?",
    re.IGNORECASE,
)
_IS_PRICE_OF = re.compile(
    r"(?:,| –| \(|, or| \(or|,? as (?:provided|given|marked|offered|represented|defined|formed|set) by) "
    r"(?:(?:its|the|their) )?",
    re.IGNORECASE,
)
# "daily volume was 20% above its 30-day average": of a volume, not of a price.
_OF_NO_PRICE = re.compile(
    r"\b(?:volumes?|turnover|hash ?rate|transactions|addresses|open interest|inflows?|outflows?|fees|hash price)\b"
    r"(?:(?!\b(?:price|prices|bitcoin|btc|coin|token|it)\b)[^;.]){0,80}(?:above|below|over|under|than) "
    r"(?:its|the|their) $"
)
_BREAK = re.compile(r"[;.]\s|,\s(?!presently|now|currently|at|which)")


def read_averages(found: Reading, sentence: Sentence, text: str) -> Iterator[MetricMention]:
    """Find the averages of a sentence.

    Suppositions ("a close above the 200-day average would...") are left out unless they give its price first.

    Args:
        found: The article.
        sentence: Where to look.
        text: The sentence in lower case, prices masked.
    """
    if not AVERAGE.search(text):
        return
    prices = starting_in(found.price_levels, sentence.start, sentence.end)
    for average in find_averages(text):
        start, end = sentence.start + average.start, sentence.start + average.end
        price = _price_of(found, prices, start, end)
        if average.is_conditional and (price is None or _was_given(found, price)):
            continue
        if price is None and _OF_NO_PRICE.search(text, 0, average.start):
            continue
        guess = asset_at(found, start, end)
        direction = None if average.is_conditional else average.direction
        if price is not None:
            direction = direction or _side_of_price(found, price, guess.ticker)
        if direction is None and price is None:
            continue
        yield MetricMention(
            text=found.span_text(start, end),
            start=start,
            end=end,
            sentence=found.sentence_text(start),
            why=f"rule:moving_average; {guess.why}",
            kind="moving_average",
            value=price.price_low if price else None,
            unit=price.currency if price else None,
            direction=direction,
            asset=guess.ticker,
            window_days=average.period_days,
            modality="conditional" if average.is_conditional else "reported",
            confidence=0.85,
        )


def _price_of(found: Reading, prices: Sequence[PriceLevelMention], start: int, end: int) -> PriceLevelMention | None:
    averages = [price for price in prices if price.role == "moving_average"]
    for price in prices:
        if price.start >= end and _GIVES_PRICE.fullmatch(found.plain[end : price.start]):
            return price
    for price in averages:
        if 0 <= price.start - end <= _REACH_BEHIND and not _BREAK.search(found.plain[end : price.start]):
            return price
    for price in prices:
        if price.end <= start and _IS_PRICE_OF.fullmatch(found.plain[price.end : start]):
            return price
    return next((price for price in averages if 0 <= start - price.end <= _REACH_BEFORE), None)


def _was_given(found: Reading, price: PriceLevelMention) -> bool:
    """Whether an earlier price of an average is the same: its statement has been read there."""
    return any(
        level.role == "moving_average" and level.price_low == price.price_low and level.start < price.start
        for level in found.price_levels
    )


def _side_of_price(found: Reading, average: PriceLevelMention, asset: str | None) -> Direction | None:
    """On which side of an average the last price is that the text reports before it (or right behind it)."""
    own = [p for p in found.price_levels if p.asset == asset and p.modality == "reported" and p is not average]
    spots = [p for p in own if p.role == "spot"]
    before = [spot for spot in spots if spot.start < average.start]
    nearest = before[-1] if before else spots[0] if spots else None
    if nearest is None:
        return _side_of_named_levels(found, average, asset)
    if nearest.price_low == average.price_low:
        return None
    return "up" if nearest.price_low > average.price_low else "down"


def _side_of_named_levels(found: Reading, average: PriceLevelMention, asset: str | None) -> Direction | None:
    """The price stands above its supports and below its resistances, and so on the same side of what lies beyond."""
    levels = [level for level in found.price_levels if level.asset == asset and level is not average]
    is_above = any(level.role == "support" and level.price_high >= average.price_low for level in levels)
    is_below = any(level.role == "resistance" and level.price_low <= average.price_low for level in levels)
    if is_above == is_below:
        return None
    return "up" if is_above else "down"
