-- What had to be refused since the window began, by step.
-- Grain: step. Parameters: window_start. Clock: rejected_at.
select
    step,
    count(*) as n,
    string_agg(distinct reason, ', ' order by reason) as reasons
from rejections
where
    rejected_at > $window_start
    and rejected_at <= coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz)
group by step
order by step;
