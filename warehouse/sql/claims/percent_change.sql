-- A change over a window: close to close, from the last close at its start to the last close at its end.
-- Grain: claim and instrument. Inputs: claim_scope, tape_series, tape_candles. Clock: speaks_from. Units: percent;
-- error in basis points of return. A change without a direction is compared by its size. A stock's change without a
-- window is that of its last session, from the close before. Days of a market that never closes are too coarse to
-- refute a short window.
with pairs as (
    select
        claim_scope.claim_id,
        claim_scope.span_end,
        claim_scope.direction,
        claim_scope.unit,
        claim_scope.stated_low,
        claim_scope.stated_high,
        claim_scope.stated,
        claim_scope.near,
        claim_scope.window_hours is null and claim_scope.span_is_assumed and not tape_series.trades_always
            as is_session,
        if(
            claim_scope.window_hours is null,
            claim_scope.span_start,
            claim_scope.span_end - claim_scope.window_hours * interval 1 hour
        ) as window_start,
        if(
            claim_scope.window_hours is null and claim_scope.span_is_assumed,
            ' (the text names no window: the 24 h before publication)',
            ''
        ) as assumption,
        tape_series.*,
        if(tape_series.trades_always, tape_series.bar, interval 4 days) as patience
    from claim_scope
    inner join tape_series on claim_scope.asset = tape_series.ticker
    where claim_scope.kind = 'percent_change' and claim_scope.blocker is null and tape_series.currency = 'USD'
),

ends as (
    select
        pairs.* exclude (window_start),
        if(pairs.is_session, tape_candles.open_time, pairs.window_start) as window_start,
        tape_candles.close as end_close,
        tape_candles.close_time as end_time,
        pairs.span_end - tape_candles.speaks_from as end_age
    from pairs
    asof inner join tape_candles
        on pairs.series_id = tape_candles.series_id and pairs.span_end >= tape_candles.speaks_from
),

windows as (
    select
        ends.*,
        tape_candles.close as start_close,
        tape_candles.close_time as start_time,
        ends.end_age <= ends.patience
        and coalesce(ends.window_start - tape_candles.speaks_from <= ends.patience, false)
        and tape_candles.close_time < ends.end_time
        and (not ends.trades_always or ends.bar_seconds <= epoch(ends.span_end - ends.window_start)) as is_usable
    from ends
    asof left join tape_candles
        on ends.series_id = tape_candles.series_id and ends.window_start >= tape_candles.speaks_from
),

changes as (
    select
        *,
        100 * (end_close / start_close - 1) as change,
        case direction when 'down' then -change when 'up' then change else abs(change) end as measured_value,
        100 * greatest(0, stated_low - measured_value, measured_value - stated_high) as error
    from windows
    qualify
        row_number() over (partition by claim_id, instrument_id order by is_usable desc, bar_seconds asc) = 1
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
        error,
        start_time as evidence_start,
        end_time as evidence_end,
        end_time as evidence_at,
        2 as n_observations,
        1.0 as coverage,
        concat(
            format('{:+.2f} % ', change), 'from ', price_text(start_close), ' ', moment_text(start_time, 0), ' to ',
            price_text(end_close), ' ', moment_text(end_time, 0), assumption
        ) as finding,
        case
            when unit is not null and unit != '%' then 'unit is not percent'
            when start_close is null then 'no history that far back'
            when not is_usable then 'gap in the data'
            when
                error > near and trades_always and bar_seconds >= 86400 and span_end - window_start < interval 14 days
                then 'only daily candles'
        end as reason
    from changes
)

select * from final;
