-- The shortest liquidation bars of each series, so that nothing is counted twice.
-- Grain: source, venue, symbol and open_time. Inputs: known_liquidations. Clock: close_time, available_at.
-- Units: US dollars.

create view liquidation_bars as
with bars as (
    select
        *,
        -- Plain arithmetic on microseconds: intervals mind calendars and take 20 times as long.
        (epoch_us(close_time) - epoch_us(open_time)) / 1000000 as bar_seconds
    from known_liquidations
),

shortest as (
    select
        *,
        min(bar_seconds) over (partition by source, venue, symbol) as shortest_bar_seconds,
        bool_or(ticker = 'ALL') over (partition by source) as source_has_total
    from bars
),

final as (
    select
        source,
        venue,
        symbol,
        ticker,
        bar_seconds,
        open_time,
        close_time,
        as_double(long_usd) as long_usd,
        as_double(short_usd) as short_usd,
        coverage,
        source_has_total,
        available_at,
        is_simulated
    from shortest
    where bar_seconds = shortest_bar_seconds
)

select * from final;

comment on view liquidation_bars is
'The shortest liquidation bars of each series. Grain: source, venue, symbol, open_time.';
comment on column liquidation_bars.source is 'who supplied the series';
comment on column liquidation_bars.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column liquidation_bars.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column liquidation_bars.ticker is 'asset, as in configs/assets.toml';
comment on column liquidation_bars.bar_seconds is 'length of the bar, seconds';
comment on column liquidation_bars.open_time is 'start of the bar, UTC, inclusive';
comment on column liquidation_bars.close_time is 'end of the bar, UTC, exclusive';
comment on column liquidation_bars.long_usd is 'longs closed by force in the bar, US dollars';
comment on column liquidation_bars.short_usd is 'shorts closed by force in the bar, US dollars';
comment on column liquidation_bars.coverage is
'share of the bar in which the stream of the venue was heard, 0 to 1; null where the source does not say';
comment on column liquidation_bars.source_has_total is
'true where the source also has a series of the whole market (ticker ALL), which already contains the others';
comment on column liquidation_bars.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column liquidation_bars.is_simulated is 'true for invented outlets and markets';
