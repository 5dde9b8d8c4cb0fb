-- Long/short ratios as they were known at the moment as_of (now, where that variable is not set).
-- Grain: source, venue, symbol, observed_at.
-- Input: long_short_ratios_as_of. Clock: available_at and superseded_at. Units: a fraction, 2 is twice as many longs.

create view known_long_short_ratios as
select
    source,
    venue,
    symbol,
    ticker,
    observed_at,
    long_short_ratio,
    is_simulated,
    available_at,
    revised_at
from long_short_ratios_as_of(coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz));

comment on view known_long_short_ratios is
'Long/short ratios as they were known at the moment as_of. Grain: source, venue, symbol, observed_at.';
comment on column known_long_short_ratios.source is 'who supplied the series';
comment on column known_long_short_ratios.venue is
'where it was measured; empty or all where it covers the whole market';
comment on column known_long_short_ratios.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column known_long_short_ratios.ticker is 'asset, as in configs/assets.toml';
comment on column known_long_short_ratios.observed_at is 'moment of the observation, UTC';
comment on column known_long_short_ratios.long_short_ratio is
'accounts that are net long over accounts that are net short';
comment on column known_long_short_ratios.is_simulated is 'true for invented outlets and markets';
comment on column known_long_short_ratios.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column known_long_short_ratios.revised_at is
'when a changed value replaced the first one, UTC; null for first values';
