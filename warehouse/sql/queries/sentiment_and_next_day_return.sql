-- Whether sentiment was followed by returns: articles of each asset by label, with what the price did in the next day.
-- Grain: asset and label. Input: forward_returns. Clock: entry at the first close at or after available_at. Units:
-- percent.
with final as (
    select
        ticker,
        sentiment_label,
        count(*) as n_articles,
        count(return_1d) as n_with_return,
        round(avg(sentiment_score), 2) as mean_score,
        round(100 * avg(return_1d), 2) as mean_return_1d_percent,
        round(100 * median(return_1d), 2) as median_return_1d_percent,
        count(*) filter (where return_1d > 0) as n_rose
    from forward_returns
    where sentiment_label is not null
    group by ticker, sentiment_label
)

select * from final
order by ticker, mean_score;
