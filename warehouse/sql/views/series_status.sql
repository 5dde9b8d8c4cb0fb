-- How far each series reaches, and whether it lags. Fresh is measured against the newest observation of any series of
-- the same market (simulated or not), never against the wall clock, so that the answer can be repeated.
-- Grain: kind, source, venue, symbol and timeframe. Inputs: all known_* series. Clock: available_at. Stale: more than
-- three typical steps, and more than four days, behind.

create view series_status as
with observations as (
    select
        'candles' as kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        close_time as observed_time,
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
        close_time as observed_time,
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
        observed_at as observed_time,
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
        observed_at as observed_time,
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
        observed_at as observed_time,
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
        close_time as observed_time,
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
        observed_date::timestamptz as observed_time,
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
        flow_date::timestamptz as observed_time,
        available_at,
        revised_at,
        is_simulated
    from known_etf_flows
),

series as (
    select
        kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        min(observed_time) as first_time,
        max(observed_time) as last_time,
        max(available_at) as last_available_at,
        count(*) as n_observations,
        count(revised_at) as n_revised,
        bool_or(is_simulated) as is_simulated,
        epoch(max(observed_time) - min(observed_time)) / nullif(count(distinct observed_time) - 1, 0)
            as typical_step_seconds
    from observations
    group by kind, source, venue, symbol, ticker, timeframe
),

behind as (
    select
        *,
        epoch(max(last_available_at) over (partition by is_simulated) - last_available_at) / 3600 as hours_behind
    from series
),

final as (
    select
        kind,
        source,
        venue,
        symbol,
        ticker,
        timeframe,
        first_time,
        last_time,
        last_available_at,
        typical_step_seconds,
        n_observations,
        n_revised,
        hours_behind,
        hours_behind > greatest(96, 3 * coalesce(typical_step_seconds, 0) / 3600) as is_stale,
        is_simulated
    from behind
)

select * from final;

comment on view series_status is
'How far each series reaches, and if it lags. Grain: kind, source, venue, symbol, timeframe.';
comment on column series_status.kind is 'candles, funding_rates, open_interest, liquidations, fear_greed or etf_flows';
comment on column series_status.source is 'who supplied the series';
comment on column series_status.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column series_status.symbol is 'instrument; fund for fund flows; empty for an index';
comment on column series_status.ticker is 'asset, as in configs/assets.toml';
comment on column series_status.timeframe is 'length of the candle; empty for other kinds';
comment on column series_status.first_time is 'first close, observation or day, UTC';
comment on column series_status.last_time is 'last close, observation or day, UTC';
comment on column series_status.last_available_at is 'when the last value became available, UTC';
comment on column series_status.typical_step_seconds is
'mean distance of two observations, seconds; null for a single one';
comment on column series_status.n_observations is 'observations';
comment on column series_status.n_revised is 'observations whose first value was replaced';
comment on column series_status.hours_behind is 'how much later the newest value of any series became available, hours';
comment on column series_status.is_stale is 'true when it is far behind';
comment on column series_status.is_simulated is 'true for invented outlets and markets';
