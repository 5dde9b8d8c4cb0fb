"""The simulated market as CSV files, in the layout that `configs/sample/markets.toml` declares.

Instants are ISO 8601 in UTC, money is USD, and the column `source` says `simulated` in every row. Columns:

- `<coin>_1d.csv`, `<coin>_1h.csv`: open_time, open, high, low, close, volume, source
- `<stock>_1d.csv`: session_date (sessions run from 14:30 to 21:00 UTC), open, high, low, close, volume, source
- `<coin>_funding_8h.csv`: observed_at, funding_rate (fraction for eight hours), source
- `<coin>_open_interest_4h.csv`: observed_at, open_interest_usd, source
- `<coin>_liquidations_4h.csv`: open_time, long_usd, short_usd, source
- `fear_greed.csv`: observed_date, value (0..100), source
- `etf_flows.csv`: flow_date, fund (TOTAL for all), flow_usd, source
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
from numpy.random import Generator

from flows.sample.series import (
    Bars,
    Floats,
    Instants,
    aggregate,
    hourly_bars,
    instants,
    last_bars,
    price_path,
    session_bars,
    through,
    weekdays,
)
from flows.sample.story import (
    COINS,
    ETF_FIRST_DAY,
    ETF_TOTALS,
    FEAR_GREED,
    FIRST_DAY,
    FUNDING,
    FUNDS,
    HIGHS,
    LAST_DAY,
    LIQUIDATIONS,
    LOWS,
    OPEN_INTEREST,
    PRICES,
    STOCK_CLOSES,
    STOCKS,
)

SOURCE = "simulated"
HOURLY_DAYS = 120
"""Hourly candles are written for this many last days; the daily ones before come of hourly ones too."""

_END = LAST_DAY + timedelta(days=1)
_HOURLY_VOLATILITY = {"BTC": 0.003, "ETH": 0.0038, "SOL": 0.0055}
_BOUND = {"BTC": 0.035, "ETH": 0.06, "SOL": 0.09}
_HOURLY_VOLUME = {"BTC": 700.0, "ETH": 9_000.0, "SOL": 90_000.0}
_SHARE = {"BTC": 1.0, "ETH": 0.45, "SOL": 0.2}
"""Open interest and liquidations of a coin, relative to those of BTC."""
_FUNDING_MULTIPLE = {"BTC": 1.0, "ETH": 0.9, "SOL": 1.3}
_MILLION = 1e6
_QUIET_BAR_USD = 2.2e6
"""Median liquidations of one side in four quiet hours of BTC."""
_BUSIEST_BAR_USD = 40e6
"""No bar outside the script is busier, so that the climax is the record."""


def write_sample_market(folder: Path, *, seed: int) -> list[Path]:
    """Write every series of the simulated market and return the files.

    Args:
        folder: Made if it is missing; files in it are replaced.
        seed: Drives all randomness; the same seed gives the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    files: list[Path] = []
    common = rng.standard_normal(len(_hours()))
    for coin in COINS:
        bars = _coin_bars(coin, common, rng)
        name = coin.lower()
        files.append(_write_bars(folder / f"{name}_1d.csv", aggregate(bars, n=24)))
        files.append(_write_bars(folder / f"{name}_1h.csv", last_bars(bars, HOURLY_DAYS * 24)))
        files.append(_write_funding(folder / f"{name}_funding_8h.csv", coin, rng))
        files.append(_write_open_interest(folder / f"{name}_open_interest_4h.csv", coin, rng))
        files.append(_write_liquidations(folder / f"{name}_liquidations_4h.csv", coin, aggregate(bars, n=4), rng))
    for stock in STOCKS:
        bars = _stock_bars(stock, rng)
        files.append(_write_bars(folder / f"{stock.lower()}_1d.csv", bars, ("session_date", _dates(bars.open_time))))
    files.append(_write_fear_greed(folder / "fear_greed.csv", rng))
    files.append(_write_etf_flows(folder / "etf_flows.csv", rng))
    return files


def _hours() -> Instants:
    return instants(FIRST_DAY, _END + timedelta(hours=1), hours=1)


def _coin_bars(coin: str, common: Floats, rng: Generator) -> Bars:
    """Draw a coin's hourly candles; the coins share most of their noise."""
    at = _hours()
    own = rng.standard_normal(len(at))
    steps = _HOURLY_VOLATILITY[coin] * (common if coin == "BTC" else 0.8 * common + 0.6 * own)
    path = price_path(PRICES[coin], at, steps, bound=_BOUND[coin])
    moves = np.abs(np.diff(np.log(path)))
    wicks = np.minimum(np.abs(rng.normal(0, 0.0012, (2, len(moves)))), 0.004)
    volume = _HOURLY_VOLUME[coin] * (1 + 150 * moves) * rng.lognormal(0, 0.3, len(moves))
    return hourly_bars(path, at, wicks, volume, lows=LOWS[coin], highs=HIGHS[coin])


def _stock_bars(stock: str, rng: Generator) -> Bars:
    days = weekdays(instants(FIRST_DAY, _END, hours=24))
    n = len(days)
    closes = price_path(STOCK_CLOSES[stock], days, 0.028 * rng.standard_normal(n), bound=0.12)
    wicks = np.minimum(np.abs(rng.normal(0, 0.008, (2, n))), 0.03)
    return session_bars(closes, days, rng.uniform(0.3, 0.8, n), wicks, 8e6 * rng.lognormal(0, 0.3, n))


def _write_funding(path: Path, coin: str, rng: Generator) -> Path:
    at = instants(FIRST_DAY, _END, hours=8)
    noise = rng.uniform(-0.004, 0.004, len(at))
    rates = through(FUNDING, at, noise) * _FUNDING_MULTIPLE[coin] / 100
    rows = zip(_stamps(at), _numbers(rates, 8), strict=True)
    return _write(path, ["observed_at", "funding_rate"], rows)


def _write_open_interest(path: Path, coin: str, rng: Generator) -> Path:
    at = instants(FIRST_DAY, _END, hours=4)
    noise = rng.uniform(-0.06, 0.06, len(at))
    billions = through(OPEN_INTEREST, at, noise) * _SHARE[coin]
    rows = zip(_stamps(at), _numbers(billions * 1e9, 0), strict=True)
    return _write(path, ["observed_at", "open_interest_usd"], rows)


def _write_liquidations(path: Path, coin: str, bars: Bars, rng: Generator) -> Path:
    """Draw liquidations that grow with the move against them; the scripted bars are as they are told."""
    moves = np.log(bars.close / bars.open)
    scale = _QUIET_BAR_USD * _SHARE[coin] * rng.lognormal(0, 0.6, (2, len(moves)))
    against = 1 + 120 * np.stack([np.maximum(-moves, 0), np.maximum(moves, 0)])
    amounts = np.minimum(scale * against, _BUSIEST_BAR_USD * _SHARE[coin])
    for instant, *scripted in LIQUIDATIONS[coin]:
        amounts[:, np.searchsorted(bars.open_time, np.datetime64(instant, "s"))] = np.array(scripted) * _MILLION
    columns = [_stamps(bars.open_time), _numbers(amounts[0], 0), _numbers(amounts[1], 0)]
    return _write(path, ["open_time", "long_usd", "short_usd"], zip(*columns, strict=True))


def _write_fear_greed(path: Path, rng: Generator) -> Path:
    days = instants(FIRST_DAY, _END, hours=24)
    values = through(FEAR_GREED, days, rng.uniform(-2.0, 2.0, len(days)))
    return _write(path, ["observed_date", "value"], zip(_dates(days), _numbers(values, 0), strict=True))


def _write_etf_flows(path: Path, rng: Generator) -> Path:
    """Draw the flows of the funds; they add up to the total."""
    days = weekdays(instants(ETF_FIRST_DAY, _END, hours=24))
    totals = np.clip(rng.normal(45, 160, len(days)), -420, 620).round(1)
    for instant, scripted in ETF_TOTALS:
        totals[np.searchsorted(days, np.datetime64(instant, "s"))] = scripted
    first = (totals * rng.uniform(0.4, 0.5, len(days))).round(1)
    second = (totals * rng.uniform(0.25, 0.35, len(days))).round(1)
    flows = np.stack([totals, first, second, totals - first - second]) * _MILLION
    rows = [
        (date, fund, flow)
        for date, of_day in zip(_dates(days), flows.T, strict=True)
        for fund, flow in zip(("TOTAL", *FUNDS), _numbers(of_day, 0), strict=True)
    ]
    return _write(path, ["flow_date", "fund", "flow_usd"], rows)


def _write_bars(path: Path, bars: Bars, time: tuple[str, list[str]] | None = None) -> Path:
    name, times = time or ("open_time", _stamps(bars.open_time))
    prices = [_numbers(values, 2) for values in (bars.open, bars.high, bars.low, bars.close)]
    columns = [times, *prices, _numbers(bars.volume, 3)]
    return _write(path, [name, "open", "high", "low", "close", "volume"], zip(*columns, strict=True))


def _write(path: Path, names: Sequence[str], rows: Iterable[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*names, "source"])
        writer.writerows((*row, SOURCE) for row in rows)
    return path


def _stamps(at: Instants) -> list[str]:
    return [f"{text}Z" for text in np.datetime_as_string(at.astype("datetime64[s]"))]


def _dates(at: Instants) -> list[str]:
    return list(np.datetime_as_string(at.astype("datetime64[D]")))


def _numbers(values: Floats, digits: int) -> list[str]:
    return [f"{value:.{digits}f}" for value in values.tolist()]
