-- Mark prices as they were known at the moment as_of (now, where that variable is not set).
-- Grain: source, venue, symbol, timeframe, open_time.
-- Input: mark_prices_as_of. Clock: available_at and superseded_at. Units: Prices in the quote of the symbol.

create view known_mark_prices as
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
    is_simulated,
    available_at,
    revised_at
from mark_prices_as_of(coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz));

comment on view known_mark_prices is
'Mark prices as they were known at the moment as_of. Grain: source, venue, symbol, timeframe, open_time.';
comment on column known_mark_prices.source is 'who supplied the series';
comment on column known_mark_prices.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column known_mark_prices.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column known_mark_prices.ticker is 'asset, as in configs/assets.toml';
comment on column known_mark_prices.timeframe is 'length of the candle: 1m, 1h, 4h, 1d';
comment on column known_mark_prices.open_time is 'start of the bar, UTC, inclusive';
comment on column known_mark_prices.close_time is 'end of the bar, UTC, exclusive';
comment on column known_mark_prices.open is 'first price, in the quote of the symbol';
comment on column known_mark_prices.high is 'highest price, in the quote of the symbol';
comment on column known_mark_prices.low is 'lowest price, in the quote of the symbol';
comment on column known_mark_prices.close is 'last price, in the quote of the symbol';
comment on column known_mark_prices.is_simulated is 'true for invented outlets and markets';
comment on column known_mark_prices.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column known_mark_prices.revised_at is
'when a changed value replaced the first one, UTC; null for first values';
