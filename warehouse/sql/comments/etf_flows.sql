comment on table etf_flows is
'Net flows into spot funds by trading day, point in time. Current rows: one per source, ticker, fund, flow_date.';
comment on column etf_flows.source is 'who supplied the series';
comment on column etf_flows.ticker is 'asset that the funds hold';
comment on column etf_flows.fund is 'fund, TOTAL for all';
comment on column etf_flows.flow_date is 'trading day';
comment on column etf_flows.flow_usd is 'net flow, US dollars; negative is an outflow';
comment on column etf_flows.is_simulated is 'true for invented outlets and markets';
comment on column etf_flows.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column etf_flows.revised_at is 'when a changed value replaced the first one, UTC; null for first values';
comment on column etf_flows.superseded_at is 'when a later value replaced this one, UTC; null for the current one';
