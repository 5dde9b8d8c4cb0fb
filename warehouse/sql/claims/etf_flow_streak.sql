-- A run of trading days with net inflows or outflows: the run at the last day of the span, or at the trading day
-- before it (which may be all that was published by then), whichever is longer. Of all funds together (TOTAL) where
-- the source has it, else of their sum.
-- Grain: claim and source. Inputs: claim_scope, settled_etf_flows, through etf_flow_streaks. Clock: flow_date; values
-- as settled. Units: trading days; `extent_days` of such a claim counts trading days; without it, one day is enough.
with runs as (
    select * from etf_flow_streaks(flows := 'settled_etf_flows')
),

candidates as (
    select
        *,
        flow_date as seen_date
    from runs
    union all
    select
        *,
        lead(flow_date) over (partition by source, ticker order by flow_date) as seen_date
    from runs
),

sources as (
    select
        source,
        ticker,
        min(flow_date) as first_date
    from runs
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
        runs.flow_date as seen_date
    from claims_by_source
    asof left join runs
        on
            claims_by_source.source = runs.source
            and claims_by_source.asset = runs.ticker
            and claims_by_source.last_date >= runs.flow_date
),

best as (
    select
        seen.*,
        candidates.flow_date,
        candidates.streak_start,
        candidates.streak_usd,
        candidates.direction as run_direction,
        if(candidates.direction = seen.direction, candidates.n_days, 0) as measured_days,
        candidates.n_days
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
        streak_start::timestamptz as evidence_start,
        (flow_date + 1)::timestamptz as evidence_end,
        (flow_date + 1)::timestamptz as evidence_at,
        n_days as n_observations,
        1.0 as coverage,
        concat(
            n_days, if(n_days = 1, ' day', ' days in a row'),
            if(run_direction = 'none', ' without flows', concat(' of ', run_direction, 's')),
            ', ', usd_text(abs(streak_usd)), ', from ', streak_start, ' to ', flow_date
        ) as finding,
        case
            when direction is null or direction not in ('inflow', 'outflow') then 'too vague'
            when unit is not null and unit != 'days' then 'unit is not days'
            when seen_date is null then 'no history that far back'
            when last_date - seen_date > 5 then 'gap in the data'
            when measured_days < stated_days and streak_start = first_date and run_direction = direction
                then 'no history that far back'
        end as reason
    from best
)

select * from final;
