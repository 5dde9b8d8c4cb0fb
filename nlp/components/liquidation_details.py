"""Side, asset, window, source and venue of a liquidation figure."""

import re

from nlp.annotations import PositionSide
from nlp.components.extensions import AssetSpan, Reading, Sentence
from nlp.components.figure_windows import FigureWindow

_SIDE = re.compile(
    r"\b(?:(?P<both>(?:both )?(?:longs?|shorts?)(?: positions?)? (?:and|&|or) (?:longs?|shorts?)|both sides)"
    r"|(?P<long>longs?|long[ -](?:side|positions?|liquidations?|traders?)|bulls?|bullish (?:bets|positions)|buyers)"
    r"|(?P<short>shorts?|short[ -](?:side|positions?|liquidations?|traders?|sellers?)|bears?|bearish (?:bets|"
    r"positions)|sellers|betting against))\b"
    r"(?![ -](?:squeeze|term|time|lived|run|covering|covers?|ly|ago|while|market|trap))"
)
_NEW_SUBJECT = re.compile(r",|\b(?:as|after|when|before|and|with)\b")
_NEARLY_ALL = re.compile(
    r"[^¤;.]{0,24}, (?:nearly|almost|virtually) (?:all|every one)(?: of (?:them|it))? "
    r"(?:(?P<both>both)|(?P<long>longs?)|(?P<short>shorts?))\b"
)
_MOST_OF = re.compile(
    r"\b(?:bulk|most|majority|share|half|quarters?|part) of (?:a|an|the|that|this|those|its|all)\b[^¤]{0,24}$"
)
_BREAK = re.compile(r"[;.]|,? (?:while|whereas|but|compared|versus|vs|against)\b|, (?:and|with) ")

_NUMBER = r"(?P<count>\d{1,3}|one|two|three|four|five|six|twelve|twenty-four|forty-eight|couple of)"
_FILL = r"(?:(?:the|just|a|about|roughly|less than|only|under|over|single|mere|matter of|past|last) )*"
_WINDOW: tuple[tuple[re.Pattern[str], float | None], ...] = tuple(
    (re.compile(pattern), hours)
    for pattern, hours in (
        (
            rf"\b(?:past|last|previous|trailing|preceding|prior|in|within|over|during|under|than|every) "
            rf"{_FILL}{_NUMBER}[ -]?(?:full |short )?"
            r"(?P<unit>minutes?|mins?|hours?|hrs?|h\b|days?|weeks?)\b",
            None,
        ),
        (rf"\b{_NUMBER}[ -]?(?P<unit>minute|hour|hr|h|day|week)s?\b", None),
        (
            r"\b(?:past|last|single|final|previous|following) (?:60 minutes|sixty minutes|hour)\b|\bin (?:an|one|"
            r"a single|under an) hour\b"
            r"|\bwithin (?:an|the|one) hour\b|\bhourly\b|\b(?:the|that|an|every) hour\b|\bsixty minutes\b",
            1.0,
        ),
        (
            r"\b(?:past|last|previous|entire|whole|single|one|same|full) (?:trading )?day\b|\btoday\b|\bdaily\b|"
            r"\bon the day\b"
            r"|\b(?:in|within|over) (?:just |only )?(?:a|one|a single) day\b|\bday's\b|\bsingle-day\b|\bone-day\b|"
            r"\b24-?h(?:r|rs)?\b"
            r"|\bfor the day\b|\bin the day to\b|\b(?:in|over|during|of) the day\b",
            24.0,
        ),
        (r"\b(?:past|last|previous) week\b|\bthis week\b|\bweekly\b|\bin a week\b", 168.0),
        (r"\bpast half hour\b|\bhalf an hour\b", 0.5),
    )
)
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12, "twenty-four": 24, "forty-eight": 48,
    "couple of": 2,
}  # fmt: skip
_UNIT_HOURS = {"m": 1 / 60, "h": 1.0, "d": 24.0, "w": 168.0}

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
_VENUE_BY_WORD = {venue.lower(): venue for venue in _VENUES}

_PLACE = re.compile(r"\b(?:on|at|via) $")
_TIME_AS_TOPIC = re.compile(
    r"(?:(?:over|in|during|within) )?the (?:past|last|previous) (?P<count>\d{1,2}) (?P<unit>hour|day)s?\b[^\d$%]*$"
)

_OWN_TAIL = re.compile(
    r"(?:'s?)?(?: \((?:[a-z]+)\))?[ -](?:[\w-]+[ -]){0,2}?(?:liquidat\w*|longs?|shorts?|positions?|futures|"
    r"perpetuals?|perps?|contracts?|traders?|bulls?|bears?|bets|leverag\w*|"
    r"speculators|derivatives|swaps)\b"
)
_SUBJECT_TAIL = re.compile(
    r"\)?(?:'s?)?(?: \((?:[a-z/]+)\))?(?:, (?:the|a|an) [^,¤]{3,50},|,)?(?: [\w'-]+){0,8}? "
    r"(?:account\w*|saw|see(?:s|ing)?|seen|record\w*|led|"
    r"lead\w*|contribut\w*|suffer\w*|register\w*|top\w*|had|has|follow\w*|responsible|"
    r"ma(?:de|kes|king) up|took|taking|came|behind|at|with|represent\w*|compris\w*|los\w*|experienc\w*|fac\w*|"
    r"witness\w*|rack\w*|tall\w*|bore|bearing|posted|alone)\b"
)
_GIVEN_TO = re.compile(
    r"\s?(?:(?:worth )?(?:of|in|from|for|on|to|by|came from|was|were|were in|was in|belong\w+ to|tied to|"
    r"involving|against|were from|was from|among|across|being|is|are|stemm\w+ from|"
    r"attribut\w+ to|linked to)\s)?(?:the |that |those |leveraged |long |short |over-leveraged |bullish |bearish )*"
)
_EVENT = re.compile(r"\b(?:was|is|became|saw|suffered) an? (?:\w+ )?¤ (?:\w+ )?(?:liquidation|wipe-?out|flush)")
_DIRECTLY = re.compile(
    r"(?:'s)?(?: \([a-z]+\))?\s?(?:[:,–-]|saw|at|with|lost|for|\()?\s?"
    r"(?:(?:about|around|over|nearly|roughly|some|a|an) )*"
)
_ONE_TRADE = re.compile(r"\s(?:long |short |swap )?(?:trade|order)\b")
_LONGEST_TAIL = 130
_AND_WITH = re.compile(r", with (?:over |about |nearly |some |more than |around )*$")
_SINGLE = re.compile(
    r"\b(?:(?:largest|biggest|single)(?: single| individual| wallet| one)?(?:-wallet)? (?:liquidation|liquidated|"
    r"order|position|trade|long|short|hit|wallet)|"
    r"single (?:largest|biggest)|one trader|a trader|a whale|whale's|single trader|his|her)\b"
)
_TRADERS = re.compile(
    r"\b(?P<count>\d[\d,]{0,10}(?:\.\d{1,3})?)\s?(?P<scale>k|thousand|million|m)?\s(?:\w+ )?(?:traders|accounts|"
    r"investors|positions|people|users)\b"
)


def side_of(window: FigureWindow) -> PositionSide:
    """The side that was closed, from the words that belong to the figure."""
    after = _BREAK.split(window.own_after, maxsplit=1)[0].split("¤")[0][:70]
    if match := _NEARLY_ALL.match(window.own_after):
        return _side(match)
    match = _SIDE.search(after)
    if match and not _NEW_SUBJECT.search(after[: match.start()]):
        return _side(match)
    before = window.own_before
    if _MOST_OF.search(before[-50:]):
        return "unknown"
    cuts = [found.end() for found in _BREAK.finditer(before)]
    for stretch in (before[cuts[-1] :] if cuts else before, before):
        stretch = stretch[stretch.rfind("¤") + 1 :]
        matches = list(_SIDE.finditer(stretch))
        if matches:
            return _side(matches[-1])
    return "unknown"


def _side(match: re.Match[str]) -> PositionSide:
    return "both" if match["both"] else "long" if match["long"] else "short"


def window_of(window: FigureWindow) -> float | None:
    """Hours that the figure covers: the statement nearest to it in its sentence."""
    text = window.own_before + "\x00" + window.own_after
    here = len(window.own_before)
    best: tuple[int, float] | None = None
    for pattern, fixed in _WINDOW:
        for match in pattern.finditer(text):
            hours = fixed if fixed is not None else _stated_hours(match)
            crossed = text[min(match.end(), here) : max(match.start(), here)].count("¤")
            between = text[match.end() : here] if match.end() <= here else text[here : match.start()]
            distance = len(between) + 40 * crossed + (40 if _BREAK.search(between) else 0)
            if best is None or distance < best[0]:
                best = distance, hours
    return best[1] if best else None


def _stated_hours(match: re.Match[str]) -> float:
    count = match["count"]
    return round((float(count) if count.isdigit() else _COUNTS[count]) * _UNIT_HOURS[match["unit"][0]], 4)


def source_in(sentence: str) -> str | None:
    """Who counted, if a known data site is named in the sentence (in lower case)."""
    match = _SOURCE.search(sentence)
    return _SOURCES[match.group()] if match else None


def venue_in(window: FigureWindow) -> str | None:
    """The exchange on which the positions were closed, if the clause names one."""
    match = _VENUE.search(window.own_after[:60]) or _VENUE.search(window.own_before[-80:])
    return _VENUE_BY_WORD[match["venue"]] if match else None


def asset_of(found: Reading, window: FigureWindow) -> str | None:
    """The coin whose positions were closed; `ALL` when the words name none, `None` for one unnamed position."""
    start, end = window.quantity.start, window.quantity.end
    mentions = [
        m
        for m in found.mentions_in(window.sentence)
        if (m.form != "unit" or 0 <= m.start - end <= 2) and not _is_venue(found, m)
    ]
    before = [m for m in mentions if m.end <= start]
    after = [m for m in mentions if m.start >= end]
    named = (
        _listed(mentions, window)
        or _given_to(found, after, end)
        or _owning(found, before, window)
        or _subject(before, window)
        or _leading_positions(found, after, end)
    )
    if named:
        return named
    return None if _SINGLE.search(window.own_before[-70:] + " " + window.own_after[:40]) else "ALL"


def _is_venue(found: Reading, mention: AssetSpan) -> bool:
    """Positions are closed "on Hyperliquid" whatever their coin."""
    return (
        mention.text.lower() in _VENUE_BY_WORD
        and _PLACE.search(found.plain, max(0, mention.start - 4), mention.start) is not None
    )


def asset_of_condition(found: Reading, window: FigureWindow) -> str | None:
    """The coin whose price would set off the closing ("if bitcoin slips to $64,000, ..."), else `ALL`."""
    mentions = [
        m for m in found.mentions_in(window.sentence) if m.end <= window.quantity.start and not _is_venue(found, m)
    ]
    return mentions[0].ticker if len({m.ticker for m in mentions}) == 1 else "ALL"


def hours_told_before(found: Reading, sentence: Sentence) -> float | None:
    """The time that the sentence before is about, if it has no figures of its own: "The last 24 hours were brutal."."""
    if sentence.index == 0 or sentence.is_headline:
        return None
    before = found.sentences[sentence.index - 1]
    if before.is_headline or "\n" in found.plain[before.end - 1 : sentence.start]:
        return None
    match = _TIME_AS_TOPIC.match(found.plain[before.start : before.end].lower())
    return round(float(match["count"]) * _UNIT_HOURS[match["unit"][0]], 4) if match else None


def _given_to(found: Reading, after: list[AssetSpan], end: int) -> str | None:
    """Who the sum belongs to: "$20 million of BTC longs", "$20 million came from ether"."""
    return next((m.ticker for m in after if _GIVEN_TO.fullmatch(found.plain[end : m.start].lower())), None)


def _owning(found: Reading, before: list[AssetSpan], window: FigureWindow) -> str | None:
    """Whose sum it is said to be: "BTC short liquidations hit $X", "ether accounted for $X", "SOL: $X"."""
    start = window.quantity.start
    for mention in reversed(before):
        tail = found.plain[mention.end : start].lower()
        if len(tail) > _LONGEST_TAIL:
            break
        if _DIRECTLY.fullmatch(tail) or _OWN_TAIL.match(tail) or _ONE_TRADE.match(tail):
            return mention.ticker
        if _SUBJECT_TAIL.match(tail) and "¤" not in window.own_before[-len(tail) :]:
            return mention.ticker
    return None


def _subject(before: list[AssetSpan], window: FigureWindow) -> str | None:
    """What the sentence is about, where that closed the positions: "bitcoin's plunge was a $X liquidation event"."""
    if not before:
        return None
    if _EVENT.search(window.own_before[-24:] + "¤" + window.own_after[:40]):
        return before[0].ticker
    is_only = len({m.ticker for m in before}) == 1
    return before[0].ticker if is_only and _AND_WITH.search(window.own_before[-40:]) else None


def _leading_positions(found: Reading, after: list[AssetSpan], end: int) -> str | None:
    """The positions of an asset that is named a little later: "$X wiped from bitcoin longs"."""
    for mention in after:
        gap = found.plain[end : mention.start].lower()
        if len(gap) < 60 and not _BREAK.search(gap) and _OWN_TAIL.match(found.plain[mention.end :][:40].lower()):
            return mention.ticker
    return None


def _listed(mentions: list[AssetSpan], window: FigureWindow) -> str | None:
    """The asset in the same place of its list as the figure: "bitcoin and ether with $328 million and $332 million"."""
    if window.list_length < 2:
        return None
    start = window.quantity.start
    tickers = list(dict.fromkeys(m.ticker for m in mentions if m.end <= start))
    return tickers[window.list_position] if len(tickers) == window.list_length else None


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
