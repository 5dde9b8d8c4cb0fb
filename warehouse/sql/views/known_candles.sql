-- Candles as they were known at the moment as_of (now, where that variable is not set).
-- Grain: source, venue, symbol, timeframe, open_time.
-- Input: candles_as_of. Clock: available_at and superseded_at. Units: Prices in the quote of the symbol, volume in the
-- base.

create view known_candles as
select
    source,
    venue,
    symbol,
    ticker,
    timeframe,
    open_time,
    close_time,
    open,
    high,
    low,
    close,
    volume,
    is_simulated,
    available_at,
    revised_at,
    series_key,
    bar_us,
    close_double
from candles_as_of(coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz));

comment on view known_candles is
'Candles as they were known at the moment as_of. Grain: source, venue, symbol, timeframe, open_time.';
comment on column known_candles.source is 'who supplied the series';
comment on column known_candles.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column known_candles.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column known_candles.ticker is 'asset, as in configs/assets.toml';
comment on column known_candles.timeframe is 'length of the candle: 1m, 1h, 4h, 1d';
comment on column known_candles.open_time is 'start of the bar, UTC, inclusive';
comment on column known_candles.close_time is 'end of the bar, UTC, exclusive';
comment on column known_candles.open is 'first price, in the quote of the symbol';
comment on column known_candles.high is 'highest price, in the quote of the symbol';
comment on column known_candles.low is 'lowest price, in the quote of the symbol';
comment on column known_candles.close is 'last price, in the quote of the symbol';
comment on column known_candles.volume is 'traded amount in units of the base; null where the source has none';
comment on column known_candles.is_simulated is 'true for invented outlets and markets';
comment on column known_candles.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column known_candles.revised_at is 'when a changed value replaced the first one, UTC; null for first values';
comment on column known_candles.series_key is 'one number for source, venue, symbol and ticker';
comment on column known_candles.bar_us is 'length of the bar, microseconds';
comment on column known_candles.close_double is 'close as a double, to calculate with';
