"""Whose market cap, volume, open interest or flow an amount is: a coin's, a sector's or the whole market's."""

import re
from collections.abc import Sequence

from nlp.annotations import MetricKind, MetricMention
from nlp.components.asset_asides import asset_kind
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_windows import FigureWindow
from nlp.components.fund_flows import asset_of_flow
from nlp.text.spans import starting_in

# No single coin has had so much open interest.
_MORE_THAN_ONE_COIN = 10**11
_OF_THE_MARKET = re.compile(
    r",? the (?:[a-z-]+ )?(?:capitali[sz]ation|cap|value|valuation) of (?:all |the )?(?:[a-z]+ )?(?:crypto\w*|"
    r"digital \w+)\b"
)
_END = re.compile(r"[,;.]")
_WHOLE_MARKET = re.compile(
    r"\b(?:total|global|overall|combined|aggregate|entire|whole|industry|crypto(?:currency)? "
    r"(?:markets?|sector|space|industry|asset|ecosystem|economy)\b(?: markets?)?(?:'s)?|crypto(?:'s)? (?:total|"
    r"market|exchange|trading|volumes?|"
    r"cap)|(?<!largest )(?<!biggest )(?<!leading )(?<!popular )(?<!top )(?<!flagship )(?<!oldest )(?<!first )"
    r"digital (?:assets?|currenc(?:y|ies))|virtual currencies|cryptocurrencies|of (?:all )?crypto\b|(?:wider|"
    r"broader) market|across "
    r"(?:the|all)|all "
    r"cryptocurrencies|"
    r"market(?:-| )?wide|the market(?! (?:cap|value))|altcoins?|all (?:(?:digital|crypto"
    r"|virtual) )?(?:coins|tokens|cryptos|currencies))\b"
)
_OF_SEVERAL = re.compile(
    r"\b(?:both|each of the|all (?:two|three|four|five)) (?:of the )?(?:tokens|coins|assets|cryptos|cryptocurrencies)\b"
)
_OF_A_SECTOR = re.compile(
    r"\b(?:defi|decentrali[sz]ed (?:finance|exchanges)|dex(?:s|es)?|stable ?coins?|nfts?|memecoins?|meme coins?)\b"
)
_AT_VENUES = re.compile(r"\b(?:exchanges?|platforms?|venues?)\b")
_AND = re.compile(r"(?:'s)?,? (?:and|or) ")
# "all cryptocurrencies, including bitcoin, are worth": one of them
_EXAMPLE = re.compile(r"\b(?:including|such as) (?:the )?$")
_BARE_OWNER = re.compile(r"\bthe (?:current )?(?:market )?(?:cap|value|capitali[sz]ation|volume|turnover|valuation)\b")
_REACH = 4
# Names of assets back from a figure among which its coin is.
_LATEST = 6
_OF_FUNDS = re.compile(
    r"\b(?:for|of|in|across) (?:the|these|those|all|¤|\d+)(?: [\w.-]+){0,2}? (?:etfs?|funds|"
    r"products|trusts)\b"
)
_ITS_TOTAL = re.compile(
    r"(?:\)|'s|\)'s) (?:total|overall|aggregate|combined|entire|global) "
    r"|.*\b(?:its|the (?:asset|coin|token|project|altcoin|memecoin)'s|which has an?) (?:own )?(?:total|overall) "
    r"(?:market|cap)",
    re.DOTALL,
)
_ITS_OWN = re.compile(r"\bits (?:[\w-]+ ){0,2}?(?:open interest|market cap\w*|trading volume)\b[^¤,]{0,24}$")
_MARKET_OF_DERIVATIVES = re.compile(
    r"\b(?:market (?:leverage|indicators|data)|across (?:the (?:whole |entire )?(?:crypto )?market|all (?:coins|"
    r"tokens|assets|crypto\w*))|"
    r"crypto(?:currency)? (?:market|futures|derivatives|perpetual)|"
    r"market(?:-| )?wide|altcoins?|industry|global|across (?:all |the |major |most )*(?:exchanges|platforms|venues))\b"
)
_MARKET_AS_SUBJECT = re.compile(
    r"\W*(?:the |other (?:major )?)?(?:(?:value|prices?) of )?(?:the |all |most )?(?:(?:whole|entire|broader|"
    r"overall|global|total) )?"
    r"(?:crypto(?:currency)? (?:market|sector|space|assets?)|crypto(?:currencies|s)|"
    r"digital (?:assets|currencies|coins)|virtual currencies|coins and tokens)\b"
    r"|\W*the (?:whole|entire|broader|overall|total) market\b|\W*the market(?! (?:leader|cap|value|maker|share))\b"
)
_OFF_THE_WHOLE = re.compile(
    r"\s(?:[\w-]+\s){0,4}?(?:off|from|to) (?:of )?(?:[\w-]+ ){0,4}?(?:all |crypto|digital |virtual |(?:entire|"
    r"whole|overall"
    r"|total|global) )"
)
# a coin has one too: "in its futures market"
_MARKET = re.compile(
    r"(?<!\bits)(?<!'s)(?<!\bits futures)(?<!\bits derivatives)(?<!'s futures)(?<!'s derivatives) markets?\b(?! cap)"
)


def asset_of_sum(
    found: Reading, window: FigureWindow, kind: MetricKind, earlier: Sequence[MetricMention] = ()
) -> str | None:
    """The asset whose market cap, volume, interest or flow it is; `ALL` for the whole market.

    Args:
        found: The article.
        window: The figure.
        kind: The metric.
        earlier: The metrics before; "the market cap" goes on about the one of the sentences before.
    """
    quantity = window.quantity
    named = [m for m in found.mentions_in(window.sentence) if m.end <= quantity.start]
    mentions = [m for m in named if not _EXAMPLE.search(found.lower, max(m.start - 24, 0), m.start)]
    since = mentions[-1].end if mentions else window.sentence.start
    between = found.lower[max(since, quantity.start - 200) : quantity.start]
    if mentions and (_ITS_TOTAL.match(between) or _ITS_OWN.search(between)):
        return mentions[-1].ticker
    if kind == "volume" and _OF_FUNDS.search(between):
        return asset_of_flow(found, window, ())
    if kind == "market_cap" and not mentions and is_about_the_market(found, window.sentence):
        return "ALL"
    if _OF_SEVERAL.search(between) or _OF_A_SECTOR.search(between):
        return None
    if _is_of_market(window, kind, between):
        return "ALL"
    if kind == "open_interest" and not mentions and quantity.low >= _MORE_THAN_ONE_COIN:
        return "ALL"
    if not found.mentions_in(window.sentence):
        if kind in ("volume", "open_interest") and _AT_VENUES.search(between):
            return "ALL"
        going_on = _going_on(found, window, kind, earlier)
        if going_on is not None:
            return going_on.asset
    ticker = asset_at(found, quantity.start, quantity.end).ticker
    return _coin_of(found, window, ticker) if kind == "open_interest" else ticker


def _is_of_two(found: Reading, start: int) -> bool:
    """Whether two assets stand right before a name: "bitcoin and ether funding rates"."""
    before = starting_in(found.asset_mentions, 0, start)[-2:]
    if len(before) < 2 or start - before[1].end != 1:
        return False
    return _AND.fullmatch(found.lower, before[0].end, before[1].start) is not None


def _coin_of(found: Reading, window: FigureWindow, ticker: str | None) -> str | None:
    """The coin whose contracts are open, where they trade at a listed venue: "open interest at the CME"."""
    if ticker is None or asset_kind(found, ticker) != "stock":
        return ticker
    before = starting_in(found.asset_mentions, 0, window.quantity.start)
    coins = [m.ticker for m in before[-_LATEST:] if asset_kind(found, m.ticker) == "crypto"]
    return coins[-1] if coins else ticker


def _going_on(
    found: Reading, window: FigureWindow, kind: MetricKind, earlier: Sequence[MetricMention]
) -> MetricMention | None:
    """The metric whose asset a sentence that names none has too: "the volume", "its volume" behind the market's cap."""
    index = window.sentence.index
    same = [metric for metric in earlier if metric.kind == kind]
    if same and _BARE_OWNER.search(window.own_before) and index - found.sentence_at(same[-1].start).index <= _REACH:
        return same[-1]
    last = earlier[-1] if earlier else None
    if last is None or last.asset != "ALL":
        return None
    told = found.sentence_at(last.start)
    return last if index - told.index <= 1 and not found.mentions_in(told) else None


def _is_of_market(window: FigureWindow, kind: MetricKind, between: str) -> bool:
    pattern = _MARKET_OF_DERIVATIVES if kind == "open_interest" else _WHOLE_MARKET
    if pattern.search(between) or pattern.search(_END.split(window.own_after[:24], maxsplit=1)[0]):
        return True
    if _OF_THE_MARKET.match(window.own_after):
        return True
    return kind == "market_cap" and _OFF_THE_WHOLE.match(window.own_after) is not None


def asset_of_name(found: Reading, start: int, end: int, kind: MetricKind) -> str | None:
    """The asset whose metric is named at `start:end`, without a figure; `ALL` for the whole market."""
    sentence = found.sentence_at(start)
    around = max(sentence.start, start - 60), min(sentence.end, end + 40)
    inside = [m.ticker for m in found.mentions_in(sentence) if start <= m.start < end]
    if kind == "market_cap" and not inside and _WHOLE_MARKET.search(found.lower, *around):
        return "ALL"
    is_common = kind in ("volume", "open_interest", "market_cap")
    if is_common and _MARKET.search(found.lower[around[0] : start]):
        return "ALL"
    if is_common and not found.mentions_in(sentence) and is_about_the_market(found, sentence):
        return "ALL"
    if len(set(inside)) > 1 or _is_of_two(found, start):
        return None
    return inside[0] if inside else asset_at(found, start, end).ticker


def is_about_the_market(found: Reading, sentence: Sentence) -> bool:
    """Whether the subject of the sentence before is the market as a whole."""
    index = sentence.index - 1
    if index < 0:
        return False
    before = found.sentences[index]
    return _MARKET_AS_SUBJECT.match(found.lower, before.start, before.end) is not None
