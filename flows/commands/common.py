"""What the commands share: the configuration option, moments given as text, the two consoles."""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from flows.errors import InputFileError
from flows.settings import Settings, load_settings, packaged_configs

if TYPE_CHECKING:
    from rich.console import Console

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        help="Configuration folder. Default: $NEWSTAPE_CONFIG, ./configs, or the one that ships with newstape.",
        show_default=False,
    ),
]
PIPE_WIDTH = 160
"""Columns of tables that go into a file or a pipe."""
MAX_SHOWN = 20
"""Broken lines that are named."""
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def settings_from(config: Path | None) -> Settings:
    """Read the configuration folder that the user means."""
    return load_settings(config_folder(config))


def config_folder(config: Path | None) -> Path:
    """Return the folder named by the option, by $NEWSTAPE_CONFIG, or found by default."""
    if config is not None:
        return config
    if named := os.environ.get("NEWSTAPE_CONFIG"):
        return Path(named)
    here = Path("configs")
    return here if (here / "newstape.toml").exists() else packaged_configs()


def parse_moment(text: str | None, option: str) -> datetime | None:
    """Read an instant or a day; without a zone it is taken as UTC, which the option's help says.

    Raises:
        InputFileError: The text is no ISO 8601 date or time.
    """
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except ValueError as error:
        raise InputFileError(
            f"{option} {text!r} is no date or time; write 2025-02-18 or 2025-02-18T07:30:00+00:00"
        ) from error
    except OverflowError as error:
        raise InputFileError(f"{option} {text!r} is at the end of the calendar; give a real date") from error


def check_zone(time_zone: str) -> None:
    """Refuse a `--time-zone` that is no IANA name.

    Raises:
        InputFileError: The zone is unknown.
    """
    try:
        ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError) as error:
        raise InputFileError(f"--time-zone {time_zone!r} is unknown; write one like Europe/Berlin or UTC") from error


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever json can write
    """Print one JSON document to standard output."""
    write_json(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def write_json(text: str) -> None:
    """Write JSON and a line end to standard output; characters that its encoding does not hold are escaped."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = "".join(char if char.isascii() else json.dumps(char)[1:-1] for char in text)
    sys.stdout.write(text + "\n")


def left_out(broken: Sequence[str]) -> InputFileError:
    """Return the error that ends a command which scored all lines but these."""
    noun = "line" if len(broken) == 1 else "lines"
    return InputFileError("\n".join([f"{len(broken)} {noun} left out, the others are scored:", *broken[:MAX_SHOWN]]))


def console() -> "Console":
    """Return a console on standard output; into a file or pipe it writes wide lines rather than broken ones."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH)


def print_lines(lines: Iterable[str]) -> None:
    """Print lines below a table: words from outside as they are, without colours, and never broken."""
    out = console()
    for line in lines:
        out.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)


def warn(message: str) -> None:
    """Print a line to standard error."""
    sys.stderr.write(f"newstape: {message}\n")
