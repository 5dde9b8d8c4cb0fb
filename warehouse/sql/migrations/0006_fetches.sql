-- What every request brought, so that a collection can be done again offline; what a poll tells of a feed's habits;
-- what a stored body weighs and when it was removed; and what a page turned out to be.

create table fetches (
    run_id varchar not null,
    fetched_at timestamptz not null,
    batch integer not null,
    purpose varchar not null,
    subject varchar not null,
    url varchar not null,
    final_url varchar,
    http_status smallint,
    headers json,
    document_id varchar,
    reason varchar,
    detail varchar,
    can_pass boolean not null,
    retry_after_seconds double
);

alter table feed_polls add column n_failures integer;
alter table feed_polls add column next_due_at timestamptz;
alter table feed_polls add column newest_at timestamptz;
alter table feed_polls add column typical_gap_minutes double;
alter table feed_polls add column longest_gap_minutes double;
alter table feed_polls add column is_ill_formed boolean;
alter table feed_polls add column n_pages integer;
alter table feed_polls add column n_pages_unread integer;

alter table raw_documents add column stored_bytes bigint;
alter table raw_documents add column removed_at timestamptz;

alter table article_revisions add column page_kind varchar;
alter table article_revisions add column correction varchar;
