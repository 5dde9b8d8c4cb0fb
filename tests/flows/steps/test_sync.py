from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from flows.errors import InputFileError, SettingsError
from flows.settings import SeriesSettings
from flows.steps.sync import import_market, sync_step
from warehouse.connection import open_warehouse
from warehouse.readers import check_results_of

START = datetime(2025, 2, 1, tzinfo=UTC)
OPTIONS = {
    "columns": {name: name for name in ("open_time", "open", "high", "low", "close", "volume")},
    "time_unit": "iso",
}


def hourly(name: str) -> SeriesSettings:
    return SeriesSettings(
        kind="candles",
        provider="file",
        source="test",
        venue="SimEx",
        symbol=f"{name}-USDT",
        ticker=name,
        timeframe="1h",
        is_simulated=True,
        options={**OPTIONS, "path": f"{name.lower()}.csv"},
    )


def write_candles(settings, name: str, rows: dict[int, str]) -> None:
    lines = [f"{START + timedelta(hours=i):%Y-%m-%dT%H:%M:%SZ},{row}\n" for i, row in rows.items()]
    (settings.folder / f"{name.lower()}.csv").write_text("open_time,open,high,low,close,volume\n" + "".join(lines))


def with_series(settings, *series: SeriesSettings):
    return settings.model_copy(update={"markets": series})


@pytest.fixture
def con(settings):
    with open_warehouse(settings.main.paths.warehouse) as con:
        yield con


def stored(con) -> list[tuple]:
    return con.execute(
        "select symbol, open_time, close, superseded_at is null as is_current from candles "
        "order by symbol, open_time, available_at, revised_at nulls first"
    ).fetchall()


def test_a_sync_stores_each_row_once_however_often_it_runs(settings, con, now):
    write_candles(settings, "BTC", {i: "10,12,9,11,5" for i in range(5)})
    first = sync_step(with_series(settings, hourly("BTC")), now, "r1")
    again = sync_step(with_series(settings, hourly("BTC")), now, "r2")
    assert first.counts["new"] == 5 and again.counts["new"] == again.counts["revised"] == 0
    assert again.counts["skipped"] == 1 and len(stored(con)) == 5
    assert first.problems == ()


def test_a_file_that_changed_is_read_again_and_one_that_did_not_is_left_alone(settings, con, now):
    write_candles(settings, "BTC", {i: "10,12,9,11,5" for i in range(5)})
    wanted = with_series(settings, hourly("BTC"))
    sync_step(wanted, now, "r1")
    write_candles(settings, "BTC", {i: "10,12,9,11,5" for i in range(6)})
    changed = sync_step(wanted, now, "r2").counts
    assert (changed["new"], changed["unchanged"], changed["skipped"]) == (1, 5, 0)
    assert sync_step(wanted, now, "r3").counts["skipped"] == 1
    declared = hourly("BTC").model_copy(update={"ticker": "XBT"})
    assert sync_step(with_series(settings, declared), now, "r4").counts["revised"] == 6


def test_a_file_with_bars_to_come_is_read_until_all_of_them_are_known(settings, con):
    write_candles(settings, "BTC", {i: "10,12,9,11,5" for i in range(3)})
    wanted = with_series(settings, hourly("BTC"))
    counts = [sync_step(wanted, START + timedelta(hours=i), f"r{i}").counts for i in (2, 3, 4)]
    assert [(one["new"], one["skipped"]) for one in counts] == [(2, 0), (1, 0), (0, 1)]


def test_refused_rows_are_a_problem_of_the_run_that_found_them_only(settings, con, now):
    wanted = with_series(settings, hourly("BTC"))
    write_candles(settings, "BTC", {0: "10,12,9,11,5", 1: "10,9,9.5,9.2,5"})
    assert sync_step(wanted, now, "r1").status == "problems"
    write_candles(settings, "BTC", {0: "10,12,9,11,5", 1: "10,9,9.5,9.2,5", 2: "10,12,9,11,5"})
    again = sync_step(wanted, now, "r2")
    assert again.counts["rejected"] == 1 and again.status == "ok"


def test_the_quality_checks_run_after_each_sync_and_are_kept(settings, con, now):
    write_candles(settings, "BTC", {0: "10,12,9,11,5", 1: "9000,12000,9000,11000,5"})
    report = sync_step(with_series(settings, hourly("BTC")), now, "r1")
    [problem] = report.problems
    assert problem.startswith("quality check unit_slips: 1 rows, kind=candles source=test series=SimEx BTC-USDT 1h ")
    assert "observed_time=2025-02-01T01:00 value=11000 value_before=11" in problem
    results = {result.name: result.n_rows for result in check_results_of(con, "r1")}
    assert results["unit_slips"] == 1 and results["duplicate_rows"] == 0 and len(results) >= 10


def test_a_moving_clock_reveals_history_bar_by_bar(settings, con):
    write_candles(settings, "BTC", {i: f"10,12,9,{10 + i / 10},5" for i in range(5)})
    wanted = with_series(settings, hourly("BTC"))
    seen = []
    for minutes in (59, 60, 150, 600):
        report = sync_step(wanted, START + timedelta(minutes=minutes), f"r{minutes}")
        seen.append((len(stored(con)), report.counts["open"], report.counts["not_yet_known"]))
    assert seen == [(0, 1, 4), (1, 1, 3), (2, 1, 2), (5, 0, 0)]


def test_a_changed_value_is_a_revision_known_from_the_run_on(settings, con, now):
    write_candles(settings, "BTC", {0: "10,12,9,11,5", 1: "10,12,9,11,5"})
    wanted = with_series(settings, hourly("BTC"))
    sync_step(wanted, now, "r1")
    write_candles(settings, "BTC", {0: "10,12,9,11,5", 1: "10,12,9,11.5,5"})
    report = sync_step(wanted, now + timedelta(days=1), "r2")
    assert report.counts["revised"] == 1 and report.counts["unchanged"] == 1
    assert [(close, current) for _, _, close, current in stored(con)] == [
        (Decimal("11"), True), (Decimal("11"), False), (Decimal("11.5"), True),
    ]  # fmt: skip


def test_refused_rows_are_recorded_with_reason_and_place(settings, con, now):
    write_candles(settings, "BTC", {0: "10,12,9,11,5", 1: "10,9,9.5,9.2,5", 2: "10,12,9,,5", 3: "10,12,9,11,5"})
    report = sync_step(with_series(settings, hourly("BTC")), now, "r1")
    assert report.counts["rejected"] == 2 and report.counts["new"] == 2 and report.counts["gaps"] == 1
    assert report.problems == (
        "candles SimEx BTC-USDT 1h: 2 rows refused (1 high_below_low, 1 missing_value)",
    )  # fmt: skip
    rows = con.execute(
        "select step, origin, item, reason, detail, rejected_at from rejections order by item"
    ).fetchall()
    assert [row[:4] for row in rows] == [
        ("sync", "candles SimEx BTC-USDT 1h", "btc.csv row 3", "high_below_low"),
        ("sync", "candles SimEx BTC-USDT 1h", "btc.csv row 4", "missing_value"),
    ]
    assert "high=9" in rows[0][4] and rows[0][5] == now


def test_a_series_that_fails_does_not_stop_the_others(settings, con, now):
    write_candles(settings, "ETH", {0: "10,12,9,11,5"})
    report = sync_step(with_series(settings, hourly("BTC"), hourly("ETH")), now, "r1")
    assert report.counts["failed"] == 1 and report.counts["new"] == 1
    [reason] = report.problems
    assert reason.startswith("candles SimEx BTC-USDT 1h: ") and "btc.csv: no such file" in reason


def test_a_wrong_declaration_stops_the_sync_before_anything_is_stored(settings, con, now):
    write_candles(settings, "BTC", {0: "10,12,9,11,5"})
    wrong = hourly("ETH").model_copy(update={"provider": "fiel"})
    with pytest.raises(
        SettingsError, match=r"markets.toml: series 'candles SimEx ETH-USDT 1h': .* did you mean 'file'"
    ):
        sync_step(with_series(settings, hourly("BTC"), wrong), now, "r1")
    assert stored(con) == []


@pytest.mark.parametrize("key", ["venue", "symbol", "ticker", "timeframe"])
def test_a_key_that_the_kind_needs_is_asked_for(settings, con, now, key):
    with pytest.raises(SettingsError, match=f"{key} is missing; candles need it"):
        sync_step(with_series(settings, hourly("BTC").model_copy(update={key: ""})), now, "r1")


def test_the_step_opens_the_warehouse_itself(settings, now):
    write_candles(settings, "BTC", {0: "10,12,9,11,5", 1: "0,12,0,11,5"})
    report = sync_step(with_series(settings, hourly("BTC")), now, "r1")
    assert report.step == "sync" and report.counts["new"] == 1 and report.status == "problems"
    with open_warehouse(settings.main.paths.warehouse) as con:
        assert len(stored(con)) == 1


def test_an_import_takes_the_file_it_is_given(settings, con, now, tmp_path):
    write_candles(settings, "BTC", {i: "10,12,9,11,5" for i in range(3)})
    path = settings.folder / "btc.csv"
    series = hourly("BTC").model_copy(update={"options": OPTIONS})
    assert import_market(con, path, series, now=now, run_id="r1").n_new == 3
    assert import_market(con, path, series, now=now, run_id="r2").n_unchanged == 3
    with pytest.raises(InputFileError, match="no such file"):
        import_market(con, tmp_path / "none.csv", series, now=now, run_id="r3")
