-- The market when each mention and claim became available with its article, and what came after; see the macro
-- market_states. Mentions without an asset have no prices.
-- Grain: mention. Inputs: price_level_mentions, liquidation_mentions, metric_mentions, event_mentions, claims,
-- current_annotations, market_states (known_candles). Clock: available_at of the article.
-- Units: US dollars; returns are fractions (0.01 is one percent).

create view mention_market_state as
with stated as (
    select
        'price_level' as kind,
        mention_id,
        annotation_id,
        asset as ticker
    from price_level_mentions
    union all
    select
        'liquidation' as kind,
        mention_id,
        annotation_id,
        asset as ticker
    from liquidation_mentions
    union all
    select
        'metric' as kind,
        mention_id,
        annotation_id,
        asset as ticker
    from metric_mentions
    union all
    select
        'event' as kind,
        mention_id,
        annotation_id,
        asset as ticker
    from event_mentions
    union all
    select
        'claim' as kind,
        claim_id as mention_id,
        annotation_id,
        asset as ticker
    from claims
),

mentions as (
    select
        stated.mention_id,
        stated.kind,
        current_annotations.article_id,
        stated.annotation_id,
        stated.ticker,
        current_annotations.available_at,
        current_annotations.is_simulated
    from current_annotations
    inner join stated on current_annotations.annotation_id = stated.annotation_id
),

starts as ( -- noqa: ST03
    select
        ticker,
        available_at as start_at
    from mentions
),

states as (
    select * from market_states(starts)
),

final as (
    select
        mentions.mention_id,
        mentions.kind,
        mentions.article_id,
        mentions.annotation_id,
        mentions.ticker,
        mentions.available_at,
        mentions.is_simulated,
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
    from mentions
    left join states on mentions.ticker = states.ticker and mentions.available_at = states.start_at
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
