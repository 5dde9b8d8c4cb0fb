-- Gaps of every kind of series are asked for again, and series are fetched further back when more history is wanted.

alter table gap_requests add column kind varchar default 'candles';

create table history_requests (
    kind varchar not null,
    source varchar not null,
    venue varchar not null,
    symbol varchar not null,
    timeframe varchar not null,
    asked_from timestamptz not null,
    asked_at timestamptz not null
);
