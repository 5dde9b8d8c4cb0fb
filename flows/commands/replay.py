"""`newstape replay`: everything that was collected, done again from the raw store."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import ConfigOption, JsonOption, console, print_json, print_lines, settings_from


def replay(
    folder: Annotated[Path, typer.Argument(help="New data folder for the warehouse that is made.")],
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Collect again from the raw store, offline, into a fresh warehouse, and say what comes out differently.

    Feed names, outlets and zones are those of the configuration as it is now.
    """
    settings = settings_from(config)
    from flows.steps.replay import replay as do_again

    report = do_again(settings, folder)
    if json:
        print_json(asdict(report) | {"is_same": report.is_same})
        return
    out = console()
    out.print(
        f"{report.n_batches:,} collections, {report.n_fetches:,} requests answered from the raw store, "
        f"{report.n_imported:,} imported articles taken over",
        highlight=False,
    )
    for table in report.differences:
        changed = f"{table.n_missing:,} rows missing, {table.n_extra:,} new" if table.n_missing or table.n_extra else ""
        out.print(f"  {table.table}: {table.n_same:,} rows as they were{changed and ', ' + changed}", highlight=False)
    print_lines(report.problems)
