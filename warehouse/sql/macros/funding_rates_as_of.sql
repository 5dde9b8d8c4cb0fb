-- Settled funding rates as known at a moment: rows available by then, in the version believed then.
-- Grain: source, venue, symbol, observed_at.
-- Inputs: funding_rates. Clock: available_at and superseded_at. Units: Rates are fractions per interval.

create macro funding_rates_as_of(moment) as table
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
from funding_rates
where
    available_at <= moment::timestamptz
    and (superseded_at is null or superseded_at > moment::timestamptz);

comment on macro table funding_rates_as_of is -- noqa: PRS
'Settled funding rates as known at the moment. Columns as in known_funding_rates.';
