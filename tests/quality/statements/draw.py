"""Draws statements with the verdict that they deserve, measured on the tape by plain arithmetic."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from tests.quality.statements import tape as market
from tests.quality.statements.fresh import DAY_PARTS, FRESH, FRESH_SUPPOSED
from tests.quality.statements.tape import DAY, HOUR, START, Tape, day_of, hour_of
from tests.quality.statements.wordings import AFTER, BEFORE, SUPPOSED, WORDINGS, part_of

VERDICTS = ("confirmed", "near", "contradicted", "untestable")
NAMES = {"BTC": ("bitcoin", "BTC"), "ETH": ("ether", "Ethereum", "ETH"), "SOL": ("solana", "SOL"), "LTC": ("litecoin",)}
FIRST_DAY = 255
"""Statements are made from here on: long averages need history."""
MAX_TRIES = 4000
BEFORE_THE_SERIES = 57 * timedelta(weeks=1)
PRICE_KINDS = frozenset({"price_touched", "price_at", "percent_change", "extreme_since", "moving_average_cross"})
"""Kinds that an asset without a series can be stated in."""
WORDS = {
    "low": {"fell": ("fell", "slid", "dropped", "sank"), "fallen": ("fallen", "slid", "dropped"), "lowest": ("lowest",),
            "fall": ("fall", "drop", "slide"), "low": ("low",), "lost": ("lost", "shed"), "down": ("down",)},
    "high": {"fell": ("rose", "climbed", "jumped"), "fallen": ("risen", "climbed"), "lowest": ("highest",),
             "fall": ("rise", "climb", "jump"), "low": ("high",), "lost": ("gained", "added"), "down": ("up",)},
}  # fmt: skip
ORDINALS = (
    "", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """A statement in its article, and what it deserves.

    Attributes:
        part: Which wordings it comes from: `mended`, `held out` or `fresh`.
        way: Why it is undecidable: `gap`, `part` (a gap in the span), `no series`, `early`, `supposed`; else `plain`.
    """

    key: str
    kind: str
    deserves: str
    way: str
    part: str
    text: str
    published_at: datetime


@dataclass
class Draw:
    """One attempt: the moment, the coin, the side; the measures below add figures or give up."""

    tape: Tape
    rng: random.Random
    at: datetime
    coin: str
    side: str
    deserves: str
    template: str
    days_back: int

    @property
    def hour(self) -> int:
        return hour_of(self.at)

    @property
    def day(self) -> int:
        return day_of(self.at) - self.days_back

    @property
    def is_free(self) -> bool:
        """Whether the statement is to be undecidable, so that any figure will do."""
        return self.deserves == "untestable"

    def clear(self, first: datetime) -> bool:
        return self.is_free or not market.touches_gap(first, self.at)

    def pick(self, confirmed: float, near: float, contradicted: float) -> float:
        """Return the error to state, of either sign."""
        errors = {"confirmed": confirmed, "near": near, "contradicted": contradicted}
        wanted = self.deserves if not self.is_free else self.rng.choice(("confirmed", "contradicted"))
        return errors[wanted]


Measure = Callable[[Draw], dict[str, Any] | None]


def price_touched(draw: Draw) -> dict[str, Any] | None:
    ends = draw.tape.day_lows(draw.coin) if draw.side == "low" else draw.tape.day_highs(draw.coin)
    if not draw.clear(START + draw.day * DAY):
        return None
    hours = next((hours for word, hours in DAY_PARTS.items() if word in draw.template), None)
    series = draw.tape.low[draw.coin] if draw.side == "low" else -draw.tape.high[draw.coin]
    if hours is not None and int(series[24 * draw.day : 24 * draw.day + 24].argmin()) not in hours:
        return None
    away = -1 if draw.side == "low" else 1  # beyond the end of the move, where nothing traded
    return {"price": price(ends[draw.day] * (1 + away * draw.pick(0.002, 0.01, 0.06)))}


def price_at(draw: Draw) -> dict[str, Any] | None:
    if not draw.clear(draw.at - 30 * HOUR):
        return None
    error = draw.pick(0.003, 0.0135, 0.07) * draw.rng.choice((-1, 1))
    return {"price": price(draw.tape.close[draw.coin][draw.hour - 1] * (1 + error))}


def percent_change(draw: Draw) -> dict[str, Any] | None:
    window = _window(draw)
    closes = draw.tape.close[draw.coin]
    change = 100 * (closes[draw.hour - 1] / closes[draw.hour - 1 - window] - 1)
    if not draw.clear(draw.at - (window + 2) * HOUR) or abs(change) < 2:
        return None
    draw.side = "low" if change < 0 else "high"
    if draw.deserves == "contradicted" and draw.rng.random() < 0.5:
        draw.side = "high" if change < 0 else "low"
        return {"percent": f"{abs(change) + 1:.1f}%"}
    return {"percent": f"{abs(change) + draw.pick(0.3, 1.4, 7):.1f}%"}


def extreme_since(draw: Draw) -> dict[str, Any] | None:
    ends = draw.tape.day_lows(draw.coin) if draw.side == "low" else -draw.tape.day_highs(draw.coin)
    day = draw.day
    before = np.nonzero(ends[:day] <= ends[day])[0]
    if draw.is_free:
        days = draw.rng.randint(20, 90)
    elif len(before) == 0 or day - before[-1] < 20:
        return None
    else:
        days = int(day - before[-1])
        days = {"confirmed": days, "near": round(days * 0.88), "contradicted": round(days * 2.2)}[draw.deserves]
        if day - days < 3 or not draw.clear(START + (day - max(days, day - int(before[-1])) - 2) * DAY):
            return None
    number, unit = _extent(days)
    since = market.date_of(day - days)
    return {"extent": f"{number}-{unit}", "span": f"{number} {unit}s", "since": f"{since:%B} {since.day}, {since.year}"}


def moving_average_cross(draw: Draw) -> dict[str, Any] | None:
    period = draw.rng.choice((20, 50, 100, 200))
    if not draw.clear(draw.at - (period + 2) * DAY):
        return None
    n = draw.hour // 24
    average = draw.tape.day_closes(draw.coin)[n - period : n].mean()
    last = draw.tape.close[draw.coin][draw.hour - 24 : draw.hour]
    gap = last.min() / average - 1 if draw.side == "low" else 1 - last.max() / average
    fits = {"confirmed": gap < -0.005, "near": 0.001 < gap < 0.009, "contradicted": gap > 0.02, "untestable": True}
    return {"average": f"{period}-day"} if fits[draw.deserves] else None


def liquidation_total(draw: Draw) -> dict[str, Any] | None:
    if not draw.clear(draw.at - 30 * HOUR):
        return None
    bars = draw.tape.liquidations[draw.hour // 4 - 6 : draw.hour // 4]
    side, words = draw.rng.choice((("both", "leveraged positions"), ("long", "long positions"), ("short", "shorts")))
    total = {"both": bars.sum(), "long": bars[:, 0].sum(), "short": bars[:, 1].sum()}[side]
    return {"sum": money(total * (1 + draw.pick(0.02, 0.1, 1.4))), "positions": words}


def funding_sign(draw: Draw) -> dict[str, Any] | None:
    if not draw.clear(draw.at - 8 * DAY):
        return None
    rates = draw.tape.funding[draw.hour // 8 - 21 : draw.hour // 8]
    sign = draw.rng.choice((1, -1))
    other = (rates * sign <= 0).mean() if len(rates) else 0
    fits = {"confirmed": other <= 0.25, "near": 0.36 < other < 0.47, "contradicted": other > 0.6, "untestable": True}
    return {"positive": "positive" if sign > 0 else "negative"} if fits[draw.deserves] else None


def open_interest_rank(draw: Draw) -> dict[str, Any] | None:
    values, day = draw.tape.interest, day_of(draw.at)
    if not draw.clear(draw.at - 8 * DAY):
        return None
    week = values[day - 6 : day + 1]
    past = [value for n, value in enumerate(values[: day - 6]) if not market.in_gap(START + n * DAY)]
    record, best = (max(past), week.max()) if draw.side == "high" else (min(past), week.min())
    is_near = abs(best / record - 1) < 0.13
    if draw.side == "high":
        distance = 1 - np.mean([value < week.max() for value in past])
    else:
        distance = np.mean([value < week.min() for value in past])
    fits = {
        "confirmed": distance < 0.07,
        "near": 0.13 < distance < 0.18,
        "contradicted": distance > 0.3 and not is_near,
        "untestable": True,
    }
    names = ("an all-time high", "record highs") if draw.side == "high" else ("an all-time low", "record lows")
    return {"record": draw.rng.choice(names)} if fits[draw.deserves] else None


def fear_greed_zone(draw: Draw) -> dict[str, Any] | None:
    day = day_of(draw.at)
    near_days = draw.tape.fear[day : day + 1] if "today" in draw.template else draw.tape.fear[day - 1 : day + 1]
    if not draw.clear(draw.at - 3 * DAY):
        return None
    stated = draw.rng.randint(5, 95)
    if "{zone}" in draw.template:
        zone = draw.rng.choice([zone for _, zone in market.ZONES])
        bounds = [(0, 25), (26, 46), (47, 54), (55, 75), (76, 100)][[name for _, name in market.ZONES].index(zone)]
        distance = min(max(0, bounds[0] - value, value - bounds[1]) for value in near_days)
    else:
        zone, distance = "", min(abs(stated - value) for value in near_days)
    fits = {"confirmed": distance == 0, "near": 1 <= distance <= 3, "contradicted": distance > 6, "untestable": True}
    return {"value": str(stated), "zone": zone} if fits[draw.deserves] else None


def etf_flow_streak(draw: Draw) -> dict[str, Any] | None:
    if not draw.clear(draw.at - 30 * DAY):
        return None
    days = [n for n in range(day_of(draw.at) - 40, day_of(draw.at) + 1) if (START + n * DAY).weekday() < 5]
    signs = [np.sign(draw.tape.flows[n]) for n in days]
    sign = draw.rng.choice((1, -1))
    longest = max(_run(signs, sign), _run(signs[:-1], sign))
    if draw.is_free:
        stated = draw.rng.randint(2, 9)
    elif draw.deserves == "contradicted":
        stated = longest + draw.rng.randint(3, 5)
    else:
        stated = longest + (draw.deserves == "near")
    if not 2 <= stated <= 12 or (draw.deserves != "contradicted" and not draw.is_free and longest < 2):
        return None
    return {"n": str(stated), "nth": ORDINALS[stated], "outflows": "inflows" if sign > 0 else "outflows"}


def relative_move(draw: Draw) -> dict[str, Any] | None:
    other = draw.rng.choice([coin for coin in market.COINS if coin != draw.coin])
    last, window = (24 * (draw.day + 1), 24) if "on_day}" in draw.template.lower() else (draw.hour, _window(draw))
    if not draw.clear(START + (last - window - 2) * HOUR):
        return None
    own = draw.coin if draw.coin in market.COINS else "BTC"
    first, second = (
        100 * (draw.tape.close[coin][last - 1] / draw.tape.close[coin][last - 1 - window] - 1) for coin in (own, other)
    )
    is_better = draw.rng.random() < 0.5
    lead = first - second if is_better else second - first
    fits = {"confirmed": lead > 0.3, "near": -0.4 < lead < -0.08, "contradicted": lead < -0.9, "untestable": True}
    words = {
        "beat": draw.rng.choice(("outperformed", "outpaced")), "beaten": "outperformed", "did_better": "did better",
    } if is_better else {
        "beat": draw.rng.choice(("underperformed", "lagged", "trailed")), "beaten": "lagged",
        "did_better": "fared worse",
    }  # fmt: skip
    return {**words, "other": draw.rng.choice(NAMES[other])} if fits[draw.deserves] else None


MEASURES: dict[str, Measure] = {
    measure.__name__: measure
    for measure in (
        price_touched, price_at, percent_change, extreme_since, moving_average_cross, liquidation_total, funding_sign,
        open_interest_rank, fear_greed_zone, etf_flow_streak, relative_move,
    )
}  # fmt: skip


def draw_statements(tape: Tape, *, seed: int, per_wording: int) -> list[Statement]:
    """Draw `per_wording` statements for each wording and verdict, and each supposed one besides."""
    rng = random.Random(seed)
    drawn = []
    for kind, part, template, deserves in [
        *_cases(WORDINGS, SUPPOSED, per_wording, part_of),
        *_cases(FRESH, FRESH_SUPPOSED, per_wording, lambda _: "fresh"),
    ]:
        statement = _draw(tape, rng, kind, template, deserves, key=f"s{len(drawn)}", part=part)
        if statement is not None:
            drawn.append(statement)
    return drawn


def _cases(
    stated: Mapping[str, Sequence[str]],
    supposed: Mapping[str, Sequence[str]],
    per_wording: int,
    part: Callable[[int], str],
) -> Iterator[tuple[str, str, str, str]]:
    """Yield kind, part, wording and deserved verdict."""
    for kind, templates in stated.items():
        cases = [(n, template, deserves) for n, template in enumerate(templates) for deserves in VERDICTS]
        cases += [(n, template, "supposed") for n, template in enumerate(supposed[kind])]
        for n, template, deserves in cases * per_wording:
            yield kind, part(n), template, deserves


def _draw(
    tape: Tape, rng: random.Random, kind: str, template: str, deserves: str, *, key: str, part: str
) -> Statement | None:
    way = "supposed" if deserves == "supposed" else "plain"
    if deserves == "untestable":
        way = rng.choice(("gap", "gap", "early", "no series") if kind in PRICE_KINDS else ("gap", "early"))
        if kind == "price_touched" and rng.random() < 0.4:
            way = "part"
    for _ in range(MAX_TRIES):
        at, days_back = _moment(rng, way)
        draw = Draw(
            tape=tape, rng=rng, at=at, coin=rng.choice(tuple(market.COINS)), side=rng.choice(("low", "high")),
            deserves="untestable" if way != "plain" else deserves, template=template, days_back=days_back,
        )  # fmt: skip
        if way == "part":  # a false low in a day of which nine hours are missing
            draw.deserves = "contradicted"
            draw.clear = lambda _first: True  # type: ignore[method-assign]
        figures = MEASURES[kind](draw)
        if figures is not None:
            coin = market.NO_SERIES if way == "no series" else draw.coin
            text = _render(rng, template, coin, draw, figures)
            wanted = "untestable" if way != "plain" else deserves
            published_at = draw.at - BEFORE_THE_SERIES if way == "early" else draw.at
            return Statement(key, kind, wanted, way, part, text, published_at)
    return None


def _moment(rng: random.Random, way: str) -> tuple[datetime, int]:
    """Return a publication, and how many days before it the dated day lies."""
    if way == "gap":
        first, _ = rng.choice(market.GAPS)
        return first + 8 * DAY + rng.randrange(3) * 4 * HOUR + 3 * HOUR, rng.randint(1, 5)
    if way == "part":
        _, last = rng.choice(market.GAPS)
        return last + 2 * DAY + 3 * HOUR, 2
    days_back = rng.randint(1, 5)
    if way == "early":
        return START + rng.randint(260, 380) * DAY + 4 * rng.randrange(6) * HOUR, days_back
    hours = rng.randrange(24 * FIRST_DAY, market.HOURS - 100)
    return START + (hours - hours % 4 + 4 * (hours % 24 < 4)) * HOUR, days_back  # at midnight "today" has no hour yet


def _render(rng: random.Random, template: str, coin: str, draw: Draw, figures: dict[str, Any]) -> str:
    day = draw.at - draw.days_back * DAY
    on_day = f"on {day:%A}" if rng.random() < 0.6 else f"on {day:%B} {day.day}"
    name = rng.choice(NAMES[coin])
    words = {word: rng.choice(choices) for word, choices in WORDS[draw.side].items()}
    words |= {"coin": name, "on_day": on_day, "broke": "broke", "below": "below" if draw.side == "low" else "above"}
    words |= figures
    words |= {key[0].upper() + key[1:]: value[:1].upper() + value[1:] for key, value in words.items()}
    body = rng.choice(BEFORE) + template.format(**words) + rng.choice(AFTER)
    return f"What the desks were talking about\n\n{body}\n"


def price(value: float) -> str:
    return f"${value:,.0f}" if value >= 1000 else f"${value:,.2f}"


def money(value: float) -> str:
    return f"${value / 1e9:.2f} billion" if value >= 1e9 else f"${value / 1e6:.1f} million"


def _window(draw: Draw) -> int:
    return 168 if "seven" in draw.template or "week" in draw.template else 24


def _extent(days: int) -> tuple[int, str]:
    """Say a number of days in the coarsest unit that keeps it within three percent."""
    for length, unit in ((30.44, "month"), (7, "week")):
        number = round(days / length)
        if number >= 2 and abs(number * length / days - 1) < 0.03:
            return number, unit
    return days, "day"


def _run(signs: list[float], sign: int) -> int:
    length = 0
    for found in reversed(signs):
        if found != sign:
            break
        length += 1
    return length
