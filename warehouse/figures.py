"""Figures in the warehouse: statements that have none yet, those they could be one with, and where they were placed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import duckdb

from warehouse.arrow import arrow_table, fetch_rows
from warehouse.connection import transaction
from warehouse.writers import insert_rows, registered


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """A claim or mention with all that tells which figure it is; see the comments on `figure_placements`."""

    statement_id: str
    statement_table: str
    annotation_id: str
    article_id: str
    revision: int
    story_id: str
    identity: str
    kind: str
    asset: str | None
    unit: str | None
    text: str
    start: int
    value_low: Decimal | None
    value_high: Decimal | None
    window_hours: float | None
    starts_at: datetime | None
    ends_at: datetime | None
    happened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlacementRow(StatementRow):
    """A statement with its figure."""

    figure_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureReadingRow:
    """A reading whose statements were put into figures."""

    annotation_id: str
    grouped_at: datetime


def readings_without_figures(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the readings of grouped articles that were not looked through, oldest first, by annotation id."""
    sql = """
        select annotations.annotation_id
        from annotations
        anti join figure_readings using (annotation_id)
        semi join story_memberships using (article_id)
        inner join article_revisions using (article_id, revision)
        order by available_at, article_id, revision, annotated_at, annotation_id
    """
    return [key for (key,) in con.execute(sql).fetchall()]


def statements_of(con: duckdb.DuckDBPyConnection, annotation_ids: Collection[str]) -> list[StatementRow]:
    """Return the statements of some readings, in the order in which they became available and stand in the text."""
    sql = """
        with recursive placed as (
            select
                annotation_id, article_id, revision, story_id, available_at,
                coalesce(least(published_at, available_at), available_at) as happened_at
            from annotations
            inner join article_revisions using (article_id, revision)
            inner join story_memberships using (article_id)
            where annotation_id in (select unnest($ids))
        ),

        upwards as (
            select distinct story_id, story_id as root_id from placed
            union
            select upwards.story_id, story_merges.into_story_id
            from upwards inner join story_merges on upwards.root_id = story_merges.story_id
        ),

        readings as (
            select placed.* exclude (story_id), upwards.root_id as story_id
            from placed inner join upwards using (story_id)
            where upwards.root_id not in (select story_id from story_merges)
        ),

        statements as (
            select
                claim_id as statement_id, 'claims' as statement_table, annotation_id, kind, asset, unit, text, start,
                value_low, value_high, window_hours, time_start as starts_at, time_end as ends_at,
                concat_ws(
                    '|', direction, if(position_side = 'unknown', 'both', position_side), modality, zone, extent_days,
                    since_date, average_days, average_kind, benchmark
                ) as subject
            from claims
            union all
            select
                mention_id, 'liquidation_mentions', annotation_id, 'liquidation_total', asset, 'USD', text, start,
                amount_usd, amount_usd, window_hours, null, null,
                concat_ws('|', if(position_side = 'unknown', 'both', position_side), modality)
            from liquidation_mentions
            where amount_usd is not null
            union all
            select
                mention_id, 'metric_mentions', annotation_id, kind, asset, unit, text, start,
                value, value, window_hours, null, null,
                concat_ws('|', direction, modality, if(is_change, 'change', null), window_days)
            from metric_mentions
            where value is not null
        )

        select
            statements.* exclude (subject), article_id, revision, story_id, happened_at,
            concat_ws('|', kind, coalesce(asset, '?'), coalesce(unit, ''), subject) as identity
        from statements inner join readings using (annotation_id)
        order by available_at, happened_at, article_id, revision, start, statement_id
    """
    return fetch_rows(con, StatementRow, sql, {"ids": list(annotation_ids)})


def figure_neighbours(
    con: duckdb.DuckDBPyConnection, statements: Sequence[StatementRow], *, reach: timedelta
) -> list[FigurePlacementRow]:
    """Return the placed statements that have the identity of a new one and are within its reach."""
    sql = """
        with sought as (
            select identity, min(happened_at) - $reach as first_at, max(happened_at) + $reach as last_at
            from incoming group by identity
        )

        select figure_placements.*
        from figure_placements inner join sought using (identity)
        where happened_at >= first_at and happened_at <= last_at
        order by happened_at, statement_id
    """
    with registered(con, arrow_table(StatementRow, statements)):
        return fetch_rows(con, FigurePlacementRow, sql, {"reach": reach})


def add_figure_batch(
    con: duckdb.DuckDBPyConnection, *, readings: Sequence[FigureReadingRow], placements: Sequence[FigurePlacementRow]
) -> None:
    """Store where the statements of some readings were placed, or nothing of it."""
    with transaction(con):
        insert_rows(con, "figure_readings", FigureReadingRow, readings)
        insert_rows(con, "figure_placements", FigurePlacementRow, placements)
