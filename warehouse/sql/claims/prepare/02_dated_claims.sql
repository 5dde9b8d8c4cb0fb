-- All claims, each with the span of time it speaks of, its tolerances, what blocks a check from the outset, and a hash
-- of all of this: where it is the same as at the last check, only market data can change the outcome. A claim of an
-- article that is dated to the day only is there once for each hour of the day at which the article can have appeared;
-- what it says of the price at publication also once for the whole day, so that no moment between is missed.
-- Grain: claim, or claim and moment (claim_id; of_claim_id is the claim itself). Inputs: claims_current,
-- check_tolerances. Clock: published_at; available_at of the article is not after known_at. Units: prices in the unit
-- of the claim, tolerances in that of the kind.
create or replace temp table dated_claims as
with of_day as (
    select
        *,
        timezone(time_zone, published_date::timestamp) as day_start,
        -- Nobody can have seen it before it appeared.
        greatest(
            day_start, least(timezone(time_zone, (published_date + 1)::timestamp), available_at)
        ) as day_end
    from claims_current
    where published_at is null and published_date is not null
),

moments as (
    select
        * exclude (day_start, day_end, published_at),
        day_end as published_until,
        unnest(list_append(generate_series(day_start, day_end, interval 1 hour), day_end)) as published_at,
        unnest(range(1, len(generate_series(day_start, day_end, interval 1 hour)) + 2)) as n
    from of_day
    union all by name
    select
        * exclude (day_start, day_end, published_at, time_start, time_end),
        day_end as published_until,
        day_start as time_start,
        day_end as time_end,
        day_end as published_at,
        0 as n
    from of_day
    where kind = 'price_at' and time_start is null and day_end > day_start
),

stated as (
    select
        *,
        claim_id as of_claim_id,
        published_at as published_until
    from claims_current
    where published_at is not null or published_date is null
    union all by name
    select
        * exclude (n, claim_id),
        claim_id as of_claim_id,
        concat(claim_id, '@', n) as claim_id
    from moments
),

dated as (
    select
        *,
        least(coalesce(time_end, published_at), published_at) as span_end,
        abs(as_double(value_low)) as stated_low,
        abs(as_double(value_high)) as stated_high,
        coalesce(if(window_hours > 0 and window_hours <= 24 * 3660, window_hours, null), 24) as assumed_hours
    from stated
    where available_at <= getvariable('known_at')::timestamptz
),

spans as (
    select
        *,
        coalesce(
            time_start, make_timestamptz(epoch_us(span_end) - (assumed_hours * 3600000000)::bigint)
        ) as span_start,
        time_start is null as span_is_assumed,
        settles_at(greatest(coalesce(time_end, published_until), published_until)) as settles_at
    from dated
),

judged as (
    select
        spans.claim_id,
        spans.of_claim_id,
        spans.annotation_id,
        spans.kind,
        spans.asset,
        least(spans.stated_low, spans.stated_high) as stated_low,
        greatest(spans.stated_low, spans.stated_high) as stated_high,
        (spans.stated_low + spans.stated_high) / 2 as stated,
        spans.unit,
        spans.direction,
        spans.relation,
        spans.position_side,
        spans.window_hours,
        spans.extent_days,
        spans.since_date,
        spans.average_days,
        spans.average_kind,
        spans.benchmark,
        spans.zone,
        spans.confidence < 0.5 as is_guess,
        tolerances.confirmed * if(spans.approximate, tolerances.approximate_factor, 1) as confirmed,
        tolerances.near * if(spans.approximate, tolerances.approximate_factor, 1) as near,
        spans.published_at,
        spans.span_start,
        spans.span_end,
        spans.span_is_assumed,
        spans.settles_at,
        case
            when spans.modality != 'reported' then spans.modality
            when spans.published_at is null then 'no date'
            when spans.asset is null and spans.kind != 'fear_greed_zone' then 'no asset'
            when spans.asset = 'ALL' and spans.kind not in ('fear_greed_zone', 'liquidation_total') then 'no asset'
            when spans.span_start >= spans.span_end then 'not yet past'
            when spans.window_hours <= 0 or spans.window_hours > 24 * 3660 then 'absurd value'
            when epoch_us(spans.span_end) - epoch_us(spans.span_start) > 3660 * 86400000000 then 'too vague'
            when spans.kind not in ('price_touched', 'price_at', 'percent_change', 'liquidation_total') then null
            when spans.stated_low is null then 'no figure'
            when spans.stated_low = 0 and spans.kind != 'percent_change' then 'absurd value'
        end as blocker
    from spans
    inner join check_tolerances as tolerances on spans.kind = tolerances.kind
),

final as (
    select
        *,
        least(getvariable('known_at')::timestamptz, settles_at) as known_at,
        hash(judged) as inputs
    from judged
)

select * from final;
