-- One asset against another over the span: the return of the one less the return of the other, close to close.
-- `direction` up means that the asset did better than the benchmark (fell less, or rose more).
-- Grain: claim. Inputs: claim_scope, tape_series, tape_candles. Clock: speaks_from. Units: percentage points; error in
-- basis points of return.
with windows as (
    select
        claim_id,
        asset,
        benchmark,
        direction,
        unit,
        stated,
        stated_low,
        stated_high,
        span_end,
        if(window_hours is null, span_start, span_end - window_hours * interval 1 hour) as window_start,
        window_hours is null and span_is_assumed as is_assumed
    from claim_scope
    where kind = 'relative_move' and blocker is null
),

legs as (
    select
        claim_id,
        span_end,
        window_start,
        unnest([asset, benchmark]) as ticker,
        unnest([true, false]) as is_asset
    from windows
),

pairs as (
    select
        legs.claim_id,
        legs.span_end,
        legs.window_start,
        legs.is_asset,
        tape_series.*,
        if(tape_series.trades_always, tape_series.bar, interval 4 days) as patience
    from legs
    inner join tape_series on legs.ticker = tape_series.ticker
    where tape_series.currency = 'USD'
),

ends as (
    select
        pairs.*,
        tape_candles.close as end_close,
        tape_candles.close_time as end_time,
        pairs.span_end - tape_candles.speaks_from as end_age
    from pairs
    asof left join tape_candles
        on pairs.series_id = tape_candles.series_id and pairs.span_end >= tape_candles.speaks_from
),

starts as (
    select
        ends.*,
        tape_candles.close_time as start_time,
        ends.window_start - tape_candles.speaks_from as start_age,
        100 * (ends.end_close / tape_candles.close - 1) as change
    from ends
    asof left join tape_candles
        on ends.series_id = tape_candles.series_id and ends.window_start >= tape_candles.speaks_from
),

returns as (
    select * from starts
    where end_age <= patience and start_age <= patience and end_time > start_time
    qualify
        row_number() over (partition by claim_id, is_asset order by bar_seconds, preference, series_id) = 1
),

compared as (
    select
        windows.*,
        own.source,
        own.venue,
        own.symbol,
        own.preference,
        own.start_time,
        own.end_time,
        own.change as own_change,
        other.change as other_change,
        own.change - other.change as difference,
        case windows.direction when 'up' then difference when 'down' then -difference end as measured_value
    from windows
    left join returns as own on windows.claim_id = own.claim_id and own.is_asset
    left join returns as other on windows.claim_id = other.claim_id and not other.is_asset
),

final as (
    select
        claim_id,
        source,
        venue,
        symbol,
        preference,
        stated as stated_value,
        measured_value,
        100 * if(
            stated is null or unit != '%',
            greatest(0, -measured_value),
            greatest(0, stated_low - measured_value, measured_value - stated_high)
        ) as error,
        start_time as evidence_start,
        end_time as evidence_end,
        end_time as evidence_at,
        4 as n_observations,
        1.0 as coverage,
        concat(
            asset, format(' {:+.2f} %', own_change), ', ', benchmark, format(' {:+.2f} %', other_change),
            ' ', moment_text(start_time, 0), ' to ', moment_text(end_time, 0),
            if(is_assumed, ' (the text names no time: the 24 h before publication)', '')
        ) as finding,
        case
            when direction is null or direction not in ('up', 'down') or benchmark is null then 'too vague'
            when own_change is null then concat('no series of ', asset)
            when other_change is null then concat('no series of ', benchmark)
        end as reason
    from compared
)

select * from final;
