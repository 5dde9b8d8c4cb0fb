-- Liquidations per bar as known at a moment: rows available by then, in the version believed then.
-- Grain: source, venue, symbol, open_time, close_time.
-- Inputs: liquidations. Clock: available_at and superseded_at. Units: US dollars.

create macro liquidations_as_of(moment) as table
select
    source,
    venue,
    symbol,
    ticker,
    open_time,
    close_time,
    long_usd,
    short_usd,
    coverage,
    is_simulated,
    available_at,
    revised_at
from liquidations
where
    available_at <= moment::timestamptz
    and (superseded_at is null or superseded_at > moment::timestamptz);

comment on macro table liquidations_as_of is -- noqa: PRS
'Liquidations per bar as known at the moment. Columns as in known_liquidations.';
