"""Levels to hold or break that no name calls support or resistance: defended, rejected at, lost, reclaimed.

Part of `level_verbs`, which keeps the order of all rules.
"""

from nlp.components import level_verb_words as words
from nlp.components.verb_rule import VerbRule
from nlp.components.verb_rule import verb_rule as _rule
from nlp.text.patterns import one_of

BARRIER_RULES: tuple[VerbRule, ...] = (
    _rule(
        "spot.current",
        "spot",
        0.85,
        r"\bcurrent(?: market| spot| trading)?(?: price| level| value| rate)?(?: (?:of|at|is|around|near))*",
    ),
    _rule("resistance.defend", "resistance", 0.85, words.SELLERS_DEFEND),
    _rule(
        "support.prevented_below",
        "support",
        0.85,
        r"\b(?:prevent|stop|keep|block)\w* [^.;¤]{0,50}? from [a-z]+ing(?: [\w-]+){0,3}? (?:below|under|beneath)",
    ),
    _rule(
        "resistance.prevented_above",
        "resistance",
        0.85,
        r"\b(?:prevent|stop|keep|block)\w* [^.;¤]{0,50}? from [a-z]+ing(?: [\w-]+){0,3}? (?:above|past|over|beyond)",
    ),
    _rule("support.has_held", "support", 0.75, r"\b(?:has|have|had) held"),
    _rule(
        "support.level_to_hold",
        "support",
        0.85,
        r"\b(?:level|line|price|mark) to (?:hold|defend|protect)(?: (?:is|at|remains|sits|lies|near|around))*",
    ),
    _rule(
        "resistance.level_to_beat",
        "resistance",
        0.85,
        r"\b(?:level|line|price|mark) to (?:beat|reclaim|clear|break)(?: (?:is|at|remains|sits|lies|near|around))*",
    ),
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
            "break* clear* overcom* surpass* reclaim* breach* cross* pierc* clos* mov* push* climb* ris* get* stay* "
            "reach* hit* past above regain* conquer* crack* flip* sustain*"
        )
        + r"(?:\s(?:[\w'()-]+\s){0,4}?(?:above|past|over|beyond|through|out of|of|at|to|north of))?",
    ),
    _rule(
        "support.bounced",
        "support",
        0.8,
        r"\b(?:bounc\w+|rebound\w* off)(?:\s(?!to\b)[\w'-]+){0,3}?\s(?:off|from|at|around|near)",
        behind=r"(?! (?:(?:level|mark|zone|area) )?to (?:(?:about|around|nearly|almost|just|as high as|over) )?¤)",
    ),
    _rule(
        "target.expected",
        "target",
        0.7,
        r"\b(?:rise|rally|move|drop|fall|decline|climb|surge|slide|revisit|retest|retracement|return|correction|"
        r"squeeze)" + words.SHORT + r"\s(?:beyond|to|toward|towards|above|below|past|of|into)",
        behind=r"(?:,(?:[^,¤.;]|¤%){0,40},)?[^¤.;,]{0,24}?\b(?:(?:may|might|can|could) be (?:expected|seen|next)"
        r"|(?:is|becomes|looks|remains|would be|seems) (?:more |less )?(?:likely|possible|expected|anticipated|"
        r"probable))\b",
    ),
    _rule(
        "target.opens_the_way",
        "target",
        0.8,
        r"\b(?:set(?:s|ting)? the (?:pace|stage|tone)|open(?:s|ed|ing)?(?: up)? (?:the |a )?(?:doors?|way|path|gates?|"
        r"floodgates)|pav(?:es?|ed|ing) the (?:way|path)|clear(?:s|ed|ing)? the (?:way|path)) (?:for|to|towards?)"
        r"(?: (?:an?|the|another|further|fresh))*(?: [\w-]+){0,2}? (?:"
        + words.MOVE
        + r" )?(?:back )?(?:to|towards?|above|below|past|beyond)",
    ),
    _rule(
        "target.for_a_run_at",
        "target",
        0.8,
        r"\bfor (?:a|another|its) (?:(?:fresh|new|next) )?(?:run|push|attack|assault|shot|rally|move) (?:at|on|"
        r"to|towards?)",
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
    _rule(
        "target.may_get",
        "target",
        0.75,
        r"\b" + words.WILL + r"(?: [\w-]+){0,2}? get(?: to)?",
    ),
    _rule(
        "resistance.reclaim_and_hold",
        "resistance",
        0.85,
        r"\b" + words.BREAK + r"(?:\s[\w-]+){0,2}?,? and (?:also )?" + words.HOLD + rf"(?:{words.UPON})?",
        need="either",
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
        behind=r"(?!(?: (?:level|mark))? for (?:a|the|most|much|many|several|years|months|weeks|so) )",
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
        "support.subject",
        "support",
        0.75,
        r"(?:^|[.;,:]\s)[^.;,:¤]{0,30}\bsupports?\b(?: (?:of|for|on|below|against|in) [^.;,¤]{0,30}?)? (?:is|"
        r"are|lies|sits|comes|stands)"
        r"\b(?:[^.;,¤]|¤%){0,90}? (?:at|near|around)",
        reach=150,
    ),
    _rule(
        "resistance.subject",
        "resistance",
        0.75,
        r"(?:^|[.;,:]\s)[^.;,:¤]{0,30}\bresistances?\b(?: (?:of|for|on|above|against|in) [^.;,¤]{0,30}?)? (?:is|"
        r"are|lies|sits|comes|stands)"
        r"\b(?:[^.;,¤]|¤%){0,90}? (?:at|near|around)",
        reach=150,
    ),
    _rule(
        "resistance.below_pivot",
        "resistance",
        0.7,
        r"\b(?:below|under|beneath|reclaim\w*|regain\w*|clear\w*)(?: [\w-]+){0,4}?" + words.PIVOT,
    ),
    _rule(
        "support.above_pivot",
        "support",
        0.7,
        r"\b(?:above|over|hold\w*|los(?:e|es|t|ing))(?: [\w-]+){0,4}?" + words.PIVOT,
    ),
    _rule("other.pivot", "other", 0.6, r"\b(?:the|its|daily|weekly|monthly)(?: [\w-]+){0,2}?" + words.PIVOT),
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
        r"breakout|breach)|(?<!\bto )break|breakout) (?:of|above|at|past)",
    ),
)
