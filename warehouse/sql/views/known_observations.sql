-- The observations of all market series, by the name of their series and their times alone.
-- Grain: kind, source, venue, symbol, ticker, timeframe, start_time and end_time (liquidations may have bars of several
-- lengths that open together).
-- Inputs: all other known_* series. Clock: available_at. Units: seconds.

create view known_observations as
with final as (
    select
        'candles' as kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        open_time as start_time,
        close_time as end_time,
        bar_us / 1000000 as step_seconds,
        available_at,
        revised_at,
        is_simulated
    from known_candles
    union all
    select
        'mark_prices' as kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        open_time as start_time,
        close_time as end_time,
        epoch(close_time - open_time) as step_seconds,
        available_at,
        revised_at,
        is_simulated
    from known_mark_prices
    union all
    select
        'funding_rates' as kind,
        source,
        venue,
        symbol,
        ticker,
        '' as timeframe,
        observed_at as start_time,
        observed_at as end_time,
        3600 * interval_hours as step_seconds,
        available_at,
        revised_at,
        is_simulated
    from known_funding_rates
    union all
    select
        'open_interest' as kind,
        source,
        venue,
        symbol,
        ticker,
        '' as timeframe,
        observed_at as start_time,
        observed_at as end_time,
        null as step_seconds,
        available_at,
        revised_at,
        is_simulated
    from known_open_interest
    union all
    select
        'long_short_ratios' as kind,
        source,
        venue,
        symbol,
        ticker,
        '' as timeframe,
        observed_at as start_time,
        observed_at as end_time,
        null as step_seconds,
        available_at,
        revised_at,
        is_simulated
    from known_long_short_ratios
    union all
    select
        'liquidations' as kind,
        source,
        venue,
        symbol,
        ticker,
        '' as timeframe,
        open_time as start_time,
        close_time as end_time,
        epoch(close_time - open_time) as step_seconds,
        available_at,
        revised_at,
        is_simulated
    from known_liquidations
    union all
    select
        'fear_greed' as kind,
        source,
        '' as venue,
        '' as symbol,
        'ALL' as ticker,
        '' as timeframe,
        observed_date::timestamptz as start_time,
        (observed_date + 1)::timestamptz as end_time,
        86400 as step_seconds,
        available_at,
        revised_at,
        is_simulated
    from known_fear_greed
    union all
    select
        'etf_flows' as kind,
        source,
        '' as venue,
        fund as symbol,
        ticker,
        '' as timeframe,
        flow_date::timestamptz as start_time,
        (flow_date + 1)::timestamptz as end_time,
        86400 as step_seconds,
        available_at,
        revised_at,
        is_simulated
    from known_etf_flows
)

select * from final;

comment on view known_observations is
'All market series by name and times. Grain: kind, source, venue, symbol, ticker, timeframe, start_time, end_time.';
comment on column known_observations.kind is
'candles, mark_prices, funding_rates, open_interest, long_short_ratios, liquidations, fear_greed or etf_flows';
comment on column known_observations.source is 'who supplied the series';
comment on column known_observations.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column known_observations.symbol is
'instrument, like BTC-USDT or BTC-USDT-PERP; fund for fund flows; empty for an index';
comment on column known_observations.ticker is 'asset, as in configs/assets.toml; ALL for an index';
comment on column known_observations.timeframe is 'length of the candle: 1m, 1h, 4h, 1d; empty for kinds without';
comment on column known_observations.start_time is
'opening of a bar, moment of an observation, or midnight of a day, UTC';
comment on column known_observations.end_time is
'close of a bar, moment of an observation, or midnight after a day, UTC';
comment on column known_observations.step_seconds is
'length of the bar or day, or time between two settlements; null where nothing says how far observations lie apart';
comment on column known_observations.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column known_observations.revised_at is
'when a changed value replaced the first one, UTC; null for first values';
comment on column known_observations.is_simulated is 'true for invented outlets and markets';
