"""`newstape event-study`: what followed articles, by sentiment, by event or by score."""

from dataclasses import asdict
from typing import Annotated, Literal

import typer

from flows.commands.common import ConfigOption, parse_moment, settings_from, warn
from flows.commands.tables import FormatOption, OutputOption, check_target, show_table


def event_study(
    by: Annotated[
        Literal["sentiment", "event", "score"],
        typer.Option(help="Mean returns by sentiment label or event kind, or the rank correlation with the score."),
    ] = "sentiment",
    asset: Annotated[str | None, typer.Option(help="Only this ticker; ALL for all assets together.")] = None,
    as_of: Annotated[str | None, typer.Option(help="As was known at this moment (UTC unless a zone is given).")] = None,
    format: FormatOption = "table",
    output: OutputOption = None,
    config: ConfigOption = None,
) -> None:
    """Show returns after articles, raw and abnormal (against BTC), with 95 % intervals from whole days resampled."""
    check_target(format, output)
    settings = settings_from(config)
    import pyarrow as pa

    from warehouse import event_study as study
    from warehouse.connection import open_reader

    with open_reader(settings.main.paths.snapshot, as_of=parse_moment(as_of, "--as-of")) as con:
        rows: list[study.EventStudyRow] | list[study.CoefficientRow]
        if by == "score":
            rows = study.information_coefficients(con)
        else:
            rows = study.event_study(con, grouping=by)
    wanted = [asdict(row) for row in rows if asset in (None, row.ticker)]
    if not wanted:
        known = ", ".join(sorted({row.ticker for row in rows})) or "none yet: articles and candles are needed"
        warn(f"no returns{f' of {asset}' if asset else ''} after any article; assets with returns: {known}")
        return
    show_table(pa.Table.from_pylist(wanted), format, output)
