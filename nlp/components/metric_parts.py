"""Sums that another figure explains: the same amount in headline and body, or a part of the sum before."""

import re
from bisect import insort
from collections.abc import Iterator
from decimal import Decimal

from nlp.annotations import Direction, MetricKind, MetricMention
from nlp.components import amount_words as words
from nlp.components.extensions import Reading
from nlp.components.figure_meaning import SUM_KINDS, meaning_of_money
from nlp.components.figure_windows import FigureWindow
from nlp.components.fund_flows import asset_of_flow, is_fund_flow
from nlp.components.metric_assets import asset_of_sum
from nlp.components.metric_directions import direction_of_sum
from nlp.components.metric_mention import metric_of

_PART_OF_IT = re.compile(
    r"\b(?:account\w* for|responsible for|contribut\w*|led by|(?:bring|bringing|brought) the [\w-]+ (?:total|"
    r"tally) to)"
    r"[^¤;.]{0,30}$"
)
# "Investments in bitcoin grew by $9 million, ether fell by $2 million": what funds put into one coin and the next.
_INVESTED = re.compile(
    r"(?:^\W*|,\s(?:and |while )?)(?:(?:investments?|holdings|positions|allocations|those) in )?[\w ()-]{2,30}?"
    r" (?:increas\w+|ris\w+|rose|grew|grow\w+|gain\w*|(?P<out>decreas\w+|declin\w+|fell|fall\w*|drop\w*|"
    r"shr[au]nk|reduc\w+)) by"
    r"(?: (?:about|around|nearly|over|some))*\s$"
)
_RECEIVED = re.compile(
    r"\b(?:received|absorbed|attracted|took in|pulled in|brought in|saw|seeing|recorded|posted|drew|lost|shed|"
    r"bled|added|followed(?: \w+)? (?:with|by|at)|"
    r"with|and)(?: (?:another|about|around|nearly|over|more than|roughly|almost|some|just|only|a))*\s$"
)
_BY_FUND = re.compile(r"\s(?:coming|came|going|went|flowing|flowed) (?:from|into|to|towards?|out of) ")
_AT_FUND = re.compile(r"\b(?:(?:funds?|products?|etfs?|etps?|trust)|[a-z]{3,4}(?<!and)(?<!the)(?<!with))(?:'s)? \(?$")
# "$9 million from Invesco's BTCO": a ticker of four letters behind the house that runs the fund
_OF_HOUSE = re.compile(r"\s(?:from|into|in|for|at|out of|to) (?:[A-Z][\w.&-]+ ){0,2}[A-Z][\w.&-]+'s? [A-Z]{4}\b")
_LOST = re.compile(r"\b(?:lost|shed|bled)\b[^¤]*$")
_STANDING_KINDS = ("market_cap", "open_interest", "volume")
_NEXT_IN_ROW = re.compile(
    r"^\W*(?:then|next|after that)[^¤;.]{0,40}(?:at|with) $|\bnext,? (?:at|with) $"
    r"|\b(?:top|first|second|third|fourth|fifth)(?: (?:spot|place|position|rank))?,? (?:at|with) $"
)
_LABEL = re.compile(r"\W*[\w .()'&-]{2,40}:\s?")
_LABELLED = re.compile(r"\W*[\w .()'&-]{2,40}:\s?\$")
_LIST_OF = re.compile(r"\b(?:(?P<cap>market caps?|(?:market )?capitali[sz]ations?)|(?:trading )?volumes?)\b")
_LONGEST_LIST = 12
_HOUSE_REACH = 3
_OTHER_MONEY = re.compile(r"\b(?:assets|aum|under management|volume|holdings|fees?|worth)\b")


def read_parts(found: Reading, mentions: list[MetricMention], taken: set[int]) -> Iterator[MetricMention]:
    """Unowned sums that another figure explains: the same amount in headline and body, or a part of the sum before."""
    sums = [mention for mention in mentions if mention.kind in SUM_KINDS and mention.unit == "USD"]
    taken = taken | {mention.start for mention in mentions}
    for window in found.windows if sums else ():
        quantity = window.quantity
        is_sum = quantity.kind == "money" and quantity.unit == "USD" and quantity.low >= Decimal(10**6)
        if not is_sum or quantity.start in taken or meaning_of_money(window).meaning != "other":
            continue
        listed = _kind_of_list(found, window)
        if listed is not None:
            yield metric_of(
                found,
                window,
                listed,
                "rule:sum.in_list",
                unit="USD",
                direction=None,
                asset=asset_of_sum(found, window, listed),
            )
            continue
        whole = (
            _same_amount(found, window, sums)
            or _whole_before(found, window, sums)
            or _flow_before(found, window, sums)
            or _next_in_row(found, window, sums)
        )
        if whole is not None:
            part = _part_of(found, window, whole, sums)
            if part.kind in _STANDING_KINDS:
                insort(sums, part, key=lambda mention: mention.start)
            yield part


def _part_of(found: Reading, window: FigureWindow, whole: MetricMention, sums: list[MetricMention]) -> MetricMention:
    kind, is_flow = whole.kind, whole.kind in ("etf_flow", "exchange_netflow")
    if kind == "etf_flow":
        asset = asset_of_flow(found, window, sums)
    elif is_flow or whole.value == window.quantity.low or not found.mentions_in(window.sentence):
        asset = whole.asset
    else:
        asset = asset_of_sum(found, window, kind)
    direction = _way(window, whole) if is_flow else direction_of_sum(found, kind, window)
    return metric_of(found, window, kind, "rule:sum.told_elsewhere", unit="USD", direction=direction, asset=asset)


def _kind_of_list(found: Reading, window: FigureWindow) -> MetricKind | None:
    """What the sentence that opens a list says it is of: "The market caps:" before "Ether: $9 billion"."""
    if not _LABEL.fullmatch(window.own_before):
        return None
    for index in range(window.sentence.index - 1, max(-1, window.sentence.index - _LONGEST_LIST), -1):
        sentence = found.sentences[index]
        text = found.lower[sentence.start : sentence.end].rstrip()
        if text.endswith(":"):
            kind = _LIST_OF.search(text)
            return None if kind is None else "market_cap" if kind["cap"] else "volume"
        if not _LABELLED.match(text):
            return None
    return None


def _same_amount(found: Reading, window: FigureWindow, sums: list[MetricMention]) -> MetricMention | None:
    in_headline = window.sentence.is_headline
    same = (mention for mention in sums if mention.value == window.quantity.low)
    return next((m for m in same if found.sentence_at(m.start).is_headline != in_headline), None)


def _flow_before(found: Reading, window: FigureWindow, sums: list[MetricMention]) -> MetricMention | None:
    """The flow that a list of funds goes on from: "with $66 million coming from GBTC"."""
    before = [mention for mention in sums if mention.start < window.quantity.start]
    if not before or before[-1].kind != "etf_flow":
        return None
    distance = window.sentence.index - found.sentence_at(before[-1].start).index
    at_fund = distance == 0 and _AT_FUND.search(window.own_before[-32:]) is not None
    by_fund = at_fund or words.FUND_MOVED_BEHIND.match(window.own_after) or _BY_FUND.match(window.own_after)
    of_house = _OF_HOUSE.match(found.plain, window.quantity.end) is not None
    invested = _INVESTED.search(window.own_before[-60:]) is not None
    goes_on = invested or _RECEIVED.search(window.own_before[-60:]) is not None
    goes_on = goes_on and not _OTHER_MONEY.search(window.own_after[:40])
    return (
        before[-1]
        if (of_house and distance <= _HOUSE_REACH)
        or (distance <= 1 and (by_fund or (goes_on and distance == 0) or (goes_on and is_fund_flow(found, window))))
        else None
    )


def _way(window: FigureWindow, whole: MetricMention) -> Direction | None:
    invested = _INVESTED.search(window.own_before[-60:])
    if invested:
        return "outflow" if invested["out"] else "inflow"
    return "outflow" if _LOST.search(window.own_before[-40:]) else whole.direction


def _next_in_row(found: Reading, window: FigureWindow, sums: list[MetricMention]) -> MetricMention | None:
    """The metric that a ranking goes on with: "Next is Ripple, at $8 billion", "Cardano is third with"."""
    before = [mention for mention in sums if mention.start < window.quantity.start]
    if not before or before[-1].kind not in _STANDING_KINDS or not _NEXT_IN_ROW.search(window.own_before):
        return None
    return before[-1] if window.sentence.index - found.sentence_at(before[-1].start).index <= 1 else None


def _whole_before(found: Reading, window: FigureWindow, sums: list[MetricMention]) -> MetricMention | None:
    if not _PART_OF_IT.search(window.own_before[-60:]):
        return None
    before = [mention for mention in sums if mention.start < window.quantity.start]
    near = before and window.sentence.index - found.sentence_at(before[-1].start).index <= 1
    return before[-1] if near else None
