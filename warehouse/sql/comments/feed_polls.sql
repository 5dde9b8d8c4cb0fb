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
