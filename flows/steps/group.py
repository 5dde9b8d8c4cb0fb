"""Put every article that was read into its story."""

from dataclasses import fields
from datetime import datetime

from flows.article_rows import fingerprint_from, fingerprint_row, key_rows, membership_rows, story_article_of
from flows.settings import Settings
from flows.steps.report import StepReport
from nlp.stories.fingerprint import fingerprint_of
from nlp.stories.grouping import KEY_REACH, StoryBook
from nlp.stories.relations import StoryRules
from warehouse.connection import Connection, open_warehouse
from warehouse.stories import add_story_batch, articles_to_group, story_neighbours


def group_step(settings: Settings, now: datetime, run_id: str) -> StepReport:
    """Place the new articles, oldest first, in batches; each is stored before the next is read."""
    rules = story_rules(settings)
    counts = {"articles": 0, "stories": 0, "copies": 0, "merged_stories": 0}
    with open_warehouse(settings.main.paths.warehouse) as con:
        while batch := _group_batch(con, rules, limit=settings.stories.grouping.batch_articles, now=now):
            for name, number in batch.items():
                counts[name] += number
    return StepReport(step="group", counts=counts)


def story_rules(settings: Settings) -> StoryRules:
    """Take the rules of grouping from the configuration."""
    grouping = settings.stories.grouping
    return StoryRules(**{field.name: getattr(grouping, field.name) for field in fields(StoryRules)})


def _group_batch(con: Connection, rules: StoryRules, *, limit: int, now: datetime) -> dict[str, int]:
    rows = articles_to_group(con, limit=limit)
    if not rows:
        return {}
    fingerprints = [fingerprint_of(story_article_of(row)) for row in rows]
    keys = [key for fingerprint in fingerprints for key in key_rows(fingerprint)]
    book = StoryBook(rules)
    for placed in story_neighbours(con, keys, reach=rules.reach, key_reach=KEY_REACH):
        book.restore(fingerprint_from(placed), placed.story_id)
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
