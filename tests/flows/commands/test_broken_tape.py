"""Series that are broken on purpose, and what `run sync`, `doctor` and the stored results say of them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from flows.settings import load_settings
from flows.steps.sync import sync_step
from warehouse.connection import open_warehouse
from warehouse.readers import check_results_of

START = datetime(2025, 2, 1, tzinfo=UTC)
HOURS = 12 * 24
NOW = START + timedelta(hours=HOURS + 1)

SERIES = """
[[series]]
kind = "{kind}"
provider = "file"
source = "test"
venue = "{venue}"
symbol = "{symbol}"
ticker = "BTC"
timeframe = "1h"
options = {{ path = "{file}", time_unit = "iso", columns = {columns} }}
"""
CANDLE_COLUMNS = "{ " + ", ".join(f'{name} = "{name}"' for name in ("open_time", "open", "high", "low", "close")) + " }"
AMOUNT_COLUMNS = '{ observed_at = "observed_at", open_interest_usd = "open_interest_usd" }'


@pytest.fixture
def tape(settings):
    """Write series to files by their prices or amounts, hour by hour, and configure them."""
    configured: list[str] = []

    def write(kind: str, venue: str, values: list[float]) -> None:
        file = f"{kind}_{venue}.csv".lower()
        moments = [f"{START + timedelta(hours=i):%Y-%m-%dT%H:%M:%SZ}" for i in range(len(values))]
        if kind == "candles":
            columns, symbol, header = CANDLE_COLUMNS, "BTC-USD", "open_time,open,high,low,close"
            lines = [f"{at},{value},{value},{value},{value}" for at, value in zip(moments, values, strict=True)]
        else:
            columns, symbol, header = AMOUNT_COLUMNS, "BTC-USDT-PERP", "observed_at,open_interest_usd"
            lines = [f"{at},{value}" for at, value in zip(moments, values, strict=True)]
        (settings.folder / file).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        configured.append(SERIES.format(kind=kind, venue=venue, symbol=symbol, file=file, columns=columns))
        (settings.folder / "markets.toml").write_text("".join(configured), encoding="utf-8")

    return write


def doctor(newstape) -> dict[str, dict[str, str]]:
    result = newstape("doctor", "--offline", "--json")
    assert result.code == 0, result.err
    return {finding["check"]: finding for finding in json.loads(result.out)}


def test_sound_series_break_no_rule(newstape, tape):
    for venue, price in (("North", 60_000), ("South", 60_100)):
        tape("candles", venue, [price] * HOURS)
    assert newstape("run", "sync", "--now", NOW.isoformat()).code == 0
    checks = [finding for name, finding in doctor(newstape).items() if name.startswith("quality: ")]
    assert len(checks) >= 10 and {finding["status"] for finding in checks} == {"ok"}


def test_a_unit_slip_a_stale_series_and_venues_that_disagree_are_each_named(newstape, settings, tape):
    tape("candles", "North", [60_000] * HOURS)
    tape("candles", "South", [60_100] * (HOURS - 3) + [66_500] * 3)
    tape("candles", "West", [60_050] * (HOURS - 24 * 6))
    tape("open_interest", "North", [9e9] * (HOURS - 2) + [9e6] * 2)
    printed = newstape("run", "sync", "--now", NOW.isoformat()).out
    expected = {"unit_slips": 1, "stale_series": 1, "venue_jumps": 3}
    for name, n in expected.items():
        assert f"sync: quality check {name}: {n} rows, " in printed
    found = doctor(newstape)
    for name, n in expected.items():
        finding = found[f"quality: {name}"]
        assert finding["status"] == "warning" and finding["detail"].startswith(f"{n} rows: ")
    assert "open_interest source=test series=North BTC-USDT-PERP" in found["quality: unit_slips"]["detail"]
    assert "lowest_at=North BTC-USD highest_at=South BTC-USD" in found["quality: venue_jumps"]["detail"]
    assert "venue=West symbol=BTC-USD" in found["quality: stale_series"]["detail"]
    assert found["quality: duplicate_rows"]["status"] == "ok"
    assert found["series candles West BTC-USD 1h"]["status"] == "warning"
    assert found["series candles North BTC-USD 1h"]["status"] == "ok"


def test_the_results_of_each_run_are_kept_and_the_next_run_is_judged_anew(settings, tape):
    tape("open_interest", "North", [9e9, 9e6, 9e9])
    configured = load_settings(settings.folder)
    sync_step(configured, NOW, "r1")
    tape("open_interest", "North", [9e9, 9e9, 9e9])
    (settings.folder / "markets.toml").write_text((settings.folder / "markets.toml").read_text().split("\n\n")[0])
    report = sync_step(load_settings(settings.folder), NOW + timedelta(hours=1), "r2")
    assert report.counts["revised"] == 1
    with open_warehouse(settings.main.paths.warehouse) as con:
        slips = [
            {one.name: one.n_rows for one in check_results_of(con, run_id)}["unit_slips"] for run_id in ("r1", "r2")
        ]
    assert slips == [2, 0]
