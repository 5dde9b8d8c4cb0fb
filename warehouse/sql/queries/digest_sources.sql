-- Feeds that were asked in the window and are not well: what this digest may miss.
-- Grain: feed. Input: source_health. Parameters: window_start. Clock: polled_at.
select
    feed_id,
    status,
    last_success_at,
    last_reason
from source_health
where status != 'ok' and last_polled_at > $window_start
order by feed_id;
