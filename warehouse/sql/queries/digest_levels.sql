-- Supports, resistances and targets named in the window, nearest to the last close first.
-- Grain: article and level. Parameters: assets (tickers), window_start. Clock: available_at of the article.
-- Units: distance of the level's middle from the last close, percent.
with latest as (
    select
        *,
        concat_ws(
            '/', 'candles', source, venue, symbol, timeframe, strftime(open_time, '%Y-%m-%dT%H:%MZ')
        ) as candle_row
    from reference_candles
    qualify row_number() over (partition by ticker order by close_time desc) = 1
),

final as (
    select
        price_levels.mention_id,
        price_levels.asset,
        price_levels.role,
        price_levels.price_low,
        price_levels.price_high,
        price_levels.currency,
        price_levels.sentence,
        price_levels.article_id,
        current_annotations.revision,
        price_levels.start,
        price_levels."end",
        price_levels.outlet,
        price_levels.url,
        if(
            price_levels.currency = 'USD',
            100 * ((price_levels.price_low::double + price_levels.price_high::double) / 2 / latest.close - 1),
            null
        ) as distance_percent,
        latest.candle_row as close_row
    from price_levels
    inner join current_annotations on price_levels.annotation_id = current_annotations.annotation_id
    left join latest on price_levels.asset = latest.ticker
    where
        price_levels.available_at > $window_start
        and price_levels.role in ('support', 'resistance', 'target')
        and price_levels.asset in (select unnest($assets))
    qualify
        row_number() over (
            partition by
                price_levels.article_id,
                price_levels.asset,
                price_levels.role,
                price_levels.price_low,
                price_levels.price_high
            order by price_levels.start
        ) = 1
    order by price_levels.asset, abs(distance_percent) nulls last, price_levels.mention_id
    limit 24
)

select * from final;
