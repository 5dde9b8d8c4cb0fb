-- The class of the Fear & Greed index on each day, since when it has been there, and when it was there the time before.
-- A missing day ends no stay. Grain: source and observed_date. Inputs: known_fear_greed. Clock: observed_date.
-- Units: index points.

create view fear_greed_visits as
with readings as (
    select
        source,
        observed_date,
        value,
        replace(lower(zone), '_', ' ') as zone,
        lag(replace(lower(zone), '_', ' ')) over (partition by source order by observed_date) as zone_before
    from known_fear_greed
),

stays as (
    select
        *,
        count(*) filter (where coalesce(zone != zone_before, true))
            over (partition by source order by observed_date)
            as stay_id
    from readings
),

stay_spans as (
    select
        source,
        stay_id,
        zone,
        min(observed_date) as first_day,
        lag(max(observed_date)) over (partition by source, zone order by stay_id) as last_visit
    from stays
    group by source, stay_id, zone
),

final as (
    select
        stays.source,
        stays.observed_date,
        stays.value,
        stays.zone,
        stay_spans.first_day as zone_since,
        stay_spans.last_visit
    from stays
    inner join stay_spans on stays.source = stay_spans.source and stays.stay_id = stay_spans.stay_id
)

select * from final;

comment on view fear_greed_visits is
'The class of the Fear & Greed index on each day and when it was in that class before. Grain: source, observed_date.';
comment on column fear_greed_visits.source is 'who publishes the index';
comment on column fear_greed_visits.observed_date is 'day of the index value, UTC';
comment on column fear_greed_visits.value is '0 (fear) to 100 (greed)';
comment on column fear_greed_visits.zone is 'class: extreme fear, fear, neutral, greed, extreme greed';
comment on column fear_greed_visits.zone_since is 'first day of the stay in this class that the day belongs to';
comment on column fear_greed_visits.last_visit is
'last day of the stay in this class before that one; null where there was none';
