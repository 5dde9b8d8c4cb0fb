"""Moving averages: "fell beneath its 50-day and 100-day EMAs", "the 200-day average at $58,000", crosses."""

import re
from dataclasses import dataclass

from nlp.annotations import Direction

_KIND = r"(?:(?:simple|exponential|weighted|smoothed|hull|daily|weekly|hourly)[ -])*"
_NAME = rf"(?:{_KIND}moving[ -]averages?(?: \((?:[a-z]{{2,4}}|¤)\))?|{_KIND}averages?\b|[se]?mas?\b|dmas?\b|wmas?\b)"
_PERIOD = (
    r"(?:\d{1,3}|¤|fifty|hundred|two-hundred)[ -]?(?:days?|weeks?|hours?|months?|periods?|candles?|bars?|d|w|h|wk|"
    r"hr)?"
)
AVERAGE = re.compile(
    rf"\b(?:{_PERIOD}(?:[ -](?:sma|ema|and|or|/|&|,))*[ ,/&-]+(?:and |or )?(?:the )?)?{_PERIOD}[ -]{_NAME}"
    rf"|\b(?:[se]ma|ma|dma)[ -]?\(?(?P<tail>\d{{1,3}})\)?\b"
)
_ABOVE = re.compile(
    r"\b(?:above|over|reclaim\w*|support(?:ed)?|bounc\w+ (?:off|from|at)|rebound\w* (?:off|from)|holds?|holding|"
    r"held|recaptur\w*|regain\w*|past|cleared?|clearing|"
    r"surpass\w*|crossed above|broke through|climbed? (?:above|past)|north of|came to (?:a )?halt (?:around|at|"
    r"near)|cushion\w*|floor)\b"
)
_BELOW = re.compile(
    r"\b(?:below|under|beneath|los(?:t|es|ing)|reject\w*|resistance|capped|hurdle|fail\w*|broke down|slipp\w+|"
    r"fell through|crossed below|south of|ran out of steam|ceiling|"
    r"underneath|barrier)\b"
)
_CROSS_DOWN = re.compile(r"\b(?:cross\w* (?:below|under|beneath)|death cross|bearish cross\w*)\b")
_CROSS_UP = re.compile(r"\b(?:cross\w* (?:above|over)|golden cross|bullish cross\w*)\b")
_CONDITIONAL = re.compile(
    r"\b(?:if|would|could|may|might|will|should|once|unless|whether|about to|must|needs? to|potential(?:ly)?)\b"
)


_NAMED_BEHIND: tuple[tuple[re.Pattern[str], Direction], ...] = (
    (re.compile(r"\b(?:support|floor|held|cushion)\b"), "up"),
    (re.compile(r"\b(?:resistance|hurdle|ceiling|barrier|capped|reject\w*)\b"), "down"),
)


@dataclass(frozen=True, slots=True)
class AverageReading:
    """A moving average in a sentence.

    Attributes:
        start: Offset within the sentence.
        end: One past its last character.
        direction: `up` when the price is above it (or the short one crosses above), `down` below.
        period_days: Its period in days, where it is given in hours, days or weeks.
        is_conditional: The sentence only supposes it.
    """

    start: int
    end: int
    direction: Direction | None
    period_days: float | None
    is_conditional: bool


def find_averages(sentence: str) -> list[AverageReading]:
    """Find the moving averages of a sentence (in lower case), each with the side on which the price is."""
    found: list[AverageReading] = []
    for match in AVERAGE.finditer(sentence):
        if match.end() - match.start() < 4:
            continue
        found.append(
            AverageReading(
                match.start(),
                match.end(),
                _side(sentence, match.start(), match.end()),
                _days(match.group()),
                _is_conditional(sentence, match.start()),
            )
        )
    return found


def _side(sentence: str, start: int, end: int) -> Direction | None:
    before, after = sentence[max(0, start - 90) : start], sentence[end : end + 70]
    crossing = before[-40:] + "\x00" + after[:40]
    if _CROSS_DOWN.search(crossing):
        return "down"
    if _CROSS_UP.search(crossing):
        return "up"
    candidates: list[tuple[int, Direction]] = []
    for match in _ABOVE.finditer(before):
        candidates.append((len(before) - match.end(), "up"))
    for match in _BELOW.finditer(before):
        candidates.append((len(before) - match.end(), "down"))
    # "the 50-day MA as strong support": what the average is to the price
    near = after.split(" and the ")[0]
    for pattern, side in _NAMED_BEHIND:
        named = pattern.search(near)
        if named:
            candidates.append((named.start() + (0 if named.start() < 40 else 30), side))
    return min(candidates, key=lambda pair: pair[0])[1] if candidates else None


def _days(name: str) -> float | None:
    match = re.search(r"(\d{1,3})[ -]?(day|d\b|dma|week|w\b|wma|hour|h\b|month)?", name)
    if not match:
        return None
    unit = (match[2] or "day")[0]
    return float(match[1]) * {"d": 1.0, "w": 7.0, "h": 1 / 24, "m": 30.0}[unit]


def _is_conditional(sentence: str, start: int) -> bool:
    cut = max(sentence.rfind(mark, 0, start) for mark in (";", ", and ", ", but ", ". "))
    return _CONDITIONAL.search(sentence, max(cut, 0), start) is not None
