"""`newstape sentiment`: sentences in, probabilities out."""

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import ConfigOption


def sentiment(
    source: Annotated[
        Path, typer.Argument(help="A sentence a line, CSV or JSONL with `text` and optionally `target`; - for stdin.")
    ],
    config: ConfigOption = None,
) -> None:
    """Print one JSON line per sentence: text, target, label, p_bearish, p_neutral, p_bullish."""
    raise NotImplementedError
