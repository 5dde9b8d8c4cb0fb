-- Levels that were touched, held, broken, flipped, reclaimed or reached in the window, with the last of it.
-- Grain: asset, role and level, by the article that stated it first. Parameters: assets (tickers), window_start. Clock:
-- close_time of the deciding candle. Units: hours from the article to the event.
with events as (
    select
        level_ledger.*,
        greatest(
            coalesce(touched_at, '-infinity'),
            coalesce(held_at, '-infinity'),
            coalesce(broken_at, '-infinity'),
            coalesce(flipped_at, '-infinity'),
            coalesce(reclaimed_at, '-infinity')
        ) as happened_at
    from level_ledger
    where asset in (select unnest($assets)) and touched_at is not null
),

final as (
    select
        events.mention_id,
        events.asset,
        events.role,
        events.price_low,
        events.price_high,
        price_levels.currency,
        events.status,
        events.happened_at,
        epoch(events.happened_at - events.available_at) / 3600 as hours_after,
        concat_ws(
            '/', 'candles', events.source, events.venue, events.symbol,
            strftime(events.happened_at, '%Y-%m-%dT%H:%MZ')
        ) as candle_row,
        events.article_id,
        current_annotations.revision,
        price_levels.start,
        price_levels."end",
        price_levels.sentence,
        price_levels.url,
        events.outlet
    from events
    inner join price_levels on events.mention_id = price_levels.mention_id
    inner join current_annotations on price_levels.annotation_id = current_annotations.annotation_id
    where events.happened_at > $window_start
    qualify
        row_number() over (
            partition by events.asset, events.role, events.price_low, events.price_high
            order by events.available_at, events.mention_id
        ) = 1
    order by events.asset asc, events.happened_at desc, events.mention_id asc
    limit 16
)

select * from final;
