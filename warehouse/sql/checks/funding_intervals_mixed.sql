-- Funding series whose settlements lie closer together than the interval that their rates are stated for, or mostly far
-- longer apart: an 8-hour rate taken for an hourly one. Input: known_funding_rates.
with steps as (
    select
        source,
        venue,
        symbol,
        interval_hours,
        epoch(observed_at - lag(observed_at) over (partition by source, venue, symbol order by observed_at))
        / 3600 as step_hours
    from known_funding_rates
)

select
    source,
    venue,
    symbol,
    interval_hours,
    median(step_hours) as usual_step_hours,
    min(step_hours) as shortest_step_hours,
    count(*) filter (where step_hours < 0.9 * interval_hours) as n_too_close
from steps
where step_hours is not null
group by source, venue, symbol, interval_hours
having
    min(step_hours) < 0.9 * interval_hours
    or (count(*) >= 5 and median(step_hours) > 1.5 * interval_hours);
