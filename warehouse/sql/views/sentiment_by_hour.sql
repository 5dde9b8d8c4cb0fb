-- Sentiment towards each asset by the hour in which the articles became available. An hour is complete, and known, at
-- its end.
-- Grain: hour and asset. Inputs: article_assets_current. Clock: available_at. Units: scores -1 to 1.

create view sentiment_by_hour as
select
    date_trunc('hour', available_at) as hour_start,
    ticker,
    count(*) as n_articles,
    count(*) filter (where sentiment_label = 'bearish') as n_bearish,
    count(*) filter (where sentiment_label = 'neutral') as n_neutral,
    count(*) filter (where sentiment_label = 'bullish') as n_bullish,
    avg(sentiment_score) as mean_score,
    sum(sentiment_score * relevance) / nullif(sum(relevance) filter (where sentiment_score is not null), 0)
        as weighted_score,
    bool_or(is_simulated) as is_simulated
from article_assets_current
group by hour_start, ticker;

comment on view sentiment_by_hour is
'Sentiment towards each asset by the hour in which articles became available. Grain: hour_start, ticker.';
comment on column sentiment_by_hour.hour_start is 'start of the hour, UTC';
comment on column sentiment_by_hour.ticker is 'asset, as in configs/assets.toml';
comment on column sentiment_by_hour.n_articles is 'articles about the asset';
comment on column sentiment_by_hour.n_bearish is 'articles bearish towards it';
comment on column sentiment_by_hour.n_neutral is 'articles neutral towards it';
comment on column sentiment_by_hour.n_bullish is 'articles bullish towards it';
comment on column sentiment_by_hour.mean_score is 'mean of the scores, -1 to 1';
comment on column sentiment_by_hour.weighted_score is 'mean of the scores weighted by relevance, -1 to 1';
comment on column sentiment_by_hour.is_simulated is 'true if any of the articles is invented';
