-- A price was touched: the low (or high) of the candles that overlap the span, or any price where no side is said.
-- A level that was reached, but not the end of the move, is near at best; where the text names the very end ("the low
-- was", relation `at`), reaching it is not enough.
-- Grain: claim and instrument. Inputs: claim_scope, claim_prices. Units: the quote; error in basis points of the stated
-- price.
with sides as (
    select
        claim_scope.claim_id,
        claim_scope.stated,
        claim_scope.stated_low,
        claim_scope.stated_high,
        claim_scope.near,
        coalesce(claim_scope.relation = 'at', false) as is_end_of_move,
        case
            when claim_scope.direction in ('low', 'down') or claim_scope.relation = 'below' then 'low'
            when claim_scope.direction in ('high', 'up') or claim_scope.relation = 'above' then 'high'
            else 'any'
        end as side,
        if(claim_scope.span_is_assumed, ' in the hours before publication (the text names no time)', '') as assumption,
        claim_prices.*
    from claim_scope
    inner join claim_prices on claim_scope.claim_id = claim_prices.claim_id
    where claim_scope.kind = 'price_touched'
),

measured as (
    select
        *,
        case
            when side = 'low' then low
            when side = 'high' then high
            when low > stated_high then low
            when high < stated_low then high
            else stated
        end as measured_value,
        low <= stated_high and high >= stated_low as is_reached
    from sides
),

distances as (
    select
        *,
        1e4 * greatest(0, stated_low - measured_value, measured_value - stated_high) / stated as distance
    from measured
),

final as (
    select
        claim_id,
        source,
        venue,
        symbol,
        preference,
        stated as stated_value,
        measured_value,
        if(is_reached and not is_end_of_move, least(distance, near), distance) as error,
        first_open_time as evidence_start,
        last_close_time as evidence_end,
        case side when 'low' then low_close_time when 'high' then high_close_time else last_close_time end
            as evidence_at,
        n_observations,
        coverage,
        case
            when side = 'low'
                then concat('low ', price_text(low), ' ', moment_text(low_time, bar_seconds), basis, assumption)
            when side = 'high'
                then concat('high ', price_text(high), ' ', moment_text(high_time, bar_seconds), basis, assumption)
            else concat('traded between ', price_text(low), ' and ', price_text(high), basis, assumption)
        end as finding,
        if(measured_value / stated not between 0.2 and 5, 'absurd value', null) as reason
    from distances
)

select * from final;
