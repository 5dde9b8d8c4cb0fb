comment on table long_short_ratios is
'Long/short ratios of accounts, point in time. Current rows: one per source, venue, symbol, observed_at.';
comment on column long_short_ratios.source is 'who supplied the series';
comment on column long_short_ratios.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column long_short_ratios.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column long_short_ratios.ticker is 'asset, as in configs/assets.toml';
comment on column long_short_ratios.observed_at is 'moment of the observation, UTC';
comment on column long_short_ratios.long_short_ratio is 'accounts that are net long over accounts that are net short';
comment on column long_short_ratios.is_simulated is 'true for invented outlets and markets';
comment on column long_short_ratios.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column long_short_ratios.revised_at is
'when a changed value replaced the first one, UTC; null for first values';
comment on column long_short_ratios.superseded_at is
'when a later value replaced this one, UTC; null for the current one';
