-- Sentiment of the window by asset: mean score over articles, each weighted by the asset's relevance in it.
-- Grain: asset. Parameters: window_start. Clock: available_at of the article. Units: score -1 to 1.
with scored as (
    select
        ticker,
        sum(sentiment_score * relevance) / nullif(sum(relevance), 0) as score,
        count(*) as n_articles,
        'article_assets_current/' || ticker || '/' || string_agg(article_id, '+' order by available_at) as key
    from article_assets_current
    where available_at > $window_start and sentiment_score is not null
    group by ticker
),

final as (
    select
        ticker,
        case when score >= 0.2 then 'bullish' when score <= -0.2 then 'bearish' else 'neutral' end as label,
        score,
        n_articles,
        if(length(key) > 90, substring(key, 1, 90) || '…', key) as row
    from scored
    where score is not null
    order by n_articles desc, ticker asc
    limit 10
)

select * from final;
