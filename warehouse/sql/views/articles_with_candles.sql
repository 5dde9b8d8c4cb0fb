-- Each article and asset with the last candle that had closed when the article became available.
-- Grain: article and asset. Inputs: article_assets_current, reference_candles. Clock: close_time at or before
-- available_at. Units: US dollars.

create view articles_with_candles as
select
    article_assets_current.article_id,
    article_assets_current.ticker,
    article_assets_current.outlet,
    article_assets_current.headline,
    article_assets_current.published_at,
    article_assets_current.available_at,
    article_assets_current.sentiment_label,
    article_assets_current.sentiment_score,
    article_assets_current.is_simulated,
    reference_candles.source,
    reference_candles.venue,
    reference_candles.symbol,
    reference_candles.timeframe,
    reference_candles.open_time,
    reference_candles.close_time,
    reference_candles.open,
    reference_candles.high,
    reference_candles.low,
    reference_candles.close,
    epoch(article_assets_current.available_at - reference_candles.close_time) as candle_age_seconds
from article_assets_current
asof left join reference_candles
    on
        article_assets_current.ticker = reference_candles.ticker
        and article_assets_current.available_at >= reference_candles.close_time;

comment on view articles_with_candles is
'Each article and asset with the last candle closed when it became available. Grain: article_id, ticker.';
comment on column articles_with_candles.article_id is 'key of the article; the same for all its revisions';
comment on column articles_with_candles.ticker is 'asset, as in configs/assets.toml';
comment on column articles_with_candles.outlet is 'name of the publisher as configured';
comment on column articles_with_candles.headline is 'first line of the article';
comment on column articles_with_candles.published_at is
'the publishers word, UTC; null where it is not known, never guessed';
comment on column articles_with_candles.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column articles_with_candles.sentiment_label is 'bearish, neutral or bullish towards this asset';
comment on column articles_with_candles.sentiment_score is '-1 (bearish) to 1 (bullish) towards this asset';
comment on column articles_with_candles.is_simulated is 'true for invented outlets and markets';
comment on column articles_with_candles.source is 'who supplied the series';
comment on column articles_with_candles.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column articles_with_candles.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column articles_with_candles.timeframe is 'length of the candle: 1m, 1h, 4h, 1d';
comment on column articles_with_candles.open_time is 'start of the bar, UTC, inclusive';
comment on column articles_with_candles.close_time is 'end of the bar, UTC, exclusive';
comment on column articles_with_candles.open is 'first price, US dollars';
comment on column articles_with_candles.high is 'highest price, US dollars';
comment on column articles_with_candles.low is 'lowest price, US dollars';
comment on column articles_with_candles.close is 'last price, US dollars';
comment on column articles_with_candles.candle_age_seconds is
'time from the close of the candle to available_at, seconds; null without a candle';
