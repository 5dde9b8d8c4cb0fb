"""`newstape check`: one article against the tape; nothing is written to the warehouse."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.commands.common import ConfigOption, JsonOption, console, parse_moment, print_json, settings_from, warn
from flows.commands.publication import publication
from flows.errors import InputFileError


def check(
    source: Annotated[str, typer.Argument(help="A text or HTML file, or an address.", metavar="FILE|URL")],
    published_at: Annotated[
        str | None,
        typer.Option(help="Date of an article that carries none; a day alone stands for all of its hours."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Nothing that became known later counts (UTC unless a zone is given).")
    ] = None,
    time_zone: Annotated[str, typer.Option(help="Zone in which its 'Tuesday' or 'by noon' are meant.")] = "UTC",
    search: Annotated[
        bool, typer.Option("--find-date", help="Search the series for the day that the article's figures fit best.")
    ] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> None:
    """Check one article: what it says, what the tape says instead. Reads the snapshot, writes nothing."""
    settings = settings_from(config)
    moment = parse_moment(as_of, "--as-of") or datetime.now(UTC)
    published, day = publication(published_at, time_zone)
    from flows.commands.article_sources import load_articles
    from flows.render_check import check_view, search_view
    from flows.steps.annotate import load_pipeline
    from flows.steps.check_article import check_article
    from flows.steps.find_date import find_date
    from nlp.pipeline import annotate
    from nlp.publication_day import at_first_moment
    from warehouse.connection import open_scratch

    failures: list[str] = []
    articles = list(load_articles([source], settings, published, time_zone, failures, published_date=day))
    if failures or len(articles) != 1:
        raise InputFileError(failures[0] if failures else f"{source}: holds {len(articles)} articles; give one")
    (article,) = articles
    earliest = article.published_at or (at_first_moment(article).published_at if article.published_date else None)
    if earliest is not None and earliest > moment:
        raise InputFileError(
            f"the article is of {article.published_date or earliest.isoformat()}, after --as-of {moment.isoformat()}; "
            "nobody could have checked it then: give a later moment"
        )
    pipeline = load_pipeline(settings.assets_file, "lexicon")
    with open_scratch(settings.main.paths.snapshot) as con:
        if search:
            found = find_date(con, settings.claims, pipeline, article, as_of=moment)
            print_json(asdict(found)) if json else console().print(search_view(article, found))
            return
        annotations = annotate(pipeline, article)
        checked = check_article(con, settings.claims, article, annotations, as_of=moment)
    print_json(checked.as_dict()) if json else console().print(check_view(checked))
    if checked.problem:
        warn(f"{source}: {checked.problem}")
        raise typer.Exit(2)
