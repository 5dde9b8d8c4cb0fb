"""By whose count, on which venue, and how many traders: what stands beside a liquidation figure."""

import re

from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_windows import FigureWindow

_SOURCES = {
    "coinglass": "Coinglass",
    "bybt": "Bybt",
    "coinalyze": "Coinalyze",
    "cryptoquant": "CryptoQuant",
    "glassnode": "Glassnode",
    "datamish": "Datamish",
    "skew": "Skew",
    "hyblock": "Hyblock",
    "hyblock capital": "Hyblock",
    "kaiko": "Kaiko",
    "santiment": "Santiment",
    "intotheblock": "IntoTheBlock",
    "arkham": "Arkham",
    "laevitas": "Laevitas",
    "velo data": "Velo",
    "velo": "Velo",
    "coinank": "CoinAnk",
    "lookonchain": "Lookonchain",
    "amberdata": "Amberdata",
    "the block data": "The Block",
    "k33": "K33",
    "tensorcharts": "TensorCharts",
    "coinmarketcap": "CoinMarketCap",
    "coingecko": "CoinGecko",
    "parsec": "Parsec",
    "viewbase": "Viewbase",
    "bitmexrekt": "BitmexRekt",
}
_SOURCE = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(_SOURCES, key=len, reverse=True))) + r")\b")
_VENUES = (
    "Binance",
    "Bybit",
    "OKX",
    "OKEx",
    "HTX",
    "Huobi",
    "BitMEX",
    "Deribit",
    "Hyperliquid",
    "Bitfinex",
    "FTX",
    "Kraken",
    "Gate.io",
    "Gate",
    "Bitget",
    "dYdX",
    "Coinbase",
    "CME",
    "KuCoin",
    "Bitstamp",
    "GMX",
    "Aave",
    "Compound",
    "MakerDAO",
    "CoinEx",
    "MEXC",
    "Poloniex",
)
_VENUE = re.compile(
    r"\b(?:on|at|by|from|via|exchange) (?:the )?(?:crypto )?(?:exchange )?(?P<venue>"
    + "|".join(re.escape(v.lower()) for v in _VENUES)
    + r")\b"
)
_VENUE_AS_SUBJECT = re.compile(
    r"\b(?P<venue>"
    + "|".join(re.escape(v.lower()) for v in _VENUES)
    + r")(?:'s)?(?: (?:alone|also|users|traders))*,? (?:(?:account(?:ed|s|ing)|(?:was |were )?responsible) for|for|"
    r"contribut(?:ed|es|ing)|record(?:ed|s|ing)|saw|sees|seeing|had|register(?:ed|s|ing)|"
    r"(?:led|leads|leading|followed|topped the list)(?: the way)? (?:with|at)|with)"
    r"(?: (?:about|around|nearly|roughly|over|some|just|only|almost|another|more than|a further))*\s$"
)
_VENUE_NAME = re.compile(r"\b(?:" + "|".join(re.escape(v.lower()) for v in _VENUES) + r")\b")
VENUE_BY_WORD = {venue.lower(): venue for venue in _VENUES}

_TRADERS = re.compile(
    r"\b(?P<count>\d[\d,]{0,10}(?:\.\d{1,3})?)\s?(?P<scale>k|thousand|million|m)?\s(?:\w+ )?(?:traders|accounts|"
    r"investors|positions|people|users)\b"
)


def source_in(sentence: str) -> str | None:
    """Who counted, if a known data site is named in the sentence (in lower case)."""
    match = _SOURCE.search(sentence)
    return _SOURCES[match.group()] if match else None


def venue_in(window: FigureWindow) -> str | None:
    """The exchange on which the positions were closed, if the clause names one."""
    before, behind = window.own_before[-80:], window.own_after[:100].split("¤")[0]
    match = _VENUE_AS_SUBJECT.search(before) or _VENUE.search(behind) or _VENUE.search(before)
    return VENUE_BY_WORD[match["venue"]] if match else None


def names_venue(window: FigureWindow) -> bool:
    """Whether an exchange is named shortly before the figure."""
    return _VENUE_NAME.search(window.own_before[-80:]) is not None


def n_traders_near(found: Reading, sentence: Sentence) -> int | None:
    """How many traders were hit, if this sentence or the next one says so."""
    for index in (sentence.index, sentence.index + 1):
        if index < len(found.sentences):
            near = found.sentences[index]
            match = _TRADERS.search(found.plain[near.start : near.end].lower())
            if match:
                scale = {"k": 1000, "thousand": 1000, "million": 10**6, "m": 10**6}.get(match["scale"] or "", 1)
                return int(float(match["count"].replace(",", "")) * scale)
    return None
