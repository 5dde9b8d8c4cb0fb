"""Random series through waypoints: the arithmetic behind the simulated market.

Pure functions on arrays; what the waypoints are stands in `flows.sample.story`, which files come of it in
`flows.sample.market`.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from flows.sample.story import Waypoints

Floats = NDArray[np.float64]
Instants = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Candles of one symbol, in order.

    Shape: every array is (n,). Units: prices in USD, volume in units of the base.
    """

    open_time: Instants
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats


def instants(first: datetime, last: datetime, *, hours: int) -> Instants:
    """Return the instants from `first` up to and without `last`, every `hours` hours."""
    step = np.timedelta64(hours, "h")
    return np.arange(_instant(first), _instant(last), step).astype("datetime64[s]")


def through(waypoints: Waypoints, at: Instants, noise: Floats) -> Floats:
    """Lead a series through its waypoints.

    Linear between them, plus `noise` less its own line between them: on a waypoint the value is exact, and a random
    walk becomes a bridge from each to the next.

    Args:
        waypoints: Instants and values; an instant between two of `at` still pins the line there.
        at: Instants of the series, in order.
        noise: One value for each of `at`, in the unit of the values.
    """
    hours = _hours(at)
    pins = _hours(np.array([np.datetime64(instant, "s") for instant, _ in waypoints]))
    line = np.interp(hours, pins, np.array([value for _, value in waypoints], dtype=np.float64))
    return line + noise - np.interp(hours, pins, np.interp(pins, hours, noise))


def price_path(waypoints: Waypoints, at: Instants, steps: Floats, *, bound: float) -> Floats:
    """Return prices at the instants.

    Args:
        waypoints: Instants and prices.
        at: Instants of the path.
        steps: Standard deviation times a normal draw for each of `at`: the unbound walk's log returns.
        bound: How far, as a log return, the path may stray from the straight line between two waypoints.
    """
    logs = tuple((instant, float(np.log(value))) for instant, value in waypoints)
    line = through(logs, at, np.zeros(len(at)))
    strayed = through(logs, at, np.cumsum(steps)) - line
    return np.asarray(np.round(np.exp(line + bound * np.tanh(strayed / bound)), 2))


def hourly_bars(
    path: Floats, at: Instants, wicks: Floats, volume: Floats, *, lows: Waypoints, highs: Waypoints
) -> Bars:
    """Make hourly candles of a path.

    Args:
        path: Prices at the n + 1 full hours, shape (n + 1,).
        at: Those hours.
        wicks: How far high and low reach beyond open and close, as fractions, shape (2, n).
        volume: Volume of each hour, shape (n,).
        lows: Exact lows of the candles that open at these hours.
        highs: Exact highs.
    """
    opened, closed = path[:-1], path[1:]
    high = np.round(np.maximum(opened, closed) * (1 + wicks[0]), 2)
    low = np.round(np.minimum(opened, closed) * (1 - wicks[1]), 2)
    for instant, value in lows:
        low[np.searchsorted(at, np.datetime64(instant, "s"))] = value
    for instant, value in highs:
        high[np.searchsorted(at, np.datetime64(instant, "s"))] = value
    return Bars(open_time=at[:-1], open=opened, high=high, low=low, close=closed, volume=np.round(volume, 3))


def aggregate(bars: Bars, *, n: int) -> Bars:
    """Join every `n` candles into one; their number must be a multiple of `n`."""

    def grouped(values: Floats) -> Floats:
        return values.reshape(-1, n)

    return Bars(
        open_time=bars.open_time[::n],
        open=bars.open[::n],
        high=grouped(bars.high).max(axis=1),
        low=grouped(bars.low).min(axis=1),
        close=bars.close[n - 1 :: n],
        volume=np.round(grouped(bars.volume).sum(axis=1), 3),
    )


def last_bars(bars: Bars, n: int) -> Bars:
    """Return the last `n` candles."""
    return Bars(**{name: getattr(bars, name)[-n:] for name in Bars.__dataclass_fields__})


def session_bars(closes: Floats, days: Instants, gaps: Floats, wicks: Floats, volume: Floats) -> Bars:
    """Make daily candles of a stock from its closes.

    Args:
        closes: Close of each session, shape (n,).
        days: Midnights of the session days.
        gaps: Which share of the day's move has happened by the opening, 0..1.
        wicks: As in `hourly_bars`.
        volume: Shares.
    """
    before = np.concatenate([closes[:1], closes[:-1]])
    opened = np.round(before * (closes / before) ** gaps, 2)
    return Bars(
        open_time=days,
        open=opened,
        high=np.round(np.maximum(opened, closes) * (1 + wicks[0]), 2),
        low=np.round(np.minimum(opened, closes) * (1 - wicks[1]), 2),
        close=closes,
        volume=np.round(volume),
    )


def weekdays(at: Instants) -> Instants:
    """Return those of the days that are no Saturday and no Sunday."""
    return at[np.is_busday(at.astype("datetime64[D]"))]


def _instant(moment: datetime) -> np.datetime64:
    return np.datetime64(moment.replace(tzinfo=None), "s")


def _hours(at: Instants) -> Floats:
    return at.astype("datetime64[s]").astype(np.int64) / 3600.0
