comment on table checked_series is
'What held of whole series at the last check of claims; where it changed, all claims are checked. One row per series.';
comment on column checked_series.kind is 'table of the series: candles or liquidations';
comment on column checked_series.source is 'who supplied the series';
comment on column checked_series.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column checked_series.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column checked_series.ticker is 'asset, as in configs/assets.toml';
comment on column checked_series.timeframe is 'length of the candle: 1m, 1h, 4h, 1d; empty for other kinds';
comment on column checked_series.facts is 'hash of what holds of the whole series: length of bars, order of preference';
comment on column checked_series.known_at is 'up to when that check took data into account, UTC';
