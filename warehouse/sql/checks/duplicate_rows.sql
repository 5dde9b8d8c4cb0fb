-- Observations that are current more than once. Inputs: all known_* series.
select
    'candles' as kind,
    source,
    concat_ws(' ', venue, symbol, timeframe) as series,
    open_time as observed_time,
    count(*) as n_rows
from known_candles
group by all
having count(*) > 1
union all
select
    'mark_prices' as kind,
    source,
    concat_ws(' ', venue, symbol, timeframe) as series,
    open_time as observed_time,
    count(*) as n_rows
from known_mark_prices
group by all
having count(*) > 1
union all
select
    'long_short_ratios' as kind,
    source,
    concat_ws(' ', venue, symbol) as series,
    observed_at as observed_time,
    count(*) as n_rows
from known_long_short_ratios
group by all
having count(*) > 1
union all
select
    'funding_rates' as kind,
    source,
    concat_ws(' ', venue, symbol) as series,
    observed_at as observed_time,
    count(*) as n_rows
from known_funding_rates
group by all
having count(*) > 1
union all
select
    'open_interest' as kind,
    source,
    concat_ws(' ', venue, symbol) as series,
    observed_at as observed_time,
    count(*) as n_rows
from known_open_interest
group by all
having count(*) > 1
union all
select
    'liquidations' as kind,
    source,
    concat_ws(' ', venue, symbol, close_time) as series,
    open_time as observed_time,
    count(*) as n_rows
from known_liquidations
group by all
having count(*) > 1
union all
select
    'fear_greed' as kind,
    source,
    '' as series,
    observed_date::timestamptz as observed_time,
    count(*) as n_rows
from known_fear_greed
group by all
having count(*) > 1
union all
select
    'etf_flows' as kind,
    source,
    concat_ws(' ', ticker, fund) as series,
    flow_date::timestamptz as observed_time,
    count(*) as n_rows
from known_etf_flows
group by all
having count(*) > 1;
