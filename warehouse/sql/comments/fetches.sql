comment on table fetches is
'What one request brought, or why it brought nothing: with the raw store, all that newstape replay needs. '
'Key: run_id, fetched_at, batch, purpose, subject, url.';
comment on column fetches.run_id is 'run that asked';
comment on column fetches.fetched_at is 'the clock of the collection that it belongs to, UTC';
comment on column fetches.batch is 'part of the collection that was stored together, from 0';
comment on column fetches.purpose is 'feed, page or sitemap';
comment on column fetches.subject is 'the feed by its id, the article by its key';
comment on column fetches.url is 'address that was asked for';
comment on column fetches.final_url is 'address that answered after redirects; null if none did';
comment on column fetches.http_status is 'status code; null if no answer came or nothing was asked';
comment on column fetches.headers is 'headers of the answer, as JSON';
comment on column fetches.document_id is 'stored body; null where none came';
comment on column fetches.reason is 'why nothing came, one word; null where something did';
comment on column fetches.detail is 'the same, in words';
comment on column fetches.can_pass is 'true if the cause may be gone by the next run';
comment on column fetches.retry_after_seconds is 'how long the server asked to be left alone, seconds';
