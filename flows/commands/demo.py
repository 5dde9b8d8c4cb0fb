"""`newstape demo`: the whole pipeline on the simulated sample, served on loopback and polled by the real collector."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import console

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

    from flows.settings import Settings

QUERIES = ("verdicts_by_outlet", "liquidations_reported_vs_measured", "sentiment_and_next_day_return")
"""Stored queries that the demo suggests to try."""


def demo(
    folder: Annotated[Path, typer.Argument(help="Where the demo keeps its files; made anew.")] = Path("newstape-demo"),
) -> None:
    """Run everything on the sample: invented articles and a simulated market, three weeks in a minute.

    A loopback server plays five outlets. The collector polls them while the clock moves, and the Prefect flow reads,
    checks and digests: once on the morning after the crash, once at the end.
    """
    from flows.sample.install import climax_moment, final_moment, install_sample, sample_moments
    from flows.sample.server import SampleServer
    from flows.settings import load_settings

    out = console()
    out.print("[bold]newstape demo[/bold]: invented articles, [bold]simulated[/bold] market", highlight=False)
    _clear(folder)
    with SampleServer() as server:
        config = install_sample(folder, static_hosts=server.static_hosts())
        settings = load_settings(config)
        out.print(f"1. five outlets are served on 127.0.0.1:{server.port}; the collector polls them as the clock moves")
        for moment in sample_moments():
            server.clock = moment
            if moment in (climax_moment(), final_moment()):
                _run_flow(settings, moment, out)
            else:
                _collect(settings, moment)
    _show_digest(settings, climax_moment(), out)
    out.print("\nThree queries to try (the whole list: newstape sql):", style="bold")
    for name in QUERIES:
        out.print(f"  newstape sql {name} --config {config}", highlight=False, soft_wrap=True)


def _collect(settings: "Settings", moment: "datetime") -> None:
    from flows.steps.refresh import refresh

    refresh(settings, now=moment, steps=("collect",), command="demo")


def _run_flow(settings: "Settings", moment: "datetime", out: "Console") -> None:
    from flows.commands.run import run_as_flow, show_report
    from flows.steps.refresh import STEP_NAMES

    out.print(f"2. the Prefect flow `refresh` as of {moment:%Y-%m-%d %H:%M} UTC", highlight=False)
    with out.status("Prefect is starting its embedded server (10 to 25 s the first time) ..."):
        report = run_as_flow(settings, STEP_NAMES, moment)
    show_report(report)


def _show_digest(settings: "Settings", moment: "datetime", out: "Console") -> None:
    from flows.digest.build import build_digest
    from flows.digest.terminal import terminal_digest
    from warehouse.connection import open_reader

    with open_reader(settings.main.paths.snapshot, as_of=moment) as con:
        out.print(terminal_digest(build_digest(con, settings.digest, as_of=moment)))
    for path in sorted(settings.main.paths.digests.glob("*.html")):
        out.print(f"HTML: {path.resolve()}", highlight=False, soft_wrap=True)


def _clear(folder: Path) -> None:
    """Remove an earlier demo, but nothing else: only a folder that a demo made is touched."""
    from flows.errors import InputFileError

    if not folder.exists():
        return
    if any(folder.iterdir()) and not (folder / "configs" / "newstape.toml").exists():
        raise InputFileError(f"{folder} holds other files; name an empty or new folder: newstape demo FOLDER")
    shutil.rmtree(folder / "configs", ignore_errors=True)
    for path in (folder / "data").glob("*"):
        if path.name == "prefect":  # its database takes long to make
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
