"""Put every article that was read into its story, and every statement into its figure."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime, timedelta

from flows.article_rows import (
    figure_placement_row,
    fingerprint_from,
    fingerprint_row,
    key_rows,
    membership_rows,
    statement_from,
    story_article_of,
)
from flows.settings import Settings
from flows.steps.report import StepReport
from nlp.stories.figures import FigureBook, FigureRules, figure_id_of
from nlp.stories.fingerprint import fingerprint_of
from nlp.stories.grouping import KEY_REACH, StoryBook
from nlp.stories.relations import StoryRules
from warehouse.connection import Connection, open_warehouse
from warehouse.figures import (
    FigureReadingRow,
    add_figure_batch,
    figure_neighbours,
    readings_without_figures,
    statements_of,
)
from warehouse.stories import add_story_batch, articles_to_group, story_neighbours, ungrouped_articles


def group_step(settings: Settings, now: datetime, run_id: str) -> StepReport:
    """Place the new articles, then their statements, oldest first, in batches; each is stored before the next."""
    rules, figures = story_rules(settings), figure_rules(settings)
    counts = {"articles": 0, "stories": 0, "copies": 0, "merged_stories": 0, "statements": 0, "figures": 0}
    with open_warehouse(settings.main.paths.warehouse) as con:
        for batch in _batches(ungrouped_articles(con), settings.stories.grouping.batch_articles):
            for name, number in _group_batch(con, rules, batch, now=now).items():
                counts[name] += number
        for batch in _batches(readings_without_figures(con), settings.stories.figures.batch_readings):
            for name, number in _figure_batch(con, figures, batch, now=now).items():
                counts[name] += number
    return StepReport(step="group", counts=counts)


def story_rules(settings: Settings) -> StoryRules:
    """Take the rules of grouping from the configuration."""
    grouping = settings.stories.grouping
    return StoryRules(**{field.name: getattr(grouping, field.name) for field in fields(StoryRules)})


def figure_rules(settings: Settings) -> FigureRules:
    """Take the rules of figures from the configuration."""
    figures = settings.stories.figures
    return FigureRules(**{field.name: getattr(figures, field.name) for field in fields(FigureRules)})


def _batches(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _group_batch(con: Connection, rules: StoryRules, article_ids: Sequence[str], *, now: datetime) -> dict[str, int]:
    rows = articles_to_group(con, article_ids)
    fingerprints = [fingerprint_of(story_article_of(row)) for row in rows]
    keys = [key for fingerprint in fingerprints for key in key_rows(fingerprint)]
    book = StoryBook(rules)
    neighbours = story_neighbours(con, keys, reach=rules.reach, key_reach=KEY_REACH, max_compared=rules.max_compared)
    for placed in neighbours:
        book.restore(fingerprint_from(placed), placed.story_id, placed.keys)
    placements = [book.place(fingerprint) for fingerprint in fingerprints]
    links, memberships, merges = membership_rows(placements, echo_novelty=rules.echo_novelty, grouped_at=now)
    add_story_batch(
        con,
        fingerprints=[fingerprint_row(fingerprint) for fingerprint in fingerprints],
        keys=keys,
        links=links,
        memberships=memberships,
        merges=merges,
    )
    return {
        "articles": len(placements),
        "stories": sum(placement.opens_story for placement in placements),
        "copies": sum(placement.is_copy for placement in placements),
        "merged_stories": len(merges),
    }


def _figure_batch(
    con: Connection, rules: FigureRules, annotation_ids: Sequence[str], *, now: datetime
) -> dict[str, int]:
    rows = statements_of(con, annotation_ids)
    book = FigureBook(rules)
    for placed in figure_neighbours(con, rows, reach=timedelta(hours=rules.window_hours)):
        book.restore(statement_from(placed), placed.figure_id)
    placements = [figure_placement_row(row, book.place(statement_from(row))) for row in rows]
    add_figure_batch(
        con,
        readings=[FigureReadingRow(annotation_id=key, grouped_at=now) for key in annotation_ids],
        placements=placements,
    )
    n_opened = sum(placement.figure_id == figure_id_of(placement.statement_id) for placement in placements)
    return {"statements": len(placements), "figures": n_opened}
