-- Conditions on levels that are still open, the nearest first, and those that resolved in the window.
-- Grain: asset, relation and level, by the article that stated it first. Parameters: assets (tickers), window_start.
-- Clock: available_at, then close_time. Units: percent of the last close.
with final as (
    select
        watches.mention_id,
        watches.asset,
        watches.watch_kind,
        watches.relation,
        watches.price_low,
        watches.price_high,
        price_levels.currency,
        watches.status,
        watches.resolved_at,
        open_watches.distance_bps / 100 as distance_percent,
        concat_ws(
            '/', 'candles', watches.source, watches.venue, watches.symbol,
            strftime(coalesce(watches.resolved_at, open_watches.last_close_time), '%Y-%m-%dT%H:%MZ')
        ) as candle_row,
        watches.article_id,
        current_annotations.revision,
        price_levels.start,
        price_levels."end",
        price_levels.sentence,
        price_levels.url,
        watches.outlet
    from watches
    inner join price_levels on watches.mention_id = price_levels.mention_id
    inner join current_annotations on price_levels.annotation_id = current_annotations.annotation_id
    left join open_watches on watches.mention_id = open_watches.mention_id
    where
        watches.asset in (select unnest($assets))
        and (watches.status = 'open' or watches.resolved_at > $window_start)
    qualify
        row_number() over (
            partition by watches.asset, watches.relation, watches.price_low, watches.price_high
            order by watches.available_at, watches.mention_id
        ) = 1
    order by
        watches.asset asc,
        watches.resolved_at desc nulls last,
        abs(distance_percent) asc,
        watches.mention_id asc
    limit 12
)

select * from final;
