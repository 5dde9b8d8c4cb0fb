-- Market series, point in time. A revision closes the old row (superseded_at) and adds a new one:
-- what was known at T is available_at <= T and (superseded_at is null or superseded_at > T).

create table candles (
    source varchar not null,
    venue varchar not null,
    symbol varchar not null,
    ticker varchar not null,
    timeframe varchar not null,
    open_time timestamptz not null,
    close_time timestamptz not null,
    open decimal(38, 18) not null,
    high decimal(38, 18) not null,
    low decimal(38, 18) not null,
    close decimal(38, 18) not null,
    volume decimal(38, 8),
    is_simulated boolean not null,
    available_at timestamptz not null,
    revised_at timestamptz,
    superseded_at timestamptz
);

create table funding_rates (
    source varchar not null,
    venue varchar not null,
    symbol varchar not null,
    ticker varchar not null,
    observed_at timestamptz not null,
    funding_rate decimal(38, 18) not null,
    interval_hours double not null,
    is_simulated boolean not null,
    available_at timestamptz not null,
    revised_at timestamptz,
    superseded_at timestamptz
);

create table open_interest (
    source varchar not null,
    venue varchar not null,
    symbol varchar not null,
    ticker varchar not null,
    observed_at timestamptz not null,
    open_interest_usd decimal(38, 8) not null,
    is_simulated boolean not null,
    available_at timestamptz not null,
    revised_at timestamptz,
    superseded_at timestamptz
);

create table liquidations (
    source varchar not null,
    venue varchar not null,
    symbol varchar not null,
    ticker varchar not null,
    open_time timestamptz not null,
    close_time timestamptz not null,
    long_usd decimal(38, 8) not null,
    short_usd decimal(38, 8) not null,
    is_simulated boolean not null,
    available_at timestamptz not null,
    revised_at timestamptz,
    superseded_at timestamptz
);

create table fear_greed (
    source varchar not null,
    observed_date date not null,
    value smallint not null,
    zone varchar not null,
    is_simulated boolean not null,
    available_at timestamptz not null,
    revised_at timestamptz,
    superseded_at timestamptz
);

create table etf_flows (
    source varchar not null,
    ticker varchar not null,
    fund varchar not null,
    flow_date date not null,
    flow_usd decimal(38, 8) not null,
    is_simulated boolean not null,
    available_at timestamptz not null,
    revised_at timestamptz,
    superseded_at timestamptz
);
