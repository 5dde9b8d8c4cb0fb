"""Which asset a figure belongs to: the question that decides whether a price level is worth anything.

`asset_at(found, start, end)` answers for any span, after `newstape_quantities` has run. In order of trust:

    attached   "$9,000 per bitcoin", "a 5% drop in ether", "$20 million of BTC longs"
    list       "BTC and ETH fell 3% and 5%": figures and assets of equal number are matched in order
    clause     the nearest asset before the figure, without a break between them
    sentence   the nearest asset before it in the sentence, or the one that an introduction leads to ("At $9,000, ...")
    previous   the subject of the sentences before ("The token then fell to $3": also for "it", "the price")
    article    the asset that the headline or the whole article is about

An asset that only serves as a comparison ("followed BTC", "unlike ether"), an example ("coins such as..."), a counted
coin ("5,000 BTC") or a stablecoin is passed over.
"""

import re
from dataclasses import dataclass
from typing import Literal

from nlp.components.asset_asides import asset_kind, is_aside, is_inserted, opens_subordinate_clause, owns_figure
from nlp.components.asset_lists import LIST_GAP, SIGHT, asset_in_row, basket_of
from nlp.components.asset_units import asset_of_unit, stock_between, stock_meant
from nlp.components.extensions import AssetSpan, Reading, Sentence
from nlp.text.spans import starting_in

Scope = Literal["attached", "list", "clause", "sentence", "previous", "article", "none"]

_REACH_BACK = 5
"""Sentences without an asset through which the subject of an earlier one carries on."""

_BACK_WINDOW = 60
_LONGEST_HEADLINE = 400
_AFTER_GAP = re.compile(
    r"\s?(?:/|per|for(?: one| each| a single| a)?|a|worth of|in|of|(?:in|of) the (?:price|value) of)?\s?"
    r"|(?:\s(?:is|was|as|the|a|an|key|major|next|crucial|more|price|target|targets|level|mark|strike|support|resistance|drop|decline|"
    r"fall|loss|losses|gain|gains|rise|increase|jump|surge|rally|correction|pullback|worth|liquidations?|liquidated|longs?|"
    r"shorts?|positions?|leveraged|move|slide|dip|plunge|crash|bounce|recovery|slump|selloff|bid|daily|weekly|monthly|"
    r"intraday|inflows?|outflows?|net|open interest)){1,5}\s(?:in|of|for)\s(?:the\s)?(?:price of\s|spot\s)?"
)
_CLAUSE_BREAK = re.compile(
    r";|:\s|\s[\u2013-]\s|,\s(?:while|whereas|but|with|as|and)\b|\b(?:while|whereas|after|before|as|amid|because)\b|[.!?]\s"
)
_ANAPHOR = re.compile(
    r"\b(?:it|its|the (?:[a-z-]+ )?(?:prices?|token|coin|cryptocurrency|crypto|asset|pair|altcoin|memecoin|market)|"
    r"prices?|price action|bulls|bears|buyers|sellers|traders)\b",
    re.IGNORECASE,
)
_OF_TWO = re.compile(
    r"\bthe (?P<which>former|latter)\b(?! (?:high|low|support|resistance|peak|level|record)s?\b)", re.IGNORECASE
)
_UNNAMED = re.compile(
    r"\b(?:an?|one|another)\s(?:[\w-]+\s){0,3}?(?:memecoin|token|coin|altcoin|cryptocurrency)\b(?:\s[\w-]+){0,3}?"
    r"\s(?:on|atop|within)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""A coin that bears no name, before the chain that it lives on: "a token launched on Solana crashed to"."""
_EPITHET = re.compile(
    r"\bthe (?:(?:world|market)['\u2019]s )?(?:(?P<second>second|no\. ?2|number two)[- ]?)?"
    r"(?:largest|biggest|most valuable|most popular|oldest|original|benchmark|bellwether|flagship|"
    r"pioneer(?:ing)?|leading"
    r"|top|number one|no\. ?1|premier|first) (?:cryptocurrency|crypto ?asset|crypto|digital (?:currency|asset|"
    r"coin)|virtual"
    r" currency|coin)\b(?! (?:exchange|market|fund|lender|firm|company|platform|broker|etf|bank|to\b|hedge|"
    r"conference|that ))",
    re.IGNORECASE,
)
"""Names that only one coin bears: "the flagship coin", "the second-largest cryptocurrency"."""
_RIGHT_BESIDE = re.compile(r"(?:[-/][A-Z]{3,4})?\)\s?[-\u2013\u2212+:]?\s?")
"""Between a name in brackets and its own figure: "XRP (XRP), cardano (ADA) -3.7%"."""
_OPENS_WITH_IT = re.compile(
    r"\W*(?:(?:on|in|by|at|since|as of) [^,;]{2,34}, (?:20\d\d, )?)?(?:it['\u2019]s|it|its|the (?:index|stock|gauge|"
    r"benchmark|shares?)|shares)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AssetGuess:
    """The asset that a figure belongs to.

    Attributes:
        ticker: Ticker, or `None` where the text names none or several at once.
        scope: How it was found; the further down the list in the module docstring, the less sure.
        basket: The assets that share the figure, where they are several ("SOL and ADA rose 5%", no ticker then).
        why: The same in words for `Mention.why`.
    """

    ticker: str | None
    scope: Scope
    basket: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """Short form for `Mention.why`."""
        return f"asset:{self.scope}"


def asset_at(found: Reading, start: int, end: int) -> AssetGuess:
    """Find the asset that the figure at `start:end` belongs to."""
    guess = _by_words(found, start, end)
    by_unit = asset_of_unit(found, start, end, guess.ticker)
    return guess if by_unit is None else AssetGuess(by_unit[0], "attached")


def _by_words(found: Reading, start: int, end: int) -> AssetGuess:
    sentence = found.sentence_at(start)
    before = [m for m in starting_in(found.asset_mentions, max(sentence.start, start - SIGHT), start) if m.end <= start]
    after = list(starting_in(found.asset_mentions, end, min(sentence.end, end + SIGHT)))
    return (
        _in_brackets(found, after, end)
        or _attached(found, before, after, end)
        or _listed(found, sentence, start, before, after)
        or _nearest_before(found, before, start)
        or _introduced(found, sentence, before, after, start)
        or _carried_over(found, sentence, start)
        or _of_article(found)
    )


def _attached(found: Reading, before: list[AssetSpan], after: list[AssetSpan], end: int) -> AssetGuess | None:
    if not after:
        return None
    gap = found.plain[end : after[0].start]
    if len(gap) > _BACK_WINDOW or not _AFTER_GAP.fullmatch(gap):
        return None
    # "a $9,000 bitcoin", but not the next sentence of a feed that lost its full stop: "ADA gained 17% Bitcoin rose".
    if not gap.strip() and before:
        return None
    return AssetGuess(after[0].ticker, "attached")


def _in_brackets(found: Reading, after: list[AssetSpan], end: int) -> AssetGuess | None:
    """The asset alone in brackets behind its figure: "from -2% (Cardano) to 10% (Solana)"."""
    if not after or found.plain[end : after[0].start] not in (" (", "("):
        return None
    return AssetGuess(after[0].ticker, "attached") if found.plain[after[0].end : after[0].end + 1] == ")" else None


def _listed(
    found: Reading, sentence: Sentence, start: int, before: list[AssetSpan], after: list[AssetSpan]
) -> AssetGuess | None:
    ticker = asset_in_row(found, sentence, start, before, after)
    return None if ticker is None else AssetGuess(ticker, "list")


def _nearest_before(found: Reading, before: list[AssetSpan], start: int) -> AssetGuess | None:
    if before and owns_figure(found, before[-1], start):
        return AssetGuess(before[-1].ticker, "clause")
    outer = [m for m in before if not is_inserted(found, m, start)]
    # "USDT, the stablecoin of Tether Holdings, fell to 97 cents": off its peg, the coin before the insertion
    if outer and asset_kind(found, outer[-1].ticker) == "stablecoin" and owns_figure(found, outer[-1], start):
        return AssetGuess(outer[-1].ticker, "clause")
    if outer and _UNNAMED.search(found.plain, max(outer[-1].start - _BACK_WINDOW, 0), outer[-1].start):
        return AssetGuess(None, "clause")
    usable = [m for m in outer if not is_aside(found, m)]
    if not usable:
        return None
    basket = basket_of(found, outer, usable)
    which = list(_OF_TWO.finditer(found.plain, usable[-1].end, start))
    if len(basket) == 2 and which:
        return AssetGuess(basket[0 if which[-1]["which"].lower() == "former" else 1], "sentence")
    if len(basket) > 1:
        if _RIGHT_BESIDE.fullmatch(found.plain, usable[-1].end, start):
            return AssetGuess(usable[-1].ticker, "clause")
        return AssetGuess(None, "clause", basket)
    between = found.plain[usable[-1].end : start]
    stock = stock_between(found, usable[-1].end, start) if asset_kind(found, usable[-1].ticker) == "crypto" else None
    if stock is not None:
        return AssetGuess(stock, "sentence")
    # A link to another story runs into the text after it where a feed lost its line breaks.
    if found.sentences[usable[-1].sentence].is_boilerplate and len(between) > _BACK_WINDOW:
        return None
    return AssetGuess(usable[-1].ticker, "sentence" if _CLAUSE_BREAK.search(between) else "clause")


def _introduced(
    found: Reading, sentence: Sentence, before: list[AssetSpan], after: list[AssetSpan], start: int
) -> AssetGuess | None:
    """The asset that comes after the figure, where no word before the figure points back to an earlier sentence."""
    usable = [m for m in after if not is_aside(found, m)]
    if usable and not _ANAPHOR.search(found.plain, sentence.start, start):
        return AssetGuess(usable[0].ticker, "sentence")
    return None


def _carried_over(found: Reading, sentence: Sentence, start: int) -> AssetGuess | None:
    two = list(_OF_TWO.finditer(found.plain, sentence.start, start))
    if two and sentence.index:
        earlier = found.sentences[sentence.index - 1]
        named = list(dict.fromkeys(m.ticker for m in starting_in(found.asset_mentions, earlier.start, earlier.end)))
        if len(named) == 2 and earlier.paragraph == sentence.paragraph:
            return AssetGuess(named[0 if two[-1]["which"].lower() == "former" else 1], "sentence")
    epithet = _by_epithet(found, sentence, start)
    if epithet is not None:
        return epithet
    stock = stock_meant(found, sentence, start)
    if stock is not None:
        return AssetGuess(stock, "previous")
    # An asset named only once is not what the next paragraph goes on about.
    counts = {asset.ticker: asset.n_mentions for asset in found.assets}
    # "It" may be a share or an index; a bare "the price" in crypto news is a coin's.
    any_kind = _OPENS_WITH_IT.match(found.plain, sentence.start, start) is not None
    steps = 0
    for index in range(sentence.index - 1, -1, -1):
        earlier = found.sentences[index]
        if earlier.is_headline or steps >= _REACH_BACK:
            break
        if earlier.is_boilerplate:
            continue
        steps += 1
        subject = _subject(found, earlier, any_kind=any_kind and steps == 1)
        if subject is not None and (earlier.paragraph == sentence.paragraph or counts.get(subject, 0) > 1):
            return AssetGuess(subject, "previous")
    return None


def _by_epithet(found: Reading, sentence: Sentence, start: int) -> AssetGuess | None:
    """Bitcoin or ether, where the sentence calls it by its rank and the article names it elsewhere."""
    first = max(sentence.start, start - SIGHT)
    told = list(_EPITHET.finditer(found.plain, first, start)) if "the " in found.lower[first:start] else []
    if not told:
        return None
    ticker = "ETH" if told[-1]["second"] else "BTC"
    return AssetGuess(ticker, "sentence") if any(asset.ticker == ticker for asset in found.assets) else None


def _subject(found: Reading, sentence: Sentence, *, any_kind: bool) -> str | None:
    """The asset that a sentence is about: the first one outside comparisons and subordinate clauses."""
    sight = starting_in(found.asset_mentions, sentence.start, min(sentence.end, sentence.start + SIGHT))
    mentions = [m for m in sight if not is_aside(found, m)]
    coins = [m for m in mentions if asset_kind(found, m.ticker) == "crypto"]
    is_subordinate = False
    for place, mention in enumerate(coins or (mentions if any_kind else [])):
        before = (coins or mentions)[place - 1] if place else None
        listed = before is not None and LIST_GAP.fullmatch(found.plain, before.end, mention.start) is not None
        is_subordinate = opens_subordinate_clause(found, mention) or (listed and is_subordinate)
        if not is_subordinate:
            return mention.ticker
    # "The others fell too, with ether at $1,300. It has since risen": the one coin there is, wherever it stands
    return coins[0].ticker if any_kind and len({coin.ticker for coin in coins}) == 1 else None


def _of_article(found: Reading) -> AssetGuess:
    in_headline = list(
        dict.fromkeys(
            m.ticker
            for m in starting_in(found.asset_mentions, 0, min(found.article.body_start, _LONGEST_HEADLINE))
            if asset_kind(found, m.ticker) == "crypto"
        )
    )
    if len(in_headline) == 1:
        return AssetGuess(in_headline[0], "article")
    coins = [asset.ticker for asset in found.assets if asset_kind(found, asset.ticker) == "crypto"]
    if coins:
        return AssetGuess(coins[0], "article")
    return AssetGuess(found.assets[0].ticker if found.assets else None, "article" if found.assets else "none")
