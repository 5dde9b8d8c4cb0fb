-- True range: how far a day went, counted from the close before where that lies outside of it. Its average is Wilder's
-- (the newest weighs 1 / days). Warm-up: the average is null until there are that many days, and where the last ones
-- have a gap; a day without a close before it (none in the day before, four days for stocks) counts high to low.
-- Grain: asset and day. Inputs: reference_days. Clock: close_time of the day. Units: US dollars.
-- Parameter: days, of the average.

create macro true_ranges(days := 14) as table
with in_order as (
    select
        ticker,
        trades_always,
        day,
        close_time,
        high,
        low,
        close,
        if(
            day - lag(day) over so_far <= if(trades_always, 1, 4),
            lag(close) over so_far,
            null
        ) as close_before,
        row_number() over so_far as n_days,
        day - min(day) over last_days + 1 as n_calendar_days
    from reference_days
    window
        so_far as (partition by ticker order by day),
        last_days as (partition by ticker order by day rows between days - 1 preceding and current row) -- noqa: PRS
),

ranges as (
    select
        *,
        -- greatest and least pass over what is null
        greatest(high, close_before) - least(low, close_before) as true_range
    from in_order
),

smoothed as (
    select
        ticker,
        unnest(list(day order by day)) as day,
        unnest(exponential_averages(list(true_range order by day), 1 / days)) as average
    from ranges
    group by ticker
),

final as (
    select
        ranges.ticker,
        ranges.day,
        ranges.close_time,
        ranges.close,
        ranges.true_range,
        case
            when ranges.n_days >= days and is_unbroken(ranges.n_calendar_days, days, ranges.trades_always)
                then smoothed.average
        end as average_true_range
    from ranges
    inner join smoothed on ranges.ticker = smoothed.ticker and ranges.day = smoothed.day
)

select * from final;

comment on macro table true_ranges is -- noqa: PRS
'True range of each day and its average over the last days. Grain: ticker, day.
ticker: asset, as in configs/assets.toml
day: day, UTC
close_time: end of the last bar of the day, UTC
close: last price of the day, US dollars
true_range: from the low to the high, or to the close before where that lies outside, US dollars
average_true_range: its average after Wilder, weight of the newest 1 / days, US dollars; null until there are enough days, and where more than one in twenty is missing';
