-- How far the close of a day is below the highest price of the last days, and above the lowest. Where the history is
-- shorter than that, it is what there is, and reaches_back says so.
-- Grain: asset and day. Inputs: reference_days. Clock: close_time of the day. Units: US dollars, fractions.
-- Parameter: days, calendar days looked back, the day itself among them; 100000 for the whole history.

create macro drawdowns(days := 365) as table
with extremes as (
    select
        ticker,
        day,
        close_time,
        close,
        max(high) over last_days as high,
        arg_max(day, high) over last_days as high_day,
        min(low) over last_days as low,
        arg_min(day, low) over last_days as low_day,
        day - min(day) over (partition by ticker) + 1 >= days as reaches_back
    from reference_days
    window
        last_days as (
            partition by ticker order by day
            range between to_days(days - 1) preceding and current row -- noqa: PRS
        )
),

final as (
    select
        ticker,
        day,
        close_time,
        close,
        high,
        high_day,
        close / high - 1 as drawdown,
        low,
        low_day,
        close / low - 1 as run_up,
        reaches_back
    from extremes
)

select * from final;

comment on macro table drawdowns is -- noqa: PRS
'How far each close is from the highest and the lowest price of the last days. Grain: ticker, day.
ticker: asset, as in configs/assets.toml
day: day, UTC
close_time: end of the last bar of the day, UTC
close: last price of the day, US dollars
high: highest price of the last days, US dollars
high_day: day of that price
drawdown: close over high less 1: 0 to -1
low: lowest price of the last days, US dollars
low_day: day of that price
run_up: close over low less 1, a fraction
reaches_back: false where the history begins within the days looked back';
