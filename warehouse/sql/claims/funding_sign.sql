-- The sign of settled funding rates: the share of intervals of the lookback that had the other one. A text that names
-- no time speaks of a state, so a week is looked at.
-- Grain: claim and series. Inputs: funding_rates, claim_scope, data_needs. Clock: observed_at; values as settled.
-- Units: fraction per interval; error is the share of intervals with another sign, in basis points.
with settled as (
    select funding_rates.*
    from funding_rates
    where
        available_at <= settled_at(observed_at)
        and (superseded_at is null or superseded_at > settled_at(observed_at))
),

bounds as (
    select
        settled.source,
        settled.venue,
        settled.symbol,
        coalesce(
            max(settled.observed_at) filter (where settled.observed_at < data_needs.needed_from),
            min(settled.observed_at)
        ) as first_time
    from settled
    inner join data_needs on settled.ticker = data_needs.ticker and data_needs.kind = 'funding_rates'
    group by settled.source, settled.venue, settled.symbol
),

observations as (
    select
        settled.source,
        settled.venue,
        settled.symbol,
        settled.ticker,
        settled.observed_at,
        settled.interval_hours,
        count(*) over so_far as n_so_far,
        count(*) filter (where settled.funding_rate > 0) over so_far as n_positive_so_far,
        count(*) filter (where settled.funding_rate < 0) over so_far as n_negative_so_far,
        sum(as_double(settled.funding_rate)) over so_far as rate_so_far
    from settled
    inner join bounds
        on
            settled.source = bounds.source
            and settled.venue = bounds.venue
            and settled.symbol = bounds.symbol
            and settled.observed_at >= bounds.first_time
    window
        so_far as (
            partition by settled.source, settled.venue, settled.symbol order by settled.observed_at
            rows between unbounded preceding and current row
        )
),

series as (
    select distinct
        source,
        venue,
        symbol,
        ticker
    from observations
),

lookbacks as (
    select
        claim_scope.claim_id,
        claim_scope.direction,
        claim_scope.span_end as window_end,
        case
            when claim_scope.window_hours is not null
                then claim_scope.span_end - claim_scope.window_hours * interval 1 hour
            when claim_scope.span_is_assumed then claim_scope.span_end - interval 7 days
            else claim_scope.span_start
        end as window_start,
        claim_scope.window_hours is null and claim_scope.span_is_assumed as is_assumed,
        series.*
    from claim_scope
    inner join series on claim_scope.asset = series.ticker
    where claim_scope.kind = 'funding_sign' and claim_scope.blocker is null
),

counted as (
    select
        lookbacks.*,
        at_end.observed_at as evidence_at,
        at_end.interval_hours,
        at_end.n_so_far - coalesce(at_start.n_so_far, 0) as n_observations,
        at_end.n_positive_so_far - coalesce(at_start.n_positive_so_far, 0) as n_positive,
        at_end.n_negative_so_far - coalesce(at_start.n_negative_so_far, 0) as n_negative,
        -- Rounded, so that the evidence does not depend on where the running sum began.
        round(at_end.rate_so_far - coalesce(at_start.rate_so_far, 0), 14) as rate_sum
    from lookbacks
    asof inner join observations as at_end
        on
            lookbacks.source = at_end.source
            and lookbacks.venue = at_end.venue
            and lookbacks.symbol = at_end.symbol
            and lookbacks.window_end >= at_end.observed_at
    asof left join observations as at_start
        on
            lookbacks.source = at_start.source
            and lookbacks.venue = at_start.venue
            and lookbacks.symbol = at_start.symbol
            and lookbacks.window_start >= at_start.observed_at
),

shares as (
    select
        *,
        if(direction = 'positive', n_positive, n_negative) as n_stated_sign,
        least(
            1,
            -- One settlement may fall on each edge of the window.
            (n_observations + 1) * interval_hours / (epoch(window_end - window_start) / 3600)
        ) as coverage
    from counted
),

final as (
    select
        claim_id,
        source,
        venue,
        symbol,
        1 as preference,
        null::double as stated_value,
        rate_sum / nullif(n_observations, 0) as measured_value,
        1e4 * (1 - n_stated_sign / nullif(n_observations, 0)) as error,
        window_start as evidence_start,
        window_end as evidence_end,
        evidence_at,
        n_observations,
        coverage,
        concat(
            direction, ' in ', n_stated_sign, ' of ', n_observations, ' settlements, mean ',
            format('{:+.4f} %', 100 * rate_sum / nullif(n_observations, 0)),
            if(is_assumed, ' (the text names no time: the week before publication)', '')
        ) as finding,
        case
            when direction is null or direction not in ('positive', 'negative') then 'too vague'
            when n_observations = 0 or coverage < 0.9 then 'gap in the data'
        end as reason
    from shares
)

select * from final;
