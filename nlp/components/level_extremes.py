"""Highs and lows told by their verb: touched before a turn, not seen since, reached in a flash crash.

Part of `level_verbs`, which keeps the order of all rules.
"""

from nlp.components import level_verb_words as words
from nlp.components.verb_rule import VerbRule
from nlp.components.verb_rule import verb_rule as _rule
from nlp.text.patterns import one_of

EXTREME_RULES: tuple[VerbRule, ...] = (
    _rule(
        "high.before_falling",
        "high",
        0.75,
        words.AT,
        behind=r"(?:[^¤.;]|¤%){0,30}?\bbefore (?:[\w-]+ly |quickly |then )?" + words.FALLING,
    ),
    _rule(
        "low.before_rising",
        "low",
        0.75,
        words.AT,
        behind=r"(?:[^¤.;]|¤%){0,30}?\bbefore (?:[\w-]+ly |quickly |then )?" + words.RISING,
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
        r"\b(?:flash[ -]crash(?:ed|es|ing)?\b[^.;¤]{0,90}|crater\w*|capitulat\w*|wick\w* "
        r"(?:down|lower))\b[^¤]{0,24}?\b(?:to|as low as)",
        reach=130,
    ),
    _rule(
        "low.printed",
        "low",
        0.7,
        words.FELL + r"\b[^.;¤]{0,60},? (?:printing|bottoming at|touching|to print|to touch)(?: as low as)?",
        need="fact",
        reach=120,
    ),
    _rule("low.as_much_as", "low", 0.75, words.FELL + words.AS_MUCH_AS),
    _rule("high.as_much_as", "high", 0.75, words.ROSE + words.AS_MUCH_AS),
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
        behind=r"(?!(?: [\w-]+){0,3} for (?:the |its |a |only the )?(?:first|second|third) time\b)",
    ),
    _rule(
        "low.after_dipping",
        "low",
        0.7,
        r"\bafter (?:earlier |briefly |first )(?:dipp|slipp|dropp|fall|slid|plung|sink|tumbl)ing "
        r"(?:to|as low as|below|under)",
    ),
    _rule(
        "low.at_one_point",
        "low",
        0.7,
        words.FELL + r"(?: [\w-]+){0,2}? to",
        behind=r",? (?:at one point|intraday|at its worst|at the (?:depths?|worst))\b",
    ),
    _rule(
        "high.it_reached",
        "high",
        0.75,
        r"\b(?:of|from|off|below|under|beyond|above|than|past|topping|surpassing) the",
        behind=r" (?:that )?(?:it|bitcoin|ether|the (?:coin|token|price)|prices?) (?:briefly |had )?(?:reached|hit|"
        r"touched|set)\b",
    ),
    _rule(
        "high.spike",
        "high",
        0.65,
        r"\b(?:wick(?:s|ed|ing)?|spik(?:ed|es|ing)|shot)(?: up| higher| "
        r"briefly)*(?: \w+)? (?:to|towards?)",
    ),
)
