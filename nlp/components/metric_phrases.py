"""Statements about a metric without a number: "funding flipped negative", "weaker volume", "steady ETF outflows"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from nlp.annotations import Direction, MetricKind

_GAP = r"(?:[\w'/&,()-]+\s){0,%d}?"
UP = (
    r"ris(?:es|ing|en|e)|rose|climb\w*|jump\w*|surg\w*|soar\w*|increas\w*|spik\w*|grow\w*|grew|swell\w*|expand\w*|"
    r"build(?:s|ing)?(?: up)?|built up|recover\w*|"
    r"rebound\w*|pick(?:s|ed|ing)? up|uptick|upswing|up|higher|heat\w* up|balloon\w*|doubl\w*|tripl\w*|ramp\w* "
    r"up|accelerat\w*|"
    r"explod\w*|rocket\w*"
)
DOWN = (
    r"fell|fall(?:s|ing|en)?|drop\w*|declin\w*|plung\w*|plummet\w*|tumbl\w*|slid\w*|slip\w*|sank|sink\w*|shrank|"
    r"shrink\w*|shrunk|decreas\w*|down|lower|cool\w*|"
    r"reset|contract(?:ed|ing)|dwindl\w*|dr(?:y|ied|ies|ying)(?: up)?|thin\w*|unw[io]nd\w*|unwound|collaps\w*|"
    r"eas(?:ed|es|ing)|flush\w*(?: out)?|wip\w*|crater\w*|fad(?:e|ed|es|ing)|"
    r"(?:on a )?downtrend|halv\w*|slump\w*|evaporat\w*|taper\w*|weaken\w*|ebb\w*"
)
_HIGH = (
    r"(?:near(?:ing)? |at |to |hit\w* |reach\w* |set\w* |touch\w* |around )?(?:an? |its |their |the |new |fresh "
    r")*(?:all-time|record|multi-\w+|yearly|[\w-]+-(?:month|year|week))[ -]?highs?|record|elevated|high|strong|"
    r"heavy|overheated|"
    r"stretched|frothy|robust|highest|peak(?:s|ed)?|above-average|hefty|extreme|healthy|solid|(?:higher|"
    r"greater)[- ]than[- ](?:average|usual)"
)
_LOW = (
    r"(?:near(?:ing)? |at |to |hit\w* |reach\w* |touch\w* |around )?(?:an? |its |their |the |new )*(?:all-time|"
    r"record|multi-\w+|yearly|[\w-]+-(?:month|year|week))[ -]?lows?|lowest|low|thin|muted|subdued|light|"
    r"weak(?:er)?|anemic|tepid|"
    r"depressed|suppressed|minimal|negligible|lackluster|below-average|flat|sluggish|poor|quiet|scarce|meagre|meager|"
    r"lower[- ]than[- ](?:average|usual)"
)
_STATES: tuple[tuple[Direction, str], ...] = (
    ("negative", r"negative|below zero|in the red|(?:turn|flip|went|go|dip|slip)\w* (?:deeply |sharply |slightly |"
        r"briefly |marginally |back "
        r")*negative|shorts (?:pay|paid|paying|are paying) longs"),
    ("positive", r"positive|above zero|in the green|(?:turn|flip|went)\w* (?:slightly |briefly |mildly |modestly |"
        r"back |firmly )*positive|longs (?:pay|paid|"
        r"paying|are paying) shorts"),
    ("high", _HIGH), ("low", _LOW), ("up", UP), ("down", DOWN),
)  # fmt: skip
_STATE = "|".join(rf"(?P<{direction}>{words})" for direction, words in _STATES)
_GENERAL = re.compile(
    r"\b(?:whether|often|typically|usually|generally|tends? to|means? that|indicat\w+ that|refers to|measures?|"
    r"when(?:ever)? (?:the )?funding|when(?:ever)? (?:the )?open interest|"
    r"a (?:positive|negative|high|low|rising|falling) (?:funding rate|open interest|volume) (?:is|means|occurs|"
    r"indicates|"
    r"suggests|signals|implies|reflects)|(?<!\bthe )(?<!\bthis )(?<!\bcurrent )(?:positive|negative) funding(?: "
    r"rates?)? (?:means?|occurs?|indicates?|"
    r"suggests?|signals?|imply|implies)|"
    r"occurs? when|is (?:a|the) (?:measure|fee|metric)|if|can|could|would|might|may|should|is viewed|are viewed|"
    r"in theory)\b"
)


@dataclass(frozen=True, slots=True)
class PhraseReading:
    """A metric with its state, told in words.

    Attributes:
        kind: The metric.
        direction: Its state or the way it went; `None` for a state between high and low.
        start: Offset within the sentence.
        end: One past its last character.
    """

    kind: MetricKind
    direction: Direction | None
    start: int
    end: int


def _state_pattern(name: str, *, gap: int) -> re.Pattern[str]:
    return re.compile(rf"\b(?P<name>{name})\s(?:{_GAP % gap})(?:{_STATE})(?![\w-])(?! (?:highs?|lows?)\b)")


def _attribute_pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_STATE})\s(?:(?:spot|trading|daily|perpetual|perp|btc|bitcoin|eth|ether|futures|market|exchange|"
        rf"aggregate|aggregated|weekend|onchain|on-chain)\s)*(?P<name>{name})(?![\w-])"
    )


def _signed_pattern(name: str) -> re.Pattern[str]:
    """The sign right before a name is its state whatever verb follows: "negative funding rates and falling prices"."""
    return re.compile(r"\b(?=(?:negative|positive)\b)" + _attribute_pattern(name).pattern.removeprefix(r"\b"))


def _noun_pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_STATE})\sin\s(?:(?:the|its|their|total|overall|aggregated?|spot|trading|daily|perpetual|btc|bitcoin|"
        rf"bitcoin's|eth|ether|ether's|ethereum|ethereum's|solana|xrp|dogecoin|litecoin|futures|market|crypto)\s)*(?P<name>{name})(?![\w-])"
    )


_FUNDING = (
    r"(?:(?:oi|open interest|open interest \(oi\))[ -]weighted )?(?:aggregated? |average |perpetual |perp |futures )?"
    r"funding(?: rates?)?"
)
_WEIGHTED = r"(?!(?: \(oi\))?[ -]weighted)"
_INTEREST = rf"(?:total |aggregated? |futures |options |derivatives? )*open interest(?: \(oi\))?{_WEIGHTED}"
_OI = r"(?:total |aggregated? |futures |denominated |significant )*oi(?![ -]weighted)"
_MEANING = r", (?:which|a measure|a gauge|the number|the value)\b[^,;.]{1,110},"
_ASIDE = rf"(?:(?: (?:in|for|on|of) [\w' ]{{1,30}})?{_MEANING})?"
_EXPLAINED = re.compile(_MEANING)
_VOLUME = (
    r"(?:trading |spot |daily |24-hour |futures |exchange )*volumes?(?! (?:data|profile|indicator|bars?|nodes?|"
    r"gap|delta|chart)\b)(?: (?:across|on|at) (?:[\w-]+ ){0,3}exchanges?)?"
)
_DOMINANCE = r"(?:bitcoin |btc |ether |eth |bitcoin's |btc's )?(?:market )?dominance"
# Kind, a word without which the pattern cannot match, pattern.
_PATTERNS: tuple[tuple[MetricKind, str, re.Pattern[str]], ...] = (
    ("funding_rate", "funding", _signed_pattern(_FUNDING)),
    ("funding_rate", "funding", _state_pattern(_FUNDING, gap=11)),
    ("funding_rate", "funding", _noun_pattern(_FUNDING)),
    ("open_interest", "open interest", _noun_pattern(_INTEREST)),
    ("open_interest", "oi ", _state_pattern(_OI, gap=8)),
    ("open_interest", " oi", _noun_pattern(_OI)),
    ("volume", "volume", _noun_pattern(_VOLUME)),
    ("funding_rate", "funding", _attribute_pattern(_FUNDING)),
    ("open_interest", "open interest", _state_pattern(_INTEREST + _ASIDE, gap=8)),
    ("open_interest", "open positions", _state_pattern(r"open positions (?:in|on|of)", gap=5)),
    ("open_interest", "open interest", _attribute_pattern(_INTEREST)),
    ("open_interest", " oi", _attribute_pattern(_OI)),
    ("volume", "volume", _state_pattern(_VOLUME, gap=4)),
    ("volume", "volume", _attribute_pattern(_VOLUME)),
    ("dominance", "dominance", _noun_pattern(_DOMINANCE)),
    ("dominance", "dominance", _attribute_pattern(_DOMINANCE)),
    ("dominance", "dominance", _state_pattern(_DOMINANCE, gap=6)),
)
_GENERAL_REACH = 40
_NEW_CLAUSE = re.compile(r"\s[–—-]\s|[?!]")
_WITH = re.compile(r"^\W*(?:with|given|because|since|as) [^,]*$")
# "has failed to recover" says that it did not; "as a percentage of" makes it another figure, "despite" leads to one,
# and "a lower high" is a figure in a chart
_FAILED = re.compile(
    r"\b(?:fail\w* to|unable to|struggl\w* to|has not|have not|did not|didn't|hasn't|haven't|yet to|not yet) "
    r"(?:\w+ )?[\w-]+$"
    r"|\bas a (?:percentage|share|proportion) of\b|\b(?:despite|amid|although|though|whereas)\b"
    r"|\b(?:higher|lower) (?:highs?|lows?)$"
)
_DEFINITE = re.compile(r"\b(?:the|this|these|such) (?:[a-z]+ ){0,2}$")
_MAY_MEAN = re.compile(
    r"^,?(?: which)? (?:(?:may|might|could|can) )?(?:also )?(?:indicate|suggest|signal|mean|point|hint|reflect)s?\b"
)
# "declining volume means less interest": how it is read
_MEANS = re.compile(r"\s?means?\b")
_INTO = re.compile(r"\s(?:back |deep |deeply )?(?:into|to|in) (?:the )?(?:deep |deeply )?(?P<sign>negative|positive)\b")
_TRIGGER = re.compile(r"funding|open interest|\boi\b|open positions|volume|dominance|flow|fear|greed|redemption")
_FLOW_NOUN = (
    r"(?P<adjectives>(?:(?:consistent|steady|net|record|heavy|strong|persistent|sustained|massive|huge|"
    r"consecutive|continued|continuous|large|daily|weekly|significant|modest|small|big|sizable|robust|relentless|"
    r"renewed|fresh|constant|negative|positive|spot|minor|slight|substantial|sizeable|solid|"
    r"cumulative)\s)*)(?P<flow>inflows?|outflows?|redemptions)"
)
_FUND = (
    r"\b(?:(?:spot |bitcoin |btc |ether |ethereum |eth |solana |us |u\.s\. )*(?:etfs?|etps?|exchange-traded "
    r"(?:funds?|products?)|funds?(?= flows)|funds|trusts?|gbtc|ibit|fbtc|investment products|(?:these|those) "
    r"(?:products|vehicles)))\b"
)
_ETF_FLOW = re.compile(
    rf"{_FUND},?\s(?P<gap>(?:[\w',()%¤.-]+\s){{0,14}}?){_FLOW_NOUN}\b|"
    rf"\b{_FLOW_NOUN.replace('adjectives', 'adj2').replace('<flow>', '<flow2>')}\s(?:[\w'-]+\s){{0,5}}?{_FUND}"
)
# What ended with it: "ETFs see outflows after a week of inflows".
_FLOW_BEFORE = re.compile(
    r",? (?:after|following|ending|ends?|snapping|snaps?|breaking|halting|despite) "
    rf"(?:(?!\b(?:no|without)\b)[^¤;.,]){{0,36}}?\b{_FLOW_NOUN}(?! (?:of|totall?ing|worth) )\b"
)
_OF_OTHERS = re.compile(r"\b(?:liquidations?|loss|short|long|sellers?|buyers?)\s$")
_NONE_OF_IT = re.compile(r"\b(?:no|any|without|zero|not|only (?:\w+|¤) days? of|fears? of|risk of)\s$")


def find_phrases(sentence: str) -> Iterator[PhraseReading]:
    """Find the statements of a sentence (in lower case, figures masked)."""
    if not _TRIGGER.search(sentence):
        return
    taken: list[tuple[int, int]] = []
    for kind, word, pattern in _PATTERNS:
        for match in pattern.finditer(sentence) if word in sentence else ():
            start, end = match.span()
            if any(start < b and a < end for a, b in taken) or "¤" in match.group():
                continue
            if kind in ("volume", "dominance") and _OF_OTHERS.search(sentence[:start][-16:]):
                continue
            if _FAILED.search(match.group()) or _is_general(sentence, start, end):
                continue
            # only a rate has a sign: "increased open interest and positive signals"
            if kind != "funding_rate" and (match["positive"] or match["negative"]):
                continue
            taken.append((start, end))
            into = _INTO.match(sentence, end) if kind == "funding_rate" else None
            yield PhraseReading(kind, cast(Direction, into["sign"]) if into else _direction(match), start, end)
    if "flow" in sentence or "redemption" in sentence:
        yield from _flows(sentence)


def _is_general(sentence: str, start: int, end: int) -> bool:
    """Whether a statement is a supposition or says how a metric is read, rather than where it stands."""
    clause_start = max(sentence.rfind(". ", 0, start), sentence.rfind("; ", 0, start), 0)
    # "With open interest at a record, a move would hurt": what comes behind the comma is said of something else
    behind = _NEW_CLAUSE.split(sentence[end : end + _GENERAL_REACH], maxsplit=1)[0]
    if _WITH.search(sentence[clause_start:start]):
        behind = behind.split(",")[0]
    # "the falling volume may mean": that it falls is a fact, what it means is not
    if _DEFINITE.search(sentence[:start]) and _MAY_MEAN.match(behind):
        behind = ""
    if _MEANS.match(behind):
        return True
    return _GENERAL.search(_EXPLAINED.sub("", sentence[clause_start:end]) + behind) is not None


def _direction(match: re.Match[str]) -> Direction:
    for direction, _ in _STATES:
        if match[direction]:
            return direction
    raise AssertionError(match.group())


def _flows(sentence: str) -> Iterator[PhraseReading]:
    for match in _ETF_FLOW.finditer(sentence):
        if match["flow"]:
            start, end, noun = match.start("adjectives"), match.end("flow"), match["flow"]
            if not match["gap"].strip():
                start = match.start()
        else:
            start, end, noun = match.start("adj2"), match.end("flow2"), match["flow2"]
        if (
            "¤" in match.group()
            or re.match(r"\s(?:narrative)", sentence[end:])
            or re.match(r"\s(?:of|totaling|totalling|worth|at|:)\s(?:\w+\s){0,3}¤", sentence[end:])
        ):
            continue
        if _NONE_OF_IT.search(sentence[:start][-40:]):
            continue
        yield PhraseReading("etf_flow", _way_of(noun), start, end)
        before = _FLOW_BEFORE.match(sentence, end)
        if before:
            yield PhraseReading("etf_flow", _way_of(before["flow"]), before.start("adjectives"), before.end("flow"))


def _way_of(noun: str) -> Direction:
    return "inflow" if noun.startswith("in") else "outflow"
