"""`newstape read`: one article or many, for people or as JSON lines, without warehouse and (for files) network."""

import json
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import ConfigOption, console, settings_from, warn, write_json
from flows.commands.publication import publication
from flows.errors import InputFileError


def read(
    sources: Annotated[list[str], typer.Argument(help="Text or HTML files, or addresses.", metavar="FILE|URL...")],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON line per article.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write a page with the highlighted articles.")] = None,
    published_at: Annotated[
        str | None, typer.Option(help="Time (UTC unless a zone is given) or day of the articles that carry none.")
    ] = None,
    time_zone: Annotated[str, typer.Option(help="Zone in which their 'Tuesday' or 'by noon' are meant.")] = "UTC",
    why: Annotated[bool, typer.Option("--why", help="Show the rule or model behind each mention.")] = False,
    config: ConfigOption = None,
) -> None:
    """Read articles: price levels, liquidations, metrics, events, claims, sentiment.

    A text file is taken as it is (headline, blank line, body): offsets count from its first character.
    """
    settings = settings_from(config)
    published, day = publication(published_at, time_zone)
    from flows.commands.article_sources import load_articles
    from flows.render_article import html_page, terminal_view
    from flows.steps.annotate import load_pipeline
    from nlp.annotations_json import to_json_dict
    from nlp.pipeline import annotate_many

    failures: list[str] = []
    pipeline = load_pipeline(settings.assets_file, settings.main.annotate.encoder)
    articles = list(load_articles(sources, settings, published, time_zone, failures, published_date=day))
    out = console()
    pages = []
    for article, annotations in zip(articles, annotate_many(pipeline, articles), strict=True):
        if annotations.problem:
            failures.append(f"{article.id}: {annotations.problem}")
        if jsonl:
            write_json(json.dumps(to_json_dict(annotations), ensure_ascii=False))
        elif html is None:
            out.print(terminal_view(article, annotations, why=why))
        pages.append((article, annotations))
    if html is not None:
        try:
            html.write_text(html_page(pages), encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise InputFileError(f"--html {html}: cannot be written: {error.strerror}; name another file") from error
        warn(f"wrote {html}")
    for line in failures:
        warn(line)
    if failures:
        raise typer.Exit(2)
