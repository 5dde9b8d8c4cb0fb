import json

import pytest

from flows.errors import InputFileError, MarketDataError
from flows.steps.refresh import STEP_NAMES, recorded, refresh
from flows.steps.report import StepReport
from warehouse.connection import open_reader, open_warehouse


def recorder(seen, *, fail_at=None, problem_at=None):
    def run_step(name, settings, now, run_id):
        seen.append(name)
        if name == fail_at:
            raise MarketDataError(f"{name} is out of order")
        return StepReport(step=name, counts={"things": 3}, problems=("one was odd",) if name == problem_at else ())

    return run_step


def test_steps_run_in_order_and_the_run_is_recorded(settings, now):
    seen = []
    report = refresh(settings, now=now, run_step=recorder(seen))
    assert seen == list(STEP_NAMES)
    assert report.status == "ok"
    with open_warehouse(settings.main.paths.warehouse) as con:
        ((run_id, status, stored),) = con.execute("select run_id, status, report from runs").fetchall()
    assert (run_id, status) == (report.run_id, "ok")
    assert json.loads(stored)["steps"][0]["counts"] == {"things": 3}


def test_a_failed_step_ends_the_run_and_is_named(settings, now):
    seen = []
    report = refresh(settings, now=now, run_step=recorder(seen, fail_at="sync"))
    assert seen == ["collect", "sync"]
    assert report.status == "failed"
    assert report.steps[-1].error == "sync is out of order"


def test_a_failed_run_still_publishes_what_was_stored(settings, now):
    refresh(settings, now=now, run_step=recorder([], fail_at="collect"))
    with open_reader(settings.main.paths.snapshot) as con:
        assert con.execute("select status from runs").fetchall() == [("failed",)]


def test_refused_items_make_a_run_with_problems_not_a_failure(settings, now):
    report = refresh(settings, now=now, run_step=recorder([], problem_at="annotate"))
    assert report.status == "problems"
    assert report.as_dict()["steps"][2]["problems"] == ["one was odd"]


def test_an_error_nobody_foresaw_is_not_hidden(settings, now):
    def broken(*_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        refresh(settings, now=now, run_step=broken)


def test_work_that_cannot_be_done_leaves_a_failed_run_with_the_reason(settings, now):
    def work(now, run_id):
        raise InputFileError("a.csv: no such file")

    with pytest.raises(InputFileError):
        recorded(settings, work, now=now, command="import market")
    with open_reader(settings.main.paths.snapshot) as con:
        ((status, stored),) = con.execute("select status, report from runs").fetchall()
    assert status == "failed"
    assert json.loads(stored)["steps"][0]["error"] == "a.csv: no such file"


def test_run_ids_sort_by_time_and_differ(settings, now):
    first, second = (refresh(settings, now=now, run_step=recorder([])).run_id for _ in range(2))
    assert first != second
    assert first[:15] == second[:15] == "20250219T070000"
