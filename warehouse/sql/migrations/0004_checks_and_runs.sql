-- Verdicts on claims with their evidence, the record of runs, and everything that had to be refused.

create table claim_checks (
    claim_id varchar not null,
    checked_at timestamptz not null,
    known_at timestamptz not null,
    verdict varchar not null,
    reason varchar,
    stated_value double,
    measured_value double,
    error_bps double,
    tolerance_bps double,
    near_tolerance_bps double,
    source varchar,
    venue varchar,
    symbol varchar,
    evidence_start timestamptz,
    evidence_end timestamptz,
    evidence_at timestamptz,
    n_observations bigint,
    coverage double,
    finding varchar
);

create table runs (
    run_id varchar not null primary key,
    command varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    status varchar not null,
    report json
);

create table rejections (
    run_id varchar not null,
    rejected_at timestamptz not null,
    step varchar not null,
    origin varchar not null,
    item varchar not null,
    reason varchar not null,
    detail varchar
);

create table digests (
    digest_id varchar not null primary key,
    as_of timestamptz not null,
    window_start timestamptz not null,
    built_at timestamptz not null,
    content json not null
);
