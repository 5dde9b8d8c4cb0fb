-- The lowest or highest price (or the biggest daily move) since some day: how far back nothing like it is to be found.
-- A statement that is true but says less than the tape (a 3-month low that is a 14-month low) is near at best.
-- Grain: claim and instrument. Inputs: claim_scope, claim_prices, tape_series, tape_days. Units: days; error in basis
-- points of the stated extent. Values are turned so that a lower one is more extreme.
with day_values as (
    select
        instrument_id,
        day,
        unnest(['low', 'high', 'down', 'up']) as measure,
        unnest([low, -high, daily_return, -daily_return]) as figure,
        date_trunc('month', day) as month
    from tape_days
),

months as (
    select
        instrument_id,
        measure,
        month,
        min(figure) as figure
    from day_values
    group by instrument_id, measure, month
),

claim_days as (
    select
        claim_id,
        asset,
        direction,
        unnest(range(utc_day(span_start), span_end, interval 1 day))::date as day
    from claim_scope
    where kind = 'extreme_since' and blocker is null and direction in ('down', 'up')
),

moves as (
    select
        claim_days.claim_id,
        day_values.instrument_id,
        min(day_values.figure) as return_figure,
        arg_min(day_values.day, day_values.figure)::timestamptz as return_time
    from claim_days
    inner join tape_series on claim_days.asset = tape_series.ticker
    inner join day_values
        on
            tape_series.instrument_id = day_values.instrument_id
            and claim_days.direction = day_values.measure
            and claim_days.day = day_values.day
    group by claim_days.claim_id, day_values.instrument_id
),

extremes as (
    select
        claim_scope.*,
        claim_prices.* exclude (claim_id),
        utc_day(claim_scope.span_start) as start_day,
        case claim_scope.direction
            when 'low' then claim_prices.low
            when 'high' then -claim_prices.high
            else moves.return_figure
        end as figure,
        case claim_scope.direction
            when 'low' then claim_prices.low_time
            when 'high' then claim_prices.high_time
            else moves.return_time
        end as figure_time,
        utc_day(figure_time) as figure_day,
        case
            -- counted from the day of the extreme, not from the publication
            when claim_scope.since_date is not null then figure_day - claim_scope.since_date
            when isinf(claim_scope.extent_days) then null
            else claim_scope.extent_days
        end as stated_days
    from claim_scope
    inner join claim_prices on claim_scope.claim_id = claim_prices.claim_id
    left join moves
        on claim_scope.claim_id = moves.claim_id and claim_prices.instrument_id = moves.instrument_id
    where claim_scope.kind = 'extreme_since'
),

-- Many articles speak of the same low: each is looked up in the history once, and not day by day: in its own month,
-- and in the last month before it that holds a value as extreme.
questions as (
    select distinct
        instrument_id,
        direction,
        start_day,
        figure
    from extremes
    where figure is not null
),

last_months as (
    select
        questions.*,
        max(months.month) as month
    from questions
    inner join months
        on
            questions.instrument_id = months.instrument_id
            and questions.direction = months.measure
            and questions.start_day > months.month
            and questions.figure >= months.figure
    where months.month < date_trunc('month', questions.start_day)
    group by all
),

months_to_search as (
    select * from last_months
    union all
    select
        *,
        date_trunc('month', start_day) as month
    from questions
),

answers as (
    select
        months_to_search.instrument_id,
        months_to_search.direction,
        months_to_search.start_day,
        months_to_search.figure,
        max(day_values.day) as prior_day
    from months_to_search
    inner join day_values
        on
            months_to_search.instrument_id = day_values.instrument_id
            and months_to_search.direction = day_values.measure
            and months_to_search.month = day_values.month
            and months_to_search.start_day > day_values.day
            and months_to_search.figure >= day_values.figure
    group by all
),

first_days as (
    select distinct
        instrument_id,
        first_day
    from tape_days
),

histories as (
    select
        extremes.*,
        answers.prior_day,
        first_days.first_day,
        extremes.figure_day - first_days.first_day as history_days,
        coalesce(extremes.figure_day - answers.prior_day, history_days) as measured_days,
        at_end.n - coalesce(at_start.n, 0) as n_days
    from extremes
    left join answers
        on
            extremes.instrument_id = answers.instrument_id
            and extremes.direction = answers.direction
            and extremes.start_day = answers.start_day
            and extremes.figure = answers.figure
    left join first_days
        on extremes.instrument_id = first_days.instrument_id
    asof left join tape_days as at_end
        on extremes.instrument_id = at_end.instrument_id and extremes.start_day > at_end.day
    asof left join tape_days as at_start
        on
            extremes.instrument_id = at_start.instrument_id
            and coalesce(answers.prior_day, first_days.first_day) > at_start.day
),

distances as (
    select
        *,
        case
            when stated_days is null and prior_day is null then 0
            when stated_days is null then 1e4
            -- Days begin at midnight UTC for us and elsewhere for the writer: one day is no difference.
            when abs(measured_days - stated_days) <= 1 then 0
            when measured_days > stated_days then least(near, 1e4 * (measured_days - stated_days) / stated_days)
            else 1e4 * (stated_days - measured_days) / stated_days
        end as distance,
        -- Stocks have about five days a week.
        n_days / nullif(measured_days, 0) / if(trades_always, 1, 5 / 7) as history_coverage
    from histories
),

final as (
    select
        claim_id,
        source,
        venue,
        symbol,
        preference,
        stated_days as stated_value,
        measured_days as measured_value,
        distance as error,
        coalesce(prior_day, first_day)::timestamptz as evidence_start,
        last_close_time as evidence_end,
        figure_time as evidence_at,
        n_days + n_observations as n_observations,
        -- A day in the history that was more extreme is a fact, whatever else is missing.
        if(prior_day is null, coverage, 1) as coverage,
        concat(
            case direction
                when 'low' then concat('low ', price_text(figure), ' ', moment_text(figure_time, bar_seconds))
                when 'high' then concat('high ', price_text(-figure), ' ', moment_text(figure_time, bar_seconds))
                when 'down' then concat(format('{:+.2f} %', 100 * figure), strftime(figure_time, ' on %Y-%m-%d'))
                else concat(format('{:+.2f} %', -100 * figure), strftime(figure_time, ' on %Y-%m-%d'))
            end,
            case direction
                when 'low' then ', lowest since ' when 'high' then ', highest since '
                when 'down' then ', biggest fall since ' else ', biggest rise since '
            end,
            case
                when prior_day is null then concat('the data begins on ', strftime(first_day, '%Y-%m-%d'))
                else concat(
                    strftime(prior_day, '%Y-%m-%d'), ': a ', extent_text(measured_days), ' ',
                    case direction when 'down' then 'record' when 'up' then 'record' else direction end
                )
            end
        ) as finding,
        case
            when direction is null or direction not in ('low', 'high', 'down', 'up') then 'too vague'
            when stated_days <= 0 then 'absurd value'
            when figure is null then 'gap in the data'
            when first_day is null then 'no history that far back'
            when prior_day is null and history_days < coalesce(stated_days, 365) then 'no history that far back'
            when distance <= near and history_coverage < 0.9 then 'gap in the data'
        end as reason
    from distances
)

select * from final;
