comment on table candles is
'Closed candles, point in time. Current rows: one per source, venue, symbol, timeframe, open_time.';
comment on column candles.source is 'who supplied the series';
comment on column candles.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column candles.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column candles.ticker is 'asset, as in configs/assets.toml';
comment on column candles.timeframe is 'length of the candle: 1m, 1h, 4h, 1d';
comment on column candles.open_time is 'start of the bar, UTC, inclusive';
comment on column candles.close_time is 'end of the bar, UTC, exclusive';
comment on column candles.open is 'first price, in the quote of the symbol';
comment on column candles.high is 'highest price, in the quote of the symbol';
comment on column candles.low is 'lowest price, in the quote of the symbol';
comment on column candles.close is 'last price, in the quote of the symbol';
comment on column candles.volume is 'traded amount in units of the base; null where the source has none';
comment on column candles.is_simulated is 'true for invented outlets and markets';
comment on column candles.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column candles.revised_at is 'when a changed value replaced the first one, UTC; null for first values';
comment on column candles.superseded_at is 'when a later value replaced this one, UTC; null for the current one';
comment on column candles.series_key is 'one number for source, venue, symbol and ticker';
comment on column candles.bar_us is 'length of the bar, microseconds';
comment on column candles.close_double is 'close as a double, to calculate with';
