"""Each indicator over ten years of days of ten assets (`make bench` prints what they take)."""

import sys
import time
from datetime import UTC, datetime

from tests.benchmarks import market_data
from warehouse.connection import open_warehouse

FIRST = datetime(2015, 1, 1, tzinfo=UTC)
DAYS = 3650
INDICATORS = (
    "moving_averages()",
    "true_ranges()",
    "volatilities()",
    "drawdowns()",
    "daily_extremes",
    "liquidation_sums()",
    "funding_shares()",
)
MAX_SECONDS = 1  # of CPU


def test_ten_years_of_days_take_a_second_at_most(tmp_path, capsys):
    with open_warehouse(tmp_path / "warehouse.duckdb") as con:
        tickers = market_data.TICKERS
        market_data.fill_candles(con, timeframe="1d", tickers=tickers, first=FIRST, n_candles=DAYS)
        market_data.fill_derivatives(con, tickers=tickers, first=FIRST, days=DAYS)
        taken = {}
        for name in INDICATORS:
            start = time.process_time()
            n_rows = len(con.execute(f"from {name}").to_arrow_table())
            taken[name] = time.process_time() - start
            assert n_rows >= DAYS * len(tickers)
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"{name}: {seconds:.2f} s of CPU\n" for name, seconds in taken.items()))
    assert max(taken.values()) < MAX_SECONDS
