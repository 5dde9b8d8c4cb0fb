"""Showing a table: in the terminal, or as CSV, JSON lines or Parquet."""

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from flows.commands.common import console
from flows.errors import InputFileError
from flows.terminal_text import printable

if TYPE_CHECKING:
    import pyarrow as pa

FORMULA_START = r"\A([=@\t\r]|[+-][^0-9.$])"
"""What spreadsheets take for the beginning of a formula; a signed number is none."""

Format = Literal["table", "csv", "json", "parquet"]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the result.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]


def check_target(format: Format, output: Path | None) -> None:
    """Refuse, before any work is done, a format that cannot go where it is to go.

    Raises:
        InputFileError: Parquet without a file, or a file for a terminal's table.
    """
    if format == "parquet" and output is None:
        raise InputFileError("Parquet is not for terminals; name a file with --output")
    if format == "table" and output is not None:
        raise InputFileError("--output needs --format csv, json or parquet")


def show_table(table: "pa.Table", format: Format, output: Path | None) -> None:
    """Print a table, or write it to a file.

    Raises:
        InputFileError: The file cannot be written.
    """
    if format == "table":
        _print_table(table)
    elif output is None:
        text = io.BytesIO()
        _write(table, format, text)
        sys.stdout.write(text.getvalue().decode())
    else:
        try:
            with output.open("wb") as file:
                _write(table, format, file)
        except OSError as error:
            raise InputFileError(
                f"--output {output}: cannot be written: {error.strerror}; name another file"
            ) from error


def _print_table(table: "pa.Table") -> None:
    from rich import box
    from rich.table import Table

    view = Table(box=box.SIMPLE_HEAD, caption=f"{table.num_rows:,} rows", caption_justify="left")
    columns = table.column_names
    for name in columns:
        view.add_column(name, overflow="fold", justify="right" if _is_number(table, name) else "left")
    for row in table.to_pylist():
        view.add_row(*(_cell(row[name]) for name in columns))
    console().print(view, markup=False)


def _is_number(table: "pa.Table", name: str) -> bool:
    import pyarrow as pa

    kind = table.schema.field(name).type
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _cell(value: object) -> str:
    """Show a value for people: no trailing zeros, instants to the second in UTC."""
    from datetime import datetime
    from decimal import Decimal

    from rich.markup import escape

    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    if isinstance(value, Decimal):
        plain = f"{value:,f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return escape(printable(str(value)))


def _without_formulas(table: "pa.Table") -> "pa.Table":
    """Put an apostrophe before texts that a spreadsheet would run: titles are strangers' words."""
    import pyarrow as pa
    from pyarrow import compute

    for number, field in enumerate(table.schema):
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
            safe = compute.replace_substring_regex(table.column(number), pattern=FORMULA_START, replacement=r"'\1")
            table = table.set_column(number, field.name, safe)
    return table


def _write(table: "pa.Table", format: Literal["csv", "json", "parquet"], sink: BinaryIO) -> None:
    import json

    from pyarrow import csv, parquet

    if format == "parquet":
        parquet.write_table(table, sink)
    elif format == "csv":
        csv.write_csv(_without_formulas(table), sink)
    else:
        sink.writelines(f"{json.dumps(row, ensure_ascii=False, default=str)}\n".encode() for row in table.to_pylist())
