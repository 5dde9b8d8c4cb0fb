"""`newstape sql`: ask the warehouse, read only."""

from typing import Annotated

import typer

from flows.commands.common import ConfigOption, console, parse_moment, settings_from
from flows.commands.tables import FormatOption, OutputOption, check_target, show_table


def sql(
    query: Annotated[
        str | None,
        typer.Argument(help="SQL, or the name of a stored query. Without it, the stored queries are listed."),
    ] = None,
    config: ConfigOption = None,
    format: FormatOption = "table",
    output: OutputOption = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="Answer as was known at this moment (UTC unless a zone is given): every view obeys."),
    ] = None,
) -> None:
    """Query the published snapshot, read only: writers are never blocked, and nothing can be changed."""
    settings = settings_from(config)
    check_target(format, output)
    from warehouse.connection import open_reader
    from warehouse.queries import list_queries, run_query

    if query is None:
        out = console()
        for stored in list_queries():
            out.print(f"[bold]{stored.name}[/bold]  {stored.description}", highlight=False)
        return
    with open_reader(settings.main.paths.snapshot, as_of=parse_moment(as_of, "--as-of")) as con:
        table = run_query(con, query)
    show_table(table, format, output)
