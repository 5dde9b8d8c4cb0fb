"""The words by which authors name a price level, and the words that may stand between such a name and the price."""

import re

from nlp.annotations import Role
from nlp.text.patterns import one_of

NAMES: tuple[tuple[Role, str], ...] = (
    (
        "other",
        one_of(
            "strike strikes strike_price strike_prices max_pain maximum_pain call_option* put_option* "
            "short_liquidity "
            "long_liquidity bid_liquidity ask_liquidity vwap vah val point_of_control poc presale presale_price "
            "ico_price "
            "private_sale peg cme_gap gap fair_value fair_value_gap listing_price issue_price offer_price "
            "offering_price "
            "settlement_price node floor_price_of_the_collection"
        )
        + r"|(?:calls?|puts?)(?= options?| at| with|$)"
        + r"|liquidat(?:ion|ed) (?:price|level|cluster|zone|point|threshold|map|liquidity)s?"
        + r"|liquidity (?:cluster|pocket|pool|zone|band)s?|value area (?:high|low)",
    ),
    (
        "stop",
        r"(?:protective |trailing )?stop[ -]?loss(?:es)?(?: orders?)?|(?:protective |trailing )?stops?(?= orders?|"
        r" at| above"
        r"| below| under|:| is| in |$| on (?:longs|shorts|this|the))|stop(?:ped)? out(?= at)|sl(?=:| at| below| "
        r"?$)|invalidation(?: level| "
        r"point)?|invalidated",
    ),
    (
        "entry",
        r"cost[ -]basis|average (?:purchase |buy(?:ing)? |entry |acquisition )?(?:price|cost)|reali[sz]ed price|"
        r"break-?even"
        r"(?: price| point)?|entr(?:y|ies)(?: prices?| points?| zone)?|buy(?:ing)? (?:zone|area|range|point|level|"
        r"opportunity)"
        r"|accumulation (?:zone|area|range)|acquisition (?:price|cost)|purchase price",
    ),
    (
        "moving_average",
        r"(?:\d+[- ](?:day|week|hour|month|period)[- ])?(?:(?:simple|exponential|weighted) )?moving "
        r"averages?(?: \(\w+\))?|(?:\d+[ -]?(?:day|week|hour|d|w|h)?[ -])?(?:[se]?ma|dma|wma)s?(?: ?\d+)?"
        r"|\(\w{0,2}ma\)|(?:\d+|five|ten|twenty|fifty|two-hundred)-(?:day|week|hour|month)(?: average| "
        r"line)?s?(?= at| "
        r"is| \(|,| sits|:| ?$)|\d+-(?:day|week|hour) (?:average|line)s?",
    ),
    (
        "support",
        one_of(
            "support supports supported supporting_price "
            "floor floors buy_wall demand_zone demand_area demand_level demand_block "
            "neckline "
            "necklines cushion last_line_of_defense last_line_of_defence backstop s1 s2 s3 safety_net "
            "bull_market_support_band line_in_the_sand breakout_level breakout_levels "
            "launchpad shelf base bid_wall demand_cluster order_block"
        )
        + r"|(?:declines?|drops?|downside|losses|falls?|pullbacks?)(?: (?:will|would|could|should|may|might))?"
        r"(?: (?:be|is|are|was|were))? (?:stopped|halted|contained|cushioned)(?= at| by| near| around)|holds? "
        r"ground(?= at| near)"
        r"|lower (?:boundary|trendline|trend line|bound|band|bollinger band|end)",
    ),
    (
        "resistance",
        one_of(
            "resistance resistances hurdle hurdles ceiling ceilings barrier barriers obstacle* "
            "roadblock* "
            "sell_wall sell_walls supply_zone supply_area supply_level supply_block overhead_supply r1 r2 r3 "
            "stumbling_block "
            "make_or_break make-or-break breakdown_level breakdown_levels lid cap_at ask_wall supply_wall"
        )
        + r"|upper (?:boundary|trendline|trend line|bound|band|bollinger band|end)",
    ),
    (
        "high",
        r"(?:all[- ]time[- ]|record[- ]|intraday[- ]|session[- ]|swing[- ])?highs?|ath'?s?|peak(?:s|ed|ing)?|"
        r"highest(?! part| end| third| bid)|records?"
        r"|topp?(?:ed|ing|s)? out|topped(?= at| near| around)|tops?(?= of| at| near| around| close)|tops? (?:is "
        r"|was |being )?(?:created|formed|made|set)(?= near| at| around)|maximum|as high as|"
        r"pinnacle"
        r"|new heights?|zenith",
    ),
    (
        "low",
        r"(?:all[- ]time[- ]|record[- ]|intraday[- ]|session[- ]|swing[- ])?lows?|atl|lowest(?! part| end| third| ask)"
        r"|bottom(?:s|ed|"
        r"ing)?(?: out)?"
        r"|trough(?:ed)?|minimum|as low as|nadir|weakest",
    ),
    (
        "target",
        r"(?:price |upside |downside |profit |initial |next |main |ultimate |fib )?(?:targets?|objectives?)"
        r"|price (?:predictions?|forecasts?|projections?)|projections?|forecasts?|predictions?|take[- ]profits?|"
        r"tps?[1-9]?"
        r"|milestones?|price tag|(?:next|nearest|first|final|last)(?: (?:important|major|big|key|logical|"
        r"likely))? stops?|measured move|extensions?(?= at| is| of| sits)|projects? to",
    ),
)  # fmt: skip
"""Roles and the names that stand for them."""

# The commonest words begin no name: the long list is not gone through for them.
_COMMON = r"(?!th|¤|(?:to|of|in|is|it|its|on|or|a|an|and|at|for|with|was|by|from|has|will|be|bitcoin)\b)"
_ANY_NAME = "|".join(rf"(?P<k{i}>{words})" for i, (_, words) in enumerate(NAMES))
NAME = re.compile(rf"\b{_COMMON}(?:{_ANY_NAME})(?![\w-])")


def role_named(match: re.Match[str]) -> Role:
    """The role that a match of `NAME` stands for."""
    assert match.lastgroup is not None
    return NAMES[int(match.lastgroup[1:])][0]


_ADJECTIVES = (
    "cycle bear-market year-to-date weekend key major strong next immediate critical crucial initial first second "
    "third main important horizontal "
    "psychological psychologically local nearest closest significant minor solid firm decent former previous "
    "prior long-term near-term short-term mid-term multi-month multi-year daily weekly monthly yearly overhead "
    "dynamic structural technical heavy stiff formidable round big potential possible new recent "
    "well-established primary secondary temporary intermediate static robust weak historical historic vital "
    "pivotal stubborn massive huge fresh lower upper higher intraday interim notable presently hard thick tough "
    "all-time current big crypto final last latest medium-term simple exponential red green blue yellow orange purple "
    "black white"
).split()
_LEVEL_NOUNS = (
    "level levels zone zones area areas region regions line lines mark price prices range ranges band handle "
    "threshold territory point points cluster clusters trendline trendlines barrier channel pocket psychological "
    "round number figure confluence fib fibonacci retracement extension"
).split()
_HEDGES = (
    "about around close near nearly roughly approximately almost just slightly some close over under above below "
    "beyond at of the a an its their this that these those his our is are was were be been being now still "
    "currently also both either only once again somewhere one"
).split()
_TIMES = (
    "today yesterday monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december mai jan feb mar apr jun jul aug sep sept oct nov dec week "
    "month year day hour last earlier late early mid on in since for time here there 's s 24-hour 52-week "
    "weekend overnight morning afternoon evening session quarter this past few days weeks months years hours gmt utc "
    "est edt noon midnight"
).split()

_VERBS_BEFORE = (
    "importance huge significance that options futures contracts expiry lies lie lying lay sits sit sitting sat "
    "stands stand standing stood value comes "
    "come coming came rests resting "
    "located found seen set situated positioned placed pegged remains remain remaining resides forming forms "
    "formed present established establishing expected likely emerging emerges appears between from by lined up down as "
    "low high upside downside immediately could would may might will can should identified marked defined "
    "estimated projected kept hit reached recorded registered achieved made touched posted printed set toward towards "
    "include includes including holds held holding waits awaits such lurks looms exists begins starts kicks with "
    "out side way shy closed it to-be namely against versus bitcoin btc bitcoin's btc's eth ethereum's xrp "
    "coinbase bitstamp "
    "binance bitfinex kraken exchange usd price's then-record also happens runs presently when according data "
    "per bulls bears buyers sellers traders see follows right directly ranging spanning stretches stretching extends "
    "extending runs running digital asset cryptocurrency altcoin coin token pair"
).split()
_VERBS_BEHIND = (
    "stands sits lies standing sitting lying as acting acts act acted serving serves serve served which has have "
    "had become becomes becoming became "
    "turned turning into to remains remaining remain provides providing provide offers offered offering "
    "represents representing marks marking marked constitutes functioning functions where could would may should "
    "will might likely also currently again with it support resistance looks appears considered seen set reached "
    "hit made posted recorded touched forms formed forming finding finds found it is flipped flips flipping from "
    "on in hitting setting notching posting registering printing remained being downside upside holding holds held "
    "proving proven proved still providing there for"
).split()
_DEALING_WORDS = (
    "trading deals trade dealing session per coin token apiece each coinbase bitstamp binance kraken bitfinex gemini "
    "bybit "
    "okx okex bittrex poloniex huobi exchange platform gox btc-e monday tuesday "
    "wednesday thursday friday saturday sunday today yesterday overnight early late morning afternoon evening"
).split()
_NOT_BEHIND = ("at", "near", "around", "below", "above", "under", "over")

BETWEEN_NAME_AND_PRICE = frozenset([*_ADJECTIVES, *_LEVEL_NOUNS, *_HEDGES, *_TIMES, *_VERBS_BEFORE])
"""Words that may stand between a name and the price behind it: "resistance is seen near $X"."""

_OWNERS = (
    "has have had total market holder holders coin token bitcoin "
    "short-term long-term investors longs shorts position positions trade trades"
).split()

BETWEEN_MEAN_AND_PRICE = BETWEEN_NAME_AND_PRICE | frozenset(_OWNERS)
"""The same for averages, for what holders paid and for stops: "holders' cost basis has risen to $X"."""

OPENS_INSERTION = frozenset(
    "currently now presently at located near around seen which extending ranging spanning stretching running".split()
)
"""Words that may carry a name on over a comma: "the 200-day average, currently at $X"."""

BETWEEN_PRICE_AND_NAME = frozenset(
    [
        *_ADJECTIVES, *_LEVEL_NOUNS, *(word for word in _HEDGES if word not in _NOT_BEHIND), *_VERBS_BEHIND,
        *_DEALING_WORDS,
    ]
)  # fmt: skip
"""Words that may stand between a price and the name behind it: "$X, which now acts as a support"."""

BETWEEN_LISTED_PRICES = frozenset(
    "and or then followed by at between next also even subsequently before later the around near finally".split()
)

FLIP = re.compile(
    r"(?P<old>support|resistance)(?: (?:level|zone|area|line)s?)?[\s-](?:(?:now|and|has|had|been|have)\s)*"
    r"(?:turn(?:ed|s|ing)?|into|to|flipped(?: (?:in)?to)?|becom\w+|became|turned into)[\s-](?:a |an |the )?"
    r"(?:new |fresh |strong |key |solid |major )*(?P<new>resistance|support)\b"
)
"""A role that changed: "flipped from support to resistance", "resistance-turned-support"."""
FLIPPED_FROM = re.compile(
    r"\b(?:turn|flip|convert)\w*\s(?:[\w'-]+ ){0,3}?(?P<old>support|resistance)(?: (?:level|zone|area|line))?"
    r"(?: (?:at|near|around|of|in))?(?: the)?\s?$"
)
FLIPPED_INTO = re.compile(
    r"\s(?:(?:area|zone|level|region|mark) )?(?:back )?(?:in)?to (?:an? )?(?:new |fresh |firm |solid |strong )*"
    r"(?P<new>support|resistance)\b"
)
"""The same around its price: "turned former resistance at ¤ into support"."""
