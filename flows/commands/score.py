"""`newstape score`: how well figures are read, against an annotated set."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import JsonOption, left_out, print_json


def score(
    gold: Annotated[Path, typer.Argument(help="Gold file, one JSON object per line.")],
    predictions: Annotated[Path, typer.Argument(help="What `newstape read --jsonl` printed.")],
    articles: Annotated[
        Path | None,
        typer.Option(help="Folder of ID.meta.json files, to score machine summaries apart. Default: beside GOLD."),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every mention that is missing, extra or wrong.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Score predictions against a gold file: values, then values with what they belong to.

    Lines that cannot be scored are named at the end, with exit code 2; the others count.
    """
    from nlp.scoring.report import render_errors, render_scores, score_files

    report = score_files(gold, predictions, articles=articles)
    if json:
        print_json(report.to_dict())
    else:
        sys.stdout.write(render_scores(report) + "\n")
        if errors:
            sys.stdout.write("\n" + render_errors(report) + "\n")
    if report.broken:
        raise left_out(report.broken)
