-- The latest known version of each article.
-- Grain: article. Input: articles_as_of. Clock: available_at.

create view articles as
select
    article_id,
    revision,
    outlet,
    url,
    headline,
    text,
    authors,
    published_raw,
    published_at,
    fetched_at,
    available_at,
    available_basis,
    revised_at,
    body_source,
    content_hash,
    time_zone,
    is_simulated,
    entry_id,
    document_id,
    page_kind,
    correction,
    published_trust,
    tags,
    language,
    published_date
from articles_as_of(coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz));

comment on view articles is 'The latest known version of each article. Grain: article_id.';
comment on column articles.article_id is 'key of the article; the same for all its revisions';
comment on column articles.revision is 'number of the version, 1 is the first one seen';
comment on column articles.outlet is 'name of the publisher as configured';
comment on column articles.url is 'address of the article, null for files';
comment on column articles.headline is 'first line of the article';
comment on column articles.text is 'headline, blank line, body; all offsets count code points of it';
comment on column articles.authors is 'as published, comma separated';
comment on column articles.published_raw is 'publication time as the publisher wrote it';
comment on column articles.published_at is 'the publishers word, UTC; null where it is not known, never guessed';
comment on column articles.fetched_at is 'when this newstape fetched it, UTC';
comment on column articles.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column articles.available_basis is 'which clock available_at was taken from';
comment on column articles.revised_at is 'when a changed value replaced the first one, UTC; null for first values';
comment on column articles.body_source is 'where the body came from: feed or page';
comment on column articles.content_hash is 'hash of headline and body, to tell revisions apart';
comment on column articles.time_zone is 'IANA zone of the outlet, in which its "Tuesday" is meant';
comment on column articles.is_simulated is 'true for invented outlets and markets';
comment on column articles.entry_id is 'feed entry that it came from';
comment on column articles.document_id is 'stored body (SHA-256) that it came from';
comment on column articles.page_kind is
'what its page turned out to be: article, live_blog, paywall and the like; null where no page came';
comment on column articles.correction is
'the publishers own words on what was corrected; null where there are none';
comment on column articles.published_trust is
'how far published_at can be relied on: stated, assumed, refused or missing';
comment on column articles.tags is 'keywords of the publisher, comma separated; null where it gives none';
comment on column articles.language is 'two-letter code, as the page or else the feed states it';
comment on column articles.published_date is
'day of publication in the zone of the outlet, where the publisher gives no time of day; else null';
