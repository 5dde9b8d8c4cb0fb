"""Roles that no name states: a level to hold or break, a forecast, an extreme told by its verb.

Rules are tried in order; each looks at the words before the price (up to the price) and behind it.
"""

from nlp.components import level_verb_words as words
from nlp.components.verb_rule import VerbRule
from nlp.components.verb_rule import verb_rule as _rule
from nlp.text.patterns import one_of

VERB_RULES: tuple[VerbRule, ...] = (
    _rule(
        "other.liquidated_at",
        "other",
        0.8,
        r"\b"
        + one_of("liquidat* liquidity option options contract contracts puts calls expir*")
        + words.NO_VERB
        + r"\b(?:\s(?!as\b|when\b|after\b|while\b|if\b|once\b)[\w'-]+){0,7}\s(?:at|to|above|below|around|near|"
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
        "spot.to_be_had",
        "spot",
        0.8,
        r"\b(?:can|could) (?:now |then |still )?be (?:bought|purchased|had|acquired|picked up)(?: (?:for|at))?"
        r"(?: (?:a )?(?:meager|mere|whopping))?",
    ),
    _rule("other.option", "other", 0.9, "", behind=r"\s?-?(?:puts?|calls?|strikes?)(?![\w-])"),
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
        + one_of("sellers offers asks ask_wall supply sell_orders selling_pressure profit-taking lid overhead")
        + r"\b"
        + words.SHORT
        + r"\s(?:at|near|around)",
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
        + r"\b(?:[^¤]|¤c){0,50}?\s(?:at|around|near|between|for|below|under|averaging|from)"
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
        "entry.opened",
        "entry",
        0.8,
        r"\b(?:open(?:s|ed|ing)?|enter(?:s|ed|ing)?|took|tak(?:es|ing)|initiat\w+|add(?:s|ed)?|built|plac(?:ed|es)|hold(?:s)?)\s"
        r"(?:[\w'-]+\s){0,4}?(?:longs?|shorts?)(?: positions?| trades?)?"
        r"(?:\s(?:on|of|in|for)\s[\w¤$/]+)?\s(?:at|from|around|near|between|in the "
        r"range of)",
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
    _rule(
        "spot.current",
        "spot",
        0.85,
        r"\bcurrent(?: market| spot| trading)?(?: price| level| value| rate)?(?: (?:of|at|is|around|near))*",
    ),
    _rule("resistance.defend", "resistance", 0.85, words.SELLERS_DEFEND),
    _rule("support.defend", "support", 0.9, words.DEFEND),
    _rule(
        "resistance.rejected",
        "resistance",
        0.85,
        r"\b"
        + one_of("reject* capped caps stall* halted turned_away turned_back turned_down refus* blocked thwarted")
        + words.SHORT
        + r"\s(?:at|near|from|around|by|below|of|above)",
    ),
    _rule(
        "support.failed_to_hold",
        "support",
        0.75,
        r"\b(?:fail\w*|unable|inability|struggl\w*|couldn't|could not|cannot|can't)"
        + words.SHORT
        + r"\s?(?:to\s)?(?:[\w'-]+\s)?(?:hold|defend|keep|maintain|sustain"
        r"|stay(?= above| over)|remain(?= above| over))(?: above| on to| onto| over)?",
    ),
    _rule(
        "resistance.failed",
        "resistance",
        0.85,
        r"\b(?:fail\w*|unable|struggl\w*|couldn't|could not|cannot|can't|yet(?= to)|hard time|trouble|difficulty)"
        + words.SHORT
        + r"\s?(?:to|at|with)?\s(?:[\w'-]+\s){0,2}?"
        + one_of(
            "break clear overcome surpass reclaim breach cross pierce close move push climb rise get stay "
            "reach hit past above regain conquer crack flip"
        )
        + words.ABOVE,
    ),
    _rule(
        "support.bounced",
        "support",
        0.8,
        r"\b(?:bounc\w+|rebound\w* off)" + words.SHORT + r"\s(?:off|from|at|around|near)",
    ),
    _rule(
        "target.expected",
        "target",
        0.7,
        r"\b(?:rise|rally|move|drop|fall|decline|climb|surge|slide|revisit|retest|retracement|return|correction|"
        r"squeeze)" + words.SHORT + r"\s(?:beyond|to|toward|towards|above|below|past|of|into)",
        behind=r"[^¤.;]{0,24}?\b(?:(?:may|might|can|could) be (?:expected|seen|next)"
        r"|(?:is|becomes|looks|remains|would be|seems) (?:more |less )?(?:likely|possible|expected|anticipated|"
        r"probable))\b",
    ),
    _rule(
        "support.gives_way",
        "support",
        0.8,
        "",
        behind=r"(?:\s(?:level|mark|area|zone|line))?\s(?:gives? way|gave way|breaks|fails|cracks|is lost|is "
        r"broken|goes|collapses|also fails|doesn't hold|"
        r"does not hold|fails to hold|(?:is )?the (?:key |crucial )?level to hold)\b",
    ),
    _rule(
        "resistance.is_cleared",
        "resistance",
        0.8,
        "",
        behind=r"(?:\s(?:level|mark|area|zone|line))?\s(?:(?:is|gets) (?:taken out|cleared|reclaimed|overcome|"
        r"surpassed|breached to the upside)|is overhead)\b",
    ),
    _rule("support.hold", "support", 0.85, r"\b" + words.HOLD + words.UPON, need="either"),
    _rule(
        "support.hold_level",
        "support",
        0.8,
        r"\b" + one_of("hold* maintain* sustain* keep*") + "(?: on to| onto)?",
        need="either",
    ),
    _rule("support.break_down", "support", 0.85, r"\b" + words.DROP + words.BELOW, need="condition"),
    _rule(
        "support.below_first",
        "support",
        0.8,
        r"(?:^|[.;:,]\s|\b(?:and|but)\s)(?:anything )?(?:below|beneath|"
        r"under)",
        need="condition",
    ),
    _rule("support.lose", "support", 0.85, r"\b" + words.LOSE, need="either"),
    _rule(
        "resistance.stay_below",
        "resistance",
        0.7,
        r"\b" + one_of("stay* remain* stuck capped held kept") + r"(?:\s[\w'-]+){0,2}?\s(?:below|under|beneath)",
    ),
    _rule(
        "resistance.break_up",
        "resistance",
        0.85,
        r"\b(?:" + words.BREAK + "|" + words.RISE + ")" + words.ABOVE,
        need="either",
    ),
    _rule(
        "resistance.above_first",
        "resistance",
        0.8,
        r"(?:^|[.;:,]\s|\b(?:and|but)\s)(?:only |back )*(?:above|over)",
        need="condition",
    ),
    _rule(
        "target.may_break_by",
        "target",
        0.75,
        r"\b" + words.WILL + r"\s(?:[\w'-]+\s){0,3}?" + words.BREAK + words.ABOVE,
        behind=r"[^¤.;]{0,24}?\b(?:by (?:the )?(?:end of|year|late|early|mid|q[1-4]|20[1-4]\d|christmas|next)"
        r"|(?:this|next) (?:year|month|week|cycle)|in (?:20[1-4]\d|the coming))",
    ),
    _rule(
        "resistance.may_break",
        "resistance",
        0.75,
        r"\b" + words.WILL + r"\s(?:[\w'-]+\s){0,3}?" + words.BREAK + words.ABOVE,
    ),
    _rule(
        "resistance.test_of",
        "resistance",
        0.65,
        r"\b(?:(?:another|a|its|potential|next|fresh|possible|imminent) (?:[\w-]+ )?(?:re-?test|test|break|"
        r"breakout|breach)|break|breakout) (?:of|above|at|past)",
    ),
    _rule(
        "high.before_falling",
        "high",
        0.75,
        words.AT,
        behind=r"[^¤.;]{0,30}?\bbefore (?:[\w-]+ly |quickly |then )?" + words.FALLING,
    ),
    _rule(
        "low.before_rising",
        "low",
        0.75,
        words.AT,
        behind=r"[^¤.;]{0,30}?\bbefore (?:[\w-]+ly |quickly |then )?" + words.RISING,
    ),
    _rule(
        "high.not_seen_since",
        "high",
        0.75,
        r"\b" + one_of("climb* ris* rose surg* jump* soar* rall* spik* rocket* advanc* hit above") + r"\b[^¤]{0,30}",
        behind=words.SEEN,
    ),
    _rule(
        "low.not_seen_since",
        "low",
        0.75,
        r"\b"
        + one_of(
            "crater* fell fall* drop* plung* tumbl* sank sink* crash* slump* slid* dip* declin* below "
            "nosediv* plummet* down"
        )
        + r"\b[^¤]{0,30}",
        behind=words.SEEN,
    ),
    _rule(
        "low.flash_crash",
        "low",
        0.75,
        r"\b(?:flash[ -]crash\b[^.;¤]{0,90}|crater\w*|capitulat\w*|wick\w* "
        r"(?:down|lower))\b[^¤]{0,24}?\b(?:to|as low as)",
        reach=130,
    ),
    _rule(
        "low.in_minutes",
        "low",
        0.65,
        r"¤ to",
        behind=r"\s(?:in|within) (?:(?:one|a|an|just|a single|under|less than|mere|five|ten|the space of|a matter "
        r"of|\d+)[ -])*(?:[\w-]+ )?(?:candle|minutes?|seconds?)\b",
    ),
    _rule(
        "high.after_touching",
        "high",
        0.6,
        r"\bafter (?:briefly |nearly |almost |first |recently )*(?:touching|reaching|hitting|topping|peaking at)",
    ),
    _rule(
        "high.spike",
        "high",
        0.65,
        r"\b(?:wick(?:s|ed|ing)?|spik(?:ed|es|ing)|shot)(?: up| higher| "
        r"briefly)*(?: \w+)? (?:to|towards?)",
    ),
    _rule("target.revised", "target", 0.8, words.REVISED, reach=150),
    _rule(
        "target.forecast",
        "target",
        0.8,
        r"(?:\b|')(?<!clawed its )(?<!made its )(?<!fought its )(?<!found its )(?<!worked its )"
        + words.MODAL
        + r"\b[^¤;:]{0,64}?\b"
        + words.REACH,
        reach=130,
    ),
    _rule("high.record_told", "high", 0.75, words.RECORD_TOLD, reach=130),
    _rule(
        "target.could_be",
        "target",
        0.8,
        "",
        behind=r"(?:\s(?:level|mark|zone|area|region|handle|price|target|threshold))?\s(?:could|may|might|can|would|will)\s"
        r"(?:then |also |soon |well |even |eventually )?(?:be (?:reached|hit|tested|retested|visited|revisited"
        r"|seen|targeted|next|"
        r"achieved|attained|challenged|in play|on the cards|within reach)|come (?:next|into play|into focus"
        r"|into view)|follow)\b",
    ),
    _rule("target.question", "target", 0.7, r"\bto", behind=r"\s?\?"),
    _rule(
        "target.eyes",
        "target",
        0.85,
        r"\b(?:(?<!an )eye|"
        + one_of(
            "eyes eyed eyeing target targets targeted targeting eyes_on eyes_set_on aim* predict* "
            "forecast* bet_on bets_on betting_on call_for calls_for expos* path_to road_to race_to "
            "gunning_for next_stop en_route_to on_its_way_to on_the_way_to march_to marches_toward marching_toward "
            "marches_to closing_in_on"
        )
        + r")(?: for| on| at| to| toward| towards| of)?",
    ),
    _rule(
        "target.such_a_move",
        "target",
        0.65,
        r"\b(?:correction|drop|decline|rally|pullback|move|downside|upside)" + words.SHORT + r"\sis",
    ),
    _rule("target.head_for", "target", 0.75, r"\bhead(?:s|ed|ing) (?:to|for|toward|towards|back to)"),
    _rule(
        "target.comes_next",
        "target",
        0.75,
        "",
        behind=r"(?:\s(?:level|mark|area|region))?(?:,[^,¤]{0,40},)?(?:\s(?:is|are|would be|could be|comes?|then|"
        r"coming|back|looks|seems|may be|as the|as|now))*\s(?:the )?"
        r"(?:next|coming|on deck|programmed|in play|into play|on the table|in sight|into view|into focus|on the "
        r"map|within reach|in the "
        r"cards|on the cards|on the horizon|achievable|feasible|incoming|beckons|looms|awaits)\b",
    ),
    _rule(
        "target.predicted",
        "target",
        0.75,
        r"\b(?:sees|we see|values? (?:it|bitcoin|btc|ether|the coin) at|models? (?:says|sees|puts|gives|points "
        r"to)|(?:bull|bear|base) case(?: is| of| involves)?|"
        r"price tag of|call(?: is|:)|thinks)",
    ),
    _rule(
        "resistance.upside",
        "resistance",
        0.7,
        r"\b(?:on|to) the upside\b[^¤.;]{0,40}|\b(?:higher up|to the north|above that),?[^¤.;]{0,30}",
        reach=90,
    ),
    _rule(
        "support.downside",
        "support",
        0.7,
        r"\b(?:on|to) the downside\b[^¤.;]{0,40}|\b(?:lower down|to the south|below that|beneath that),?[^¤.;]{0,30}",
        reach=90,
    ),
    _rule(
        "target.by_when",
        "target",
        0.7,
        r"\b(?:(?<!ed )(?<!fell )(?<!rose )(?<!slid )(?<!fallen )(?<!risen )(?<!sank )to|"
        r"hit|reach|at|see|seeing|of|for)",
        behind=words.BY_WHEN,
    ),
    _rule(
        "target.possible_move",
        "target",
        0.7,
        r"\b(?:any|further|another|deeper|potential|possible|next|possibly a)\s(?:[\w-]+\s){0,2}?"
        + one_of(
            "rally run move push surge drop slide climb decline correction fall dump crash retracement "
            "pullback squeeze rise breakout jump leg bounce plunge"
        )
        + r" (?:back |down |up |higher |lower )?(?:to|toward|towards|into)",
        behind=r"(?!\s?(?:on|in) (?:mon|tues|wednes|thurs|fri|satur|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|"
        r"nov|dec))",
    ),
)
"""The rules, first match wins."""
