-- Conditions on levels that have not resolved yet, the nearest first.
-- Grain: condition. Input: open_watches. Clock: available_at of the article, close_time. Units: US dollars, percent.
with final as (
    select
        asset,
        watch_kind,
        relation,
        price_low::double as price_low,
        price_high::double as price_high,
        last_close,
        round(distance_bps / 100, 2) as distance_percent,
        outlet,
        available_at,
        sentence
    from open_watches
)

select * from final
order by abs(distance_percent), asset;
