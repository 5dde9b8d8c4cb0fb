-- The first reference candle, among those that opened at or after a moment, that does what is asked of it. Spans of 32
-- days are looked at first, then days, then candles, and of each only the first two that can hold the answer (the first
-- may owe its extreme to the time before the moment, the second cannot), so ten years cost little more than one.
-- Parameter: searches, the name of a relation with the columns key, event (text), ticker, from_time (instant, UTC),
-- test and threshold (US dollars); test is one of low_to (low at or below threshold), high_to (high at or above it),
-- close_below and close_above (close strictly beyond it).
-- Grain: key and event, where there is such a candle. Inputs: reference_candles. Clock: open_time, then close_time.

create macro first_bars(searches) as table
with bars as materialized (
    select
        ticker,
        open_time,
        close_time,
        high,
        low,
        close,
        epoch_us(open_time) // 86400000000 as day
    from reference_candles
),

days as (
    select
        ticker,
        day,
        day // 32 as span,
        max(high) as high,
        min(low) as low,
        max(close) as highest_close,
        min(close) as lowest_close
    from bars
    group by ticker, day
),

spans as (
    select
        ticker,
        span,
        max(high) as high,
        min(low) as low,
        max(highest_close) as highest_close,
        min(lowest_close) as lowest_close
    from days
    group by ticker, span
),

asked as (
    select
        key,
        event,
        ticker,
        from_time,
        test,
        threshold,
        epoch_us(from_time) // 86400000000 as from_day
    from query_table(searches)
),

candidate_spans as (
    select
        asked.*,
        spans.span
    from asked
    inner join spans on asked.ticker = spans.ticker and asked.from_day // 32 <= spans.span
    where
        case asked.test
            when 'low_to' then spans.low <= asked.threshold
            when 'high_to' then spans.high >= asked.threshold
            when 'close_below' then spans.lowest_close < asked.threshold
            when 'close_above' then spans.highest_close > asked.threshold
        end
    qualify row_number() over (partition by asked.key, asked.event order by spans.span) <= 2
),

candidates as (
    select
        asked.*,
        days.day
    from candidate_spans as asked
    inner join days on asked.ticker = days.ticker and asked.span = days.span and asked.from_day <= days.day
    where
        case asked.test
            when 'low_to' then days.low <= asked.threshold
            when 'high_to' then days.high >= asked.threshold
            when 'close_below' then days.lowest_close < asked.threshold
            when 'close_above' then days.highest_close > asked.threshold
        end
    qualify row_number() over (partition by asked.key, asked.event order by days.day) <= 2
),

final as (
    select
        candidates.key,
        candidates.event,
        min(bars.open_time) as bar_open_time,
        min(bars.close_time) as bar_close_time
    from candidates
    inner join bars on candidates.ticker = bars.ticker and candidates.day = bars.day
    where
        bars.open_time >= candidates.from_time
        and case candidates.test
            when 'low_to' then bars.low <= candidates.threshold
            when 'high_to' then bars.high >= candidates.threshold
            when 'close_below' then bars.close < candidates.threshold
            when 'close_above' then bars.close > candidates.threshold
        end
    group by candidates.key, candidates.event
)

select * from final;

comment on macro table first_bars is -- noqa: PRS
'The first candle from a moment on whose low or high reaches, or whose close passes, a price: bar_open_time and bar_close_time by key and event for the relation that searches names (key, event, ticker, from_time, test, threshold).';
