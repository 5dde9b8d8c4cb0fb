-- Candles whose high is below the low, or whose open or close lies outside of both. Input: known_candles.
select
    source,
    venue,
    symbol,
    timeframe,
    open_time,
    open,
    high,
    low,
    close
from known_candles
where high < low or open not between low and high or close not between low and high;
