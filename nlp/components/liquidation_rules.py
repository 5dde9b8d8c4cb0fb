"""Which amounts are liquidations: the words of positions closed by force, and of what only looks like it.

`figure_meaning` decides for amounts that a word of liquidation owns; here are those that only longs, shorts, losses or
a total named before tell ("longs lost $300 million of that"), and the look-alikes: holdings sold, bankruptcies, open
orders.
"""

import re

from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_meaning import SUM_FROM, meaning_of_money
from nlp.components.figure_windows import FigureWindow
from nlp.components.liquidation_details import VENUE_BY_WORD
from nlp.text.patterns import one_of

TOPIC = re.compile(
    r"\b"
    + one_of(
        "liquidat* rekt margin_call margin_calls long_squeeze short_squeeze long-squeeze short-squeeze wiped_out "
        "wiping_out "
        "forcefully margin_called wipes_out wiped wipeout wipe-out wipeouts blown_out force-* forced forcibly "
        "flush flushed squeezed "
        "deleverag* leverage*"
    )
    + r"\b"
)
ANY_TOPIC = re.compile(
    TOPIC.pattern + r"|\b(?:longs|shorts|(?:long|short) positions|(?:bullish|bearish) bets|betting against)\b"
)
_NOT_LEVERAGED = re.compile(
    r"\bliquidat(?:e|es|ed|ing|ion)s?\b(?: of)? (?:its|their|his|her|our|all|the company|the firm|the fund|the "
    r"estate|the exchange|"
    r"company|some of|part of|most of|up to|a portion|a part|half)\b[^.;]{0,40}\b"
    + one_of(
        "holding holdings asset assets reserve* stake portfolio treasury bitcoin btc ether eth coin coins token "
        "tokens shares "
        "equipment inventory investment investments"
    )
    + r"\b|\b"
    + one_of(
        "bankrupt* liquidator* insolven* creditor* estate court chapter_7 chapter_11 trustee winding_up "
        "winding-up mt._gox mt_gox "
        "reserves_liquidated liquidation_proceedings liquidation_process liquidation_plan liquidation_preference "
        "liquidation_value"
    )
    + r"\b"
)
_SIDES = one_of("long longs short shorts bull bulls bear bears leveraged over-leveraged overleveraged bullish bearish")
_SIDED = re.compile(
    rf"\b(?:{_SIDES}|positions?|bets|traders|leverage|betting (?:against|on)|speculators|futures|perps|perpetuals)\b"
)
_SIDED_BEHIND = re.compile(
    rf"\s?(?:(?:worth )?(?:of|in)\s)?(?:(?:[a-z]{{2,6}}[/-]usd[tc]?|the|these|those|such|its|btc|eth|bitcoin|"
    rf"ether|ethereum|xrp|sol|crypto|"
    rf"leveraged|futures|"
    rf"open|late|over-leveraged|mostly|both|perpetual|perp)\s)*(?:{_SIDES}|positions|contracts|bets)\b(?![ "
    rf"-](?:term|time|squeeze))"
)
_CLOSED = re.compile(
    r"\b"
    + one_of(
        "lost lose loses losing closed wipe wipes wiped wiping erase* gone hit evaporat* suffer* burn* destroy* "
        "vanish* flush* "
        "unwound blown force* crush* caught squeez* purg* rekt liquidat* washed eliminat* shaken obliterat* "
        "cleared toast clear_out "
        "shut disappear* stopped_out punish* pain rout absorb* blew_up blows_up blow_up hammered bleed* bled "
        "beating poof annihilat* decimat* wrecked torched nuked slaughter* demolish* devastat* incinerat* shredded "
        "vaporiz* vaporis* cleaned_out knocked_out terminat* forfeit* surrender* to_the_tune_of gave_back at_risk "
        "in_danger shed sheds smoke gave_up give_up gives_up loss losses swept_away zeroed damage toll"
    )
    + r"\b"
)
_SHARE_OF_IT = re.compile(
    r"\b"
    + one_of(
        "of_this of_that of_which of_those of_these of_it the_total the_amount of_them the_rest the_remainder "
        "the_bulk the_majority "
        "the_figure the_tally the_sum account* making_up made_up make_up contribut* alone led lead* followed long "
        "longs short shorts "
        "bulls bears compris* while versus bitcoin btc ether eth ethereum solana xrp dogecoin largest biggest "
        "single respectively "
        "responsible behind position positions traders levels_of tally count toll figure number same_period lost "
        "losing"
    )
    + r"\b"
)
_OTHER_SUBJECT = re.compile(
    r"\b"
    + one_of(
        "open_interest market_cap* capitali* volume volumes inflow* outflow* etf etfs fund funds options expir* "
        "tvl locked holdings "
        "treasury hack* stolen exploit* raised revenue buy_wall bid_liquidity bought purchased acquired "
        "selling_off transferred "
        "moved opened deposited withdrawn withdrew profits loan"
    )
    + r"\b"
)
_NOT_CLOSED = re.compile(
    r"\b"
    + one_of(
        "opened opens opening placed holds held owns owned holds_a holds_an holding added deposit*"
        " maintain* keeps keeping unrealized unrealised"
    )
    + r"\b(?! up)(?! the (?:week|month|day|year|session|quarter))[^¤]{0,24}$"
    r"|\b(?:opened|opens?|opening|placed|plac(?:es|ing)|entered|hold(?:s|ing)?|held|built|took(?: out)?)\b[^;.]{0,60}"
    r"\b(?:positions?|longs?|shorts?|bets?|trades?) (?:worth|of|valued at|sized at)"
    r"(?: (?:about|around|nearly|roughly|over|some|a|approximately|more than))*\s$"
    r"|\b(?:he|she|they|who|trader|whale)(?:'d| had| has|'s)? (?:shut|closed|exited) (?:an?|his|her|the|their) $"
)
# "$5 million in margin", "$9 million of unrealized losses"
_STILL_OPEN = re.compile(
    r"\s(?:worth )?(?:of |in )?(?:margin(?! calls?\b)|collateral(?! (?:was|were|is|got|has been) )|equity|"
    r"(?:unreali[sz]ed|floating|paper) (?:loss|losses|profits?|gains?|pnl))\b"
)
_BANKRUPT = re.compile(r"\b(?:bankrupt\w*|insolven\w*|creditors?|estate|chapter 11)\b")
# What one trader lost is no sum of positions: "after losing $X on leveraged trades", "his losses now exceed $X".
_OWN_LOSS = re.compile(r"\b(?:his|her) (?:[\w-]+ ){0,3}?(?:loss|losses|profits?|gains|winnings)\b[^¤;.]{0,30}$")
_LOST_BY_SOMEONE = re.compile(
    r"\b(?:los(?:t|e|es|ing)|loss of|losses of|made|ma(?:kes|king)|earned|earning)"
    r"(?: (?:about|around|nearly|roughly|over|some|a|another|more than|almost))*\s$"
)
_BY_TRADING = re.compile(
    r"(?: worth)? (?:(?:on|in|from|by|through|over|with) )?(?:(?:a|an|his|her|their|the|several|multiple|two|three) )?"
    r"(?:(?:series|string) of )?(?:[\w-]+ ){0,2}?(?:trad(?:es?|ing)|bets?|betting|positions?|wagers?|gambl\w+)\b"
)
# "lost $X on an ether position as liquidations swept the market": the whole position was closed
_ON_ONE_POSITION = re.compile(
    r"\s(?:on|in|from) (?:an?|one|the) (?:single )?(?:[\w-]+ ){0,2}?(?:trade|position|long|short|bet)\b"
)
# Behind "190,000 traders were liquidated."
_LOSSES_CAME_TO = re.compile(
    r"^\W*(?:the |their )?(?:total|combined|overall|collective) (?:losses|damage) (?:[a-z]+ )?(?:[a-z]+ )?"
    r"(?:(?:about|around|nearly|roughly|some|over|almost|to|at|of) )*$"
)
_WIPED_BEHIND = re.compile(r"\s(?:was |were |gets? |got )?wiped\b(?! (?:off|from|out of))")
_IN_LOSSES = re.compile(r"\s(?:worth )?(?:of|in) (?:[\w-]+ ){0,2}?(?:losses|liquidations|damage)\b")
_TIME_LABEL = re.compile(r"\b(?:hours?|days?|weeks?|\dh|minutes): $")
_FORMER_RECORD = re.compile(
    r"\b(?:previous|prior|former|old|last|earlier) (?:record|high|peak|mark) of(?: (?:about|around|nearly|"
    r"roughly|over))*\s$"
)
_TIME_BEHIND = re.compile(
    r" (?:in|over|within|during|for|on) the (?:(?:past|last|previous|most recent|single) )?"
    r"(?:(?:\d{1,2}|four|twelve|one)[- ]?hours?|hour|day)(?: (?:window|frame|period|span|time ?frame|"
    r"chart))?[,.;]?(?=\s(?:and|while)|\s?$|[,.;])"
)
_AFTER_WORDS = (
    r"(?: \([a-z]+\))?(?:'s(?: (?:share|tally|total|toll|count|figure) (?:came to|was|stood at|is))?)?,?\s?(?:\(|"
    r":|with|at|on|for|saw|followed with|reported|recorded|posted|led with|came "
    r"(?:next|second|third) with|lost|"
    r"contributed|registered|logged|added)?\s?(?:(?:about|around|over|nearly|roughly|some|a|an|another|more than|"
    r"just) )*"
)
_AFTER_NAME = re.compile(_AFTER_WORDS)
_AFTER_VENUE = re.compile(r"\b(?:" + "|".join(map(re.escape, VENUE_BY_WORD)) + rf"){_AFTER_WORDS}$")
_ON_VENUE = re.compile(r"\s(?:on|at|from) (?:" + "|".join(map(re.escape, VENUE_BY_WORD)) + r")\b")
_DIFFERENCE = re.compile(
    r"\b(?:gap|difference|disparity|discrepancy|imbalance) of(?: (?:about|around|nearly|roughly|over|some|almost))* ¤"
    r"|¤ (?:[a-z]+ )?(?:gap|difference|disparity|imbalance)\b"
)
_PEOPLE = re.compile(
    r"\s(?:[a-z-]+ )?(?:traders?|accounts|users|people|investors|wallets|addresses|holders|participants)\b"
)
_STANDING_ORDERS = re.compile(
    r"(?: ¤| and| or| in| worth| of| shorts?| longs?| positions?){0,5} (?:are|is|were|was|being) (?:placed|"
    r"stacked|resting|waiting|sitting|built)\b"
)
_COINS_CLOSED = re.compile(
    r"^\s?(?:worth )?(?:of |in )?(?:\w+ )?(?:longs?|shorts?|long positions|short positions|getting liquidated|was "
    r"liquidated|"
    r"were liquidated|liquidated|in liquidations|in (?:long|short) (?:liquidations|positions))\b"
)
_SIDE_HIT = re.compile(rf"\b(?:longs|shorts|bulls|bears)\b[^.;]{{0,30}}?{_CLOSED.pattern}")


def is_dollar_sum(window: FigureWindow) -> bool:
    """Whether a figure is an amount of dollars, or so large a number that it can be one."""
    quantity = window.quantity
    is_large = quantity.kind == "plain" and quantity.multiplier >= SUM_FROM and not _PEOPLE.match(window.own_after)
    is_sum = quantity.kind == "money" or is_large
    return is_sum and (quantity.unit or "USD") == "USD"


def liquidation_rule(found: Reading, window: FigureWindow, *, in_topic: bool) -> str | None:
    """The rule that makes a figure a liquidation, or `None`."""
    quantity = window.quantity
    if quantity.kind == "coins":
        return "rule:liquidation.coins" if _COINS_CLOSED.match(window.own_after) else None
    if not is_dollar_sum(window) or is_something_else(found, window):
        return None
    meaning = meaning_of_money(window)
    if meaning.meaning == "liquidation":
        return None if _is_of_the_bankrupt(found, window) else meaning.why.replace("rule:sum.", "rule:")
    if quantity.low < SUM_FROM and quantity.multiplier < SUM_FROM:
        return None
    if meaning.meaning == "other" and _WIPED_BEHIND.match(window.own_after) and "liquidat" in found.lower:
        return "rule:liquidation.wiped"
    if meaning.meaning not in ("other", "option", "exchange_netflow"):
        return None
    if _SIDED_BEHIND.match(window.own_after) and _side_was_hit(found, window.sentence):
        return "rule:liquidation.sided"
    if _LOSSES_CAME_TO.search(window.own_before[-60:]) and is_told_before(found, window.sentence):
        return "rule:liquidation.total_losses"
    return _told_by_its_side(found, window, in_topic=in_topic)


def is_told_before(found: Reading, sentence: Sentence) -> bool:
    """Whether the sentence before tells of liquidations: "Some 190,000 traders were liquidated."."""
    before = found.sentences[sentence.index - 1] if sentence.index else sentence
    return not before.is_headline and "liquidat" in found.lower[before.start : before.end]


def _is_of_the_bankrupt(found: Reading, window: FigureWindow) -> bool:
    """Whether the article is on a bankruptcy, where what was wiped out is money, unless it says liquidated."""
    headline = found.sentences[0]
    return (
        headline.is_headline
        and _BANKRUPT.search(found.lower, headline.start, headline.end) is not None
        and "liquidat" not in window.own_before + window.own_after
    )


def _side_was_hit(found: Reading, sentence: Sentence) -> bool:
    """Whether the sentence before says that longs or shorts lost; what follows is then how much."""
    if sentence.index == 0:
        return False
    before = found.sentences[sentence.index - 1]
    text = found.plain[before.start : before.end].lower()
    return _SIDE_HIT.search(text) is not None or (not before.is_headline and "liquidat" in text)


def is_something_else(found: Reading, window: FigureWindow) -> bool:
    """Holdings sold off, a bankruptcy, positions that are merely open."""
    around = window.before + " ¤ " + window.after
    return (
        _NOT_LEVERAGED.search(around) is not None
        or _NOT_CLOSED.search(window.own_before[-110:]) is not None
        or _is_loss_of_one(found, window)
        or _STANDING_ORDERS.match(window.own_after) is not None
        or _STILL_OPEN.match(window.own_after) is not None
        or _DIFFERENCE.search(window.own_before[-40:] + "¤" + window.own_after[:24]) is not None
    )


def is_on_one_position(window: FigureWindow) -> bool:
    """Whether the figure is what one position cost: "lost $X on an ether long"."""
    return _ON_ONE_POSITION.match(window.own_after) is not None


def _is_loss_of_one(found: Reading, window: FigureWindow) -> bool:
    before = window.own_before[-110:]
    if _OWN_LOSS.search(before):
        return True
    if _LOST_BY_SOMEONE.search(before) is None or _BY_TRADING.match(window.own_after) is None:
        return False
    is_one_closed = is_on_one_position(window) and _is_in_topic(found, window.sentence)
    return not is_one_closed and _SIDED.search(before) is None


def _is_in_topic(found: Reading, sentence: Sentence) -> bool:
    """Whether the sentence or one beside it speaks of liquidations."""
    near = found.sentences[max(0, sentence.index - 1) : sentence.index + 2]
    return "liquidat" in found.lower[near[0].start : near[-1].end]


def _told_by_its_side(found: Reading, window: FigureWindow, *, in_topic: bool) -> str | None:
    """A sum that no word of liquidation owns, but longs, shorts or a total that was named before."""
    here = window.own_before[-110:] + " ¤ " + window.own_after[:80]
    if _OTHER_SUBJECT.search(here):
        return None
    is_closed = _CLOSED.search(here) is not None
    is_topic = in_topic or TOPIC.search(window.before + " ¤ " + window.after) is not None
    if _SIDED_BEHIND.match(window.own_after) and (is_closed or is_topic):
        return "rule:liquidation.sided"
    if is_closed and _SIDED.search(here):
        return "rule:liquidation.side_closed"
    if not in_topic:
        return None
    is_share = (
        _SHARE_OF_IT.search(here)
        or _IN_LOSSES.match(window.own_after)
        or _TIME_LABEL.search(window.own_before)
        or _TIME_BEHIND.match(window.own_after)
        or _FORMER_RECORD.search(window.own_before[-50:])
        or _ON_VENUE.match(window.own_after)
    )
    return "rule:liquidation.share_of_it" if is_share or _follows_owner(found, window) else None


def _follows_owner(found: Reading, window: FigureWindow) -> bool:
    """Whether a coin or an exchange stands right before the figure: "OKX ($98 million)", "PEPE with $2 million"."""
    tail = window.own_before[-48:]
    if _AFTER_VENUE.search(tail):
        return True
    mentions = [m for m in found.mentions_in(window.sentence) if m.end <= window.quantity.start]
    return (
        bool(mentions)
        and _AFTER_NAME.fullmatch(found.plain[mentions[-1].end : window.quantity.start].lower()) is not None
    )
