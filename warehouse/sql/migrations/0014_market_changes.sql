-- What a check of claims needs to leave alone what nothing new can have changed: the market data that was merged since
-- the last one, and what that one had covered.

create table market_changes (
    kind varchar not null,
    source varchar not null,
    venue varchar not null,
    symbol varchar not null,
    ticker varchar not null,
    timeframe varchar not null,
    first_time timestamptz not null,
    known_at timestamptz not null
);

create table checked_claims (
    claim_id varchar not null,
    annotation_id varchar not null,
    inputs ubigint not null,
    settles_at timestamptz
);

create table checked_series (
    kind varchar not null,
    source varchar not null,
    venue varchar not null,
    symbol varchar not null,
    ticker varchar not null,
    timeframe varchar not null,
    facts ubigint not null,
    known_at timestamptz not null
);

create table last_claim_check (
    known_at timestamptz not null,
    rules varchar not null
);
