-- Days of each instrument: of its finest candles where they cover the whole day, else of its daily candle.
-- Only of assets of which the claims need a long history.
-- Grain: instrument and day. Inputs: settled_candles, tape_series, claim_scope. Clock: as there. Units: the quote of
-- the symbol; daily_return is a
-- fraction, missing after a missing day.
create or replace temp table tape_days as
with days as (
    select
        tape_series.instrument_id,
        tape_series.trades_always,
        settled_candles.series_id,
        tape_series.bar_seconds,
        utc_day(settled_candles.open_time) as day,
        min(settled_candles.low) as low,
        max(settled_candles.high) as high,
        arg_max(settled_candles.close, settled_candles.open_time) as close,
        max(settled_candles.close_time) as close_time,
        max(tape_series.bar_seconds) >= 86400
        or sum(epoch_us(settled_candles.close_time) - epoch_us(settled_candles.open_time)) >= 86400000000 as is_whole
    from settled_candles
    inner join tape_series on settled_candles.series_id = tape_series.series_id
    where
        tape_series.ticker in (
            select claim_scope.asset from claim_scope
            where claim_scope.kind in ('extreme_since', 'moving_average_cross')
        )
    group by all
),

chosen as (
    select * from days
    where is_whole
    qualify row_number() over (partition by instrument_id, day order by bar_seconds, series_id) = 1
),

final as (
    select
        instrument_id,
        day,
        low,
        high,
        close,
        close_time,
        row_number() over days_in_order as n,
        min(day) over (partition by instrument_id) as first_day,
        case
            when day - lag(day) over days_in_order <= if(trades_always, 1, 4)
                then close / lag(close) over days_in_order - 1
        end as daily_return
    from chosen
    window days_in_order as (partition by instrument_id order by day)
)

select * from final;
