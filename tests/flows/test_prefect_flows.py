"""The flows against a real Prefect server (its own embedded one, in a folder of the test session)."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from flows.errors import MarketDataError, StepError
from flows.settings import load_settings
from flows.steps.report import StepReport
from warehouse.connection import open_reader
from warehouse.errors import WarehouseError

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

SCHEDULE_DEADLINE_SECONDS = 200


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory):
    from flows.prefect_settings import prepare_prefect

    prepare_prefect(tmp_path_factory.mktemp("prefect"))
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


def attempts_of(monkeypatch, error):
    """Make the sync step fail with `error`, once or always, and count its calls."""
    calls = []

    def call_step(name, settings, now, run_id):
        calls.append(name)
        if error is not None and len(calls) <= error[1]:
            raise error[0]
        return StepReport(step=name, counts={"rows": 7})

    monkeypatch.setattr("flows.tasks.call_step", call_step)
    monkeypatch.setattr("flows.tasks.RETRY_DELAY_SECONDS", 0.01)
    return calls


def test_a_flow_returns_the_report_and_leaves_it_as_an_artifact(prefect_server, settings, now):
    from prefect.client.orchestration import get_client

    from flows.ingest_market import ingest_market

    report = ingest_market(str(settings.folder), now)
    assert [step["step"] for step in report["steps"]] == ["sync"]
    assert report["status"] == "ok"
    with get_client(sync_client=True) as client:
        artifacts = client.request("POST", "/artifacts/latest/filter", json={}).json()
    table = next(artifact for artifact in artifacts if artifact["key"] == "run-report")
    assert report["run_id"] in table["description"]
    checks = next(artifact for artifact in artifacts if artifact["key"] == "quality-checks")
    assert "unit_slips" in checks["data"] and "sample" in checks["data"] and report["run_id"] in checks["description"]
    assert json.loads(table["data"])[0]["step"] == "sync"


def test_a_passing_fault_is_tried_again(prefect_server, settings, now, monkeypatch):
    from flows.ingest_market import ingest_market

    calls = attempts_of(monkeypatch, (MarketDataError("venue answers 503", retryable=True), 1))
    assert ingest_market(str(settings.folder), now)["status"] == "ok"
    assert calls == ["sync", "sync"]


def test_a_lasting_fault_is_not_tried_again_and_fails_the_flow(prefect_server, settings, now, monkeypatch):
    from flows.ingest_market import ingest_market

    calls = attempts_of(monkeypatch, (WarehouseError("disk is full"), 99))
    with pytest.raises(StepError, match="sync: disk is full"):
        ingest_market(str(settings.folder), now)
    assert calls == ["sync"]


def test_both_ways_of_running_run_the_same_composition(prefect_server, settings, now):
    from flows.refresh import refresh_flow
    from flows.steps.refresh import refresh

    def shape(report):
        return [(step["step"], step["status"], step["counts"]) for step in report["steps"]]

    plain = refresh(settings, now=now).as_dict()
    as_flow = refresh_flow(str(settings.folder), now)
    assert shape(plain) == shape(as_flow)


def test_a_scheduled_run_fires_and_the_program_stops_cleanly(settings, tmp_path):
    shutil.rmtree(settings.main.paths.data)  # as on the first day
    main = settings.folder / "newstape.toml"
    main.write_text(main.read_text(encoding="utf-8").replace("collect_minutes = 15", "collect_minutes = 1"))
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    log = (tmp_path / "schedule.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "schedule", "--config", str(settings.folder)],
        stdout=log,
        stderr=subprocess.STDOUT,
        env=environment,
        start_new_session=True,
        preexec_fn=ignore_interrupts,
    )
    try:
        finished = wait_for_runs(load_settings(settings.folder).main.paths.snapshot, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=90)
        log.close()
    told = (tmp_path / "schedule.log").read_text()
    assert "flow collect" in finished, told
    assert process.returncode == 0, told
    assert "Traceback" not in told


def ignore_interrupts():
    """Do as a shell does for a program in the background."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def wait_for_runs(snapshot, process):
    """Wait until a scheduled run is in the published snapshot; returns the commands of the runs that finished."""
    deadline = time.monotonic() + SCHEDULE_DEADLINE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if snapshot.exists():
            with open_reader(snapshot) as con:
                rows = con.execute("select command from runs where status = 'ok'").fetchall()
            if ("flow collect",) in rows:
                return {command for (command,) in rows}
        time.sleep(1)
    return set()
