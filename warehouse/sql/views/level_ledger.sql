-- What became of each support, resistance and target that an article stated, candle by candle, to its end.
-- A support stated below the price is touched when a low reaches it, broken when a candle closes below it, held when
-- the price, once it has touched it, first closes 2 % above it; a resistance the other way round. A broken level is
-- flipped when the price comes back to it and closes 2 % away on the far side, reclaimed when it closes back on the
-- near side first. A target ends as reached. A support above the price (a resistance below it) was lost before.
-- Grain: article, asset, role, modality, relation and level. Inputs: level_starts, first_bars (reference_candles).
-- Clock: available_at, then close_time. Units: US dollars; distances in basis points; hours from available_at.

create view level_ledger as
with turns as (
    select 0.02 as turn -- a price this far away, relative to the level, has turned
),

-- Everything is written as seen from the near side: the edge that is met first, the edge that must be passed, and the
-- tests that go through the level and away from it.
sides as (
    select
        level_starts.*,
        level_starts.role != 'target' and level_starts.price_is = if(level_starts.role = 'support', 'below', 'above')
            as is_lost,
        case level_starts.role
            when 'support' then true
            when 'resistance' then false
            else level_starts.price_is = 'above'
        end as is_from_above,
        if(is_from_above, level_starts.high_edge, level_starts.low_edge) as near_edge,
        if(is_from_above, level_starts.low_edge, level_starts.high_edge) as far_edge,
        if(is_from_above, 'low_to', 'high_to') as touch_test,
        if(is_from_above, 'high_to', 'low_to') as retest_test,
        if(is_from_above, 'close_below', 'close_above') as through_test,
        if(is_from_above, 'close_above', 'close_below') as away_test,
        near_edge * if(is_from_above, 1 + turns.turn, 1 - turns.turn) as away_price,
        far_edge * if(is_from_above, 1 - turns.turn, 1 + turns.turn) as beyond_price
    from level_starts
    cross join turns
    where level_starts.role in ('support', 'resistance', 'target')
),

first_searches as ( -- noqa: ST03
    select
        mention_id as key,
        'touched' as event,
        asset as ticker,
        start_time as from_time,
        touch_test as test,
        near_edge as threshold
    from sides
    where start_time is not null and not is_lost
    union all
    select
        mention_id,
        'broken' as event,
        asset,
        start_time,
        through_test,
        far_edge
    from sides
    where start_time is not null and not is_lost and role != 'target'
),

first_events as (
    select
        key,
        max(bar_open_time) filter (where event = 'touched') as touch_opened_at,
        max(bar_close_time) filter (where event = 'touched') as touched_at,
        max(bar_close_time) filter (where event = 'broken') as broken_at
    from first_bars(first_searches)
    group by key
),

second_searches as ( -- noqa: ST03
    select
        sides.mention_id as key,
        'turned' as event,
        sides.asset as ticker,
        first_events.touch_opened_at as from_time,
        sides.away_test as test,
        sides.away_price as threshold
    from sides
    inner join first_events on sides.mention_id = first_events.key
    where sides.role != 'target' and first_events.touched_at is not null
    union all
    select
        sides.mention_id,
        'retested' as event,
        sides.asset,
        first_events.broken_at,
        sides.retest_test,
        sides.far_edge
    from sides
    inner join first_events on sides.mention_id = first_events.key
    where first_events.broken_at is not null
),

second_events as (
    select
        key,
        max(bar_close_time) filter (where event = 'turned') as turned_at,
        max(bar_open_time) filter (where event = 'retested') as retest_opened_at
    from first_bars(second_searches)
    group by key
),

third_searches as ( -- noqa: ST03
    select
        sides.mention_id as key,
        'flipped' as event,
        sides.asset as ticker,
        second_events.retest_opened_at as from_time,
        sides.through_test as test,
        sides.beyond_price as threshold
    from sides
    inner join second_events on sides.mention_id = second_events.key
    where second_events.retest_opened_at is not null
    union all
    select
        sides.mention_id,
        'reclaimed' as event,
        sides.asset,
        second_events.retest_opened_at,
        sides.away_test,
        sides.near_edge
    from sides
    inner join second_events on sides.mention_id = second_events.key
    where second_events.retest_opened_at is not null
),

third_events as (
    select
        key,
        max(bar_close_time) filter (where event = 'flipped') as flipped_at,
        max(bar_close_time) filter (where event = 'reclaimed') as reclaimed_at
    from first_bars(third_searches)
    group by key
),

final as (
    select
        sides.mention_id,
        sides.article_id,
        sides.outlet,
        sides.headline,
        sides.sentence,
        sides.asset,
        sides.role,
        sides.modality,
        sides.relation,
        sides.price_low,
        sides.price_high,
        sides.available_at,
        sides.source,
        sides.venue,
        sides.symbol,
        sides.start_time,
        sides.start_price,
        sides.distance_bps,
        first_events.touched_at,
        second_events.turned_at as held_at,
        first_events.broken_at,
        third_events.flipped_at,
        third_events.reclaimed_at,
        case
            when sides.start_time is null then 'no_price'
            when sides.is_lost then 'lost'
            when sides.role = 'target' then if(first_events.touched_at is null, 'open', 'reached')
            when second_events.turned_at < coalesce(first_events.broken_at, 'infinity'::timestamptz) then 'held'
            when third_events.flipped_at < coalesce(third_events.reclaimed_at, 'infinity'::timestamptz) then 'flipped'
            when third_events.reclaimed_at is not null then 'reclaimed'
            when first_events.broken_at is not null then 'broken'
            when first_events.touched_at is not null then 'touched'
            else 'open'
        end as status,
        epoch(first_events.touched_at - sides.available_at) / 3600 as hours_to_touch,
        epoch(first_events.broken_at - sides.available_at) / 3600 as hours_to_break,
        sides.is_simulated
    from sides
    left join first_events on sides.mention_id = first_events.key
    left join second_events on sides.mention_id = second_events.key
    left join third_events on sides.mention_id = third_events.key
)

select * from final;

comment on view level_ledger is
'What became of each support, resistance and target that an article stated. Grain: a level of an article.';
comment on column level_ledger.mention_id is 'key of the mention';
comment on column level_ledger.article_id is 'key of the article; the same for all its revisions';
comment on column level_ledger.outlet is 'name of the publisher as configured';
comment on column level_ledger.headline is 'first line of the article';
comment on column level_ledger.sentence is 'the sentence around the span';
comment on column level_ledger.asset is 'ticker that it is about';
comment on column level_ledger.role is 'support, resistance or target';
comment on column level_ledger.modality is 'reported, conditional or forecast';
comment on column level_ledger.relation is
'where the price is said to be relative to the level: above, below, at, between';
comment on column level_ledger.price_low is 'stated price, or lower end of a stated range, US dollars';
comment on column level_ledger.price_high is 'upper end; equal to price_low for a point';
comment on column level_ledger.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column level_ledger.source is 'who supplied the series; null without a candle';
comment on column level_ledger.venue is 'where it was measured';
comment on column level_ledger.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP';
comment on column level_ledger.start_time is
'open of the candle from which the level is followed, UTC; null without a candle';
comment on column level_ledger.start_price is 'its open, US dollars';
comment on column level_ledger.distance_bps is
'from start_price to the nearest edge of the level, basis points of the price; inside it, to the lower edge';
comment on column level_ledger.touched_at is 'close of the first candle that reached the near edge, UTC';
comment on column level_ledger.held_at is
'first close 2 % away on the near side after the touch, UTC; perhaps after a break';
comment on column level_ledger.broken_at is 'close of the first candle that closed beyond the far edge, UTC';
comment on column level_ledger.flipped_at is
'first close 2 % away on the far side after the broken level was met again, UTC';
comment on column level_ledger.reclaimed_at is
'close of the first candle that closed back on the near side after the break, UTC';
comment on column level_ledger.status is
'its first end: held, broken, flipped, reclaimed, reached; none yet: touched, open; lost before; no_price: no candle';
comment on column level_ledger.hours_to_touch is 'from available_at to touched_at, hours';
comment on column level_ledger.hours_to_break is 'from available_at to broken_at, hours';
comment on column level_ledger.is_simulated is 'true for invented outlets and markets';
