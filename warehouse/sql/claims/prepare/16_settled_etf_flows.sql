-- Fund flows as they were known when the trading day had settled: a revision after that changes no verdict.
-- Grain: source, ticker, fund and flow_date. Inputs: etf_flows, claim_scope. Clock: available_at,
-- superseded_at. Units: US dollars.
create or replace temp table settled_etf_flows as
select
    source,
    ticker,
    fund,
    flow_date,
    flow_usd
from etf_flows
where
    ticker in (
        select claim_scope.asset from claim_scope
        where claim_scope.kind = 'etf_flow_streak'
    )
    and available_at <= settled_at(flow_date::timestamptz)
    and (superseded_at is null or superseded_at > settled_at(flow_date::timestamptz));
