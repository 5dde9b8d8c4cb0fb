comment on table liquidations is
'Positions closed by force, per bar. Current rows: one per source, venue, symbol, open_time, close_time.';
comment on column liquidations.source is 'who supplied the series';
comment on column liquidations.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column liquidations.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column liquidations.ticker is 'asset, as in configs/assets.toml';
comment on column liquidations.open_time is 'start of the bar, UTC, inclusive';
comment on column liquidations.close_time is 'end of the bar, UTC, exclusive';
comment on column liquidations.long_usd is 'longs closed by force in the bar, US dollars';
comment on column liquidations.short_usd is 'shorts closed by force in the bar, US dollars';
comment on column liquidations.coverage is
'share of the bar in which the stream of the venue was heard, 0 to 1; null where the source does not say';
comment on column liquidations.is_simulated is 'true for invented outlets and markets';
comment on column liquidations.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column liquidations.revised_at is 'when a changed value replaced the first one, UTC; null for first values';
comment on column liquidations.superseded_at is 'when a later value replaced this one, UTC; null for the current one';
