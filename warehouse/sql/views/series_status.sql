-- How far each series reaches, and whether it lags. Fresh is measured against the newest observation of any series of
-- the same market (simulated or not), never against the wall clock, so that the answer can be repeated.
-- Grain: kind, source, venue, symbol, ticker and timeframe. Input: known_observations. Clock: available_at. Stale: more
-- than three typical steps, and more than four days, behind.

create view series_status as
with observations as (
    select
        *,
        if(kind in ('fear_greed', 'etf_flows'), start_time, end_time) as observed_time
    from known_observations
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
'How far each series reaches, and if it lags. Grain: kind, source, venue, symbol, ticker, timeframe.';
comment on column series_status.kind is 'table of the series, like candles or funding_rates';
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
