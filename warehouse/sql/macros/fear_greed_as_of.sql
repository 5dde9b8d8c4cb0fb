-- The Fear & Greed index as known at a moment: rows available by then, in the version believed then.
-- Grain: source, observed_date.
-- Inputs: fear_greed. Clock: available_at and superseded_at. Units: Index points, 0 to 100.

create macro fear_greed_as_of(moment) as table
select
    source,
    observed_date,
    value,
    zone,
    is_simulated,
    available_at,
    revised_at
from fear_greed
where
    available_at <= moment::timestamptz
    and (superseded_at is null or superseded_at > moment::timestamptz);

comment on macro table fear_greed_as_of is -- noqa: PRS
'The Fear & Greed index as known at the moment. Columns as in known_fear_greed.';
