-- Hourly closes of the three weeks up to the moment (daily ones where there are no hours).
-- Grain: candle. Parameters: ticker. Clock: close_time. Units: US dollars.
with recent as (
    select
        close_time,
        close
    from reference_candles
    where ticker = $ticker
    qualify close_time > max(close_time) over () - interval 21 days
)

select * from recent
order by close_time;
