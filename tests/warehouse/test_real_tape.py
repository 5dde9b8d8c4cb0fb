"""Statements about real market days, held against real series."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pytest

from tests.warehouse import factories as make
from warehouse.claims import Tolerance, check_claims
from warehouse.market import merge_market

CORPUS = os.environ.get("NEWSTAPE_CORPUS")
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(CORPUS is None, reason="NEWSTAPE_CORPUS is not set: no real series here"),
]


def load_hours(con):
    table = pyarrow.feather.read_table(Path(CORPUS) / "market" / "hourly" / "BTC_USDT_spot_1h.feather")
    con.register("hours", table)
    merged = con.execute("""
        select
            'corpus' as source, 'binance' as venue, 'BTC-USDT' as symbol, 'BTC' as ticker, '1h' as timeframe,
            date::timestamptz as open_time, open_time + interval 1 hour as close_time,
            open, high, low, close, volume, false as is_simulated, close_time as available_at
        from hours
    """).to_arrow_table()
    con.unregister("hours")
    return merge_market(con, "candles", pa.table(merged), known_at=make.at("2026-07-01"))


def load_fear_greed(con):
    rows = json.loads((Path(CORPUS) / "market" / "binance" / "fng.json").read_text())
    days = {datetime.fromtimestamp(int(row["timestamp"]), UTC).date(): row for row in rows}
    make.store_market(
        con, [make.fear_greed(day, int(row["value"]), row["value_classification"]) for day, row in days.items()]
    )


def test_the_crash_of_august_2024(con):
    assert load_hours(con).n_new > 40_000
    load_fear_greed(con)
    monday = {"time_start": "2024-08-05", "time_end": "2024-08-06"}
    claims = [
        make.claim("low", "price_touched", value=49000, direction="low", **monday),
        make.claim("wrong_low", "price_touched", value=45000, direction="low", **monday),
        make.claim("extent", "extreme_since", direction="low", extent_days=180.0, **monday),
        make.claim("wrong_extent", "extreme_since", direction="low", extent_days=426.0, **monday),
        make.claim("average", "moving_average_cross", average_days=200.0, relation="below", **monday),
        make.claim("back", "price_at", value=50000, relation="above", **monday),
        make.claim("zone", "fear_greed_zone", asset="ALL", zone="Extreme Fear", time_start="2024-08-06",
                   time_end="2024-08-07"),
    ]  # fmt: skip
    make.store_article(con, make.article("a1", "2024-08-06 12:00"), claims=claims)
    tolerances = {
        kind: Tolerance(confirmed=50, near=150)
        for kind in (
            "price_touched", "price_at", "percent_change", "liquidation_total", "funding_sign", "open_interest_rank",
            "etf_flow_streak", "relative_move",
        )
    } | {
        "extreme_since": Tolerance(confirmed=500, near=1500),
        "moving_average_cross": Tolerance(confirmed=0, near=100),
        "fear_greed_zone": Tolerance(confirmed=0, near=3),
    }  # fmt: skip
    at = make.at("2026-07-01")
    check_claims(con, known_at=at, tolerances=tolerances, settle_hours=36, checked_at=at + timedelta(hours=1))
    found = dict(con.execute("select claim_id, verdict from claim_verdicts").fetchall())
    assert found == {
        "low": "confirmed", "wrong_low": "contradicted", "extent": "confirmed", "wrong_extent": "contradicted",
        "average": "confirmed", "back": "confirmed", "zone": "confirmed",
    }  # fmt: skip
    finding = con.execute("select finding from claim_verdicts where claim_id = 'low'").fetchone()
    assert finding == ("low 49,000.0 at 06:00 UTC on 2024-08-05",)
