"""`newstape check`: one article against the tape; nothing is written to the warehouse."""

from dataclasses import asdict
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from flows.commands.common import ConfigOption, JsonOption, console, parse_moment, print_json, settings_from, warn
from flows.errors import InputFileError

DAY = timedelta(days=1)


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
    published, is_day = _publication(published_at, time_zone)
    day_start = published - DAY if is_day and published else None
    if published and day_start and day_start < moment < published:
        published = moment  # the day is not over
    from flows.commands.article_sources import load_articles
    from flows.render_check import check_view, search_view
    from flows.steps.annotate import load_pipeline
    from flows.steps.check_article import check_article
    from flows.steps.find_date import find_date
    from nlp.pipeline import annotate
    from nlp.publication_day import known_to_the_day
    from warehouse.connection import open_scratch

    failures: list[str] = []
    articles = list(load_articles([source], settings, published, time_zone, failures))
    if failures or len(articles) != 1:
        raise InputFileError(failures[0] if failures else f"{source}: holds {len(articles)} articles; give one")
    (article,) = articles
    if article.published_at != published:
        day_start = None  # it has a date of its own
    if article.published_at is not None and article.published_at > moment:
        raise InputFileError(
            f"the article is of {article.published_at.isoformat()}, after --as-of {moment.isoformat()}; "
            "nobody could have checked it then: give a later moment"
        )
    pipeline = load_pipeline(settings.assets_file, "lexicon")
    with open_scratch(settings.main.paths.snapshot) as con:
        if search:
            found = find_date(con, settings.claims, pipeline, article, as_of=moment)
            print_json(asdict(found)) if json else console().print(search_view(article, found))
            return
        annotations = annotate(pipeline, article)
        if day_start:
            annotations = known_to_the_day(annotations, day_start=day_start)
        checked = check_article(con, settings.claims, article, annotations, as_of=moment)
    print_json(checked.as_dict()) if json else console().print(check_view(checked))
    if checked.problem:
        warn(f"{source}: {checked.problem}")
        raise typer.Exit(2)


def _publication(text: str | None, time_zone: str) -> tuple[datetime | None, bool]:
    """Read the publication: an instant, or the end of a day of which the hour is not known."""
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputFileError(f"--time-zone {time_zone!r} is unknown; write one like Europe/Berlin or UTC") from error
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        try:
            moment = parse_moment(text, "--published-at")
        except OverflowError:  # a zone carries it out of the calendar
            moment = None
            _refuse_ends_of_the_calendar(date.min, text)
        if moment is not None:
            _refuse_ends_of_the_calendar(moment.date(), text)
        return moment, False
    _refuse_ends_of_the_calendar(day, text)
    return datetime.combine(day + DAY, time.min, zone).astimezone(UTC), True


def _refuse_ends_of_the_calendar(day: date, text: str | None) -> None:
    if day.year in (MINYEAR, MAXYEAR):
        raise InputFileError(
            f"--published-at {text!r} is at the end of the calendar, where no days can be counted; give a real date"
        )
