-- Closes a thousand times higher or lower than the one before: other units or another symbol. Input: known_candles.
with steps as (
    select
        source,
        venue,
        symbol,
        timeframe,
        open_time,
        close_double as close,
        lag(close_double) over (partition by source, venue, symbol, timeframe order by open_time) as close_before
    from known_candles
)

select * from steps
where close / close_before not between 0.001 and 1000;
