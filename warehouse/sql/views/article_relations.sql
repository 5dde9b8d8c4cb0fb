-- Pairs of articles that are alike, the later one first.
-- Grain: article and earlier article. Inputs: article_links, known_articles. Clock: available_at of both. Units:
-- similarity 0 to 1.

create view article_relations as
with arrivals as (
    select
        article_id,
        outlet,
        available_at,
        row_number() over (order by available_at, published_at nulls last, article_id) as arrival
    from known_articles
    where revision = 1
),

pairs as (
    select
        article_id,
        other_id,
        kind,
        similarity
    from article_links
    union
    select
        other_id as article_id,
        article_id as other_id,
        kind,
        similarity
    from article_links
),

final as (
    select
        later.article_id,
        earlier.article_id as earlier_id,
        pairs.kind,
        pairs.similarity,
        later.outlet,
        earlier.outlet as earlier_outlet,
        later.available_at,
        earlier.available_at as earlier_available_at
    from pairs
    inner join arrivals as later on pairs.article_id = later.article_id
    inner join arrivals as earlier on pairs.other_id = earlier.article_id
    where earlier.arrival < later.arrival
)

select * from final;

comment on view article_relations is
'Pairs of articles that are alike, the later one first. Grain: article_id, earlier_id.';
comment on column article_relations.article_id is 'the later article';
comment on column article_relations.earlier_id is 'the article that was available before it';
comment on column article_relations.kind is
'exact (same words), near (edited copy) or same_story (another account of the event)';
comment on column article_relations.similarity is 'how much they are alike, 0 to 1; the measure depends on the kind';
comment on column article_relations.outlet is 'publisher of the later article';
comment on column article_relations.earlier_outlet is 'publisher of the earlier one';
comment on column article_relations.available_at is 'when the later article became available, UTC';
comment on column article_relations.earlier_available_at is 'when the earlier one did, UTC';
