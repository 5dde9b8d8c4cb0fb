"""Assets and figures that stand in rows: "BTC and ETH fell 3% and 5%", "coins like Solana and Cardano"."""

import re
from bisect import bisect_right
from operator import attrgetter

from nlp.components.extensions import AssetSpan, Reading, Sentence
from nlp.text.spans import starting_in

_START = attrgetter("start")
SIGHT = 600
"""How far a rule looks within a sentence; longer ones are lists or texts without full stops."""
_LONGEST_LIST = 12
_SHORTEST_OPENING = 12
"""Letters before the first name of a sentence from which on it stands in an opening clause."""
LIST_GAP = re.compile(
    r"\)?(?:'s(?: [a-z]{2,5}(?= (?:and|or) |, ))?)?\s?(?:\(\s?\$?[a-z]\w{0,7}\s?\))?\s?(?:,|/|&)?\s?(?:and|or|"
    r"as well as)?\s(?:the |in |a )?",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(r"\brespectively\b")
_NUMBER_GAP = re.compile(r"\s?(?:,|/|&)?\s?(?:and|or)?\s")
_EXAMPLE_HEAD = re.compile(r"\b(?:like|such as|including)\s$")


def asset_in_row(
    found: Reading, sentence: Sentence, start: int, before: list[AssetSpan], after: list[AssetSpan]
) -> str | None:
    """The asset of a figure that is one of as many figures as there are assets."""
    position, length = _place_in_number_list(found, sentence, start)
    if length > 1:
        respective = _respective(found, before, start, length)
        if respective:
            return respective[position]
        for mentions, from_end in ((before, True), (after, False)):
            assets = _asset_list(found, mentions, from_end=from_end)
            if len(assets) == length:
                return assets[position]
    return None


def _respective(found: Reading, before: list[AssetSpan], start: int, length: int) -> tuple[str, ...]:
    """The last assets before a row of figures that ends in "respectively", one for each, or none."""
    if not _RESPECTIVELY.search(found.plain, start, min(start + 20 * length + 20, len(found.plain))):
        return ()
    tickers = list(dict.fromkeys(mention.ticker for mention in before))[-length:]
    return tuple(tickers) if len(tickers) == length else ()


def _place_in_number_list(found: Reading, sentence: Sentence, start: int) -> tuple[int, int]:
    """Position and length of the list of like figures that one stands in ("1%, 2% and 3%")."""
    figures = starting_in(found.quantities, max(sentence.start, start - SIGHT), min(sentence.end, start + SIGHT))
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
            if len(gap) > 24 or not LIST_GAP.fullmatch(gap):
                break
        if len(tickers) == _LONGEST_LIST:
            break
        if mention.ticker not in tickers:
            tickers.append(mention.ticker)
    return tuple(tickers[::-1] if from_end else tickers)


def basket_of(found: Reading, outer: list[AssetSpan], usable: list[AssetSpan]) -> tuple[str, ...]:
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
