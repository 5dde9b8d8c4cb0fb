"""Currency signs, codes and words, and the other units that stand beside a number."""

import re
from decimal import Decimal

_SIGNS = {
    "$": "USD", "us$": "USD", "usd": "USD", "usd$": "USD", "$us": "USD", "u.s.$": "USD",
    "usdt": "USD", "usdc": "USD", "busd": "USD",
    "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "¥": "JPY", "jpy": "JPY", "￥": "JPY",
    "cny": "CNY", "rmb": "CNY", "cn¥": "CNY", "₩": "KRW", "krw": "KRW", "₹": "INR", "rs": "INR", "rs.": "INR",
    "inr": "INR", "r$": "BRL", "brl": "BRL", "c$": "CAD", "ca$": "CAD", "cad": "CAD", "cad$": "CAD", "a$": "AUD",
    "au$": "AUD", "aud": "AUD", "hk$": "HKD", "hkd": "HKD", "s$": "SGD", "sgd": "SGD", "nz$": "NZD", "nt$": "TWD",
    "chf": "CHF", "₺": "TRY", "try": "TRY", "₽": "RUB", "rub": "RUB", "₦": "NGN", "ngn": "NGN", "₫": "VND",
    "mx$": "MXN", "₱": "PHP",
    "฿": "BTC", "₿": "BTC", "ƀ": "BTC", "Ξ": "ETH", "ξ": "ETH",
}  # fmt: skip

# Codes that are read as money wherever they stand beside a number; all of three letters.
_OTHER_CODES = "MXN|ARS|ZAR|SEK|NOK|DKK|PLN|CZK|HUF|UAH|AED|SAR|PHP|THB|IDR|MYR|VND|TWD|NZD|ILS|PKR"
_SIGNS |= {code.lower(): code for code in _OTHER_CODES.split("|")}
CODES = f"USD|EUR|GBP|JPY|CNY|RMB|KRW|INR|BRL|CAD|AUD|HKD|SGD|CHF|TRY|RUB|NGN|{_OTHER_CODES}"

CURRENCY_BEFORE = re.compile(
    r"(?P<mark>(?:(?<![A-Za-z])(?:USD|US|U\.S\.|CAD|CA|C|AU|A|HK|S|NZ|NT|MX|R))?\$(?:US)?"
    r"|(?:(?<![A-Za-z])CN)?¥|[€£￥₩₹₺₽₦₫₱฿₿ƀΞ]"
    rf"|(?<![A-Za-z/-])(?:USD[TC]|BUSD|usdt?|{CODES}|Rs\.?))"
    r"(?P<sign>[+−-]?)[ \u00a0\u202f]?$"
)
"""A currency that ends right before a number; search it with `endpos` at the number."""

_CENT, _ONE, _SATOSHI = Decimal("0.01"), Decimal(1), Decimal("0.00000001")
_MONEY_WORDS = {
    "dollar": "USD", "usd": "USD", "usdt": "USD", "usdc": "USD", "busd": "USD", "buck": "USD", "euro": "EUR",
    "eur": "EUR", "pound": "GBP", "pounds sterling": "GBP", "gbp": "GBP", "yen": "JPY", "jpy": "JPY", "yuan": "CNY",
    "cny": "CNY", "renminbi": "CNY", "rmb": "CNY", "krw": "KRW", "korean won": "KRW", "won": "KRW", "rupee": "INR",
    "inr": "INR", "ruble": "RUB", "rouble": "RUB", "rub": "RUB", "swiss franc": "CHF", "chf": "CHF", "franc": "CHF",
    "canadian dollar": "CAD", "cad": "CAD", "australian dollar": "AUD", "aud": "AUD", "hong kong dollar": "HKD",
    "singapore dollar": "SGD", "new zealand dollar": "NZD", "naira": "NGN", "lira": "TRY", "real": "BRL",
    "reais": "BRL", "brl": "BRL", "peso": "MXN", "bolivar": "VES", "rand": "ZAR", "zloty": "PLN",
}  # fmt: skip
_MONEY_WORDS |= _SIGNS
_COIN_WORDS = {
    "bitcoin": "BTC", "btc": "BTC", "xbt": "BTC", "ether": "ETH", "eth": "ETH", "litecoin": "LTC", "dogecoin": "DOGE",
    "coin": "COINS", "token": "COINS", "share": "SHARES",
}  # fmt: skip

_NOT_A_TICKER = (
    "AM|PM|UTC|GMT|EST|EDT|PST|PDT|ET|CET|BST|IST|JST|EMAS?|SMAS?|MAS?|DMA|WMA|RSI|US|UK|EU|CEO|CFO|ATH|ATL|TVL|"
    "AUM|OI"
    "|BPS|USD|EUR|GBP|JPY|KRW|CNY|HOURS?|DAYS?|WEEKS?|MONTHS?|YEARS?|AND|OR|TO|IN|ON|AT|BY|THE|ETFS?|JAN|FEB|MAR|APR"
    "|MAY|JUNE?|JULY?|AUG|SEP|OCT|NOV|DEC|AI|PR|TPS|GH|EH|TH|KM|GB|TB|MB|MW|GW|KW|NFTS?|DAO|BC|AD|II|III|IV|VI|IS|AS"
    "|FOR|WITH|LONGS?|SHORTS?|BUY|SELL|MILLION|BILLION|TRILLION|PRICE|LEVEL|MARK|SUPPORT|RESISTANCE"
)
UNIT_AFTER = re.compile(
    r"(?P<percent>\s?%|\s?-?(?i:per[ ]?cents?|pct)\b|\s?pc\b)(?!age)"
    r"|(?P<multiple>\s?[xX×](?![A-Za-z0-9]))"
    r"|(?P<points>[\s-](?i:points?|pts)\b)"
    r"|(?P<sign>¢|\s?(?:US\$|[$€£¥₩₹₺₽₫₿])(?![\w$€£]|\s?\.?\d))"
    r"|[\s-](?P<word>(?i:"
    r"(?:(?:US|U\.S\.|American|Canadian|Australian|Hong Kong|Singapore|New Zealand) )?dollars?"
    r"|bucks?|euros?|pounds?(?: sterling)?|yen|yuan|renminbi|(?:South )?(?:Korean )?won|rupees?|rou?bles?"
    r"|(?:swiss )?francs?|naira|lira|reais|pesos?|zloty|cents?|pence)\b"
    rf"|(?:USD[TC]|BUSD|usdt?|{CODES})\b)|(?P<code>{CODES})\b"
    r"|[\s-]?(?P<coins>(?i:bitcoins?|ethers?|ethereum|litecoins?|dogecoins?|coins|tokens|shares|sats|satoshis?)\b"
    rf"|(?!(?:{_NOT_A_TICKER})\b)[A-Z]{{2,10}}(?![A-Za-z0-9=/]|-[A-Z]))"
)
"""The unit right behind a number (and its multiplier); exactly one group is set."""


def currency_of_sign(mark: str) -> str:
    """ISO code (or BTC, ETH) of a currency sign or code that stands before a number."""
    return _SIGNS[mark.lower()]


def unit_of_word(word: str) -> tuple[str, Decimal]:
    """Unit of a word behind a number, and the factor that turns the number into that unit.

    Returns:
        E.g. `("USD", 0.01)` for "cents", `("BTC", 1E-8)` for "sats", `("SOL", 1)` for "SOL".
    """
    key = " ".join(word.lower().split())
    if key in ("cent", "cents", "¢"):
        return "USD", _CENT
    if key == "pence":
        return "GBP", _CENT
    if key in ("sat", "sats", "satoshi", "satoshis"):
        return "BTC", _SATOSHI
    for prefix in ("us ", "u.s. ", "american ", "south "):
        key = key.removeprefix(prefix)
    for candidate in (key, key.removesuffix("s")):
        if candidate in _MONEY_WORDS:
            return _MONEY_WORDS[candidate], _ONE
        if candidate in _COIN_WORDS:
            return _COIN_WORDS[candidate], _ONE
    return {"ethereum": "ETH"}.get(key, word.upper()), _ONE
