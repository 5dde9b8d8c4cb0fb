"""A simulated market whose every value is at hand: what a statement deserves is measured here, apart from the SQL."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import numpy as np

from tests.warehouse import factories as make

START = datetime(2023, 1, 1, tzinfo=UTC)
DAYS = 640
HOURS = 24 * DAYS
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
COINS = {"BTC": 42000.0, "ETH": 2600.0, "SOL": 120.0}
NO_SERIES = "LTC"
GAPS = tuple((START + day * DAY + 9 * HOUR, START + (day + 9) * DAY + 9 * HOUR) for day in (390, 470, 560))
"""Cut out of every series: nothing that happened here can be decided."""
ZONES = ((25, "Extreme Fear"), (46, "Fear"), (54, "Neutral"), (75, "Greed"), (100, "Extreme Greed"))


@dataclass
class Tape:
    """Hours count from `START`, days too; index `i` is the bar that opens then.

    Prices are arrays per ticker, liquidations bars of four hours (long, short), funding every eight hours; open
    interest, Fear & Greed and flows by day.
    """

    open: dict[str, np.ndarray] = field(default_factory=dict)
    low: dict[str, np.ndarray] = field(default_factory=dict)
    high: dict[str, np.ndarray] = field(default_factory=dict)
    close: dict[str, np.ndarray] = field(default_factory=dict)
    liquidations: np.ndarray = field(default_factory=lambda: np.zeros(0))
    funding: np.ndarray = field(default_factory=lambda: np.zeros(0))
    interest: np.ndarray = field(default_factory=lambda: np.zeros(0))
    fear: np.ndarray = field(default_factory=lambda: np.zeros(0, int))
    flows: np.ndarray = field(default_factory=lambda: np.zeros(0))

    def day_lows(self, ticker: str) -> np.ndarray:
        return self.low[ticker].reshape(-1, 24).min(axis=1)

    def day_highs(self, ticker: str) -> np.ndarray:
        return self.high[ticker].reshape(-1, 24).max(axis=1)

    def day_closes(self, ticker: str) -> np.ndarray:
        return self.close[ticker][23::24]

    def rows(self) -> list:
        """Every row with the gaps cut out, as the warehouse stores it."""
        rows = [row for ticker in COINS for row in self._candles(ticker)]
        for bar, (long_usd, short_usd) in enumerate(self.liquidations):
            rows.append(make.liquidation(START + 4 * bar * HOUR, long_usd, short_usd, hours=4, venue="all"))
        rows += [make.funding(START + (8 * n + 8) * HOUR, rate) for n, rate in enumerate(self.funding)]
        for day, (usd, fear, flow) in enumerate(zip(self.interest, self.fear, self.flows, strict=True)):
            at = START + day * DAY
            rows.append(make.open_interest(at, usd))
            rows.append(make.fear_greed(at.date(), int(fear), zone_of(int(fear))))
            if at.weekday() < 5:
                rows.append(make.etf_flow(at.date(), flow))
        return [row for row in rows if not in_gap(_time(row))]

    def _candles(self, ticker: str):
        columns = self.open[ticker], self.high[ticker], self.low[ticker], self.close[ticker]
        series = {"ticker": ticker, "symbol": f"{ticker}-USDT"}
        for hour, (first, high, low, last) in enumerate(zip(*columns, strict=True)):
            values = {name: round(float(value), 4) for name, value in (("open", first), ("high", high), ("low", low))}
            yield make.candle(START + hour * HOUR, round(float(last), 4), **values, **series)


def simulate(seed: int) -> Tape:
    """Draw a market; the same seed gives the same one."""
    rng = np.random.default_rng(seed)
    tape = Tape()
    market = rng.standard_t(4, HOURS) * 0.0035 + 0.0002 * np.sin(np.arange(HOURS) / 1900)
    for ticker, price in COINS.items():
        own = rng.standard_t(4, HOURS) * (0.001 if ticker == "BTC" else 0.0035)
        close = price * np.exp(np.cumsum(np.clip(market + own, -0.05, 0.05)) * 0.8)
        tape.open[ticker] = np.concatenate([[price], close[:-1]])
        tape.close[ticker] = close
        wick = np.abs(rng.normal(0, 0.0015, (2, HOURS)))
        tape.low[ticker] = np.minimum(tape.open[ticker], close) * (1 - wick[0])
        tape.high[ticker] = np.maximum(tape.open[ticker], close) * (1 + wick[1])
    tape.liquidations = rng.lognormal(16.5, 0.8, (HOURS // 4, 2))
    regime = np.repeat(rng.choice([-1, 1, 0], DAYS // 16, p=[0.35, 0.4, 0.25]), 48)
    tape.funding = 0.0001 * regime + rng.normal(0, 0.00006, len(regime))
    tape.interest = 2e10 * np.exp(np.cumsum(rng.normal(0.0005, 0.02, DAYS)))
    tape.fear = np.clip(50 + 38 * np.sin(np.arange(DAYS) / 17) + rng.normal(0, 3, DAYS), 5, 95).round().astype(int)
    signs = np.repeat(rng.choice([-1, 1], DAYS), rng.integers(1, 10, DAYS))[:DAYS]
    tape.flows = signs * rng.lognormal(18.5, 0.7, DAYS)
    return tape


def zone_of(value: int) -> str:
    return next(zone for bound, zone in ZONES if value <= bound)


def in_gap(at: datetime) -> bool:
    return any(first <= at < last for first, last in GAPS)


def touches_gap(first: datetime, last: datetime) -> bool:
    return any(gap_first < last and first < gap_last for gap_first, gap_last in GAPS)


def day_of(at: datetime) -> int:
    return (at - START) // DAY


def hour_of(at: datetime) -> int:
    return (at - START) // HOUR


def date_of(day: int) -> date:
    return (START + day * DAY).date()


def _time(row) -> datetime:
    for name in ("open_time", "observed_at"):
        if hasattr(row, name):
            return getattr(row, name)
    day = getattr(row, "observed_date", None) or row.flow_date
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
