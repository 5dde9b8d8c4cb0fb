"""Assets that the unit of a price gives away ("$430 a share", "$71 a barrel"), and those meant by "the stock"."""

import re

from nlp.components.asset_asides import asset_kind
from nlp.components.extensions import AssetSpan, Reading, Sentence
from nlp.text.spans import starting_in

_REACH_BACK = 6
"""Sentences back in which the thing that the unit belongs to is looked for."""
_UNIT = re.compile(
    r"(?:\s(?:us )?(?:dollars?|usd))?(?:\s(?:an?|per|each|the)\s|\s?/\s?)(?:(?:common|preferred|class a)\s)?"
    r"(?:(?P<share>shares?)|(?P<ounce>(?:troy )?(?:ounces?|oz))|(?P<barrel>barrels?|bbl))\b",
    re.IGNORECASE,
)
_STOCK_WORD = re.compile(
    r"\b(?:(?:the|its|their|whose|[\w.]+'s?)\s(?:[\w-]+\s){0,2}?)"
    r"(?:stock|shares?|share price|stock price)\b(?! (?:market|exchange|index|futures|of|buyback|repurchase|holders?))"
    r"|(?:^|[:;]\s)\W*(?:shares|the stock)\b",
    re.IGNORECASE,
)
_PRICE_TARGET = re.compile(r"\b(?:price target|target price)s?\b")
_OF_A_STOCK = re.compile(
    r"\b(?:stock|shares?|outperform|overweight|underweight|(?:buy|sell|hold|neutral|risk) rating)\b"
)
"""An analyst's target for a company, not for a coin."""
_METAL = re.compile(r"\b(gold|silver|platinum|palladium)\b", re.IGNORECASE)
_METALS = {"gold": "XAU", "silver": "XAG", "platinum": "XPT", "palladium": "XPD"}
_METAL_REACH = 400
_IT = re.compile(r"\W*(?:it|its)\b", re.IGNORECASE)
_OF_A_COMPANY = ("stock", "etf")


def asset_of_unit(found: Reading, start: int, end: int, guess: str | None) -> tuple[str | None] | None:
    """The asset that the unit behind a price asks for, in a tuple, or `None` where the guess can stand.

    Args:
        found: The article.
        start: Where the price starts.
        end: Where it ends.
        guess: What the other words say.
    """
    unit = _UNIT.match(found.plain, end)
    if unit is None:
        return None
    kinds = _OF_A_COMPANY if unit["share"] else ("commodity",)
    if guess is not None and asset_kind(found, guess) in kinds:
        return None
    if guess is not None and unit["ounce"] and guess in ("PAXG", "XAUT"):
        return None
    ticker = _last_of_kind(found, start, kinds)
    if unit["barrel"]:
        return (ticker or "WTI",)
    if unit["ounce"]:
        metals = _METAL.findall(found.plain, max(start - _METAL_REACH, 0), start)
        return (_METALS.get(metals[-1].lower()) if metals else ticker,)
    return (ticker,)


def stock_meant(found: Reading, sentence: Sentence, start: int) -> str | None:
    """The company that "the stock" or "its shares" before a figure stand for; "it" goes on about the stock."""
    text = found.lower[sentence.start : sentence.end]
    if "target" in text and _PRICE_TARGET.search(text) and _OF_A_STOCK.search(text):
        return _last_of_kind(found, start, _OF_A_COMPANY)
    told = sentence
    for _ in range(3):
        end = start if told is sentence else told.end
        if _may_name_stock(found, told.start, end) and _STOCK_WORD.search(found.plain[told.start : end]):
            return _last_of_kind(found, start if told is sentence else told.end, _OF_A_COMPANY)
        if told.index == 0 or not _IT.match(found.plain, told.start):
            return None
        told = found.sentences[told.index - 1]
        if told.is_headline or any(asset_kind(found, m.ticker) == "crypto" for m in found.mentions_in(told)[:1]):
            return None
    return None


def stock_between(found: Reading, start: int, end: int) -> str | None:
    """The company meant where "its shares" stand between the last name and a figure."""
    if not _may_name_stock(found, start, end) or not _STOCK_WORD.search(found.plain, start, end):
        return None
    return _last_of_kind(found, start, _OF_A_COMPANY)


def _may_name_stock(found: Reading, start: int, end: int) -> bool:
    text = found.lower[start:end]
    return "stock" in text or "share" in text


def _last_of_kind(found: Reading, start: int, kinds: tuple[str, ...]) -> str | None:
    """The last asset of some kinds named before a place, not further back than a few sentences."""
    here = found.sentence_at(start)
    first = found.sentences[max(here.index - _REACH_BACK, 0)].start
    named: list[AssetSpan] = [
        m for m in starting_in(found.asset_mentions, first, start) if asset_kind(found, m.ticker) in kinds
    ]
    return named[-1].ticker if named else None
