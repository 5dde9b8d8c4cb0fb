-- Above or below a moving average of daily closes: the closes of the span against the average of the last day that had
-- closed when the span ended. Where the text says that it crossed (a direction), it must have been on the other side
-- when the span began; otherwise the statement is near at best.
-- Grain: claim and instrument. Inputs: claim_scope, claim_prices, tape_days. Units: the quote; error in basis points of
-- the average.
with sides as (
    select
        claim_scope.claim_id,
        claim_scope.average_days,
        coalesce(claim_scope.average_kind, 'sma') as average_kind,
        claim_scope.near,
        claim_scope.span_start,
        claim_scope.span_end,
        claim_scope.direction is not null and claim_scope.relation is null as is_cross,
        case
            when claim_scope.relation = 'below' or claim_scope.direction in ('down', 'low') then 'below'
            when claim_scope.relation = 'above' or claim_scope.direction in ('up', 'high') then 'above'
        end as side,
        claim_prices.* exclude (claim_id)
    from claim_scope
    inner join claim_prices on claim_scope.claim_id = claim_prices.claim_id
    where claim_scope.kind = 'moving_average_cross'
),

dated as (
    select
        sides.*,
        at_end.n as n_end,
        at_start.n as n_start,
        at_start.close as start_close
    from sides
    asof left join tape_days as at_end
        on sides.instrument_id = at_end.instrument_id and sides.span_end >= at_end.close_time
    asof left join tape_days as at_start
        on sides.instrument_id = at_start.instrument_id and sides.span_start >= at_start.close_time
),

questions as (
    select distinct
        instrument_id,
        average_kind,
        average_days::bigint as period,
        unnest([n_end, n_start]) as n
    from dated
    where average_days between 2 and 1000
),

-- An exponential average has forgotten what is five periods back.
terms as (
    select
        questions.*,
        unnest(range(0, if(average_kind = 'ema', 5 * period, period))) as days_back
    from questions
),

averages as (
    select
        terms.instrument_id,
        terms.average_kind,
        terms.period,
        terms.n,
        sum(tape_days.close * if(terms.average_kind = 'ema', pow(1 - 2 / (terms.period + 1), terms.days_back), 1))
        / sum(if(terms.average_kind = 'ema', pow(1 - 2 / (terms.period + 1), terms.days_back), 1)) as average,
        count(*) as n_days,
        max(tape_days.day) filter (terms.days_back < terms.period)
        - min(tape_days.day) filter (terms.days_back < terms.period) + 1 as n_calendar_days
    from terms
    inner join tape_days
        on terms.instrument_id = tape_days.instrument_id and terms.n - terms.days_back = tape_days.n
    group by terms.instrument_id, terms.average_kind, terms.period, terms.n
),

compared as (
    select
        dated.*,
        averages.average,
        averages.n_days as n_average_days,
        averages.n_calendar_days,
        if(dated.last_close_time <= dated.span_end, dated.last_close, dated.last_open) as last_price,
        case dated.side
            when 'below' then least(dated.lowest_close, last_price)
            else greatest(dated.highest_close, last_price)
        end as price,
        case dated.side when 'below' then dated.lowest_close_time else dated.highest_close_time end as price_time,
        case dated.side
            when 'below' then dated.start_close >= start_averages.average
            else dated.start_close <= start_averages.average
        end as was_on_other_side
    from dated
    left join averages
        on
            dated.instrument_id = averages.instrument_id
            and dated.average_kind = averages.average_kind
            and dated.average_days::bigint = averages.period
            and dated.n_end = averages.n
    left join averages as start_averages
        on
            dated.instrument_id = start_averages.instrument_id
            and dated.average_kind = start_averages.average_kind
            and dated.average_days::bigint = start_averages.period
            and dated.n_start = start_averages.n
),

distances as (
    select
        *,
        1e4 * greatest(0, if(side = 'below', price / average - 1, 1 - price / average)) as distance
    from compared
),

final as (
    select
        claim_id,
        source,
        venue,
        symbol,
        preference,
        average as stated_value,
        price as measured_value,
        if(is_cross and not was_on_other_side, greatest(distance, near), distance) as error,
        first_open_time as evidence_start,
        last_close_time as evidence_end,
        price_time as evidence_at,
        n_average_days + n_observations as n_observations,
        coverage,
        concat(
            if(side = 'below', 'lowest close ', 'highest close '), price_text(price), ', ', average_days::bigint,
            '-day ', upper(average_kind), ' ', price_text(average),
            case
                when distance > 0 then concat(': never ', side, ' it')
                when is_cross and was_on_other_side then concat(': crossed to ', side)
                when not was_on_other_side then concat(': ', side, ' it before that already')
                else concat(': ', side, ' it')
            end
        ) as finding,
        case
            when side is null or average_days is null then 'too vague'
            when average_days not between 2 and 1000 then 'absurd value'
            when n_average_days is null or n_average_days < average_days then 'no history that far back'
            when trades_always and not is_unbroken(n_calendar_days, average_days, trades_always) then 'gap in the data'
        end as reason
    from distances
)

select * from final;
