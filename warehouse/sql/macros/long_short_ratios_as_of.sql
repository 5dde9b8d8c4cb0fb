-- Long/short ratios as known at a moment: rows available by then, in the version believed then.
-- Grain: source, venue, symbol, observed_at.
-- Inputs: long_short_ratios. Clock: available_at and superseded_at. Units: a fraction, 2 is twice as many longs.

create macro long_short_ratios_as_of(moment) as table
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
from long_short_ratios
where
    available_at <= moment::timestamptz
    and (superseded_at is null or superseded_at > moment::timestamptz);

comment on macro table long_short_ratios_as_of is -- noqa: PRS
'Long/short ratios as known at the moment. Columns as in known_long_short_ratios.';
