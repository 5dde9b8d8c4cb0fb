"""Whether a liquidation figure counts all coins or one, by words around it and by what the article says elsewhere."""

import re
from dataclasses import replace
from decimal import Decimal

from nlp.annotations import LiquidationMention
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow

_MARKET_WIDE = re.compile(
    r"(?<!among )(?<!of )\b(?:all (?:assets|coins|cryptos|tokens|cryptocurrencies|pairs|markets))\b"
    r"|\b(?:market-?wide|across (?:the (?:whole |entire |broader )?(?:crypto\w* )?market|all (?:assets|coins|"
    r"tokens|crypto\w*)|"
    r"(?:\w+ )?crypto\w*)|total crypto|crypto-wide|(?:total|overall|in total|altogether)[^.;]{0,30} crypto|crypto "
    r"(?:markets?|futures|derivatives|longs|shorts|long|short)|"
    r"cryptocurrency (?:market|futures|derivatives)|digital asset market|market (?:meltdown|crash|rout|"
    r"sell-?off|wipe-?out|"
    r"bloodbath|carnage) (?:that|which))\b"
)
LED_THE_MARKET = re.compile(
    r"\b(led|leads|tops|topped|dominated) the (?:\w+ )?crypto(?:currency)? (?:market|sector|space)\b"
)
"""What a coin does; the figure is that coin's."""
_IN_THE_MARKET = re.compile(
    r"[^;,.¤]{0,60}? (?:in|across|on|throughout|over) (?:the )?(?:(?:whole|entire|broader|wider|overall) )?"
    r"(?:crypto(?:currency)?|digital asset) (?:derivatives |futures )?markets?\b"
    r"|\s(?:worth )?(?:of|in) crypto(?:currency|currencies)?\b"
)


def is_market_wide(window: FigureWindow) -> bool:
    """Whether the words around a figure say that it counts all coins."""
    before = window.own_before[-60:]
    if "crypto" in before:
        before = LED_THE_MARKET.sub(r"\1", before)
    near = before + " ¤ " + window.own_after[:40]
    return _MARKET_WIDE.search(near) is not None or _IN_THE_MARKET.match(window.own_after) is not None


def is_told_of_all(text: str) -> bool:
    """Whether a text in lower case speaks of all coins."""
    return _MARKET_WIDE.search(text) is not None


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
