-- What each article is about, and how it speaks of it.
-- Grain: article and asset. Input: article_assets_as_of. Clock: available_at of the article. Units: relevance 0 to 1,
-- scores -1 to 1.

create view article_assets_current as
select
    article_id,
    ticker,
    n_mentions,
    relevance,
    sentiment_label,
    sentiment_score,
    n_sentences,
    outlet,
    headline,
    published_at,
    available_at,
    is_simulated
from article_assets_as_of(coalesce(getvariable('as_of')::timestamptz, 'infinity'::timestamptz));

comment on view article_assets_current is
'What each article is about, and how it speaks of it. Grain: article_id, ticker.';
comment on column article_assets_current.article_id is 'key of the article; the same for all its revisions';
comment on column article_assets_current.ticker is 'asset, as in configs/assets.toml';
comment on column article_assets_current.n_mentions is 'how often the asset is named outside boilerplate';
comment on column article_assets_current.relevance is
'0 to 1; headline weighs more than lead, lead more than the rest; sums to at most 1 in an article';
comment on column article_assets_current.sentiment_label is
'bearish, neutral or bullish towards this asset; null where no sentence says anything of it';
comment on column article_assets_current.sentiment_score is '-1 (bearish) to 1 (bullish) towards this asset';
comment on column article_assets_current.n_sentences is 'sentences that say something of the asset';
comment on column article_assets_current.outlet is 'name of the publisher as configured';
comment on column article_assets_current.headline is 'first line of the article';
comment on column article_assets_current.published_at is
'the publishers word, UTC; null where it is not known, never guessed';
comment on column article_assets_current.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column article_assets_current.is_simulated is 'true for invented outlets and markets';
