"""Claims about runs of fund flows: "net outflows for over a week", "the seventh session of withdrawals in a row"."""

import re
from collections.abc import Iterator

from nlp.annotations import Claim
from nlp.components.asset_guess import asset_at
from nlp.components.claim_base import claim_fields, modality_before, time_fields
from nlp.components.extensions import Reading, Sentence

_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
_COUNT = rf"(?P<count>\d{{1,2}}|an?|{'|'.join(_NUMBERS[1:])})"
_ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS[2:])})"
_RUNNING = r"(?:in a row|running|straight|on end)\b"
_IN_A_ROW = r"(?:straight|consecutive|successive)"
_UNIT = r"(?:trading )?(?P<unit>day|session|week|month)s?\b"

_FLOWS = re.compile(r"\b(?:net )?(?:(?P<side>in|out)flows?|withdrawals|redemptions)\b", re.IGNORECASE)
_FLOW_STEMS = ("inflow", "outflow", "withdrawals", "redemptions")
_FUNDS = re.compile(r"\b(?:ETFs?|[Ff]unds)\b")
_RUNS = (
    re.compile(
        rf"\b(?:for |over |past |last )(?:more than |over |at least |nearly |about |the )?(?:past |last )?"
        rf"{_COUNT}[- ](?:full |straight |consecutive )?{_UNIT}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_COUNT}[- ]{_IN_A_ROW}(?:[- ]{_UNIT})?", re.IGNORECASE),
    re.compile(rf"\b{_COUNT}-(?P<unit>day|session|week)\b", re.IGNORECASE),
    re.compile(rf"\b{_ORDINAL}[- ]{_IN_A_ROW} {_UNIT}", re.IGNORECASE),
    re.compile(rf"\b{_COUNT} {_UNIT} {_RUNNING}", re.IGNORECASE),
    re.compile(rf"\b{_ORDINAL} {_UNIT}[^.;]{{0,40}}?\b{_RUNNING}", re.IGNORECASE),
    re.compile(rf"\b(?:run|streak) of {_COUNT} (?:{_IN_A_ROW} )?{_UNIT}", re.IGNORECASE),
)
_TRADING_DAYS = {"day": 1, "session": 1, "week": 5, "month": 21}


def streak_claims(found: Reading) -> Iterator[Claim]:
    """Find the runs of days with money going one way."""
    for start, end in found.index.regions_with(_FLOW_STEMS):
        sentence = found.sentence_at(start)
        flows = _FLOWS.search(found.plain, start, end)
        if flows is not None and _is_about_funds(found, sentence):
            yield from _streak(found, sentence, flows)


def _streak(found: Reading, sentence: Sentence, flows: re.Match[str]) -> Iterator[Claim]:
    runs = (pattern.search(found.plain, sentence.start, sentence.end) for pattern in _RUNS)
    run = next((match for match in runs if match is not None), None)
    if run is None:
        return
    start, end = min(flows.start(), run.start()), max(flows.end(), run.end())
    fields = claim_fields(found, start, end, why="rule:streak", modality=modality_before(found, start))
    # A run is told up to the publication; other times in the sentence belong to other things.
    yield Claim(
        **fields | time_fields(None),
        kind="etf_flow_streak",
        asset=asset_at(found, start, end).ticker,
        direction="inflow" if (flows["side"] or "").lower() == "in" else "outflow",
        unit="days",
        extent_days=_length(run),
    )


def _is_about_funds(found: Reading, sentence: Sentence) -> bool:
    """Whether the sentence, or the one before it in the paragraph, names ETFs or funds."""
    if _FUNDS.search(found.plain, sentence.start, sentence.end):
        return True
    before = found.sentences[max(sentence.index - 1, 0)]
    return before.paragraph == sentence.paragraph and _FUNDS.search(found.plain, before.start, before.end) is not None


def _length(run: re.Match[str]) -> float:
    """The length of a run in trading days."""
    groups = run.groupdict()
    days = _TRADING_DAYS[(groups["unit"] or "day").lower()]
    if groups.get("ordinal"):
        return float(_ORDINALS.index(groups["ordinal"].lower()) * days)
    word = groups["count"].lower()
    return float((int(word) if word.isdigit() else 1 if word in ("a", "an") else _NUMBERS.index(word)) * days)
