"""Steps as Prefect tasks, and runs of them as flows' bodies.

The only bridge between the composition (`flows.steps.refresh`) and Prefect: a step becomes one coarse task with the
retries and the time-out of the configuration, and the run's report becomes an artifact.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from flows.errors import StepError
from flows.retry import is_retryable
from flows.settings import Settings, load_settings
from flows.steps.refresh import StepName, call_step, refresh
from flows.steps.report import RunReport, StepReport
from warehouse.connection import open_warehouse
from warehouse.readers import check_results_of

RETRY_DELAY_SECONDS = 2.0
"""Before the first retry of a step; doubles from then on, with jitter."""


def run_steps(steps: Sequence[StepName], config: str, now: datetime | None) -> dict[str, Any]:
    """Run steps as tasks of the flow that calls this, and leave the report as an artifact.

    Args:
        steps: Names, in order.
        config: The configuration folder.
        now: The run's clock; the present when `None`.

    Returns:
        The run's report as JSON-ready values.

    Raises:
        StepError: A step failed; the report says which and why, and is kept all the same.
    """
    settings = load_settings(Path(config))
    report = refresh(
        settings, now=now or datetime.now(UTC), steps=steps, run_step=_call_as_task, command=f"flow {'+'.join(steps)}"
    )
    _leave_artifacts(report)
    _leave_check_artifact(settings, report)
    if report.status == "failed":
        raise StepError("; ".join(f"{step.step}: {step.error}" for step in report.steps if step.error))
    return report.as_dict()


def _worth_a_retry(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    error = state.result(raise_on_failure=False)
    return isinstance(error, BaseException) and is_retryable(error)


@task(cache_policy=NO_CACHE, persist_result=False, retry_condition_fn=_worth_a_retry)
def _step(name: StepName, settings: Settings, now: datetime, run_id: str) -> StepReport:
    return call_step(name, settings, now, run_id)


def _call_as_task(name: StepName, settings: Settings, now: datetime, run_id: str) -> StepReport:
    schedule = settings.main.schedule
    run = _step.with_options(
        name=name,
        retries=schedule.task_retries,
        retry_delay_seconds=[RETRY_DELAY_SECONDS * 2**attempt for attempt in range(schedule.task_retries)],
        retry_jitter_factor=0.5,
        timeout_seconds=schedule.task_timeout_seconds,
    )
    return run(name, settings, now, run_id)


def _leave_artifacts(report: RunReport) -> None:
    rows = [
        {"step": step.step, "status": step.status, "seconds": round(step.seconds, 2), **dict(step.counts)}
        for step in report.steps
    ]
    create_table_artifact(key="run-report", table=rows, description=f"Run {report.run_id}: {report.status}")
    problems = [f"- **{step.step}**: {line}" for step in report.steps for line in (*step.problems, step.error) if line]
    if problems:
        text = f"# Problems of run {report.run_id}\n\n" + "\n".join(problems)
        create_markdown_artifact(key="run-problems", markdown=text)


def _leave_check_artifact(settings: Settings, report: RunReport) -> None:
    """Show what the quality checks found, where the run had some."""
    with open_warehouse(settings.main.paths.warehouse) as con:
        results = check_results_of(con, report.run_id)
    if results:
        n_broken = sum(bool(result.n_rows) for result in results)
        create_table_artifact(
            key="quality-checks",
            table=[asdict(result) for result in results],
            description=f"Market series of run {report.run_id}: {n_broken} of {len(results)} rules broken",
        )
