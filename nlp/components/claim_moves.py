"""Claims that compare two assets: "COIN underperformed tech stocks", "ether followed, with less ferocity"."""

import re
from collections.abc import Iterator

from nlp.annotations import Claim, Direction
from nlp.components.claim_base import GUESSED, claim_fields, modality_before
from nlp.components.extensions import AssetSpan, Reading, Sentence
from nlp.components.market_direction import market_direction

_COMPARES = re.compile(
    r"\b(?:(?P<worse>underperform(?:ed|s|ing)?|lagg(?:ed|ing)|trail(?:ed|s|ing)|(?:did|fared) worse than|"
    r"lost ground (?:to|against))"
    r"|(?P<better>outperform(?:ed|s|ing)?|outpac(?:ed|es|ing)|outshin(?:ed|es|ing)|outshone|(?:did|fared|"
    r"held up) better than|beat(?:s|ing)?|surpassing))\b",
    re.IGNORECASE,
)
_COMPARE_STEMS = (
    *("underperform", "outperform", "lagg", "trail", "worse than", "better than", "lost ground", "outpac", "outsh"),
    *("beat", "surpassing"),
)
_MOVED_LESS = re.compile(
    r"\b(?P<verb>fell|dropped|lost|slid|declined|sank|rose|gained|climbed|advanced)(?: \w+ly)? "
    r"(?P<amount>less|more) (?:than|on \w+ than)\b",
    re.IGNORECASE,
)
_FALLING = ("fell", "dropped", "lost", "slid", "declined", "sank")
_FOLLOWS = re.compile(
    r"\b(?:follow(?:ed|s|ing)?|mirror(?:ed|s|ing)?|track(?:ed|s|ing)?)\b[^.;]{0,60}?"
    r"(?P<less>\bless (?:ferocity|severity|intensity|force|violence|strength|enthusiasm|sharply|severely)|"
    r"to a lesser (?:extent|degree)|more (?:modest|moderate|mild|muted)\w*)",
    re.IGNORECASE,
)
# Benchmarks that are named by what they stand for.
_WIDER = r"(?:(?:broader|wider|overall) )?"
_SECTORS = (
    (re.compile(rf"\b{_WIDER}tech(?:nology)? (?:sector|stocks|shares|index|names)\b", re.IGNORECASE), "NDX"),
    (re.compile(rf"\b{_WIDER}(?:(?:stock|equity) markets?|stocks|equities)\b", re.IGNORECASE), "SPX"),
)
_REACH = 60
_LIST_GAP = 30


def relative_moves(found: Reading) -> Iterator[Claim]:
    """Find the comparisons of two assets' moves; `direction` is `up` where the first did better than the second."""
    for match in found.matches(_COMPARES, _COMPARE_STEMS):
        sentence = found.sentence_at(match.start())
        direction: Direction = "down" if match["worse"] else "up"
        benchmark = _benchmark(found, match.end(), sentence)
        for subject in _subjects(found, match.start(), sentence):
            if benchmark is not None and subject.ticker != benchmark:
                yield _claim(found, match.start(), match.end(), subject.ticker, benchmark, direction)
    yield from _lesser_moves(found)
    yield from _followers(found)


def _lesser_moves(found: Reading) -> Iterator[Claim]:
    for match in found.matches(_MOVED_LESS, ("less than", "more than", "less on", "more on")):
        sentence = found.sentence_at(match.start())
        other = _first_after(found, match.end(), sentence)
        is_better = (match["verb"].lower() in _FALLING) == (match["amount"].lower() == "less")
        direction: Direction = "up" if is_better else "down"
        for subject in _subjects(found, match.start(), sentence):
            if other is not None and subject.ticker != other.ticker:
                yield _claim(found, match.start(), match.end(), subject.ticker, other.ticker, direction)


def _followers(found: Reading) -> Iterator[Claim]:
    for match in found.matches(_FOLLOWS, ("follow", "mirror", "track")):
        sentence = found.sentence_at(match.start())
        market = market_direction(found)
        followed = _first_after(found, match.start(), sentence)
        if market and followed is not None:
            for subject in _subjects(found, match.start(), sentence):
                if subject.ticker != followed.ticker:
                    # Falling less than the other is doing better.
                    direction: Direction = "up" if market < 0 else "down"
                    yield _claim(found, match.start(), match.end(), subject.ticker, followed.ticker, direction)


def _claim(found: Reading, start: int, end: int, asset: str, benchmark: str, direction: Direction) -> Claim:
    fields = claim_fields(found, start, end, why="rule:compared", modality=modality_before(found, start))
    if fields["time_start"] is None:
        fields["confidence"] = GUESSED
    return Claim(
        **fields,
        kind="relative_move",
        asset=asset,
        benchmark=benchmark,
        direction=direction,
        unit="%",
    )


def _subjects(found: Reading, start: int, sentence: Sentence) -> list[AssetSpan]:
    """The assets listed last before the verb ("Coinbase (COIN) and MicroStrategy (MSTR) ..., underperforming")."""
    before = [m for m in found.mentions_in(sentence) if m.end <= start and m.form != "unit"]
    subjects: dict[str, AssetSpan] = {}
    for index in range(len(before) - 1, -1, -1):
        if index < len(before) - 1 and before[index + 1].start - before[index].end > _LIST_GAP:
            break
        subjects.setdefault(before[index].ticker, before[index])
    return list(subjects.values())[::-1]


def _first_after(found: Reading, start: int, sentence: Sentence) -> AssetSpan | None:
    return next((m for m in found.mentions_in(sentence) if 0 <= m.start - start <= _REACH), None)


def _benchmark(found: Reading, end: int, sentence: Sentence) -> str | None:
    named = _first_after(found, end, sentence)
    if named is not None:
        return named.ticker
    behind = found.plain[end : min(end + _REACH, sentence.end)]
    return next((ticker for pattern, ticker in _SECTORS if pattern.search(behind)), None)
