comment on table article_revisions is
'One version of one article; a stored version is never changed. Key: article_id, revision.';
comment on column article_revisions.article_id is 'key of the article; the same for all its revisions';
comment on column article_revisions.revision is 'number of the version, 1 is the first one seen';
comment on column article_revisions.outlet is 'name of the publisher as configured';
comment on column article_revisions.url is 'address of the article, null for files';
comment on column article_revisions.headline is 'first line of the article';
comment on column article_revisions.text is 'headline, blank line, body; all offsets count code points of it';
comment on column article_revisions.authors is 'as published, comma separated';
comment on column article_revisions.published_raw is 'publication time as the publisher wrote it';
comment on column article_revisions.published_at is
'the publishers word, UTC; null where it is not known, never guessed';
comment on column article_revisions.fetched_at is 'when this newstape fetched it, UTC';
comment on column article_revisions.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column article_revisions.available_basis is 'which clock available_at was taken from';
comment on column article_revisions.revised_at is
'when the outlet changed it, as far as seen, UTC; null for the first version';
comment on column article_revisions.body_source is 'where the body came from: feed or page';
comment on column article_revisions.content_hash is 'hash of headline and body, to tell revisions apart';
comment on column article_revisions.time_zone is 'IANA zone of the outlet, in which its "Tuesday" is meant';
comment on column article_revisions.is_simulated is 'true for invented outlets and markets';
comment on column article_revisions.entry_id is 'feed entry that it came from';
comment on column article_revisions.document_id is 'stored body (SHA-256) that it came from';
comment on column article_revisions.page_kind is
'what its page turned out to be: article, live_blog, paywall, consent_wall, bot_wall, soft_404, video, no_text and the
like; null where no page came';
comment on column article_revisions.correction is
'the publishers own words on what was corrected; null where there are none';
comment on column article_revisions.published_trust is
'how far published_at can be relied on: stated, assumed (zone or hour by the outlets clocks, or the time of a change),
refused (written, but ambiguous, absurd or in the future, so not taken) or missing';
comment on column article_revisions.tags is 'keywords of the publisher, comma separated; null where it gives none';
comment on column article_revisions.language is 'two-letter code, as the page or else the feed states it';
comment on column article_revisions.published_date is
'day of publication in the zone of the outlet, where the publisher gives no time of day; else null';
