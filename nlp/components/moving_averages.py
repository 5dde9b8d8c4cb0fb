"""Moving averages: "fell beneath its 50-day and 100-day EMAs", "the 200-day average at $58,000", crosses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.annotations import Direction
from nlp.text.patterns import one_of

_KINDS = r"(?:(?:simple|exponential|weighted|smoothed|hull|daily|weekly|hourly)[ -])*"
_NAME = (
    rf"(?:{_KINDS}moving[ -]averages?(?: \([a-z]{{2,4}}\))?|{_KINDS}averages?\b|{_KINDS}(?:[se]?mas?|dmas?|wmas?)\b)"
)
_COUNT = r"(?:\d{1,3}|five|ten|twenty|fifty|hundred|two-hundred)"
_PERIOD = rf"{_COUNT}[ -]?(?:days?|weeks?|hours?|months?|periods?|candles?|bars?|d|w|h|wk|hr)?"
AVERAGE = re.compile(
    rf"\b(?:{_PERIOD}(?:[ -](?:sma|ema|ma))?(?:,| and| or| &|/)\s?(?:the )?)*{_PERIOD}[ -]{_NAME}"
    rf"|\b(?:(?:daily|weekly|hourly|\d{{1,2}}-(?:hours?|h|days?|d|minutes?))[ -])?(?:[se]ma|ma|"
    rf"dma)[ -]?\(?\d{{1,3}}\)?\b"
    rf"|\b{_COUNT}-(?:day|week)(?= (?:at|is|sits)\b| \(|, ¤)"
)
_ABOVE = re.compile(
    r"\b"
    + one_of(
        "above over reclaim* supported_by bounc*_off bounc*_from bounc*_at rebound*_off rebound*_from held "
        "holds holding recaptur* regain* "
        "past cleared clearing surpass* exceed* topped overc* broke_through north_of halt_around halt_at "
        "halt_near cushion* floor "
        "defended defend defending"
    )
    + r"\b"
)
_BELOW = re.compile(
    r"\b"
    + one_of(
        "below under beneath lost losing rejected rejection capped fail* broke_down slipp* "
        "fell_through south_of "
        "ran_out_of_steam underneath overhead sliced turned_down_from turned_back_from turned_away_from "
        "turned_lower_from pushed_back_from retreat*_from"
    )
    + r"\b"
)
_SUPPORT_AT = re.compile(
    r"\b(?:support|floor|cushion|bids?|buyers)\b(?:\s[\w'-]+){0,3}?\s(?:at|near|around|from|of|in|along|on|by)(?: "
    r"the| its| an?)?\s$"
)
_RESISTANCE_AT = re.compile(
    r"\b(?:resistances?|hurdles?|ceilings?|barriers?|sellers|supply)\b(?:\s[\w'-]+){0,3}?\s(?:at|near|around|from|of|in|"
    r"along|on|by)(?: the| its| an?)?\s$"
)
_DOWN_TO = re.compile(
    r"\b(?:declin|drop|fall|fell|slid|pull|retreat)\w*(?: back| down)? (?:to|towards?)(?: the| its)? $"
)
_UP_TO = re.compile(r"\b(?:climb|ris|rose|rall|recover|bounc)\w*(?: back| up)? (?:to|towards?)(?: the| its)? $")
# what the price did to the average itself outranks what it is called: "fell below its 50-day support"
_PLACED = re.compile(
    r"\b(?:(?P<up>above)|below|beneath|under)(?: (?:the|its|their|a|an|both|all|key|major|critical))*\s$"
)
# "the 50-day average stands above the price": the price is below it
_STANDS_OVER = re.compile(
    r"\W*(?:(?:\([^)]{1,12}\)|\[[^\]]{1,12}\]|and|,|line|lines|both|all|is|are|was|were|sits?|sat|stands?|stood|lies?|lay|"
    r"runs?|remains?|still|now|well|far|just|hovers?|hovering|positioned|placed|trending|moving|bare|the|"
    r"\d{1,3}[ -]?\w*|"
    r"[se]?mas?|dmas?) )*"
    r"(?P<way>above|over|below|under|beneath) (?:the |its )?(?:current |spot |market )?(?:price|candle)"
)
_CROSS_DOWN = re.compile(r"\b(?:cross\w* (?:below|under|beneath)|death cross|bearish cross\w*)\b")
_CROSS_UP = re.compile(r"\b(?:cross\w* (?:above|over)|golden cross|bullish cross\w*)\b")
_NAMED_BEHIND: tuple[tuple[re.Pattern[str], Direction], ...] = (
    (
        re.compile(
            r"\b(?:support|floor|held|cushion|safety net|(?:been|was|were|is) (?:overcome|reclaimed|surpassed|"
            r"broken|cleared|"
            r"recaptured|regained)\b)"
        ),
        "up",
    ),
    (re.compile(r"\b(?:resistance|hurdle|ceiling|barrier|capped|reject\w*|overhead)\b"), "down"),
)
_CONDITIONAL = re.compile(
    r"\b(?:if|would|could|may|might|will|should|once|unless|whether|about to|must|needs? to|ha(?:s|ve) to|"
    r"potential(?:ly)?|"
    r"likely|watch|pushing|(?:set|poised|ready|expected) to|on the verge of)\b"
)
_POSSIBLE_BREAK = re.compile(
    r"\b(?:an?|any|only|another)\s(?:[\w'()-]+\s){0,6}?(?:close|break|move|drop|fall|push|rally|rise|bounce|dip|"
    r"slide|decline)\b"
    r"|^\W*(?:keeping|holding|reclaiming|losing|breaking|clearing|closing|staying|failing|flipping|defending)\b"
)
_CONSEQUENCE = re.compile(
    r"[^;.]{0,60}?\b(?:ha(?:s|ve) (?:historically )?(?:signall?ed|marked|preceded|led)|would|could|may|might|"
    r"will|opens?|signals?|(?:is|are) (?:needed|required))\b"
)
_GLUED = re.compile(r"(?:\b1-(?P<unit>hour|h|day|d)[ -])?(?:[se]ma|ma|dma)[ -]?\(?(?P<count>\d{1,3})\)?$")
_IN_OTHER_WORDS = " ("
_OTHER_AVERAGE = re.compile(r"[^¤;.]{0,24}\bcross\w*[^¤;.]{0,24}")


@dataclass(frozen=True, slots=True)
class AverageReading:
    """A moving average in a sentence.

    Attributes:
        start: Offset within the sentence.
        end: One past its last character.
        direction: `up` when the price is above it (or the short one crosses above), `down` below.
        period_days: Its period in days, where it is given in hours, days, weeks or months.
        is_conditional: The sentence only supposes it.
    """

    start: int
    end: int
    direction: Direction | None
    period_days: float | None
    is_conditional: bool


def find_averages(sentence: str) -> Iterator[AverageReading]:
    """Find the moving averages of a sentence (in lower case), each with the side on which the price is.

    Two averages that cross are one statement.
    """
    pending: AverageReading | None = None
    for match in AVERAGE.finditer(sentence):
        reading = AverageReading(
            match.start(),
            match.end(),
            _side(sentence, *match.span()),
            _days(match.group()),
            _supposed(sentence, *match.span()),
        )
        if pending is not None and _OTHER_AVERAGE.fullmatch(sentence, pending.end, reading.start):
            between = _CONDITIONAL.search(sentence, pending.end, reading.start) is not None
            pending = replace(pending, end=reading.end, is_conditional=pending.is_conditional or between)
            continue
        if (
            pending is not None
            and sentence[pending.end : reading.start] == _IN_OTHER_WORDS
            and pending.period_days == reading.period_days
        ):
            continue  # "the 50-week exponential moving average (50-week EMA)"
        if pending is not None:
            yield pending
        pending = reading
    if pending is not None:
        yield pending


def _side(sentence: str, start: int, end: int) -> Direction | None:
    before, after = sentence[max(0, start - 90) : start], sentence[end : end + 70]
    crossing = before[-40:] + "\x00" + after[:40]
    if _CROSS_DOWN.search(crossing):
        return "down"
    if _CROSS_UP.search(crossing):
        return "up"
    placed = _PLACED.search(before)
    if placed:
        return "up" if placed["up"] else "down"
    over = _STANDS_OVER.match(sentence, end)
    if over:
        return "down" if over["way"] in ("above", "over") else "up"
    candidates: list[tuple[int, Direction]] = [(len(before) - m.end(), "up") for m in _ABOVE.finditer(before)]
    candidates += [(len(before) - m.end(), "down") for m in _BELOW.finditer(before)]
    if _SUPPORT_AT.search(before) or _DOWN_TO.search(before):
        return "up"
    if _RESISTANCE_AT.search(before) or _UP_TO.search(before):
        return "down"
    # "the 50-day MA as strong support": what the average is to the price
    near = re.split(r" and the |, while |; |\d{1,3}-day", after, maxsplit=1)[0]
    for pattern, side in _NAMED_BEHIND:
        named = pattern.search(near)
        if named:
            candidates.append((named.start(), side))
    return min(candidates, key=lambda pair: pair[0])[1] if candidates else None


def _days(name: str) -> float | None:
    glued = _GLUED.search(name)
    if glued:
        return float(glued["count"]) * {"h": 1 / 24, "w": 7.0}.get(
            name[0] if name[0] in "hw" else (glued["unit"] or "d")[0], 1.0
        )
    match = re.search(r"(\d{1,3})[ -]?(day|d\b|dma|week|w\b|wma|hour|h\b|month)?", name)
    if not match:
        return None
    return float(match[1]) * {"d": 1.0, "w": 7.0, "h": 1 / 24, "m": 30.0}[(match[2] or "day")[0]]


def _supposed(sentence: str, start: int, end: int) -> bool:
    cut = max(0, *(sentence.rfind(mark, 0, start) for mark in (";", ", and ", ", but ", ". ", " as ")))
    if _CONDITIONAL.search(sentence, cut, start):
        return True
    return _POSSIBLE_BREAK.search(sentence, cut, start) is not None and _CONSEQUENCE.match(sentence, end) is not None
