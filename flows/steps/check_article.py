"""Check one article that need not be in the warehouse: in a scratch warehouse over the series of the snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.article_rows import bundle_of, model_key
from flows.settings import ClaimsSettings
from flows.steps.check import tolerances_of
from nlp.annotations import ArticleAnnotations
from nlp.article import Article
from nlp.publication_day import at_last_moment
from warehouse.claims import check_claims
from warehouse.connection import Connection
from warehouse.queries import run_query
from warehouse.rows import ArticleRevisionRow
from warehouse.writers import add_annotations, add_article_revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedArticle:
    """An article beside the tape.

    Attributes:
        article: What was checked.
        problem: Why it could not be read, if so.
        as_of: Nothing that became known later was taken into account.
        claims: A row of `claim_verdicts` per statement, in the order of the text.
        self_contradictions: Rows of `self_contradictions`.
    """

    article: Article
    problem: str | None
    as_of: datetime
    claims: tuple[Mapping[str, Any], ...]
    self_contradictions: tuple[Mapping[str, Any], ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as `newstape check --json` prints it."""
        return {
            "id": self.article.id,
            "url": self.article.url,
            "headline": self.article.headline,
            "published_at": self.article.published_at,
            "published_date": self.article.published_date,
            "as_of": self.as_of,
            "problem": self.problem,
            "claims": [dict(row) for row in self.claims],
            "self_contradictions": [dict(row) for row in self.self_contradictions],
        }


def check_article(
    con: Connection, settings: ClaimsSettings, article: Article, annotations: ArticleAnnotations, *, as_of: datetime
) -> CheckedArticle:
    """Give each statement of an article its verdict with what was known at `as_of`.

    Args:
        con: A scratch warehouse; the article stays in it.
        settings: Tolerances.
        article: The article.
        annotations: What was read out of it.
        as_of: The moment of the check.
    """
    row = revision_row(article, as_of=as_of)
    bundle = bundle_of(row, annotations, model=model_key(annotations.model), annotated_at=as_of)
    add_article_revisions(con, [row])
    add_annotations(con, [bundle])
    check_claims(
        con, known_at=as_of, tolerances=tolerances_of(settings), settle_hours=settings.settle_hours, checked_at=as_of
    )
    of_article = {"annotation_id": bundle.annotation.annotation_id}
    return CheckedArticle(
        article=article,
        problem=annotations.problem,
        as_of=as_of,
        claims=tuple(run_query(con, "check_article_claims", of_article).to_pylist()),
        self_contradictions=tuple(run_query(con, "check_article_conflicts", of_article).to_pylist()),
    )


def revision_row(article: Article, *, as_of: datetime) -> ArticleRevisionRow:
    """Make the row of an article that was to be had at its publication."""
    # Known to the day: to be had at its end at the latest.
    known_from = article.published_at or (at_last_moment(article).published_at if article.published_date else None)
    return ArticleRevisionRow(
        article_id=article.id,
        revision=1,
        outlet="",
        url=article.url,
        headline=article.headline,
        text=article.text,
        authors=None,
        published_raw=None,
        published_at=article.published_at,
        fetched_at=as_of,
        available_at=min(known_from or as_of, as_of),
        available_basis="published_at" if known_from else "fetched_at",
        revised_at=None,
        body_source="file",
        content_hash="",
        time_zone=article.time_zone,
        is_simulated=False,
        published_date=article.published_date,
    )
