-- Runs of trading days with flows of one sign, as far as each day: of all funds together (TOTAL) where the source has
-- it, else of their sum. A day without flows ends a run.
-- Grain: source, ticker and flow_date. Parameter: flows, a relation with the columns of known_etf_flows.
-- Clock: flow_date. Units: US dollars, trading days.

create macro etf_flow_streaks(flows := 'known_etf_flows') as table
with by_fund as (
    select
        source,
        ticker,
        fund,
        flow_date,
        flow_usd::double as flow_usd,
        bool_or(fund = 'TOTAL') over (partition by source, ticker) as has_total
    from query_table(flows)
),

by_day as (
    select
        source,
        ticker,
        flow_date,
        sum(flow_usd) as flow_usd,
        sign(sum(flow_usd)) as flow_sign
    from by_fund
    where fund = 'TOTAL' or not has_total
    group by source, ticker, flow_date
),

turns as (
    select
        *,
        lag(flow_sign) over (partition by source, ticker order by flow_date) as sign_before
    from by_day
),

runs as (
    select
        *,
        count(*) filter (where coalesce(flow_sign != sign_before, true))
            over (partition by source, ticker order by flow_date)
            as run_id
    from turns
),

final as (
    select
        source,
        ticker,
        flow_date,
        flow_usd,
        case flow_sign when 1 then 'inflow' when -1 then 'outflow' else 'none' end as direction,
        row_number() over run_so_far as n_days,
        sum(flow_usd) over run_so_far as streak_usd,
        first_value(flow_date) over run_so_far as streak_start
    from runs
    window run_so_far as (partition by source, ticker, run_id order by flow_date)
)

select * from final;

comment on macro table etf_flow_streaks is -- noqa: PRS
'Runs of trading days with net inflows or outflows, as far as each day. Grain: source, ticker, flow_date.
source: who supplied the series
ticker: asset that the funds hold
flow_date: trading day
flow_usd: net flow of all funds on the day, US dollars; negative is an outflow
direction: inflow, outflow or none
n_days: trading days of the run so far, this one among them
streak_usd: net flow of the run so far, US dollars
streak_start: first trading day of the run';
