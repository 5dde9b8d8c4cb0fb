comment on table fear_greed is
'The Fear & Greed index by day, point in time. Current rows: one per source, observed_date.';
comment on column fear_greed.source is 'who publishes the index';
comment on column fear_greed.observed_date is 'day of the index value, UTC';
comment on column fear_greed.value is '0 (fear) to 100 (greed)';
comment on column fear_greed.zone is
'class of the Fear & Greed index: Extreme Fear, Fear, Neutral, Greed, Extreme Greed';
comment on column fear_greed.is_simulated is 'true for invented outlets and markets';
comment on column fear_greed.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column fear_greed.revised_at is 'when a changed value replaced the first one, UTC; null for first values';
comment on column fear_greed.superseded_at is 'when a later value replaced this one, UTC; null for the current one';
