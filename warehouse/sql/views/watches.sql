-- Conditions that articles attach to a level ("a close above 61,000 would signal...", "as long as it holds 57,000"),
-- followed to their resolution. A condition that was not yet true when the article appeared is met by the first candle
-- that closes on its side of the level; one that was true fails at the first close on the other side.
-- Grain: article, asset and condition. Inputs: level_starts, first_bars, reference_candles. Clock: available_at, then
-- close_time. Units: US dollars, hours.

create view watches as
with conditions as (
    select
        *,
        case
            when relation = 'above' and price_is = 'above' or relation = 'below' and price_is = 'below' then 'hold'
            else 'cross'
        end as watch_kind,
        case
            when (relation = 'above') = (watch_kind = 'cross') then 'close_above'
            else 'close_below'
        end as resolving_test,
        if(resolving_test = 'close_above', high_edge, low_edge) as threshold
    from level_starts
    where modality = 'conditional' and relation in ('above', 'below')
),

searches as ( -- noqa: ST03
    select
        mention_id as key,
        'resolved' as event,
        asset as ticker,
        start_time as from_time,
        resolving_test as test,
        threshold
    from conditions
    where start_time is not null
),

resolved as (
    select
        key,
        bar_close_time as resolved_at
    from first_bars(searches)
),

final as (
    select
        conditions.mention_id,
        conditions.article_id,
        conditions.outlet,
        conditions.headline,
        conditions.sentence,
        conditions.asset,
        conditions.role,
        conditions.relation,
        conditions.price_low,
        conditions.price_high,
        conditions.available_at,
        conditions.source,
        conditions.venue,
        conditions.symbol,
        conditions.start_time,
        conditions.start_price,
        conditions.watch_kind,
        resolved.resolved_at,
        case
            when conditions.start_time is null then 'no_price'
            when resolved.resolved_at is null then 'open'
            else if(conditions.watch_kind = 'cross', 'met', 'failed')
        end as status,
        epoch(resolved.resolved_at - conditions.available_at) / 3600 as hours_to_resolve,
        conditions.is_simulated
    from conditions
    left join resolved on conditions.mention_id = resolved.key
)

select * from final;

comment on view watches is
'Conditions that articles attach to a level, followed to their resolution. Grain: one condition of an article.';
comment on column watches.mention_id is 'key of the mention';
comment on column watches.article_id is 'key of the article; the same for all its revisions';
comment on column watches.outlet is 'name of the publisher as configured';
comment on column watches.headline is 'first line of the article';
comment on column watches.sentence is 'the sentence around the span';
comment on column watches.asset is 'ticker that it is about';
comment on column watches.role is 'what the level is to the author';
comment on column watches.relation is 'above or below: the side of the level on which the condition is true';
comment on column watches.price_low is 'stated price, or lower end of a stated range, US dollars';
comment on column watches.price_high is 'upper end; equal to price_low for a point';
comment on column watches.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column watches.source is 'who supplied the series; null without a candle';
comment on column watches.venue is 'where it was measured';
comment on column watches.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP';
comment on column watches.start_time is
'open of the candle from which the level is followed, UTC; null without a candle';
comment on column watches.start_price is 'its open, US dollars';
comment on column watches.watch_kind is 'cross where it was not yet true at start_price, hold where it was';
comment on column watches.resolved_at is 'close of the candle that met the condition or made it fail, UTC';
comment on column watches.status is
'open, met (cross), failed (hold), or no_price without a candle in the four days after';
comment on column watches.hours_to_resolve is 'from available_at to resolved_at, hours';
comment on column watches.is_simulated is 'true for invented outlets and markets';
