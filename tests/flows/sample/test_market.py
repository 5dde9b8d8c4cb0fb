import csv
import itertools
import time
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.markets.files import FileProvider
from flows.sample.install import SAMPLE_SEED
from flows.sample.market import HOURLY_DAYS, write_sample_market
from flows.sample.story import FUNDS, LAST_DAY
from flows.settings import load_settings, packaged_configs

CRASH = date(2025, 2, 18)
SEEDS = (SAMPLE_SEED, 1, 2, 3)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    made = {}
    for seed in SEEDS:
        made[seed] = tmp_path_factory.mktemp(f"market{seed}") / "configs" / "market"
        write_sample_market(made[seed], seed=seed)
    return made


@pytest.fixture
def market(folders):
    return folders[SAMPLE_SEED]


@pytest.fixture(params=SEEDS)
def any_market(request, folders):
    return folders[request.param]


def rows_of(folder, name):
    with (folder / name).open() as file:
        return list(csv.DictReader(file))


def daily(folder, ticker):
    name, time_column = f"{ticker.lower()}_1d.csv", "session_date" if ticker in ("COIN", "MSTR") else "open_time"
    return {
        date.fromisoformat(row[time_column][:10]): {key: float(row[key]) for key in ("open", "high", "low", "close")}
        for row in rows_of(folder, name)
    }


def moment(text):
    return datetime.fromisoformat(text)


def test_the_same_seed_gives_the_same_bytes(market, tmp_path):
    again = write_sample_market(tmp_path, seed=SAMPLE_SEED)
    assert {path.name: path.read_bytes() for path in again} == {
        path.name: path.read_bytes() for path in market.iterdir()
    }


def test_another_seed_gives_another_path(folders):
    assert (folders[1] / "btc_1h.csv").read_bytes() != (folders[2] / "btc_1h.csv").read_bytes()


def test_a_market_is_written_in_under_two_seconds(tmp_path):
    start = time.process_time()
    write_sample_market(tmp_path, seed=7)
    assert time.process_time() - start < 2


def test_every_row_says_that_it_is_simulated(market):
    for path in market.iterdir():
        assert {row["source"] for row in rows_of(market, path.name)} == {"simulated"}, path.name


def test_history_is_gapless_and_ends_on_the_last_day(market):
    days = sorted(daily(market, "BTC"))
    assert len(days) >= 600
    assert days[-1] == LAST_DAY.date()
    assert all(after - before == timedelta(days=1) for before, after in itertools.pairwise(days))


def test_candles_are_consistent_and_continuous(any_market):
    for name in ("btc_1h.csv", "eth_1h.csv", "sol_1h.csv", "btc_1d.csv", "coin_1d.csv", "mstr_1d.csv"):
        rows = rows_of(any_market, name)
        for row in rows:
            low, high = float(row["low"]), float(row["high"])
            assert 0 < low <= min(float(row["open"]), float(row["close"]))
            assert max(float(row["open"]), float(row["close"])) <= high
        if not name.startswith(("coin", "mstr")):
            assert all(before["close"] == after["open"] for before, after in itertools.pairwise(rows))


def test_days_are_their_hours_together(any_market):
    for coin in ("BTC", "ETH", "SOL"):
        hours = defaultdict(list)
        for row in rows_of(any_market, f"{coin.lower()}_1h.csv"):
            hours[moment(row["open_time"]).date()].append(row)
        assert len(hours) == HOURLY_DAYS >= 90
        days = daily(any_market, coin)
        for day, candles in hours.items():
            assert len(candles) == 24
            assert days[day] == {
                "open": float(candles[0]["open"]),
                "high": max(float(candle["high"]) for candle in candles),
                "low": min(float(candle["low"]) for candle in candles),
                "close": float(candles[-1]["close"]),
            }


def test_the_crash_is_a_true_14_month_low_whatever_the_seed(any_market):
    days = daily(any_market, "BTC")
    low = days[CRASH]["low"]
    assert low == 53_040
    last_lower = max(day for day, candle in days.items() if day < CRASH and candle["low"] <= low)
    assert last_lower == date(2023, 12, 20)
    assert min(candle["low"] for day, candle in days.items() if day > last_lower and day != CRASH) > low


def test_the_crash_closes_below_the_200_day_average_and_the_day_before_above(any_market):
    closes = [(day, candle["close"]) for day, candle in sorted(daily(any_market, "BTC").items())]
    end = [day for day, _ in closes].index(CRASH)
    averages = {i: sum(close for _, close in closes[i - 199 : i + 1]) / 200 for i in (end - 1, end)}
    assert closes[end - 1][1] > averages[end - 1]
    assert closes[end][1] < averages[end]
    assert 58_000 < averages[end] < 60_300


def test_liquidations_of_the_crash_are_the_record_and_mostly_longs(any_market):
    bars = {
        moment(row["open_time"]): (float(row["long_usd"]), float(row["short_usd"]))
        for row in rows_of(any_market, "btc_liquidations_4h.csv")
    }
    totals = defaultdict(float)
    for at, (long_usd, short_usd) in bars.items():
        totals[at.date()] += long_usd + short_usd
    assert max(totals, key=totals.__getitem__) == CRASH
    assert totals[CRASH] == pytest.approx(740e6, rel=0.01)
    longs = sum(long_usd for at, (long_usd, _) in bars.items() if at.date() == CRASH)
    assert longs > 0.9 * totals[CRASH]
    squeeze = bars[datetime(2025, 2, 18, 12, tzinfo=UTC)][1]
    before = [short for at, (_, short) in bars.items() if timedelta(days=2) > datetime(2025, 2, 18, tzinfo=UTC) - at]
    assert squeeze > 3 * sorted(before)[len(before) // 2]


def test_funding_is_positive_all_year_until_the_crash(any_market):
    rates = {
        moment(row["observed_at"]): float(row["funding_rate"]) for row in rows_of(any_market, "btc_funding_8h.csv")
    }
    crash = datetime(2025, 2, 18, 8, tzinfo=UTC)
    assert all(rate > 0 for at, rate in rates.items() if datetime(2025, 1, 1, tzinfo=UTC) <= at < crash)
    assert rates[crash] < 0


def test_open_interest_stands_near_its_highest_before_the_crash(any_market):
    values = {
        moment(row["observed_at"]): float(row["open_interest_usd"])
        for row in rows_of(any_market, "btc_open_interest_4h.csv")
    }
    before = datetime(2025, 2, 18, tzinfo=UTC)
    assert values[before] > 0.97 * max(values.values())
    assert values[before + timedelta(hours=16)] < 0.8 * values[before]


def test_fear_greed_is_in_extreme_fear_on_the_day_for_the_first_time_since_september(any_market):
    values = {
        date.fromisoformat(row["observed_date"]): int(row["value"]) for row in rows_of(any_market, "fear_greed.csv")
    }
    assert all(0 <= value <= 100 for value in values.values())
    assert values[CRASH] < 25
    assert max(day for day, value in values.items() if value <= 25 and day < CRASH) == date(2024, 9, 8)


def test_funds_add_up_to_the_total_and_bleed_for_nine_sessions_before_the_crash(any_market):
    flows = defaultdict(dict)
    for row in rows_of(any_market, "etf_flows.csv"):
        flows[date.fromisoformat(row["flow_date"])][row["fund"]] = float(row["flow_usd"])
    assert all(day.weekday() < 5 for day in flows)
    assert all(of_day["TOTAL"] == sum(of_day[fund] for fund in FUNDS) for of_day in flows.values())
    before = [flows[day]["TOTAL"] for day in sorted(flows) if day < CRASH]
    assert all(flow < 0 for flow in before[-9:])
    assert before[-10] > 0
    assert min(of_day["TOTAL"] for of_day in flows.values()) == flows[CRASH]["TOTAL"]


def test_ether_falls_less_than_bitcoin_and_sol_and_the_stocks_more(any_market):
    change = {
        ticker: daily(any_market, ticker)[CRASH]["close"] / daily(any_market, ticker)[date(2025, 2, 17)]["close"] - 1
        for ticker in ("BTC", "ETH", "SOL", "COIN", "MSTR")
    }
    assert change["ETH"] > change["BTC"] > change["SOL"]
    assert max(change["COIN"], change["MSTR"]) < -0.1


def test_the_file_provider_reads_every_series_without_a_refusal_or_a_gap(market):
    settings = load_settings(packaged_configs() / "sample")
    provider = FileProvider(market.parent / "markets.toml")
    end = LAST_DAY + timedelta(days=3)
    for series in settings.markets:
        assert series.is_simulated
        assert series.source == "simulated"
        batches = list(provider.fetch(series, start=None, end=end))
        n_rows = sum(batch.table.num_rows for batch in batches)
        assert n_rows == len(rows_of(market, series.options["path"].removeprefix("market/")))
        assert not any(batch.rejected or batch.gaps or batch.n_duplicates for batch in batches)


def test_an_etf_flow_is_not_known_before_the_next_morning(market):
    settings = load_settings(packaged_configs() / "sample")
    series = next(series for series in settings.markets if series.kind == "etf_flows")
    provider = FileProvider(market.parent / "markets.toml")

    def last_known(now):
        batches = provider.fetch(series, start=None, end=now)
        return max(day for batch in batches for day in batch.table["flow_date"].to_pylist())

    assert last_known(datetime(2025, 2, 19, 8, 59, tzinfo=UTC)) == date(2025, 2, 17)
    assert last_known(datetime(2025, 2, 19, 9, 0, tzinfo=UTC)) == CRASH
