-- Mentions of all kinds and claims of the current reading of each article, and when they became available with it.
-- Grain: kind and mention. Inputs: price_level_mentions, liquidation_mentions, metric_mentions, event_mentions, claims,
-- current_annotations. Clock: available_at of the article.

create view mentions_current as
with stated as (
    select
        'price_level' as kind,
        mention_id,
        annotation_id,
        asset as ticker
    from price_level_mentions
    union all
    select
        'liquidation' as kind,
        mention_id,
        annotation_id,
        asset as ticker
    from liquidation_mentions
    union all
    select
        'metric' as kind,
        mention_id,
        annotation_id,
        asset as ticker
    from metric_mentions
    union all
    select
        'event' as kind,
        mention_id,
        annotation_id,
        asset as ticker
    from event_mentions
    union all
    select
        'claim' as kind,
        claim_id as mention_id,
        annotation_id,
        asset as ticker
    from claims
),

final as (
    select
        stated.mention_id,
        stated.kind,
        current_annotations.article_id,
        stated.annotation_id,
        stated.ticker,
        current_annotations.available_at,
        current_annotations.is_simulated
    from current_annotations
    inner join stated on current_annotations.annotation_id = stated.annotation_id
)

select * from final;

comment on view mentions_current is
'Mentions of all kinds and claims, when they became available. Grain: kind, mention_id.';
comment on column mentions_current.mention_id is 'key of the mention, or of the claim';
comment on column mentions_current.kind is 'price_level, liquidation, metric, event or claim';
comment on column mentions_current.article_id is 'key of the article; the same for all its revisions';
comment on column mentions_current.annotation_id is 'key of the reading that it stands in';
comment on column mentions_current.ticker is 'asset that it is about';
comment on column mentions_current.available_at is 'when its article became available, UTC; the clock of all joins';
comment on column mentions_current.is_simulated is 'true for invented outlets and markets';
