"""`newstape sentiment`: sentences in, probabilities out."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import ConfigOption, left_out, settings_from, warn, write_json
from flows.errors import InputFileError
from flows.settings import Settings

if TYPE_CHECKING:
    from nlp.sentiment.predict_lines import LineFormat


def sentiment(
    source: Annotated[
        Path,
        typer.Argument(
            help="A sentence a line, or CSV or JSON lines with `text` and optionally `target`; - for stdin."
        ),
    ],
    config: ConfigOption = None,
) -> None:
    """Print one JSON line per sentence: text, target, label, p_bearish, p_neutral, p_bullish.

    Lines that cannot be read are named at the end, with exit code 2; the others are scored.
    """
    settings = settings_from(config)
    from nlp.sentiment.predict_lines import FORMAT_OF_SUFFIX, format_of_line

    if str(source) == "-":
        if sys.stdin is None:
            raise InputFileError("standard input is closed; name a file, or give - something to read")
        first = sys.stdin.readline().removeprefix("\ufeff")
        _predict(chain([first], sys.stdin), format_of_line(first), settings)
        return
    try:
        # Spreadsheets put a byte order mark before their CSV; it is no part of the first column's name.
        lines = source.open(encoding="utf-8-sig", errors="surrogateescape", newline="")
    except OSError as error:
        raise InputFileError(f"{source}: cannot be read: {error.strerror}; check the path and its rights") from error
    with lines:
        _predict(lines, FORMAT_OF_SUFFIX.get(source.suffix.lower(), "text"), settings)


def _predict(lines: Iterable[str], line_format: "LineFormat", settings: Settings) -> None:
    from nlp.sentiment.load import load_encoder
    from nlp.sentiment.predict_lines import predict_lines
    from nlp.text.lexicon import load_lexicon

    broken: list[str] = []
    foreign: list[str] = []
    lexicon = cache(lambda: load_lexicon(settings.assets_file))  # read only where a target needs it
    for line in predict_lines(
        lines,
        load_encoder(settings.main.annotate.encoder),
        line_format=line_format,
        name_in=lambda text, target: lexicon().name_in(text, target),
        on_broken=broken.append,
        on_foreign=foreign.append,
    ):
        write_json(line)
    if foreign:
        warn(_about_foreign(foreign))
    if broken:
        raise left_out(broken)


def _about_foreign(languages: Sequence[str]) -> str:
    counted = ", ".join(f"{language} {n}" for language, n in Counter(languages).most_common())
    noun = "sentence is" if len(languages) == 1 else "sentences are"
    return (
        f"{len(languages)} {noun} not English ({counted}); the model learned from English only: translate, or leave out"
    )
