"""A million mentions against ten years of minute candles with gaps, beside pandas and polars (`make bench` prints)."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import duckdb
import pytest

from tests.benchmarks import market_data
from tests.benchmarks.tape_peers import COLUMNS
from warehouse.connection import open_warehouse

FIRST = datetime(2015, 1, 1, tzinfo=UTC)
N_MINUTES = 5_256_000
N_MENTIONS = 1_000_000
MAX_PEAK_MB = 1000
N_RUNS = 3
MAX_SHARE = {"pandas": 0.6, "polars": 1.0, "sql": 0.25}
"""Of a peer's CPU that may be used. `sql` is our own macro: arrays stand beside it only because they are faster."""


def fill(folder, mentions_per_article):
    """Store candles of which one in a hundred is missing, in gaps of up to ten hours, and the mentions."""
    with open_warehouse(folder / "warehouse.duckdb") as con:
        market_data.fill_candles(
            con, timeframe="1m", tickers=("BTC",), first=FIRST, n_candles=N_MINUTES, share_missing=0.01, longest_gap=600
        )  # fmt: skip
        con.execute(
            f"copy (select close_time as moment, as_double(close) as close from candles order by moment) "
            f"to '{folder}/closes.parquet' (format parquet)"
        )
        con.execute(
            f"copy (select n as mention_id, '2015-01-01'::timestamptz + to_seconds("
            f"(hash(n // {mentions_per_article}, 'at') % ({N_MINUTES} * 60))::bigint) as moment "
            f"from (select unnest(range({N_MENTIONS})) as n)) to '{folder}/mentions.parquet' (format parquet)"
        )


def measured(folder):
    """Run the peers in turn, in processes of their own; return the least seconds and the highest peak of each."""
    runs = {peer: [] for peer in ("newstape", *MAX_SHARE)}
    for _ in range(N_RUNS):
        for peer, took in runs.items():
            command = [sys.executable, "-m", "tests.benchmarks.tape_peers", peer, str(folder)]
            took.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    best = {"wall": min, "cpu": min, "peak_mb": max}
    return {peer: {name: pick(run[name] for run in took) for name, pick in best.items()} for peer, took in runs.items()}


def rows_that_differ(folder, peer):
    """Return in how many mentions some price or return is missing for one only, or differs by more than rounding."""
    differs = " or ".join(
        f"(ours.{name} is null) != (theirs.{name} is null or isnan(theirs.{name})) "
        f"or abs(ours.{name} - theirs.{name}) > 1e-9 * (1 + abs(ours.{name}))"
        for name in COLUMNS[1:]
    )
    query = (
        f"select count(*) from '{folder}/newstape.parquet' as ours full join '{folder}/{peer}.parquet' as theirs "
        f"using (mention_id) where ours.mention_id is null or theirs.mention_id is null or coalesce({differs}, false)"
    )
    return duckdb.sql(query).fetchone()[0]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("mentions_per_article", [1, 5])
def test_market_states_of_a_million_mentions_are_those_of_pandas_and_polars(tmp_path, capsys, mentions_per_article):
    fill(tmp_path, mentions_per_article)
    results = measured(tmp_path)
    ours = results["newstape"]
    with capsys.disabled():
        sys.stdout.write(f"\n{N_MENTIONS:,} mentions, {mentions_per_article} to a moment, least of {N_RUNS} runs:\n")
        for peer, took in results.items():
            sys.stdout.write(
                f"  {peer:9} {took['wall']:5.2f} s, {took['cpu']:5.2f} s of CPU "
                f"({took['cpu'] / ours['cpu']:.2f} of ours), {took['peak_mb']:,.0f} MB\n"
            )
    for peer, share in MAX_SHARE.items():
        assert rows_that_differ(tmp_path, peer) == 0
        assert ours["cpu"] < share * results[peer]["cpu"]
    assert ours["peak_mb"] < MAX_PEAK_MB
