-- Empty: what each series says to each claim, filled by one query per kind of claim. `error` is the distance between
-- the stated and the measured, in the unit of the kind's tolerances; `reason` says why a series cannot decide.
create or replace temp table claim_candidates (
    claim_id varchar,
    source varchar,
    venue varchar,
    symbol varchar,
    preference bigint,
    stated_value double,
    measured_value double,
    error double,
    evidence_start timestamptz,
    evidence_end timestamptz,
    evidence_at timestamptz,
    n_observations bigint,
    coverage double,
    finding varchar,
    reason varchar
);
