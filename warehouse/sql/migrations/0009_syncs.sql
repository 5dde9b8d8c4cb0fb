-- What syncs remember: how files looked when they were read, gaps that were asked for again, results of quality checks.

create table file_reads (
    series varchar not null,
    fingerprint varchar not null,
    read_at timestamptz not null
);

create table gap_requests (
    source varchar not null,
    venue varchar not null,
    symbol varchar not null,
    timeframe varchar not null,
    gap_start timestamptz not null,
    gap_end timestamptz not null,
    asked_at timestamptz not null
);

create table check_results (
    run_id varchar not null,
    checked_at timestamptz not null,
    name varchar not null,
    description varchar not null,
    n_rows bigint not null
);
