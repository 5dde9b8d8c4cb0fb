-- Every poll that had been made at the moment as_of (now, where that variable is not set).
-- Grain: feed and poll. Inputs: feed_polls. Clock: polled_at.

create view known_feed_polls as
select
    feed_id,
    polled_at,
    run_id,
    outcome,
    http_status,
    reason,
    n_entries,
    n_new,
    n_rejected,
    n_failures,
    next_due_at,
    newest_at,
    typical_gap_minutes,
    longest_gap_minutes,
    is_ill_formed,
    n_pages,
    n_pages_unread
from feed_polls
where polled_at <= coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz);

comment on view known_feed_polls is 'Polls that had been made as of the moment. Grain: feed_id, polled_at.';
comment on column known_feed_polls.feed_id is 'feed, as in feeds.toml';
comment on column known_feed_polls.polled_at is 'when it was asked, UTC';
comment on column known_feed_polls.run_id is 'run that asked';
comment on column known_feed_polls.outcome is 'ok, unchanged or failed';
comment on column known_feed_polls.http_status is 'status code, null if no answer came';
comment on column known_feed_polls.reason is 'what went wrong, in words';
comment on column known_feed_polls.n_entries is 'entries in the feed';
comment on column known_feed_polls.n_new is 'entries not seen before';
comment on column known_feed_polls.n_rejected is 'entries that were refused';
comment on column known_feed_polls.n_failures is 'failed polls in a row up to this one; 0 if it went well';
comment on column known_feed_polls.next_due_at is 'the feed is not asked again before this, UTC';
comment on column known_feed_polls.newest_at is
'publication time of its newest entry, UTC; null where no entry states one';
comment on column known_feed_polls.typical_gap_minutes is
'median time between its entries, minutes; null for too few of them';
comment on column known_feed_polls.longest_gap_minutes is 'longest time between its entries, minutes';
comment on column known_feed_polls.is_ill_formed is 'true if the XML was broken and only read as far as possible';
comment on column known_feed_polls.n_pages is 'article pages that were asked for';
comment on column known_feed_polls.n_pages_unread is
'those that came but held no article: walls, errors, videos, empty pages';
