-- Observations that are current more than once. Input: known_observations.
select
    kind,
    source,
    concat_ws(' ', venue, symbol, ticker, timeframe) as series,
    start_time as observed_time,
    count(*) as n_rows
from known_observations
group by kind, source, venue, symbol, ticker, timeframe, start_time, end_time
having count(*) > 1;
