"""What surrounds a liquidation figure, in short strings: the features from which the liquidation model learns.

`liquidation_candidates` puts them together for each side, coin and time that the figure could have.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from nlp.annotations import LiquidationMention
from nlp.components.extensions import Reading, Sentence
from nlp.components.figure_windows import FigureWindow
from nlp.components.liquidation_windows import times_stated
from nlp.components.role_features import stem_of

_TOKEN = re.compile(r"¤[%xc]?|[a-z][a-z'’]*|[\d.,]*\d|[,;:()!?.|•–—-]")
_REACH_BACK = 2
_NEAR = 6
_CUES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "part",
            r"\b(?:(?:of|out of|from) (?:this|that|which|these|those|them|it|the total)|account\w*|the rest|remain\w+|"
            r"majority|most|bulk|share|made? up|making up|contribut\w*|includ\w+|of the)\b",
        ),
        ("lead", r"\b(?:led|leads?|leading|topp?\w*|follow\w*|next|second|third|ahead|behind|alone|also|while)\b"),
        (
            "single",
            r"\b(?:largest|biggest|single|individual|painful)\b[^;¤]{0,40}\b(?:order|liquidation|position|trade|one|hit|"
            r"loss|casualty)\b|\b(?:order|position|trade)\b[^;¤]{0,12}¤|"
            r"¤[^;.]{0,30}\b(?:order|position|trade|trader)\b|\bone order\b",
        ),
        ("person", r"\b(?:one trader|a trader|the trader|whale|his|her|he|she|address|wallet|someone|investor)\b"),
        ("pronoun", r"\b(?:its|it|the (?:token|coin|altcoin|cryptocurrency|asset)(?:'s)?|their)\b"),
        ("total", r"\b(?:total\w*|overall|altogether|combined|in all|together|tally|aggregate|cumulative)\b"),
        (
            "wide",
            r"\b(?:crypto|cryptos|cryptocurrenc\w+|market|markets|market-wide|network|across|traders|industry)\b",
        ),
        (
            "anew",
            r"\b(?:\w+day|january|february|march|april|june|july|august|september|october|november|december|yesterday|"
            r"since|20\d\d|previous\w*|earlier|later|ago|week|month|year|record|compar\w+|average|another)\b",
        ),
        ("if", r"\b(?:if|would|could|should|may|might|risk|at stake|face|below|above)\b"),
    )
)
"""What the words beside a figure can be about: a part of a total, one order, the whole market, another time."""
_PAUSE = re.compile(r"[;:.]|,|\b(?:while|but|as|after|when|whereas|with|and)\b")

_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Scene:
    """A liquidation figure with what surrounds it.

    Attributes:
        found: The article.
        window: The words around the figure.
        mention: What the rules say of it.
        last: The figure before as it was decided, unless it is too far away.
        gap: How many sentences lie between them.
        cues: What the words beside the figure are about.
    """

    found: Reading
    window: FigureWindow
    mention: LiquidationMention
    last: LiquidationMention | None
    gap: int
    cues: tuple[str, ...]


def scene_of(
    found: Reading, window: FigureWindow, mention: LiquidationMention, last: LiquidationMention | None
) -> Scene:
    """Put a scene together; a figure more than two sentences back is none of the figure's neighbours."""
    gap = window.sentence.index - found.sentence_at(last.start).index if last is not None else 0
    is_near = last is not None and gap <= _REACH_BACK and not found.sentence_at(last.start).is_headline
    return Scene(found, window, mention, last if is_near else None, gap, _cues(window))


def anchor(scene: Scene, text: str, start: int, end: int, at: int) -> Iterator[str]:
    """How a word of the figure's own sentence stands to the figure.

    Args:
        scene: The figure.
        text: Its sentence, in lower case.
        start: Where the word begins in it.
        end: Where it ends.
        at: Where the figure begins.
    """
    size = scene.mention.end - scene.mention.start
    is_before = end <= at
    between = text[end:at] if is_before else text[at + size : start]
    side = "b" if is_before else "a"
    offset = scene.window.sentence.start
    sums = n_sums(scene.found, offset + end if is_before else offset + at + size, offset + (at if is_before else start))
    pauses = _PAUSE.findall(between)
    tokens = _tokens(between)
    place = f"{side}{min(sums, 2)}"
    yield place
    yield f"{place}|{min(len(pauses), 2)}"
    yield f"{side}~{_distance(len(tokens))}"
    if sums == 0 and len(tokens) <= _NEAR:
        yield from (f"{side}:{token}" for token in tokens)
        if not tokens:
            yield f"{side}:touching"
    following = _tokens(text[end : end + 24])[:1]
    preceding = _tokens(text[max(0, start - 24) : start])[-1:]
    yield f"{place}>{following[0] if following else 'EDGE'}"
    yield f"{place}<{preceding[0] if preceding else 'EDGE'}"
    if sums == 0 and tokens:
        yield f"{side}^{tokens[0]}..{tokens[-1]}"


def context_of(scene: Scene) -> list[str]:
    """What can be said of the figure whatever it may be."""
    result = list(scene.cues)
    result.append("headline" if scene.window.sentence.is_headline else "body")
    result.append(f"gap{gap_of(scene)}")
    result.append(f"size-{size_of(scene)}")
    result.append(scene.mention.modality)
    result.append(f"listed{min(scene.window.list_length, 2)}")
    return result


def _cues(window: FigureWindow) -> tuple[str, ...]:
    here = window.own_before[-70:] + "¤" + window.own_after[:50]
    return tuple(name for name, pattern in _CUES if pattern.search(here))


def words_near(scene: Scene) -> list[str]:
    """The words beside the figure, the nearest with their places."""
    before, behind = _tokens(scene.window.own_before[-50:])[::-1], _tokens(scene.window.own_after[:50])
    result = [
        f"w{side}{n}={token}" for side, tokens in (("b", before), ("a", behind)) for n, token in enumerate(tokens[:3])
    ]
    return result + [f"w{side}={token}" for side, tokens in (("b", before), ("a", behind)) for token in tokens[:_NEAR]]


def opening_of(scene: Scene) -> list[str]:
    """How the sentence begins, up to the figure."""
    return [f"o{n}={token}" for n, token in enumerate(_tokens(scene.window.own_before)[:3])]


def rule_name(scene: Scene) -> str:
    """The last part of the name of the rule that found the figure."""
    return scene.mention.why.rpartition(":")[2].rpartition(".")[2]


def gap_of(scene: Scene) -> str:
    """How many sentences the figure before is away, at most two."""
    return "-" if scene.last is None else str(min(scene.gap, 2))


def place_of_last(scene: Scene) -> str:
    """Where the figure before stands, and whether its sentence states its time itself."""
    if scene.last is None:
        return "-"
    sentence = scene.found.sentence_at(scene.last.start)
    stated = {hours for _, _, hours in times_stated(lower_of(scene.found, sentence))}
    where = "here" if scene.gap == 0 else "" if sentence.paragraph == scene.window.sentence.paragraph else "new"
    return f"{where}{min(scene.gap, 2)}{'told' if scene.last.window_hours in stated else ''}"


def size_of(scene: Scene) -> str:
    """The figure's amount beside that of the figure before."""
    if scene.last is None or not scene.last.amount_usd or not scene.mention.amount_usd:
        return "alone"
    here, before = scene.mention.amount_usd, scene.last.amount_usd
    return "same" if here == before else "less" if here < before else "more"


def sentences_around(scene: Scene) -> Iterator[tuple[str, Sentence]]:
    """The sentences near the figure's own, each with the name of its place."""
    sentences, here = scene.found.sentences, scene.window.sentence
    for distance in (1, 2):
        if here.index >= distance and not sentences[here.index - distance].is_headline:
            other = sentences[here.index - distance]
            yield f"before{distance}{'' if other.paragraph == here.paragraph else 'p'}", other
    if here.index + 1 < len(sentences):
        yield "next", sentences[here.index + 1]
    if sentences and sentences[0].is_headline and not here.is_headline:
        yield "headline", sentences[0]


def n_sums(found: Reading, start: int, end: int) -> int:
    """How many sums of thousands and more stand in a stretch of text."""
    quantities = found.quantities
    first = bisect_left(quantities, start, key=_START)
    last = bisect_left(quantities, end, key=_START)
    return sum(quantity.kind in ("money", "plain") and quantity.multiplier > 1 for quantity in quantities[first:last])


def lower_of(found: Reading, sentence: Sentence) -> str:
    """The words of a sentence in lower case."""
    return found.lower[sentence.start : sentence.end]


def _distance(n_tokens: int) -> int:
    return n_tokens if n_tokens < 3 else 3 if n_tokens < 6 else 6 if n_tokens < 11 else 11


@lru_cache(maxsize=256)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(
        stem_of(token) if token[0].isalpha() else "#" if token[-1].isdigit() else token
        for token in _TOKEN.findall(text)
    )
