"""`newstape demo`: the whole pipeline on the simulated sample, served on loopback and polled by the real collector."""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import console

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from rich.console import Console

    from flows.sample.server import SampleServer
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
    from flows.sample.install import articles_folder, install_sample
    from flows.sample.moments import sample_moments
    from flows.sample.server import SampleServer
    from flows.settings import load_settings

    out = console()
    out.print("newstape demo: invented articles, simulated market", style="bold")
    _make_room(folder)
    moments = sample_moments()
    with SampleServer(articles_folder()) as server:
        config = install_sample(folder)
        _pin_hosts(config, server.static_hosts())
        settings = load_settings(config)
        out.print(f"Five outlets are served on 127.0.0.1:{server.port}; the collector polls them as the clock moves.")
        start = moments.polls[0]
        for moment in moments.digests:
            _collect(settings, server, [poll for poll in moments.polls if start <= poll < moment], moment)
            server.clock = start = moment
            _run_flow(settings, moment, out)
    _show_digest(settings, moments.digests[0], out)
    out.print(f"\nThree queries to try (all of them: `{_program()} sql`):", style="bold")
    for name in QUERIES:
        out.print(f"  {_program()} sql {name} --config {config}", highlight=False, soft_wrap=True)


def _pin_hosts(config: Path, hosts: dict[str, str]) -> None:
    """Write into the demo's configuration where the invented hosts are to be found."""
    main = config / "newstape.toml"
    lines = "".join(f'"{host}" = "{address}"\n' for host, address in hosts.items())
    main.write_text(f"{main.read_text(encoding='utf-8')}\n[http.static_hosts]\n{lines}", encoding="utf-8")


def _collect(settings: "Settings", server: "SampleServer", polls: "list[datetime]", now: "datetime") -> None:
    """Poll at each of the moments, as a schedule would have done, in one recorded run."""
    from flows.steps.collect import collect_news
    from flows.steps.refresh import recorded
    from flows.steps.report import StepReport
    from warehouse.connection import open_warehouse

    def work(_: "datetime", run_id: str) -> "Iterator[StepReport]":
        n_articles = 0
        with open_warehouse(settings.main.paths.warehouse) as con:
            for moment in polls:
                server.clock = moment
                n_articles += collect_news(settings, con, now=moment, run_id=run_id).n_articles
        yield StepReport(step="collect", counts={"polls": len(polls), "articles": n_articles})

    recorded(settings, work, now=now, command="demo: collect")


def _run_flow(settings: "Settings", moment: "datetime", out: "Console") -> None:
    from flows.commands.run import run_as_flow, show_report
    from flows.steps.refresh import STEP_NAMES

    out.print(f"The Prefect flow `refresh` runs as of {moment:%Y-%m-%d %H:%M} UTC.", highlight=False)
    with out.status("Prefect starts its embedded server once (10 to 25 s), then runs the steps ..."):
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


def _program() -> str:
    """Return what to type for newstape here: its bare name where the shell finds it, else its path."""
    called = Path(sys.argv[0])
    if shutil.which("newstape") or called.name != "newstape":
        return "newstape"
    return os.path.relpath(called)


def _make_room(folder: Path) -> None:
    """Make the folder, and remove an earlier demo, but nothing else: only a folder that a demo made is touched."""
    from flows.errors import InputFileError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        told = f"{folder}: cannot be made a folder: {error.strerror}; name another one: newstape demo FOLDER"
        raise InputFileError(told) from error
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
