"""`newstape prove-no-leak`: does anything look ahead?"""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import ConfigOption, console, parse_moment, settings_from
from flows.errors import InputFileError


def prove_no_leak(
    at: Annotated[
        list[str] | None,
        typer.Option(help="A past moment (UTC unless a zone is given); may be repeated. Default: three quartiles."),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Ask everything as of past moments, of the whole warehouse and of a copy cut there. Exit code 1 if they differ."""
    settings = settings_from(config)
    snapshot = settings.main.paths.snapshot
    if not snapshot.exists():
        raise InputFileError(f"{snapshot}: there is no snapshot yet; collect something first (newstape run)")
    from rich import box
    from rich.table import Table

    from flows.steps.check import tolerances_of
    from warehouse.leaks import prove_no_leak, typical_moments

    with tempfile.TemporaryDirectory(prefix="newstape-proof-") as name:
        folder = Path(name)
        given = [moment for text in at or [] if (moment := parse_moment(text, "--at"))]
        proofs = list(
            prove_no_leak(
                snapshot,
                folder,
                moments=given or typical_moments(snapshot, folder),
                tolerances=tolerances_of(settings.claims),
                settle_hours=settings.claims.settle_hours,
            )
        )
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("asked", "as of (UTC)", "rows", "result"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "rows" else "left")
    for proof in proofs:
        as_of = f"{proof.moment:%Y-%m-%d %H:%M:%S}"
        table.add_row(proof.name, as_of, f"{proof.n_rows:,}", proof.difference or "equal")
    console().print(table, markup=False)
    if any(proof.difference for proof in proofs):
        raise typer.Exit(1)
