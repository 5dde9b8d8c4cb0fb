"""Component `newstape_assets`: which assets an article names, where, and which it is about."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import floor

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import ArticleAsset
from nlp.components.extensions import AssetForm, AssetSpan, Reading, reading
from nlp.text.asset_evidence import has_evidence, is_written_as_name
from nlp.text.lexicon import Asset, AssetLexicon, Candidate
from nlp.text.spans import starting_in

HEADLINE_WEIGHT = 4.0
LEAD_WEIGHT = 2.0
BODY_WEIGHT = 1.0
UNIT_WEIGHT = 0.5
LEAD_SENTENCES = 3
"""What one mention counts for relevance; the lead is the first sentences after the headline, a unit is the coin of an
amount ("5,000 BTC")."""

_PAIR_TAIL = re.compile(r"\s?[/\-]\s?(?:USD[TC]?|FDUSD|BUSD|EUR|GBP|JPY|KRW|TRY|BTC|XBT|ETH|PERP)\b(?:[/\-]PERP\b)?")
_AMOUNT_HEAD = re.compile(r"\d(?:\s?(?:million|billion|thousand|[kKmMbB]))?\s$")
_LIST_GAP = re.compile(r"(?:'s)?\s?(?:\(\s?\w{1,8}\s?\))?(?:,|\s?/|,? and|,? or|,? as well as|\s?&)\s?(?:the )?")
_IN_BRACKETS = re.compile(r"\s?\(\$?")
_URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|io|org|net|news|ly|co)/\S+|@\w+")


class AssetLinker:
    """Fills `Reading.asset_mentions` and `Reading.assets`.

    Attributes:
        lexicon: The assets to recognise; must be set before the first article.
    """

    lexicon: AssetLexicon

    def __call__(self, doc: Doc) -> Doc:
        """Read one article."""
        found = reading(doc)
        found.lexicon = self.lexicon
        found.asset_mentions = link_assets(found, self.lexicon)
        found.assets = rank_assets(found)
        found.model["assets"] = self.lexicon.version
        return doc


def make_asset_linker(nlp: Language, name: str) -> AssetLinker:
    """Make the component; `nlp.pipeline` gives it its lexicon."""
    return AssetLinker()


Language.factory("newstape_assets", func=make_asset_linker)


def link_assets(found: Reading, lexicon: AssetLexicon) -> tuple[AssetSpan, ...]:
    """Find the places where assets are named, in order.

    A doubtful name is accepted with evidence beside it, in a list with accepted ones, or when the article shows
    elsewhere that it means the asset.
    """
    plain = found.plain
    candidates = [candidate for candidate in lexicon.candidates(plain) if candidate.asset is not None]
    if "/" in plain or "@" in plain:
        inside = {c.start for match in _URL.finditer(plain) for c in starting_in(candidates, *match.span())}
        candidates = [candidate for candidate in candidates if candidate.start not in inside]
    candidates = _without_namesakes(plain, candidates)
    accepted = [not candidate.needs_evidence or has_evidence(plain, candidate) for candidate in candidates]
    _accept_in_lists(plain, candidates, accepted)
    known = {c.asset.ticker for c, good in zip(candidates, accepted, strict=True) if good and c.asset is not None}
    spans: list[AssetSpan] = []
    for candidate, good in zip(candidates, accepted, strict=True):
        if candidate.asset is None or (spans and candidate.start < spans[-1].end):
            continue
        if good or (candidate.asset.ticker in known and is_written_as_name(plain, candidate)):
            spans.append(_span(found, candidate, candidate.asset.ticker))
    return tuple(spans)


def _without_namesakes(plain: str, candidates: list[Candidate]) -> list[Candidate]:
    """Give the ticker of an index to the coin that an article introduces by it: "SPX6900 (SPX)"."""
    meant: dict[str, Asset] = {}
    for before, here in pairwise(candidates):
        if before.asset is None or here.asset is None or here.asset.kind != "index" or here.form != "ticker":
            continue
        if before.asset.kind == "crypto" and _IN_BRACKETS.fullmatch(plain, before.end, here.start):
            meant[here.asset.ticker] = before.asset
    if not meant:
        return candidates
    return [
        replace(c, asset=meant[c.asset.ticker])
        if c.asset is not None and c.form == "ticker" and c.asset.ticker in meant
        else c
        for c in candidates
    ]


def _accept_in_lists(plain: str, candidates: Sequence[Candidate], accepted: list[bool]) -> None:
    """Accept a doubtful ticker or capitalised name whose neighbour in a list is accepted ("BTC, NEAR and OP")."""
    for order in (range(1, len(candidates)), range(len(candidates) - 2, -1, -1)):
        step = order.step
        for index in order:
            here, other = candidates[index], candidates[index - step]
            if accepted[index] or not accepted[index - step] or here.asset is None or here.asset.kind == "fx":
                continue
            left, right = (other, here) if step > 0 else (here, other)
            gap = _LIST_GAP.fullmatch(plain, left.end, right.start) if right.start - left.end < 30 else None
            accepted[index] = gap is not None and plain[here.start].isupper() and _same_world(here, other)


def _same_world(one: Candidate, other: Candidate) -> bool:
    """Coins are listed with coins, companies and indices with their like: "Coinbase and Bitcoin" says nothing."""
    coins = ("crypto", "stablecoin")
    return (
        one.asset is not None and other.asset is not None and (one.asset.kind in coins) == (other.asset.kind in coins)
    )


def _span(found: Reading, candidate: Candidate, ticker: str) -> AssetSpan:
    plain, start, end = found.plain, candidate.start, candidate.end
    form: AssetForm = candidate.form
    if form == "ticker" and (tail := _PAIR_TAIL.match(plain, end)):
        form, end = "pair", tail.end()
    elif form == "ticker" and plain[start - 1 : start] == "$":
        form, start = "cashtag", start - 1
    elif form == "ticker" and _AMOUNT_HEAD.search(plain, max(start - 12, 0), start):
        form = "unit"
    return AssetSpan(start, end, ticker, found.span_text(start, end), form, found.sentence_at(start).index)


def rank_assets(found: Reading) -> tuple[ArticleAsset, ...]:
    """Weigh the mentions outside boilerplate by where they stand; the primary asset comes first."""
    weights: defaultdict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    for mention in found.asset_mentions:
        sentence = found.sentences[mention.sentence]
        if sentence.is_boilerplate:
            continue
        counts[mention.ticker] += 1
        if mention.form == "unit":
            weights[mention.ticker] += UNIT_WEIGHT
        elif sentence.is_headline:
            weights[mention.ticker] += HEADLINE_WEIGHT
        else:
            weights[mention.ticker] += LEAD_WEIGHT if sentence.index <= LEAD_SENTENCES else BODY_WEIGHT
    total = sum(weights.values())
    # Python's sort is stable: of equals the one named first comes first.
    ranked = sorted(weights, key=lambda ticker: -weights[ticker])
    return tuple(
        ArticleAsset(ticker=ticker, n_mentions=counts[ticker], relevance=floor(weights[ticker] / total * 1e4) / 1e4)
        for ticker in ranked
    )
