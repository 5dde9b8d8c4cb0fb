"""`newstape digest`: build and show the digest as of a moment."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import ConfigOption, JsonOption, console, parse_moment, print_json, settings_from, warn


def digest(
    as_of: Annotated[
        str | None, typer.Option(help="Nothing that became known later is in it (UTC unless a zone is given).")
    ] = None,
    window_hours: Annotated[
        float | None, typer.Option(min=0.1, help="How far back articles are taken. Default: from digest.toml.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the HTML to this file.")] = None,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Show what articles stated, what the tape says of it, and where both stand."""
    settings = settings_from(config)
    moment = parse_moment(as_of, "--as-of") or datetime.now(UTC)
    from flows.digest.build import build_digest
    from flows.digest.deliver import deliver_html
    from flows.digest.terminal import terminal_digest
    from warehouse.connection import open_reader

    with open_reader(settings.main.paths.snapshot, as_of=moment) as con:
        built = build_digest(con, settings.digest, as_of=moment, window_hours=window_hours)
        path = deliver_html(con, built, output or settings.main.paths.digests)
    if json:
        print_json(built.as_dict())
    else:
        console().print(terminal_digest(built))
        warn(f"HTML: {path}")
