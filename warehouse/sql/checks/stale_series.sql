-- Series that lag far behind the others. Input: series_status.
select
    kind,
    source,
    venue,
    symbol,
    timeframe,
    last_time,
    hours_behind
from series_status
where is_stale;
