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
from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from nlp.components.asset_asides import asset_kind, is_aside, is_inserted, opens_subordinate_clause, owns_figure
from nlp.components.asset_units import asset_of_unit, stock_between, stock_meant
from nlp.components.extensions import AssetSpan, Reading, Sentence
from nlp.text.spans import starting_in

Scope = Literal["attached", "list", "clause", "sentence", "previous", "article", "none"]

_START = attrgetter("start")
_REACH_BACK = 5
"""Sentences without an asset through which the subject of an earlier one carries on."""

_BACK_WINDOW = 60
_SIGHT = 600
"""How far a rule looks within a sentence; longer ones are lists or texts without full stops."""
_LONGEST_HEADLINE = 400
_LONGEST_LIST = 12
_SHORTEST_OPENING = 12
"""Letters before the first name of a sentence from which on it stands in an opening clause."""
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
_LIST_GAP = re.compile(
    r"\)?(?:'s(?: [a-z]{2,5}(?= (?:and|or) |, ))?)?\s?(?:\(\s?\$?[a-z]\w{0,7}\s?\))?\s?(?:,|/|&)?\s?(?:and|or|"
    r"as well as)?\s(?:the |in |a )?",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(r"\brespectively\b")
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
_NUMBER_GAP = re.compile(r"\s?(?:,|/|&)?\s?(?:and|or)?\s")
_EXAMPLE_HEAD = re.compile(r"\b(?:like|such as|including)\s$")
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
    before = [
        m for m in starting_in(found.asset_mentions, max(sentence.start, start - _SIGHT), start) if m.end <= start
    ]
    after = list(starting_in(found.asset_mentions, end, min(sentence.end, end + _SIGHT)))
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
    position, length = _place_in_number_list(found, sentence, start)
    if length > 1:
        respective = _respective(found, before, start, length)
        if respective:
            return AssetGuess(respective[position], "list")
        for mentions, from_end in ((before, True), (after, False)):
            assets = _asset_list(found, mentions, from_end=from_end)
            if len(assets) == length:
                return AssetGuess(assets[position], "list")
    return None


def _respective(found: Reading, before: list[AssetSpan], start: int, length: int) -> tuple[str, ...]:
    """The last assets before a row of figures that ends in "respectively", one for each, or none."""
    if not _RESPECTIVELY.search(found.plain, start, min(start + 20 * length + 20, len(found.plain))):
        return ()
    tickers = list(dict.fromkeys(mention.ticker for mention in before))[-length:]
    return tuple(tickers) if len(tickers) == length else ()


def _place_in_number_list(found: Reading, sentence: Sentence, start: int) -> tuple[int, int]:
    """Position and length of the list of like figures that one stands in ("1%, 2% and 3%")."""
    figures = starting_in(found.quantities, max(sentence.start, start - _SIGHT), min(sentence.end, start + _SIGHT))
    here = bisect_right(figures, start, key=_START) - 1
    if here < 0 or start >= figures[here].end:
        return 0, 1
    kind = figures[here].kind
    first = last = here
    while first > 0 and here - first < _LONGEST_LIST and figures[first - 1].kind == kind:
        if not _are_listed(found, figures[first - 1].end, figures[first].start):
            break
        first -= 1
    while last + 1 < len(figures) and last - here < _LONGEST_LIST and figures[last + 1].kind == kind:
        if not _are_listed(found, figures[last].end, figures[last + 1].start):
            break
        last += 1
    return here - first, last - first + 1


def _are_listed(found: Reading, end: int, start: int) -> bool:
    return start - end < 12 and _NUMBER_GAP.fullmatch(found.plain, end, start) is not None


def _asset_list(found: Reading, mentions: list[AssetSpan], *, from_end: bool) -> tuple[str, ...]:
    """The coordinated assets next to a figure ("BTC, ETH and SOL"); a name and its ticker in parentheses are one."""
    ordered = mentions[::-1] if from_end else mentions
    tickers: list[str] = []
    for index, mention in enumerate(ordered):
        if index:
            left, right = (mention, ordered[index - 1]) if from_end else (ordered[index - 1], mention)
            gap = found.plain[left.end : right.start]
            if left.ticker == right.ticker and gap.strip() in ("(", "", "'s"):
                continue
            if len(gap) > 24 or not _LIST_GAP.fullmatch(gap):
                break
        if len(tickers) == _LONGEST_LIST:
            break
        if mention.ticker not in tickers:
            tickers.append(mention.ticker)
    return tuple(tickers[::-1] if from_end else tickers)


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
    basket = _basket(found, outer, usable)
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


def _basket(found: Reading, outer: list[AssetSpan], usable: list[AssetSpan]) -> tuple[str, ...]:
    """The assets that stand together last."""
    # "coins like Solana and Cardano fell": the first one is no aside, as the list goes on
    examples = [m for m in outer if m in usable or _EXAMPLE_HEAD.search(found.plain, max(m.start - 12, 0), m.start)]
    basket = _asset_list(found, examples, from_end=True)
    return basket[-1:] if len(basket) > 1 and _only_follows(found, examples[-len(basket) :]) else basket


def _only_follows(found: Reading, mentions: list[AssetSpan]) -> bool:
    """Whether the last of two names opens the main clause: "Once mocked as a copy of bitcoin, litecoin rose"."""
    *others, last = mentions
    sentence = found.sentences[last.sentence]
    is_apart = found.plain[others[-1].end : last.start] == ", " and not sentence.is_headline
    is_listed = "," in found.plain[others[0].end : others[-1].start]
    return is_apart and not is_listed and others[0].start > sentence.start + _SHORTEST_OPENING


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
    told = list(_EPITHET.finditer(found.plain, max(sentence.start, start - _SIGHT), start))
    if not told:
        return None
    ticker = "ETH" if told[-1]["second"] else "BTC"
    return AssetGuess(ticker, "sentence") if any(asset.ticker == ticker for asset in found.assets) else None


def _subject(found: Reading, sentence: Sentence, *, any_kind: bool) -> str | None:
    """The asset that a sentence is about: the first one outside comparisons and subordinate clauses."""
    sight = starting_in(found.asset_mentions, sentence.start, min(sentence.end, sentence.start + _SIGHT))
    mentions = [m for m in sight if not is_aside(found, m)]
    coins = [m for m in mentions if asset_kind(found, m.ticker) == "crypto"]
    is_subordinate = False
    for place, mention in enumerate(coins or (mentions if any_kind else [])):
        before = (coins or mentions)[place - 1] if place else None
        listed = before is not None and _LIST_GAP.fullmatch(found.plain, before.end, mention.start) is not None
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
