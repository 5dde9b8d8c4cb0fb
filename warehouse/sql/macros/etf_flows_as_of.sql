-- Fund flows as known at a moment: rows available by then, in the version believed then.
-- Grain: source, ticker, fund, flow_date.
-- Inputs: etf_flows. Clock: available_at and superseded_at. Units: US dollars.

create macro etf_flows_as_of(moment) as table
select
    source,
    ticker,
    fund,
    flow_date,
    flow_usd,
    is_simulated,
    available_at,
    revised_at
from etf_flows
where
    available_at <= moment::timestamptz
    and (superseded_at is null or superseded_at > moment::timestamptz);

comment on macro table etf_flows_as_of is -- noqa: PRS
'Fund flows as known at the moment. Columns as in known_etf_flows.';
