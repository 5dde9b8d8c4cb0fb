-- Supports and resistances that articles named, with their distance from the last close of the asset.
-- Grain: stated level. Inputs: price_levels, reference_candles. Clock: available_at, close_time. Units: US dollars,
-- percent of the last close.
with latest as (
    select
        ticker,
        close,
        close_time
    from reference_candles
    qualify row_number() over (partition by ticker order by close_time desc) = 1
),

final as (
    select
        price_levels.asset,
        price_levels.role,
        price_levels.price_low::double as price_low,
        price_levels.price_high::double as price_high,
        latest.close as last_close,
        round(100 * (price_low / latest.close - 1), 2) as distance_percent,
        price_levels.outlet,
        price_levels.published_at,
        price_levels.sentence
    from price_levels
    inner join latest on price_levels.asset = latest.ticker
    where price_levels.role in ('support', 'resistance') and price_levels.currency = 'USD'
)

select * from final
order by asset, abs(distance_percent);
