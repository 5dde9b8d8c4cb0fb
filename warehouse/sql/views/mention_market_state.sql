-- The market when each mention and claim became available with its article, and what came after; see the macro
-- market_states. Mentions without an asset have no prices.
-- Grain: mention. Inputs: mentions_current, market_states (known_candles). Clock: available_at of the article.
-- Units: US dollars; returns are fractions (0.01 is one percent).

create view mention_market_state as
with starts as ( -- noqa: ST03
    select
        ticker,
        available_at as start_at
    from mentions_current
),

states as (
    select * from market_states(starts)
),

final as (
    select
        mentions_current.mention_id,
        mentions_current.kind,
        mentions_current.article_id,
        mentions_current.annotation_id,
        mentions_current.ticker,
        mentions_current.available_at,
        mentions_current.is_simulated,
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
    from mentions_current
    left join states
        on
            mentions_current.ticker = states.ticker
            and mentions_current.available_at = states.start_at
)

select * from final;

comment on view mention_market_state is
'The market when each mention and claim became available, and the returns after it. Grain: kind, mention_id.';
comment on column mention_market_state.mention_id is 'key of the mention, or of the claim';
comment on column mention_market_state.kind is 'price_level, liquidation, metric, event or claim';
comment on column mention_market_state.article_id is 'key of the article; the same for all its revisions';
comment on column mention_market_state.annotation_id is 'key of the reading that it stands in';
comment on column mention_market_state.ticker is 'asset that it is about';
comment on column mention_market_state.available_at is 'when its article became available, UTC; the clock of all joins';
comment on column mention_market_state.is_simulated is 'true for invented outlets and markets';
comment on column mention_market_state.source is 'who supplied the series';
comment on column mention_market_state.venue is 'where it was measured';
comment on column mention_market_state.symbol is 'instrument whose prices they are';
comment on column mention_market_state.price_time is
'close of the last candle that had closed by then, UTC; null where the data begins later';
comment on column mention_market_state.price is 'last price known then, US dollars';
comment on column mention_market_state.entry_time is 'first close at or after it, at most four days later, UTC';
comment on column mention_market_state.entry_price is
'price at entry_time, US dollars: what one could have dealt at';
comment on column mention_market_state.return_5m is
'return in the 5 minutes after entry_time, a fraction; null where the data ends, has a gap or longer bars';
comment on column mention_market_state.return_1h is 'return in the hour after entry_time, a fraction; null likewise';
comment on column mention_market_state.return_4h is
'return in the 4 hours after entry_time, a fraction; null likewise';
comment on column mention_market_state.return_1d is 'return in the day after entry_time, a fraction; null likewise';
comment on column mention_market_state.return_1w is 'return in the week after entry_time, a fraction; null likewise';
