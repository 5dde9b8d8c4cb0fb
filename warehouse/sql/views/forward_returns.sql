-- What the price of each article's assets did afterwards. Entry is the first close at or after available_at (at most
-- four days later: a long weekend); exit is the close that was due at entry plus the horizon. A return is missing where
-- the data ends earlier, has a gap there, or its bars are longer than the horizon.
-- Grain: article and asset. Inputs: article_assets_current, reference_candles. Clock: available_at, then close_time.
-- Units: US dollars; returns are fractions (0.01 is one percent).

create view forward_returns as
with horizons as (
    select
        unnest(
            [interval 5 minutes, interval 1 hour, interval 4 hours, interval 1 day, interval 7 days]
        ) as horizon
),

entries as (
    select
        article_assets_current.*,
        reference_candles.source,
        reference_candles.venue,
        reference_candles.symbol,
        reference_candles.close_time as entry_time,
        reference_candles.close as entry_price
    from article_assets_current
    asof inner join reference_candles
        on
            article_assets_current.ticker = reference_candles.ticker
            and article_assets_current.available_at <= reference_candles.close_time
    where reference_candles.close_time - article_assets_current.available_at <= interval 4 days
),

exits as (
    select
        entries.article_id,
        entries.ticker,
        entries.entry_price,
        horizons.horizon,
        entries.entry_time + horizons.horizon as exit_due
    from entries
    cross join horizons
),

returns as (
    select
        exits.article_id,
        exits.ticker,
        exits.horizon,
        reference_candles.close / exits.entry_price - 1 as forward_return
    from exits
    asof inner join reference_candles
        on exits.ticker = reference_candles.ticker and exits.exit_due >= reference_candles.close_time
    where
        reference_candles.bar_seconds <= epoch(exits.horizon)
        and epoch(exits.exit_due - reference_candles.close_time) < reference_candles.bar_seconds
),

final as (
    select
        entries.article_id,
        entries.ticker,
        entries.outlet,
        entries.headline,
        entries.published_at,
        entries.available_at,
        entries.sentiment_label,
        entries.sentiment_score,
        entries.relevance,
        entries.is_simulated,
        entries.source,
        entries.venue,
        entries.symbol,
        entries.entry_time,
        entries.entry_price,
        max(returns.forward_return) filter (where returns.horizon = interval 5 minutes) as return_5m,
        max(returns.forward_return) filter (where returns.horizon = interval 1 hour) as return_1h,
        max(returns.forward_return) filter (where returns.horizon = interval 4 hours) as return_4h,
        max(returns.forward_return) filter (where returns.horizon = interval 1 day) as return_1d,
        max(returns.forward_return) filter (where returns.horizon = interval 7 days) as return_1w
    from entries
    left join returns on entries.article_id = returns.article_id and entries.ticker = returns.ticker
    group by all
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
