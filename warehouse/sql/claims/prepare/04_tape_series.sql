-- The candle series. Grain: source, venue, symbol and timeframe. Inputs: known_candles, price_series.
create or replace temp table tape_series as
with series as (
    select
        known_candles.source,
        known_candles.venue,
        known_candles.symbol,
        known_candles.ticker,
        known_candles.timeframe,
        min(known_candles.bar_us) as bar_us
    from known_candles
    group by all
),

final as (
    select
        row_number() over (
            order by series.source, series.venue, series.symbol, series.ticker, series.timeframe
        ) as series_id,
        dense_rank() over (
            order by series.source, series.venue, series.symbol, series.ticker
        ) as instrument_id,
        series.source,
        series.venue,
        series.symbol,
        series.ticker,
        series.timeframe,
        to_microseconds(series.bar_us) as bar,
        if(series.timeframe = '1d', 86400, series.bar_us / 1000000) as bar_seconds,
        price_series.currency,
        price_series.trades_always,
        price_series.preference
    from series
    inner join price_series
        on
            series.source = price_series.source
            and series.venue = price_series.venue
            and series.symbol = price_series.symbol
            and series.ticker = price_series.ticker
)

select * from final;
