-- The Fear & Greed index on the days of the span: the value or the class stated, whichever day of the span fits best.
-- Classes as the index publishes them: Extreme Fear to 25, Fear to 46, Neutral to 54, Greed to 75, Extreme Greed above.
-- With a `since_date` the class must not have been visited between that day and the two weeks before.
-- Grain: claim and source. Inputs: fear_greed, claim_scope. Clock: observed_date; values as settled. Units: points.
with days as (
    select
        source,
        observed_date as day,
        value,
        replace(lower(zone), '_', ' ') as zone,
        lead(replace(lower(zone), '_', ' ')) over (partition by source order by observed_date) as zone_after
    from fear_greed
    where
        available_at <= settled_at(observed_date::timestamptz)
        and (superseded_at is null or superseded_at > settled_at(observed_date::timestamptz))
),

spell_ends as (
    select * from days
    where coalesce(zone != zone_after, true)
),

bounds as (
    select
        unnest(['extreme fear', 'fear', 'neutral', 'greed', 'extreme greed']) as zone,
        unnest([0, 26, 47, 55, 76]) as lowest,
        unnest([25, 46, 54, 75, 100]) as highest
),

sources as (
    select
        source,
        min(day) as first_day
    from days
    group by source
),

spans as (
    select
        claim_scope.claim_id,
        claim_scope.stated_low,
        claim_scope.stated_high,
        claim_scope.stated,
        lower(claim_scope.zone) as zone,
        claim_scope.since_date,
        bounds.lowest,
        bounds.highest,
        sources.source,
        sources.first_day,
        date_trunc('day', claim_scope.span_end) as last_day,
        -- Without a time the text means the last value that it could know.
        if(claim_scope.span_is_assumed, last_day - interval 1 day, date_trunc('day', claim_scope.span_start))
            as start_day
    from claim_scope
    cross join sources
    left join bounds on lower(claim_scope.zone) = bounds.zone
    where claim_scope.kind = 'fear_greed_zone' and claim_scope.blocker is null
),

span_days as (
    select
        *,
        unnest(range(start_day, last_day + interval 1 second, interval 1 day))::date as day
    from spans
),

distances as (
    select
        span_days.*,
        days.value,
        days.zone as day_zone,
        case
            when span_days.stated is not null
                then greatest(0, span_days.stated_low - days.value, days.value - span_days.stated_high)
            when days.zone = span_days.zone then 0
            else greatest(1, span_days.lowest - days.value, days.value - span_days.highest)
        end as distance
    from span_days
    left join days on span_days.source = days.source and span_days.day = days.day
),

best as (
    select
        *,
        count(*) over (partition by claim_id, source) as n_days,
        count(value) over (partition by claim_id, source) as n_observations
    from distances
    qualify row_number() over (partition by claim_id, source order by distance asc nulls last, day desc) = 1
),

visits as (
    select
        best.*,
        spell_ends.day as visited_before,
        earlier.day as left_before
    from best
    asof left join spell_ends
        on best.source = spell_ends.source and best.day_zone = spell_ends.zone and best.day > spell_ends.day
    -- Days out of the zone within one episode are no return to it.
    asof left join spell_ends as earlier
        on best.source = earlier.source and best.zone = earlier.zone and best.day - 14 > earlier.day
),

judged as (
    select
        *,
        -- "Not since early 2023" names a time with a margin of two months.
        if(distance = 0 and left_before > since_date + 60, 100, distance)::double as error
    from visits
),

final as (
    select
        claim_id,
        source,
        '' as venue,
        '' as symbol,
        1 as preference,
        stated as stated_value,
        value::double as measured_value,
        error,
        start_day as evidence_start,
        last_day + interval 1 day as evidence_end,
        day::timestamptz as evidence_at,
        n_observations,
        n_observations / n_days as coverage,
        concat(
            value, ' (', day_zone, ') on ', day,
            if(visited_before is null, '', concat(', the time before that on ', visited_before))
        ) as finding,
        case
            when stated is null and lowest is null then 'too vague'
            when stated_low not between 0 and 100 or stated_high not between 0 and 100 then 'absurd value'
            when start_day < first_day then 'no history that far back'
            when since_date < first_day and error = 0 then 'no history that far back'
            when value is null then 'gap in the data'
        end as reason
    from judged
)

select * from final;
