"""Prices without a currency sign: "near 100K", "ETH: 2635", "13,900 BTC=BTSP"; and the currency that they are in."""

import re
from collections.abc import Sequence
from decimal import Decimal

from nlp.annotations import PriceLevelMention
from nlp.components.bare_moves import is_moved_to
from nlp.components.coin_prices import ratio_quoted
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow
from nlp.components.index_levels import is_index_level
from nlp.components.levels_before import LevelsBefore, has_like

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
_NAMED_LEVEL = re.compile(
    r"\b(?:support|resistance|stops?(?:[ -]?loss)?|targets?|entry|longed|shorted|tp\d?|sl|take[ -]profit|hurdle|pivot|"
    r"(?:long|short) (?:trade|entry|position)|(?:a )?(?:close|break|closes|breaks|breaking|closing) (?:above|below|of))"
    r"(?:\s(?:zone|level|line|area|now|lies|sits|is|seen|comes in|on|this|that|one|the|a|our|position|trade|to"
    r"|upside|downside|"
    r"initial|somewhere|in|region|vicinity|looks|currently|located|placed|with|term|immediate|key|just|nearby)){0,8}?"
    r"(?:\s(?:at|of|near|around|towards?|below|above))?(?:\s(?:the|about|around|just))?\s?$"
)
"""A number without a sign is a price where the word right before it names a level: "in-term support at 310"."""
_PIVOT = re.compile(r"\b[rs][1-4]:?\s$")
_ROLE_BEHIND = re.compile(
    r"\s(?:support|resistance) (?:area|zone|level|line|region)\b|\s(?:to the (?:down|up)side )?(?:(?:is |now "
    r")?(?:serving|serves|acting|acts) )?(?:will )?(?:validate \S+ "
    r")?as (?:the |our |a )?"
    r"(?:[\w-]+ ){0,3}?(?:support|resistance|target)\b"
)
_TRADE = re.compile(r"(?:^|[.;:¤]\s|\n)(?:short(?:ed)?|long(?:ed)?|buy|bought|sell|sold)\s[\w/$]+\s$")
"""A trade in short: "Short BTC 30,150"."""
_NO_LEVEL_BEFORE = re.compile(
    r"\b(?:rsi|macd|stochastic|index|indicator|oscillator|ratio|score|dominance|volume|adx|cci|mfi|funding|tvl|"
    r"nasdaq|dow|s&p|dxy|vix|gdp|step|chapter|version|day|ema|sma|ma)\b[^.;]{0,60}$"
)
_FOLLOWED_BY = re.compile(
    r"\s?(?:$|[.,;:!?)(\"'/–-]|[a-z]+=|(?:flat|fiat|level|levels|mark|psychological|support|resistance|zone|area|region|"
    r"range|handle|barrier|"
    r"threshold|target|price|line|and|or|by|in|on|as|with|after|before|for|from|to|at|this|last|late|early|today|"
    r"yesterday|again|while|"
    r"but|amid|then|if|vs|versus|against|ath|high|low|puts?|calls?|strike|is|was|could|would|will|may|might|has|remains|should|next|"
    r"per|despite|since|usd|"
    r"when|which|where|following|during|earlier|now|once|over|because|due|thanks|soon|overnight|tonight|intraday|until|into|within|the|its|imo|imho|tbh|lol|sees|means|gives?|defines?|looks?|works?|"
    r"validates?|brings?|signals?|put|puts|we)\b|¤|$)"
)
_NO_PRICE_BEFORE = re.compile(
    r"\b(?:index|contracts?|score|rsi|ratio|rank(?:ed|s|ing)?|number|count|followers|users|addresses|transactions|holders|"
    r"wallets|block(?! of\b)|height|"
    r"tps|nodes|points?|dominance|sentiment|reading|greed|fear|gwei|hashrate|hash rate|difficulty|nonce|page|age|"
    r"aged|vix|dxy|"
    r"employees|subscribers|members|s&p 500|dow|nasdaq|nikkei|ftse)\b[^¤.;]{0,40}$"
)
_QUOTE_BEHIND = re.compile(r"\s?[a-z]{3}=[a-z]{0,5}\b")
"""The code of a terminal glued to its price: "13,900 BTC=BTSP"."""
_LEVEL_BEHIND = re.compile(
    r"\s(?:wicks?|support|resistance|level|mark|handle|zone|area|region|floor|ceiling|barrier)\b"
)
_PAIR_BEFORE = re.compile(r"(?:/\s?(?:usdt?|usdc|eur|btc|eth)|\busd|\busdt)\b[^¤.;]{0,40}$")
_PRICE_WORD = re.compile(
    r"\b(?:price|sl|tp\d?|stop|stops|entry|take[ -]profit|buy zone|target|longed|shorted|trad\w+|targets?"
    r"|currently|quoted|changing hands|support|resistance|ath|all-time high|high of|"
    r"low of|psychological|"
    r"level)\b"
)
_COUNTED_OPTIONS = re.compile(r"\s(?:calls?|puts?) (?:vs\.?|versus|against|and|to|over) ¤ (?:calls?|puts?)\b")
_COUNTED_OPTIONS_BEFORE = re.compile(
    r"¤ (?:calls?|puts?) (?:vs\.?|versus|against|and|to|over) $|\b(?:total|tally|number|count) of (?:about |"
    r"some |around )?$"
)
_IS_STRIKE = re.compile(r"\b(?:strikes?|at|struck|the|above|below)(?: of| at| price)? \$?$")
_OPTION_CONTRACTS = re.compile(
    r"\s(?:[a-z]+ )?(?:calls?|puts?)(?: options?)? contracts?\b|\s(?:calls?|puts?) (?:are|were) (?:due|set)\b"
)
_OPTION_BEHIND = re.compile(r"\s(?:puts?|calls?|strikes?)\b")
_SMALLEST_PLAIN = Decimal(1000)
_NEAR = Decimal(2)
_SAME = Decimal(1)
_LIKE = Decimal("1.6")
_PAIR_QUOTE = re.compile(r"/\s?(usdt?|usdc|eur|gbp|jpy|krw|try|inr|cny|rub|aud|cad|brl|btc|xbt|eth)\b")
_GLUED_PAIR = re.compile(r"\b[a-z]{2,5}(btc|xbt|eth|usdt?)\b")
_FIAT_PAIR = re.compile(r"[A-Za-z]\s?/\s?(USD[TC]?|EUR|GBP|JPY|KRW|TRY|INR|CNY|RUB|AUD|CAD|BRL)\b")
_PAIR_REACH = 1500
"""How far back a pair of the chart at hand gives its currency to numbers without one."""
_QUOTES = {"usd": "USD", "usdt": "USD", "usdc": "USD", "xbt": "BTC"}
# Named levels may be small; round small numbers are left to those beside which prices of that size stand.
_SMALLEST_NAMED = Decimal(100)


def is_bare_price(found: Reading, window: FigureWindow, before: LevelsBefore, quoted: Sequence[Decimal]) -> str | None:
    """The rule that makes a number without a unit a price, or `None`.

    Args:
        found: The article.
        window: The number.
        before: The price levels before it.
        quoted: All prices in money of the article, sorted.
    """
    quantity = window.quantity
    if (index := is_index_level(found, window, before.in_order)) is not None:
        return index
    if ratio_quoted(found, window) is not None:
        return "rule:bare.ratio"
    if quantity.multiplier > 1000 or quantity.low <= 0 or _NO_PRICE_BEFORE.search(window.before[-70:]):
        return None
    if _is_named_level(found, window, before, quoted):
        return "rule:bare.named_level"
    if quantity.multiplier == 1000 and quantity.low >= _SMALLEST_PLAIN and _LEVEL_BEHIND.match(window.own_after):
        return "rule:bare.thousands"
    if not _FOLLOWED_BY.match(window.after):
        return None
    if rule := _beside_its_asset(found, window) or _led_to(window, before):
        return rule
    return "rule:bare.moved_to" if is_moved_to(found, window) else None


def _beside_its_asset(found: Reading, window: FigureWindow) -> str | None:
    """The rule where the asset, its pair or an option's kind stands right beside the number."""
    value = window.quantity.low
    if _QUOTE_BEHIND.match(window.own_after):
        return "rule:bare.quote"
    if _asset_right_before(found, window):
        if _TRADE.search(window.before[-30:]) and value >= _SMALLEST_NAMED:
            return "rule:bare.trade"
        if _NAMED_BY.search(window.own_before[-4:]) and value >= 1:
            return "rule:bare.named"
    if _PAIR_BEFORE.search(window.before[-60:]) and _LED_BY.search(window.before[-50:]):
        return "rule:bare.pair"
    is_option = _OPTION_BEHIND.match(window.own_after) is not None and value >= _SMALLEST_PLAIN
    return "rule:bare.option" if is_option and not _counts_options(window) else None


def _counts_options(window: FigureWindow) -> bool:
    if _COUNTED_OPTIONS.match(window.own_after) or _COUNTED_OPTIONS_BEFORE.search(window.own_before[-30:]):
        return True
    return _IS_STRIKE.search(window.own_before[-30:]) is None and _OPTION_CONTRACTS.match(window.own_after) is not None


def _led_to(window: FigureWindow, before: LevelsBefore) -> str | None:
    """The rule where the words before the number lead to a price."""
    quantity = window.quantity
    if not _LED_BY.search(window.before[-50:]) or _counts_options(window):
        return None
    if has_like(before.pair_prices, quantity.low, within=_LIKE):
        return "rule:bare.pair"
    if quantity.low < _SMALLEST_PLAIN:
        is_repeated = quantity.low >= _SMALLEST_NAMED and has_like(before.prices, quantity.low, within=_SAME)
        return "rule:bare.repeats" if is_repeated and _PRICE_WORD.search(window.before[-60:]) else None
    if quantity.multiplier == 1000:
        return "rule:bare.thousands"
    if has_like(before.prices, quantity.low, within=_NEAR):
        return "rule:bare.near_level"
    return "rule:bare.price_word" if _PRICE_WORD.search(window.before[-60:]) else None


def currency_of(found: Reading, window: FigureWindow, before: LevelsBefore) -> str:
    """The currency of a number that bears none.

    Its pair's, else that of a price of like size before it, else that of the last pair named before, else dollars.
    """
    pairs: list[str] = _PAIR_QUOTE.findall(window.before[-60:]) or _GLUED_PAIR.findall(window.before[-60:])
    if pairs:
        return _QUOTES.get(pairs[-1], pairs[-1].upper())
    if has_like(before.prices, window.quantity.low, within=_LIKE):
        if len(before.currencies) == 1:
            return next(iter(before.currencies))
        for level in reversed(before.in_order):
            if _is_like(window.quantity.low, level):
                return level.currency
    start = window.quantity.start
    named: list[str] = _FIAT_PAIR.findall(found.plain, max(start - _PAIR_REACH, 0), start)
    return _QUOTES.get(named[-1].lower(), named[-1]) if named else "USD"


def _is_named_level(found: Reading, window: FigureWindow, before: LevelsBefore, quoted: Sequence[Decimal]) -> bool:
    """Whether a number carries the name of a level and can be a price beside the other prices of the article."""
    quantity = window.quantity
    if quantity.multiplier != 1 or quantity.low < _SMALLEST_NAMED or not found.assets:
        return False
    named = before.named_prices
    if (quoted or named) and not any(has_like(prices, quantity.low, within=_NEAR) for prices in (quoted, named)):
        return False
    if not _FOLLOWED_BY.match(window.after) or _NO_LEVEL_BEFORE.search(window.before[-90:]):
        return False
    if (
        _NAMED_LEVEL.search(window.before[-90:])
        or _PIVOT.search(window.own_before[-5:])
        or _ROLE_BEHIND.match(window.after)
    ):
        return True
    return bool(named) and _LED_BY.search(window.before[-50:]) is not None


def _is_like(price: Decimal, level: PriceLevelMention) -> bool:
    return level.price_low / _LIKE <= price <= level.price_high * _LIKE


def _asset_right_before(found: Reading, window: FigureWindow) -> bool:
    start = window.quantity.start
    return any(0 <= start - mention.end <= 6 for mention in found.mentions_in(window.sentence))
