-- Volatility: the standard deviation of the last daily log returns, for a year: times the root of 365 where an asset
-- always trades, of 252 for stocks. A return is missing after a missing day (five days for stocks). Warm-up: null until
-- there are that many returns, and where the last days have a gap.
-- Grain: asset and day. Inputs: reference_days. Clock: close_time of the day. Units: fractions (0.6 is 60 % a year).
-- Parameter: days, the number of returns.

create macro volatilities(days := 30) as table
with returns as (
    select
        ticker,
        trades_always,
        day,
        close_time,
        close,
        case
            when day - lag(day) over so_far <= if(trades_always, 1, 4)
                then ln(close / lag(close) over so_far)
        end as log_return,
        row_number() over so_far as n_days
    from reference_days
    window so_far as (partition by ticker order by day)
),

deviations as (
    select
        *,
        stddev_samp(log_return) over last_days as deviation,
        day - min(day) over last_days + 1 as n_calendar_days
    from returns
    window last_days as (partition by ticker order by day rows between days - 1 preceding and current row) -- noqa: PRS
),

final as (
    select
        ticker,
        day,
        close_time,
        close,
        log_return,
        case
            when n_days > days and is_unbroken(n_calendar_days, days, trades_always)
                then deviation * sqrt(if(trades_always, 365, 252))
        end as volatility
    from deviations
)

select * from final;

comment on macro table volatilities is -- noqa: PRS
'Standard deviation of the last daily log returns, for a year. Grain: ticker, day.
ticker: asset, as in configs/assets.toml
day: day, UTC
close_time: end of the last bar of the day, UTC
close: last price of the day, US dollars
log_return: natural logarithm of close to close; null after a missing day
volatility: standard deviation of the last returns times the root of 365 (252 for stocks), a fraction; null until there are enough returns, and where more than one day in twenty is missing';
