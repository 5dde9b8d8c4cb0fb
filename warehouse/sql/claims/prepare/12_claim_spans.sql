-- Which candles of which instrument overlap the span of each claim: the finest timeframe that covers it, or the one
-- that covers most. Where some instrument of the asset has finer candles for the whole span, the days of another do
-- not speak for a span of hours: the low of a day says nothing of its morning. Candles n_first to n_last opened
-- before the span ended. Grain: claim and instrument. Inputs: claim_scope, tape_series, tape_candles.
create or replace temp table claim_spans as
with pairs as (
    select
        claim_scope.claim_id,
        claim_scope.span_start,
        claim_scope.span_end,
        tape_series.series_id,
        tape_series.instrument_id,
        tape_series.bar_seconds,
        tape_series.trades_always,
        claim_scope.kind in ('price_touched', 'price_at')
        and epoch_us(claim_scope.span_end) - epoch_us(claim_scope.span_start) < 2 * 86400000000 as is_of_hours
    from claim_scope
    inner join tape_series on claim_scope.asset = tape_series.ticker
    where
        claim_scope.blocker is null
        and claim_scope.kind in ('price_touched', 'price_at', 'extreme_since', 'moving_average_cross')
        and tape_series.currency
        = if(claim_scope.unit is null or claim_scope.unit in ('%', 'days'), 'USD', claim_scope.unit)
),

ends as (
    select
        pairs.*,
        tape_candles.n as n_last,
        tape_candles.close_time as last_close_time,
        tape_candles.filled_us as filled_at_end
    from pairs
    asof inner join tape_candles
        on pairs.series_id = tape_candles.series_id and pairs.span_end > tape_candles.open_time
),

starts as (
    select
        ends.*,
        epoch_us(ends.span_start) as start_us,
        epoch_us(ends.span_end) as end_us,
        coalesce(tape_candles.n, 0) as n_before,
        coalesce(tape_candles.filled_us, 0) as filled_at_start,
        -- What the candle in which the span starts covers of it.
        coalesce(greatest(0, epoch_us(tape_candles.close_time) - start_us), 0) as inside_us
    from ends
    asof left join tape_candles
        on ends.series_id = tape_candles.series_id and ends.span_start >= tape_candles.open_time
),

measured as (
    select
        *,
        if(inside_us > 0, n_before, n_before + 1) as n_first,
        filled_at_end - filled_at_start + inside_us - greatest(0, epoch_us(last_close_time) - end_us) as filled_in_span,
        if(trades_always, least(1, greatest(0, filled_in_span / (end_us - start_us))), 1) as coverage
    from starts
),

chosen as (
    select
        claim_id,
        series_id,
        instrument_id,
        bar_seconds,
        n_first,
        n_last,
        last_close_time,
        is_of_hours,
        coverage
    from measured
    where n_last >= n_first
    qualify
        row_number() over (
            partition by claim_id, instrument_id
            -- minutes over months would be millions of rows for nothing
            order by n_last - n_first > 20000, coverage < 0.99, if(coverage < 0.99, 1 - coverage, 0), bar_seconds
        ) = 1
),

final as (
    select * exclude (is_of_hours)
    from chosen
    qualify
        not is_of_hours
        or bar_seconds < 86400
        or not bool_or(bar_seconds < 86400 and coverage >= 0.99) over (partition by claim_id)
)

select * from final;
