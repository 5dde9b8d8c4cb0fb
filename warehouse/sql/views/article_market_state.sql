-- The market when each article became available, for each of its assets with the sentiment towards it, and what came
-- after; see the macro market_states.
-- Grain: article and asset. Inputs: article_assets_current, market_states (known_candles). Clock: available_at.
-- Units: US dollars; returns are fractions (0.01 is one percent).

create view article_market_state as
with starts as ( -- noqa: ST03
    select
        ticker,
        available_at as start_at
    from article_assets_current
),

states as (
    select * from market_states(starts)
),

final as (
    select
        article_assets_current.article_id,
        article_assets_current.ticker,
        article_assets_current.outlet,
        article_assets_current.headline,
        article_assets_current.available_at,
        article_assets_current.sentiment_label,
        article_assets_current.sentiment_score,
        article_assets_current.relevance,
        article_assets_current.is_simulated,
        states.source,
        states.venue,
        states.symbol,
        states.price_time,
        states.price,
        states.entry_time,
        states.entry_price,
        states.return_5m,
        states.return_1h,
        states.return_4h,
        states.return_1d,
        states.return_1w
    from article_assets_current
    left join states
        on
            article_assets_current.ticker = states.ticker
            and article_assets_current.available_at = states.start_at
)

select * from final;

comment on view article_market_state is
'The market when each article became available, and the returns after it. Grain: article_id, ticker.';
comment on column article_market_state.article_id is 'key of the article; the same for all its revisions';
comment on column article_market_state.ticker is 'asset, as in configs/assets.toml';
comment on column article_market_state.outlet is 'name of the publisher as configured';
comment on column article_market_state.headline is 'first line of the article';
comment on column article_market_state.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column article_market_state.sentiment_label is 'bearish, neutral or bullish towards this asset';
comment on column article_market_state.sentiment_score is '-1 (bearish) to 1 (bullish) towards this asset';
comment on column article_market_state.relevance is '0 to 1; how much the article is about the asset';
comment on column article_market_state.is_simulated is 'true for invented outlets and markets';
comment on column article_market_state.source is 'who supplied the series';
comment on column article_market_state.venue is 'where it was measured';
comment on column article_market_state.symbol is 'instrument whose prices they are';
comment on column article_market_state.price_time is
'close of the last candle that had closed by then, UTC; null where the data begins later';
comment on column article_market_state.price is 'last price known then, US dollars';
comment on column article_market_state.entry_time is 'first close at or after it, at most four days later, UTC';
comment on column article_market_state.entry_price is
'price at entry_time, US dollars: what one could have dealt at';
comment on column article_market_state.return_5m is
'return in the 5 minutes after entry_time, a fraction; null where the data ends, has a gap or longer bars';
comment on column article_market_state.return_1h is 'return in the hour after entry_time, a fraction; null likewise';
comment on column article_market_state.return_4h is
'return in the 4 hours after entry_time, a fraction; null likewise';
comment on column article_market_state.return_1d is 'return in the day after entry_time, a fraction; null likewise';
comment on column article_market_state.return_1w is 'return in the week after entry_time, a fraction; null likewise';
