"""Component `newstape_events`: what happened, from the closed list of `nlp.annotations.EventKind`.

The triggers are in `resources/events.toml`. A trigger that is denied, supposed or asked for does not count, nor does
one in boilerplate; where liquidations are reported, their side and the way the market went tell a squeeze from a
cascade.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import EventKind, EventMention, LiquidationMention
from nlp.components.asset_guess import asset_at
from nlp.components.extensions import Reading, Sentence, reading
from nlp.errors import LexiconError
from nlp.text.stems import Region, regions_with

Evidence = Literal["one", "headline_or_two", "lead"]

LEAD_SENTENCES = 4
MANY_TRIGGERS = 4
_BEFORE = 70
_AFTER = 40
_UNREAL_BEFORE = re.compile(
    r"\b(?:not|n't|never|no|without|avoid\w*|fail(?:s|ed|ing|ure)? to|unable to|yet to|attempt\w*|try(?:ing)?|tries|"
    r"could|may|might|would|should|can|if|unless|whether|until|once|potential(?:ly)?|possib\w+|likely|expect\w*|"
    r"prepping|await\w*|look(?:s|ing)? (?:to|for)|wait\w*|before|risk of|fears? of|chance of|odds of|threat of|"
    r"ahead of|need(?:s|ed)? to|must|has to|have to|aim\w*|eye\w*|poised|rumou?rs?|another|prevent\w*|becomes? less)"
    r"\b[^.;]*$"
)
_PLANNED = re.compile(r"\b(?:will|set to|going to|plans? to|about to)\b[^.;]*$")
_UNREAL_AFTER = re.compile(r"[^.;,]{0,25}\b(?:would|could|may|might|is likely|becomes? less|is possible|will likely)\b")
_OTHER_TIME = re.compile(
    r"\b(?:back in|at the time|last year|years? ago|previous (?:cycles?|bull|bear)|past cycles|historically|"
    r"in the past|in early 20\d\d|in late 20\d\d|that year)\b"
)
_CLAUSE = re.compile(r"[;:\u2013]|,\s(?:and|but|while|as|with|which)\b|\b(?:while|but|after|as)\b")
_UP = re.compile(
    r"\b(?:surg|soar|rall|jump|r[io]se|rising|climb|rocket|skyrocket|leap|gain|rebound|spik|breakout|"
    r"new record|record high|all-time high)\w*",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:plung|crash|drop|fall|fell|tumbl|plummet|slump|sell-?off|selloff|dip|bleed|declin|dump|sink|sank|slid|div(?:e|es|ed|ing)\b|lows?\b|"
    r"nosediv|tank|meltdown|slip|crater|losses|capitul|flush|correction|downturn)\w*",
    re.IGNORECASE,
)
# What rose or fell, is no price: "liquidations jump", "open interest fell".
_OTHER_MOVED = re.compile(
    r"\b(?:liquidations?|volumes?|open interest|inflows?|outflows?|volatility|funding rates?|dominance|fear)"
    r"\s(?:\w+\s)?"
    r"(?:surg|soar|jump|r[io]se|rising|climb|rocket|leap|spik|drop|fall|fell|tumbl|plummet|slump|declin|slid|sank|slip)"
    r"\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Kind:
    kind: EventKind
    stems: tuple[str, ...]
    trigger: re.Pattern[str]
    evidence: Evidence
    is_dated: bool
    may_be_planned: bool
    only_when_down: bool
    not_about: re.Pattern[str] | None


@cache
def load_event_kinds() -> tuple[str, tuple[_Kind, ...]]:
    """Read `resources/events.toml`.

    Returns:
        The version of the list, and its kinds in file order.

    Raises:
        LexiconError: The list names an unknown kind or a broken pattern.
    """
    tables = tomllib.loads(files("nlp").joinpath("resources/events.toml").read_text(encoding="utf-8"))
    version = tables.pop("version")
    kinds: list[_Kind] = []
    for kind, row in tables.items():
        if kind not in get_args(EventKind):
            raise LexiconError(f"events.toml: {kind!r} is no kind of event; known are {', '.join(get_args(EventKind))}")
        try:
            # The word boundary in front is what makes it fast: most characters are not tried at all.
            trigger = re.compile(rf"\b(?:{'|'.join(row['triggers'])})")
        except re.error as error:
            raise LexiconError(f"events.toml: the triggers of {kind} are no regular expression: {error}") from error
        kinds.append(
            _Kind(
                kind=cast(EventKind, kind),
                stems=tuple(row["stems"]),
                trigger=trigger,
                evidence=row["evidence"],
                is_dated=row.get("is_dated", False),
                may_be_planned=row.get("may_be_planned", False),
                only_when_down=row.get("market") == "down",
                not_about=re.compile(row["not_about"]) if "not_about" in row else None,
            )
        )
    return f"events-{version}", tuple(kinds)


def mark_events(doc: Doc) -> Doc:
    """Fill `Reading.events`."""
    found = reading(doc)
    found.events = read_events(found)
    found.model["events"] = load_event_kinds()[0]
    return doc


Language.component("newstape_events", func=mark_events)


def read_events(found: Reading) -> tuple[EventMention, ...]:
    """Find the events of an article, at most one of a kind in a sentence, in order."""
    lower = found.lower
    direction = market_direction(found)
    kinds = [kind for kind in load_event_kinds()[1] if not (kind.only_when_down and direction > 0)]
    regions = [(sentence.start, sentence.end) for sentence in found.sentences]
    events = [event for kind in kinds for event in _triggered(found, lower, kind, regions)]
    events += _of_liquidations(found, direction)
    events += _of_fund_flows(found)
    unique = {(event.kind, found.sentence_at(event.start).index): event for event in reversed(events)}
    return tuple(sorted(unique.values(), key=lambda event: (event.start, event.kind)))


def _triggered(found: Reading, lower: str, kind: _Kind, regions: Sequence[Region]) -> list[EventMention]:
    hits: list[tuple[Sentence, re.Match[str]]] = []
    for start, end in regions_with(lower, kind.stems, regions):
        sentence = found.sentence_at(start)
        if not sentence.is_boilerplate:
            matches = kind.trigger.finditer(lower, start, end)
            hits += [(sentence, match) for match in matches if _is_stated(lower, sentence, match, kind)]
    if not _is_enough(kind.evidence, [sentence for sentence, _ in hits]):
        return []
    return [_mention(found, kind.kind, match.start(), match.end(), "rule:trigger", 0.8) for _, match in hits]


def _is_enough(evidence: Evidence, sentences: list[Sentence]) -> bool:
    if evidence == "one":
        return bool(sentences)
    if any(sentence.is_headline for sentence in sentences):
        return True
    if evidence == "lead":
        return any(sentence.index <= LEAD_SENTENCES for sentence in sentences)
    return len({sentence.index for sentence in sentences}) > 1 or len(sentences) >= MANY_TRIGGERS


def _is_stated(lower: str, sentence: Sentence, match: re.Match[str], kind: _Kind) -> bool:
    """Whether the trigger is told as a fact of now: not denied, supposed, asked or of another time."""
    if kind.evidence == "headline_or_two":
        return True
    head = lower[max(sentence.start, match.start() - _BEFORE) : match.start()]
    clause = head[max((cut.end() for cut in _CLAUSE.finditer(head)), default=0) :]
    unreal = _UNREAL_BEFORE.search(clause) or _UNREAL_AFTER.match(lower, match.end(), sentence.end)
    if unreal or (not kind.may_be_planned and _PLANNED.search(clause)):
        return False
    around = clause + lower[match.end() : min(match.end() + _AFTER, sentence.end)]
    if kind.not_about and kind.not_about.search(around):
        return False
    return not (kind.is_dated and _OTHER_TIME.search(lower, sentence.start, sentence.end))


def _of_liquidations(found: Reading, direction: int) -> Iterator[EventMention]:
    """A reported liquidation is a squeeze where the shorts were closed, a cascade where the market fell."""
    for liquidation in found.liquidations:
        if liquidation.modality != "reported" or found.sentence_at(liquidation.start).is_boilerplate:
            continue
        side = liquidation.position_side
        if (side == "short" or (side == "unknown" and direction > 0)) and _longs_lost_more(found, liquidation):
            continue
        if (side == "short" and direction >= 0) or (side == "unknown" and direction > 0):
            kind: EventKind = "short_squeeze"
        elif side in ("long", "unknown", "both") and direction < 0:
            kind = "liquidation_cascade"
        else:
            continue
        yield _mention(found, kind, liquidation.start, liquidation.end, f"rule:liquidations.{side}", 0.7)


def _longs_lost_more(found: Reading, liquidation: LiquidationMention) -> bool:
    """Whether longs lost more than the shorts did, or than anything did whose side is not told."""
    return any(
        other.position_side == "long"
        and other.modality == "reported"
        and (other.amount_usd or 0) > (liquidation.amount_usd or 0)
        for other in found.liquidations
    )


def _of_fund_flows(found: Reading) -> Iterator[EventMention]:
    """Flows of funds that are told in figures, early in the article or more than once."""
    flows = [
        metric
        for metric in found.metrics
        if metric.kind == "etf_flow" and metric.value is not None and metric.modality == "reported"
    ]
    kinds: tuple[tuple[str, EventKind], ...] = (("inflow", "etf_inflow"), ("outflow", "etf_outflow"))
    for direction, kind in kinds:
        told = [flow for flow in flows if flow.direction == direction and not _is_of_the_past(found, flow.start)]
        sentences = {found.sentence_at(flow.start).index for flow in told}
        if len(sentences) > 1 or any(index <= LEAD_SENTENCES for index in sentences):
            yield _mention(found, kind, told[0].start, told[0].end, f"rule:flows.{direction}", 0.75)


def _is_of_the_past(found: Reading, start: int) -> bool:
    sentence = found.sentence_at(start)
    text = found.plain[sentence.start : sentence.end].lower()
    return sentence.is_boilerplate or _OTHER_TIME.search(text) is not None


def market_direction(found: Reading) -> int:
    """Which way the headline and the lead say that the market went: 1 up, -1 down, 0 neither."""
    score = 0
    for sentence in found.sentences[: LEAD_SENTENCES + 1]:
        if not sentence.is_boilerplate:
            text = _OTHER_MOVED.sub("", found.plain[sentence.start : sentence.end])
            score += (len(_UP.findall(text)) - len(_DOWN.findall(text))) * (3 if sentence.is_headline else 1)
    return (score > 0) - (score < 0)


def _mention(found: Reading, kind: EventKind, start: int, end: int, why: str, confidence: float) -> EventMention:
    return EventMention(
        text=found.span_text(start, end),
        start=start,
        end=end,
        sentence=found.sentence_text(start),
        why=why,
        kind=kind,
        asset=asset_at(found, start, end).ticker,
        confidence=confidence,
    )
