-- Every story id with the story that it belongs to now: itself, or what it was merged into.
-- Grain: story id. Inputs: story_memberships, story_merges, known_articles. Clock: available_at of the article that
-- opened the story, and of the one that showed a merge.

create view story_roots as
with recursive merged as (
    select
        story_merges.story_id,
        story_merges.into_story_id
    from story_merges
    inner join known_articles
        on story_merges.article_id = known_articles.article_id and known_articles.revision = 1
),

opened as (
    select distinct story_memberships.story_id
    from story_memberships
    inner join known_articles
        on story_memberships.article_id = known_articles.article_id and known_articles.revision = 1
),

paths as (
    select
        opened.story_id,
        opened.story_id as root_id
    from opened
    union all
    select
        paths.story_id,
        merged.into_story_id as root_id
    from paths
    inner join merged on paths.root_id = merged.story_id
),

final as (
    select
        paths.story_id,
        paths.root_id
    from paths
    anti join merged on paths.root_id = merged.story_id
)

select * from final;

comment on view story_roots is
'Every story id with the story that it belongs to now: itself, or what it was merged into. Grain: story_id.';
comment on column story_roots.story_id is 'key of a story as it was opened';
comment on column story_roots.root_id is 'key of the story that it is, or is part of, as of the moment';
