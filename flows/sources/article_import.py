"""Imports articles from files into the warehouse, as revisions like those that feeds bring."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from flows.errors import InputFileError
from flows.sources.article_files import (
    HTML_SUFFIXES,
    LINES_SUFFIXES,
    TEXT_SUFFIXES,
    FileArticle,
    read_article_file,
)
from flows.sources.dates import REFUSALS, ReadTime, day_end
from flows.sources.entries import Problem
from flows.sources.identity import ArticleKeys, article_key
from flows.sources.revisions import Reading, next_revision
from warehouse.connection import Connection, transaction
from warehouse.readers import article_identities, latest_revisions
from warehouse.rows import ArticleRevisionRow, RejectionRow
from warehouse.writers import add_article_revisions, add_rejections

BATCH_ARTICLES = 500
"""Articles that are held in memory and stored together."""
SUFFIXES = HTML_SUFFIXES | LINES_SUFFIXES | TEXT_SUFFIXES


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did.

    Attributes:
        counts: Files, new articles, further revisions, unchanged articles, articles whose time of publication was
            refused, and what was refused whole.
        reasons: One line for each refusal, of either kind.
    """

    counts: Mapping[str, int]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Declared:
    """What the importer says of all articles."""

    outlet: str
    time_zone: str
    published_at: datetime | None
    published_date: date | None
    trust_published: bool


def import_articles(
    con: Connection,
    paths: Sequence[Path],
    *,
    now: datetime,
    run_id: str,
    outlet: str,
    time_zone: str,
    published_at: datetime | None = None,
    published_date: date | None = None,
    trust_published: bool = False,
) -> ImportReport:
    """Import the articles of files and folders. What was imported before and has not changed stays as it is.

    Args:
        con: The warehouse, to write.
        paths: Files, or folders that are searched for .txt, .md, .html and .jsonl files.
        now: The run's instant.
        run_id: Key of the run, for rejections.
        outlet: Publisher of articles that do not name theirs.
        time_zone: The outlet's IANA zone.
        published_at: Publication time of articles that state none.
        published_date: Their day, where the time is not known.
        trust_published: Take the publication time for the moment at which an article was to be had. Only the first
            version of an article can be declared so; without it, imported articles count as seen `now`.

    Raises:
        InputFileError: A path does not exist, or a folder holds no article file.
    """
    files = _files(paths)
    declared = _Declared(
        outlet=outlet, time_zone=time_zone, published_at=published_at, published_date=published_date,
        trust_published=trust_published,
    )  # fmt: skip
    counts = {"files": len(files), "articles": 0, "revisions": 0, "unchanged": 0, "without_time": 0, "rejected": 0}
    reasons: list[str] = []
    records = _records(files, time_zone, now)
    while batch := list(islice(records, BATCH_ARTICLES)):
        articles = [record for record in batch if isinstance(record, FileArticle)]
        refused = [record for record in batch if isinstance(record, Problem)]
        refused_times = list(_time_problems(articles))
        problems = refused + refused_times
        rows = _revisions(con, articles, declared, now)
        with transaction(con):
            add_article_revisions(con, rows)
            add_rejections(con, [_rejection(problem, run_id, now) for problem in problems])
        n_first = sum(row.revision == 1 for row in rows)
        counts["articles"] += n_first
        counts["revisions"] += len(rows) - n_first
        counts["unchanged"] += len(articles) - len(rows)
        counts["without_time"] += len(refused_times)
        counts["rejected"] += len(refused)
        reasons += [f"{problem.reason}: {problem.detail}" for problem in problems]
    return ImportReport(counts=counts, reasons=tuple(reasons))


def _files(paths: Sequence[Path]) -> dict[Path, str]:
    """Return the files with the name by which each is known: its path below what was given, without the ending."""
    files: dict[Path, str] = {}
    for path in paths:
        if not path.exists():
            raise InputFileError(f"{path}: no such file or folder; check the path")
        if not path.is_dir():
            files[path] = path.stem
            continue
        found = [file for file in sorted(path.rglob("*")) if file.suffix.lower() in SUFFIXES and file.is_file()]
        if not found:
            raise InputFileError(f"{path}: holds no article files ({', '.join(sorted(SUFFIXES))}); name another folder")
        files |= {file: file.relative_to(path).with_suffix("").as_posix() for file in found}
    return files


def _records(files: Mapping[Path, str], time_zone: str, now: datetime) -> Iterator[FileArticle | Problem]:
    seen: dict[str, Path] = {}
    for path, name in files.items():
        try:
            is_single = path.suffix.lower() not in LINES_SUFFIXES
            if is_single and seen.setdefault(name, path) != path:
                detail = f"{path}: {seen[name]} has the same name; import their common folder, or one outlet at a time"
                yield Problem(item=str(path), reason="same_name", detail=detail)
                continue
            for record in read_article_file(path, time_zone=time_zone, now=now):
                yield replace(record, key=name) if is_single and isinstance(record, FileArticle) else record
        except InputFileError as error:
            yield Problem(item=str(path), reason="unreadable", detail=str(error))


def _time_problems(articles: Iterable[FileArticle]) -> Iterator[Problem]:
    for article in articles:
        if article.published_note in REFUSALS and not article.published_date:
            detail = f"{article.item}: published {article.published_raw!r}: not taken as a time"
            yield Problem(item=article.item, reason=f"time_{article.published_note}", detail=detail)


def _revisions(
    con: Connection, articles: Sequence[FileArticle], declared: _Declared, now: datetime
) -> list[ArticleRevisionRow]:
    keys = ArticleKeys()
    keys.learn(article_identities(con, guids=(), urls={article.url for article in articles if article.url}))
    readings = [_reading(article, keys, declared, now) for article in articles]
    latest = latest_revisions(con, {reading.article_id for reading in readings})
    rows = []
    for reading in readings:
        row = next_revision(reading, latest.get(reading.article_id), now=now)
        if row:
            latest[reading.article_id] = row
            rows.append(row)
    return rows


def _reading(article: FileArticle, keys: ArticleKeys, declared: _Declared, now: datetime) -> Reading:
    outlet = article.outlet or declared.outlet
    if article.url:
        article_id = keys.article_id(outlet=outlet, urls=[article.url], guid=None, headline=article.headline)
    else:
        article_id = article_key(outlet, "file", article.key)
    published_at = article.published_at or (None if article.published_raw else declared.published_at)
    trust = ReadTime(article.published_raw, article.published_at, article.published_note).trust
    # An article known to the day was to be had at its end at the latest.
    day = article.published_date or (None if article.published_raw else declared.published_date)
    day = None if published_at else day
    moment = day_end(day, declared.time_zone) if day else published_at
    is_declared = declared.trust_published and moment is not None and moment <= now
    return Reading(
        article_id=article_id,
        outlet=outlet,
        headline=article.headline,
        text=article.text,
        body_source=article.body_source,
        url=article.url,
        authors=", ".join(article.authors) or None,
        published_raw=article.published_raw,
        published_at=published_at,
        published_trust="assumed" if trust == "missing" and published_at else trust,
        published_date=day,
        declared_available_at=moment if is_declared else None,
        time_zone=declared.time_zone,
    )


def _rejection(problem: Problem, run_id: str, now: datetime) -> RejectionRow:
    return RejectionRow(
        run_id=run_id,
        rejected_at=now,
        step="import",
        origin=problem.item.partition(":")[0],
        item=problem.item,
        reason=problem.reason,
        detail=problem.detail,
    )
