"""What an outlet repeats, as it was known when an article appeared, and where readings left it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from warehouse.arrow import arrow_table
from warehouse.connection import transaction
from warehouse.writers import insert_rows, registered


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleParagraphRow:
    """A paragraph of an article from which boilerplate may be learned."""

    article_id: str
    outlet: str
    key: int
    text: str
    available_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BoilerplateSpanRow:
    """A paragraph that a reading left out."""

    annotation_id: str
    key: int
    start: int
    end: int


def add_paragraphs(con: duckdb.DuckDBPyConnection, rows: Sequence[ArticleParagraphRow]) -> None:
    """Store paragraphs; those of an article that has some already are left as they are."""
    with registered(con, arrow_table(ArticleParagraphRow, rows)):
        con.execute(
            "insert into article_paragraphs by name select distinct * from incoming "
            "where article_id not in (select article_id from article_paragraphs)"
        )


def learned_paragraphs(
    con: duckdb.DuckDBPyConnection, rows: Sequence[ArticleParagraphRow], *, min_articles: int, min_days: int
) -> set[tuple[str, int]]:
    """Return those of the paragraphs, as article id and key, that were boilerplate when their article appeared.

    Args:
        con: Where the paragraphs are.
        rows: Paragraphs of the articles that are to be read.
        min_articles: In so many earlier articles of the outlet the paragraph stood.
        min_days: On so many days.
    """
    sql = """
        select incoming.article_id, incoming.key
        from incoming
        inner join article_paragraphs as earlier
            on
                incoming.outlet = earlier.outlet
                and incoming.key = earlier.key
                and earlier.available_at < incoming.available_at
                and earlier.article_id != incoming.article_id
        group by incoming.article_id, incoming.key
        having
            count(distinct earlier.article_id) >= $min_articles
            and count(distinct earlier.available_at::date) >= $min_days
    """
    with registered(con, arrow_table(ArticleParagraphRow, rows)):
        return set(con.execute(sql, {"min_articles": min_articles, "min_days": min_days}).fetchall())


def add_boilerplate_spans(con: duckdb.DuckDBPyConnection, rows: Sequence[BoilerplateSpanRow]) -> None:
    """Store what readings left out; a reading that has spans already is left as it is."""
    with transaction(con):
        known = {key for (key,) in con.execute("select distinct annotation_id from boilerplate_spans").fetchall()}
        insert_rows(con, "boilerplate_spans", BoilerplateSpanRow, [r for r in rows if r.annotation_id not in known])
