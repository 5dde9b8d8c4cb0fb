-- Stories: what is kept of each article to compare it with others, and where it belongs.

create table article_fingerprints (
    article_id varchar not null primary key,
    outlet varchar not null,
    happened_at timestamptz not null,
    available_at timestamptz not null,
    assets varchar[] not null,
    text_key bigint not null,
    signature varchar not null,
    frame varchar not null,
    sentences varchar[] not null,
    numbers varchar[] not null,
    headline_terms varchar[] not null,
    terms varchar[] not null
);

create table article_keys (
    key bigint not null,
    article_id varchar not null,
    happened_at timestamptz not null
);

create table article_links (
    article_id varchar not null,
    other_id varchar not null,
    kind varchar not null,
    similarity double not null
);

create table story_memberships (
    article_id varchar not null primary key,
    story_id varchar not null,
    n_sentences integer not null,
    n_new_sentences integer not null,
    n_numbers integer not null,
    n_new_numbers integer not null,
    novelty double not null,
    is_echo boolean not null,
    grouped_at timestamptz not null
);

create table story_merges (
    story_id varchar not null primary key,
    into_story_id varchar not null,
    article_id varchar not null
);
