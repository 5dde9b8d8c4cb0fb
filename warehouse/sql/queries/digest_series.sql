-- How far the series behind the digest reach.
-- Grain: kind of series and source. Parameters: window_start (series that ended a year before it are left out).
select
    kind || ' of ' || source as series,
    max(last_time) as last_time,
    bool_or(is_simulated) as is_simulated
from series_status
where last_time > $window_start - interval 1 year
group by all
order by series;
