"""`newstape read`: one article or many, for people or as JSON lines, without warehouse and (for files) network."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.common import ConfigOption, console, parse_moment, settings_from, warn
from flows.errors import FlowError

if TYPE_CHECKING:
    from flows.settings import Settings
    from nlp.article import Article


def read(
    sources: Annotated[list[str], typer.Argument(help="Text or HTML files, or addresses.", metavar="FILE|URL...")],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON line per article.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write a page with the highlighted articles.")] = None,
    published_at: Annotated[
        str | None, typer.Option(help="Date of the articles that carry none (UTC unless a zone is given).")
    ] = None,
    time_zone: Annotated[str, typer.Option(help="Zone in which their 'Tuesday' or 'by noon' are meant.")] = "UTC",
    why: Annotated[bool, typer.Option("--why", help="Show the rule or model behind each mention.")] = False,
    config: ConfigOption = None,
) -> None:
    """Read articles: price levels, liquidations, metrics, events, claims, sentiment.

    A text file is taken as it is (headline, blank line, body): offsets count from its first character.
    """
    settings = settings_from(config)
    moment = parse_moment(published_at, "--published-at")
    from flows.render_article import html_page, terminal_view
    from flows.steps.annotate import load_pipeline
    from nlp.annotations_json import to_json_dict
    from nlp.pipeline import annotate_many

    failures: list[str] = []
    pipeline = load_pipeline(settings.assets_file, settings.main.annotate.encoder)
    articles = list(_articles(sources, settings, moment, time_zone, failures))
    out = console()
    pages = []
    for article, annotations in zip(articles, annotate_many(pipeline, articles), strict=True):
        if annotations.problem:
            failures.append(f"{article.id}: {annotations.problem}")
        if jsonl:
            sys.stdout.write(json.dumps(to_json_dict(annotations), ensure_ascii=False) + "\n")
        elif html is None:
            out.print(terminal_view(article, annotations, why=why))
        pages.append((article, annotations))
    if html is not None:
        html.write_text(html_page(pages), encoding="utf-8")
        warn(f"wrote {html}")
    for line in failures:
        warn(line)
    if failures:
        raise typer.Exit(2)


def _articles(
    sources: list[str], settings: "Settings", published_at: datetime | None, time_zone: str, failures: list[str]
) -> Iterator["Article"]:
    """Yield what can be loaded; what cannot is noted, and the rest goes on."""
    now = datetime.now(UTC)
    for source in sources:
        try:
            if source.startswith(("http://", "https://")):
                yield _from_url(source, settings, published_at, time_zone, now)
            else:
                yield from _from_file(Path(source), published_at, time_zone, now, failures)
        except FlowError as error:
            failures.append(str(error))


def _from_file(
    path: Path, published_at: datetime | None, time_zone: str, now: datetime, failures: list[str]
) -> Iterator["Article"]:
    from flows.sources.article_files import FileArticle, read_article_file
    from nlp.article import Article

    for found in read_article_file(path, time_zone=time_zone, now=now):
        if isinstance(found, FileArticle):
            yield Article(
                id=found.key,
                text=found.text,
                url=found.url,
                published_at=found.published_at or published_at,
                time_zone=time_zone,
            )
        else:
            failures.append(found.detail)


def _from_url(
    url: str, settings: "Settings", published_at: datetime | None, time_zone: str, now: datetime
) -> "Article":
    from flows.sources.probe import fetch_page
    from flows.sources.revisions import article_text
    from nlp.article import Article

    page = fetch_page(url, settings.main.http, now=now, time_zone=time_zone)
    return Article(
        id=page.canonical_url,
        text=article_text(page.headline, page.text) if page.headline else page.text,
        url=page.canonical_url,
        published_at=page.published_at or published_at,
        time_zone=time_zone,
    )
