"""Ten years of minute candles of one symbol from a CSV file, and a merge of a million rows (`make bench` prints)."""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from tests.benchmarks import market_data
from warehouse.connection import open_warehouse
from warehouse.market import merge_market

FIRST = datetime(2015, 1, 1, tzinfo=UTC)
N_MINUTES = 5_256_000
N_MERGED = 1_050_000
MAX_IMPORT_CPU_SECONDS = 60
MAX_MERGE_SECONDS = 15
MEASURED = """
import json, sys, time
from pathlib import Path
from flows.cli import main
start = time.perf_counter()
try:
    main()
except SystemExit as stop:
    code = stop.code or 0
status = Path("/proc/self/status").read_text(encoding="utf-8")
peak_mb = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
took = {"code": code, "wall": time.perf_counter() - start, "cpu": time.process_time(), "peak_mb": peak_mb}
sys.stderr.write("\\n" + json.dumps(took))
"""


def csv_of_minutes(path):
    duckdb.sql(
        f"copy (select epoch_ms('2015-01-01'::timestamp) + n * 60000 as open_time, round(p, 2) as open, "
        f"round(p * 1.002, 2) as high, round(p * 0.998, 2) as low, round(p * 1.001, 2) as close, "
        f"n % 1000 / 8 as volume "
        f"from (select n, 30000 + 9000 * sin(n / 1e5) + hash(n) % 100 as p from range({N_MINUTES}) as bars(n))) "
        f"to '{path}' (header)"
    )


@pytest.fixture
def config(tmp_path):
    """The packaged configuration without feeds and series, its data in the test's folder."""
    folder = tmp_path / "configs"
    folder.mkdir()
    for path in Path("configs").glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    main = (folder / "newstape.toml").read_text(encoding="utf-8")
    data = str(tmp_path / "data")
    (folder / "newstape.toml").write_text(main.replace('"newstape-data"', f'"{data}"'), encoding="utf-8")
    (folder / "feeds.toml").write_text("feeds = []\n", encoding="utf-8")
    (folder / "markets.toml").write_text("series = []\n", encoding="utf-8")
    return folder


def test_ten_years_of_minute_candles_are_imported(tmp_path, config, capsys):
    csv_of_minutes(tmp_path / "minutes.csv")
    columns = ("open_time", "open", "high", "low", "close", "volume")
    command = [
        *("import", "market", str(tmp_path / "minutes.csv"), "--kind", "candles", "--config", str(config)),
        *("--source", "file", "--venue", "binance", "--symbol", "BTC-USDT", "--ticker", "BTC", "--timeframe", "1m"),
        *("--option", "time_unit=ms"),
        *(part for name in columns for part in ("--column", f"{name}={name}")),
    ]
    run = subprocess.run([sys.executable, "-c", MEASURED, *command], check=False, capture_output=True, text=True)
    took = json.loads(run.stderr.splitlines()[-1])
    with capsys.disabled():
        sys.stdout.write(
            f"\n{N_MINUTES:,} minute candles from CSV: {took['wall']:.1f} s, {took['cpu']:.1f} s of CPU, "
            f"{took['peak_mb']:,.0f} MB\n"
        )
    assert took["code"] == 0, run.stderr
    assert f"{N_MINUTES:,}" in run.stdout + run.stderr
    assert took["cpu"] < MAX_IMPORT_CPU_SECONDS


def test_a_million_rows_are_merged_in_seconds_new_and_again(tmp_path, capsys):
    with open_warehouse(tmp_path / "drawn.duckdb") as con:
        market_data.fill_candles(con, timeframe="1m", tickers=("BTC",), first=FIRST, n_candles=N_MERGED)
        batch = con.execute(
            "select * exclude (revised_at, superseded_at, series_key, bar_us, close_double) from candles"
        ).to_arrow_table()
    with open_warehouse(tmp_path / "warehouse.duckdb") as con:
        for what, expected in (("new", (N_MERGED, 0)), ("once more", (0, N_MERGED))):
            start, start_cpu = time.perf_counter(), time.process_time()
            counts = merge_market(con, "candles", batch, known_at=datetime(2026, 1, 1, tzinfo=UTC))
            wall, cpu = time.perf_counter() - start, time.process_time() - start_cpu
            with capsys.disabled():
                sys.stdout.write(f"\n{N_MERGED:,} candles {what}: {wall:.1f} s, {cpu:.1f} s of CPU\n")
            assert (counts.n_new, counts.n_unchanged) == expected
            assert cpu < MAX_MERGE_SECONDS
