"""`newstape run`: the steps once, plainly or as a Prefect flow."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import (
    ConfigOption,
    JsonOption,
    console,
    parse_moment,
    print_json,
    print_lines,
    settings_from,
)
from flows.errors import InputFileError
from flows.steps.report import counts_text

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.steps.refresh import StepName
    from flows.steps.report import RunReport


def run(
    steps: Annotated[
        list[str] | None,
        typer.Argument(
            help="Steps to run: collect, sync, annotate, group, check, digest. Default: all.", show_default=False
        ),
    ] = None,
    config: ConfigOption = None,
    prefect: Annotated[
        bool, typer.Option("--prefect", help="Run as a Prefect flow (always so where PREFECT_API_URL is set).")
    ] = False,
    now: Annotated[
        str | None, typer.Option(help="The run's clock, to replay the past (UTC unless a zone is given).")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Collect, sync, annotate, group, check and digest, once."""
    settings = settings_from(config)
    names = _step_names(steps)
    moment = parse_moment(now, "--now") or datetime.now(UTC)
    if prefect or os.environ.get("PREFECT_API_URL"):
        report = run_as_flow(settings, names, moment)
    else:
        from flows.steps.refresh import refresh

        report = refresh(settings, now=moment, steps=names).as_dict()
    if json:
        print_json(report)
    else:
        show_report(report)
    if report["status"] == "failed":
        raise typer.Exit(1)


def run_as_flow(settings: "Settings", steps: "tuple[StepName, ...]", now: datetime) -> dict[str, Any]:
    """Run the steps as the Prefect flow `refresh`, on the server of PREFECT_API_URL or an embedded one."""
    from flows.prefect_settings import prepare_prefect

    prepare_prefect(settings.main.paths.data / "prefect")
    from flows.refresh import refresh_flow

    report: dict[str, Any] = refresh_flow(str(Path(settings.folder).resolve()), now, steps)
    return report


def show_report(report: dict[str, Any]) -> None:
    """Print what each step did, and every problem in a line of its own."""
    from rich.table import Table

    table = Table(title=f"run {report['run_id']}: {report['status']}", title_justify="left")
    for heading in ("step", "status", "what was done", "seconds", "CPU s"):
        table.add_column(heading, justify="right" if heading in ("seconds", "CPU s") else "left")
    for step in report["steps"]:
        done = counts_text(step["counts"])
        table.add_row(step["step"], step["status"], done, f"{step['seconds']:.2f}", f"{step['cpu_seconds']:.2f}")
    console().print(table)
    for step in report["steps"]:
        problems = [*step["problems"], *([step["error"]] if step["error"] else [])]
        print_lines(f"{step['step']}: {line}" for line in problems)
        print_lines(f"{step['step']} wrote {path}" for path in step["files"])


def show_only_step(report: "RunReport", *, nothing: str) -> None:
    """Print what the one step of a run did, or `nothing`, and every problem in a line of its own."""
    (step,) = report.steps
    console().print(counts_text(step.counts) or nothing)
    print_lines(step.problems)


def _step_names(steps: list[str] | None) -> "tuple[StepName, ...]":
    from flows.steps.refresh import STEP_NAMES

    unknown = [name for name in steps or [] if name not in STEP_NAMES]
    if unknown:
        raise InputFileError(f"unknown step {unknown[0]!r}; the steps are {', '.join(STEP_NAMES)}")
    return tuple(name for name in STEP_NAMES if not steps or name in steps)
