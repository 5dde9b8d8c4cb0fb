comment on table market_changes is
'Market data that was merged and not yet used by a check of claims, which removes it. One row per series and batch.';
comment on column market_changes.kind is 'table of the series: candles, liquidations and the like';
comment on column market_changes.source is 'who supplied the series';
comment on column market_changes.venue is 'where it was measured; empty where the kind has none';
comment on column market_changes.symbol is 'instrument, or the fund of an ETF flow; empty where the kind has none';
comment on column market_changes.ticker is 'asset, as in configs/assets.toml; empty where the kind has none';
comment on column market_changes.timeframe is 'length of the candle: 1m, 1h, 4h, 1d; empty for other kinds';
comment on column market_changes.first_time is 'earliest observation that is new or revised, UTC';
comment on column market_changes.known_at is 'from when on all of it is known, UTC; a check before that keeps the row';
