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


def ungrouped_articles(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the articles that were read and have no story, by id, in the order in which they became available."""
    sql = """
        select article_id
        from article_revisions
        anti join story_memberships using (article_id)
        where revision = 1 and article_id in (select article_id from annotations where revision = 1)
        order by available_at, coalesce(least(published_at, available_at), available_at), article_id
    """
    return [article_id for (article_id,) in con.execute(sql).fetchall()]


def articles_to_group(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> list[UngroupedArticleRow]:
    """Return the first versions of some articles with the assets read in them, ordered as `ungrouped_articles`."""
    sql = """
        with readings as (
            select article_id, annotation_id
            from annotations
            where revision = 1 and article_id in (select unnest($ids))
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
        from article_revisions left join assets using (article_id)
        where revision = 1 and article_id in (select unnest($ids))
        order by available_at, happened_at, article_id
    """
    return fetch_rows(con, UngroupedArticleRow, sql, {"ids": list(article_ids)})


def story_neighbours(
    con: duckdb.DuckDBPyConnection,
    keys: Sequence[ArticleKeyRow],
    *,
    reach: timedelta,
    key_reach: int,
    max_compared: int,
) -> list[PlacedFingerprintRow]:
    """Return the placed articles that share most keys with new ones, and all articles of their stories.

    Args:
        con: Where the stories are.
        keys: Of the new articles, at least one.
        reach: How far apart two articles can be.
        key_reach: So many articles are looked up under one key of one article, the nearest in time.
        max_compared: So many articles are returned for one article, with all others of their stories.
    """
    sql = """
        with recursive met as (
            select
                incoming.article_id as new_id, article_keys.key, article_keys.article_id,
                abs(epoch(article_keys.happened_at) - epoch(incoming.happened_at)) as distance
            from article_keys
            inner join incoming on article_keys.key = incoming.key
            where
                article_keys.happened_at between $first_at and $last_at
                and abs(epoch(article_keys.happened_at) - epoch(incoming.happened_at)) <= epoch($reach)
            qualify
                row_number() over (
                    partition by incoming.article_id, article_keys.key order by distance, article_keys.article_id
                ) <= $key_reach
        ),

        closest as (
            select new_id, article_id
            from met
            group by new_id, article_id
            qualify
                row_number() over (partition by new_id order by count(*) desc, min(distance), article_id)
                <= $max_compared
        ),

        shared as (
            select article_id, list_sort(list(distinct key)) as keys
            from met semi join closest using (new_id, article_id)
            group by article_id
        ),

        upwards as (
            select distinct story_id as root_id
            from story_memberships
            where article_id in (select article_id from shared)
            union
            select story_merges.into_story_id
            from upwards inner join story_merges on upwards.root_id = story_merges.story_id
        ),

        parts as (
            select root_id, root_id as story_id
            from upwards
            where root_id not in (select story_id from story_merges)
            union
            select parts.root_id, story_merges.story_id
            from parts inner join story_merges on parts.story_id = story_merges.into_story_id
        )

        select article_fingerprints.*, parts.root_id as story_id, coalesce(shared.keys, []) as keys
        from parts
        inner join story_memberships using (story_id)
        inner join article_fingerprints using (article_id)
        left join shared using (article_id)
        order by article_fingerprints.available_at, article_fingerprints.happened_at, article_id
    """
    moments = [key.happened_at for key in keys]
    with registered(con, arrow_table(ArticleKeyRow, keys)):
        return fetch_rows(
            con,
            PlacedFingerprintRow,
            sql,
            {
                "reach": reach,
                "first_at": min(moments) - reach,
                "last_at": max(moments) + reach,
                "key_reach": key_reach,
                "max_compared": max_compared,
            },
        )


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
