-- Candles as known at a moment: rows available by then, in the version believed then.
-- Grain: source, venue, symbol, timeframe, open_time.
-- Inputs: candles. Clock: available_at and superseded_at. Units: Prices in the quote of the symbol, volume in the base.

create macro candles_as_of(moment) as table
select
    source,
    venue,
    symbol,
    ticker,
    timeframe,
    open_time,
    close_time,
    open,
    high,
    low,
    close,
    volume,
    is_simulated,
    available_at,
    revised_at,
    series_key,
    bar_us,
    close_double
from candles
where
    available_at <= moment::timestamptz
    and (superseded_at is null or superseded_at > moment::timestamptz);

comment on macro table candles_as_of is -- noqa: PRS
'Candles as known at the moment. Columns as in known_candles.';
