"""What an amount of money is: the price of something, a change of price, or a sum of another kind.

One decision for all components, so that no figure is read as two things. Sums are named by the nearest noun that owns
them; an amount that nothing claims is a price, because that is what most amounts in market reports are.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from nlp.annotations import MetricKind
from nlp.components import amount_words as words
from nlp.components import price_words
from nlp.components.amount_words import OWNER, OWNERS, Meaning
from nlp.components.figure_windows import FigureWindow
from nlp.components.small_sums import small_sum

# Amounts from here on are sums unless the words say that they are the price of one coin.
SUM_FROM = Decimal(1_000_000)
# Below, an amount is a price or the cost of some thing whatever stands beside it.
SMALLEST_SUM = Decimal(10_000)
# The market as a whole has been worth more since 2013.
SMALLEST_MARKET = Decimal(5_000_000_000)
# No coin has been quoted above this in dollars; higher "prices" are sums.
HIGHEST_PRICE = Decimal(30_000_000)
# Currencies in which one bitcoin costs millions, and how much further prices reach in them.
_SMALL_CURRENCIES = ("JPY", "KRW", "INR", "RUB", "VND", "NGN")
_SMALL_CURRENCY_FACTOR = 1000
# No market has closed so much by force; "a $9 trillion wipeout" is one of shares.
_LARGEST_LIQUIDATION = Decimal(100_000_000_000)
_REACH_BEHIND = 60
# Coins that are counted by a name which the sentence does not always repeat as an asset.
_COIN_NAMES = frozenset("bitcoin bitcoins btc ether eth litecoin dogecoin doge xrp".split())
_UNIT_NAMES = frozenset("coin token altcoin memecoin".split())
# "open interest in perpetuals, which are futures without an expiry, stands at"
_INSERTED = re.compile(r", which (?:is|are|was|were) [^,¤]{3,140},")
_NEXT_SUBJECT = re.compile(r",|\b(?:and|as|while|when) (?:the|it|its|their)\b")
_SMALLEST_ROUND = 20
"""Thousands; a coin loses less than that in one move."""
_WEAKEST = f"k{len(OWNERS) - 1}"


SUM_KINDS: dict[str, MetricKind] = {
    "open_interest": "open_interest",
    "etf_flow": "etf_flow",
    "exchange_netflow": "exchange_netflow",
    "volume": "volume",
    "market_cap": "market_cap",
    "stablecoin_supply": "stablecoin_supply",
}
"""The metrics among the meanings of a sum."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A meaning and the rule that found it."""

    meaning: Meaning
    why: str


_SMALLEST_WORTH = Decimal(10**8)
"""From here on what "bitcoin was valued at" is all of it together."""


@lru_cache(maxsize=128)
def meaning_of_money(window: FigureWindow) -> Reason:
    """Decide what an amount of money is: price levels, liquidations and metrics ask in turn."""
    quantity = window.quantity
    is_small_currency = quantity.unit in _SMALL_CURRENCIES
    first_sum = SUM_FROM * _SMALL_CURRENCY_FACTOR if is_small_currency else SUM_FROM
    if quantity.low >= first_sum or (quantity.multiplier >= SUM_FROM and not is_small_currency):
        return _meaning_of_sum(window)
    if quantity.low >= SMALLEST_SUM and not quantity.is_range and (small := small_sum(window)):
        return Reason(small, f"rule:sum.{small}_small")
    return _meaning_of_small(window)


def _meaning_of_small(window: FigureWindow) -> Reason:
    before, after = window.own_before[-60:], window.own_after
    at_level = price_words.LEVEL_BEHIND.match(after) is not None
    if window.quantity.sign:
        return Reason("move", "rule:money.signed")
    if price_words.MOVE_BEHIND.match(after) and not at_level:
        return Reason("move", "rule:money.move_behind")
    if price_words.RANGE_BEHIND.match(after) and price_words.A_RANGE.search(before) and not window.quantity.is_range:
        return Reason("move", "rule:money.a_range")
    if (
        price_words.PRICE_BEFORE.search(before)
        or _is_price_of_a_share(before, after)
        or _is_round_level_lost(window, before)
    ):
        return Reason("price", "rule:money.price_before")
    if (
        not window.quantity.is_range
        and price_words.MOVED_BEFORE.search(before)
        and not price_words.NOT_BY.search(before)
        and not at_level
    ):
        return Reason("move", "rule:money.moved_by" if price_words.BY.search(before) else "rule:money.moved_before")
    if price_words.PER_TIME_BEHIND.match(after) or price_words.THING_BEHIND.match(after) or _is_per_thing(window):
        return Reason("other", "rule:money.thing_behind")
    if price_words.TURNED_BEFORE.search(before) and price_words.INTO_BEHIND.match(after):
        return Reason("other", "rule:money.turned_into")
    if _is_valued_coin(window):
        return Reason("price", "rule:money.valued_at")
    if price_words.THING_BEFORE.search(before) and not price_words.PER_COIN_BEHIND.match(after) and not at_level:
        return Reason("other", "rule:money.thing_before")
    return Reason("price", "rule:money.default")


def _is_round_level_lost(window: FigureWindow, before: str) -> bool:
    """Whether a coin loses a round price: "Bitcoin loses $90K as liquidations mount", not "loses $2K in an hour"."""
    quantity = window.quantity
    if quantity.multiplier != 1000 or quantity.literal < _SMALLEST_ROUND or quantity.literal % 1:
        return False
    lost = price_words.ASSET_LOST.search(before)
    return (
        lost is not None and lost["what"] in window.names and not price_words.TIME_SPAN_BEHIND.match(window.own_after)
    )


def _is_price_of_a_share(before: str, after: str) -> bool:
    """Whether a share stands at it: "rose 8% to $568 per share", not "a loss of $0.24 per share"."""
    if not price_words.SHARE_BEHIND.match(after) or price_words.OF_EARNINGS.search(before):
        return False
    return price_words.TO_A_SHARE.search(before) is not None


def _is_valued_coin(window: FigureWindow) -> bool:
    """Whether the coin itself was valued: "litecoin was valued at $X", not "his bitcoin stake was valued at $X"."""
    if "worth" not in window.own_before and "valued" not in window.own_before:
        return False
    valued = price_words.VALUED.search(window.own_before)
    return valued is not None and valued["what"] in window.names | _COIN_NAMES | _UNIT_NAMES


def _is_per_thing(window: FigureWindow) -> bool:
    counted = price_words.PER_WHAT_BEHIND.match(window.own_after)
    return counted is not None and counted["what"] not in window.names | _COIN_NAMES


def _meaning_of_sum(window: FigureWindow) -> Reason:
    if window.quantity.high <= HIGHEST_PRICE and _is_million_price(window):
        return Reason("price", "rule:money.price_of_a_million")
    if window.quantity.low >= _SMALLEST_WORTH and _is_valued_coin(window):
        return Reason("market_cap", "rule:sum.market_cap_valued")
    owner = owner_of(window)
    if owner is None or (owner.meaning == "liquidation" and window.quantity.low >= _LARGEST_LIQUIDATION):
        return Reason("other", "rule:money.unowned_sum")
    return owner


def _is_million_price(window: FigureWindow) -> bool:
    if price_words.PRICE_OF.search(window.own_before[-40:]) or price_words.MILLION_COIN.match(window.own_after):
        return True
    if OWNER.search(window.own_after[:40]) or OWNER.search(window.own_before[-60:]):
        return False
    if price_words.PER_COIN_BEHIND.match(window.own_after):
        return True
    about_price = re.search(r"\b(?:btc|bitcoin|price|coin)\b", window.own_before) is not None
    return about_price and price_words.PRICE_OF_SUM.search(window.own_before[-40:]) is not None


def owner_of(window: FigureWindow) -> Reason | None:
    """The noun that a sum belongs to: "X: $5 million", "$5 million in X", "X of $5 million", else the nearest one."""
    if words.OFF_OPEN_INTEREST.match(window.own_after):
        return Reason("open_interest", "rule:sum.open_interest_off")
    if window.quantity.low >= SMALLEST_MARKET and words.WIPED_OFF_COINS.match(window.own_after):
        return Reason("market_cap", "rule:sum.market_cap_wiped")
    if words.WIPED_OFF_THE_MARKET.match(window.own_after) or words.MARKET_EVAPORATED.search(window.own_before[-70:]):
        return Reason("market_cap", "rule:sum.market_cap_off")
    if words.POSITIONS_WERE_CLOSED.match(window.own_after) or words.LIQUIDATIONS_OF.search(window.own_before[-60:]):
        return Reason("liquidation", "rule:sum.liquidation_closed")
    if words.ALL_ARE_WORTH.search(window.own_before[-110:]):
        return Reason("market_cap", "rule:sum.market_cap_worth")
    return (
        _labelled(window)
        or _behind(window)
        or _behind_list(window)
        or _moved(window)
        or _side_lost(window)
        or _before(window)
    )


def _labelled(window: FigureWindow) -> Reason | None:
    before = window.own_before[-48:]
    for match in reversed(list(OWNER.finditer(before))):
        if words.LIQUIDATED_BEHIND.match(window.own_after):
            return None
        return _reason(match, "label") if words.LABEL.fullmatch(before, match.end()) else None
    return None


def _behind(window: FigureWindow) -> Reason | None:
    after = window.own_after
    if words.TRADED.search(window.own_before[-24:]):
        return Reason("volume", "rule:sum.volume_traded")
    cut = words.CLAUSE_BREAK.search(after)
    clause = after[: cut.start() if cut else len(after)].split("¤")[0]
    lead = words.IN_WHAT.match(clause)
    if lead:
        match = _first_owner(clause[: lead.end() + _REACH_BEHIND])
        # "$5 million from a fund, according to investors": a weak word must be what the sum is in, not stand by
        if match and (_is_strong(match) or "," not in clause[: match.start()]):
            return _reason(match, "in")
    match = _first_owner(_NEXT_SUBJECT.split(clause[:32], maxsplit=1)[0])
    if match and words.OWNS_THE_NEXT.match(after, match.end()):
        return None
    return _reason(match, "behind") if match else None


def _behind_list(window: FigureWindow) -> Reason | None:
    """What the last item of a list is in, the others are in too: "$5 million and $4 million in X"."""
    if window.list_length < 2 or window.own_after is window.after:
        return None
    lead = words.IN_WHAT.match(window.after)
    match = _first_owner(window.after[: lead.end() + _REACH_BEHIND].split("¤")[0]) if lead else None
    return _reason(match, "in_list") if match and _is_strong(match) else None


def _moved(window: FigureWindow) -> Reason | None:
    before, after = window.own_before[-90:], window.own_after
    if words.FUND_MOVED.search(before) or (words.FUND_MOVED_BEHIND.match(after) and words.FUND_MOVERS.search(before)):
        return Reason("etf_flow", "rule:sum.etf_flow_moved")
    if words.POSITIONS_BEHIND.match(after):
        return None
    is_passed = window.quantity.low >= SMALLEST_MARKET and words.MARKET_PASSED.search(before)
    is_lost = words.OF_VALUE.match(after) and words.COINS_MOVED.search(window.own_before)
    if is_passed or is_lost or words.MARKET_MOVED.search(before) or words.OFF_THE_MARKET.match(after):
        return Reason("market_cap", "rule:sum.market_cap_moved")
    return None


def _side_lost(window: FigureWindow) -> Reason | None:
    """What longs or shorts lost, in a sentence on positions: "$900M in positions was erased, longs losing $700M"."""
    if words.SIDE_LOST.search(window.own_before[-70:]) and words.POSITIONS_TOLD.search(window.before):
        return Reason("liquidation", "rule:sum.liquidation_side_lost")
    return None


def _before(window: FigureWindow) -> Reason | None:
    before = _INSERTED.sub(",", window.before) if ", which" in window.before else window.before
    breaks = [match.end() for match in words.CLAUSE_BREAK.finditer(before)]
    for stretch in (before[breaks[-1] :] if breaks else before, before):
        matches = list(OWNER.finditer(stretch))
        if matches:
            strong = [match for match in matches if _is_strong(match)] or matches
            while len(strong) > 1 and words.PLACE_OF_IT.search(stretch[: strong[-1].start()]):
                if meaning_named(strong[-1]) != "market_cap" or not strong[-1].group().endswith("market"):
                    break
                strong.pop()
            return _reason(strong[-1], "before")
    match = _first_owner(window.own_after)
    return _reason(match, "later") if match else None


def _first_owner(text: str) -> re.Match[str] | None:
    matches = [match for match in OWNER.finditer(text) if not words.ALL_OVER.search(text, 0, match.start())]
    return next((match for match in matches if _is_strong(match)), matches[0] if matches else None)


def meaning_named(match: re.Match[str]) -> Meaning:
    """The meaning that the word found by `OWNER` gives to its sum."""
    assert match.lastgroup is not None
    return OWNERS[int(match.lastgroup[1:])][0]


def _is_strong(match: re.Match[str]) -> bool:
    return match.lastgroup != _WEAKEST


def _reason(match: re.Match[str], place: str) -> Reason:
    meaning = meaning_named(match)
    return Reason(meaning, f"rule:sum.{meaning}_{place}")
