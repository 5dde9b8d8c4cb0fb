"""Articles named on the command line, files or addresses, for `newstape read` and `newstape check`."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from flows.errors import FlowError
from flows.settings import Settings
from flows.sources.article_files import FileArticle, read_article_file
from flows.sources.revisions import article_text
from nlp.article import Article


def load_articles(
    sources: Sequence[str], settings: Settings, published_at: datetime | None, time_zone: str, failures: list[str]
) -> Iterator[Article]:
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
) -> Iterator[Article]:
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


def _from_url(url: str, settings: Settings, published_at: datetime | None, time_zone: str, now: datetime) -> Article:
    from flows.sources.probe import fetch_page  # takes the HTTP client along, which files do not need

    page = fetch_page(url, settings.main.http, now=now, time_zone=time_zone)
    return Article(
        id=page.canonical_url,
        text=article_text(page.headline, page.text) if page.headline else page.text,
        url=page.canonical_url,
        published_at=page.published_at or published_at,
        time_zone=time_zone,
    )
