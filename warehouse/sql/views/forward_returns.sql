-- What the price of each article's assets did after it became available; see the macro returns_from for entry and exit.
-- Grain: article and asset. Inputs: article_assets_current, returns_from (known_candles). Clock: available_at, then
-- close_time. Units: US dollars; returns are fractions (0.01 is one percent).

create view forward_returns as
with starts as ( -- noqa: ST03
    select
        ticker,
        available_at as start_at
    from article_assets_current
),

returns as (
    select * from returns_from(starts)
),

final as (
    select
        article_assets_current.article_id,
        article_assets_current.ticker,
        article_assets_current.outlet,
        article_assets_current.headline,
        article_assets_current.published_at,
        article_assets_current.available_at,
        article_assets_current.sentiment_label,
        article_assets_current.sentiment_score,
        article_assets_current.relevance,
        article_assets_current.is_simulated,
        returns.source,
        returns.venue,
        returns.symbol,
        returns.entry_time,
        returns.entry_price,
        returns.return_5m,
        returns.return_1h,
        returns.return_4h,
        returns.return_1d,
        returns.return_1w
    from article_assets_current
    inner join returns
        on
            article_assets_current.ticker = returns.ticker
            and article_assets_current.available_at = returns.start_at
)

select * from final;

comment on view forward_returns is
'What the price of each article''s assets did afterwards. Grain: article_id, ticker, where there is an entry.';
comment on column forward_returns.article_id is 'key of the article; the same for all its revisions';
comment on column forward_returns.ticker is 'asset, as in configs/assets.toml';
comment on column forward_returns.outlet is 'name of the publisher as configured';
comment on column forward_returns.headline is 'first line of the article';
comment on column forward_returns.published_at is 'the publishers word, UTC; null where it is not known, never guessed';
comment on column forward_returns.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column forward_returns.sentiment_label is 'bearish, neutral or bullish towards this asset';
comment on column forward_returns.sentiment_score is '-1 (bearish) to 1 (bullish) towards this asset';
comment on column forward_returns.relevance is
'0 to 1; headline weighs more than lead, lead more than the rest; sums to at most 1 in an article';
comment on column forward_returns.is_simulated is 'true for invented outlets and markets';
comment on column forward_returns.source is 'who supplied the series';
comment on column forward_returns.venue is 'where it was measured; empty or all where it covers the whole market';
comment on column forward_returns.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP; empty for an index';
comment on column forward_returns.entry_time is 'close of the entry candle, UTC: the first at or after available_at';
comment on column forward_returns.entry_price is 'its close, US dollars';
comment on column forward_returns.return_5m is
'return 5 minutes after entry, fraction; only where there are minute candles';
comment on column forward_returns.return_1h is 'return 1 hour after entry, fraction';
comment on column forward_returns.return_4h is 'return 4 hours after entry, fraction';
comment on column forward_returns.return_1d is 'return 1 day after entry, fraction';
comment on column forward_returns.return_1w is 'return 7 days after entry, fraction';
