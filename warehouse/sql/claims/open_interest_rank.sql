-- Open interest said to be near its high (or low): its rank among the daily values before. A text that names no time
-- speaks of a state, so the most extreme value of a week is ranked. A value within a tenth of the record is near it in
-- dollars, whatever its rank: such a statement is near at least.
-- Grain: claim and series. Inputs: claim_scope, settled_open_interest, through open_interest_ranks. Clock: observed_at;
-- values as settled. Units: US dollars; error is the distance from the top (or bottom) of the ranking, in basis points.
with series as (
    select
        source,
        venue,
        symbol,
        ticker,
        min(observed_at) as first_observed_at
    from settled_open_interest
    group by source, venue, symbol, ticker
),

lookbacks as (
    select
        claim_scope.claim_id,
        claim_scope.direction,
        claim_scope.near,
        claim_scope.span_end as window_end,
        if(claim_scope.span_is_assumed, claim_scope.span_end - interval 7 days, claim_scope.span_start)
            as window_start,
        claim_scope.span_is_assumed as is_assumed,
        series.*
    from claim_scope
    inner join series on claim_scope.asset = series.ticker
    where claim_scope.kind = 'open_interest_rank' and claim_scope.blocker is null
),

runs as (
    select
        lookbacks.*,
        at_end.n as n_last,
        coalesce(at_start.n, 0) + 1 as n_first
    from lookbacks
    asof inner join settled_open_interest as at_end
        on
            lookbacks.source = at_end.source
            and lookbacks.venue = at_end.venue
            and lookbacks.symbol = at_end.symbol
            and lookbacks.window_end >= at_end.observed_at
    asof left join settled_open_interest as at_start
        on
            lookbacks.source = at_start.source
            and lookbacks.venue = at_start.venue
            and lookbacks.symbol = at_start.symbol
            and lookbacks.window_start > at_start.observed_at
),

questions as (
    select distinct
        source,
        venue,
        symbol,
        direction,
        n_first,
        n_last,
        unnest(range(n_first, least(n_last, n_first + 20000) + 1)) as n
    from runs
    where n_last >= n_first
),

extremes as (
    select
        questions.source,
        questions.venue,
        questions.symbol,
        questions.direction,
        questions.n_first,
        questions.n_last,
        if(questions.direction = 'low', min(observations.open_interest_usd), max(observations.open_interest_usd))
            as figure,
        if(
            questions.direction = 'low',
            arg_min(observations.observed_at, observations.open_interest_usd),
            arg_max(observations.observed_at, observations.open_interest_usd)
        ) as figure_time
    from questions
    inner join settled_open_interest as observations
        on
            questions.source = observations.source
            and questions.venue = observations.venue
            and questions.symbol = observations.symbol
            and questions.n = observations.n
    group by
        questions.source, questions.venue, questions.symbol, questions.direction, questions.n_first, questions.n_last
),

ranks as (
    select * from open_interest_ranks(observations := 'settled_open_interest')
),

records as (
    select
        source,
        venue,
        symbol,
        observed_at,
        min(open_interest_usd) over so_far as lowest,
        max(open_interest_usd) over so_far as highest
    from settled_open_interest
    window so_far as (partition by source, venue, symbol order by n rows between unbounded preceding and current row)
),

final as (
    select
        runs.claim_id,
        runs.source,
        runs.venue,
        runs.symbol,
        1 as preference,
        null::double as stated_value,
        extremes.figure as measured_value,
        least(
            1e4 * if(runs.direction = 'low', ranks.share_below, ranks.share_above),
            if(
                if(
                    runs.direction = 'low',
                    extremes.figure <= 1.1 * records.lowest,
                    extremes.figure >= 0.9 * records.highest
                ),
                runs.near,
                1e4
            )
        ) as error,
        runs.first_observed_at as evidence_start,
        runs.window_end as evidence_end,
        extremes.figure_time as evidence_at,
        nullif(ranks.n_days_before, 0) as n_observations,
        1.0 as coverage,
        concat(
            usd_text(extremes.figure), strftime(extremes.figure_time, ' on %Y-%m-%d, '),
            if(
                runs.direction = 'low',
                format('below {:.1f} % of the {} days before', 100 * (1 - ranks.share_below), ranks.n_days_before),
                format('above {:.1f} % of the {} days before', 100 * (1 - ranks.share_above), ranks.n_days_before)
            ),
            if(runs.is_assumed, ' (the text names no time: the week before publication)', '')
        ) as finding,
        case
            when runs.direction is null or runs.direction not in ('high', 'low') then 'too vague'
            when extremes.figure is null then 'gap in the data'
            when coalesce(ranks.n_days_before, 0) < 90 then 'no history that far back'
        end as reason
    from runs
    left join extremes
        on
            runs.source = extremes.source
            and runs.venue = extremes.venue
            and runs.symbol = extremes.symbol
            and runs.direction = extremes.direction
            and runs.n_first = extremes.n_first
            and runs.n_last = extremes.n_last
    left join ranks
        on
            runs.source = ranks.source
            and runs.venue = ranks.venue
            and runs.symbol = ranks.symbol
            and extremes.figure_time = ranks.observed_at
    left join records
        on
            runs.source = records.source
            and runs.venue = records.venue
            and runs.symbol = records.symbol
            and extremes.figure_time = records.observed_at
)

select * from final;
