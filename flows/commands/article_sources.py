"""Articles named on the command line, files or addresses, for `newstape read` and `newstape check`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from flows.errors import FlowError
from flows.settings import Settings
from flows.sources.article_files import FileArticle, read_article_file
from flows.sources.revisions import article_text
from nlp.article import Article


def load_articles(
    sources: Sequence[str],
    settings: Settings,
    published_at: datetime | None,
    time_zone: str,
    failures: list[str],
    *,
    published_date: date | None = None,
) -> Iterator[Article]:
    """Yield what can be loaded; what cannot is noted, and the rest goes on. A date given is for those without one."""
    now = datetime.now(UTC)
    for source in sources:
        try:
            if source.startswith(("http://", "https://")):
                article = _from_url(source, settings, time_zone, now)
                yield _dated(article, published_at, published_date)
            else:
                for article in _from_file(Path(source), time_zone, now, failures):
                    yield _dated(article, published_at, published_date)
        except FlowError as error:
            failures.append(str(error))


def _dated(article: Article, published_at: datetime | None, published_date: date | None) -> Article:
    if article.published_at or (article.published_date and not published_at):
        return article
    return replace(article, published_at=published_at, published_date=None if published_at else published_date)


def _from_file(path: Path, time_zone: str, now: datetime, failures: list[str]) -> Iterator[Article]:
    for found in read_article_file(path, time_zone=time_zone, now=now):
        if isinstance(found, FileArticle):
            yield Article(
                id=found.key,
                text=found.text,
                url=found.url,
                published_at=found.published_at,
                published_date=found.published_date,
                time_zone=time_zone,
            )
        else:
            failures.append(found.detail)


def _from_url(url: str, settings: Settings, time_zone: str, now: datetime) -> Article:
    from flows.sources.probe import fetch_page  # takes the HTTP client along, which files do not need

    page = fetch_page(url, settings.main.http, now=now, time_zone=time_zone)
    return Article(
        id=page.canonical_url,
        text=article_text(page.headline, page.text) if page.headline else page.text,
        url=page.canonical_url,
        published_at=page.published_at,
        published_date=page.published_date,
        time_zone=time_zone,
    )
