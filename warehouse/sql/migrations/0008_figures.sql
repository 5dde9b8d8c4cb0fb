-- Figures: which statements are one, and which readings were looked through for them.

create table figure_readings (
    annotation_id varchar not null primary key,
    grouped_at timestamptz not null
);

create table figure_placements (
    statement_id varchar not null,
    statement_table varchar not null,
    annotation_id varchar not null,
    article_id varchar not null,
    revision integer not null,
    figure_id varchar not null,
    story_id varchar not null,
    identity varchar not null,
    kind varchar not null,
    asset varchar,
    unit varchar,
    text varchar not null,
    start integer not null,
    value_low decimal(38, 12),
    value_high decimal(38, 12),
    window_hours double,
    starts_at timestamptz,
    ends_at timestamptz,
    happened_at timestamptz not null
);
