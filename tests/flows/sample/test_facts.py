"""Every listed statement of the sample's articles, held against the generated market with a few lines of arithmetic."""

import csv
import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.sample.articles import load_articles
from flows.sample.install import SAMPLE_SEED, articles_folder
from flows.sample.market import write_sample_market
from flows.settings import load_settings, packaged_configs

FACTS = tomllib.loads((packaged_configs() / "sample" / "facts.toml").read_text(encoding="utf-8"))["facts"]
TOLERANCES = load_settings(packaged_configs() / "sample").claims.tolerances
EXTREME_FEAR_TOP = 25
PLAIN_TOLERANCES_BPS = {"etf_flow": (1, 50), "etf_flow_total": (100, 300), "moving_average": (50, 100)}
"""Confirmed and near, for statements of no claim kind."""


class Tape:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hours = {coin: self.read(f"{coin.lower()}_1h.csv") for coin in ("BTC", "ETH", "SOL")}
        self.days = {name: self.read(f"{name.lower()}_1d.csv") for name in ("BTC", "ETH", "SOL", "COIN", "MSTR")}

    def read(self, name: str) -> dict[datetime, dict[str, Any]]:
        with (self.folder / name).open() as file:
            rows = list(csv.DictReader(file))
        time = next(iter(rows[0]))
        return {
            datetime.fromisoformat(row[time]): {
                key: float(value) for key, value in row.items() if key not in (time, "source", "fund")
            }
            for row in rows
            if row.get("fund", "TOTAL") == "TOTAL"
        }

    def close(self, ticker: str, at: datetime) -> float:
        return self.hours[ticker][at - timedelta(hours=1)]["close"]

    def session(self, ticker: str, day: date) -> tuple[float, float]:
        """Close of the day before, and of the day."""
        closes = [(at.date(), row["close"]) for at, row in sorted(self.days[ticker].items())]
        index = [at for at, _ in closes].index(day)
        return closes[index - 1][1], closes[index][1]

    def average(self, ticker: str, day: date) -> float:
        closes = [row["close"] for at, row in sorted(self.days[ticker].items()) if at.date() <= day]
        return sum(closes[-200:]) / 200

    def flows(self, until: date) -> list[tuple[date, float]]:
        rows = sorted(self.read("etf_flows.csv").items())
        return [(at.date(), row["flow_usd"] / 1e6) for at, row in rows if at.date() <= until]

    def index(self) -> dict[date, float]:
        return {at.date(): row["value"] for at, row in self.read("fear_greed.csv").items()}


@pytest.fixture(scope="module")
def tape(tmp_path_factory):
    folder = tmp_path_factory.mktemp("market")
    write_sample_market(folder, seed=SAMPLE_SEED)
    return Tape(folder)


def _relative_error(stated: float, measured: float) -> float:
    return abs(measured - stated) / abs(stated) * 10_000


def price_at(tape, fact):
    return _relative_error(fact["stated"], tape.close(fact["ticker"], fact["at"]))


def price_above(tape, fact):
    return max(0.0, fact["stated"] - tape.close(fact["ticker"], fact["at"])) / fact["stated"] * 10_000


def price_touched(tape, fact):
    if fact["start"] in tape.hours[fact["ticker"]]:
        candles, step = tape.hours[fact["ticker"]], timedelta(hours=1)
    else:
        candles, step = (
            {at.replace(tzinfo=fact["start"].tzinfo): c for at, c in tape.days[fact["ticker"]].items()},
            (timedelta(days=1)),
        )
    inside = [c for at, c in candles.items() if fact["start"] <= at and at + step <= fact["end"]]
    side = fact["side"]
    measured = min(c["low"] for c in inside) if side == "low" else max(c["high"] for c in inside)
    return _relative_error(fact["stated"], measured)


def percent_change(tape, fact):
    start, end = tape.close(fact["ticker"], fact["start"]), tape.close(fact["ticker"], fact["end"])
    return abs((end / start - 1) * 100 - fact["stated"]) * 100


def session_change(tape, fact):
    before, close = tape.session(fact["ticker"], fact["date"])
    return abs((close / before - 1) * 100 - fact["stated"]) * 100


def extreme_since(tape, fact):
    days = {at.date(): candle["low"] for at, candle in tape.days[fact["ticker"]].items()}
    low = days[fact["date"]]
    last_lower = max(day for day, value in days.items() if day < fact["date"] and value <= low)
    return _relative_error(fact["stated"], (fact["date"] - last_lower).days)


def moving_average(tape, fact):
    return _relative_error(fact["stated"], tape.average(fact["ticker"], fact["date"]))


def moving_average_cross(tape, fact):
    before, close = tape.session(fact["ticker"], fact["date"])
    was_above = before > tape.average(fact["ticker"], fact["date"] - timedelta(days=1))
    return 0.0 if was_above and close < tape.average(fact["ticker"], fact["date"]) else 10_000.0


def liquidation_total(tape, fact):
    coins = ("BTC", "ETH", "SOL") if fact["ticker"] == "ALL" else (fact["ticker"],)
    sides = {"both": ("long_usd", "short_usd"), "long": ("long_usd",), "short": ("short_usd",)}[fact["side"]]
    measured = sum(
        bar[side]
        for coin in coins
        for at, bar in tape.read(f"{coin.lower()}_liquidations_4h.csv").items()
        if fact["start"] <= at < fact["end"]
        for side in sides
    )
    return _relative_error(fact["stated"], measured / 1e6)


def funding_sign(tape, fact):
    rates = [
        row["funding_rate"]
        for at, row in tape.read(f"{fact['ticker'].lower()}_funding_8h.csv").items()
        if fact["start"] <= at < fact["end"]
    ]
    return sum(rate * fact["stated"] <= 0 for rate in rates) / len(rates) * 10_000


def open_interest_rank(tape, fact):
    series = tape.read(f"{fact['ticker'].lower()}_open_interest_4h.csv")
    history = [row["open_interest_usd"] for at, row in series.items() if at <= fact["at"]]
    return sum(value > history[-1] for value in history) / len(history) * 10_000


def fear_greed_zone(tape, fact):
    value = tape.index()[fact["date"]]
    return max(0.0, value - EXTREME_FEAR_TOP) if "zone" in fact else abs(value - fact["stated"])


def fear_greed_since(tape, fact):
    """Days since then on which the index was in the zone before, without the run that is told of."""
    earlier = fact["date"] - timedelta(days=7)
    inside = [day for day, value in tape.index().items() if value <= EXTREME_FEAR_TOP]
    return float(sum(fact["since"] < day < earlier for day in inside))


def etf_flow(tape, fact):
    return _relative_error(fact["stated"], dict(tape.flows(fact["date"]))[fact["date"]])


def etf_flow_total(tape, fact):
    return _relative_error(fact["stated"], sum(flow for day, flow in tape.flows(fact["date"]) if day >= fact["start"]))


def etf_flow_streak(tape, fact):
    run = 0
    for _, flow in reversed(tape.flows(fact["date"])):
        if flow >= 0:
            break
        run += 1
    return abs(run - fact["stated"])


def relative_move(tape, fact):
    returns = {}
    for ticker in (fact["ticker"], fact["benchmark"]):
        before, close = tape.session(ticker, fact["date"])
        returns[ticker] = close / before - 1
    ahead = returns[fact["ticker"]] - returns[fact["benchmark"]]
    return max(0.0, -ahead if fact["direction"] == "up" else ahead) * 10_000


MEASURES: dict[str, Callable[[Tape, dict[str, Any]], float]] = {
    measure.__name__: measure
    for measure in (
        price_at, price_above, price_touched, percent_change, session_change, extreme_since, moving_average,
        moving_average_cross, liquidation_total, funding_sign, open_interest_rank, fear_greed_zone, fear_greed_since,
        etf_flow, etf_flow_total, etf_flow_streak, relative_move,
    )
}  # fmt: skip
"""Each returns the error of the statement in the unit of its tolerance."""
CLAIM_KIND = {"price_above": "price_at", "session_change": "percent_change", "fear_greed_since": "fear_greed_zone"}


def verdict_of(tape, fact):
    if fact["verdict"] == "untestable":
        assert fact["benchmark"] not in tape.days, "there is a series after all"
        return "untestable"
    error = MEASURES[fact["kind"]](tape, fact)
    kind = CLAIM_KIND.get(fact["kind"], fact["kind"])
    if kind in PLAIN_TOLERANCES_BPS:
        confirmed, near = PLAIN_TOLERANCES_BPS[kind]
    else:
        tolerance = TOLERANCES[kind]
        factor = tolerance.approximate_factor if fact.get("approximate") else 1
        confirmed, near = tolerance.confirmed * factor, tolerance.near * factor
    if error <= confirmed:
        return "confirmed"
    return "near" if error <= near else "contradicted"


@pytest.mark.parametrize("fact", FACTS, ids=[f"{fact['article']}: {fact['quote']}" for fact in FACTS])
def test_the_tape_says_what_the_list_says_of_a_statement(tape, fact):
    assert verdict_of(tape, fact) == fact["verdict"]


def test_listed_statements_stand_in_their_articles():
    texts = {
        f"{article.slug}{'.r2' if article.revised_at else ''}": f"{article.headline}\n{article.body}"
        for article in load_articles(articles_folder())
    }
    missing = [fact["quote"] for fact in FACTS if fact["quote"] not in texts[fact["article"]]]
    assert missing == []


def test_every_market_article_has_a_listed_statement():
    listed = {fact["article"].removesuffix(".r2") for fact in FACTS}
    unlisted = {article.slug for article in load_articles(articles_folder())} - listed
    assert unlisted == {"storm-calls-off-harbour-ledger-forum"}


def test_each_statement_that_is_meant_to_be_wrong_says_why():
    wrong = [fact for fact in FACTS if fact["verdict"] != "confirmed"]
    assert len(wrong) >= 8
    assert all(fact.get("note") for fact in wrong)
