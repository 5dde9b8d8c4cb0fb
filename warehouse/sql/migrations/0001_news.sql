-- What was fetched, what the feeds said, and the articles that came of it.

create table raw_documents (
    document_id varchar not null,
    url varchar not null,
    final_url varchar not null,
    fetched_at timestamptz not null,
    http_status smallint not null,
    content_type varchar,
    headers json not null,
    n_bytes bigint not null,
    primary key (document_id, url)
);

create table feed_polls (
    feed_id varchar not null,
    polled_at timestamptz not null,
    run_id varchar not null,
    outcome varchar not null,
    http_status smallint,
    reason varchar,
    etag varchar,
    last_modified varchar,
    document_id varchar,
    n_entries integer not null,
    n_new integer not null,
    n_rejected integer not null
);

create table feed_entries (
    entry_id varchar not null primary key,
    feed_id varchar not null,
    outlet varchar not null,
    guid varchar,
    link varchar,
    title varchar not null,
    summary varchar,
    authors varchar,
    published_raw varchar,
    published_at timestamptz,
    updated_at timestamptz,
    first_seen_at timestamptz not null,
    document_id varchar not null
);

create table article_revisions (
    article_id varchar not null,
    revision integer not null,
    outlet varchar not null,
    url varchar,
    headline varchar not null,
    text varchar not null,
    authors varchar,
    published_raw varchar,
    published_at timestamptz,
    fetched_at timestamptz not null,
    available_at timestamptz not null,
    available_basis varchar not null,
    revised_at timestamptz,
    body_source varchar not null,
    content_hash varchar not null,
    time_zone varchar not null,
    is_simulated boolean not null,
    entry_id varchar,
    document_id varchar,
    primary key (article_id, revision)
);
