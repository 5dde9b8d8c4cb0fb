-- Mentions of all kinds and claims of the articles that were known at a moment.
-- Grain: kind and mention. Inputs: price_level_mentions, liquidation_mentions, metric_mentions, event_mentions, claims,
-- annotations_as_of. Clock: available_at of the article.

create macro mentions_as_of(moment) as table
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
    from annotations_as_of(moment) as current_annotations
    inner join stated on current_annotations.annotation_id = stated.annotation_id
)

select * from final;

comment on macro table mentions_as_of is -- noqa: PRS
'Mentions and claims of the articles known at the moment. Columns as in mentions_current.';
