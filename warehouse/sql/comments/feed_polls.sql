comment on table feed_polls is
'One poll of one feed; the latest holds the validators for the next request. Key: feed_id, polled_at.';
comment on column feed_polls.feed_id is 'feed, as in feeds.toml';
comment on column feed_polls.polled_at is 'when it was asked, UTC';
comment on column feed_polls.run_id is 'run that asked';
comment on column feed_polls.outcome is 'how it went, one word';
comment on column feed_polls.http_status is 'status code, null if no answer came';
comment on column feed_polls.reason is 'what went wrong, in words';
comment on column feed_polls.etag is 'validator for the next request';
comment on column feed_polls.last_modified is 'validator for the next request';
comment on column feed_polls.document_id is 'stored body, null where none came';
comment on column feed_polls.n_entries is 'entries in the feed';
comment on column feed_polls.n_new is 'entries not seen before';
comment on column feed_polls.n_rejected is 'entries that were refused';
comment on column feed_polls.n_failures is 'failed polls in a row up to this one; 0 if it went well';
comment on column feed_polls.next_due_at is 'the feed is not asked again before this, UTC';
comment on column feed_polls.newest_at is 'publication time of its newest entry, UTC; null where no entry states one';
comment on column feed_polls.typical_gap_minutes is
'median time between its entries, minutes; null for too few of them';
comment on column feed_polls.longest_gap_minutes is 'longest time between its entries, minutes';
comment on column feed_polls.is_ill_formed is 'true if the XML was broken and only read as far as possible';
comment on column feed_polls.n_pages is 'article pages that were asked for';
comment on column feed_polls.n_pages_unread is
'those that came but held no article: walls, errors, videos, empty pages';
