"""Prices without a currency sign: "near 100K", "ETH: 2635", "13,900 BTC=BTSP", and prices quoted in coins."""

import re
from collections.abc import Sequence
from decimal import Decimal

from nlp.annotations import PriceLevelMention
from nlp.components.asset_asides import asset_kind
from nlp.components.bare_moves import is_moved_to
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow
from nlp.components.levels_before import LevelsBefore, has_like
from nlp.text.spans import starting_in

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
    r"when|which|where|following|during|earlier|now|once|over|because|due|thanks|soon|imo|imho|tbh|lol|sees|means|gives?|defines?|looks?|works?|"
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
_COIN_PRICE = re.compile(
    r"\b(?:price|trad\w+|targets?|currently|quoted|support|resistance|at|above|below|beneath|under|over|past|from|"
    r"between|near|around|to|level|low|high|pair|worth|satoshis?|sats?|br[eo]\w+|los[et]\w*|test\w*|reclaim\w*)\b"
)
_COIN_PRICE_BEHIND = re.compile(r"\s(?:level|mark|support|resistance|zone|area|region|high|low)\b")
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
_INDEX_GAP = re.compile(
    r"(?:'s)?(?: index| composite| average| futures| futures contracts?)?,?"
    r"(?: (?:(?:was|is|were|has|had|been|also|then|now|just|back|up|down|higher|lower|off|out|by|or|"
    r"to|about|around|nearly|almost|slightly|briefly|early|late|today|yesterday|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|on|the|day|week|points?|ticks?|"
    r"recently|flat|unchanged|mixed|little|changed|virtually|index|has|further|"
    r"as|low|high|a|an|record|new|fresh|close|all-time|session|intraday|trading|and|of|from|"
    r"[a-z]{2,}(?:ed|ing)|f[ae]ll|fallen|r[io]se|risen|sank|sunk|slid|shed|lost|gains?|climbs?|rises|falls|slips|drops|hits?"
    r"|ends?|closes?|opens?|jumps?|surges?|dips?|adds?)|\(?[¤%]+,?\)?),?){0,12}"
    r" (?:to|at|above|below|past|over|under|near|around|toward|towards|hits?|of|topped|reached|neared|crossed|crossing|"
    r"exceeded|exceeding|surpassed|surpassing)"
    r"(?: (?:a|the|its|about|around|nearly|record|level|of|an|all-time|high|low|key|close|mark))* "
    r"|(?: index)?\s?\)?\s?[\u2013:|(-]\s?"
)
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
_INDEX_AGAIN = re.compile(
    r"\b(?:surpass\w*|exceed\w*|cross\w*|topp\w*|breach\w*|los\w+|br[eo]\w+|(?:above|below|past|over|under|to|at|near))"
    r" (?:the |its )?(?:key |psychological )?$"
)
_MARK_BEHIND = re.compile(r"\s(?:mark|level|points?|milestone|handle)\b")
"""A level of the index named just before: "rose to 44,293, above the 44,000 mark"."""
_WIDEST_INDEX_GAP = 100
_FIGURE = re.compile(r"\d[\d,.]*(?<![,.])")
_COUNTED_BEHIND = re.compile(
    r"\s(?:(?!and\b|while\b|as\b|but\b|with\b)[\w-]+ )?(?:contracts?|companies|firms|members|stocks|shares|"
    r"employees|people|jobs|traders|trades|coins|"
    r"tokens|bitcoins?|btc|eth|users|customers|units|days?|times|percent)\b"
)
_SMALLEST_PLAIN = Decimal(1000)
_NEAR = Decimal(2)
_SAME = Decimal(1)
_LIKE = Decimal("1.6")
_PAIR_QUOTE = re.compile(r"/\s?(usdt?|usdc|eur|gbp|jpy|krw|try|inr|cny|rub|aud|cad|brl|btc|xbt|eth)\b")
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
    pairs: list[str] = _PAIR_QUOTE.findall(window.before[-60:])
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
    if _NAMED_LEVEL.search(window.before[-90:]) or _ROLE_BEHIND.match(window.after):
        return True
    return bool(named) and _LED_BY.search(window.before[-50:]) is not None


def _is_like(price: Decimal, level: PriceLevelMention) -> bool:
    return level.price_low / _LIKE <= price <= level.price_high * _LIKE


def is_index_level(found: Reading, window: FigureWindow, levels: Sequence[PriceLevelMention]) -> str | None:
    """The rule that makes a number the points at which an index stands, or `None`."""
    return "rule:bare.index" if _index_before(found, window) or _index_again(found, window, levels) else None


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


def _index_before(found: Reading, window: FigureWindow) -> bool:
    """Whether a number is where an index stands: "the S&P 500 rose 0.4% to 4,352"."""
    quantity = window.quantity
    if quantity.multiplier != 1 or quantity.low < _SMALLEST_PLAIN or _COUNTED_BEHIND.match(window.own_after):
        return False
    mentions = [m for m in found.mentions_in(window.sentence) if m.end <= quantity.start]
    if not mentions or asset_kind(found, mentions[-1].ticker) != "index":
        return False
    gap = _FIGURE.sub("¤", found.plain[mentions[-1].end : quantity.start].lower())
    return len(gap) <= _WIDEST_INDEX_GAP and _INDEX_GAP.fullmatch(gap) is not None


def _index_again(found: Reading, window: FigureWindow, levels: Sequence[PriceLevelMention]) -> bool:
    """Whether a number is another level of the index that the sentence has just told of."""
    if not levels or levels[-1].currency != "PTS" or levels[-1].start < window.sentence.start:
        return False
    if not (_INDEX_AGAIN.search(window.own_before[-40:]) and _MARK_BEHIND.match(window.own_after)):
        return False
    last, value = levels[-1], window.quantity.low
    is_between = any(
        m.start > last.start and m.end <= window.quantity.start for m in found.mentions_in(window.sentence)
    )
    return not is_between and last.price_low / _LIKE <= value <= last.price_high * _LIKE


def _asset_right_before(found: Reading, window: FigureWindow) -> bool:
    start = window.quantity.start
    return any(0 <= start - mention.end <= 6 for mention in found.mentions_in(window.sentence))
