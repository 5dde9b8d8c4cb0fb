"""What an amount of money is: the price of something, a change of price, or a sum of another kind.

One decision for all components, so that no figure is read as two things. Sums are named by the nearest noun that owns
them; an amount that nothing claims is a price, because that is what most amounts in market reports are.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nlp.components.figure_windows import FigureWindow

Meaning = Literal[
    "price", "move", "liquidation", "open_interest", "etf_flow", "exchange_netflow", "volume", "market_cap",
    "stablecoin_supply", "option", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """A meaning and the rule that found it."""

    meaning: Meaning
    why: str


# Amounts from here on are sums unless the words say that they are the price of one coin.
SUM_FROM = Decimal(1_000_000)
# No coin has been quoted above this in dollars; higher "prices" are sums.
HIGHEST_PRICE = Decimal(30_000_000)
# Currencies in which one bitcoin costs millions.
_SMALL_UNITS = ("JPY", "KRW", "INR", "RUB", "VND", "NGN")

_OWNERS: tuple[tuple[Meaning, str], ...] = (
    ("liquidation", r"liquidat\w*|rekt|wip(?:ed|ing|es)[ -](?:out|off)|wipe-?outs?|margin calls?|forced "
        r"(?:closures?|sell\w*|"
     r"buy\w*)|force-closed|blown (?:out|up)|squeezed(?: out)?|flush(?:ed)?(?: out)?|went up in smoke|evaporated"),
    ("open_interest", r"open[ -]interest|\boi\b"),
    ("etf_flow", r"(?:in|out)[ -]?flows?|inflowed|net (?:buying|selling|redemptions?|purchases)|redemptions?|"
        r"flowed|flows?"),
    ("exchange_netflow", r"netflows?|withdrawals?|withdrawn|deposits?|deposited"),
    ("volume", r"volumes?|turnover|traded|worth of trades?|trading activity|changed hands"),
    ("market_cap", r"market[ -]?cap(?:s|itali[sz]ations?)?|mcap|capitali[sz]ation|market value|market valuation|"
     r"crypto(?:currency)? market|total market|combined value|valued at|valuation|asset class|in value"),
    ("stablecoin_supply", r"stablecoin (?:supply|market)|(?:tether|usdt|usdc) (?:supply|in circulation)"),
    ("option", r"notional|options? (?:expir\w+|contracts|worth)|expir(?:y|ation|ing|e)|max pain|\bputs\b|\bcalls\b"),
    ("other", r"total value locked|\btvl\b|locked|assets under management|\baum\b|in assets|holdings?|treasur(?:y|"
        r"ies)|stolen|"
     r"stole|steal|hack\w*|heist|exploit\w*|scam\w*|fraud|laundered|drained|raised|raising|funding round|"
     r"invest\w*|series [abc]\b|fine[ds]?|penalt\w+|"
     r"settlement|revenues?|profits?|losses|income|earnings|fees?|rewards?|grants?|loans?|debt|owed?|bail|bonus|"
     r"salary|"
     r"donat\w+|budget|lawsuit|damages|seized|bought|buy(?:s|ing)?|purchas\w+|acqui\w+|sold|selling|sells?|moved|"
     r"transferr?\w*|sent|unrealized|realized|worth of|fund|allocation|stake[sd]?|reserves?|supply|contracts?|"
     r"bankrupt\w*|"
     r"spen[dt]\w*|paid|pay|cost(?:s|ing)?|portfolio|sum|shares|bonds?|proceeds|economy|gdp|interest"),
)  # fmt: skip
_OWNER = re.compile("|".join(rf"(?P<k{i}>\b(?:{words})\b)" for i, (_, words) in enumerate(_OWNERS)))

_IN_WHAT = re.compile(
    r"\s?(?:worth )?(?:in|of|from|into|to)\s(?:the |its |their |a |total |daily |net |new |aggregate |combined "
    r")*(?:[\w'/&-]+[ ]){0,4}?"
)
_ATTRIBUTE = re.compile(r"\s?(?:[\w'-]+\s){0,3}?")
_CLAUSE_BREAK = re.compile(
    r"[;:]\s|\.\s|,\s(?:and|but|while|with|as|which|after|before|although|though|when)\s|\s[–(]\s?|\)\s"
)

# Words that own an amount below a million directly behind it: "$500 gain", "$2,000 worth", "$5,000 in cash".
_MOVE_NOUN = (
    r"(?:gains?|loss(?:es)?|drop|dip|move(?:s|ment)?|swings?|rally|rallies|surge|jump|wicks?|declines?|increase|"
    r"decrease|"
    r"candles?|premium|gap|discount|spread|difference|rise|fall|crash|plunge|pump|dump|correction|pullback|bounce|"
    r"rebound|retracement|drawdown|spike|slide|tumble|slump|advance|climb|haircut|profit)"
)
_MOVE_AFTER = re.compile(
    rf"\s?-?(?:(?:intraday|daily|weekly|overnight|price|one-day|single-day|quick|sudden|sharp|massive|monster|god|"
    rf"green|red)\s)*"
    rf"{_MOVE_NOUN}\b|\s(?:higher|lower|more|less|up|down)\b(?! than \$| to\b)|\s(?:above|below|off|from|away "
    rf"from|short of|shy of)"
    rf"\s(?:its|the|their|that)\s(?:[\w-]+\s){{0,3}}(?:high|low|peak|top|record|ath|bottom)|\sin (?:minutes|"
    rf"seconds|an hour|hours)\b"
)
_A_RANGE = re.compile(r"\b(?:an?|narrow|tight|wide|this|that|same)\s(?:[\w-]+\s)?$")
_RANGE_AFTER = re.compile(r"\s?-?(?:trading |price |wide )?range\b")
_MOVED_BEFORE = re.compile(
    r"(?:\b(?:up|down|rose|risen|rises?|rising|fell|falls?|fallen|gain(?:ed|s|ing)?|lost|loses|losing|lose|"
    r"shed(?:s|ding)?|"
    r"add(?:s|ed|ing)?|jump(?:ed|s|ing)?|drop(?:ped|s|ping)?|slid|slides?|slip(?:ped|s|ping)?|climb(?:ed|s|ing)?|"
    r"dip(?:ped|s)?|"
    r"surg(?:ed|es|ing)|plung(?:ed|es|ing)|decreas(?:ed|es|ing)|increas(?:ed|es|ing)|declin(?:ed|es|ing)|"
    r"crash(?:ed|es|ing)|"
    r"tumbl(?:ed|es|ing)|sank|plummet(?:ed|s|ing)|advanc(?:ed|es|ing)|soar(?:ed|s|ing)|leap(?:ed|t)?|pumped|dumped|"
    r"(?:gains?|loss(?:es)?|drop|move|swing|decline|rise|increase|fall|premium|discount|spread|gap|difference|"
    r"range|correction|"
    r"pullback|rally|jump|surge|bounce|crash) of)"
    r"(?: (?:by|another|a|an|further|an additional|an extra|a further|some|about|around|nearly|almost|roughly|"
    r"over|more than|"
    r"less than|as much as|up to|approximately|at least|just|only|close to|a whopping|a massive|a mere|another|"
    r"well over))*"
    r"|\bby(?: (?:another|about|around|nearly|almost|roughly|over|more than|as much as|up to|approximately|just|"
    r"some))*)\s$"
)
# ... unless the verb takes the price as its goal: "lost the $60,000 level", "gained the $3 mark"
_LEVEL_AFTER = re.compile(
    r"\s?(?:price\s)?(?:level|mark|support|resistance|zone|area|handle|threshold|region|barrier|line|floor|"
    r"psychological)\b"
)
_NOT_BY = re.compile(
    r"\b(?:followed|capped|rejected|supported|guarded|protected|marked|defined|bounded|hindered|limited|backed) by\s$"
)

_PER_TIME_AFTER = re.compile(
    r"\s?(?:an?|per|every|each|/)\s?(?:day|month|year|week|hour|kwh|annum|transaction|user|person|block|share|"
    r"gallon|megawatt)\b"
)
_THING_AFTER = re.compile(
    r"\s?(?:(?:worth|in|of)\s(?:(?:the|a|an|his|her|their|its|my|your|cash|digital|stolen|crypto|free|extra|"
    r"initial|total|annual|monthly|daily|collateral|"
    r"\w*coins?|ether|btc|eth|xrp)\b|[\w-]+ (?:fees?|rewards?|profits?|tokens?|assets?|losses|revenue))"
    r"|(?:investment|fine|fee|reward|bonus|deposit|bet|wager|prize|grant|bounty|loan|donation|invoice|bill|cap|"
    r"limit|budget|"
    r"check|cheque|gift|subsidy|tax|round|minimum|purchase|order|position|stash|fund|allowance|salary|laptop|"
    r"phone|credit|"
    r"airdrop|giveaway|contract|contracts|bail|ransom|payment|payout|scholarship|ticket|machine)s?\b)"
)
_THING_BEFORE = re.compile(
    r"\b(?:invest(?:ed|ing|s|ment of)?|spen[dt](?:ing|s)?|paid|pays?|paying|fined|fees? of|owe[sd]?|worth of|"
    r"stole|stolen|raised|"
    r"rais(?:es|ing)|donated|earn(?:ed|s|ing)?|salary of|bonus of|reward of|deposit(?:ed|s)? of?|withdrew|"
    r"transferred|sent|wired|"
    r"borrowed|lent|bet|wagered|cash of|minimum of|maximum of|limit of|profit of|prize of|grant of|grants? worth|"
    r"fees? (?:averag\w+|rose to|fell to|hit|reached|at|topped)|revenue of|income of|charges?|charged|valued at)"
    r"(?: (?:about|around|nearly|over|more than|just|up to|at least|roughly|some|a|an|another))*\s$"
)
_PRICE_OF_SUM = re.compile(
    r"\b(?:price|prices|bitcoin|btc|ether|ethereum|eth|coin|target(?:s|ed|ing)?|worth|reach(?:es|ed|ing)?|hit(?:s|"
    r"ting)?|to|predict\w*|forecast\w*)\b"
)
_PER_COIN_AFTER = re.compile(
    r"\s?(?:per|a|each|apiece|an)\b\s?(?:coin|bitcoin|btc|token|unit|ounce|ether|eth)?(?!\w)|\s?/\s?(?:btc|coin|"
    r"bitcoin)|\s(?:bitcoin|btc) price|\s(?:price )?(?:target|prediction|forecast|by 20|by the end|in the (?:long|"
    r"next)|within the)"
)
_PRICE_BEFORE = re.compile(
    r"\b(?:prices? (?:of|at|to|above|below|target (?:of|at|to))|(?:trad(?:es|ed|ing)|chang\w+ hands|priced|quoted|"
    r"closed|opened|"
    r"settl\w+|hover\w+) (?:at|near|around|above|below|for)|per coin|bought (?:at|for)|strike(?: price)?(?: of| at)?|"
    r"support|resistance|level|high of|low of|peak of)(?: (?:of|at|near|around|about|the|just|over|under|is|"
    r"nearly|roughly|above|below))*\s$"
)


def meaning_of_money(window: FigureWindow) -> Reason:
    """Decide what an amount of money is."""
    quantity = window.quantity
    ceiling = SUM_FROM * 1000 if quantity.unit in _SMALL_UNITS else SUM_FROM
    if quantity.low >= ceiling:
        return _meaning_of_sum(window)
    return _meaning_of_small(window)


def _meaning_of_small(window: FigureWindow) -> Reason:
    before, after, own_before, own_after = window.before, window.after, window.own_before, window.own_after
    if quantity_is_signed(window):
        return Reason("move", "rule:money.signed")
    if _MOVE_AFTER.match(own_after) and not _LEVEL_AFTER.match(own_after):
        return Reason("move", "rule:money.move_behind")
    if _RANGE_AFTER.match(own_after) and _A_RANGE.search(own_before) and not window.quantity.is_range:
        return Reason("move", "rule:money.a_range")
    if _PRICE_BEFORE.search(own_before[-60:]):
        return Reason("price", "rule:money.price_before")
    moved = _MOVED_BEFORE.search(own_before[-60:])
    if moved and not _NOT_BY.search(own_before[-24:]) and not _LEVEL_AFTER.match(own_after):
        return Reason("move", "rule:money.moved_before")
    if _PER_TIME_AFTER.match(own_after) or _THING_AFTER.match(own_after):
        return Reason("other", "rule:money.thing_behind")
    if (
        _THING_BEFORE.search(own_before[-60:])
        and not _PER_COIN_AFTER.match(own_after)
        and not _LEVEL_AFTER.match(after)
    ):
        return Reason("other", "rule:money.thing_before")
    return Reason(
        "price", "rule:money.default" if not _PRICE_BEFORE.search(before[-60:]) else "rule:money.price_before"
    )


def quantity_is_signed(window: FigureWindow) -> bool:
    """A plus or minus before an amount makes it a change."""
    return window.quantity.sign != 0


def _meaning_of_sum(window: FigureWindow) -> Reason:
    if window.quantity.high <= HIGHEST_PRICE and _is_million_price(window):
        return Reason("price", "rule:money.price_of_a_million")
    owner = owner_of(window)
    return owner or Reason("other", "rule:money.unowned_sum")


def _is_million_price(window: FigureWindow) -> bool:
    if _OWNER.search(window.own_after[:40]) or _OWNER.search(window.own_before[-40:]):
        return False
    return bool(
        _PER_COIN_AFTER.match(window.own_after)
        or (
            _PRICE_OF_SUM.search(window.own_before[-40:])
            and re.search(r"\b(?:btc|bitcoin|price|coin)\b", window.own_before)
        )
    )


def owner_of(window: FigureWindow) -> Reason | None:
    """The noun that a figure belongs to: "$5 million in X", "$5 million X", "X of $5 million", else the nearest one."""
    after = window.own_after
    lead = _IN_WHAT.match(after)
    if lead:
        match = _OWNER.match(after, lead.end()) or _OWNER.search(after, lead.start(), min(len(after), lead.end() + 44))
        if match and not _CLAUSE_BREAK.search(after, 0, match.start()):
            return _reason(match, "in")
    match = _first_owner(after[:32])
    if match and not _CLAUSE_BREAK.search(after, 0, match.start()) and "¤" not in after[: match.start()]:
        return _reason(match, "behind")
    before = window.before
    breaks = [m.end() for m in _CLAUSE_BREAK.finditer(before)]
    clause = before[breaks[-1] :] if breaks else before
    for stretch in (clause, before):
        matches = list(_OWNER.finditer(stretch))
        if matches:
            strong = [m for m in matches if _meaning(m) != "other"]
            return _reason((strong or matches)[-1], "before")
    match = _first_owner(after)
    return _reason(match, "later") if match else None


def _first_owner(text: str) -> re.Match[str] | None:
    matches = list(_OWNER.finditer(text))
    return next((m for m in matches if _meaning(m) != "other"), matches[0] if matches else None)


def _meaning(match: re.Match[str]) -> Meaning:
    assert match.lastgroup is not None
    return _OWNERS[int(match.lastgroup[1:])][0]


def _reason(match: re.Match[str], place: str) -> Reason:
    meaning = _meaning(match)
    return Reason(meaning, f"rule:sum.{meaning}_{place}")
