-- The conditions on levels that have not resolved yet, with the distance that the price still has to go.
-- Grain: article, asset and condition. Inputs: watches, reference_candles. Clock: available_at, then close_time. Units:
-- US dollars, basis points of the last close.

create view open_watches as
with latest as (
    select
        ticker,
        close,
        close_time
    from reference_candles
    qualify row_number() over (partition by ticker order by close_time desc) = 1
),

final as (
    select
        watches.mention_id,
        watches.article_id,
        watches.outlet,
        watches.headline,
        watches.sentence,
        watches.asset,
        watches.role,
        watches.relation,
        watches.price_low,
        watches.price_high,
        watches.watch_kind,
        watches.available_at,
        latest.close as last_close,
        latest.close_time as last_close_time,
        1e4 * (if(watches.relation = 'above', watches.price_high, watches.price_low)::double / latest.close - 1)
            as distance_bps,
        watches.is_simulated
    from watches
    inner join latest on watches.asset = latest.ticker
    where watches.status = 'open'
)

select * from final;

comment on view open_watches is
'The conditions on levels that have not resolved yet. Grain: one condition of an article.';
comment on column open_watches.mention_id is 'key of the mention';
comment on column open_watches.article_id is 'key of the article; the same for all its revisions';
comment on column open_watches.outlet is 'name of the publisher as configured';
comment on column open_watches.headline is 'first line of the article';
comment on column open_watches.sentence is 'the sentence around the span';
comment on column open_watches.asset is 'ticker that it is about';
comment on column open_watches.role is 'what the level is to the author';
comment on column open_watches.relation is 'above or below: the side of the level on which the condition is true';
comment on column open_watches.price_low is 'stated price, or lower end of a stated range, US dollars';
comment on column open_watches.price_high is 'upper end; equal to price_low for a point';
comment on column open_watches.watch_kind is 'cross where it was not yet true at start_price, hold where it was';
comment on column open_watches.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column open_watches.last_close is 'last close of the asset, US dollars';
comment on column open_watches.last_close_time is 'when that candle closed, UTC';
comment on column open_watches.distance_bps is 'from the last close to the level, basis points of the close';
comment on column open_watches.is_simulated is 'true for invented outlets and markets';
