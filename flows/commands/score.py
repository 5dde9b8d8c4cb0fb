"""`newstape score`: how well figures are read, against an annotated set."""

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import JsonOption


def score(
    gold: Annotated[Path, typer.Argument(help="Gold file, one JSON object per line.")],
    predictions: Annotated[Path, typer.Argument(help="What `newstape read --jsonl` printed.")],
    errors: Annotated[
        bool, typer.Option("--errors", help="List every mention that is missing, extra or wrong.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Score predictions against a gold file: values, then values with what they belong to."""
    raise NotImplementedError
