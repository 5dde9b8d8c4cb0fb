"""Where people deal: what a price is that positions, options, orders and buyers stand at.

Part of `level_verbs`, which keeps the order of all rules.
"""

from nlp.components import level_verb_words as words
from nlp.components.verb_rule import VerbRule
from nlp.components.verb_rule import verb_rule as _rule
from nlp.text.patterns import one_of

DEALING_RULES: tuple[VerbRule, ...] = (
    _rule(
        "support.withstand",
        "support",
        0.8,
        r"\bwithst(?:an|oo)d\w*(?: (?!attempts?\b)[\w-]+){0,4}?(?: at| near| around)?",
    ),
    _rule(
        "other.liquidated_at",
        "other",
        0.8,
        r"\b"
        + one_of("liquidat* liquidity option options contract contracts puts calls expir*")
        + words.NO_VERB
        + r"\b(?:\s(?!as\b|when\b|after\b|while\b|if\b|once\b|quoted\b|trad(?:ed|ing|es)\b|settled\b|"
        r"closed\b|with (?:bitcoin|btc|ether|eth|spot|prices?)\b)[\w'-]+){0,7}\s(?:at|to|above|below|around|near|"
        r"between)",
        reach=110,
    ),
    _rule(
        "other.liquidated_if",
        "other",
        0.75,
        r"\b(?:fac(?:es?|ing)|risk(?:s|ing)?|gets?|be|is) liquidat(?:ion|ed)\b[^¤.;]{0,60}?\s"
        r"(?:to|at|above|below|past|reaches|hits|tops|crosses)",
        reach=110,
    ),
    _rule(
        "other.would_be_liquidated",
        "other",
        0.75,
        "",
        behind=r",? (?:the|his|her|its|their|that|this) (?:[\w-]+ ){0,3}(?:will|would|could|may|gets?|is|are) "
        r"(?:be |get )?"
        r"(?:fully |forcibly )?(?:liquidated|wiped out)\b",
    ),
    _rule(
        "other.would_liquidate",
        "other",
        0.75,
        "",
        behind=r" (?:would|could|will|may|might) (?:likely |probably )?(?:force-)?"
        r"(?:liquidate|wipe out|trigger (?:[\w-]+ ){0,3}?(?:liquidat|forced))",
    ),
    _rule(
        "other.presale",
        "other",
        0.8,
        r"\bpre-?sale price\b[^¤.;]{0,50}?(?: (?:is|was|stands|starts|of|at|just|only|now|currently))+",
        reach=110,
    ),
    _rule(
        "other.max_pain",
        "other",
        0.85,
        r"\bmax(?:imum)?[ -]pain\b[^¤.;]{0,70}?(?: (?:at|is|are|was|were|of|near|around|currently|to))+",
        reach=110,
    ),
    _rule(
        "entry.paid_for_coins",
        "entry",
        0.8,
        r"\b(?:acquir\w+|bought|purchas\w+)\b[^.;¤]{0,20}(?:¤c[^.;¤]{0,20})? for (?:(?:about|around|"
        r"approximately|roughly|some|"
        r"nearly) )?~?¤,? at(?: an average(?: price)?(?: of)?)?"
        r"|\b(?:spent|spending|paid|paying|invest(?:ed|ing)|snapped up|picked up|"
        r"added)\b[^.;]{0,60}?¤c[^¤.;]{0,40}? (?:at|for)"
        r"(?: an?)?(?: average)?(?: (?:price|cost))?(?: of)?",
        reach=140,
    ),
    _rule(
        "spot.to_be_had",
        "spot",
        0.8,
        r"\b(?:anyone|anybody|everyone|everybody|you|one|people) (?:can|could) (?:now |then |still )?"
        r"(?:buy|get|acquire)(?: (?:and|or) sell)? (?:[\w-]+ ){0,3}?for(?: just| only| about| approximately)?|"
        r"\b(?:can|could) (?:now |then |still )?be (?:bought|purchased|had|acquired|picked up)(?: (?:for|at))?"
        r"(?: (?:a )?(?:meager|mere|whopping))?",
    ),
    _rule(
        "other.peg",
        "other",
        0.8,
        r"\b(?:meant|designed|intended|programmed|engineered|built) to (?:always )?(?:trade|hold|stay|be worth|"
        r"maintain|keep)"
        r"[^.;¤]{0,40}?(?: at)?",
    ),
    _rule(
        "other.option",
        "other",
        0.9,
        "",
        behind=r"\s?-?(?:puts?|calls?|strikes?)(?![\w-])|\s(?:bitcoin|btc|ether|eth) (?:puts?|calls?)(?! (?:for|"
        r"it|on|the)\b)(?![\w-])",
    ),
    _rule(
        "spot.traded_at", "spot", 0.8, r"\b(?:traded|changed hands|was trading|were trading) (?:at|for)", need="fact"
    ),
    _rule(
        "support.buyers",
        "support",
        0.75,
        r"\b"
        + one_of("buyers bids demand dip_buyers bulls buying_interest buy_orders")
        + r"\b"
        + words.SHORT
        + r"\s(?:at|near|around|dips to)",
    ),
    _rule(
        "resistance.sellers",
        "resistance",
        0.75,
        r"\b"
        + one_of(
            "sellers offers asks ask_wall supply sell_orders selling_pressure profit-taking selling_interest lid "
            "overhead"
        )
        + r"\b"
        + words.SHORT
        + r"\s(?:at|near|around)",
    ),
    _rule(
        "entry.any_dip",
        "entry",
        0.75,
        r"\bbuy(?:ing)? (?:any|every|each|the|a) (?:dip|pullback|drop|fall|retreat|correction)s? (?:down "
        r")?(?:to|into|towards?|near|at)",
    ),
    _rule(
        "entry.bought",
        "entry",
        0.75,
        r"\b"
        + one_of(
            "bought buy buying accumulat* purchas* acquir* longed longing loaded_up dca went_long long_from scooped_up "
            "shorted shorting"
        )
        + r"\b(?:[^¤]|¤c|¤ \$[a-z]){0,50}?\s(?:at|around|near|between|for|below|under|averaging|from)"
        r"(?: an? (?:average(?: price)?|price)"
        r"(?: of)?)?",
        reach=110,
    ),
    _rule(
        "target.sell",
        "target",
        0.7,
        r"\b(?:sell(?:ing)?|tak(?:e|ing) profits?|exit)\b[^¤]{0,40}?\s(?:at|"
        r"around|near|between)",
        reach=90,
    ),
    _rule(
        "entry.long_at",
        "entry",
        0.8,
        r"(?:^|[.;:]\s)\W*(?:going |go )?(?:long|short)\s(?:[\w$/-]+\s){1,2}(?:at|from|around|near)",
        reach=60,
    ),
    _rule(
        "entry.opened",
        "entry",
        0.8,
        r"\b(?:open(?:s|ed|ing)?|enter(?:s|ed|ing)?|took|tak(?:es|ing)|initiat\w+|add(?:s|ed)?|built|plac(?:ed|es)|hold(?:s)?)\s"
        r"(?:[\w'-]+\s){0,4}?(?:longs?|shorts?)(?: positions?| trades?)?"
        r"(?:\s(?:on|of|in|for)\s[\w¤$/]+)?\s(?:at|from|around|near|between|in the "
        r"range of)",
    ),
    _rule(
        "entry.paid_on_average",
        "entry",
        0.8,
        r"\b(?:reali[sz]ed price|cost basis|average (?:buy(?:ing)?|purchase|entry|acquisition) (?:price|cost))\b"
        r"[^.;]{0,120}?,? (?:is|was|sits|stands|lies|remains|stood|sat)(?: (?:at|now|currently))*",
        reach=180,
    ),
    _rule(
        "entry.to_buy",
        "entry",
        0.75,
        "",
        behind=r"[^¤.;]{0,50}?\b(?:to (?:accumulate|buy|add|load up|scoop)"
        r"|for (?:accumulation|buying|entry|entries|accumulating)"
        r"|(?:buying|buy|entry|accumulation|dca) (?:zone|opportunity|area|range|level|point))\b",
    ),
)
