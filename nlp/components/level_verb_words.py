"""The verbs and turns of phrase from which the rules of `level_verbs` are made."""

from nlp.text.patterns import one_of

SHORT = r"(?:\s[\w'-]+){0,3}?"

BREAK = one_of(
    "break breaks breaking broke broken breakout clear clears clearing cleared overcome* surpass* reclaim* "
    "recaptur* regain* "
    "breach* cross* pierc* flip flips flipping clean_break penetrat* conquer* take_out takes_out taking_out "
    "taken_out crack* exceed*"
)
RISE = one_of(
    "drive drives driving propel* thrust kick push* move moves moved moving climb* rise rises rising rose jump* "
    "surg* rally rallies rallied rallying "
    "return* get gets "
    "getting advanc* soar* spik* run runs head* settle* close closes closing closed recover* hold* stay stays "
    "consolidat* accept*"
)
DROP = one_of(
    "break breaks breaking broke broken breakdown drop* fall falls falling fell slip* close closes closing closed "
    "move moves "
    "moving dip dips dipping dipped slid slide slides sliding declin* plung* breach* sink* correct* crash* trad* "
    "stay* remain* "
    "pull* drag* push* drive drives driving force* go goes going retreat* weaken* pullback tumbl* settl* slump "
    "lose loses sweep* accept*"
)
LOSE = one_of("lose loses losing loss_of lost surrender* give_up giving_up give_way")
HOLD = one_of(
    "hold holds holding held stay stays staying stayed remain* consolidat* maintain* sustain* keep* stabili* "
    "live* stand*"
)
ABOVE = r"(?:\s(?:[\w'-]+\s){0,3}?(?:above|past|over|beyond|through|out of|of|at|north of))?"
UPON = r"\s(?:[\w'-]+\s){0,4}?(?:above|over|on to|onto|north of)"
BELOW = r"\s(?:[\w'-]+\s){0,4}?(?:below|under|beneath|south of)"

MODAL = one_of(
    "could may might will would can should shall likely expect* set_to poised_to bound_to going_to about_to "
    "ready_to look_to "
    "looks_to looking_to aim* on_track on_course needs_to must has_to have_to potential* possib* chance chances "
    "odds probab* "
    "hope* hoping want* predict* forecast* projected "
    "projecting projection* projects_a projects_that envision* foresee* anticipat* believe* call_for calls_for "
    "calling_for "
    "warn* suggest* signal* eventually unlikely prepar* heading path road way room door doors trigger "
    "sight sights scenario* "
    "ahead_of en_route 'll risk* betting bets_on bet_on bets_that bet_that sees see"
)
WILL = one_of("could may might will would can should likely")
REACH = one_of(
    "to toward towards at near around reach* hit* test tests testing retest* re-test* touch* revisit* top tops "
    "topping as_high_as "
    "as_low_as as_far_as as_much_as into for above past over beyond below under see approach* expos* visit attack "
    "challenge threaten* "
    "in_the between tag tagging down_to up_to"
)
NO_VERB = (
    r"(?!(?<=puts|alls) (?:for|that|the|an?|its|his|her|it|fair|"
    r"bitcoin|btc|ether|ethereum|eth|xrp|sol|solana|prices?)\b)"
)
"""Behind "puts" and "calls": not "puts bitcoin at $X", "calls for a bottom at $X"."""
SEEN = (
    r",? (?:a |the )?(?:price |levels? |territory |mark |prices? )*(?:last |not |never |un)(?:seen|visited|"
    r"traded|reached|touched)"
)
FALLING = one_of(
    "falling retreating dropping pulling correcting crashing sliding slipping giving reversing tumbling plunging "
    "cooling declining "
    "sinking dipping easing losing retracing a_retreat a_correction a_pullback a_crash being_rejected facing_rejection "
    "being_turned being_pushed erasing trimming_gains trimming_the_gain surrendering running_into meeting_sellers"
)
RISING = one_of(
    "rebounding recovering bouncing climbing rallying rising paring stabilising stabilizing surging jumping "
    "reversing regaining "
    "reclaiming a_rebound a_recovery a_bounce trimming_loss* trimming_its_loss* erasing_loss* buyers_stepped"
)
FELL = r"\b" + one_of(
    "fell fall* drop* plung* tumbl* sank sink* crash* slump* slid* dip* declin* nosediv* plummet* down lost los*"
)
ROSE = r"\b" + one_of("rose ris* climb* surg* jump* soar* rall* spik* rocket* advanc* gain* up leapt leap*")
AS_MUCH_AS = r"(?: by)? as much as (?:about |nearly |roughly |around )?¤%?,? (?:[\w-]+ ){0,2}?to"
"""The furthest point of a move: "fell as much as 7% to $X"."""
AT = r"(?:to|at|touch(?:ed|ing)|hit(?:ting)?|reach(?:ed|ing)|near|of|above|below|under|topped)"
RECORD_TOLD = (
    r"\b(?:broke|breaks|breaking|broken|smash\w*|shatter\w*|beat|topped|surpass\w*|eclips\w*|sets?|setting|hits?|hitting)\s"
    r"(?:[\w'-]+\s){0,4}?(?:records?|all-time highs?|ath|peaks?|highs?)(?: in [a-z]+(?: \d+)?)?,?\s(?:by |after |"
    r"and )?(?:[\w-]+ly )?"
    + one_of(
        "soaring surging climbing jumping rising hitting reaching touching rallying rocketing shooting spiking leaping"
    )
    + r"(?: up| as high)?(?: to| as)?(?: over| above| beyond)?"
)
BY_WHEN = (
    r"[^¤.;]{0,24}?\b(?:by (?:the )?(?:end of|year|"
    r"(?:late|early|mid)(?!-?(?:day|night)| (?:afternoon|morning|evening|trad))|q[1-4]|(?:first|second|third|fourth|"
    r"final|last) "
    r"quarter|20[1-4]\d|christmas|next|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|summer|winter)|next (?:year|month|week|cycle|bull)|in the "
    r"(?:coming|next|near|long)|price target|prediction|target)"
)
MOVE = one_of(
    "rally run move push surge drop slide climb decline correction fall dump crash retracement pullback squeeze rise "
    "breakout jump leg bounce plunge return"
)
PIVOT = r" pivot(?:al)?(?: (?:point|level|area|zone|line|mark|price))?(?: (?:of|at|is|sits|lies|near|around))*(?: \()?"
DEFEND = (
    r"\b" + one_of("defend* protect* guard*") + r"(?: the (?:area|zone|region|range|band)(?: between| from| of| at)?)?"
)
SELLERS_DEFEND = (
    r"\b(?:sellers?|bears?|shorts|short sellers)\b[^.;,¤]{0,24}?"
    + rf"(?:{DEFEND}|[^.;,¤]{{0,20}}?\bhold(?:ing)?(?: on to| onto))"
)
REVISED = (
    r"\b"
    + one_of("rais* lift* cut cuts cutting lower* hike* hiking trim* slash* boost* upp* revis* increas* bump*")
    + r"\b[^.;¤]{0,60}?\b(?:targets?|forecasts?|estimates?|projections?|predictions?)\b[^.;¤]{0,40}?\s(?:to|from)"
    + r"(?: ¤ (?:a share |per share )?(?:from|to))?"
)
"""A forecast that was changed: "cut its target on the stock to $X from $Y"."""
