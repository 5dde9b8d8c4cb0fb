-- Market-wide gauges: Fear & Greed, the last settled funding, open interest, and the last ETF flow.
-- Grain: gauge. Clock: available_at.
with gauges as (
    select
        'Fear & Greed' as gauge,
        value || ', ' || replace(zone, '_', ' ') as reading,
        'fear_greed/' || source || '/' || observed_date as key,
        observed_date::timestamptz as seen_at
    from known_fear_greed
    union all
    select
        ticker || ' funding' as gauge,
        format('{:+.4f} % per {:g} h', 100 * funding_rate::double, interval_hours) as reading,
        concat_ws('/', 'funding_rates', source, venue, symbol, strftime(observed_at, '%Y-%m-%dT%H:%MZ')) as key,
        observed_at as seen_at
    from known_funding_rates
    where ticker = 'BTC'
    union all
    select
        ticker || ' open interest' as gauge,
        format('${:.1f} billion', open_interest_usd::double / 1e9) as reading,
        concat_ws('/', 'open_interest', source, venue, symbol, strftime(observed_at, '%Y-%m-%dT%H:%MZ')) as key,
        observed_at as seen_at
    from known_open_interest
    where ticker = 'BTC'
    union all
    select
        ticker || ' ETF flow of ' || strftime(flow_date, '%d %b') as gauge,
        format('{:+.1f} million USD', flow_usd::double / 1e6) as reading,
        concat_ws('/', 'etf_flows', source, ticker, fund, flow_date::varchar) as key,
        flow_date::timestamptz as seen_at
    from known_etf_flows
    where ticker = 'BTC' and fund = 'TOTAL'
),

final as (
    select
        gauge,
        reading,
        seen_at,
        key as row
    from gauges
    qualify row_number() over (partition by split_part(gauge, ' of ', 1) order by seen_at desc, key asc) = 1
    order by gauge
)

select * from final;
