-- Open interest as it was known at the moment as_of (now, where that variable is not set).
-- Grain: source, venue, symbol, observed_at.
-- Input: open_interest_as_of. Clock: available_at and superseded_at. Units: US dollars.

create view known_open_interest as
select
    source,
    venue,
    symbol,
    ticker,
    observed_at,
    open_interest_usd,
    is_simulated,
    available_at,
    revised_at
from open_interest_as_of(coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz));

comment on view known_open_interest is
'Open interest as it was known at the moment as_of. Grain: source, venue, symbol, observed_at.';
comment on column known_open_interest.source is 'who supplied the series';
comment on column known_open_interest.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column known_open_interest.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column known_open_interest.ticker is 'asset, as in configs/assets.toml';
comment on column known_open_interest.observed_at is 'moment of the observation, UTC';
comment on column known_open_interest.open_interest_usd is 'value of all open contracts, US dollars';
comment on column known_open_interest.is_simulated is 'true for invented outlets and markets';
comment on column known_open_interest.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column known_open_interest.revised_at is
'when a changed value replaced the first one, UTC; null for first values';
