"""Prices that are told as news, without a role: moved to, kept between.

Part of `level_verbs`, where they come last: they keep what is plainly reported from the role model, which guesses.
"""

from nlp.components.verb_rule import VerbRule
from nlp.components.verb_rule import verb_rule as _rule

_NO_GOAL = r"(?!pointed|needed|exposed|projected|targeted|expected|forecasted|listed|called|headed|opened)"
"""Past forms that lead to a price still to come: "pointed to $X"."""

REPORT_RULES: tuple[VerbRule, ...] = (
    _rule(
        "spot.moved_to",
        "spot",
        0.8,
        r"\b" + _NO_GOAL + r"(?:[a-z]{2,}ed|fell|rose|slid|sank|shot|went|came|swung|crept|grew|sprang|lost)"
        r"(?: (?!if\b|could\b|may\b|might\b|long\b|short\b)(?:¤%|[\w-]+)){0,5}? (?:to|toward|towards)",
        need="fact",
        behind=r"(?!,? (?:where|which (?:is|was) (?:what|where)|in the [a-z]+ (?:crash|flash))\b)",
    ),
    _rule(
        "spot.moving_to",
        "spot",
        0.8,
        r"(?:,|\bafter) (?:[a-z]+ly |briefly |first |then |later |finally )?(?:return|fall|drop|declin|slid|"
        r"slipp|sink|plung|tumbl|crash|ris|climb|"
        r"jump|surg|soar|rally|recover|bounc)ing(?: (?!if\b|could\b)[\w-]+){0,2}? (?:to|below|above|under|over|past)"
        r"(?: the (?:price )?level of)?",
        need="fact",
    ),
    _rule(
        "spot.from_where",
        "spot",
        0.75,
        r"^\W*from(?: (?:under|below|over|above|about|around|just|nearly|barely))*",
        behind=r"(?: [\w-]+){0,5} to(?: (?:under|below|over|above|about|around|just|nearly|barely))* ¤",
    ),
    _rule(
        "spot.to_where",
        "spot",
        0.75,
        r"^\W*from [^¤.;]{0,24}¤(?: [\w-]+){0,5}? to(?: (?:under|over|above|below|barely))*",
        reach=120,
    ),
    _rule(
        "spot.broke_then",
        "spot",
        0.75,
        r"\b(?:broke|crossed|cleared)",
        need="fact",
        behind=r"(?: (?:mark|level|barrier))? (?:during|for the (?:first|second|third) time|back in|again (?:in|"
        r"on)|on (?:mon|tues|wednes|"
        r"thurs|fri|satur|sun)day|in (?:early |late |mid-?)?(?:jan|feb|mar|apr|mai\b|june|july|aug|sep|oct|nov|"
        r"dec|20\d\d|2¤))",
    ),
    _rule(
        "spot.move_told",
        "spot",
        0.75,
        r"\b(?:the|its|this|that|last) (?:[\w'-]+ ){0,3}?(?:surge|rally|rise|climb|drop|fall|decline|slide|jump|"
        r"run|rebound"
        r"|recovery|plunge|crash|growth) to",
        behind=r" (?:was|were|has|had|came|did|took|followed)\b",
    ),
    _rule(
        "spot.is_worth",
        "spot",
        0.8,
        r"\b(?:is|was)(?: (?:now|currently|still|then))* worth",
        need="fact",
    ),
    _rule(
        "spot.crossed",
        "spot",
        0.75,
        r"\b(?:dropped|slipped|plunged|tumbled|dipped|climbed|jumped|surged|soared|rallied|pushed|spiked|crossed|"
        r"extended "
        r"(?:its |their )?(?:losses|gains)|fell|rose|sank|slid|shot|moved|closed|settled|traded)"
        r"(?: (?!if\b|could\b)[\w-]+){0,2}? (?:above|below|under|over|past|beyond)",
        need="fact",
        behind=r"(?!,? (?:where|and (?:this|it) (?:has|now))\b)",
    ),
    _rule(
        "spot.price_of_the_day",
        "spot",
        0.85,
        "",
        behind=r"(?: a share| per share)?,? (?:opening|closing|reference|starting|debut|closing auction) price\b",
    ),
    _rule(
        "spot.lost_its_value_to",
        "spot",
        0.8,
        r"\b(?:los(?:t|ing)|shed(?:ding)?|gain(?:ed|ing)|add(?:ed|ing))(?: [\w-]+){0,3}? ¤%(?: (?:of|in) (?:its "
        r"|their )?"
        r"(?:value|price))?,? to(?: barely)?",
        need="fact",
    ),
    _rule(
        "spot.trades_at",
        "spot",
        0.8,
        r"\b(?:is|are|was|were|currently|now|still|remains?)(?: now| currently| still)*"
        r" (?:(?:trading|changing hands|hovering|sitting|quoted|priced)"
        r"(?: (?!if\b)[\w-]+){0,3}? (?:above|below|under|over|near|around|at|for)|(?:back )?(?:up|"
        r"down)(?: ¤%)? (?:to|at))",
        need="fact",
    ),
    _rule(
        "spot.moved_from",
        "spot",
        0.8,
        r"\b(?:surge|rally|rise|climb|drop|fall|decline|slide|move|jump|run|rebound|recovery|plunge|crash|rose|fell|"
        r"climbed|dropped|slid|jumped|surged|rallied|bounced|plunged|crashed|went|moved|soared|ran)"
        r"(?: (?:all the way|up|down|back|sharply|quickly|in price))* from(?: just)?",
        need="fact",
        behind=r" (?:(?:level|mark|zone|area|in [a-z]+|on [a-z]+) )?(?:all the way )?(?:up |down |back )?to\b",
    ),
    _rule(
        "spot.price_is",
        "spot",
        0.8,
        r"\bprices? (?:of|for) [\w'-]+(?: [\w'-]+){0,4}? (?:is|was|stands|stood)(?: (?:currently|now|still|"
        r"again))*(?: at)?",
        need="fact",
    ),
    _rule(
        "spot.moved_from_to",
        "spot",
        0.8,
        r"\b(?:surge|rally|rise|climb|drop|fall|decline|slide|move|jump|run|rebound|recovery|plunge|crash)"
        r" from(?: just)? ¤ (?:[\w-]+ ){0,2}?to(?: (?:over|above|about|around|nearly|more than))*",
        need="fact",
    ),
    _rule(
        "spot.passed",
        "spot",
        0.75,
        r"\b(?:passed|surpassed|topped)",
        need="fact",
        behind=r"(?! (?:support|resistance))",
    ),
    _rule(
        "spot.kept_between",
        "spot",
        0.8,
        r"\b(?:pinned|stuck|trapped|sandwiched|boxed in|confined|caught|locked|range-?bound|traded|trading|hover\w*|"
        r"oscillat\w*|fluctuat\w*|consolidat\w*|sideways|rang(?:ed|ing)|bounc\w+|moved|moving)"
        r"(?: (?!if\b|could\b)[\w-]+){0,4}? (?:between|within|in the|from)",
        need="fact",
    ),
)
