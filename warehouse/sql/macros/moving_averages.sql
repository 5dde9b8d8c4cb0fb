-- Simple and exponential averages of the daily closes of each asset, in days: calendar days where it always trades,
-- trading days for stocks, as charts count them. The weight of the newest close in the exponential one is
-- 2 / (days + 1). Warm-up: both are null until there are that many closes, and where the last ones have a gap.
-- Grain: asset and day. Inputs: reference_days. Clock: close_time of the day. Units: US dollars.
-- Parameter: days, of the averages.

create macro moving_averages(days := 200) as table
with closes as (
    select
        ticker,
        trades_always,
        day,
        close_time,
        close,
        avg(close) over last_days as mean,
        row_number() over (partition by ticker order by day) as n_days,
        day - min(day) over last_days + 1 as n_calendar_days
    from reference_days
    window last_days as (partition by ticker order by day rows between days - 1 preceding and current row) -- noqa: PRS
),

smoothed as (
    select
        ticker,
        unnest(list(day order by day)) as day,
        unnest(exponential_averages(list(close order by day), 2 / (days + 1))) as average
    from closes
    group by ticker
),

final as (
    select
        closes.ticker,
        closes.day,
        closes.close_time,
        closes.close,
        case
            when closes.n_days >= days and is_unbroken(closes.n_calendar_days, days, closes.trades_always)
                then closes.mean
        end as sma,
        case
            when closes.n_days >= days and is_unbroken(closes.n_calendar_days, days, closes.trades_always)
                then smoothed.average
        end as ema
    from closes
    inner join smoothed on closes.ticker = smoothed.ticker and closes.day = smoothed.day
)

select * from final;

comment on macro table moving_averages is -- noqa: PRS
'Simple and exponential averages of daily closes over the last days: calendar days, trading days for stocks. Grain: ticker, day.
ticker: asset, as in configs/assets.toml
day: day, UTC
close_time: end of the last bar of the day, UTC
close: last price of the day, US dollars
sma: mean of the last closes, US dollars; null until there are enough of them, and where more than one in twenty is missing
ema: exponential average, weight of the newest close 2 / (days + 1), US dollars; null where sma is';
