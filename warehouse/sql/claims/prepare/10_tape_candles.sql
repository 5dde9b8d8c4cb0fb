-- The candles that the claims need, in order. Grain: series and open_time. Inputs: settled_candles. Clock: as there.
-- Units: the quote of the symbol; filled_us is the time covered by this candle and all before it, microseconds.
create or replace temp table tape_candles as
with bounds as (
    select
        series_id,
        min(open_time) as first_time,
        list_min(max(open_time, 2) filter (where open_time < needed_from)) as last_before
    from settled_candles
    group by series_id
),

final as (
    select
        settled_candles.series_id,
        row_number() over so_far as n,
        settled_candles.open_time,
        settled_candles.close_time,
        settled_candles.open,
        settled_candles.high,
        settled_candles.low,
        settled_candles.close,
        -- A day's candle may speak for the day it opened in; finer ones speak when they have closed.
        if(
            settled_candles.bar_seconds >= 86400,
            make_timestamptz(epoch_us(settled_candles.open_time) + 1000000),
            settled_candles.close_time
        ) as speaks_from,
        sum(epoch_us(settled_candles.close_time) - epoch_us(settled_candles.open_time)) over so_far as filled_us
    from settled_candles
    inner join bounds on settled_candles.series_id = bounds.series_id
    where
        settled_candles.open_time >= coalesce(bounds.last_before, bounds.first_time)
        or settled_candles.open_time = bounds.first_time
    window
        so_far as (
            partition by settled_candles.series_id order by settled_candles.open_time
            rows between unbounded preceding and current row
        )
)

select * from final;
