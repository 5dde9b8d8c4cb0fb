"""`newstape market-states`: the market around every stored mention, or around moments of your own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import ConfigOption, parse_moment, settings_from
from flows.commands.tables import FormatOption, OutputOption, check_target, show_table
from flows.errors import InputFileError

if TYPE_CHECKING:
    import pyarrow as pa

_MENTIONS = """
    select kind, mention_id, article_id, ticker, available_at as start_at
    from mentions_current
    order by start_at, kind, mention_id
"""


def market_states(
    moments: Annotated[
        Path | None,
        typer.Argument(
            help="CSV or Parquet with the columns ticker and start_at (with a zone); others are kept. "
            "Without it, all stored mentions and claims."
        ),
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="As was known at this moment (UTC unless a zone is given).")] = None,
    format: FormatOption = "table",
    output: OutputOption = None,
    config: ConfigOption = None,
) -> None:
    """Look up the price before, the price to enter at, and the returns from there, for millions of moments at once."""
    check_target(format, output)
    settings = settings_from(config)
    from warehouse.connection import open_reader
    from warehouse.market_state import market_states as look_up
    from warehouse.queries import run_query

    given = _read(moments) if moments else None
    with open_reader(settings.main.paths.snapshot, as_of=parse_moment(as_of, "--as-of")) as con:
        states = look_up(con, run_query(con, _MENTIONS) if given is None else given)
    show_table(states, format, output)


def _read(path: Path) -> "pa.Table":
    """Read the moments.

    Raises:
        InputFileError: No such file, another kind, or it cannot be read as one.
    """
    import pyarrow as pa
    from pyarrow import csv, parquet

    try:
        if path.suffix == ".csv":
            return csv.read_csv(path)
        if path.suffix == ".parquet":
            return parquet.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise InputFileError(f"{path}: cannot be read: {error}") from error
    raise InputFileError(f"{path}: moments are read from .csv and .parquet; convert the file")
