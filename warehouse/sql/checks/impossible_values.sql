-- Prices that are not positive, negative amounts, and index values outside of 0 to 100. Inputs: all known_* series.
select
    'candles' as kind,
    source,
    symbol,
    close_time as observed_time
from known_candles
where low <= 0 or volume < 0
union all
select
    'mark_prices' as kind,
    source,
    symbol,
    close_time as observed_time
from known_mark_prices
where low <= 0 or high < low or open not between low and high or close not between low and high
union all
select
    'long_short_ratios' as kind,
    source,
    symbol,
    observed_at as observed_time
from known_long_short_ratios
where long_short_ratio < 0
union all
select
    'open_interest' as kind,
    source,
    symbol,
    observed_at as observed_time
from known_open_interest
where open_interest_usd < 0
union all
select
    'liquidations' as kind,
    source,
    symbol,
    close_time as observed_time
from known_liquidations
where long_usd < 0 or short_usd < 0 or coverage not between 0 and 1
union all
select
    'funding_rates' as kind,
    source,
    symbol,
    observed_at as observed_time
from known_funding_rates
where abs(funding_rate) >= 1 or interval_hours <= 0
union all
select
    'fear_greed' as kind,
    source,
    '' as symbol,
    observed_date::timestamptz as observed_time
from known_fear_greed
where value not between 0 and 100;
