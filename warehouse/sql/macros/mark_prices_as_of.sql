-- Mark prices as known at a moment: rows available by then, in the version believed then.
-- Grain: source, venue, symbol, timeframe, open_time.
-- Inputs: mark_prices. Clock: available_at and superseded_at. Units: Prices in the quote of the symbol.

create macro mark_prices_as_of(moment) as table
select
    source,
    venue,
    symbol,
    ticker,
    timeframe,
    open_time,
    close_time,
    open,
    high,
    low,
    close,
    is_simulated,
    available_at,
    revised_at
from mark_prices
where
    available_at <= moment::timestamptz
    and (superseded_at is null or superseded_at > moment::timestamptz);

comment on macro table mark_prices_as_of is -- noqa: PRS
'Mark prices as known at the moment. Columns as in known_mark_prices.';
