"""Direction, asset and nature (standing or change) of a metric that is given as an amount."""

import re

from nlp.annotations import Direction, MetricKind
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading
from nlp.components.figure_windows import FigureWindow
from nlp.components.percent_words import DOWN, UP

_MOVED = re.compile(
    rf"\b(?:(?P<up>{UP}|reach\w*|swell\w*|balloon\w*|top(?:s|ped)|doubl\w+|tripl\w+|quadrupl\w+|"
    rf"back to|exceed\w*|surpass\w*)|"
    rf"(?P<down>{DOWN}|shrank|shrink\w*|wip\w+|shrunk))(?![\w-])"
)
_STANDING = re.compile(r"above|below|under|beneath|off|ahead|premium|profits?|returns?|returned|red|green|loss(?:es)?")
_WAS = re.compile(r"\bfrom(?: (?:about|around|nearly|roughly|over|just|under|a|its|the|some))*\s?$")
_EXTREME = re.compile(
    r",? (?:a|an|its|the)(?: new| fresh)? (?:[\w-]+ ){0,2}?(?:(?P<high>highs?|record|highest|peak)|(?P<low>lows?|"
    r"lowest))\b"
)
_MOVE_BEHIND = re.compile(rf",? (?:an? (?:[\w-]+ )?)?(?:(?P<up>{UP})|(?P<down>{DOWN}))(?![\w-])")
_AT_RECORD = re.compile(
    r"\b(?:record|all-time|lifetime|[\w-]+-(?:year|month|week)) (?:high|peak)(?: (?:of|above|at|near|over|around|"
    r"about|nearly))*\s?$"
)
_CLAUSE = re.compile(r";|\.\s|\bwhile\b|, (?:with|and|giving|or|but)\b|\bas\b")
_IN = re.compile(
    r"\binflow|\bnet buying|\bpoured|\battract\w+|\badded|\b(?:took|take|takes|taking) in|\bpull(?:ed|s|ing)? in|"
    r"\bdr[ea]ws?\b|\bdrawing|"
    r"\braked|\babsorb\w+|"
    r"\bcreat(?:ed|ions)|\bbought|\bbringing in|\bbrought in|\bgained|\breceived"
)
_OUT = re.compile(
    r"\boutflow|\bredemption|\bnet selling|\bbled|\bbleed\w*|\bpulled (?:out|from)|\bwithdr\w+|\bexit\w*|\bleft\b|"
    r"\blost|\bshed\b|\byanked"
)
_PULLED = re.compile(
    r"\b(?:pull|yank|remov|redeem|tak|took)\w*(?: (?:about|around|nearly|over|another|some|more than))*\s?$"
)
_FROM_FUNDS = re.compile(r"\s(?:net )?(?:from|out of)\b")
_WHOLE_MARKET = re.compile(
    r"\b(?:total|global|overall|combined|aggregate|entire|whole|industry|crypto(?:currency)?(?: "
    r"market)?(?:'s)?(?: total)?|digital assets?|across (?:the|all)|all cryptocurrencies|"
    r"market(?:-| )?wide|the market(?! (?:cap|value))|altcoins?)\b"
)
_CHANGE = re.compile(
    r"\b(?:gained|lost|los(?:es|ing)|shed|added|adding|wip(?:ed|ing|es)(?: out| off)?|eras(?:ed|ing|es)|shav(?:ed|"
    r"ing)|knock(?:ed|ing)|slash(?:ed|ing)|evaporated|"
    r"vanished|by|increase of|drop of|decline of|rise of|fall of|jump of|surge of|loss of|grew|fell|rose|dropped|"
    r"climbed)"
    r"(?: (?:about|around|nearly|over|more than|roughly|almost|some|another|a|an|further|as much as|up to))*\s?$"
)
_CHANGE_BEHIND = re.compile(
    r"\s?(?:in (?:market )?value )?(?:was |were |has been |have been )?(?:wiped|erased|shaved|evaporated|vanished|"
    r"added|gone|lost|off (?:the|its)|from the)\b"
)

_FUND_WORD = re.compile(
    r"\b(?:etfs?|etps?|exchange-traded|funds?|trusts?|gbtc|ibit|fbtc|arkb|bitb|etha|ethe|fethb?|investment "
    r"products|blackrock\w*|fidelity\w*|grayscale\w*|coinshares|farside|sosovalue)\b"
)
_EXCHANGE_FLOW = re.compile(
    r"\bexchanges? (?:net ?)?(?:in|out)?-?flows?|(?:in|out)flows? (?:to|from|into|on) (?:centralized )?exchanges"
)


def direction_of_sum(kind: MetricKind | str, window: FigureWindow) -> Direction | None:
    """Which way the metric went, or the sign of a flow."""
    if kind in ("etf_flow", "exchange_netflow"):
        return _flow(window)
    extreme = _EXTREME.match(window.own_after)
    if extreme:
        return "high" if extreme["high"] else "low"
    before = window.own_before[-90:]
    if _AT_RECORD.search(before):
        return "high"
    if _WAS.search(before):
        return None
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    matches = [
        match for match in _MOVED.finditer(before[cuts[-1] if cuts else 0 :]) if not _STANDING.fullmatch(match.group())
    ]
    if matches:
        return "up" if matches[-1]["up"] else "down"
    apposed = _MOVE_BEHIND.match(window.own_after)
    if apposed:
        return "up" if apposed["up"] else "down"
    return None


def _flow(window: FigureWindow) -> Direction | None:
    after = window.own_after[:45].split("¤")[0]
    ins, outs = _IN.search(after), _OUT.search(after)
    if ins or outs:
        return "inflow" if ins and not (outs and outs.start() < ins.start()) else "outflow"
    before = window.own_before
    if _PULLED.search(before) and _FROM_FUNDS.match(window.own_after):
        return "outflow"
    if window.quantity.sign:
        return "inflow" if window.quantity.sign > 0 else "outflow"
    last_in = max((m.end() for m in _IN.finditer(before)), default=-1)
    last_out = max((m.end() for m in _OUT.finditer(before)), default=-1)
    if last_in < 0 and last_out < 0:
        return "inflow" if _IN.search(window.own_after) else "outflow" if _OUT.search(window.own_after) else None
    return "inflow" if last_in > last_out else "outflow"


def asset_of_sum(found: Reading, window: FigureWindow) -> str | None:
    """The asset whose market cap, volume, interest or flow it is; `ALL` for the whole market."""
    quantity = window.quantity
    mentions = [m for m in found.mentions_in(window.sentence) if m.end <= quantity.start]
    since = mentions[-1].end if mentions else window.sentence.start
    between = found.plain[max(since, quantity.start - 110) : quantity.start].lower()
    if _WHOLE_MARKET.search(between) or _WHOLE_MARKET.search(window.own_after[:24]):
        return "ALL"
    return asset_at(found, quantity.start, quantity.end).ticker


def is_change_of_sum(kind: MetricKind, window: FigureWindow) -> bool:
    """Whether the amount is a change of the metric rather than its standing."""
    if kind in ("etf_flow", "exchange_netflow"):
        return False
    return bool(_CHANGE.search(window.own_before[-50:]) or _CHANGE_BEHIND.match(window.own_after))


def is_fund_flow(found: Reading, window: FigureWindow) -> bool:
    """Whether a flow is one of funds rather than of exchanges."""
    around = window.before + window.after
    if _EXCHANGE_FLOW.search(around):
        return False
    if _FUND_WORD.search(around):
        return True
    for index in (window.sentence.index - 1, window.sentence.index - 2, 0):
        if index >= 0:
            near = found.sentences[index]
            if _FUND_WORD.search(found.plain[near.start : near.end].lower()):
                return True
    return False
