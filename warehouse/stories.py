"""Stories in the warehouse: which articles have none yet, who their neighbours are, and where they were placed.

A run reads the articles that are new and those that share a key with them, whatever else is stored.
"""

from collections.abc import Sequence
from datetime import timedelta

import duckdb

from warehouse.arrow import arrow_table, fetch_rows
from warehouse.connection import transaction
from warehouse.story_rows import (
    ArticleFingerprintRow,
    ArticleKeyRow,
    ArticleLinkRow,
    PlacedFingerprintRow,
    StoryMembershipRow,
    StoryMergeRow,
    UngroupedArticleRow,
)
from warehouse.writers import insert_rows, registered


def articles_to_group(con: duckdb.DuckDBPyConnection, *, limit: int) -> list[UngroupedArticleRow]:
    """Return the articles that were read and have no story, in the order in which they became available."""
    sql = """
        with ungrouped as (
            select article_id, outlet, text, published_at, available_at
            from article_revisions
            anti join story_memberships using (article_id)
            where revision = 1 and article_id in (select article_id from annotations where revision = 1)
            order by available_at, coalesce(least(published_at, available_at), available_at), article_id
            limit $limit
        ),

        readings as (
            select article_id, annotation_id from annotations semi join ungrouped using (article_id)
            where revision = 1
            qualify row_number() over (partition by article_id order by annotated_at desc, annotation_id) = 1
        ),

        assets as (
            select article_id, list(ticker order by relevance desc, ticker) as assets
            from article_assets inner join readings using (annotation_id)
            group by article_id
        )

        select
            article_id, outlet, text, coalesce(assets, []) as assets, available_at,
            coalesce(least(published_at, available_at), available_at) as happened_at
        from ungrouped left join assets using (article_id)
        order by available_at, happened_at, article_id
    """
    return fetch_rows(con, UngroupedArticleRow, sql, {"limit": limit})


def story_neighbours(
    con: duckdb.DuckDBPyConnection, keys: Sequence[ArticleKeyRow], *, reach: timedelta, key_reach: int
) -> list[PlacedFingerprintRow]:
    """Return the placed articles that share a key with new ones, and all articles of their stories.

    Args:
        con: Where the stories are.
        keys: Of the new articles.
        reach: How far apart two articles can be.
        key_reach: So many articles are looked up under one key of one article, the nearest in time.
    """
    sql = """
        with span as (
            select min(happened_at) - $reach as first_at, max(happened_at) + $reach as last_at from incoming
        ),

        met as (
            select incoming.article_id as new_id, article_keys.key, article_keys.article_id, article_keys.happened_at
            from article_keys
            inner join incoming on article_keys.key = incoming.key
            where
                article_keys.happened_at >= (select first_at from span)
                and article_keys.happened_at <= (select last_at from span)
                and abs(epoch(article_keys.happened_at) - epoch(incoming.happened_at)) <= epoch($reach)
            qualify
                row_number() over (
                    partition by incoming.article_id, article_keys.key
                    order by abs(epoch(article_keys.happened_at) - epoch(incoming.happened_at)), article_keys.article_id
                ) <= $key_reach
        ),

        concerned as (
            select distinct root_id
            from story_memberships inner join story_roots using (story_id)
            where article_id in (select article_id from met)
        )

        select article_fingerprints.*, story_roots.root_id as story_id
        from concerned
        inner join story_roots using (root_id)
        inner join story_memberships using (story_id)
        inner join article_fingerprints using (article_id)
        order by article_fingerprints.available_at, article_fingerprints.happened_at, article_id
    """
    with registered(con, arrow_table(ArticleKeyRow, keys)):
        return fetch_rows(con, PlacedFingerprintRow, sql, {"reach": reach, "key_reach": key_reach})


def add_story_batch(
    con: duckdb.DuckDBPyConnection,
    *,
    fingerprints: Sequence[ArticleFingerprintRow],
    keys: Sequence[ArticleKeyRow],
    links: Sequence[ArticleLinkRow],
    memberships: Sequence[StoryMembershipRow],
    merges: Sequence[StoryMergeRow],
) -> None:
    """Store where a batch of articles was placed, with all that later ones need of them, or nothing of it."""
    with transaction(con):
        insert_rows(con, "article_fingerprints", ArticleFingerprintRow, fingerprints)
        insert_rows(con, "article_keys", ArticleKeyRow, keys)
        insert_rows(con, "article_links", ArticleLinkRow, links)
        insert_rows(con, "story_memberships", StoryMembershipRow, memberships)
        insert_rows(con, "story_merges", StoryMergeRow, merges)
