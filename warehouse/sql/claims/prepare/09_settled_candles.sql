-- The candles of the assets that the claims speak of, each in the version that was known when its day had settled (or
-- at known_at, if that is earlier): a revision after that changes no verdict.
-- Grain: series and open_time. Inputs: candles, tape_series, data_needs. Clock: available_at, superseded_at. Units: the
-- quote of the symbol.
create or replace temp table settled_candles as
select
    tape_series.series_id,
    tape_series.instrument_id,
    tape_series.bar_seconds,
    candles.open_time,
    candles.close_time,
    as_double(candles.open) as open,
    as_double(candles.high) as high,
    as_double(candles.low) as low,
    as_double(candles.close) as close,
    data_needs.needed_from
from candles
inner join tape_series
    on
        candles.source = tape_series.source
        and candles.venue = tape_series.venue
        and candles.symbol = tape_series.symbol
        and candles.timeframe = tape_series.timeframe
inner join data_needs on tape_series.ticker = data_needs.ticker and data_needs.kind = 'candles'
where
    candles.available_at <= settled_at(candles.open_time)
    and (candles.superseded_at is null or candles.superseded_at > settled_at(candles.open_time));
