"""Percentages: which are price moves, in which direction, and which belong to another metric.

A percentage is a price move when a word of direction governs it and nothing but a price is what moved.
"""

import re
from dataclasses import dataclass
from typing import cast

from nlp.annotations import Direction, MetricKind
from nlp.components.figure_windows import FigureWindow

UP = (
    r"rose|rises?|risen|rising|gain(?:s|ed|ing|ers?)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|surg(?:e|es|ed|ing)|"
    r"soar(?:s|ed|ing)?|"
    r"rall(?:y|ies|ied|ying)|up|higher|advanc(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|add(?:s|ed|ing)?|gr[eo]w(?:s|"
    r"n|ing)?|growth|"
    r"spik(?:e|es|ed|ing)|(?:sky)?rocket(?:s|ed|ing)?|pump(?:s|ed|ing)?|rebound(?:s|ed|ing)?|recover(?:s|ed|ing|y)?|"
    r"bounc(?:e|es|ed|ing)(?: back)?|appreciat\w+|returns?|returned|profits?|upside|upswing|uptick|upward|moon\w*|"
    r"explod(?:e|es|ed|ing)|"
    r"ahead|improv\w+|green|above|boost(?:s|ed)?|leap(?:s|ed|t|ing)?|ascen\w+|accelerat\w+|revers(?:al|ed) higher|"
    r"outperform\w*|"
    r"upturn|premium|ris(?:e|ing)|push(?:es|ed)?|lift(?:s|ed)?|bull run|breakout|run-?up|climbs?|notch(?:ed|es|"
    r"ing)|tack(?:ed|s|ing) on"
)
DOWN = (
    r"fell|falls?|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|lost|los(?:e|es|ing|s|ses|ers?)|"
    r"slid(?:e|es|ing)?|slip(?:s|ped|ping|page)?|"
    r"sank|sink(?:s|ing)?|sunk|plung(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|tumbl(?:e|es|ed|ing)|crash(?:es|ed|ing)?|"
    r"crater(?:s|ed|ing)?|"
    r"dump(?:s|ed|ing)?|dip(?:s|ped|ping)?|down|lower|decreas(?:e|es|ed|ing)|shed(?:s|ding)?|slump(?:s|ed|ing)?|"
    r"div(?:e|es|ed|ing)|dove|"
    r"nose-?div(?:e|es|ed|ing)|tank(?:s|ed|ing)?|retreat(?:s|ed|ing)?|pull(?:s|ed|ing)? ?-?backs?|pullbacks?|"
    r"correct(?:s|ed|ing|ions?)?|"
    r"drawdowns?|retrac\w+|red|below|beneath|under|off|sell-?offs?|slash\w*|eras(?:e|es|ed|ing)|cut|bleed(?:s|"
    r"ing)?|bled|haircut|depreciat\w+|"
    r"weak(?:er|en\w*)|underperform\w*|eas(?:e|es|ed|ing)|reduc\w+|collaps(?:e|es|ed|ing)|shav(?:e|es|ed|ing)|"
    r"downside|downward|rout|"
    r"downturn|losers?|losing|lag(?:s|ged|ging)?|downtick|worse|swoon|wiped?|surrender\w*|give(?:s|n)? up|gave up|"
    r"freefall|flash crash"
)
_DIRECTION = re.compile(rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}))(?![\w-])")
_BEHIND = re.compile(rf"\s?-?(?:(?:[\w'-]+)\s){{0,3}}?(?:(?P<up>{UP})|(?P<down>{DOWN}))(?![\w-])")
_BEHIND_STOP = re.compile(
    r"¤|\b(?:as|after|while|and|but|to|since|when|with|before|following|on|in|from|at|amid|by|of|for|over)\b|[,;.(:–]"
)

# What moved, when it was no price: a metric of ours, or nothing that is kept.
_OWNER = re.compile(
    r"\b(?:(?P<funding_rate>funding(?: rates?)?)|(?P<open_interest>open interest|\boi\b)|(?P<dominance>dominance|"
    r"market share|share of the (?:total )?(?:crypto )?market)|"
    r"(?P<implied_volatility>implied volatility|\biv\b|dvol)|(?P<volume>(?:trading |spot |daily |24-hour |futures "
    r"|transaction |derivatives |exchange )*(?:volumes?|turnover)|trading activity)|"
    r"(?P<market_cap>(?:total |global |overall |combined |crypto )*(?:market[ -]?cap(?:itali[sz]ation|s)?|mcap|"
    r"market value|valuation))|"
    r"(?P<none>transactions?|address(?:es)?|users?|wallets?|revenues?|earnings|hash ?-?rate|difficulty|tvl|total "
    r"value locked|fees?|supply|reserves?|inflows?|outflows?|netflows?|"
    r"holdings|amount of|number of|search(?:es)?|mentions|inflation|cpi|ppi|pce|tariffs?|rates?|yields?|gdp|"
    r"unemployment|economy|wages|apy|apr|interest rate|rate (?:cut|hike)|"
    r"stake|staking|allocation|probability|chances?|odds|likelihood|confidence|respondents|survey|poll|polymarket|"
    r"fibonacci|fib|retracement|rsi|holders|retail|sales|"
    r"liquidations?|deposits?|withdrawals?|adoption|downloads|subscribers|employees|workforce|staff|headcount|"
    r"jobs|discount to|premium (?:to|over|on)|net asset value|nav|"
    r"leverage ratio|ratio|margin|collateral|activity|engagement|tax(?:es)?|duty|sentiment|index reading|accuracy|"
    r"hit rate|burn|emissions?|inflationary|consensus|vote|votes|voting|"
    r"in favou?r|shares? (?:owned|outstanding)|production|output|costs?|expenses|income|profit margin|ownership|"
    r"contracts|correlation|volatility|energy|electricity|mining|"
    r"issuance|circulation|circulating|balances?|dormant|treasury|tokens? (?:unlocked|burned)|unlock|spread|basis|"
    r"annuali[sz]ed|slippage))\b"
)
_OWNED_BEHIND = re.compile(
    r"\s?(?:of\s(?:the\s|all\s|its\s|their\s|total\s|his\s|our\s|bitcoin's\s|ethereum's\s|circulating\s|btc\s|a\s|"
    r"my\s|eth\s|those\s|these\s|xrp\s|us\s|global\s)*"
    r"(?!value\b|price|gains?\b|losses\b|peak|ath\b|high|low|rise|drop|upside|downside|range)\w+"
    r"|(?:stake|allocation|tariffs?|tax(?:es)?|fee|fees|discount|ownership|apy|apr|yields?|interest|probability|"
    r"chance|odds|likelihood|confidence|share|holding|"
    r"fib\w*|retracement level|level|majority|hash ?rate|margin|collateral|burn|staking|dominance|"
    r"annual(?:i[sz]ed)? (?:yield|return|interest|funding)|levy|duty|duties|rate|funding|"
    r"sure|of respondents|inflation|cut of|royalty|commission|probability|reserve|premium|threshold|accurate|"
    r"owned|correlation|long[/ -]|short[/ -]|long,|backed|bonus)\b)"
)
_RISE_IN_BEHIND = re.compile(
    r"[^¤;.]{0,24}?\b(?:in|of|for)\s(?:the\s|its\s|their\s|daily\s|total\s|global\s|overall\s|average\s|trading\s|"
    r"net\s)*"
)
_PAREN_TABLE = re.compile(r"[(\[:|]\s?$|\b[a-z]{2,6}\s?$")
_PRICE_SUBJECT = re.compile(
    r"\b(?:prices?|shares|stocks?|tokens?|coins?|cryptocurrenc\w+|cryptos?|altcoins?|memecoins?|index|futures|"
    r"traded|trading|changing hands)\b"
)
_ENTERED = re.compile(r"\b(?:from|to|at|between|and|or|,|of|by|about|around|as much as|nearly|over|more than)\s?$")


@dataclass(frozen=True, slots=True)
class PercentReading:
    """What a percentage says.

    Attributes:
        kind: The metric.
        direction: Which way it went, if said.
        why: The rule.
    """

    kind: MetricKind
    direction: Direction | None
    why: str


def read_percent(window: FigureWindow, asset_ends: tuple[int, ...]) -> PercentReading | None:
    """Decide what a percentage is.

    Args:
        window: The figure.
        asset_ends: Where, in `window.before`, the names of assets end.

    Returns:
        `None` for shares, tariffs, odds and all else that is no market metric.
    """
    direction, place, rule = _direction(window)
    owner = _owner(window, place, asset_ends)
    if owner == "none":
        return None
    if owner == "dominance":
        return PercentReading("dominance", direction, "rule:percent.dominance")
    if owner == "funding_rate":
        sign: Direction | None = "negative" if window.quantity.sign < 0 else direction
        return PercentReading("funding_rate", sign, "rule:percent.funding")
    if owner is not None:
        return PercentReading(cast(MetricKind, owner), direction, f"rule:percent.{owner}")
    if direction is None:
        return None
    return PercentReading("percent_change", direction, rule)


def _direction(window: FigureWindow) -> tuple[Direction | None, int, str]:
    """Direction, where its word stands in `before` (its length if not there), and the rule."""
    end = len(window.before)
    if window.quantity.sign:
        return ("up" if window.quantity.sign > 0 else "down"), end, "rule:percent.signed"
    behind = _behind(window)
    before = window.before[-90:]
    offset = end - len(before)
    matches = [
        m
        for m in _DIRECTION.finditer(before)
        if "¤%" not in before[m.end() :] or (window.list_length > 1 and "¤%" not in before[m.end() :])
    ]
    last = matches[-1] if matches else None
    if last is not None:
        gap = before[last.end() :]
        n_words = len(gap.split())
        if n_words <= 2 or behind is None:
            if n_words <= 12 and not re.search(r"[;]|\.\s", gap):
                return ("up" if last["up"] else "down"), offset + last.start(), "rule:percent.moved"
    if behind is not None:
        return behind, end, "rule:percent.move_behind"
    shared = _shared(window)
    return shared, end, "rule:percent.shared"


def _behind(window: FigureWindow) -> Direction | None:
    match = _BEHIND.match(window.after)
    if not match:
        return None
    gap = window.after[: match.start("up") if match["up"] else match.start("down")]
    if _BEHIND_STOP.search(gap):
        return None
    word = (match["up"] or match["down"]).strip()
    if (
        word in ("above", "below", "under", "off", "up", "down", "higher", "lower", "ahead")
        and match["up"] is None
        and word == "off"
    ):
        return "down"
    return "up" if match["up"] else "down"


def _shared(window: FigureWindow) -> Direction | None:
    """The verb of the percentage before carries over: "rose 8% and ether 5%"."""
    before = window.before[-110:]
    matches = list(_DIRECTION.finditer(before))
    if not matches or not re.search(r"¤%[^¤;.]{0,40}$", before):
        return None
    return "up" if matches[-1]["up"] else "down"


def _owner(window: FigureWindow, direction_at: int, asset_ends: tuple[int, ...]) -> MetricKind | str | None:
    """Whose percentage it is when no price moved; `none` for things that are not kept."""
    after = window.own_after
    if _OWNED_BEHIND.match(after):
        match = _OWNER.search(after[:30])
        return match.lastgroup if match and match.lastgroup == "dominance" else "none"
    lead = _RISE_IN_BEHIND.match(after)
    if lead:
        match = _OWNER.match(after, lead.end())
        if match:
            return match.lastgroup
    clause_start = _clause_start(window.before)
    clause = window.before[clause_start:]
    owners = [m for m in _OWNER.finditer(clause)]
    if not owners:
        return None
    last = owners[-1]
    rivals = [m.end() for m in _PRICE_SUBJECT.finditer(clause)] + [
        end - clause_start for end in asset_ends if end >= clause_start
    ]
    if any(end > last.end() for end in rivals) and not re.match(r"(?:'s)? ?(?:for|in|of|on) ", clause[last.end() :]):
        return None
    return last.lastgroup


_CLAUSE = re.compile(
    r"[;:.]\s|,\s(?:and|but|while|with|which|as|whereas)\s|\b(?:while|whereas|as|after|amid|but|despite|since|"
    r"because)\s|\s–\s"
)


def _clause_start(before: str) -> int:
    start = max(0, len(before) - 140)
    for match in _CLAUSE.finditer(before, start):
        start = match.end()
    return start
