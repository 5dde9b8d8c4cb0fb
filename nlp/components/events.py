"""Component `newstape_events`: what happened, from the closed list of `nlp.annotations.EventKind`.

The triggers are in `resources/events.toml`. A trigger that is denied, supposed or asked for does not count, nor does
one in boilerplate; where liquidations are reported, their side and the way the market went tell a squeeze from a
cascade.
"""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import EventKind, EventMention
from nlp.components.event_figures import OTHER_TIME, event_mention, events_of_fund_flows, events_of_liquidations
from nlp.components.extensions import Reading, Sentence, reading
from nlp.components.market_direction import lead_end, market_direction
from nlp.errors import LexiconError

Evidence = Literal["one", "headline_or_two", "lead"]

MANY_TRIGGERS = 4
BREAKS = ("breakdown", "breakout")
_BEFORE = 70
_AFTER = 40
_DENIES = r"den(?:y|ies|ied|ying) (?:that|it|any|being|having|(?:the )?(?:claims?|reports?|rumou?rs?))"
_UNREAL_BEFORE = re.compile(
    r"\b(?:not|n't|never|no|without|avoid\w*|fail(?:s|ed|ing|ure)? to|unable to|yet to|attempt\w*|try(?:ing)?|tries|"
    r"could|may|might|would|should|can(?! see\b)|if|unless|whether|until|once|potential(?:ly)?|possib\w+|likely|"
    r"expect\w*|"
    r"prepping|(?<!much )(?<!long )(?<!much-)(?<!long-)await\w*|look(?:s|ing)? (?:to|for)|wait\w*|before|"
    r"(?:risk|fears?|chance|odds|threat) of|"
    r"ahead of|suppos\w+|assum\w+|(?:necessary|required|crucial|key|set|ready|primed) (?:to|for)|verge of|brink "
    r"of|need(?:s|ed)? to|must|has to|"
    r"have to|aim\w*|eye\w*|poised|rumou?rs?|another|"
    r"prevent\w*|becomes? less|(?:harder|difficult) to|"
    rf"{_DENIES})"
    r"\b[^.;]*$"
)
_DENIED_BEFORE = re.compile(
    r"\b(?:not|n't|never|no|without|avoid\w*|fail(?:s|ed|ing|ure)? to|unable to|if|unless|whether|rumou?rs?|prevent\w*|"
    rf"{_DENIES})\b[^.;]*$"
)
_OWN_TRADE = re.compile(r"\b(?:we|i)\b(?! (?:can |could )?(?:see|saw|note|noticed|find|found)\b)[^.;]*$")
_TURNED_BACK = re.compile(
    r"[^.;]{0,60}\b(?:before (?:[\w-]+ ){0,4}?(?:str[iu]k|rebound|recover|bounc|reclaim|climb|rall|rising|turning|"
    r"fall|retreat|slipp|pulling back|dropp|revers|sell|rushed to)"
    r"|but (?:[\w-]+ ){0,6}?(?:lost|fell|fallen|slipped|retreat|gave back|pulled back|rebound|recover|bounc|reclaim))"
)
_PLANNED = re.compile(r"\b(?:will|set to|going to|plans? to|about to)\b[^.;]*$")
_UNREAL_AFTER = re.compile(
    r"[^.;,]{0,25}\b(?:would|could|may|might|is likely|becomes? less|is possible|will likely|"
    r"(?:have|has|had) (?:also )?(?:weakened|slowed|dried|cooled|faded|stalled|flattened|reversed|stopped)|"
    r"(?:was|were|proved|turned out to be) (?:a )?(?:false|fake|failed|short-lived))\b"
)
_SUPPOSED_NOUN = re.compile(
    r"(?:^\W*|\b)(?:an?|any|further|(?:daily|weekly|decisive|sustained|clean|clear) (?:[\w-]+ )?)\s?$"
)
_ITS_RESULT = re.compile(r"(?:[^.;]|\.(?=\d)){0,80}?\b(?:will|would|could|may|might|can|should)\b")
"""A break that is supposed, and what would come of it: "a break below $X will trigger"."""
_CAUSE = re.compile(
    r"\b(?:due to|because of|amid(?:st)?|reasons? (?:for|behind)|causes? of|"
    r"(?:caused|driven|sparked|triggered) by|blam(?:ed|ing)|prompted by|(?:dumped|fled|sold off) [\w ]{3,24}? "
    r"(?:after|as))\b"
)
_OF_MOVE = re.compile(
    r"\b(?:drop|dip|fall|fell|declin|slump|crash|plung|sell-?off|wiped out|dumped|fled|hit|rise|rose|rall|surg|"
    r"gain|jump)"
)
_ABSENT = re.compile(r"\b(?:lack of|despite|ignor\w+|shrug\w*|that followed)\b")
_CLAUSE = re.compile(r"[;:\u2013]|,\s(?:and|but|while|as|with|which)\b|\b(?:while|but|after|as)\b")


@dataclass(frozen=True, slots=True)
class _Kind:
    kind: EventKind
    stems: tuple[str, ...]
    trigger: re.Pattern[str]
    evidence: Evidence
    is_dated: bool
    may_be_planned: bool
    market: int
    anywhere: re.Pattern[str] | None
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
                market={"up": 1, "down": -1}.get(row.get("market"), 0),
                anywhere=re.compile(row["anywhere"]) if "anywhere" in row else None,
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
    triggered = [(kind, event) for kind in load_event_kinds()[1] for event in _triggered(found, kind)]
    is_asked = found.liquidations or any(kind.market for kind, _ in triggered)
    direction = market_direction(found) if is_asked else 0
    events = [event for kind, event in triggered if kind.market * direction >= 0 or _is_of_another_coin(found, event)]
    events += events_of_liquidations(found, direction)
    events += events_of_fund_flows(found)
    unique = {(event.kind, found.sentence_at(event.start).index): event for event in reversed(events)}
    return tuple(sorted(unique.values(), key=lambda event: (event.start, event.kind)))


def _triggered(found: Reading, kind: _Kind) -> list[EventMention]:
    lower = found.lower
    hits: list[tuple[Sentence, re.Match[str]]] = []
    for start, end in found.index.regions_with(kind.stems):
        sentence = found.sentence_at(start)
        if not sentence.is_boilerplate:
            matches = kind.trigger.finditer(lower, start, end)
            hits += [(sentence, match) for match in matches if _is_stated(lower, sentence, match, kind)]
    if not hits:
        return []
    if not _is_enough(kind.evidence, [sentence for sentence, _ in hits], lead_end(found)):
        hits = [(sentence, match) for sentence, match in hits if _is_told_alone(lower, sentence, match, kind)]
    return [event_mention(found, kind.kind, match.start(), match.end(), "rule:trigger", 0.8) for _, match in hits]


def _is_of_another_coin(found: Reading, event: EventMention) -> bool:
    """Whether an event befell another coin than the one that headline and lead are about."""
    return event.kind in BREAKS and event.asset not in (None, found.assets[0].ticker if found.assets else None)


def _is_enough(evidence: Evidence, sentences: list[Sentence], end_of_lead: int) -> bool:
    if evidence == "one":
        return bool(sentences)
    if any(sentence.is_headline for sentence in sentences):
        return True
    if evidence == "lead":
        return any(sentence.index < end_of_lead for sentence in sentences)
    counts = Counter(sentence.index for sentence in sentences)
    return (
        len(counts) > 1
        or len(sentences) >= MANY_TRIGGERS
        or any(index < end_of_lead and n > 1 for index, n in counts.items())
    )


def _is_told_alone(lower: str, sentence: Sentence, match: re.Match[str], kind: _Kind) -> bool:
    """Whether one sentence is enough: it tells the event itself, or names a theme as the cause of the move."""
    if kind.anywhere is not None and kind.anywhere.match(lower, match.start()):
        return True
    return kind.evidence == "headline_or_two" and _is_cause(lower, sentence)


def _is_cause(lower: str, sentence: Sentence) -> bool:
    text = lower[sentence.start : sentence.end]
    is_told = _CAUSE.search(text) is not None and _OF_MOVE.search(text) is not None
    return is_told and _ABSENT.search(text) is None


def _is_stated(lower: str, sentence: Sentence, match: re.Match[str], kind: _Kind) -> bool:
    """Whether the trigger is told as a fact of now: not denied, supposed, asked or of another time."""
    if kind.is_dated and OTHER_TIME.search(lower, sentence.start, sentence.end):
        return False
    if kind.evidence == "headline_or_two":
        return True
    head = lower[max(sentence.start, match.start() - _BEFORE) : match.start()]
    clause = head[max((cut.end() for cut in _CLAUSE.finditer(head)), default=0) :]
    if kind.may_be_planned:
        # What is announced or awaited is the event itself.
        if _DENIED_BEFORE.search(clause):
            return False
    elif (
        _UNREAL_BEFORE.search(clause)
        or _PLANNED.search(clause)
        or _UNREAL_AFTER.match(lower, match.end(), sentence.end)
    ):
        return False
    # A break that is undone in the same breath, or told by a trader of the own position, is no news.
    if kind.kind in BREAKS and (
        _OWN_TRADE.search(clause)
        or _TURNED_BACK.match(lower, match.end(), sentence.end)
        or (_SUPPOSED_NOUN.search(clause) and _ITS_RESULT.match(lower, match.end(), sentence.end))
    ):
        return False
    around = clause + lower[match.end() : min(match.end() + _AFTER, sentence.end)]
    return not (kind.not_about and kind.not_about.search(around))
