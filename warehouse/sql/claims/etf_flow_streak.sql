-- A run of trading days with net inflows or outflows: the run at the last day of the span, or at the trading day
-- before it (which may be all that was published by then), whichever is longer. Of all funds together (TOTAL) where
-- the source has it, else of their sum.
-- Grain: claim and source. Inputs: etf_flows, claim_scope. Clock: flow_date; values as settled. Units: trading days;
-- `extent_days` of such a claim counts trading days; without it, one day is enough.
with flows as (
    select
        source,
        ticker,
        fund,
        flow_date,
        flow_usd::double as flow_usd,
        bool_or(fund = 'TOTAL') over (partition by source, ticker) as has_total
    from etf_flows
    where
        available_at <= settled_at(flow_date::timestamptz)
        and (superseded_at is null or superseded_at > settled_at(flow_date::timestamptz))
),

days as (
    select
        source,
        ticker,
        flow_date,
        sum(flow_usd) as flow_usd,
        sign(sum(flow_usd)) as flow_sign
    from flows
    where fund = 'TOTAL' or not has_total
    group by source, ticker, flow_date
),

turns as (
    select
        *,
        lag(flow_sign) over (partition by source, ticker order by flow_date) as sign_before,
        lag(flow_date) over (partition by source, ticker order by flow_date) as date_before
    from days
),

changes as (
    select
        *,
        count(*) filter (where coalesce(flow_sign != sign_before, true))
            over (partition by source, ticker order by flow_date)
            as run_id
    from turns
),

runs as (
    select
        *,
        row_number() over run_so_far as run_days,
        sum(flow_usd) over run_so_far as run_usd,
        first_value(flow_date) over run_so_far as run_start
    from changes
    window run_so_far as (partition by source, ticker, run_id order by flow_date)
),

candidates as (
    select
        runs.*,
        flow_date as seen_date
    from runs
    union all
    select
        earlier.*,
        later.flow_date as seen_date
    from runs as earlier
    inner join turns as later
        on
            earlier.source = later.source
            and earlier.ticker = later.ticker
            and earlier.flow_date = later.date_before
),

sources as (
    select
        source,
        ticker,
        min(flow_date) as first_date
    from days
    group by source, ticker
),

claims_by_source as (
    select
        claim_scope.claim_id,
        claim_scope.asset,
        claim_scope.direction,
        claim_scope.unit,
        claim_scope.stated,
        coalesce(claim_scope.extent_days, if(claim_scope.unit = 'days', claim_scope.stated, null), 1) as stated_days,
        if(claim_scope.direction = 'inflow', 1, -1) as stated_sign,
        claim_scope.span_end::date as last_date,
        sources.source,
        sources.first_date
    from claim_scope
    inner join sources
        on claim_scope.asset = sources.ticker
    where claim_scope.kind = 'etf_flow_streak' and claim_scope.blocker is null
),

seen as (
    select
        claims_by_source.*,
        days.flow_date as seen_date
    from claims_by_source
    asof left join days
        on
            claims_by_source.source = days.source
            and claims_by_source.asset = days.ticker
            and claims_by_source.last_date >= days.flow_date
),

best as (
    select
        seen.*,
        candidates.flow_date,
        candidates.run_start,
        candidates.run_usd,
        candidates.flow_sign,
        if(candidates.flow_sign = seen.stated_sign, candidates.run_days, 0) as measured_days,
        candidates.run_days
    from seen
    left join candidates
        on
            seen.source = candidates.source
            and seen.asset = candidates.ticker
            and seen.seen_date = candidates.seen_date
    qualify
        row_number() over (
            partition by seen.claim_id, seen.source order by measured_days desc, candidates.flow_date desc
        ) = 1
),

final as (
    select
        claim_id,
        source,
        '' as venue,
        'TOTAL' as symbol,
        1 as preference,
        stated_days as stated_value,
        measured_days::double as measured_value,
        greatest(0, stated_days - measured_days) as error,
        run_start::timestamptz as evidence_start,
        (flow_date + 1)::timestamptz as evidence_end,
        (flow_date + 1)::timestamptz as evidence_at,
        run_days as n_observations,
        1.0 as coverage,
        concat(
            run_days, if(run_days = 1, ' day', ' days in a row'),
            case when flow_sign > 0 then ' of inflows' when flow_sign < 0 then ' of outflows' else ' without flows' end,
            ', ', usd_text(abs(run_usd)), ', from ', run_start, ' to ', flow_date
        ) as finding,
        case
            when direction is null or direction not in ('inflow', 'outflow') then 'too vague'
            when unit is not null and unit != 'days' then 'unit is not days'
            when seen_date is null then 'no history that far back'
            when last_date - seen_date > 5 then 'gap in the data'
            when measured_days < stated_days and run_start = first_date and flow_sign = stated_sign
                then 'no history that far back'
        end as reason
    from best
)

select * from final;
