-- Paragraphs that outlets may repeat, and where a reading left them out.

create table article_paragraphs (
    article_id varchar not null,
    outlet varchar not null,
    key bigint not null,
    text varchar not null,
    available_at timestamptz not null
);

create table boilerplate_spans (
    annotation_id varchar not null,
    key bigint not null,
    start integer not null,
    "end" integer not null
);
