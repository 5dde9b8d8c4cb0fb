-- One line of dollar prices per asset: the candles of its preferred series; where several end together, the shortest.
-- Grain: asset and close_time. Inputs: known_candles, price_series. Clock: close_time, available_at. Units: US dollars.

create view reference_candles as
with series as materialized (
    select
        series_key,
        trades_always,
        shortest_bar_seconds < longest_bar_seconds as is_mixed
    from price_series
    where currency = 'USD' and preference = 1
),

-- Candles of one length never end together; only where lengths mix is there something to choose.
chosen as (
    select
        known_candles.*,
        series.trades_always
    from known_candles
    inner join series on known_candles.series_key = series.series_key
    where not series.is_mixed
    union all
    select
        known_candles.*,
        series.trades_always
    from known_candles
    inner join series on known_candles.series_key = series.series_key
    where series.is_mixed
    qualify
        row_number() over (
            partition by known_candles.ticker, known_candles.close_time order by known_candles.open_time desc
        ) = 1
),

final as (
    select
        ticker,
        source,
        venue,
        symbol,
        timeframe,
        bar_us / 1000000 as bar_seconds,
        trades_always,
        open_time,
        close_time,
        as_double(open) as open,
        as_double(high) as high,
        as_double(low) as low,
        close_double as close,
        available_at,
        is_simulated
    from chosen
)

select * from final;

comment on view reference_candles is
'One line of dollar prices per asset, from its preferred series. Grain: ticker, close_time.';
comment on column reference_candles.ticker is 'asset, as in configs/assets.toml';
comment on column reference_candles.source is 'who supplied the series';
comment on column reference_candles.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column reference_candles.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column reference_candles.timeframe is 'length of the candle: 1m, 1h, 4h, 1d';
comment on column reference_candles.bar_seconds is 'length of the candle, seconds';
comment on column reference_candles.trades_always is 'false for stocks, which have nights and weekends';
comment on column reference_candles.open_time is 'start of the bar, UTC, inclusive';
comment on column reference_candles.close_time is 'end of the bar, UTC, exclusive';
comment on column reference_candles.open is 'first price, US dollars';
comment on column reference_candles.high is 'highest price, US dollars';
comment on column reference_candles.low is 'lowest price, US dollars';
comment on column reference_candles.close is 'last price, US dollars';
comment on column reference_candles.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column reference_candles.is_simulated is 'true for invented outlets and markets';
