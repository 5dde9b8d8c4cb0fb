comment on table digests is 'One digest as it was built; every format is rendered from content. Key: digest_id.';
comment on column digests.digest_id is 'key of the digest';
comment on column digests.as_of is 'moment whose knowledge it shows, UTC';
comment on column digests.window_start is 'start of the window it covers, UTC';
comment on column digests.built_at is 'when it was built, UTC';
comment on column digests.content is 'all it says, as JSON';
