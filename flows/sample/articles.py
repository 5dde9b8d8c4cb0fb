"""The articles of the sample, as files: TOML between `+++` lines, then the text.

A file is one version of an article. A correction is a second file with the same slug and the moment it replaced the
first (`revised_at`). In the text, blank lines part the blocks; `## ` starts a heading, `- ` an item of a list.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.errors import InputFileError

_KEYS = {"slug", "outlet", "headline", "published_at", "authors"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleArticle:
    """One version of one article; times are aware, in the zone that the outlet prints."""

    slug: str
    outlet: str
    headline: str
    published_at: datetime
    authors: tuple[str, ...]
    body: str
    revised_at: datetime | None = None

    @property
    def shown_from(self) -> datetime:
        """When this version went online."""
        return self.revised_at or self.published_at

    @property
    def path(self) -> str:
        """Where it stands on its outlet's site."""
        return f"/{self.published_at.astimezone(UTC):%Y/%m}/{self.slug}/"


def load_articles(folder: Path) -> tuple[SampleArticle, ...]:
    """Read every article of a folder, in the order in which the versions went online.

    Raises:
        InputFileError: A file has no front matter, or a key of it is missing, unknown or has no zone.
    """
    return tuple(sorted((_read(path) for path in folder.glob("*.md")), key=lambda article: article.shown_from))


def shown_articles(articles: Iterable[SampleArticle], *, outlet: str, clock: datetime) -> list[SampleArticle]:
    """Return what an outlet shows at a moment: the latest version of each article, newest article first."""
    latest = {
        article.slug: article
        for article in sorted(articles, key=lambda article: article.shown_from)
        if article.outlet == outlet and article.shown_from <= clock
    }
    return sorted(latest.values(), key=lambda article: article.published_at, reverse=True)


def _read(path: Path) -> SampleArticle:
    before, _, rest = path.read_text(encoding="utf-8").partition("+++\n")
    front_matter, fence, body = rest.partition("\n+++\n")
    if before or not fence:
        raise InputFileError(f"{path}: has no front matter; start it with TOML between two lines of +++")
    try:
        values = tomllib.loads(front_matter)
    except tomllib.TOMLDecodeError as error:
        raise InputFileError(f"{path}: front matter is no TOML: {error}") from error
    if not _KEYS <= values.keys() <= _KEYS | {"revised_at"}:
        raise InputFileError(f"{path}: front matter has {sorted(values)}; needed are {sorted(_KEYS)}")
    for key in ("published_at", "revised_at"):
        if key in values and (not isinstance(values[key], datetime) or values[key].tzinfo is None):
            raise InputFileError(f"{path}: {key} = {values[key]} has no time with a zone; write 2025-02-18T06:40:00Z")
    return SampleArticle(**{**values, "authors": tuple(values["authors"])}, body=body.strip())
