-- Dollar levels of the current readings with the price from which they are followed: the open of the first candle that
-- opened at or after the article became available (at most four days later). The candle in progress at that moment is
-- left out, because what it did before the article cannot be told from what it did after.
-- Grain: article, asset, role, modality, relation and level. Inputs: price_levels, reference_candles. Clock:
-- available_at, then open_time. Units: US dollars; distance in basis points of the price.

create view level_starts as
with stated as (
    select
        *,
        price_low::double as low_edge,
        price_high::double as high_edge
    from price_levels
    where currency = 'USD' and asset is not null
    qualify
        row_number() over (
            partition by article_id, asset, role, modality, relation, price_low, price_high order by start
        ) = 1
),

followed as (
    select
        stated.*,
        reference_candles.source,
        reference_candles.venue,
        reference_candles.symbol,
        reference_candles.open_time as start_time,
        reference_candles.open as start_price,
        reference_candles.is_simulated as is_simulated_market
    from stated
    asof inner join reference_candles
        on
            stated.asset = reference_candles.ticker
            and stated.available_at <= reference_candles.open_time
    where reference_candles.open_time - stated.available_at <= interval 4 days
),

final as (
    select
        stated.mention_id,
        stated.article_id,
        stated.outlet,
        stated.headline,
        stated.sentence,
        stated.text,
        stated.asset,
        stated.role,
        stated.modality,
        stated.relation,
        stated.price_low,
        stated.price_high,
        stated.low_edge,
        stated.high_edge,
        stated.available_at,
        followed.source,
        followed.venue,
        followed.symbol,
        followed.start_time,
        followed.start_price,
        case
            when followed.start_price > stated.high_edge then 'above'
            when followed.start_price < stated.low_edge then 'below'
            when followed.start_price is not null then 'inside'
        end as price_is,
        1e4 * (if(price_is = 'above', stated.high_edge, stated.low_edge) / followed.start_price - 1) as distance_bps,
        stated.is_simulated or coalesce(followed.is_simulated_market, false) as is_simulated
    from stated
    left join followed on stated.mention_id = followed.mention_id
)

select * from final;

comment on view level_starts is
'Dollar levels of the current readings with the price from which they are followed. Grain: a level of an article.';
comment on column level_starts.mention_id is 'key of the mention';
comment on column level_starts.article_id is 'key of the article; the same for all its revisions';
comment on column level_starts.outlet is 'name of the publisher as configured';
comment on column level_starts.headline is 'first line of the article';
comment on column level_starts.sentence is 'the sentence around the span';
comment on column level_starts.text is 'the span itself';
comment on column level_starts.asset is 'ticker that it is about';
comment on column level_starts.role is 'what the level is to the author';
comment on column level_starts.modality is 'reported, conditional or forecast';
comment on column level_starts.relation is
'where the price is said to be relative to the level: above, below, at, between';
comment on column level_starts.price_low is 'stated price, or lower end of a stated range, US dollars';
comment on column level_starts.price_high is 'upper end; equal to price_low for a point';
comment on column level_starts.low_edge is 'price_low for calculations';
comment on column level_starts.high_edge is 'price_high for calculations';
comment on column level_starts.available_at is
'earliest moment at which anyone here could have acted on it, UTC; the clock of all joins';
comment on column level_starts.source is 'who supplied the series; null without a candle';
comment on column level_starts.venue is 'where it was measured';
comment on column level_starts.symbol is 'instrument, like BTC-USDT or BTC-USDT-PERP';
comment on column level_starts.start_time is
'open of the candle from which the level is followed, UTC; null without a candle';
comment on column level_starts.start_price is 'its open, US dollars';
comment on column level_starts.price_is is 'where start_price lies: above, below or inside the level';
comment on column level_starts.distance_bps is
'from start_price to the nearest edge of the level, basis points of the price; inside it, to the lower edge';
comment on column level_starts.is_simulated is 'true for invented outlets and markets';
