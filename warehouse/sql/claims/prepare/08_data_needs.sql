-- From when on the claims to check need a series of each kind about an asset. What lies before is left out, but for
-- what a look back may end at: the first observation of the series and the last two before that time.
-- Grain: kind of series and ticker. Inputs: claim_scope, settled_liquidations.
create or replace temp table data_needs as
with legs as (
    select
        kind,
        span_start,
        span_end,
        window_hours,
        unnest([asset, benchmark]) as ticker
    from claim_scope
    where blocker is null
),

claim_needs as (
    select
        case kind
            when 'liquidation_total' then 'liquidations'
            when 'funding_sign' then 'funding_rates'
            else 'candles'
        end as kind,
        ticker,
        -- Without a window a week or a day is looked at; a session of a stock may lie some days back.
        make_timestamptz(
            epoch_us(least(span_start, span_end))
            - (coalesce(window_hours, 0) * 3600000000)::bigint
            - 10 * 86400000000
        ) as needed_from
    from legs
    where
        ticker is not null
        and kind in (
            'price_touched', 'price_at', 'percent_change', 'extreme_since', 'moving_average_cross', 'relative_move',
            'liquidation_total', 'funding_sign'
        )
),

tickers as (
    select distinct ticker from settled_liquidations
),

all_needs as (
    select * from claim_needs
    union all
    select
        claim_needs.kind,
        tickers.ticker,
        claim_needs.needed_from
    from claim_needs
    cross join tickers
    where claim_needs.kind = 'liquidations' and claim_needs.ticker = 'ALL'
),

final as (
    select
        kind,
        ticker,
        min(needed_from) as needed_from
    from all_needs
    group by kind, ticker
)

select * from final;
