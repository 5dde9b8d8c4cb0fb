-- Settled funding rates as they were known at the moment as_of (now, where that variable is not set).
-- Grain: source, venue, symbol, observed_at.
-- Input: funding_rates_as_of. Clock: available_at and superseded_at. Units: Rates are fractions per interval.

create view known_funding_rates as
select
    source,
    venue,
    symbol,
    ticker,
    observed_at,
    funding_rate,
    interval_hours,
    is_simulated,
    available_at,
    revised_at
from funding_rates_as_of(coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz));

comment on view known_funding_rates is
'Settled funding rates as they were known at the moment as_of. Grain: source, venue, symbol, observed_at.';
comment on column known_funding_rates.source is 'who supplied the series';
comment on column known_funding_rates.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column known_funding_rates.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column known_funding_rates.ticker is 'asset, as in configs/assets.toml';
comment on column known_funding_rates.observed_at is 'moment of the observation, UTC';
comment on column known_funding_rates.funding_rate is
'settled rate as a fraction per interval; positive means longs pay shorts';
comment on column known_funding_rates.interval_hours is 'length of the funding interval, hours';
comment on column known_funding_rates.is_simulated is 'true for invented outlets and markets';
comment on column known_funding_rates.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column known_funding_rates.revised_at is
'when a changed value replaced the first one, UTC; null for first values';
