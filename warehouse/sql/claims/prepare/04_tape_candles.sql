-- The candles of those series, each in the version that was known when its day had settled (or at known_at, if that is
-- earlier): a revision after that changes no verdict. Grain: series and open_time. Inputs: candles, tape_series.
-- Clock: available_at, superseded_at. Units: the quote of the symbol; filled_us is the time covered by this candle
-- and all before it, microseconds.
create or replace temp table tape_candles as
with versions as (
    select
        tape_series.series_id,
        tape_series.bar_seconds,
        candles.open_time,
        candles.close_time,
        candles.open,
        candles.high,
        candles.low,
        candles.close,
        candles.available_at,
        candles.superseded_at,
        settled_at(candles.open_time) as settled_at
    from candles
    inner join tape_series
        on
            candles.source = tape_series.source
            and candles.venue = tape_series.venue
            and candles.symbol = tape_series.symbol
            and candles.timeframe = tape_series.timeframe
),

final as (
    select
        series_id,
        row_number() over so_far as n,
        open_time,
        close_time,
        as_double(open) as open,
        as_double(high) as high,
        as_double(low) as low,
        as_double(close) as close,
        -- A day's candle may speak for the day it opened in; finer ones speak when they have closed.
        if(bar_seconds >= 86400, make_timestamptz(epoch_us(open_time) + 1000000), close_time) as speaks_from,
        sum(epoch_us(close_time) - epoch_us(open_time)) over so_far as filled_us
    from versions
    where available_at <= settled_at and (superseded_at is null or superseded_at > settled_at)
    window
        so_far as (
            partition by series_id order by open_time rows between unbounded preceding and current row
        )
)

select * from final;
