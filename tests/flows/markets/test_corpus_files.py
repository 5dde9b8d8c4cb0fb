"""Every kind of file in the shared material imports, and agrees with what its README states."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.settings import SeriesSettings
from flows.steps.sync import import_market
from warehouse.connection import open_warehouse

pytestmark = pytest.mark.corpus
LATER = datetime(2026, 9, 1, tzinfo=UTC)


@dataclass(frozen=True)
class File:
    path: str
    kind: str
    n_rows: int
    first: str
    last: str
    options: dict[str, Any]
    timeframe: str = ""
    symbol: str = "BTC-USDT"
    gaps: tuple[tuple[str, str, int], ...] = ()
    now: datetime = LATER
    n_open: int = 0
    rejected: dict[str, int] = field(default_factory=dict)


def preset(name: str) -> dict[str, Any]:
    return {"preset": name}


PERPETUAL = {name: name for name in ("open", "high", "low", "close", "volume")} | {"open_time": "timestamp"}
SESSIONS = {
    "records": "records", "time_unit": "date", "time_zone": "America/New_York",
    "session_open": "09:30", "session_close": "16:00",
    "columns": {"open_time": "d", "open": "o", "high": "h", "low": "l", "close": "c"},
}  # fmt: skip
KLINES, FUNDING, POSITIONS = preset("binance_klines"), preset("binance_funding"), preset("binance_open_interest")
# The last kline of these files is of the day on which they were fetched.
FETCHED = datetime(2026, 6, 6, 13, 55, tzinfo=UTC)
ROLLING = {
    "columns": {"open_time": "snapshot_dir", "long_usd": "long_liquidation_usd", "short_usd": "short_liquidation_usd"},
    "time_format": "%Y%m%d", "time_zone": "UTC", "session_open": "16:00", "session_close": "20:00",
    "where": {"coin": "BTC", "exchange": "All"},
}  # fmt: skip
HALTS = (
    ("2021-08-13 02", "2021-08-13 05", 4),
    ("2021-09-29 07", "2021-09-29 08", 2),
    ("2023-03-24 13", "2023-03-24 13", 1),
)
DAYS = (("2018-04-14 00", "2018-04-16 00", 3), ("2024-10-26 00", "2024-10-26 00", 1))

FILES = [
    *(
        File(f"binance/{coin}-1d.json", "candles", n, first, "2026-06-05 00", KLINES, "1d", now=FETCHED, n_open=1)
        for coin, n, first in [
            ("btc", 2470, "2019-09-01 00"), ("eth", 2470, "2019-09-01 00"), ("bnb", 2470, "2019-09-01 00"),
            ("sol", 2125, "2020-08-11 00"), ("xrp", 2955, "2018-05-04 00"), ("doge", 2528, "2019-07-05 00"),
        ]
    ),
    File("binance/btc-funding.json", "funding_rates", 7384, "2019-09-10 08", "2026-06-06 08", FUNDING),
    File("binance/eth-funding.json", "funding_rates", 7150, "2019-11-27 08", "2026-06-06 08", FUNDING),
    File("binance/sol-funding.json", "funding_rates", 6351, "2020-09-13 16", "2026-06-06 08", FUNDING),
    File("binance/xrp-funding.json", "funding_rates", 7031, "2020-01-06 08", "2026-06-06 16", FUNDING),
    File("binance/bnb-oi.json", "open_interest", 30, "2026-05-08 00", "2026-06-06 00", POSITIONS, "1d"),
    File("binance/bnb-ls.json", "long_short_ratios", 30, "2026-05-08 00", "2026-06-06 00",
         preset("binance_long_short"), "1d"),
    File("binance/fng.json", "fear_greed", 3044, "2018-02-01 00", "2026-06-06 00", preset("alternative_me"), gaps=DAYS),
    *(
        File(f"coinglass/liquidation_binance_4h_{coin}.csv", "liquidations", 2195, "2024-11-13 20", "2025-11-14 12",
             preset("coinglass_liquidations"), "4h")
        for coin in ("BTC", "ETH", "SOL", "XRP")
    ),
    *(
        File(f"coinglass/open_interest_agg_{coin}.csv", "open_interest", 2147, "2024-11-22 00", "2025-11-14 16",
             preset("coinglass_open_interest"), "4h")
        for coin in ("BTC", "ETH")
    ),
    File("coinglass/etf_btc_flows_long.csv", "etf_flows", 5414, "2024-01-11 00", "2025-11-14 00",
         preset("etf_flows_long"), rejected={"missing_value": 358}),
    File("coinglass/etf_eth_flows_long.csv", "etf_flows", 3306, "2024-07-23 00", "2025-11-14 00",
         preset("etf_flows_long"), rejected={"missing_value": 124}),
    File("hourly/BTC_USDT_spot_1h.feather", "candles", 44283, "2021-06-01 00", "2026-06-20 09",
         preset("freqtrade"), "1h", gaps=HALTS),
    *(
        File(f"hourly/{coin}USDT_perpetual_1h.parquet", "candles", 28310, "2023-01-01 00", "2026-03-25 13",
             {"columns": PERPETUAL}, "1h", f"{coin}-USDT-PERP")
        for coin in ("BTC", "ETH", "SOL")
    ),
    File("equities/COIN.json", "candles", 1341, "2021-04-14 13", "2026-08-14 13", SESSIONS, "1d", "COIN"),
    File("equities/MSTR.json", "candles", 5438, "2005-01-03 14", "2026-08-14 13", SESSIONS, "1d", "MSTR"),
]  # fmt: skip

TIME_COLUMNS = {
    "candles": "open_time", "liquidations": "open_time", "funding_rates": "observed_at",
    "open_interest": "observed_at", "long_short_ratios": "observed_at",
    "fear_greed": "observed_date", "etf_flows": "flow_date",
}  # fmt: skip


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    with open_warehouse(tmp_path_factory.mktemp("corpus") / "warehouse.duckdb") as con:
        yield con


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
def test_a_file_imports_and_agrees_with_its_readme(corpus: Path, con, file: File):
    series = SeriesSettings(
        kind=file.kind, provider="file", source=file.path, venue="binance", symbol=file.symbol, ticker="BTC",
        timeframe=file.timeframe, options=file.options,
    )  # fmt: skip
    report = import_market(con, corpus / "market" / file.path, series, now=file.now, run_id=file.path)
    assert (report.n_new, report.n_open, dict(report.rejected)) == (file.n_rows, file.n_open, file.rejected)
    assert report.n_duplicates == report.n_not_yet_known == 0
    assert (
        tuple((f"{gap.first:%Y-%m-%d %H}", f"{gap.last:%Y-%m-%d %H}", gap.n_missing) for gap in report.gaps)
        == file.gaps
    )
    time = TIME_COLUMNS[file.kind]
    found = con.execute(
        f"select count(*), strftime(min({time}), '%Y-%m-%d %H'), strftime(max({time}), '%Y-%m-%d %H') "
        f"from {file.kind} where source = $source",
        {"source": file.path},
    ).fetchone()
    assert found == (file.n_rows, file.first, file.last)
    again = import_market(con, corpus / "market" / file.path, series, now=file.now, run_id=file.path)
    assert (again.n_new, again.n_revised, again.n_unchanged) == (0, 0, file.n_rows)


def test_figures_of_four_hours_pulled_once_a_day_import_as_bars_of_a_declared_hour(corpus, con):
    series = SeriesSettings(
        kind="liquidations", provider="file", source="rolling", venue="all", symbol="BTC-USDT", ticker="BTC",
        timeframe="4h", options=ROLLING,
    )  # fmt: skip
    path = corpus / "market" / "coinglass" / "liquidation_exchange_list_snapshots.csv"
    report = import_market(con, path, series, now=LATER, run_id="rolling")
    assert report.n_new == 134 and report.rejected == ()
    assert sum(gap.n_missing for gap in report.gaps) > 0
