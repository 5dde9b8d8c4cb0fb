"""The words by which authors name a price level, and the words that may stand between such a name and the price."""

import re

from nlp.annotations import Role

NAMES: tuple[tuple[Role, str], ...] = (
    ("other", r"strike(?: price)?s?|max(?:imum)? pain|\bcalls?\b(?= options?| at| with|$)|\bputs?\b(?= options?| "
        r"at| with|$)|call options?|"
     r"put options?|liquidation (?:price|level|cluster|zone|point|threshold|map|liquidity)s?|short liquidity|long "
     r"liquidity|liquidity (?:cluster|pocket|pool|zone|band)s?|"
     r"bid liquidity|ask liquidity|vwap|\bva[hl]\b|value area (?:high|low)|point of control|\bpoc\b|presale price|"
     r"presale|ico price|"
     r"private sale|peg|cme gap|gap|fair value(?: gap)?|listing price|issue price|offer(?:ing)? price"),
    ("stop", r"stop[ -]?loss(?:es)?(?: orders?)?|stop orders?|stops|\bsl\b|invalidation(?: level| point)?|invalidated"),
    ("entry", r"cost basis|average (?:purchase |buy(?:ing)? |entry |acquisition )?(?:price|cost)|realized price|"
        r"entry(?: price| point| zone)?|entries|"
     r"buy(?:ing)? (?:zone|area|range|point|level|opportunity)|accumulation (?:zone|area|range)|break-?even(?: "
     r"price| point)?|acquisition (?:price|cost)"),
    ("moving_average", r"moving averages?(?: \(\w+\))?|(?:\d+[ -]?(?:day|week|hour|d|w|h)?[ -])?(?:[se]?ma|dma|"
        r"wma)s?\b(?: ?\d+)?|\(\w{0,2}ma\)"),
    ("support", r"supports?|supported|support[ -](?:level|zone|area|line|trendline|cluster)s?|floors?|buy wall|"
        r"demand (?:zone|area|level|block)|"
     r"necklines?|cushion|last line of defen[cs]e|backstop|\bs[1-3]\b|lower (?:boundary|trendline|trend line|"
     r"bound|band|bollinger band|end)|safety net"),
    ("resistance", r"resist(?:ances?|ing)?|hurdles?|ceilings?|barriers?|obstacles?|roadblocks?|sell wall|supply "
        r"(?:zone|area|level|block)|overhead supply|"
     r"\br[1-3]\b|upper (?:boundary|trendline|trend line|bound|band|bollinger band|end)|stumbling block|make[- "
     r"]or[- ]break"),
    ("high", r"(?:all[- ]time[- ]|record[- ]|intraday[- ]|session[- ]|swing[- ])?highs?|\bath\b|aths|peak(?:s|ed|"
        r"ing)?|highest|records?|"
     r"top(?:ped|ping)? out|maximum|as high as|pinnacle|\btop(?= of| at| near| around)|all-time-highs?|new "
     r"heights?|zenith"),
    ("low", r"(?:all[- ]time[- ]|record[- ]|intraday[- ]|session[- ]|swing[- ])?lows?|\batl\b|lowest|bottom(?:s|"
        r"ed|ing)?(?: out)?|trough(?:ed)?|minimum|as low as|"
     r"nadir|weakest|capitulation wick"),
    ("target", r"(?:price |upside |downside |profit |initial |next |main |ultimate )?(?:targets?|objectives?)|"
        r"price (?:predictions?|forecasts?|projections?)|"
     r"projections?|forecasts?|predictions?|take[- ]profits?|\btps?[1-9]?\b|milestones?|price tag|next stop"),
)  # fmt: skip
"""Roles and their names; where two names overlap the longer match wins."""

NAME = re.compile("|".join(rf"(?P<k{i}>\b(?:{words})(?!\w))" for i, (_, words) in enumerate(NAMES)))


def role_named(match: re.Match[str]) -> Role:
    """The role that a match of `NAME` stands for."""
    assert match.lastgroup is not None
    return NAMES[int(match.lastgroup[1:])][0]


_ADJECTIVES = (
    "key major strong next immediate critical crucial initial first second third main important horizontal "
    "psychological "
    "psychologically local nearest closest significant minor solid firm decent former previous prior long-term "
    "near-term "
    "short-term mid-term multi-month multi-year daily weekly monthly yearly overhead dynamic structural technical "
    "heavy stiff "
    "formidable round big potential possible new recent well-established primary secondary temporary intermediate "
    "static "
    "robust weak historical historic vital pivotal stubborn massive huge fresh lower upper higher intraday "
    "interim notable "
    "hard thick tough all-time current big crypto final last latest"
).split()
_LEVEL_NOUNS = (
    "level levels zone zones area areas region regions line lines mark price prices range ranges band handle "
    "threshold "
    "territory point points cluster clusters trendline trendlines barrier channel pocket psychological round "
    "number figure "
    "confluence fib fibonacci retracement extension"
).split()
_HEDGES = (
    "about around near nearly roughly approximately almost just slightly some close over under above below beyond "
    "at of the a "
    "an its their this that these those his our is are was were be been being now still currently also both "
    "either only once again"
).split()
_TIMES = (
    "today yesterday monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july "
    "august september october november december jan feb mar apr jun jul aug sep sept oct nov dec week month year "
    "day hour last "
    "earlier late early mid on in since for time here there 's s 24-hour 52-week weekend overnight morning "
    "afternoon evening "
    "session quarter this past few days weeks months years hours"
).split()

_VERBS_BEFORE = (
    "lies lie lying lay sits sit sitting sat stands stand standing stood comes come coming came rests resting "
    "located "
    "found seen set situated positioned placed pegged remains remain remaining resides forming forms formed "
    "established "
    "establishing expected likely emerging emerges appears between from by lined up down as low high upside downside "
    "immediately could would may might will can should identified marked defined estimated projected hit reached "
    "recorded registered achieved made touched posted printed set toward towards include includes including holds "
    "held "
    "holding waits awaits such lurks looms exists begins starts kicks with out side it to-be namely against versus "
    "bitcoin btc bitcoin's btc's eth ethereum's xrp coinbase bitstamp binance bitfinex kraken exchange usd price's "
    "then-record when according data per follows right directly ranging spanning"
).split()
_VERBS_BEHIND = (
    "as acting acts act acted serving serves serve served which has have had become becomes becoming became turned "
    "turning into to remains remaining remain provides providing provide offers offered offering represents "
    "representing marks marking marked constitutes functioning functions where could would may should will might "
    "likely also currently again with it support resistance looks appears considered seen set reached hit made "
    "posted "
    "recorded touched forms formed forming flipped flips flipping from on in remained being"
).split()
_NOT_BEHIND = ("at", "near", "around", "below", "above", "under", "over")

BETWEEN_NAME_AND_PRICE = frozenset([*_ADJECTIVES, *_LEVEL_NOUNS, *_HEDGES, *_TIMES, *_VERBS_BEFORE])
"""Words that may stand between a name and the price behind it: "resistance is seen near $X"."""

BETWEEN_PRICE_AND_NAME = frozenset(
    [*_ADJECTIVES, *_LEVEL_NOUNS, *(word for word in _HEDGES if word not in _NOT_BEHIND), *_VERBS_BEHIND]
)
"""Words that may stand between a price and the name behind it: "$X, which now acts as a support"."""

BETWEEN_LISTED_PRICES = frozenset(
    "and or then followed by at next also even subsequently before later the around near finally respectively".split()
)

FLIP = re.compile(
    r"(?P<old>support|resistance)(?: (?:level|zone|area|line)s?)?[\s-](?:(?:now|and|has|had|been|have)\s)*"
    r"(?:turn(?:ed|s|ing)?|into|to|flipped(?: (?:in)?to)?|becom\w+|became|turned into)[\s-](?:a |an |the )?"
    r"(?:new |fresh |strong |key |solid |major )*(?P<new>resistance|support)\b"
)
"""A role that changed: "flipped from support to resistance", "resistance-turned-support"."""
