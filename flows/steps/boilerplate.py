"""Learn what outlets repeat, and say which paragraphs of new articles are left out for it. A part of `annotate`."""

import hashlib
from collections.abc import Sequence

from flows.settings import BoilerplateSettings
from nlp.text.paragraphs import Paragraph, begins_with_any, repeatable_paragraphs
from warehouse.boilerplate import ArticleParagraphRow, add_paragraphs, learned_paragraphs
from warehouse.connection import Connection
from warehouse.rows import ArticleRevisionRow

_SHOWN_CHARACTERS = 200


def boilerplate_name(settings: BoilerplateSettings) -> str:
    """Name the rule, as models are named: with another rule, stored articles are read again."""
    if not settings.is_learned:
        return "off"
    rule = f"{settings.min_articles} {settings.min_days} {sorted(settings.keep)}"
    return f"learned-1-{hashlib.sha256(rule.encode()).hexdigest()[:6]}"


def paragraphs_to_leave_out(
    con: Connection, rows: Sequence[ArticleRevisionRow], settings: BoilerplateSettings
) -> list[tuple[Paragraph, ...]]:
    """Store what can be learned from some article versions, and return what was boilerplate when each appeared."""
    found = [repeatable_paragraphs(row.text) for row in rows]
    stored = [
        ArticleParagraphRow(
            article_id=row.article_id, outlet=row.outlet, key=paragraph.key, available_at=row.available_at,
            text=row.text[paragraph.start : paragraph.end][:_SHOWN_CHARACTERS],
        )
        for row, paragraphs in zip(rows, found, strict=True)
        for paragraph in paragraphs
    ]  # fmt: skip
    add_paragraphs(con, [row for row in stored if row.article_id in {r.article_id for r in rows if r.revision == 1}])
    if not settings.is_learned:
        return [()] * len(rows)
    learned = learned_paragraphs(con, stored, min_articles=settings.min_articles, min_days=settings.min_days)
    return [
        tuple(
            paragraph
            for paragraph in paragraphs
            if (row.article_id, paragraph.key) in learned and not begins_with_any(row.text, paragraph, settings.keep)
        )
        for row, paragraphs in zip(rows, found, strict=True)
    ]
