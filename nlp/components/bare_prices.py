"""Prices without a currency sign: "near 100K", "ETH: 2635", "13,900 BTC=BTSP", and prices quoted in coins."""

import re
from collections.abc import Sequence
from decimal import Decimal

from nlp.annotations import PriceLevelMention
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow

_LED_BY = re.compile(
    r"\b(?:above|below|under|over|past|beyond|at|near|around|toward|towards|to|of|hits?|hitting|break(?:s|ing)?|"
    r"broke|reclaim(?:s|ed|ing)?|"
    r"test(?:s|ed|ing)?|touch(?:es|ed|ing)?|tops?|topped|cross(?:es|ed|ing)?|eye(?:s|ing)?|target(?:s|ing)?|from|"
    r"between|support|resistance|"
    r"reach(?:es|ed|ing)?|los(?:es|ing)|hold(?:s|ing)?|level|levels|zone|high|low|ath|price|price is|stop|entry|"
    r"tp\d?|sl|currently|longed|ladder|targets)"
    r"(?:\s(?:the|a|its|about|around|nearly|just|at|key|of|level|is|psychological|near|above|below|over|under|"
    r"almost|as high as|as low as|new ath of))*:?\s?$"
)
_NAMED_BY = re.compile(r"(?:[:=]|\s[-–]|\b(?:at|is|=))\s?$")
_FOLLOWED_BY = re.compile(
    r"\s?(?:$|[.,;:!?)(\"'/–-]|[a-z]+=|(?:level|levels|mark|psychological|support|resistance|zone|area|region|"
    r"range|handle|barrier|"
    r"threshold|target|price|line|and|or|by|in|on|as|with|after|before|for|from|to|at|this|last|late|early|today|"
    r"yesterday|again|while|"
    r"but|amid|then|if|ath|high|low|puts?|calls?|strike|is|was|could|would|will|may|might|has|remains|should|next|"
    r"per|despite|since|usd|"
    r"when|which|where|following|during|earlier|now|once|over|because|due|thanks|soon)\b|¤|$)"
)
_NO_PRICE_BEFORE = re.compile(
    r"\b(?:index|score|rsi|ratio|rank(?:ed|s|ing)?|number|count|followers|users|addresses|transactions|holders|"
    r"wallets|block|height|"
    r"tps|nodes|points?|dominance|sentiment|reading|greed|fear|gwei|hashrate|hash rate|difficulty|nonce|page|age|"
    r"aged|vix|dxy|"
    r"employees|subscribers|members|s&p 500|dow|nasdaq|nikkei|ftse)\b[^¤.;]{0,40}$"
)
_PAIR_BEFORE = re.compile(r"(?:/\s?(?:usdt?|usdc|eur|btc|eth)|\busd|\busdt)\b[^¤.;]{0,40}$")
_PRICE_WORD = re.compile(
    r"\b(?:price|trad\w+|targets?|currently|quoted|changing hands|support|resistance|ath|all-time high|high of|"
    r"low of|psychological|"
    r"level)\b"
)
_COIN_PRICE = re.compile(
    r"\b(?:price|trad\w+|targets?|currently|quoted|support|resistance|at|above|below|near|around|to|level|low|"
    r"high|pair|worth|"
    r"satoshis?|sats?)\b"
)
_OPTION_BEHIND = re.compile(r"\s(?:puts?|calls?|strikes?)\b")
_SMALLEST_PLAIN = Decimal(1000)
_NEAR = Decimal(2)


def is_bare_price(found: Reading, window: FigureWindow, levels: Sequence[PriceLevelMention]) -> str | None:
    """The rule that makes a number without a unit a price, or `None`."""
    quantity = window.quantity
    if quantity.multiplier > 1000 or quantity.low <= 0 or _NO_PRICE_BEFORE.search(window.before[-70:]):
        return None
    if not _FOLLOWED_BY.match(window.after):
        return None
    names_asset = _asset_right_before(found, window)
    if names_asset and _NAMED_BY.search(window.own_before[-4:]) and quantity.low >= 1:
        return "rule:bare.named"
    if _PAIR_BEFORE.search(window.before[-60:]) and _LED_BY.search(window.before[-50:]):
        return "rule:bare.pair"
    if _OPTION_BEHIND.match(window.own_after) and quantity.low >= _SMALLEST_PLAIN:
        return "rule:bare.option"
    if not _LED_BY.search(window.before[-50:]):
        return None
    if quantity.multiplier == 1000 and quantity.low >= _SMALLEST_PLAIN:
        return "rule:bare.thousands"
    near_level = any(level.price_low / _NEAR <= quantity.low <= level.price_high * _NEAR for level in levels)
    if near_level and quantity.low >= _SMALLEST_PLAIN:
        return "rule:bare.near_level"
    if quantity.low >= _SMALLEST_PLAIN and _PRICE_WORD.search(window.before[-60:]):
        return "rule:bare.price_word"
    return None


def is_coin_price(found: Reading, window: FigureWindow) -> str | None:
    """The rule that makes an amount of coins ("0.00005 BTC", "1,500 sats") the price of another coin, or `None`."""
    quantity = window.quantity
    if quantity.unit not in ("BTC", "ETH") or quantity.low >= 1:
        return None
    if not _COIN_PRICE.search(window.before[-40:]):
        return None
    others = {asset.ticker for asset in found.assets} - {quantity.unit}
    return "rule:coins.price" if others else None


def _asset_right_before(found: Reading, window: FigureWindow) -> bool:
    start = window.quantity.start
    return any(0 <= start - mention.end <= 6 for mention in found.mentions_in(window.sentence))
