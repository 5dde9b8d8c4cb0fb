"""A million claims of all kinds against ten years of hourly candles, and a re-check when an hour of one coin is new.

`make bench` prints what they take.
"""

import sys
import time
from datetime import UTC, datetime, timedelta

from tests.benchmarks import market_data
from tests.warehouse import factories as make
from tests.warehouse.claims.desk import TOLERANCES
from warehouse.claims import CLAIM_KINDS, check_claims
from warehouse.connection import open_warehouse
from warehouse.market import market_table, merge_market

FIRST = datetime(2015, 1, 1, tzinfo=UTC)
DAYS = 3650
N_CLAIMS = 1_000_000
MAX_SECONDS = 60  # on two cores that do nothing else
MAX_SHARE = 0.5  # of the CPU time of a check of all claims


END = FIRST + timedelta(days=DAYS)


def fill(con, n_claims):
    """Store ten years of ten coins, and claims of all kinds over them."""
    tickers = market_data.TICKERS
    for timeframe, per_day in (("1h", 24), ("1d", 1)):
        market_data.fill_candles(con, timeframe=timeframe, tickers=tickers, first=FIRST, n_candles=DAYS * per_day)
    market_data.fill_derivatives(con, tickers=tickers, first=FIRST, days=DAYS)
    market_data.fill_articles(con, n=n_claims // 5, first=FIRST, seconds=(DAYS - 10) * 86400)
    market_data.fill_claims(con, n=n_claims, tickers=tickers)


def timed_check(con, at):
    """Return the wall and the CPU seconds of one check, and its counts."""
    start, start_cpu = time.perf_counter(), time.process_time()
    counts = check_claims(con, known_at=at, tolerances=TOLERANCES, settle_hours=36, checked_at=at)
    return time.perf_counter() - start, time.process_time() - start_cpu, counts


def seconds_to_check(folder, n_claims):
    """Return the wall and the CPU seconds of one check, and how many claims of each kind have a measured verdict."""
    with open_warehouse(folder / "warehouse.duckdb") as con:
        fill(con, n_claims)
        wall, cpu, _ = timed_check(con, END + timedelta(days=30))
        measured = dict(
            con.execute(
                "select kind, count(*) from claim_verdicts where verdict != 'untestable' group by kind"
            ).fetchall()
        )
    return wall, cpu, measured


def test_a_million_claims_are_checked_in_a_minute_and_a_tenth_of_them_in_less(tmp_path, capsys):
    few_wall, few_cpu, _ = seconds_to_check(tmp_path / "few", N_CLAIMS // 10)
    wall, cpu, measured = seconds_to_check(tmp_path / "many", N_CLAIMS)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{N_CLAIMS // 10:,} claims: {few_wall:.1f} s, {few_cpu:.1f} s of CPU\n"
            f"{N_CLAIMS:,} claims: {wall:.1f} s, {cpu:.1f} s of CPU\n"
        )
    # Of liquidations much stays untestable: one venue is only a part of the market.
    assert all(measured[kind] > 0.6 * N_CLAIMS / len(CLAIM_KINDS) for kind in CLAIM_KINDS)
    assert cpu < 2 * MAX_SECONDS, f"{cpu:.1f} s of CPU are more than {MAX_SECONDS} s on two cores"
    assert cpu < 10 * few_cpu, "the cost grows faster than the number of claims"


def test_an_hour_of_one_coin_is_checked_in_a_small_part_of_the_time(tmp_path, capsys):
    with open_warehouse(tmp_path / "warehouse.duckdb") as con:
        fill(con, N_CLAIMS // 10)
        # The last articles are of this day: some claims have not settled yet.
        now = FIRST + timedelta(days=DAYS - 10)
        con.execute("delete from candles where open_time >= $now", {"now": now})
        _, full, of_all = timed_check(con, now)
        lines = [f"\nall {of_all.checked:,} claims: {full:.2f} s of CPU"]
        shares = []
        for hour in range(3):
            moment = now + timedelta(hours=hour)
            row = make.candle(moment, 100.0, source="sim", venue="binance")
            merge_market(con, "candles", market_table([row]), known_at=row.available_at)
            _, cpu, counts = timed_check(con, row.available_at)
            shares.append(cpu / full)
            lines.append(f"an hour of one coin: {counts.checked:,} claims, {cpu:.2f} s of CPU, {cpu / full:.1%}")
    with capsys.disabled():
        sys.stdout.write("\n".join(lines) + "\n")
    assert counts.checked < 0.01 * of_all.checked
    assert min(shares) < MAX_SHARE, f"{min(shares):.1%} of the time for {counts.checked} claims"
