-- Candles of one asset that closed together on several venues more than 5 percent apart, spot and perpetuals each among
-- themselves: another instrument, another unit, or a broken venue. Inputs: known_candles, price_series.
select
    price_series.ticker,
    price_series.currency,
    price_series.is_perpetual,
    known_candles.timeframe,
    known_candles.close_time,
    min(known_candles.close_double) as lowest_close,
    max(known_candles.close_double) as highest_close,
    arg_min(concat_ws(' ', known_candles.venue, known_candles.symbol), known_candles.close_double) as lowest_at,
    arg_max(concat_ws(' ', known_candles.venue, known_candles.symbol), known_candles.close_double) as highest_at
from known_candles
inner join price_series on known_candles.series_key = price_series.series_key
group by
    price_series.ticker, price_series.currency, price_series.is_perpetual, known_candles.is_simulated,
    known_candles.timeframe, known_candles.close_time
having count(*) > 1 and max(known_candles.close_double) > 1.05 * min(known_candles.close_double);
