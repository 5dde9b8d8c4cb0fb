-- Mark prices and long/short ratios, and how much of a liquidation bar was listened to.

create table mark_prices (
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
    is_simulated boolean not null,
    available_at timestamptz not null,
    revised_at timestamptz,
    superseded_at timestamptz
);

create table long_short_ratios (
    source varchar not null,
    venue varchar not null,
    symbol varchar not null,
    ticker varchar not null,
    observed_at timestamptz not null,
    long_short_ratio decimal(38, 18) not null,
    is_simulated boolean not null,
    available_at timestamptz not null,
    revised_at timestamptz,
    superseded_at timestamptz
);

alter table liquidations add column coverage double;
