"""The composition of a run: which steps there are, in which order, and how each is timed and recorded.

One composition serves both ways of running: `run_step` is either the plain call (`newstape run`) or a function that
calls the step inside a Prefect task (`flows.tasks`).
"""

import importlib
import json
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from flows.errors import FlowError
from flows.settings import Settings
from flows.steps.report import RunReport, StepReport
from nlp.errors import NlpError
from warehouse.connection import open_warehouse
from warehouse.errors import WarehouseError
from warehouse.rows import RunRow
from warehouse.snapshot import publish_snapshot
from warehouse.writers import finish_run, start_run

StepName = Literal["collect", "sync", "annotate", "group", "check", "digest"]
StepFunction = Callable[[Settings, datetime, str], StepReport]
StepRunner = Callable[[StepName, Settings, datetime, str], StepReport]

STEP_NAMES: tuple[StepName, ...] = ("collect", "sync", "annotate", "group", "check", "digest")
"""The steps in the order in which they build on each other."""

_PLACES: dict[StepName, str] = {
    "collect": "flows.steps.collect:collect_step",
    "sync": "flows.steps.sync:sync_step",
    "annotate": "flows.steps.annotate:annotate_step",
    "group": "flows.steps.group:group_step",
    "check": "flows.steps.check:check_step",
    "digest": "flows.steps.digest:digest_step",
}


def step_function(name: StepName) -> StepFunction:
    """Import the plain function of a step; late, because each brings heavy libraries of its own."""
    module, _, attribute = _PLACES[name].partition(":")
    function: StepFunction = getattr(importlib.import_module(module), attribute)
    return function


def call_step(name: StepName, settings: Settings, now: datetime, run_id: str) -> StepReport:
    """Run one step here and now, timed."""
    wall, cpu = time.perf_counter(), time.process_time()
    report = step_function(name)(settings, now, run_id)
    return replace(report, seconds=time.perf_counter() - wall, cpu_seconds=time.process_time() - cpu)


def refresh(
    settings: Settings,
    *,
    now: datetime,
    steps: Sequence[StepName] = STEP_NAMES,
    run_step: StepRunner = call_step,
    command: str = "run",
) -> RunReport:
    """Run steps in order, record the run, and publish the snapshot for readers.

    A step that fails ends the run, because the later ones build on it; what was stored until then stays, and a new
    run goes on from there.

    Raises:
        WarehouseError: The warehouse cannot be opened at all.
    """

    def work(now: datetime, run_id: str) -> Iterator[StepReport]:
        for name in steps:
            report = _guarded(name, settings, now, run_id, run_step)
            yield report
            if report.status == "failed":
                return

    return recorded(settings, work, now=now, command=command)


def recorded(
    settings: Settings, work: Callable[[datetime, str], Iterable[StepReport]], *, now: datetime, command: str
) -> RunReport:
    """Do some work as a run: with an entry in `runs`, and a fresh snapshot at its end.

    Args:
        settings: Where the warehouse is.
        work: Takes the run's clock and id.
        now: The run's clock.
        command: What the user or the schedule asked for.

    Raises:
        FlowError: The work could not be done; the run is recorded as failed, with the reason.
        NlpError: The same.
        WarehouseError: The same, as far as the warehouse can be opened.
    """
    run_id = f"{now.astimezone(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"
    with open_warehouse(settings.main.paths.warehouse) as con:
        row = RunRow(run_id=run_id, command=command, started_at=now, finished_at=None, status="running", report=None)
        start_run(con, row)
    try:
        report = RunReport(run_id=run_id, now=now, steps=tuple(work(now, run_id)))
    except (FlowError, NlpError, WarehouseError) as error:
        failed = RunReport(run_id=run_id, now=now, steps=(StepReport(step=command, error=str(error)),))
        with suppress(WarehouseError):  # the error that is on its way says more
            _finish(settings, failed)
        raise
    _finish(settings, report)
    return report


def _finish(settings: Settings, report: RunReport) -> None:
    with open_warehouse(settings.main.paths.warehouse) as con:
        told = json.dumps(report.as_dict())
        finish_run(con, report.run_id, finished_at=report.now, status=report.status, report=told)
        publish_snapshot(con, settings.main.paths.snapshot)


def _guarded(name: StepName, settings: Settings, now: datetime, run_id: str, run_step: StepRunner) -> StepReport:
    try:
        return run_step(name, settings, now, run_id)
    except (FlowError, NlpError, WarehouseError) as error:
        return StepReport(step=name, error=str(error))
