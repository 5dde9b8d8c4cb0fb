-- Open interest as known at a moment: rows available by then, in the version believed then.
-- Grain: source, venue, symbol, observed_at.
-- Inputs: open_interest. Clock: available_at and superseded_at. Units: US dollars.

create macro open_interest_as_of(moment) as table
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
from open_interest
where
    available_at <= moment::timestamptz
    and (superseded_at is null or superseded_at > moment::timestamptz);

comment on macro table open_interest_as_of is -- noqa: PRS
'Open interest as known at the moment. Columns as in known_open_interest.';
