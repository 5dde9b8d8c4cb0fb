-- Days of each asset in dollars, from its preferred series: of its finest candles where they fill the day, else of its
-- daily candle. A day that is not over is no row.
-- Grain: asset and day. Inputs: known_candles, price_series. Clock: close_time, available_at. Units: US dollars.

create view reference_days as
with candidates as (
    select
        known_candles.ticker,
        known_candles.source,
        known_candles.venue,
        known_candles.symbol,
        known_candles.timeframe,
        price_series.trades_always,
        -- Plain arithmetic on microseconds: date_trunc minds time zones and takes 30 times as long.
        make_date((epoch_us(known_candles.open_time) // 86400000000)::integer) as day,
        as_double(arg_min(known_candles.open, known_candles.open_time)) as open,
        as_double(max(known_candles.high)) as high,
        as_double(min(known_candles.low)) as low,
        arg_max(known_candles.close_double, known_candles.open_time) as close,
        max(known_candles.close_time) as close_time,
        max(known_candles.available_at) as available_at,
        bool_or(known_candles.is_simulated) as is_simulated,
        max(known_candles.bar_us) // 1000000 as bar_seconds,
        sum(known_candles.bar_us) // 1000000 as filled_seconds
    from known_candles
    inner join price_series on known_candles.series_key = price_series.series_key
    where price_series.currency = 'USD' and price_series.preference = 1
    group by all
),

final as (
    select
        ticker,
        source,
        venue,
        symbol,
        timeframe,
        trades_always,
        day,
        open,
        high,
        low,
        close,
        close_time,
        available_at,
        is_simulated
    from candidates
    where timeframe = '1d' or (bar_seconds < 86400 and filled_seconds >= 86400)
    -- The day of a stock ends before midnight: its candle comes last whatever its length.
    qualify row_number() over (partition by ticker, day order by timeframe = '1d', bar_seconds) = 1
)

select * from final;

comment on view reference_days is
'Days of each asset in dollars, of the finest candles that fill the day. Grain: ticker, day.';
comment on column reference_days.ticker is 'asset, as in configs/assets.toml';
comment on column reference_days.source is 'who supplied the series';
comment on column reference_days.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column reference_days.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column reference_days.timeframe is 'length of the candles that the day is made of: 1m, 1h, 4h, 1d';
comment on column reference_days.trades_always is 'false for stocks, which have nights and weekends';
comment on column reference_days.day is 'day, UTC';
comment on column reference_days.open is 'first price of the day, US dollars';
comment on column reference_days.high is 'highest price of the day, US dollars';
comment on column reference_days.low is 'lowest price of the day, US dollars';
comment on column reference_days.close is 'last price of the day, US dollars';
comment on column reference_days.close_time is 'end of the last bar of the day, UTC';
comment on column reference_days.available_at is
'earliest moment at which the whole day was known here, UTC';
comment on column reference_days.is_simulated is 'true for invented outlets and markets';
