-- The candles of those series, each in the version that was known when its day had settled (or at known_at, if that is
-- earlier): a revision after that changes no verdict. Grain: series and open_time. Inputs: candles, tape_series.
-- Clock: available_at, superseded_at. Units: the quote of the symbol; filled_seconds is the time covered by this candle
-- and all before it.
create or replace temp table tape_candles as
select
    tape_series.series_id,
    row_number() over (partition by tape_series.series_id order by candles.open_time) as n,
    candles.open_time,
    candles.close_time,
    candles.open::double as open,
    candles.high::double as high,
    candles.low::double as low,
    candles.close::double as close,
    -- A day's candle may speak for the day it opened in; finer ones speak when they have closed.
    if(tape_series.bar_seconds >= 86400, candles.open_time + interval 1 second, candles.close_time) as speaks_from,
    sum(epoch(candles.close_time - candles.open_time)) over (
        partition by tape_series.series_id order by candles.open_time
        rows between unbounded preceding and current row
    ) as filled_seconds
from candles
inner join tape_series
    on
        candles.source = tape_series.source
        and candles.venue = tape_series.venue
        and candles.symbol = tape_series.symbol
        and candles.timeframe = tape_series.timeframe
where
    candles.available_at <= settled_at(candles.open_time)
    and (candles.superseded_at is null or candles.superseded_at > settled_at(candles.open_time));
