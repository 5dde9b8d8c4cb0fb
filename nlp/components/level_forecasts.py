"""Prices still to come: forecasts, aims, next stops, the two ways that a chart may go.

Part of `level_verbs`, which keeps the order of all rules.
"""

from nlp.components import level_verb_words as words
from nlp.components.verb_rule import VerbRule
from nlp.components.verb_rule import verb_rule as _rule
from nlp.text.patterns import one_of

FORECAST_RULES: tuple[VerbRule, ...] = (
    _rule("target.revised", "target", 0.8, words.REVISED, reach=150),
    _rule(
        "target.if_reached",
        "target",
        0.75,
        r"\b(?:if|should|were|suppose|assuming)\b[^.;,¤]{0,50}?\b(?:"
        + words.RISE
        + "|"
        + words.DROP
        + r")(?: (?:back|all the way|up|down|further|on|again))* to",
        need="condition",
        behind=r"(?:[^¤.;]|\.(?=\d)){0,50}?,",
    ),
    _rule(
        "target.forecast",
        "target",
        0.8,
        r"(?:\b|')(?<!clawed its )(?<!made its )(?<!fought its )(?<!found its )(?<!worked its )(?<!all the )(?<!silk )"
        + words.MODAL
        + r"\b(?! have (?:[a-z]+ly )?(?:[a-z]+ed|been|helped|led|hit|seen|lost|set|made|found|put|cut|cost|"
        r"driven|risen|fallen)\b)"
        r"[^¤;:]{0,64}?\b" + words.REACH,
        reach=130,
    ),
    _rule(
        "target.implied",
        "target",
        0.7,
        r"\b(?:(?:fac(?:es?|ing)|brac(?:es?|ing) for|in for|prone to|vulnerable to) (?:an?|the|another|further)|"
        r"(?:implication|implied move|prospects?|danger|threat|next step|next move|likeliest path) "
        + r"(?:is|are|of|remains))(?: [\w-]+){0,3}? "
        + words.MOVE
        + r"(?: back| down| up| all the way)? (?:to|toward|towards|into)(?: \(?or (?:below|above|lower|higher)\)?)?",
    ),
    _rule(
        "target.reaching_would",
        "target",
        0.75,
        r"(?:^|[.;:,]\s|\band )\W?(?:reaching|hitting|touching|getting to|"
        r"a (?:move|rally|run|climb|drop|fall|slide|return) to)",
        behind=r"(?: [\w-]+){0,3}? (?:would|could|might|will) (?!be lost\b)",
    ),
    _rule("high.to_as_much_as", "high", 0.75, words.ROSE + r"(?: [\w-]+){0,2}? to as much as"),
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
    _rule(
        "target.head_for",
        "target",
        0.75,
        r"\b(?:head(?:s|ed|ing) (?:to|for|toward|towards|back to)|(?:move|pattern|flag|triangle|"
        r"breakout|breakdown|formation|projection|setup|chart|wedge|count) (?:points|pointing) to)",
    ),
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
        r"\b(?:on|to) the upside\b[^¤.;]{0,40}|\b(?:higher up|to the north|above that\b(?! (?:level|mark|price|point|"
        r"zone|area))),?[^¤.;]{0,30}",
        reach=90,
    ),
    _rule(
        "support.downside",
        "support",
        0.7,
        r"\b(?:on|to) the downside\b[^¤.;]{0,40}|\b(?:lower down|to the south|(?:below|beneath) that\b(?! (?:level|"
        r"mark|price|point|zone|area))),?[^¤.;]{0,30}",
        reach=90,
    ),
    _rule(
        "target.by_when",
        "target",
        0.7,
        r"\b(?:(?<!ed )(?<!fell )(?<!rose )(?<!slid )(?<!fallen )(?<!risen )(?<!sank )"
        r"(?<!decline )(?<!drop )(?<!rise )to|"
        r"hit|reach|at|see|seeing|of|for|(?:moving|going|pushing|running|rising) (?:through|past|above|beyond))",
        behind=words.BY_WHEN,
    ),
    _rule(
        "target.possible_move",
        "target",
        0.7,
        r"\b(?:any|further|another|deeper|potential|possible|next|possibly a)\s(?:[\w-]+\s){0,2}?"
        + words.MOVE
        + r" (?:back |down |up |higher |lower )?(?:to|toward|towards|into)",
        behind=r"(?!\s?(?:on|in) (?:mon|tues|wednes|thurs|fri|satur|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|"
        r"nov|dec))",
    ),
)
