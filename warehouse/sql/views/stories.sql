-- Stories with their first source and their echoes, counted by publisher.
-- Grain: story. Input: story_articles. Clock: available_at of the articles. Units: novelty 0 to 1.

create view stories as
with members as (
    select
        *,
        first_value(outlet) over (partition by story_id order by place) as story_outlet
    from story_articles
),

final as (
    select
        story_id,
        arg_min(article_id, place) as first_article_id,
        arg_min(outlet, place) as first_outlet,
        arg_min(headline, place) as headline,
        arg_min_null(url, place) as url,
        min(available_at) as started_at,
        max(available_at) as last_at,
        count(*) as n_articles,
        count(distinct outlet) as n_outlets,
        count(*) filter (is_echo) as n_echoes,
        count(distinct outlet) filter (outlet != story_outlet) as n_other_outlets,
        list_sort(list_distinct(list(outlet))) as outlets,
        avg(novelty) as mean_novelty,
        list_sort(list_distinct(list(opened_story_id) filter (opened_story_id != story_id))) as merged_ids,
        bool_or(is_simulated) as is_simulated
    from members
    group by story_id
)

select * from final;

comment on view stories is 'Stories with their first source and their echoes, counted by publisher. Grain: story_id.';
comment on column stories.story_id is 'key of the story; it stays when articles are added';
comment on column stories.first_article_id is 'the article that was available first';
comment on column stories.first_outlet is 'publisher of that article: the first source';
comment on column stories.headline is 'its headline';
comment on column stories.url is 'its address, null for files';
comment on column stories.started_at is 'when it became available, UTC';
comment on column stories.last_at is 'when the latest article of the story became available, UTC';
comment on column stories.n_articles is 'number of articles';
comment on column stories.n_outlets is 'number of publishers, however many feeds or articles each has';
comment on column stories.n_echoes is 'articles that are copies, or add next to nothing';
comment on column stories.n_other_outlets is 'publishers besides the first source';
comment on column stories.outlets is 'the publishers, by name';
comment on column stories.mean_novelty is 'mean novelty of its articles, 0 to 1';
comment on column stories.merged_ids is 'stories that turned out to be this one; null where there are none';
comment on column stories.is_simulated is 'true for invented outlets and markets';
