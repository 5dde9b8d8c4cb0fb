-- A price at publication (or at the end of the span named), or a level crossed by then. The candle in which the span
-- ends may have closed after it, so every price of it counts as the price at that time.
-- Grain: claim and instrument. Inputs: claim_scope, claim_prices. Units: the quote; error in basis points of the stated
-- price.
with prices as (
    select
        claim_scope.claim_id,
        claim_scope.stated,
        claim_scope.stated_low,
        claim_scope.stated_high,
        claim_scope.relation,
        claim_scope.span_is_assumed,
        claim_scope.span_end,
        claim_prices.*,
        if(
            claim_prices.last_close_time <= claim_scope.span_end, claim_prices.last_close, claim_prices.last_open
        ) as price
    from claim_scope
    inner join claim_prices on claim_scope.claim_id = claim_prices.claim_id
    where claim_scope.kind = 'price_at'
),

reached as (
    select
        *,
        -- Where the text names a time, having been there at some moment of it is enough.
        if(last_close_time <= span_end, last_close, last_low) as lowest_at_end,
        if(last_close_time <= span_end, last_close, last_high) as highest_at_end,
        if(span_is_assumed, lowest_at_end, low) as lowest,
        if(span_is_assumed, highest_at_end, high) as highest
    from prices
),

final as (
    select
        claim_id,
        source,
        venue,
        symbol,
        preference,
        stated as stated_value,
        price as measured_value,
        1e4 * case relation
            when 'above' then greatest(0, stated_low - highest)
            when 'below' then greatest(0, lowest - stated_high)
            else greatest(0, stated_low - highest, lowest - stated_high)
        end / stated as error,
        last_open_time as evidence_start,
        last_close_time as evidence_end,
        last_close_time as evidence_at,
        n_observations,
        coverage,
        concat(
            'at ', price_text(price), ' ', strftime(least(span_end, last_close_time), 'at %H:%M UTC on %Y-%m-%d'),
            case
                when span_is_assumed and last_close_time <= span_end then ''
                when span_is_assumed
                    then concat(', in a candle from ', price_text(last_low), ' to ', price_text(last_high))
                when relation = 'above' then concat(', high ', price_text(high))
                when relation = 'below' then concat(', low ', price_text(low))
                else concat(', traded between ', price_text(low), ' and ', price_text(high))
            end,
            basis
        ) as finding,
        case
            when price / stated not between 0.2 and 5 then 'absurd value'
            when trades_always and epoch_us(span_end) - epoch_us(last_close_time) >= bar_seconds * 1000000
                then 'gap in the data'
        end as reason
    from reached
)

select * from final;
