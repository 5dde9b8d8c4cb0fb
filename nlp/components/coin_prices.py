"""Prices quoted in another coin: amounts of it ("0.00005 BTC", "1,500 sats") and ratios ("fell to 0.038")."""

import re

from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow
from nlp.text.spans import starting_in

_COIN_PRICE = re.compile(
    r"\b(?:price|trad\w+|targets?|currently|quoted|support|resistance|at|above|below|beneath|under|over|past|from|"
    r"between|near|around|to|level|low|high|pair|worth|satoshis?|sats?|br[eo]\w+|los[et]\w*|test\w*|reclaim\w*)\b"
)
_COIN_PRICE_BEHIND = re.compile(r"\s(?:level|mark|support|resistance|zone|area|region|high|low)\b")
_COIN_PAIR = re.compile(r"\w[/-](?:BTC|XBT|ETH)$")
_RATIO = re.compile(r"\b(?:ratio|pair|cross|rate|chart)\b|\b[a-z]{3,5}[/-](?:btc|eth)\b")
_RATIO_BEHIND = re.compile(r"\s(?:ratio|btc\b|bitcoin\b)")
_RATE_OF = re.compile(r"\b(?:to|against|in|versus|vs\.?)[ -](?:bitcoin|btc)\b[^.;]{0,30}\b(?:ratio|rate|pair|price)\b")
_NO_RATIO = re.compile(
    r"\b(?:funding|put|call|correlation|sharpe|hash|interest|beta|coefficient|sopr|mvrv|nvt|fib\w*|retrace\w*)\b"
)
_LED_TO_RATIO = re.compile(
    r"\b(?:to|at|of|above|below|under|over|near|around|past|is|was|from|between|and|support|resistance|hit|hits|reached|touched|"
    r"beyond|level|low|high|towards?|just|about|roughly)\s$"
)


def ratio_quoted(found: Reading, window: FigureWindow) -> tuple[str, str] | None:
    """The coin and the coin it is quoted in, where a small number is said to be their ratio ("fell to 0.038")."""
    quantity = window.quantity
    if quantity.kind != "plain" or not 0 < quantity.low < 1 or quantity.multiplier != 1:
        return None
    told = _RATIO.search(window.before) or _RATIO_BEHIND.match(window.after)
    if told is None or _NO_RATIO.search(window.own_before) or not _LED_TO_RATIO.search(window.own_before[-60:]):
        return None
    before = starting_in(found.asset_mentions, 0, quantity.start)
    if pair := next((m for m in reversed(before) if _COIN_PAIR.search(m.text)), None):
        return pair.ticker, "ETH" if pair.text.endswith("ETH") else "BTC"
    rate = _RATE_OF.search(window.before)
    named = [m.ticker for m in found.mentions_in(window.sentence) if m.end <= quantity.start]
    return (named[0], "BTC") if rate and named and named[0] != "BTC" else None


def is_coin_price(found: Reading, window: FigureWindow) -> str | None:
    """The rule that makes an amount of coins ("0.00005 BTC", "1,500 sats") the price of another coin, or `None`."""
    quantity = window.quantity
    if quantity.unit not in ("BTC", "ETH") or quantity.low >= 1:
        return None
    if not (_COIN_PRICE.search(window.before[-40:]) or _COIN_PRICE_BEHIND.match(window.after)):
        return None
    others = {asset.ticker for asset in found.assets} - {quantity.unit}
    return "rule:coins.price" if others else None
