"""Four ways to the market around each mention, from stored files to the result: newstape by arrays and in SQL, pandas,
polars.

Each runs as a process of its own, `python -m tests.benchmarks.tape_peers PEER FOLDER`, prints its seconds and its peak
of memory (Linux only) as JSON, and leaves its result in FOLDER for the comparison. All read the same closes and
mentions: newstape from its warehouse, the others from Parquet that holds plain doubles, which spares them the exact
decimals.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset  # loaded on the first read otherwise, and loading packages is not measured
import pyarrow.parquet as pq

from warehouse.connection import open_reader, open_warehouse
from warehouse.market_state import market_states

HORIZON_MINUTES = {"return_5m": 5, "return_1h": 60, "return_4h": 240, "return_1d": 1440, "return_1w": 10080}
PATIENCE_DAYS = 4  # for the entry; a return needs a close less than one bar old
COLUMNS = ("mention_id", "price", "entry_price", *HORIZON_MINUTES)


def with_newstape(folder: Path) -> pa.Table:
    """Return the states by the look-up of a reader's connection."""
    mentions = pq.read_table(folder / "mentions.parquet")
    ticker = pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(mentions), np.int8)), ["BTC"])
    with open_reader(folder / "warehouse.duckdb") as con:
        states = market_states(con, mentions.rename_columns({"moment": "start_at"}).append_column("ticker", ticker))
    return states.select(COLUMNS)


def with_sql(folder: Path) -> pa.Table:
    """Return the states by the macro of the same name, which is behind the views."""
    with open_warehouse(folder / "warehouse.duckdb") as con:
        con.execute(
            f"create temp table starts as select mention_id, 'BTC' as ticker, moment as start_at "
            f"from '{folder}/mentions.parquet'"
        )
        sql = (
            f"select {', '.join(COLUMNS)} from starts as asked left join market_states(starts) using (ticker, start_at)"
        )
        return con.execute(sql).to_arrow_table()


def with_pandas(folder: Path) -> pd.DataFrame:
    """Return the states by `merge_asof`, one for each price."""
    closes = pd.read_parquet(folder / "closes.parquet").sort_values("moment")
    found = pd.read_parquet(folder / "mentions.parquet").sort_values("moment")
    found = pd.merge_asof(found, closes.rename(columns={"close": "price"}), on="moment")
    entries = closes.rename(columns={"moment": "entry_time", "close": "entry_price"})
    found = pd.merge_asof(
        found, entries, left_on="moment", right_on="entry_time", direction="forward",
        tolerance=pd.Timedelta(days=PATIENCE_DAYS),
    )  # fmt: skip
    entered = found.loc[found["entry_time"].notna(), ["entry_time", "entry_price"]]
    for name, minutes in HORIZON_MINUTES.items():
        due = pd.DataFrame({"moment": entered["entry_time"] + pd.Timedelta(minutes=minutes)})
        due["moment"] = due["moment"].astype(closes["moment"].dtype)
        exits = pd.merge_asof(due, closes, on="moment", tolerance=pd.Timedelta(microseconds=59_999_999))
        found.loc[entered.index, name] = exits["close"].to_numpy() / entered["entry_price"].to_numpy() - 1
    return found[list(COLUMNS)]


def with_polars(folder: Path) -> pl.DataFrame:
    """Return the states by `join_asof`, one for each price."""
    closes = pl.read_parquet(folder / "closes.parquet").sort("moment")
    found = pl.read_parquet(folder / "mentions.parquet").sort("moment")
    found = found.join_asof(closes.rename({"close": "price"}), on="moment")
    found = found.join_asof(
        closes.rename({"moment": "entry_time", "close": "entry_price"}), left_on="moment", right_on="entry_time",
        strategy="forward", tolerance=f"{PATIENCE_DAYS}d", coalesce=False,
    )  # fmt: skip
    for name, minutes in HORIZON_MINUTES.items():
        # Sorted already: the entry never runs back as time goes on; without this polars cannot know.
        found = found.with_columns((pl.col("entry_time") + pl.duration(minutes=minutes)).set_sorted().alias("due"))
        found = found.join_asof(
            closes.rename({"moment": "exit_time"}), left_on="due", right_on="exit_time", tolerance="59999999us"
        ).with_columns((pl.col("close") / pl.col("entry_price") - 1).alias(name))
        found = found.drop("close", "due", "exit_time", strict=False)
    return found.select(COLUMNS)


def main() -> None:
    """Run the peer that the command line names."""
    peer, folder = sys.argv[1], Path(sys.argv[2])
    run = {"newstape": with_newstape, "sql": with_sql, "pandas": with_pandas, "polars": with_polars}[peer]
    start, start_cpu = time.perf_counter(), time.process_time()
    result = run(folder)
    wall, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    # Not ru_maxrss: a new process inherits that of the one that started it.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak_mb = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    path = folder / f"{peer}.parquet"
    if isinstance(result, pa.Table):
        pq.write_table(result, path)
    elif isinstance(result, pd.DataFrame):
        result.to_parquet(path)
    else:
        result.write_parquet(path)
    sys.stdout.write(json.dumps({"wall": wall, "cpu": cpu, "peak_mb": peak_mb}) + "\n")


if __name__ == "__main__":
    main()
