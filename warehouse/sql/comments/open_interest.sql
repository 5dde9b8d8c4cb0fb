comment on table open_interest is
'Open interest, point in time. Current rows: one per source, venue, symbol, observed_at.';
comment on column open_interest.source is 'who supplied the series';
comment on column open_interest.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column open_interest.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column open_interest.ticker is 'asset, as in configs/assets.toml';
comment on column open_interest.observed_at is 'moment of the observation, UTC';
comment on column open_interest.open_interest_usd is 'value of all open contracts, US dollars';
comment on column open_interest.is_simulated is 'true for invented outlets and markets';
comment on column open_interest.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column open_interest.revised_at is 'when a changed value replaced the first one, UTC; null for first values';
comment on column open_interest.superseded_at is 'when a later value replaced this one, UTC; null for the current one';
