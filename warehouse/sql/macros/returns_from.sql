-- What the price of assets did after given moments; see the macro market_states for entry and exit.
-- Parameter: starts, the name of a relation with the columns ticker and start_at (instants, UTC); equal rows
-- count once.
-- Grain: ticker and start_at, where there is an entry. Inputs: market_states (known_candles). Clock: start_at, then
-- close_time. Units: US dollars; returns are fractions (0.01 is one percent).

create macro returns_from(starts) as table
select
    ticker,
    start_at,
    source,
    venue,
    symbol,
    entry_time,
    entry_price,
    return_5m,
    return_1h,
    return_4h,
    return_1d,
    return_1w
from market_states(starts)
where entry_time is not null;

comment on macro table returns_from is -- noqa: PRS
'What the price of assets did after given moments: entry price and returns at five horizons, for each ticker and start_at of the relation that starts names. Returns are fractions; missing where the data ends, has a gap, or its bars are too long.';
