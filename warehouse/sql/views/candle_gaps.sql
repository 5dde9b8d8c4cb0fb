-- Missing candles inside each series; nights and weekends of stocks are no gaps.
-- Grain: one gap. Inputs: known_candles. Clock: close_time.

create view candle_gaps as
with neighbours as (
    select
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        close_time as gap_start,
        close_time - open_time as bar,
        lead(open_time) over (partition by source, venue, symbol, timeframe order by open_time) as gap_end
    from known_candles
),

final as (
    select
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        gap_start,
        gap_end,
        round(epoch(gap_end - gap_start) / epoch(bar))::bigint as n_missing
    from neighbours
    where gap_end > gap_start and symbol like '%-%'
)

select * from final;

comment on view candle_gaps is
'Missing candles inside each series. Grain: source, venue, symbol, timeframe, gap_start.';
comment on column candle_gaps.source is 'who supplied the series';
comment on column candle_gaps.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column candle_gaps.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column candle_gaps.ticker is 'asset, as in configs/assets.toml';
comment on column candle_gaps.timeframe is 'length of the candle: 1m, 1h, 4h, 1d';
comment on column candle_gaps.gap_start is 'close of the last candle before the gap, UTC';
comment on column candle_gaps.gap_end is 'open of the first candle after it, UTC';
comment on column candle_gaps.n_missing is 'candles that are missing';
