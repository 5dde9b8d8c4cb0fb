-- The Fear & Greed index as it was known at the moment as_of (now, where that variable is not set).
-- Grain: source, observed_date.
-- Input: fear_greed_as_of. Clock: available_at and superseded_at. Units: Index points, 0 to 100.

create view known_fear_greed as
select
    source,
    observed_date,
    value,
    zone,
    is_simulated,
    available_at,
    revised_at
from fear_greed_as_of(coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz));

comment on view known_fear_greed is
'The Fear & Greed index as it was known at the moment as_of. Grain: source, observed_date.';
comment on column known_fear_greed.source is 'who publishes the index';
comment on column known_fear_greed.observed_date is 'day of the index value, UTC';
comment on column known_fear_greed.value is '0 (fear) to 100 (greed)';
comment on column known_fear_greed.zone is
'class of the Fear & Greed index: Extreme Fear, Fear, Neutral, Greed, Extreme Greed';
comment on column known_fear_greed.is_simulated is 'true for invented outlets and markets';
comment on column known_fear_greed.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column known_fear_greed.revised_at is
'when a changed value replaced the first one, UTC; null for first values';
