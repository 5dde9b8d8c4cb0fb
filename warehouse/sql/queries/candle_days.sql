-- The days that the candles of some assets reach over.
-- Grain: one row. Parameters: assets. Clock: available_at.
select
    min(open_time)::date as first_day,
    max(open_time)::date as last_day
from known_candles
where list_contains($assets, ticker)
