-- Daily candles that differ by more than half a percent from the 24 hourly ones of the same series. Input: daily_bars.
select
    source,
    venue,
    symbol,
    day,
    hourly_high,
    stored_high,
    hourly_low,
    stored_low,
    hourly_close,
    stored_close
from daily_bars
where
    abs(stored_high / hourly_high - 1) > 0.005
    or abs(stored_low / hourly_low - 1) > 0.005
    or abs(stored_close / hourly_close - 1) > 0.005;
