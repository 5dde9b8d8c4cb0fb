-- Steps by a factor near 1000 in prices and open interest, and in the monthly means of liquidations and fund flows:
-- thousands for units, millions for thousands. Inputs: known_candles, known_open_interest, known_liquidations,
-- known_etf_flows.
with observations as (
    select
        'candles' as kind,
        source,
        concat_ws(' ', venue, symbol, timeframe) as series,
        open_time as observed_time,
        close_double as value
    from known_candles
    union all
    select
        'open_interest' as kind,
        source,
        concat_ws(' ', venue, symbol) as series,
        observed_at as observed_time,
        open_interest_usd::double as value
    from known_open_interest
    union all
    select
        'liquidations' as kind,
        source,
        concat_ws(' ', venue, symbol, close_time - open_time) as series,
        date_trunc('month', open_time) as observed_time,
        avg(long_usd + short_usd) as value
    from known_liquidations
    group by all
    union all
    select
        'etf_flows' as kind,
        source,
        concat_ws(' ', ticker, fund) as series,
        date_trunc('month', flow_date)::timestamptz as observed_time,
        avg(abs(flow_usd)) as value
    from known_etf_flows
    group by all
),

steps as (
    select
        *,
        lag(value) over (partition by kind, source, series order by observed_time) as value_before
    from observations
    where value > 0
)

select * from steps
where value / value_before between 300 and 3000 or value_before / value between 300 and 3000;
