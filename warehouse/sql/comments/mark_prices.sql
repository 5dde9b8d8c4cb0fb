comment on table mark_prices is
'Closed candles of mark prices, point in time. Current rows: one per source, venue, symbol, timeframe, open_time.';
comment on column mark_prices.source is 'who supplied the series';
comment on column mark_prices.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column mark_prices.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column mark_prices.ticker is 'asset, as in configs/assets.toml';
comment on column mark_prices.timeframe is 'length of the candle: 1m, 1h, 4h, 1d';
comment on column mark_prices.open_time is 'start of the bar, UTC, inclusive';
comment on column mark_prices.close_time is 'end of the bar, UTC, exclusive';
comment on column mark_prices.open is 'first price, in the quote of the symbol';
comment on column mark_prices.high is 'highest price, in the quote of the symbol';
comment on column mark_prices.low is 'lowest price, in the quote of the symbol';
comment on column mark_prices.close is 'last price, in the quote of the symbol';
comment on column mark_prices.is_simulated is 'true for invented outlets and markets';
comment on column mark_prices.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column mark_prices.revised_at is 'when a changed value replaced the first one, UTC; null for first values';
comment on column mark_prices.superseded_at is 'when a later value replaced this one, UTC; null for the current one';
