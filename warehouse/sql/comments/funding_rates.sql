comment on table funding_rates is
'Settled funding rates, point in time. Current rows: one per source, venue, symbol, observed_at.';
comment on column funding_rates.source is 'who supplied the series';
comment on column funding_rates.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column funding_rates.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column funding_rates.ticker is 'asset, as in configs/assets.toml';
comment on column funding_rates.observed_at is 'moment of the observation, UTC';
comment on column funding_rates.funding_rate is
'settled rate as a fraction per interval; positive means longs pay shorts';
comment on column funding_rates.interval_hours is 'length of the funding interval, hours';
comment on column funding_rates.is_simulated is 'true for invented outlets and markets';
comment on column funding_rates.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column funding_rates.revised_at is 'when a changed value replaced the first one, UTC; null for first values';
comment on column funding_rates.superseded_at is 'when a later value replaced this one, UTC; null for the current one';
