-- What was read out of the articles: one annotation per article revision and set of models, and its mentions.

create table annotations (
    annotation_id varchar not null primary key,
    article_id varchar not null,
    revision integer not null,
    model varchar not null,
    annotated_at timestamptz not null,
    language varchar not null,
    problem varchar,
    sentiment_label varchar,
    sentiment_score double,
    headline_score double
);

create table article_assets (
    annotation_id varchar not null,
    ticker varchar not null,
    n_mentions integer not null,
    relevance double not null
);

create table price_level_mentions (
    mention_id varchar not null,
    annotation_id varchar not null,
    text varchar not null,
    start integer not null,
    "end" integer not null,
    sentence varchar not null,
    why varchar not null,
    asset varchar,
    price_low decimal(38, 18) not null,
    price_high decimal(38, 18) not null,
    currency varchar not null,
    role varchar not null,
    previous_role varchar,
    relation varchar,
    approximate boolean not null,
    modality varchar not null,
    time_text varchar,
    time_start timestamptz,
    time_end timestamptz,
    confidence double not null
);

create table liquidation_mentions (
    mention_id varchar not null,
    annotation_id varchar not null,
    text varchar not null,
    start integer not null,
    "end" integer not null,
    sentence varchar not null,
    why varchar not null,
    amount_usd decimal(38, 8),
    position_side varchar not null,
    asset varchar,
    window_hours double,
    source varchar,
    venue varchar,
    modality varchar not null,
    n_traders bigint,
    confidence double not null
);

create table metric_mentions (
    mention_id varchar not null,
    annotation_id varchar not null,
    text varchar not null,
    start integer not null,
    "end" integer not null,
    sentence varchar not null,
    why varchar not null,
    kind varchar not null,
    value decimal(38, 12),
    unit varchar,
    direction varchar,
    asset varchar,
    window_hours double,
    window_days double,
    is_change boolean not null,
    modality varchar not null,
    confidence double not null
);

create table event_mentions (
    mention_id varchar not null,
    annotation_id varchar not null,
    text varchar not null,
    start integer not null,
    "end" integer not null,
    sentence varchar not null,
    why varchar not null,
    kind varchar not null,
    asset varchar,
    confidence double not null
);

create table claims (
    claim_id varchar not null,
    annotation_id varchar not null,
    text varchar not null,
    start integer not null,
    "end" integer not null,
    sentence varchar not null,
    why varchar not null,
    kind varchar not null,
    asset varchar,
    value_low decimal(38, 12),
    value_high decimal(38, 12),
    unit varchar,
    direction varchar,
    relation varchar,
    position_side varchar,
    window_hours double,
    extent_days double,
    since_date date,
    average_days double,
    average_kind varchar,
    benchmark varchar,
    zone varchar,
    approximate boolean not null,
    modality varchar not null,
    time_text varchar,
    time_start timestamptz,
    time_end timestamptz,
    confidence double not null
);

create table sentence_sentiments (
    annotation_id varchar not null,
    start integer not null,
    "end" integer not null,
    p_bearish float not null,
    p_neutral float not null,
    p_bullish float not null,
    assets varchar[] not null,
    mover_rank integer
);

create table asset_sentiments (
    annotation_id varchar not null,
    ticker varchar not null,
    label varchar not null,
    score double not null,
    n_sentences integer not null
);
