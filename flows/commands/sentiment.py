"""`newstape sentiment`: sentences in, probabilities out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from flows.commands.common import ConfigOption, settings_from
from flows.errors import InputFileError

if TYPE_CHECKING:
    from nlp.sentiment.predict_lines import LineFormat


def sentiment(
    source: Annotated[
        Path,
        typer.Argument(help="A sentence a line, or .csv or .jsonl with `text` and optionally `target`; - for stdin."),
    ],
    config: ConfigOption = None,
) -> None:
    """Print one JSON line per sentence: text, target, label, p_bearish, p_neutral, p_bullish."""
    settings = settings_from(config)
    if str(source) == "-":
        _predict(sys.stdin, "text", settings.main.annotate.encoder)
        return
    from nlp.sentiment.predict_lines import FORMAT_OF_SUFFIX

    try:
        with source.open(encoding="utf-8", newline="") as lines:
            _predict(lines, FORMAT_OF_SUFFIX.get(source.suffix.lower(), "text"), settings.main.annotate.encoder)
    except (OSError, UnicodeDecodeError) as error:
        raise InputFileError(f"{source}: cannot be read as UTF-8 text: {error}") from error


def _predict(lines: TextIO, line_format: "LineFormat", encoder: str) -> None:
    from nlp.sentiment.load import load_encoder
    from nlp.sentiment.predict_lines import predict_lines

    for line in predict_lines(lines, load_encoder(encoder), line_format=line_format):
        sys.stdout.write(line + "\n")
