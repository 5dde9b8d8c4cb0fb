"""Flows of funds: whether money came in or went out, and into which coin it was put."""

import re
from collections.abc import Sequence

from nlp.annotations import Direction, MetricMention
from nlp.components.asset_asides import asset_kind
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_windows import FigureWindow

_IN = re.compile(
    r"\binflow|\bnet buying|\bpoured|\battract\w+|\badded(?! up\b)|\b(?:took|take|takes|taking) in|\bpull(?:ed|"
    r"s|ing)? in|"
    r"\bdr[ea]ws?\b|\bdrawing|"
    r"\braked|\babsorb\w+|"
    r"\bcreat(?:ed|ions)|\bbought|\bbringing in|\bdirect(?:ed|s)\b|\binvest(?:ed|s)\b|\bbrought in|\bgained|"
    r"\breceived|\bpositive (?:net )?flows?"
)
_OUT = re.compile(
    r"\boutflow|\bredemption|\bnet selling|\bbled|\bbleed\w*|\bpulled (?:out|from)|\bwithdr\w+|\bexit\w*|"
    r"\bleft\b|\bleaves?\b|\bleaving\b|\bredeem\w*|\bha?emorrhag\w+|"
    r"\blos(?:t|es?|ing)\b|\bsheds?\b|\byanked|\bfled\b|\bflee\w*|\bwalk\w* out|\bdrained|\bexodus"
    r"|\bnegative (?:net )?flows?"
)
_INVESTED = re.compile(
    r"\binvestments? in [^¤]* (?:(?P<more>ris\w+|rose|increas\w+|grew|up)|fell|decreas\w+|"
    r"declin\w+|dropped|down) by "
)
_PULLED = re.compile(
    r"\b(?:pull|yank|remov|redeem|tak|took|withdr)\w*(?: (?:about|around|nearly|over|another|some|more than))*\s?$"
)
_FROM_FUNDS = re.compile(r"\s(?:net )?(?:from|out of)\b")
_NAMED = re.compile(
    r"\b(?P<way>inflow|outflow)s?(?: (?:of|at|to|totall?ing|worth|reaching|reached|exceeding|topping|topped|"
    r"amounting|with))*"
    r"(?: (?:about|around|nearly|over|more than|roughly|almost|some|another|an?|just|only|up|as much as|whopping|"
    r"massive|staggering))*\s$"
)
_FUND_WORD = re.compile(
    r"\b(?:etfs?|etps?|exchange-traded|funds?|trusts?|(?:bitcoin|ether\w*|solana|xrp|altcoin|crypto|"
    r"multi-asset)(?: \w+)? products|gbtc|ibit|fbtc|arkb|bitb|etha|ethe|fethb?|investment "
    r"products|blackrock\w*|fidelity\w*|grayscale\w*|coinshares|farside|sosovalue)\b"
)
_EXCHANGE_FLOW = re.compile(
    r"\bexchanges? (?:net ?)?(?:in|out)?-?flows?|(?:in|out)flows? (?:to|from|into|on) (?:centralized )?exchanges"
)
_EXCHANGE = re.compile(r"\bexchanges?\b(?!-traded| traded)")
_ALL_FUNDS = re.compile(
    r"\b(?:digital[ -]asset|crypto(?:currency|-asset| asset)?)(?: (?:investment|exchange-traded|traded|linked|"
    r"focused))*[ -]?(?: (?:products?|funds?|etps?|etfs?|vehicles|investments))\b"
)
_SEVERAL_COINS = re.compile(r"\bmulti-?(?:asset|coin)\b|\bbasket (?:products|funds)\b")
_TO_COIN = re.compile(
    r"\s(?:(?:was|were|has|have|being|going|went|flowing|flowed|coming|came|pouring|poured|invested|allocated|"
    r"withdrawn|moved|of|in) )*"
    r"(?:(?:net|weekly|daily) )?(?:(?:in|out)flows? )?(?:into|to|towards?|from|out of|for|in|of) (?:the |spot |"
    r"physical |us )*"
)
_COINS = {
    "bitcoin": "BTC",
    "btc": "BTC",
    "ethereum": "ETH",
    "ether": "ETH",
    "solana": "SOL",
    "xrp": "XRP",
    "litecoin": "LTC",
}
_OTHER_FUNDS = re.compile(r",? (?:while|whereas|but|though|although)\b")
# Flows told by country are those of all funds.
_COUNTRY = re.compile(
    r"\b(?:germany|switzerland|canada|brazil|sweden|australia|france|hong kong|europe|the (?:us|u\.s\.|united states|"
    r"netherlands|united kingdom|uk))(?:'s)?(?! (?:spot|bitcoin|ether|etfs?|funds|sec\b))"
)
_REACH = 2


def direction_of_flow(window: FigureWindow) -> Direction | None:
    """Whether money came in or went out: the noun that the figure stands by, else the verb nearest to it."""
    named = _NAMED.search(window.own_before[-60:])
    if named:
        return "inflow" if named["way"].startswith("in") else "outflow"
    invested = _INVESTED.search(window.own_before)
    if invested:
        return "inflow" if invested["more"] else "outflow"
    # what stands behind a list is said of each of its items
    behind = window.after if window.list_length > 1 else window.own_after
    after = _OTHER_FUNDS.split(behind[:45].split("¤")[0], maxsplit=1)[0]
    ins, outs = _IN.search(after), _OUT.search(after)
    if ins or outs:
        return "inflow" if ins and not (outs and outs.start() < ins.start()) else "outflow"
    before = window.own_before
    if _PULLED.search(before) and _FROM_FUNDS.match(window.own_after):
        return "outflow"
    if window.quantity.sign:
        return "inflow" if window.quantity.sign > 0 else "outflow"
    last_in = max((m.end() for m in _IN.finditer(before)), default=-1)
    last_out = max((m.end() for m in _OUT.finditer(before)), default=-1)
    if last_in < 0 and last_out < 0:
        return "inflow" if _IN.search(window.own_after) else "outflow" if _OUT.search(window.own_after) else None
    return "inflow" if last_in > last_out else "outflow"


def asset_of_flow(found: Reading, window: FigureWindow, mentions: Sequence[MetricMention]) -> str | None:
    """The coin of the funds; `ALL` for funds of all kinds, `None` for funds of several coins.

    Args:
        found: The article.
        window: The figure.
        mentions: The metrics before; a sentence that names no coin goes on about the flow before it.
    """
    start, end = window.quantity.start, window.quantity.end
    named = [m for m in found.mentions_in(window.sentence) if m.form != "unit"]
    for mention in named:
        if mention.start >= end and _TO_COIN.fullmatch(found.lower[end : mention.start]):
            return coin_of_fund(found, mention.ticker)
    last = max((m.end for m in named if m.end <= start), default=window.sentence.start)
    between = found.lower[last:start]
    if _SEVERAL_COINS.search(between):
        return None
    if _ALL_FUNDS.search(between) or _ALL_FUNDS.search(window.own_after[:40]):
        return "ALL"
    if not named and _COUNTRY.search(window.own_before):
        return "ALL"
    if not named:
        before = [m for m in mentions if m.kind == "etf_flow" and m.start < start]
        if before and window.sentence.index - found.sentence_at(before[-1].start).index <= _REACH:
            return before[-1].asset
    guess = asset_at(found, start, end)
    coins = {coin_of_fund(found, ticker) for ticker in (guess.basket or (guess.ticker,)) if ticker}
    return coins.pop() if len(coins) == 1 else None


def coin_of_fund(found: Reading, ticker: str) -> str:
    """What a fund holds, by its name ("Fidelity Wise Origin Bitcoin Fund"); any other asset is itself."""
    if asset_kind(found, ticker) != "etf" or found.lexicon is None:
        return ticker
    words = found.lexicon.assets[ticker].name.lower().split()
    return next((coin for word, coin in _COINS.items() if word in words), ticker)


def names_all_funds(found: Reading, sentence: Sentence) -> bool:
    """Whether a sentence is about funds of all kinds and names no coin."""
    return not found.mentions_in(sentence) and _ALL_FUNDS.search(found.lower, sentence.start, sentence.end) is not None


def is_of_funds(found: Reading, window: FigureWindow, mentions: Sequence[MetricMention]) -> bool:
    """Whether what was withdrawn or deposited was so from or into funds, named in its sentence or the one before."""
    around = window.before + window.after
    if _EXCHANGE.search(around):
        return False
    last = mentions[-1] if mentions else None
    goes_on = (
        last is not None
        and last.kind == "etf_flow"
        and found.sentence_at(last.start).index >= window.sentence.index - 1
    )
    return goes_on or _FUND_WORD.search(around) is not None


def is_fund_flow(found: Reading, window: FigureWindow, mentions: Sequence[MetricMention] = ()) -> bool:
    """Whether a flow is one of funds rather than of exchanges; one that follows flows of funds is one more."""
    around = window.before + window.after
    if _EXCHANGE_FLOW.search(around):
        return False
    if _FUND_WORD.search(around):
        return True
    flows = [mention for mention in mentions if mention.kind == "etf_flow" and mention.start < window.quantity.start]
    if flows and window.sentence.index - found.sentence_at(flows[-1].start).index <= _REACH:
        return True
    for index in (window.sentence.index - 1, window.sentence.index - 2, 0):
        if index >= 0:
            near = found.sentences[index]
            if _FUND_WORD.search(found.lower, near.start, near.end):
                return True
    return False
