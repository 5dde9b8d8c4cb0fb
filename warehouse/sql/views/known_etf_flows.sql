-- Fund flows as they were known at the moment as_of (now, where that variable is not set).
-- Grain: source, ticker, fund, flow_date.
-- Input: etf_flows_as_of. Clock: available_at and superseded_at. Units: US dollars.

create view known_etf_flows as
select
    source,
    ticker,
    fund,
    flow_date,
    flow_usd,
    is_simulated,
    available_at,
    revised_at
from etf_flows_as_of(coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz));

comment on view known_etf_flows is
'Fund flows as they were known at the moment as_of. Grain: source, ticker, fund, flow_date.';
comment on column known_etf_flows.source is 'who supplied the series';
comment on column known_etf_flows.ticker is 'asset that the funds hold';
comment on column known_etf_flows.fund is 'fund, TOTAL for all';
comment on column known_etf_flows.flow_date is 'trading day';
comment on column known_etf_flows.flow_usd is 'net flow, US dollars; negative is an outflow';
comment on column known_etf_flows.is_simulated is 'true for invented outlets and markets';
comment on column known_etf_flows.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column known_etf_flows.revised_at is
'when a changed value replaced the first one, UTC; null for first values';
