-- All claims, each with the span of time it speaks of, its tolerances, what blocks a check from the outset, and a hash
-- of all of this: where it is the same as at the last check, only market data can change the outcome.
-- Grain: claim. Inputs: claims_current, check_tolerances. Clock: published_at; available_at of the article is not
-- after known_at. Units: prices in the unit of the claim, tolerances in that of the kind.
create or replace temp table dated_claims as
with dated as (
    select
        *,
        least(coalesce(time_end, published_at), published_at) as span_end,
        abs(as_double(value_low)) as stated_low,
        abs(as_double(value_high)) as stated_high,
        coalesce(if(window_hours > 0 and window_hours <= 24 * 3660, window_hours, null), 24) as assumed_hours
    from claims_current
    where available_at <= getvariable('known_at')::timestamptz
),

spans as (
    select
        *,
        coalesce(
            time_start, make_timestamptz(epoch_us(span_end) - (assumed_hours * 3600000000)::bigint)
        ) as span_start,
        time_start is null as span_is_assumed,
        settles_at(greatest(coalesce(time_end, published_at), published_at)) as settles_at
    from dated
),

judged as (
    select
        spans.claim_id,
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
