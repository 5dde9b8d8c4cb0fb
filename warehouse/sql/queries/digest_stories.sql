-- The articles of the window, newest first.
-- Grain: article. Parameters: window_start, n (rows). Clock: available_at.
with assets as (
    select
        article_id,
        string_agg(ticker, ' ' order by relevance desc, ticker asc) as tickers
    from article_assets_current
    group by article_id
),

final as (
    select
        current_annotations.article_id,
        current_annotations.revision,
        current_annotations.outlet,
        current_annotations.url,
        current_annotations.headline,
        current_annotations.available_at,
        current_annotations.sentiment_label,
        current_annotations.is_simulated,
        assets.tickers
    from current_annotations
    left join assets on current_annotations.article_id = assets.article_id
    where current_annotations.available_at > $window_start
    order by current_annotations.available_at desc, current_annotations.article_id asc
    limit $n
)

select * from final;
