"""Whether a word that could be an asset's name (near, ONE, Compound, Coinbase) means the asset where it stands.

Evidence is looked for right beside the word only: a cashtag, a pair, parentheses after another name, a price word, a
move with its figure, an amount. What the rest of the article says is weighed in `nlp.components.assets`.
"""

import re

from nlp.text.lexicon import Candidate

_QUOTE = r"(?:USD[TC]?|FDUSD|BUSD|EUR|GBP|JPY|KRW|TRY|BTC|XBT|ETH|PERP)\b"
_PAIR_TAIL = re.compile(rf"\s?[/\-]\s?{_QUOTE}(?:[/\-]PERP\b)?")
_POSSESSIVE = r"(?:'s?|s)?"
_NAMING_TAIL = re.compile(
    rf"{_POSSESSIVE}\s+(?:spot |native |governance |utility )?"
    r"(?:prices?|tokens?|coins?|memecoins?|cryptocurrenc(?:y|ies)|"
    r"holders|bulls|bears|longs|shorts|(?:long|short) positions|liquidations|perpetuals?|futures|funding rates?|"
    r"open interest|market cap(?:italization)?|all-time high)\b"
)
_NETWORK_TAIL = re.compile(
    rf"{_POSSESSIVE}\s+(?:blockchain|ecosystem|protocol|network|mainnet|validators?)\b", re.IGNORECASE
)
_STOCK_TAIL = re.compile(rf"{_POSSESSIVE}\s+(?:shares?|stocks?|common stock)\b")
_STOCK_TRADES = re.compile(
    r"(?:\s?\u2013[^\u2013\n]{3,120}\u2013)?(?:,? ?(?:which|also|has|had|is|was|last|then|now|currently|again|"
    r"itself)\b)*"
    r" (?:traded|trades|trading|closed|closes|opened|opens|ended|finished|debuted|settled|changed hands|"
    r"f[ae]ll(?:s|en)?|"
    r"drop(?:s|ped)|sl[iu]mp(?:s|ed)|slides?|slid|r[io]ses?|risen|jump(?:s|ed)|climb(?:s|ed)|plung(?:es|ed)|tumbl(?:es|ed)|"
    r"surg(?:es|ed)|soar(?:s|ed)|sinks|sank|slip(?:s|ped)|dip(?:s|ped)|gain(?:s|ed))"
    r"(?: (?:[\w-]+|\d[\d.]*%)){0,5}? "
    r"(?:at|to|as high as|as low as|near|around|above|below|under|past|for) (?:about |around |just )*\$\d[\d,.]*"
    r"(?![\d,]|\.\d|\s?(?:[kmb]n?\b|thousand|million|billion|trillion))",
    re.IGNORECASE,
)
_VENUE_HEAD = re.compile(
    r"\b(?:on|at|via|from|of|by|to|in|through|for|and|using)(?: (?:the|us|u\.s\.))? $", re.IGNORECASE
)
"""What trades on a company is no share of it: "bitcoin on Coinbase traded at $9,000"."""
_STOCK_HEAD = re.compile(
    r"\b(?:price targets?|ratings?|coverage) (?:on|for|of) $|\b(?:shares|stocks?) (?:of|in|like|such as)(?: "
    r"\S+){0,3} $",
    re.IGNORECASE,
)
_MOVE_TAIL = re.compile(
    rf"{_POSSESSIVE},?\s*(?:\(.{{1,20}}?\)\s*)?(?:(?:which|that|has|have|had|is|was|are|were|also|now|then|currently|briefly|"
    r"recently|"
    r"still|itself|both|all|index|composite|futures|each)\s+){0,3}"
    r"(?:trad(?:es|ed|ing)|chang(?:es|ed|ing) hands|r[io]s(?:e|es|en|ing)|f[ae]ll(?:s|en|ing)?|gain(?:s|ed|ing)?|"
    r"los(?:es?|t|ing)|g[ai]ves? up|gave back|giving up|"
    r"drop(?:s|ped|ping)?|sl[io]d(?:es?|ing)?|slip(?:s|ped|ping)?|surg(?:es?|ed|ing)|soar(?:s|ed|ing)?|jump(?:s|ed|ing)?|"
    r"climb(?:s|ed|ing)?|rall(?:y|ies|ied|ying)|plung(?:es?|ed|ing)|tumbl(?:es?|ed|ing)|crash(?:es|ed|ing)?|"
    r"plummet(?:s|ed|ing)?|dip(?:s|ped|ping)?|s[aiu]nk(?:s|ing)?|shed(?:s|ding)?|added|adding|advanc(?:es?|ed|ing)|"
    r"declin(?:es?|ed|ing)|spik(?:es?|ed|ing)|(?:sky)?rocket(?:s|ed|ing)?|down|up|off(?= by | about | \d)|"
    r"hover(?:s|ed|ing)?|reclaim(?:s|ed)?|"
    r"retreat(?:s|ed|ing)?|retrac(?:es?|ed|ing)|rebound(?:s|ed|ing)?|recover(?:s|ed|ing)?|slump(?:s|ed|ing)?|edg(?:es?|ed|ing)|clos(?:es?|ed|ing)|"
    r"end(?:s|ed|ing)?|finish(?:es|ed)?|open(?:s|ed)?|broke|br[eo]ak(?:s|ing)?|hit(?:s|ting)?|notch(?:es|ed)?|s[ai]ts?|"
    r"flip(?:s|ped|ping)?|cross(?:es|ed|ing)?|eas(?:es?|ed|ing)|top(?:s|ped|ping)|pric(?:es|ed)|bounc(?:es?|ed|ing)|"
    r"(?:in|de)creas(?:es?|ed|ing)|inch(?:es|ed|ing)|tick(?:s|ed|ing)|"
    r"pull(?:s|ed|ing) back|see(?:s|ing)|saw|record(?:s|ed|ing)|post(?:s|ed|ing)|led|leads|extend(?:s|ed)|"
    r"outperform(?:s|ed)?|underperform(?:s|ed)?|register(?:s|ed)|account(?:s|ed) for|at|confirm(?:s|ed|ing)|"
    r"cost(?:s)?|reach(?:es|ed|ing)?|is worth|test(?:s|ed|ing)?|"
    r"(?=\d[\d.]*\s?(?:%|percent|per cent) (?:lower|higher|weaker|stronger|down|up)))\b"
)
_LEVEL_TAIL = re.compile(
    r"(?:'s)?,? (?:(?:still |now |also )?(?:needs?|must|has to|faces?|holds?|held|eyes|meets?|met|finds?|found|"
    r"could|may|might|will|would)|the|its) [^.;$\d]{0,60}?"
    r"\b(?:above|below|at|near|around|is|of|past|over|under|to|beyond|toward|towards) "
    r"\$\d[\d,.]*(?![\d,]|\.\d|\s?(?:[kmb]n?\b|thousand|million|billion|trillion))",
    re.IGNORECASE,
)
_LEVEL_WORD = re.compile(
    r"\b(?:support|resistance|line in the sand|close|closes|level|hurdle|barrier|floor|ceiling|target|price|candle)\b",
    re.IGNORECASE,
)
"""A price level told of the word: "needs a weekly close above $1.20", ", the next hurdle is $3"."""
_APPOSED_TAIL = re.compile(
    r", (?:an?|the|its|[A-Z][\w.-]*(?: [A-Z][\w.-]*)?'s) (?:[\w-]+ ){0,3}?(?:stablecoin|token|coin|memecoin|"
    r"cryptocurrency|digital (?:currency|asset))\b|, the (?:second|third|fourth|fifth|sixth)[- ](?:largest|biggest)\b"
)
"""What it is, said right behind it: "UST, a dollar-pegged stablecoin"."""
_POSSESSED = re.compile(
    r"'s (?:(?:[a-z0-9]+|[a-z0-9]+-[a-z]+) ){0,2}(?:triangle|chart|wedge|candles?|candlesticks?|uptrend|"
    r"downtrend|pennant|RSI|MACD|trendline|price action|double (?:top|bottom))\b"
    r"| (?:spent|spends) the (?:week|weekend|day|night|session|month) (?:between|above|below|at|near|around) \$\d"
)
"""What only something that trades has: "'s descending triangle"."""
_FOR_HEAD = re.compile(r"\b[Ff]or $")
_FOR_TAIL = re.compile(
    r", (?:(?:it|that|this) is |it's )?(?:at |near |around )?\$\d[\d,.]*(?![\d,]|\.\d|\s?(?:[kmbKMB]n?|[mb]illion)\b)"
)
_INDEX_AT_TAIL = re.compile(
    r"(?: (?:index|composite|average|futures|is|was|has|have|recently|also|now|then|currently|briefly|again))*"
    r" (?:trad(?:es|ed|ing)|clos(?:es|ed|ing)|end(?:s|ed|ing)|sits?|sat|stands|stood|open(?:s|ed)?|settled|"
    r"hover(?:s|ed|ing)|"
    r"finish(?:es|ed))(?: [\w-]+){0,2} (?:at|near|above|below|around|to) (?:about |around |a record )?\d{1,3},?\d{3}\b"
    r"|[^\n;]{0,60}?\b\d{1,3},?\d{3}(?:\.\d+)? points\b"
)
_PERCENT = re.compile(r"\d\s?%|\d percent|\b(?:similar|same) percentage")
_MONEY = re.compile(r"[$\u20ac\u00a3]\s?\d|USD \d|\d\s(?:US |euro )?cents\b")
_FIGURE_TAIL = re.compile(
    r"\s?(?::|at|=|\()\s?(?:USD |[$\u20ac\u00a3])?\d|\s?(?:[^\w\s!-/:-@\[-`{-~]{1,3}\s?)?[$][\d]|"
    r"\s?\(?[+\-]?\d+(?:\.\d+)?\s?%"
)
_PERCENT_TAIL = re.compile(r"\s\(?[+\-]?\d+(?:\.\d+)?\s?%")
_ROW_TAIL = re.compile(
    r"(?:\s?[-\u2013\u2014])?\s(?:by|at|with)\s(?:(?:a|an|about|around|nearly|almost|over|some|roughly|more than) )*"
    r"[+\-]?\d+(?:\.\d+)?\s?(?:%|percent\b|per cent\b)"
)
"""A row that shares its verb: "fell by 5%, LINK by almost 10%"."""
_AFTER_A_FIGURE = re.compile(r"\d(?:\s?%|\spercent|\sper cent|[kKmM])?,? (?:and |while |but )?$")
_FIGURE_NEXT = re.compile(
    r"\s(?:by |at |to |with )?(?:[$\u20ac\u00a3]\d|[+\-]?\d+(?:\.\d+)?\s?(?:%|percent\b|per cent\b))"
)
"""A row that shares its verb, name and figure by turns: "X fell 7% and Y 5%", "X slipped to $2 and Y to $3"."""
_PRICE_TAIL = re.compile(r"\s?[:(]\s?(?:USD |[$\u20ac\u00a3])\d|\s[|]\s?[$\u20ac\u00a3]\d")
"""A row of a table: "Ripple: $0.24", "Stellar ($0.09)"."""
_HAS_MARKET = re.compile(
    r"(?:'s| has an?| with an?|,? [\u2013-]) (?:current |total )?(?:price|market[ -]cap(?:itali[sz]ation)?|"
    r"market (?:share|value)|"
    r"trading volume)\b"
)
"""What only a coin has: "Ripple has a market cap of"."""
_COMMODITY_PRICE_TAIL = re.compile(
    r"\s?[:|\n]\s?\$\d|\s(?:(?:was|is|stood|last|traded) )?(?:held|bought|buys|fetch(?:ed|es)|at|near|around|"
    r"above|below|to|neared|topped)\s"
    r"(?:a record |an? all-time high of |about |around )?\$\d"
)
_INDEX_ROW = re.compile(r"\s?:\s?[$\u20ac\u00a3]?\d[\d,.]*\s?\(?[-+\u2212]")
_BY_THE_OUNCE = re.compile(r"\b(?:per|an|troy) ounce\b|\bbullion\b|\bprecious metals?\b|\bthat metal\b", re.IGNORECASE)
_OUNCE_REACH = 160
_KIND_HEAD = re.compile(
    r"\b(?:(?:meme|alt|stable)?coins?|tokens?|cryptocurrenc(?:y|ies))(?: called| named|,| like| such as)? $",
    re.IGNORECASE,
)
_AMOUNT_HEAD = re.compile(r"\d(?:\s?(?:million|billion|thousand|[kKmMbB]))?\s$")
_PAREN_HEAD = re.compile(r"[\w.\]\"']\s?\(\s?(?:\$|[A-Za-z]{2,8}\s?:\s?)?$")
_PAREN_TAIL = re.compile(r"\s?[),/:;]")
_FIGURE_REACH = 80
_HEAD_REACH = 40
_RUNNING_HEAD = re.compile(r"[a-z]{2,} [a-z-]{2,} $")
_RUNNING_TAIL = re.compile(r"(?:'s)?(?: [a-z]{2,}|[,.;:])")

_TIME_ZONES = frozenset({"GMT", "JST", "AST"})
_CLOCK_HEAD = re.compile(
    r"(?:\b\d{1,2}[:.h]\d\d|\b(?:[01]\d|2[0-3])[0-5]\d|\b(?:[01]?\d|2[0-4])|[ap]\.?m\.?|noon|midnight)[ (]{0,2}$",
    re.IGNORECASE,
)
_OFFSET_TAIL = re.compile(r"[+-]\d")

WELL_KNOWN_RANK = 150
"""A coin up to this rank is meant where its name has a capital inside a sentence, even if the name is a word too."""


def has_evidence(plain: str, candidate: Candidate) -> bool:
    """Whether the words beside a doubtful name say that it is the asset."""
    asset = candidate.asset
    if asset is None:
        return False
    start, end = candidate.start, candidate.end
    if _is_time_zone(plain, candidate):
        return False
    head = plain[max(start - _HEAD_REACH, 0) : start]
    if _names_its_ticker(plain, end, asset.ticker):
        return True
    if asset.kind == "stock":
        return _has_stock_evidence(plain, candidate, head)
    if asset.kind in ("index", "commodity", "fx"):
        return _has_market_evidence(plain, candidate, asset.kind)
    if candidate.form == "ticker":
        return _has_ticker_evidence(plain, start, end, head)
    is_known = asset.rank is not None and asset.rank <= WELL_KNOWN_RANK
    if plain[start].isupper() and _HAS_MARKET.match(plain, end):
        return True
    return _has_name_evidence(plain, start, end, head) or (is_known and _is_capitalised_inside(plain, start, end, head))


def is_written_as_name(plain: str, candidate: Candidate) -> bool:
    """Whether a doubtful name is spelled like one: a ticker in capitals, a name with a capital inside a sentence.

    Enough where other places of the article already show that the asset is meant; never enough for companies.
    """
    asset = candidate.asset
    if asset is None or asset.kind in ("index", "commodity", "fx"):
        return False
    if candidate.form == "ticker":
        return not is_shouted(plain, candidate.start, candidate.end) and not _is_time_zone(plain, candidate)
    if asset.kind == "stock" or not plain[candidate.start].isupper():
        return False
    begins_sentence = plain[max(candidate.start - 2, 0) : candidate.start].strip() in ("", ".", "-", '"', "!", "?", ":")
    return not begins_sentence or (
        plain[candidate.start - 1 : candidate.start] == " "
        and (plain[max(candidate.start - 2, 0)].isalnum() or candidate.end - candidate.start > 5)
    )


def _is_time_zone(plain: str, candidate: Candidate) -> bool:
    """Whether a ticker that is a time zone too stands behind a time ("03:00 GMT") or has an offset ("GMT+8")."""
    start, end = candidate.start, candidate.end
    if plain[start:end] not in _TIME_ZONES:
        return False
    return bool(_CLOCK_HEAD.search(plain, max(start - 8, 0), start) or _OFFSET_TAIL.match(plain, end))


def is_shouted(plain: str, start: int, end: int) -> bool:
    """Whether a word in capitals stands among words in capitals, where they say nothing."""
    around = plain[max(start - 30, 0) : start].split("\n")[-1] + plain[end : end + 30].split("\n")[0]
    letters = [letter for letter in around if letter.isalpha()]
    return len(letters) > 8 and sum(map(str.isupper, letters)) > 0.75 * len(letters)


def _names_its_ticker(plain: str, end: int, ticker: str) -> bool:
    tail = plain[end : end + 24 + len(ticker)].lstrip()
    return tail.startswith("(") and ticker in re.split(r"[^A-Za-z0-9]+", tail.partition(")")[0])


def _moves(plain: str, end: int, *, needs_percent: bool = False) -> bool:
    move = _MOVE_TAIL.match(plain, end)
    if move is None:
        return False
    stop = min(move.end() + _FIGURE_REACH, len(plain))
    if _PERCENT.search(plain, move.end(), stop):
        return True
    return not needs_percent and _MONEY.search(plain, move.end(), stop) is not None


def _has_level(plain: str, end: int, head: str) -> bool:
    if _POSSESSED.match(plain, end) or (_FOR_HEAD.search(head) and _FOR_TAIL.match(plain, end)):
        return True
    level = _LEVEL_TAIL.match(plain, end, end + 2 * _FIGURE_REACH)
    return level is not None and _LEVEL_WORD.search(level.group()) is not None


def _has_market_evidence(plain: str, candidate: Candidate, kind: str) -> bool:
    start, end = candidate.start, candidate.end
    if kind == "commodity" and _BY_THE_OUNCE.search(plain, max(start - _OUNCE_REACH, 0), end + _OUNCE_REACH):
        return True
    if kind == "index" and _INDEX_AT_TAIL.match(plain, end):
        return True
    row = _INDEX_ROW if kind == "index" else _COMMODITY_PRICE_TAIL
    if row.match(plain, end) or _moves(plain, end, needs_percent=kind == "index"):
        return True
    return candidate.form == "ticker" and _PAIR_TAIL.match(plain, end) is not None


def _has_stock_evidence(plain: str, candidate: Candidate, head: str) -> bool:
    end = candidate.end
    if not plain[candidate.start].isupper():
        return False
    if candidate.form == "ticker":
        in_parentheses = _PAREN_HEAD.search(head) and _PAREN_TAIL.match(plain, end)
        return bool(in_parentheses or head.endswith("$") or _STOCK_TAIL.match(plain, end))
    if _STOCK_TAIL.match(plain, end) or _STOCK_HEAD.search(head):
        return True
    if _STOCK_TRADES.match(plain, end) and not _VENUE_HEAD.search(head):
        return True
    if _ROW_TAIL.match(plain, end) and head.endswith((", ", " and ")):
        return True
    return _moves(plain, end, needs_percent=True) or _is_next_in_row(plain, end, head)


def _is_next_in_row(plain: str, end: int, head: str) -> bool:
    return _FIGURE_NEXT.match(plain, end) is not None and _AFTER_A_FIGURE.search(head) is not None


def _has_ticker_evidence(plain: str, start: int, end: int, head: str) -> bool:
    if head.endswith("$") or _PAIR_TAIL.match(plain, end):
        return True
    if _PAREN_HEAD.search(head) and _PAREN_TAIL.match(plain, end):
        return not _abbreviates(plain[start:end], head)
    if is_shouted(plain, start, end):
        return False
    return bool(
        _NAMING_TAIL.match(plain, end)
        or _APPOSED_TAIL.match(plain, end)
        or _FIGURE_TAIL.match(plain, end)
        or _ROW_TAIL.match(plain, end)
        or _KIND_HEAD.search(head)
        or (end - start > 1 and _AMOUNT_HEAD.search(head))
        or _moves(plain, end)
        or _has_level(plain, end, head)
    )


def _abbreviates(ticker: str, head: str) -> bool:
    """Whether the parentheses hold the initials of ordinary words: "all-time high (ATH)", "moving average (MA)"."""
    words = re.findall(r"[A-Za-z]+", head)[-len(ticker) :]
    return len(words) == len(ticker) and all(
        word[0].upper() == letter and word.islower() for word, letter in zip(words, ticker, strict=True)
    )


def _is_capitalised_inside(plain: str, start: int, end: int, head: str) -> bool:
    """A capital in running text ("the rival Stellar has reached"): a name, and of two names the better known one."""
    return plain[start].isupper() and bool(_RUNNING_HEAD.search(head) and _RUNNING_TAIL.match(plain, end))


def _has_name_evidence(plain: str, start: int, end: int, head: str) -> bool:
    if not plain[start].isupper():
        # "ripple price", but not "near price support"
        return end - start > 4 and _NAMING_TAIL.match(plain, end) is not None
    return bool(
        _NAMING_TAIL.match(plain, end)
        or _NETWORK_TAIL.match(plain, end)
        or _PERCENT_TAIL.match(plain, end)
        or _ROW_TAIL.match(plain, end)
        or _is_next_in_row(plain, end, head)
        or (_PRICE_TAIL.match(plain, end) and not head.endswith("-"))
        or _APPOSED_TAIL.match(plain, end)
        or _KIND_HEAD.search(head)
        or _moves(plain, end)
        or _has_level(plain, end, head)
    )
