-- The candle series of each asset, in order of preference for one price per asset: quoted in dollars, spot, longest
-- history, then by name. Volume of data does not count, so a longer history at the end never changes the order.
-- Grain: source, venue and symbol. Inputs: known_candles. Clock: available_at.

create view price_series as
with series as (
    select
        series_key,
        any_value(source) as source,
        any_value(venue) as venue,
        any_value(symbol) as symbol,
        any_value(ticker) as ticker,
        bool_or(is_simulated) as is_simulated,
        min(open_time) as first_open_time,
        max(close_time) as last_close_time,
        min(bar_us) as shortest_bar_us,
        max(bar_us) as longest_bar_us
    from known_candles
    group by series_key
),

named as (
    select
        *,
        split_part(symbol, '-', 2) as quote,
        if(quote in ('', 'USD', 'USDT', 'USDC', 'BUSD', 'FDUSD', 'TUSD', 'DAI'), 'USD', quote) as currency,
        symbol like '%-PERP' as is_perpetual
    from series
),

final as (
    select
        source,
        venue,
        symbol,
        ticker,
        currency,
        is_perpetual,
        quote != '' as trades_always,
        is_simulated,
        first_open_time,
        last_close_time,
        shortest_bar_us / 1000000 as shortest_bar_seconds,
        longest_bar_us / 1000000 as longest_bar_seconds,
        series_key,
        row_number() over (
            partition by ticker, currency order by is_perpetual, first_open_time, source, venue, symbol
        ) as preference
    from named
)

select * from final;

comment on view price_series is
'The candle series of each asset, in order of preference. Grain: source, venue, symbol.';
comment on column price_series.source is 'who supplied the series';
comment on column price_series.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column price_series.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column price_series.ticker is 'asset, as in configs/assets.toml';
comment on column price_series.currency is 'what prices are in; stablecoins of the dollar count as USD';
comment on column price_series.is_perpetual is 'true for a perpetual future';
comment on column price_series.trades_always is 'false for stocks, which have nights and weekends';
comment on column price_series.is_simulated is 'true for invented outlets and markets';
comment on column price_series.first_open_time is 'start of the first candle, UTC';
comment on column price_series.last_close_time is 'end of the last candle, UTC';
comment on column price_series.shortest_bar_seconds is 'length of its shortest candle';
comment on column price_series.longest_bar_seconds is 'length of its longest candle';
comment on column price_series.series_key is 'one number for source, venue, symbol and ticker';
comment on column price_series.preference is '1 for the series that stands for the asset in this currency';
