-- Articles in their stories, in the order in which they became available.
-- Grain: article. Inputs: story_memberships, story_roots, article_relations, articles, known_articles. Clock:
-- available_at of the first version; of those at one moment, published_at. Units: novelty 0 to 1.

create view story_articles as
with related as (
    select
        article_id,
        earlier_id,
        kind,
        similarity
    from article_relations
    qualify
        row_number() over (
            partition by article_id
            order by list_position(['exact', 'near', 'same_story'], kind), similarity desc, earlier_available_at asc
        ) = 1
),

placed as (
    select
        story_roots.root_id as story_id,
        story_memberships.story_id as opened_story_id,
        story_memberships.article_id,
        story_memberships.novelty,
        story_memberships.is_echo,
        known_articles.available_at,
        row_number() over (
            partition by story_roots.root_id
            order by
                known_articles.available_at, known_articles.published_at nulls last, story_memberships.article_id
        ) as place
    from story_memberships
    inner join story_roots on story_memberships.story_id = story_roots.story_id
    inner join known_articles
        on story_memberships.article_id = known_articles.article_id and known_articles.revision = 1
),

final as (
    select
        placed.story_id,
        placed.article_id,
        placed.place,
        case when placed.place = 1 then 'first' else coalesce(related.kind, 'same_story') end as relation,
        related.earlier_id as like_article_id,
        related.similarity,
        if(placed.place = 1, 1, placed.novelty) as novelty,
        placed.is_echo and placed.place > 1 as is_echo,
        placed.opened_story_id,
        articles.outlet,
        articles.url,
        articles.headline,
        articles.published_at,
        placed.available_at,
        articles.is_simulated
    from placed
    inner join articles on placed.article_id = articles.article_id
    left join related on placed.article_id = related.article_id
)

select * from final;

comment on view story_articles is
'Articles in their stories, in the order in which they became available. Grain: article_id.';
comment on column story_articles.story_id is 'key of the story, after merging';
comment on column story_articles.article_id is 'key of the article; the same for all its revisions';
comment on column story_articles.place is '1 for the first source of the story, 2 for the next article, and so on';
comment on column story_articles.relation is
'first, or how it is like an earlier article: exact, near (edited copy), same_story (another account)';
comment on column story_articles.like_article_id is
'the earlier article that it is most like; null where there is none';
comment on column story_articles.similarity is 'how much it is like that one, 0 to 1; the measure depends on relation';
comment on column story_articles.novelty is
'mean share of sentences and numbers that the story did not have when it was placed, 0 to 1';
comment on column story_articles.is_echo is 'it is a copy, or adds next to nothing (stories.toml, echo_novelty)';
comment on column story_articles.opened_story_id is 'key of the story that it was placed in, before any merging';
comment on column story_articles.outlet is 'name of the publisher as configured';
comment on column story_articles.url is 'address of the article, null for files';
comment on column story_articles.headline is 'first line of the article';
comment on column story_articles.published_at is 'the publishers word, UTC; null where it is not known, never guessed';
comment on column story_articles.available_at is
'when its first version became available here, UTC; the clock of all joins';
comment on column story_articles.is_simulated is 'true for invented outlets and markets';
